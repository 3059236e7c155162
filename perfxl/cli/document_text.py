"""一个文件读懂了什么、没读懂什么，逐张表写成给人看的文字。"""

from rich.console import Group, RenderableType
from rich.text import Text

from perfxl.cli.cells import number_text
from perfxl.cli.row_text import fund_texts, indicators_grid, lines_grid
from perfxl.model.address import column_letters
from perfxl.model.columns import GOALS, column_label
from perfxl.model.table import Document, Entry, Table
from perfxl.model.unread import HALVES, joined_rows
from perfxl.rendering.cell_text import shortened


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
        f"  接着写在工作表“{each.sheet}” {each.block.address}"
        f"{'（那里没有表头，照这张表的各栏读）' if each.headless else ''}，读在一起"
        for each in table.continued_on
    ]
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
    lines += [f"  {line}" for line in fund_texts(table)]
    lines += [
        f"  {GOALS[name]}：{shortened(entry.text)}（{entry.cell}）"
        for name, entry in table.goals.items()
        if entry.text
    ]
    if table.spec.lines and not table.spec.is_graded:
        lines.append(f"  金额单位：{table.money_unit or '没有写'}")
    if table.hidden_columns:
        letters = "、".join(column_letters(each.column) for each in table.hidden_columns)
        lines.append(f"  隐藏的列：{letters}")
    parts: list[RenderableType] = [Text(f"\n{head}", "bold"), Text("\n".join(lines))]
    if table.lines:
        parts.append(lines_grid(table))
    if table.indicators:
        parts.append(indicators_grid(table, table.indicators))
    if table.period_indicators:
        parts += [Text("  实施期指标："), indicators_grid(table, table.period_indicators)]
    return Group(*parts, Text("\n".join(_endings(table))))


def _said_below(table: Table, head: Entry) -> str:
    """没有读的一栏下面写着几格。"""
    below = table.said_below(head)
    return f"，下面 {len(below)} 格" if below else ""


def _endings(table: Table) -> list[str]:
    """表尾：总分等级，没有读懂的格。"""
    lines: list[str] = []
    total = table.total
    if table.spec.is_graded and not table.spec.has_total:
        lines.append(
            f"  等级：{table.grade.text or '没有读到'}（{table.grade_cell.cell or '没有这一格'}）"
        )
    if table.spec.has_total:
        lines.append(
            f"  总分：分值 {number_text(total.weight) or '—'}，得分 {number_text(total.score) or '—'}"
            f"（{total.score.cell or '没有这一格'}）　等级：{table.grade.text or '没有读到'}"
        )
    lines += [f"  {each.cell} 是表样的提示，不算指标：{each.text}" for each in table.hints]
    lines += [
        f"  第{each.on_own_sheet.row}行未识别（{each.cell}）：{shortened(each.text)}"
        for each in sorted((*table.leftover, *table.unrecognised), key=lambda each: each[1:3])
    ]
    lines += [
        f"  {'别处的行' if each.why in HALVES else '没有读懂的行'} {each.place}（{each.rows} 行）："
        f"{each.why.label}，这张表不判总分、等级、合计"
        for each in joined_rows(table.unread_rows)
    ]
    lines += [
        f"  {each.cell} “{shortened(each.text)}”一栏没有读{_said_below(table, each)}"
        for each in table.unread_columns
    ]
    lines += [
        f"  {each.cell} “{shortened(each.text)}”这个栏名不认得，照位置和下面写的当作{column_label(role)}"
        for each, role in table.placed_columns
    ]
    lines += [f"  {each.cell} 是公式，文件里没有计算结果" for each in table.uncalculated]
    lines += [
        f"  {each.entry.cell} 存着 {shortened(each.stored)}，格式“{each.code}”"
        + (f"在 Excel 里显示成 {each.seen}" if each.seen else "不让它显示")
        for each in table.oddly_shown
    ]
    if not (table.indicators or table.lines):
        lines.append("  表头下面没有读到一行内容。")
    elif not any(
        (
            *(table.leftover, table.unrecognised, table.unread_columns),
            *(table.unread_rows, table.uncalculated, table.placed_columns),
        )
    ):
        lines.append("  表内有字的格都读懂了。")
    return lines
