"""表里的各类行写成给人看的文字：资金一行一句，指标、预算各列成表。有哪些栏问 ``table.spec``。"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from rich.table import Table as Grid

from perfxl.cli.cells import amount_text, grid, number_text
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column, Holds
from perfxl.model.form_spec import Shape
from perfxl.model.table import Fund, Indicator, Line, Table
from perfxl.rendering.cell_text import shortened
from perfxl.scoring.rounding import half_up, plain

_SIDES = {"income": "收入", "expense": "支出", "": ""}
# 一栏：栏名，一行写什么，是不是金额。
_Shown = tuple[str, Callable[[object], str], bool]


def fund_texts(table: Table) -> list[str]:
    """资金各行；表里没有的栏不说。"""
    if table.spec.is_budget or table.spec.lines:
        return []
    if not table.funds and table.spec.shape is Shape.SCORES:
        return []  # 评分表多半没有资金情况
    if not table.funds:
        return ["资金情况：没有读到"]
    return [_fund_text(table, fund) for fund in table.funds]


def _fund_text(table: Table, fund: Fund) -> str:
    columns = [
        column
        for column in _in_order(FUND_COLUMNS, table.spec.funds)
        if column.of(fund).exists and _says(column, fund)
    ]
    if [column.key for column in columns] == ["initial"]:
        said = amount_text(fund.initial) or "没有填"
    else:
        said = "　".join(f"{column.label} {_fund_value(column, fund)}" for column in columns)
    cells = [column.of(fund).cell for column in columns if column.holds is Holds.AMOUNT]
    doubts = "".join(f"　{doubt.label}" for doubt in sorted(fund.doubts))
    unit = table.money_unit or "没有写单位"
    return f"{fund.name}（{unit}）：{said}（{'、'.join(cells)}）{doubts}"


def _says(column: Column, fund: Fund) -> bool:
    """金额空着也说；别的栏写着“-”的不说。"""
    entry = column.of(fund)
    if column.holds is Holds.TEXT:
        return bool(entry.text)
    return column.holds is Holds.AMOUNT or entry.number is not None


def _fund_value(column: Column, fund: Fund) -> str:
    entry = column.of(fund)
    if column.holds is Holds.RATE and entry.number is not None:
        return f"{_percent(entry.number)}%"
    return (_value(column, entry_of=fund)) or "—"


def _percent(number: Decimal) -> str:
    """百分数，最多两位小数。"""
    return plain(half_up(number))


def _value(column: Column, entry_of: object) -> str:
    entry = column.of(entry_of)
    if column.holds is Holds.AMOUNT:
        return amount_text(entry)
    if column.is_number:
        return number_text(entry)
    return shortened(entry.text) if column.long else entry.text


def _in_order(known: Iterable[str], columns: Iterable[Column]) -> list[Column]:
    """这种表的栏，照各种表共同的次序；已经拼在别的栏里的不另列。"""
    order = list(known)
    own = [column for column in columns if not column.inside]
    return sorted(own, key=lambda column: order.index(column.key))


def _shown(column: Column) -> _Shown:
    return column.label, lambda row: _value(column, row), column.holds is Holds.AMOUNT


def indicators_grid(table: Table, rows: Sequence[Indicator]) -> Grid:
    """指标各行；一整栏都空着的不列，必填的（实际完成值）空着也列。"""
    shown: list[_Shown] = []
    for column in _in_order(INDICATOR_COLUMNS, table.spec.indicators):
        wanted = column.key not in table.spec.indicators.when_printed and not column.long
        if any(column.of(row).text for row in rows) or (wanted and column.of(rows[0]).exists):
            shown.append(_shown(column))
        if column.key == "target" and column.label in (title for title, _, _ in shown):
            shown.append(("读作", _kind, False))
    found = grid("行", *(title for title, _, _ in shown))
    project = ""
    for row in rows:
        cells = [text(row) for _, text, _ in shown]
        if row.project.text and row.project.text == project:
            cells[0] = "〃"
        project = row.project.text
        name = row.level3 if row.level3.exists else row.target
        number = row_text(table, name.on_own_sheet.row if name.sheet else row.row)
        found.add_row(f"{name.sheet}!{number}" if name.sheet else number, *cells)
    return found


def _kind(row: object) -> str:
    """一行指标的指标值读作什么；0 是填了的数。"""
    assert isinstance(row, Indicator)
    target = row.target.to_read
    if target.strip() == "0":
        return "零"
    return row.target_value.kind.label if target else ""


def lines_grid(table: Table) -> Grid:
    """预算各行或清单的项目；合计行在末尾。"""
    lines = [*table.lines, *table.sums]
    columns = [
        column
        for column in _in_order(LINE_COLUMNS, table.spec.lines)
        if _is_shown(column, table, lines)
    ]
    amounts = [column.label for column in columns if column.holds is Holds.AMOUNT]
    found = grid("行", *(column.label for column in columns), amounts=amounts)
    for line in lines:
        cells = (_line_value(column, line) for column in columns)
        found.add_row(row_text(table, line.row), *cells)
    return found


def _is_shown(column: Column, table: Table, lines: Sequence[Line]) -> bool:
    if column.holds is Holds.AMOUNT:
        return any(column.of(line).exists for line in lines)
    said = {text for line in lines if (text := _line_value(column, line))}
    # 各行都是同一个单位的，栏目里已经写着。
    above = {entry.text for entry in table.fields.values()}
    return bool(said) and not (column.key == "organisation" and said <= above)


def _line_value(column: Column, line: Line) -> str:
    if column.key == "name":
        return line.numbered_name
    return _SIDES[line.side] if column.key == "side" else _value(column, line)


def row_text(table: Table, row: int) -> str:
    """行号；隐藏的行说明。"""
    return f"{row}（隐藏）" if row in table.hidden_rows else str(row)
