"""PX115 产出指标缺一类二级指标"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.model.indicator_class import COSTS
from perfxl.model.table import Indicator, IndicatorClass, Table
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.layout.indicator_groups import IndicatorGroup, indicator_groups
from perfxl.standards.documents import form_layout

_SUBCLASSES = {
    "数量": frozenset({IndicatorClass.QUANTITY}),
    "质量": frozenset({IndicatorClass.QUALITY}),
    "时效": frozenset({IndicatorClass.TIMELINESS}),
    "成本": COSTS,
}
_USUAL = frozenset().union(*_SUBCLASSES.values())


@rule(
    id="PX115",
    title="产出指标缺一类二级指标",
    severity=Severity.INFO,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("产出指标下印着数量、质量、时效、成本四类"),),
    message="产出指标{lacking}。",
    hint="请看 {cells} 以下是不是漏了；本来没有的可以不管。",
    needs_every_row=True,
)
def subclass_missing(subject: Subject) -> Iterator[Hit]:
    """产出指标里没有数量、质量、时效或成本，一张表合成一条。

    成本单列为一级指标的算有；转移支付、部门整体的表常没有成本一类，不看成本。没有产出指标的由
    PX114 报，二级指标没有填的由 PX119 报，有四类以外的二级指标时不报。
    """
    said = [
        (group, f"{group.said}没有{'、'.join(lacking)}指标")
        for group in indicator_groups(subject)
        if (lacking := _lacking(group, subject.table))
    ]
    if said:
        yield Hit(said[0][0].place, words={"lacking": "，".join(text for _, text in said)})


def _lacking(group: IndicatorGroup, table: Table) -> list[str]:
    outputs = [row.classified for row in group.rows if _is_output(row)]
    # 写到了别的一级下面的，由表述类规则报。
    said = {
        each
        for row in group.rows
        for each in (*row.classified.level1.classes, *row.classified.level2.classes)
    }
    present = [name for name, classes in _SUBCLASSES.items() if classes & said]
    known = all(_USUAL.intersection(each.level2.classes) for each in outputs)
    if not outputs or not present or not known:
        return []
    optional = set() if table.scope is Scope.PROJECT else {"成本"}
    return [each for each in _SUBCLASSES if each not in present and each not in optional]


def _is_output(row: Indicator) -> bool:
    return IndicatorClass.OUTPUT in row.classified.level1.classes
