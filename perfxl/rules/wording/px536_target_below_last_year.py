"""PX536 指标值低于上年"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured, Operator, parse
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import is_unwanted
from perfxl.standards.documents import own_convention

# 低到八成以下的一定要问，九成五以上的是正常的起落。
# 差到七倍多的，多半写错了位。
_TENFOLD = Decimal("7.4")
_MUCH, _LITTLE = Decimal("0.8"), Decimal("0.95")


@rule(
    id="PX536",
    title="指标值低于上年",
    severity=Severity.WARNING,
    forms=TARGET_TABLES,
    basis=(own_convention("指标值参照上年的水平定，低于上年的要说明"),),
    message="“{level3}”的指标值“{found}”低于上年“{expected}”。",
    hint="请核对 {cells} 和上年的数；任务确实减少的，请在说明里写明。",
)
def target_below_last_year(subject: Subject) -> Iterator[Hit]:
    """写“≥”的数量、比率，比“上年度指标值或实际水平”一栏的小。低不到半成的不报，不到两成的只作参考；成本、越少越好的不比。"""
    for row in subject.table.indicators:
        if row.is_cost or not row.last_year.text or is_unwanted(row.level3.text):
            continue
        target, last = row.target_value, parse(row.last_year.to_read)
        if not (isinstance(target, Measured) and isinstance(last, Measured)):
            continue
        if target.operator is not Operator.AT_LEAST or target.dimension != last.dimension:
            continue
        if last.upper is not None or target.base_number >= last.base_number * _LITTLE:
            continue
        if target.base_number * _TENFOLD < last.base_number:
            continue  # 由 PX547 报
        much = target.base_number < last.base_number * _MUCH
        yield Hit(
            row.target,
            found=row.target.text,
            expected=row.last_year.text,
            words={"level3": row.level3.text},
            severity=None if much else Severity.INFO,
            related=(row.last_year,),
        )
