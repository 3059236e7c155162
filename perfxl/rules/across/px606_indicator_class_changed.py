"""PX606 指标的类别与批复不同"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator, IndicatorClass
from perfxl.rules.across.approved_indicators import reported_indicators
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX606",
    title="指标的类别与批复不同",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(evaluation_measures("自评对照批复的绩效目标和指标逐条进行"),),
    message="“{level3}”在{own}里放在“{found}”下，{what}放在“{expected}”下。",
    hint="请核对 {cells}，照批复的类别放。",
)
def indicator_class_changed(tables: TableSet) -> Iterator[Hit]:
    """名称相同，一级或二级指标变了。“满意度指标”与“服务对象满意度指标”是一回事。"""
    for compared in reported_indicators(tables):
        for pair in compared.pairs:
            old, new = pair.old, pair.new
            if old is None or new is None or pair.reworded:
                continue
            if not _same_class(old.row, new.row):
                yield Hit(
                    new.row.level2,
                    found=new.row.level2.text,
                    expected=old.row.level2.text,
                    words={"level3": new.level3.text, "own": compared.own, "what": compared.what},
                    table=compared.table,
                    related=(old.row.level2,),
                    related_table=compared.source,
                )


def _same_class(one: Indicator, other: Indicator) -> bool:
    """类别相同；有一边没有写明、不认得的，看二级指标是不是一样的字。"""
    kinds = one.indicator_class, other.indicator_class
    if any(kind is IndicatorClass.UNKNOWN or kind.is_general for kind in kinds):
        return compact(one.level2.text) == compact(other.level2.text)
    return kinds[0] is kinds[1]
