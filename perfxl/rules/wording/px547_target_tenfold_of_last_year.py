"""PX547 指标值是上年的约十倍"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Measured, parse
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

_POWERS = tuple(Decimal(10) ** power for power in (1, 2, 3, -1, -2, -3))
_NEAR = Decimal("0.8"), Decimal("1.25")
# 本来就是几个几次的，翻十倍不稀奇。
_FEW = 5


@rule(
    id="PX547",
    title="指标值与上年差十倍、百倍",
    severity=Severity.WARNING,
    forms=TARGET_TABLES,
    basis=(own_convention("指标值参照上年的水平定，约差十倍、百倍的多半写错了位"),),
    message="“{level3}”的指标值“{found}”约是上年“{expected}”的 {times}，多半多写、少写了一位。",
    hint="请核对 {cells} 和上年的数。",
)
def target_tenfold_of_last_year(subject: Subject) -> Iterator[Hit]:
    """与“上年度指标值或实际水平”一栏单位相同，挪几位就相近。上年不到 5 的不比；低于上年而不是差十倍的由 PX536 报。"""
    for row in subject.table.indicators:
        target, last = row.target_value, parse(row.last_year.to_read)
        if not (isinstance(target, Measured) and isinstance(last, Measured)):
            continue
        if target.dimension != last.dimension or last.base_number < _FEW or target.base_number <= 0:
            continue
        ratio = target.base_number / last.base_number
        power = next((each for each in _POWERS if _NEAR[0] < ratio / each < _NEAR[1]), None)
        if power is not None:
            times = f"{power} 倍" if power > 1 else f"1/{int(1 / power)}"
            yield Hit(
                row.target,
                found=row.target.text,
                expected=row.last_year.text,
                words={"level3": row.level3.text, "times": times},
                related=(row.last_year,),
            )
