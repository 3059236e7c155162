"""PX215 实际完成值没有写单位"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import read_values
from perfxl.scoring.unmarked_rates import is_unmarked_rate
from perfxl.standards.documents import own_convention


@rule(
    id="PX215",
    title="实际完成值没有写单位",
    severity=Severity.INFO,
    basis=(own_convention("实际完成值的计量单位应与指标值相同"),),
    message="实际完成值没有写单位，共 {times} 格，如指标值“{expected}”对“{found}”；已照指标值的单位读。",
    hint="请在 {cells} 补上与指标值相同的单位。",
)
def actual_without_unit(subject: Subject) -> Iterator[Hit]:
    """指标值有单位，完成值只填了数。一张表合成一条。

    度量单位另列一栏的不算；比率没有写百分号的由 PX206 报；单位不同类的由 PX204 报；只填 0 的不算。
    """
    found = []
    for row in subject.table.indicators:
        target, actual = read_values(row)
        if row.unit.exists or row.is_execution:
            continue
        if not isinstance(target, Measured) or not isinstance(actual, Measured):
            continue
        bare = actual.kind is Kind.QUANTITY and not actual.unit and not actual.needs_no_unit
        if target.unit and bare and not is_unmarked_rate(row.level3, row.actual, target):
            found.append(row)
    if found:
        yield Hit(
            [row.actual for row in found],
            found=found[0].actual.text,
            expected=found[0].target.text,
            words={"times": len(found)},
            related=[row.target for row in found],
        )
