"""找预算批复表（收支总体、功能分类、项目支出、转移支付）的表头：名称或科目编码，加上几栏金额。"""

from dataclasses import dataclass, field
from typing import NamedTuple

from perfxl.grammar.amounts import amount
from perfxl.grammar.glyphs import compact
from perfxl.model.address import Block
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    LONGEST_LABEL,
    indicator_column,
    line_column,
)
from perfxl.reading.region import Region
from perfxl.reading.titles import find_title

_GROUPS = ("initial", "adjusted", "change")
_SPLITS = ("total", "basic", "project")
# 一栏金额的上下两层栏名；一栏也没有的不是预算批复表。
_AMOUNTS = frozenset({*_GROUPS, *_SPLITS, "amount", "adjusting"})
_NAMES = ("name", "code", "part1")
_CODES = ("code", "part1", "part2", "part3", "project_code")
_SIDE_WORDS = {"收入": "income", "支出": "expense", "本年收入": "income", "本年支出": "expense"}
# 表头最多占这么多行。
_MOST_ROWS = 4
# 表头以下看这么多行有没有金额。
_LOOK_DOWN = 12
# 标题里有这些字的是别的表，不是预算批复表。
_FOREIGN_TITLES = ("三公", "决算", "经济分类", "采购", "资产", "绩效目标", "自评", "执行情况")


class LineSide(NamedTuple):
    """表头的一套栏：名称、编码各占哪些列，各组金额的列。收支总表左右各一套。

    ``amounts`` 以（``initial``、``adjusted``、``change``；``total``、``basic``、``project``）为键。
    ``notes`` 是备注一类的各栏，可以又有调整原因又有备注；``ordinal`` 是序号栏。
    """

    side: str
    name: int
    code: tuple[int, ...]
    amounts: dict[tuple[str, str], int]
    notes: tuple[int, ...] = ()
    organisation: int = 0
    ordinal: int = 0


@dataclass(slots=True)
class LineHeader:
    """一个预算批复表（自评汇总表见 ``result_headers``）的表头。``is_by_subject`` 表示按科目编码列的。"""

    top: int
    bottom: int
    left: int
    right: int
    sides: list[LineSide] = field(default_factory=list)
    is_by_subject: bool = False

    @property
    def used_columns(self) -> set[int]:
        """读了的各列。"""
        return self.line_columns

    @property
    def line_columns(self) -> set[int]:
        """各套栏占的列。"""
        return {
            column
            for side in self.sides
            for column in (
                side.name,
                *side.notes,
                side.organisation,
                *side.code,
                *side.amounts.values(),
            )
            if column
        }

    def is_known(self, entry: Entry) -> bool:
        """表头里认得的一格。"""
        return line_column(entry.text) is not None or compact(entry.text) in _SIDE_WORDS

    @property
    def first_column(self) -> int:
        """读了的第一列。"""
        return min(self.used_columns)

    def is_repeated_by(self, later: object) -> bool:
        """后面的表头栏目、列位都与它相同：可能是分页后重印的。"""
        return isinstance(later, LineHeader) and self.sides == later.sides

    @property
    def is_two_sided(self) -> bool:
        """收入、支出左右并列。"""
        return len(self.sides) == 2


def find_line_headers(grid: Grid) -> list[LineHeader]:
    """表里所有预算批复表的表头，从上到下。"""
    headers: list[LineHeader] = []
    taken_to = 0
    for row in grid.rows:
        if row <= taken_to:
            continue
        texts = grid.texts(row, 1, grid.last_column)
        roles = {line_column(entry.text) for entry in texts if len(entry.text) <= LONGEST_LABEL}
        if "foreign" in roles or roles.isdisjoint(_NAMES):
            continue
        header = _header(grid, row)
        if header is not None:
            headers.append(header)
            taken_to = header.bottom
    return headers


def _header(grid: Grid, row: int) -> LineHeader | None:
    top, bottom = _header_rows(grid, row)
    columns = {
        column: roles
        for column in range(1, grid.last_column + 1)
        if (roles := _roles(grid, top, bottom, column)) and not _is_spacer(grid, top, column)
    }
    if any("foreign" in roles for roles in columns.values()):
        return None
    if _AMOUNTS.isdisjoint(role for roles in columns.values() for role in roles):
        return None
    _settle_adjusting(columns)
    sides = _sides(grid, top, bottom, columns)
    sides = [side for side in sides if side.amounts]
    subject = any(role in ("code", "part1") for roles in columns.values() for role in roles) or any(
        "科目" in entry.text
        for line in range(top, bottom + 1)
        for entry in grid.texts(line, 1, grid.last_column)
    )
    header = LineHeader(top, bottom, 1, grid.last_column, sides, subject)
    if not sides or not _is_budget(grid, header):
        return None
    return header if _amounts_follow(grid, header) or _is_blank_below(grid, header) else None


def _is_spacer(grid: Grid, top: int, column: int) -> bool:
    """合并的大栏下面空着隔开的一列：从表头起没有自己的字。"""
    return not any((row, column) in grid.cells for row in grid.rows_between(top, grid.last_row))


def _settle_adjusting(columns: dict[int, list[str]]) -> None:
    """“调整数”：另有调整后预算数的，是增减；没有的，就是调整后的数。"""
    has_adjusted = any("adjusted" in roles for roles in columns.values())
    meaning = "change" if has_adjusted else "adjusted"
    for roles in columns.values():
        roles[:] = [meaning if role == "adjusting" else role for role in roles]


def _header_rows(grid: Grid, row: int) -> tuple[int, int]:
    """表头占哪几行：往上到 收入/支出、年初/调整 的大栏，往下到分栏。"""
    top = bottom = row
    while top > 1 and _is_header_row(grid, top - 1):
        top -= 1
    while bottom - top + 1 < _MOST_ROWS and (
        _is_header_row(grid, bottom + 1) or splits_a_column(grid, bottom)
    ):
        bottom += 1
    return top, bottom


def splits_a_column(grid: Grid, row: int) -> bool:
    """下一行只在横着合并的栏名下面写着几个字：一栏又分成几栏，不是内容。"""
    texts = grid.texts(row + 1, 1, grid.last_column)
    blocks = [grid.block(row, entry.column) for entry in texts]
    return len(texts) > 1 and all(
        entry.number is None and block.right > block.left and block.bottom == row
        for entry, block in zip(texts, blocks, strict=True)
    )


def _is_header_row(grid: Grid, row: int) -> bool:
    texts = grid.texts(row, 1, grid.last_column)
    return len(texts) > 1 and all(
        line_column(e.text) is not None or compact(e.text) in _SIDE_WORDS for e in texts
    )


def _roles(grid: Grid, top: int, bottom: int, column: int) -> list[str]:
    """一列里从上到下的栏名；上下合并的只算一次，不认得的是 ``other``。"""
    roles: list[str] = []
    places: set[tuple[int, int]] = set()
    for row in range(top, bottom + 1):
        place = grid.anchor(row, column)
        text = grid.text(row, column)
        if text and place not in places:
            roles.append(line_column(text) or "other")
            places.add(place)
    return roles


def _sides(grid: Grid, top: int, bottom: int, columns: dict[int, list[str]]) -> list[LineSide]:
    """按名称栏分成一套或左右两套。"""
    names = [c for c, roles in columns.items() if roles[-1] == "name" and _is_own(grid, bottom, c)]
    codes = [c for c, roles in columns.items() if roles[-1] in _CODES]
    notes = [c for c, roles in columns.items() if roles[-1] == "note"]
    units = [c for c, roles in columns.items() if roles[-1] == "organisation"]
    ordinals = [c for c, roles in columns.items() if roles[-1] == "ordinal"]
    if not names:  # 项目名称下面又分一级项目、二级项目
        names = [c for c, roles in columns.items() if "name" in roles][:1] or codes[:1]
    if len(names) == 2 and not _amounts_between(columns, *names):
        names = names[:1] if "科目" not in grid.text(bottom, names[0]) else names[1:]
    if not names or len(names) > 2:
        return []
    starts = [1 if index == 0 else name for index, name in enumerate(names)]
    if len(names) == 2 and codes and names[0] < codes[-1] < names[1]:
        starts[1] = codes[-1]
    ends = [start - 1 for start in starts[1:]] + [grid.last_column]
    sides: list[LineSide] = []
    split_on_top = any(
        roles[0] in _SPLITS and roles[-1] in _GROUPS for roles in columns.values() if roles
    )
    for index, (name, start, end) in enumerate(zip(names, starts, ends, strict=True)):
        amounts: dict[tuple[str, str], int] = {}
        carried = ("initial", "total")
        for column in range(start, end + 1):
            key = _amount_key(columns.get(column, []), carried, split_on_top=split_on_top)
            if key is None or column == name:
                continue
            if key in amounts:
                return []  # 同一种金额有两栏：多半是另一边的名称没有认出，宁可不读
            carried = key
            amounts[key] = column
        own_codes = tuple(column for column in codes if start <= column <= end)
        own_notes = tuple(column for column in notes if start <= column <= end)
        side = _side_of(grid, top, bottom, name, index) if len(names) == 2 else ""
        unit = next((column for column in units if start <= column <= end), 0)
        earlier = names[index - 1] if index else 0
        number = next((column for column in ordinals if earlier < column < name), 0)
        sides.append(LineSide(side, name, own_codes, amounts, own_notes, unit, number))
    return sides


def _amounts_between(columns: dict[int, list[str]], first: int, second: int) -> bool:
    """两个名称栏之间有金额，才是左右两套；没有的，一个名称另带一栏科目。"""
    amounts = {*_GROUPS, *_SPLITS, "amount"}
    return any(amounts.intersection(columns.get(column, [])) for column in range(first + 1, second))


def _is_own(grid: Grid, bottom: int, column: int) -> bool:
    """横着合并的名称栏只算首列。"""
    return grid.anchor(bottom, column)[1] == column


def _amount_key(
    roles: list[str], carried: tuple[str, str], *, split_on_top: bool
) -> tuple[str, str] | None:
    """一列金额属于哪一组、哪一种；两层次序可以颠倒，没有写组的是年初（批复）数。

    大栏没有合并、只写在首列的，右边几列沿用左边的（``carried``）。
    """
    if not roles or roles[-1] in ("other", "note", "organisation", "ordinal"):
        return None
    groups = [role for role in roles if role in _GROUPS]
    splits = [role for role in roles if role in _SPLITS]
    if not groups and not splits:
        return ("initial", "total") if "amount" in roles else None
    # 基本支出下面又分小计、人员经费的，小计就是基本支出。
    split = next((role for role in splits if role != "total"), "total")
    if not splits and split_on_top:
        split = carried[1]
    return (groups[-1] if groups else carried[0]), split


def _side_of(grid: Grid, top: int, bottom: int, column: int, index: int) -> str:
    """左右两套哪边是收入：看上面的大栏，看不出的左收右支。"""
    for row in range(top, bottom + 1):
        side = _SIDE_WORDS.get(compact(grid.text(row, column)).removesuffix("项目"))
        if side is not None:
            return side
    return "income" if index == 0 else "expense"


def _is_budget(grid: Grid, header: LineHeader) -> bool:
    """栏目或标题看得出是预算批复表：有年初与调整，或有编码与合计、基本、项目支出，或收支两边。"""
    title = title_above(grid, header).text
    if any(word in title for word in _FOREIGN_TITLES):
        return False
    row_texts = grid.texts(header.bottom, 1, grid.last_column)
    if any((indicator_column(entry.text) or "").startswith("level") for entry in row_texts):
        return False
    keys = {key for side in header.sides for key in side.amounts}
    groups = {group for group, _ in keys}
    if {"initial", "adjusted"} <= groups:
        return True
    if header.is_two_sided:
        texts = [e.text for e in grid.texts(header.top, 1, grid.last_column)]
        return "收" in title or any(compact(text) in _SIDE_WORDS for text in texts)
    if header.is_by_subject and {("initial", "basic"), ("initial", "project")} <= keys:
        return True
    return "批复" in title or "项目支出" in title or "功能分类" in title or "转移支付" in title


def title_above(grid: Grid, header: LineHeader) -> Entry:
    """表头以上最近的标题。"""
    region = Region(grid, Block(1, header.left, header.top, header.right))
    rows = grid.rows_between(max(header.top - 8, 1), header.top - 1)
    return find_title(region, reversed(rows))


def _is_blank_below(grid: Grid, header: LineHeader) -> bool:
    """有标题、有年初和调整两栏，只是还没有填：空表。"""
    groups = {group for side in header.sides for group, _ in side.amounts}
    rows = grid.rows_between(header.bottom + 1, header.bottom + _LOOK_DOWN)
    texts = (e for row in rows for e in grid.texts(row, header.left, header.right))
    empty = all(compact(entry.text).endswith(("合计", "总计")) for entry in texts)
    return empty and {"initial", "adjusted"} <= groups and title_above(grid, header).exists


def _amounts_follow(grid: Grid, header: LineHeader) -> bool:
    columns = [column for side in header.sides for column in side.amounts.values()]
    rows = grid.rows_between(header.bottom + 1, grid.last_row)[:_LOOK_DOWN]
    return any(
        (entry := grid.entry(row, column)).number is not None or amount(entry.text) is not None
        for row in rows
        for column in columns
    )
