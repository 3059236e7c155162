"""PX536 指标值低于上年"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Operator, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import is_unwanted
from perfxl.standards.documents import own_convention

# 低到八成以下（上限高到一又四分之一以上）的一定要问，起落不到半成的是正常的。
# 差到七倍多的，多半写错了位。
_TENFOLD = Decimal("7.4")
_MUCH, _LITTLE = Decimal("0.8"), Decimal("0.95")
# 百分比两边都是指标值的，离 100% 的差距翻了一番、又至少差两个百分点，也是低了。
_FULL, _POINTS = Decimal(100), Decimal(2)


@rule(
    id="PX536",
    title="指标值低于上年",
    severity=Severity.WARNING,
    forms=TARGET_TABLES,
    basis=(own_convention("指标值参照上年的水平定，低于上年的要说明"),),
    message="“{level3}”的指标值“{found}”{how}上年“{expected}”。",
    hint="请核对 {cells} 和上年的数；任务确实减少的，请在说明里写明。",
)
def target_below_last_year(subject: Subject) -> Iterator[Hit]:
    """写“≥”的数量、比率，比“上年度指标值或实际水平”一栏的小；写“≤”的上限，上年也写“≤”的，比上年的大。

    差不到半成的不报，低不到两成、高不到四分之一的只作参考；上年写的是实际数的上限、成本总额、时限不比。
    两年都写“≥”的比率，离 100% 的差距翻了一番的（98% → 95%）作参考。
    """
    for row in subject.table.indicators:
        target, last = row.target_value, parse(row.last_year.to_read)
        if not (isinstance(target, Measured) and isinstance(last, Measured)):
            continue
        if target.dimension != last.dimension or last.upper is not None:
            continue
        severity = _looser(row, target, last)
        if severity is None:
            continue
        yield Hit(
            row.target,
            found=row.target.text,
            expected=row.last_year.text,
            words={
                "level3": row.level3.text,
                "how": "宽于" if target.operator is Operator.AT_MOST else "低于",
            },
            severity=severity,
            related=(row.last_year,),
        )


def _looser(row: Indicator, target: Measured, last: Measured) -> Severity | None:
    """这一行低于（上限宽于）上年的多少：要问的、只作参考的，不报的为 ``None``。"""
    now, before = target.base_number, last.base_number
    if target.operator is Operator.AT_LEAST and not (row.is_cost or is_unwanted(row.level3.text)):
        if now * _TENFOLD < before:
            return None  # 由 PX547 报
        if now < before * _LITTLE:
            return Severity.WARNING if now < before * _MUCH else Severity.INFO
        return Severity.INFO if _further_from_full(target, last) else None
    if target.operator is last.operator is Operator.AT_MOST and _is_limit(row, target):
        if before <= 0 or now >= before * _TENFOLD or now * _LITTLE <= before:
            return None
        return Severity.WARNING if now * _MUCH > before else Severity.INFO
    return None


def _further_from_full(target: Measured, last: Measured) -> bool:
    if target.kind is not Kind.PERCENT or last.operator is not Operator.AT_LEAST:
        return False
    now, before = _FULL - target.number, _FULL - last.number
    return before > 0 and now >= before * 2 and now - before >= _POINTS


def _is_limit(row: Indicator, target: Measured) -> bool:
    """上限宽了要问的：单价、比率、越少越好的事；成本总额随任务，时限各年不同，不比。"""
    if target.kind is Kind.PER_HEAD:
        return True
    if row.is_cost or target.kind in (Kind.MONEY, Kind.DURATION):
        return False
    return target.kind is Kind.PERCENT or is_unwanted(row.level3.text)
