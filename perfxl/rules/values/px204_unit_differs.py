"""PX204 指标值与完成值单位不同类"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Value
from perfxl.grammar.context import read_actual
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import MONITORINGS, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.values.value_writing import repeated_unit
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.standards.documents import own_convention


@rule(
    id="PX204",
    title="指标值与完成值单位不同类",
    severity=Severity.ERROR,
    forms=SELF_EVALUATIONS | MONITORINGS,
    basis=(own_convention("实际完成值的计量单位应与指标值相同"),),
    message="指标值“{target}”与实际完成值“{found}”的单位不是同一类，不能比较。",
    hint="请在 {cells} 改用指标值的单位“{unit}”填写完成值。",
)
def unit_differs(subject: Subject) -> Iterator[Hit]:
    """人对次、元对人一类换算不了的。都是计数的单位（人与人次、场与次）只提醒。

    同类单位（元与万元、人与万人）换算后照常比较，不报。监控表看执行情况和全年预计。
    """
    for row in subject.table.indicators:
        target = row.target_value
        if not isinstance(target, Measured) or repeated_unit(row.target.text):
            continue
        for done in (row.actual, row.to_date, row.expected):
            if done is row.actual:
                actual: Value | None = row.actual_value
            else:
                actual = read_actual(done.to_read, row.context) if done.text else None
            if not isinstance(actual, Measured) or repeated_unit(done.text):
                continue  # 单位写了两遍，由 PX214 报
            if comparable_numbers(target, actual) is None:
                counted = target.kind is actual.kind is Kind.QUANTITY
                yield Hit(
                    done,
                    found=done.text,
                    expected=target.unit,
                    words={"target": row.target.text, "unit": target.unit},
                    severity=Severity.WARNING if counted else None,
                    related=(row.target,),
                )
