"""PX603 指标名称与批复的说法不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import reported_indicators
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX603",
    title="指标名称与批复的说法不同",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(evaluation_measures("自评对照批复的绩效目标和指标逐条进行"),),
    message="{own}写“{found}”，{what}写“{expected}”，看来是同一条指标改了说法。",
    hint="请核对 {cells}：是同一条的，名称照批复写；本来是另一条的，批复的那一条也要补上。",
    needs_every_row=True,
)
def indicator_reworded(tables: TableSet) -> Iterator[Hit]:
    """同一类下名称相近而不相同的。只差括号、“经费”“项目”一类尾词的不报。"""
    for compared in reported_indicators(tables):
        for pair in compared.pairs:
            if pair.reworded and pair.old is not None and pair.new is not None:
                yield Hit(
                    pair.new.level3,
                    found=pair.new.level3.text,
                    expected=pair.old.level3.text,
                    words={"own": compared.own, "what": compared.what},
                    table=compared.table,
                    related=(pair.old.level3,),
                    related_table=compared.source,
                )
