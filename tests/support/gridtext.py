"""可以审阅的文字网格：一行一行，竖线分格；``^`` 与上格合并，``<`` 与左格合并。"""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl import Workbook, load_workbook

from perfxl.model.address import Block, parse_address
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet

Rows = list[list[str]]


def parse_rows(text: str) -> Rows:
    """文字 → 行列；空行和 # 开头的行不算。"""
    return [
        [part.strip() for part in line.split("|")]
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]


def changed(rows: Rows, changes: dict[str, str | None]) -> Rows:
    """改几格：``{"E14": "≥5人"}``；``None`` 清空。"""
    copy = [list(row) for row in rows]
    for address, value in changes.items():
        row, column = parse_address(address)
        while len(copy) < row:
            copy.append([])
        while len(copy[row - 1]) < column:
            copy[row - 1].append("")
        copy[row - 1][column - 1] = value or ""
    return copy


def merged_blocks(rows: Rows) -> list[Block]:
    """``^`` 和 ``<`` 所成的合并块。"""
    blocks: dict[tuple[int, int], Block] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            if text == "<":
                owner[r, c] = owner.get((r, c - 1), (r, c - 1))
            elif text == "^":
                owner[r, c] = owner.get((r - 1, c), (r - 1, c))
            else:
                continue
            top, left = owner[r, c]
            known = blocks.get((top, left), Block(top, left, top, left))
            blocks[top, left] = Block(top, left, max(known.bottom, r), max(known.right, c))
    return list(blocks.values())


def value_of(text: str) -> Decimal | str:
    """纯数写成数，其余是文字；``'10`` 强制为文字。"""
    if text.startswith("'"):
        return text[1:]
    try:
        return Decimal(text)
    except InvalidOperation:
        return text.replace("\\n", "\n")


def to_grid(rows: Rows, name: str = "表", **options: object) -> Grid:
    """行列 → 内存网格。"""
    cells: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            if text in ("", "^", "<"):
                continue
            value = value_of(text)
            kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
            cells[r, c] = Cell(r, c, kind, value)
    return Grid(name, cells, merged_blocks(rows), **options)  # type: ignore[arg-type]


def to_workbook(rows: Rows, path: Path, name: str = "表") -> Path:
    """行列 → .xlsx（openpyxl 写，作独立的来源）。"""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            if text not in ("", "^", "<"):
                value = value_of(text)
                cell = sheet.cell(r, c)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    for block in merged_blocks(rows):
        sheet.merge_cells(block.address)
    book.save(path)
    return path


def add_sheet(path: Path, rows: Rows, sheet: str) -> None:
    """工作簿里再添一张工作表。"""
    other = to_workbook(rows, path.with_name("临时.xlsx"), sheet)
    book, extra = load_workbook(path), load_workbook(other)
    made, source = book.create_sheet(sheet), extra.worksheets[0]
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                made.cell(cell.row, cell.column).value = cell.value
                made.cell(cell.row, cell.column).data_type = cell.data_type
    for block in source.merged_cells.ranges:
        made.merge_cells(str(block))
    book.save(path)
    other.unlink()


def only_table(rows: Rows) -> Table:
    """读出唯一的一张表。"""
    [table] = read_sheet("书.xlsx", to_grid(rows)).tables
    return table
