"""PX641 汇总表里的项目没有自评表"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.summarised_projects import without_form
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX641",
    title="汇总表里的项目没有自评表",
    severity=Severity.WARNING,
    forms=EVALUATION_SUMMARIES,
    basis=(evaluation_measures("批复了绩效目标的项目都要自评"),),
    message="汇总表列着“{found}”，放在一起的自评表里没有这个项目；汇总表的别的 {others} 个项目都有。",
    hint="请核对 {cells} 这个项目是否漏了自评，或自评表的名称写得不同；自评表不在一起的可以不管。",
    outlined=True,
)
def summarised_without_form(tables: TableSet) -> Iterator[Hit]:
    """同一文件夹里汇总表多半的项目（至少两个）都有自评表，只缺少数几个时才报：只给了一部分文件的不报。"""
    for line, summary in without_form(tables):
        yield Hit(
            line.name,
            found=line.name.text,
            words={"others": len(summary.found)},
            table=line.table,
        )
