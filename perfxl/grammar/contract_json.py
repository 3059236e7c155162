"""值 → ``perfxl value --json`` 约定的字段。"""

from decimal import Decimal

from perfxl.grammar.showing import show
from perfxl.grammar.values import (
    Compound,
    Deadline,
    Measured,
    Operator,
    Placeholder,
    Value,
    join_notes,
)


def as_contract(value: Value) -> dict[str, str | bool | Decimal | None]:
    """``perfxl value`` 的一个对象：text、kind、operator、number、unit、approximate、note。

    >>> from perfxl.grammar import parse
    >>> as_contract(parse("2024年12底之前"))["note"]
    '2024-12；脱“月”字'
    >>> as_contract(parse("5.5%左右"))["number"], as_contract(parse("5.5%左右"))["approximate"]
    (Decimal('5.5'), True)
    """
    operator = value.operator if isinstance(value, Measured | Deadline) else None
    note = value.note
    if isinstance(value, Deadline):
        note = join_notes(value.iso(), value.period, value.note)
    elif isinstance(value, Compound):
        note = join_notes("一格多值：" + "，".join(map(show, value.parts)), value.note)
    elif isinstance(value, Measured) and value.upper is not None:
        note = join_notes(f"区间上限{value.upper:f}", value.note)
    parts = value.parts if isinstance(value, Compound) else (value,)
    return {
        "text": value.raw,
        "kind": value.kind.value,
        "operator": operator.value if operator else None,
        "number": value.number if isinstance(value, Measured | Placeholder) else None,
        "unit": value.unit if isinstance(value, Measured) else None,
        "approximate": any(
            isinstance(part, Measured | Deadline) and part.operator is Operator.ABOUT
            for part in parts
        ),
        "note": note,
    }
