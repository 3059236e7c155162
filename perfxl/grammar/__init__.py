"""一格文字 → 值：读 ``≥9.8万人``、``2024年12月底前``、``达成预期指标`` 这类指标值和完成值。

进来的是单元格里人看见的文字，出去的是冻结的值（见 ``values``）；读不出的是带原因的
``Unreadable``。不抛错，不猜，不认识工作簿。

>>> value = parse("≥９.8 万人")
>>> value.operator.value, value.number, value.unit
('≥', Decimal('98000'), '人')
>>> parse("2024年12月底前").last_day()
datetime.date(2024, 12, 31)
>>> parse("10²").note
'不认识的符号“²”'
"""

from perfxl.grammar.amounts import amount, percentage
from perfxl.grammar.contract_json import as_contract
from perfxl.grammar.glyphs import fold
from perfxl.grammar.parsing import parse
from perfxl.grammar.showing import show
from perfxl.grammar.units import Unit, lookup
from perfxl.grammar.values import (
    Attainment,
    Compound,
    Deadline,
    Kind,
    Measured,
    Operator,
    Placeholder,
    Qualitative,
    Unreadable,
    Value,
)

__all__ = [
    "Attainment",
    "Compound",
    "Deadline",
    "Kind",
    "Measured",
    "Operator",
    "Placeholder",
    "Qualitative",
    "Unit",
    "Unreadable",
    "Value",
    "amount",
    "as_contract",
    "fold",
    "lookup",
    "parse",
    "percentage",
    "show",
]
