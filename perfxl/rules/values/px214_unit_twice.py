"""PX214 计量单位写了两遍"""

from collections.abc import Iterator

from perfxl.grammar import Measured, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.values.value_writing import repeated_unit, tidied, written_in
from perfxl.rules.values.written_twice import UNIT, also_in_column, in_one_cell, unlike_column
from perfxl.standards.documents import own_convention


@row_rule(
    id="PX214",
    title="计量单位写了两遍",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("定量指标值由符号、数值、计量单位三部分组成，各写一次"),),
)
def unit_twice(subject: RowSubject) -> Iterator[Hit]:
    """“100%%”“5万元元”；或度量单位另列一栏，指标值里又带着单位。

    带着的单位与那一栏相同的只作参考，不同的分不清以哪个为准。
    """
    for each in written_in(subject):
        unit = repeated_unit(each.entry.to_read)  # 格式自己的 0%% 读作 95%，不是人写的
        if unit:
            yield in_one_cell(UNIT, each, unit, tidied(each.text))
    yield from _beside_unit_column(subject.indicator)


def _beside_unit_column(row: Indicator) -> Iterator[Hit]:
    unit = row.unit.text.strip()
    if unit in ("", "/", "-", "无", "—"):
        return
    value = parse(row.value.to_read)
    if not isinstance(value, Measured) or value.unit is None or repeated_unit(row.value.text):
        return
    if row.value.text.endswith("%") and not row.value.stored_as_text:
        return  # 百分号是数字格式显示的
    text = row.value.text.strip()
    if text.endswith(unit):
        number = text.removesuffix(unit).strip()
        yield also_in_column(UNIT, row.value, value.unit, row.unit, number)
    else:
        yield unlike_column(UNIT, row.value, value.unit, row.unit, unit)
