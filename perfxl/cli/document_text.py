"""一个文件读懂了什么、没读懂什么，逐张表写成给人看的文字。"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from perfxl.cli.cells import amount_text, grid, number_text, shortened
from perfxl.grammar import parse
from perfxl.model.table import (
    LINE_FORMS,
    Amounts,
    Document,
    Entry,
    Form,
    Indicator,
    Line,
    Table,
)
from perfxl.model.unread import joined_rows
from perfxl.scoring.rounding import plain

_GOALS = {
    "expected": "预期目标",
    "adjusted": "调整后目标",
    "actual": "实际完成情况",
    "period": "实施期目标",
}
_SIDES = {"income": "收入", "expense": "支出", "": ""}
_AMOUNTS = {"initial": "年初", "adjusted": "调整", "change": "增减"}
_PARTS = {"total": "", "basic": "基本", "project": "项目"}


def document_text(document: Document) -> RenderableType:
    """一个文件读到的全部表，和没有认出的部分。"""
    parts: list[RenderableType] = [Text(f"文件：{document.file}", style="bold")]
    parts += [_table_text(table) for table in document.tables]
    named = {part.sheet for part in document.unknown}
    for part in document.unknown:
        seen = "、".join(f"“{word}”" for word in part.words)
        parts.append(
            Text(f"没有认出：工作表“{part.sheet}” {part.block.address}，开头写着{seen}", "yellow")
        )
    empty = [name for name in document.other_sheets if name not in named]
    if empty:
        parts.append(Text(f"没有内容可读的工作表：{'、'.join(empty)}"))
    return Group(*parts, Text(""))


def _table_text(table: Table) -> RenderableType:
    year = f"（{table.year}年度）" if table.year and str(table.year) not in table.title.text else ""
    hidden = "　这张工作表是隐藏的" if table.hidden else ""
    title = shortened(table.title.text) or "（没有标题）"
    head = f"工作表“{table.sheet}” {table.block.address}　{title}{year}"
    lines = [f"  表的种类：{table.form.label}{hidden}"]
    lines += [
        f"  {name}：{entry.text}（{entry.cell}）" for name, entry in table.printed_fields().items()
    ]
    lines += [
        f"  {table.field_labels.get(name, name)}：没有填（{entry.cell}）"
        for name, entry in table.blank_fields.items()
    ]
    lines += [
        f"  {name}：{shortened(entry.text)}（{entry.cell}）"
        for name, entry in table.details.items()
    ]
    lines += [f"  {line}" for line in _fund_texts(table)]
    lines += [
        f"  {_GOALS[name]}：{shortened(entry.text)}（{entry.cell}）"
        for name, entry in table.goals.items()
        if entry.text
    ]
    if table.form in LINE_FORMS or table.form is Form.APPROVAL_LIST:
        lines.append(f"  金额单位：{table.money_unit or '没有写'}")
    parts: list[RenderableType] = [Text(f"\n{head}", "bold"), Text("\n".join(lines))]
    if table.lines:
        parts.append(_lines_grid(table))
    if table.indicators:
        parts.append(_indicators_grid(table, table.indicators))
    if table.period_indicators:
        parts += [Text("  实施期指标："), _indicators_grid(table, table.period_indicators)]
    return Group(*parts, Text("\n".join(_endings(table))))


def _fund_texts(table: Table) -> list[str]:
    if table.form in LINE_FORMS or table.form is Form.APPROVAL_LIST:
        return []
    if not table.funds:
        return ["资金情况：没有读到"]
    texts: list[str] = []
    for fund in table.funds:
        later = "全年" if table.form is Form.SELF_EVALUATION else "调整后"
        columns = (("年初", fund.initial), (later, fund.adjusted), ("执行", fund.executed))
        present = [(name, entry) for name, entry in columns if entry.exists]
        if [name for name, _ in present] == ["年初"]:
            amounts = amount_text(fund.initial) or "没有填"
        else:
            amounts = "　".join(f"{name} {amount_text(entry) or '—'}" for name, entry in present)
        cells = "、".join(entry.cell for _, entry in present)
        rate = f"　执行率 {_percent(fund.rate.number)}%" if fund.rate.number is not None else ""
        points = f"　得分 {number_text(fund.score)}" if fund.score.number is not None else ""
        unit = table.money_unit or "没有写单位"
        texts.append(f"{fund.name}（{unit}）：{amounts}{rate}{points}（{cells}）")
    return texts


def _percent(number: Decimal) -> str:
    """百分数，最多两位小数。"""
    return plain(round(number, 2))


_Column = tuple[str, Callable[[Indicator], str]]
_INDICATOR_COLUMNS: tuple[_Column, ...] = (
    ("项目", lambda row: row.project.text),
    ("一级指标", lambda row: row.level1.text),
    ("二级指标", lambda row: row.level2.text),
    ("三级指标", lambda row: row.level3.text),
    ("指标值", lambda row: row.target.text),
    ("读作", lambda row: _kind(row.target.to_read)),
    ("调整后三级指标", lambda row: row.level3_adjusted.text),
    ("调整后指标值", lambda row: row.target_adjusted.text),
    ("上年值", lambda row: row.last_year.text),
    ("完成值", lambda row: row.actual.text),
    ("分值", lambda row: number_text(row.weight)),
    ("调整后分值", lambda row: number_text(row.weight_adjusted)),
    ("得分", lambda row: number_text(row.score)),
    ("说明", lambda row: shortened(row.explanation.text or row.note.text)),
)


def _kind(target: str) -> str:
    """指标值读作什么；0 是填了的数。"""
    if target.strip() == "0":
        return "零"
    return parse(target).kind.label if target else ""


def _indicators_grid(table: Table, rows: Iterable[Indicator]) -> Grid:
    """指标各行；一整栏都空着的不列。"""
    rows = list(rows)
    columns = [
        (title, text)
        for title, text in _INDICATOR_COLUMNS
        if any(text(row) for row in rows) or (title == "完成值" and rows[0].actual.exists)
    ]
    if table.form is Form.SELF_EVALUATION:
        columns = [column for column in columns if column[0] != "说明"]
    found = grid("行", *(title for title, _ in columns))
    project = ""
    for row in rows:
        cells = [text(row) for _, text in columns]
        if row.project.text and row.project.text == project:
            cells[0] = "〃"
        project = row.project.text
        found.add_row(_row_text(table, row.row), *cells)
    return found


def _lines_grid(table: Table) -> Grid:
    """预算各行或清单的项目；合计行在末尾。"""
    lines = [*table.lines, *table.sums]
    amounts = [
        (name, part)
        for name in _AMOUNTS
        for part in _PARTS
        if any(_amount(line, name, part).exists for line in lines)
    ]
    several = len({line.organisation.text for line in table.lines}) > 1
    texts: list[tuple[str, Callable[[Line], str]]] = [
        ("单位", lambda line: line.organisation.text if several else ""),
        ("收支", lambda line: _SIDES[line.side]),
        ("编码", lambda line: line.code.text),
        ("名称", lambda line: line.numbered_name),
        ("类别", lambda line: line.category.text),
    ]
    ends: list[tuple[str, Callable[[Line], str]]] = [
        ("备注", lambda line: shortened(line.note.text)),
        ("绩效目标", lambda line: shortened(line.goal.text)),
    ]
    texts = [column for column in texts if any(column[1](line) for line in lines)]
    ends = [column for column in ends if any(column[1](line) for line in lines)]
    one = [name for name, _ in amounts] == ["initial"]
    titles = ["预算数" if one else _AMOUNTS[name] + _PARTS[part] for name, part in amounts]
    found = grid("行", *(t for t, _ in texts), *titles, *(t for t, _ in ends), amounts=titles)
    for line in lines:
        found.add_row(
            _row_text(table, line.row),
            *(text(line) for _, text in texts),
            *(amount_text(_amount(line, name, part)) for name, part in amounts),
            *(text(line) for _, text in ends),
        )
    return found


def _amount(line: Line, name: str, part: str) -> Entry:
    amounts: Amounts = getattr(line, name)
    entry: Entry = getattr(amounts, part)
    return entry


def _row_text(table: Table, row: int) -> str:
    return f"{row}（隐藏）" if row in table.hidden_rows else str(row)


def _endings(table: Table) -> list[str]:
    """表尾：总分等级，没有读懂的格。"""
    lines: list[str] = []
    total = table.total
    if table.form is Form.SELF_EVALUATION:
        lines.append(
            f"  总分：分值 {number_text(total.weight) or '—'}，得分 {number_text(total.score) or '—'}"
            f"（{total.score.cell or '没有这一格'}）　等级：{table.grade.text or '没有读到'}"
        )
    lines += [f"  {each.cell} 是表样的提示，不算指标：{each.text}" for each in table.hints]
    lines += [
        f"  第{each.row}行未识别（{each.cell}）：{shortened(each.text)}"
        for each in sorted((*table.leftover, *table.unrecognised), key=lambda each: each[1:3])
    ]
    lines += [
        f"  没有读懂的行 {each.place}（{each.rows} 行）：{each.why.label}，这张表不判总分、等级、合计"
        for each in joined_rows(table.unread_rows)
    ]
    lines += [f"  {each.cell} “{shortened(each.text)}”一栏没有读" for each in table.unread_columns]
    lines += [f"  {each.cell} 是公式，文件里没有计算结果" for each in table.uncalculated]
    if not (table.indicators or table.lines):
        lines.append("  表头下面没有读到一行内容。")
    elif not (table.leftover or table.unrecognised or table.unread_columns or table.uncalculated):
        lines.append("  表内有字的格都读懂了。")
    return lines
