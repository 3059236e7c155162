"""PX642 自评表的项目没有列进汇总表"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.summarised_projects import not_listed
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX642",
    title="自评表的项目没有列进汇总表",
    severity=Severity.WARNING,
    forms=SELF_EVALUATIONS | EVALUATION_SUMMARIES,
    basis=(own_convention("单位的自评汇总表列全部自评的项目，一个项目一行"),),
    message="放在一起的自评汇总表里没有“{found}”这一行，这个单位别的项目列着。",
    hint="请核对汇总表是否漏了 {cells} 这个项目，或名称写得不同；漏了的补上，合计也要跟着改。",
    outlined=True,
    needs_every_row=True,
)
def form_not_summarised(tables: TableSet) -> Iterator[Hit]:
    """只看同一文件夹里、同一年度、列着同一单位别的项目的汇总表；名称相近的不算缺。"""
    for form, summary in not_listed(tables):
        yield Hit(
            form.name,
            found=form.name.text,
            table=form.table,
            related=(summary.table.title,),
            related_table=summary.table,
        )
