"""PX226 百分数疑似少乘了一百"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Value, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_names import is_wanted_rate
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import own_convention

_HALF, _ONE = Decimal("0.5"), Decimal(1)


@rule(
    id="PX226",
    title="百分数疑似少乘了一百",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("合格率、满意度一类很少在 1% 以下"),),
    message="“{level3}”写的是“{found}”，按字面只有百分之一左右，可能是 {expected}。",
    hint="请核对 {cells}：数已经是小数的，不要再加百分号。",
)
def percent_as_fraction(subject: Subject) -> Iterator[Hit]:
    """“0.95%”“1%”：把 0.95、1 又加了百分号，或度量单位一栏写着 %、值却填 0.95。

    只看越高越好的比率，故障率、差错率本来就小；0.5% 以下的也不猜。没有百分号的由 PX206 报。
    """
    written = [(stated.level3, stated.targets) for stated in subject.stated_targets]
    written += [(row.level3, (row.actual,)) for row in subject.table.indicators if row.actual.text]
    for level3, entries in written:
        if is_wanted_rate(level3.text) and _is_tiny(value := parse(entries[0].to_read)):
            yield _hit(level3, entries, value)


def _is_tiny(value: Value) -> bool:
    percent = isinstance(value, Measured) and value.kind is Kind.PERCENT and value.unit == "%"
    return percent and isinstance(value, Measured) and _HALF <= value.number <= _ONE


def _hit(level3: Entry, entries: tuple[Entry, ...], value: Value) -> Hit:
    assert isinstance(value, Measured)
    sign = value.operator.value if value.operator else ""
    return Hit(
        entries,
        found=entries[0].text,
        expected=f"{sign}{plain(value.number * 100)}%",
        words={"level3": level3.text},
    )
