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

from perfxl.grammar.amounts import amount as amount
from perfxl.grammar.amounts import percentage as percentage
from perfxl.grammar.contract_json import as_contract as as_contract
from perfxl.grammar.glyphs import fold as fold
from perfxl.grammar.parsing import parse as parse
from perfxl.grammar.showing import show as show
from perfxl.grammar.units import Unit as Unit
from perfxl.grammar.units import lookup as lookup
from perfxl.grammar.values import Attainment as Attainment
from perfxl.grammar.values import Compound as Compound
from perfxl.grammar.values import Deadline as Deadline
from perfxl.grammar.values import Kind as Kind
from perfxl.grammar.values import Measured as Measured
from perfxl.grammar.values import Operator as Operator
from perfxl.grammar.values import Placeholder as Placeholder
from perfxl.grammar.values import Qualitative as Qualitative
from perfxl.grammar.values import Unreadable as Unreadable
from perfxl.grammar.values import Value as Value
