"""一张工作表里每一格有字的去了哪里：在读懂的表里，写进了成表，说了没有读、没有写，还是不声不响地没有了。"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from perfxl.actions.made_said import unwritten_said
from perfxl.grammar.continued_text import CONTINUED
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_left_blank
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.making import made_sheets, whole_book, write_sheets
from perfxl.model.grid import Grid
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Entry, Table
from perfxl.reading import labels
from perfxl.reading.money_unit import is_unit_line
from perfxl.reading.passed_rows import is_column_numbers, is_page_mark
from perfxl.reading.stacked import is_block_label
from perfxl.reading.titles import is_year

# 短的字别处也会有，只照位置看。
_LONG = 4
# 没有读懂的，照位置点名。
_TOLD = ("leftover", "unrecognised", "hints", "unread_columns", "unread_rows", "placed_columns")
_SIGNS = ("正向", "反向", "正向指标", "反向指标", "√")
_DOTS = re.compile(r"[.…·、\-—/]+")
_HEADS = (
    *(labels.field_name, labels.goal_name, labels.detail_like_name, labels.indicator_column),
    *(labels.list_column, labels.line_column, labels.fund_column, labels.result_column),
    *(labels.is_group_label, labels.is_fund_name, labels.is_fund_group, labels.is_total),
    *(labels.is_conclusion, labels.is_grade_label, labels.is_known_level, labels.is_column_part),
    *(labels.half_of, labels.is_points_remark, is_block_label, is_unit_line, is_year),
)
_SUB_HEADS = frozenset({"其中", *labels.label_table()["header_remarks"]})


class Place(NamedTuple):
    """工作表、行、列。"""

    sheet: str
    row: int
    column: int


class Fate(NamedTuple):
    """一个工作簿里下落不明的格：``unread`` 读完没有下落的，``unmade`` 读懂了、成表里没有又没有说的。"""

    cells: int
    unread: list[str]
    unmade: list[str]


def fate_of(result: FileResult, folder: Path) -> Fate:
    """照原样成表，逐格看去了哪里；认出了表的工作表才看。"""
    document = result.document
    assert document is not None, result.why
    read, told = _Read(document.tables), _told_places(document.tables)
    blocks = [(part.sheet, part.block) for part in document.unknown]
    sheets = made_sheets(whole_book([result]))
    write_sheets(sheets, folder / "成.xlsx")
    made = _Made(read_workbook(folder / "成.xlsx").grids)
    said = unwritten_said(document, whole=True)
    said += "".join(caution for each in sheets for caution in each.cautions)
    left = {cell for each in sheets for told in each.left_out.values() for cell in told.cells}
    fate = Fate(0, [], [])
    count = 0
    for grid in read_workbook(result.path).grids:
        if grid.name not in {name for table in document.tables for name in table.sheets}:
            continue
        for entry in _shown(grid):
            place = Place(grid.name, *entry.place)
            count += 1
            inside = any(
                sheet == grid.name and block.top <= entry.row <= block.bottom
                for sheet, block in blocks
            )
            if place in told or inside or _is_furniture(grid, entry):
                continue
            name = f"{entry.cell} {entry.text[:20]}"
            if read.names(place, entry) or read.heads_row(grid, entry):
                continue
            if not read.holds(place, grid, entry):
                fate.unread.append(name)
            elif not (
                made.holds(grid, entry, read.unit_of(grid.name))
                or entry.cell in said
                or entry.cell in left
            ):
                fate.unmade.append(name)
    return fate._replace(cells=count)


def _shown(grid: Grid) -> Iterator[Entry]:
    """看得见的各格，合并块里压住的不算。"""
    for row in grid.rows:
        yield from grid.texts(row, 1, grid.last_column)


def _is_furniture(grid: Grid, entry: Entry) -> bool:
    """不是内容：空着的记号、栏名和行标题、序号、栏次、页码。"""
    text = entry.text
    if is_left_blank(text) or _DOTS.fullmatch(compact(text)) or compact(text) in MONEY_FACTORS:
        return True
    if compact(text) in _SIGNS or _is_head(text):
        return True
    row = grid.texts(entry.row, 1, grid.last_column)
    if is_column_numbers(row) or is_page_mark([entry]):
        return True
    return text.isdigit() and any(
        compact(grid.text(up, entry.column)) == "序号" for up in range(1, entry.row)
    )


def _is_head(text: str) -> bool:
    return compact(text) in _SUB_HEADS or any(look(text) for look in _HEADS)


def _entries(value: Any) -> Iterator[Entry]:
    if isinstance(value, Entry):
        if value.exists:
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _entries(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _entries(each)
    elif is_dataclass(value):
        for item in fields(value):
            yield from _entries(getattr(value, item.name))


def _place(table: Table, entry: Entry) -> Place:
    return Place(table.sheet_of(entry), entry.row - entry.shift, entry.column)


def _told_places(tables: tuple[Table, ...]) -> set[Place]:
    """点了名的各格；没有读的栏，连同下面各行。"""
    found: set[Place] = set()
    for table in tables:
        for name in _TOLD:
            found |= {_place(table, entry) for entry in _entries(getattr(table, name))}
        for head in table.unread_columns:
            rows = range(head.row, table.block.bottom + 1)
            found |= {Place(table.sheet_of(head), row, head.column) for row in rows}
    return found


class _Read:
    """读懂的各格和字。"""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self._units = {table.sheet: table.money_unit or "" for table in tables}
        self._places: set[Place] = set()
        self._labels: set[Place] = set()
        self._grades: set[Place] = set()
        texts: list[str] = []
        names: list[str] = []
        for table in tables:
            self._labels |= {_place(table, fund.label) for fund in table.funds}
            self._labels |= {_place(table, each.name) for each in table.score_sums}
            self._grades |= {_place(table, each) for each in (table.grade, table.grade_cell)}
            for item in fields(table):
                for entry in _entries(getattr(table, item.name)):
                    self._places.add(_place(table, entry))
                    texts.append(f"{entry.prefix}{entry.text}")
            names += [*table.fields, *table.blank_fields, *table.details]
            names += [*table.field_labels.values(), *(fund.name for fund in table.funds)]
        self._names = {_key(name).strip(":") for name in names}
        self._texts = _key("|".join(texts))

    def unit_of(self, sheet: str) -> str:
        """一张工作表的金额单位。"""
        return self._units.get(sheet, "")

    def names(self, place: Place, entry: Entry) -> bool:
        """是读懂的栏目、资金、小计的名称，或写明了等级的一格。"""
        if place in self._grades:
            return True
        only = place in self._labels and not any(map(str.isdigit, entry.text))
        return only or _key(entry.text).strip(":") in self._names

    def holds(self, place: Place, grid: Grid, entry: Entry) -> bool:
        """在模型里。"""
        return place in self._places or _run_in(self._texts, grid, entry)

    def heads_row(self, grid: Grid, entry: Entry) -> bool:
        """行标题：自己不在模型里，不是数，右边紧接着读懂的格。"""
        right = grid.block(*entry.place).right
        after = grid.texts(entry.row, right + 1, grid.last_column)
        places = [Place(grid.name, *each.place) for each in (entry, *after[:1])]
        known = [place in self._places for place in places]
        return entry.number is None and known == [False, True]


class _Made:
    """成表里的字和数。"""

    def __init__(self, grids: tuple[Grid, ...]) -> None:
        entries = [entry for grid in grids for entry in _shown(grid)]
        by_row = [
            _key("".join(each.text for each in _row(grid, row)))
            for grid in grids
            for row in grid.rows
        ]
        self._texts = "|".join([*by_row, *(_key(each.text) for each in entries)])
        # 一段长的字可以拆成上下几行，换了页的前面写着“（接上页）”。
        down = (sorted(_shown(grid), key=lambda each: (each.column, each.row)) for grid in grids)
        self._down = "|".join(
            _key("".join(each.text.removeprefix(CONTINUED) for each in column)) for column in down
        )
        self._numbers = {number for each in entries if (number := _number(each.text)) is not None}
        self._numbers |= {each.number for each in entries if each.number is not None}

    def holds(self, grid: Grid, entry: Entry, unit: str) -> bool:
        """写进去了：同样的字，同样大小的数，或标签与内容同在一格的各段内容。"""
        text = _key(entry.text)
        if text in self._texts or (len(text) > 20 and text in self._down):
            return True
        bare = text.removesuffix(unit or "元").removesuffix("分")
        number = entry.number if entry.number is not None else _number(bare)
        if number is not None and not self._numbers.isdisjoint((number, number * 100)):
            return True
        lines = re.split(r"\n|\s{2,}", entry.text)
        parts = [part for line in lines for part in re.split("[:：]", line) if not _is_head(part)]
        return parts != [entry.text] and all(
            _key(part) in self._texts or _number(_key(part)) in self._numbers for part in parts
        )


def _row(grid: Grid, row: int) -> list[Entry]:
    return grid.texts(row, 1, grid.last_column)


def _run_in(texts: str, grid: Grid, entry: Entry) -> bool:
    """与同一行里前后的格接成的一段在里面：几格的字读成了一段。"""
    row = _row(grid, entry.row)
    at = next((n for n, each in enumerate(row) if each.place == entry.place), None)
    if at is None:
        return False
    runs = (row[start:end] for start in range(at + 1) for end in range(at + 1, len(row) + 1))
    keys = (_key("".join(each.text for each in run)) for run in runs)
    return any(len(key) >= _LONG and key in texts for key in keys)


def _key(text: str) -> str:
    return compact(text).replace("：", ":")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
