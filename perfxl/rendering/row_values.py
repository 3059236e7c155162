"""指标、资金、预算的一行 → 模板里各栏的值：``{{指标.三级指标}}``。有哪些栏见 ``model/columns.py``。"""

import re
from collections.abc import Callable, Mapping

from perfxl.grammar.amounts import amount
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column, Holds
from perfxl.model.form import Form
from perfxl.model.form_spec import Shape
from perfxl.model.table import Entry, Fund, Indicator, Line, Task
from perfxl.plans.plan_values import FormattedNumber, PlanValue
from perfxl.rendering.stated_values import stated

# 一栏的名字 → 一行里这一栏写什么。
Attributes = dict[str, Callable[[object], PlanValue]]


def number_or_text(entry: Entry) -> PlanValue:
    """读得成数的写数，读不成的、印着横线的照印的字；表里没有这一栏的为 ``None``。"""
    number = entry.number
    if number is None:
        return _text(entry)
    dashed = not number and entry.stored_as_text and is_left_blank(entry.text)
    return _text(entry) if dashed else number


def _text(entry: Entry) -> PlanValue:
    """所印的字；表里没有这一栏的为 ``None``，有而空着的为空。"""
    return entry.text or ("" if entry.exists else None)


def _rate(entry: Entry) -> PlanValue:
    return entry.number / 100 if entry.number is not None else None


def _stated(entry: Entry) -> PlanValue:
    return stated(entry) if entry.text or entry.exists else None


_WRITTEN = {
    **dict.fromkeys(Holds, number_or_text),
    Holds.TEXT: _text,
    Holds.VALUE: _stated,
    Holds.RATE: _rate,
}


def _column_value(column: Column) -> Callable[[object], PlanValue]:
    written, entry_of = _WRITTEN[column.holds], column.getter
    return lambda row: written(entry_of(row))


def _attributes(columns: Mapping[str, Column]) -> Attributes:
    return {
        name: read
        for column in columns.values()
        for read in [_column_value(column)]
        for name in column.placeholders
    }


def _joined_target(row: Indicator) -> PlanValue:
    """指标值拆成性质、数值、单位几栏的，合写的一栏就不要了。"""
    return None if row.is_split else stated(row.target)


def _plain_number(row: Indicator) -> PlanValue:
    """写着的就是一个数（190、98.5）的写成数，别的照字；单位另有一栏的，不重复写在数后面。

    性质一栏只写正向、反向的，指标值写在合写的一栏。
    """
    if row.directed:
        return None
    text = row.value.text.removesuffix(row.unit.text) if row.unit.text else row.value.text
    number = amount(text)
    return number if number is not None and str(number) == text else _text(row.value)


def _change(fund: Fund) -> PlanValue:
    """增减数：写着的照写，没有写的是 调整 − 年初。"""
    before, after = fund.initial.number, fund.adjusted.number
    if fund.works_out_change and before is not None and after is not None:
        return after - before
    return number_or_text(fund.change)


def _of_indicator(read: Callable[[Indicator], PlanValue]) -> Callable[[object], PlanValue]:
    return lambda row: read(row) if isinstance(row, Indicator) else None


INDICATOR_ATTRIBUTES: Attributes = {
    **_attributes(INDICATOR_COLUMNS),
    "合写指标值": _of_indicator(_joined_target),
    "指标数值": _of_indicator(_plain_number),
    "得分说明": lambda row: "",
}
FUND_ATTRIBUTES: Attributes = {
    "名称": lambda row: row.name if isinstance(row, Fund) else "",
    **_attributes(FUND_COLUMNS),
    "增减数": lambda row: _change(row) if isinstance(row, Fund) else None,
}


def _line_columns(*shapes: Shape) -> dict[str, Column]:
    """这样排的各种表，预算行（项目行）有哪些栏。"""
    specs = [form.spec for form in Form if form.spec.shape in shapes]
    return {
        key: column
        for key, column in LINE_COLUMNS.items()
        if any(key in spec.lines for spec in specs) and key != "side"
    }


_NAMED: Attributes = {
    "名称": lambda row: row.numbered_name if isinstance(row, Line) else "",
}
LINE_ATTRIBUTES: Attributes = _attributes(_line_columns(Shape.LINES, Shape.RESULTS)) | _NAMED
# 清单里的一个项目：名称就叫“项目”。编码、增减数、备注清单里没有，别人的模板里可能写着。
_LIST_COLUMNS = {key: LINE_COLUMNS[key] for key in ("code", "change", "note")}
_LIST_COLUMNS |= _line_columns(Shape.LIST)
del _LIST_COLUMNS["name"]
PROJECT_ATTRIBUTES: Attributes = {
    "项目": lambda row: row.name.text if isinstance(row, Line) else "",
    **_attributes(_LIST_COLUMNS),
}
# 收支左右并排的一行里，两边各有的栏；备注只有一栏。
SIDE_PARTS: Attributes = (
    _attributes({k: c for k, c in _line_columns(Shape.TWO_SIDED).items() if k != "note"}) | _NAMED
)
# 收支并列的两边，写在名字前面。
SIDES = ("收入", "支出")
SIDE_ATTRIBUTES = frozenset({f"{side}{part}" for side in SIDES for part in SIDE_PARTS} | {"备注"})


# 年度主要任务的一项：模板里的名字 → ``Task`` 的哪一格。
TASK_PARTS: Mapping[str, str] = {
    "名称": "name",
    "主要内容": "content",
    "总额": "total",
    "财政拨款": "grant",
    "其他资金": "other",
}


def _of_task(part: str) -> Callable[[object], PlanValue]:
    return lambda row: _as_printed(getattr(row, part)) if isinstance(row, Task) else None


_DIGITS = re.compile(r"-?[\d,]+(?:\.(\d+))?")


def _as_printed(entry: Entry) -> PlanValue:
    """一个金额照印的位数写，几项的小数点才对得齐；折过单位的、印着别的字的照数写。"""
    found = _DIGITS.fullmatch(entry.text)
    if found is None or entry.number is None or amount(entry.text) != entry.number:
        return number_or_text(entry)
    whole, decimals = "#,##0" if "," in entry.text else "0", "0" * len(found[1] or "")
    return FormattedNumber(entry.text, entry.number, f"{whole}.{decimals}" if decimals else whole)


TASK_ATTRIBUTES: Attributes = {name: _of_task(part) for name, part in TASK_PARTS.items()}


def mapped(attributes: Attributes, row: object) -> dict[str, PlanValue]:
    """一行的各栏；几个名字是同一栏的，只看一遍。"""
    values: dict[str, PlanValue] = {}
    last, value = None, None
    for name, read in attributes.items():
        if read is not last:
            last, value = read, read(row)
        values[name] = value
    return values
