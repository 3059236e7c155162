"""找绩效目标审核表的表头：审核内容、审核要点、审核意见。"""

from collections.abc import Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.labels import label_key, review_column
from perfxl.reading.line_headers import LineHeader

_WORDS = ("审核", "评审")
# 审核意见下面分几格划勾的，各格的名称。
_GRADES = frozenset(
    (
        *("优", "良", "中", "差", "好", "一般", "较好", "较差", "是", "否"),
        *("符合", "基本符合", "部分符合", "不符合", "通过", "不通过", "合格", "基本合格", "不合格"),
        *("完整", "基本完整", "不完整", "同意", "不同意", "修改完善"),
    )
)
# 意见、等级各一栏的，写着这些字的是等级。
_SAID_GRADE = ("等级", "结果", "结论", "评价", "情况")
_TWO = 2
# 看着像审核表的表头，至少认得这么多栏；栏名没有比这更长的。
_FEWEST_KNOWN = 2
_LONGEST_LABEL = 20
_NAMES = {"name": "审核内容", "criterion": "审核要点"}


@dataclass(slots=True)
class ReviewHeader(LineHeader):
    """审核表的表头：各栏占的列；``parts`` 是审核意见下面分的优、良、中、差，各在哪一列。"""

    columns: dict[str, list[int]] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)

    @property
    def used_columns(self) -> set[int]:
        """读了的各列。"""
        return {column for places in self.columns.values() for column in places}

    def is_known(self, entry: Entry) -> bool:
        """表头里认得的一格。"""
        return review_column(entry.text) is not None or entry.column in self.parts

    def is_repeated_by(self, later: object) -> bool:
        """后面的表头栏目、列位都与它相同：可能是分页后重印的。"""
        return isinstance(later, ReviewHeader) and self.columns == later.columns


def find_review_headers(grid: Grid) -> list[ReviewHeader]:
    """表里所有审核表的表头，从上到下。"""
    found: list[ReviewHeader] = []
    for row, cells in grid.rows.items():
        first = cells[:2]  # 审核内容在行首，左边至多隔一格行标题
        if not any(isinstance(cell.value, str) and _is_of_review(cell.value) for cell in first):
            continue
        header = _header(grid, row)
        if header is not None:
            found.append(header)
    return found


@lru_cache(maxsize=8192)
def _is_of_review(text: str) -> bool:
    return any(word in text for word in _WORDS)


def _header(grid: Grid, row: int) -> ReviewHeader | None:
    """一行表头；认不得的栏列为没有读。"""
    heads = _heads(grid, row)
    grades = heads.pop("grade", [])
    said = grades or _parts_in_row(grid, row)
    if _lacking(set(heads) | ({"grade"} if said else set())):
        return None
    columns = {role: _under(grid, own[0]) for role, own in heads.items()}
    parts: dict[int, str] = {}
    if grades:
        grade, note = _told_apart(grid, grades)
        if len(grades) > _TWO:
            return None
        columns["grade"] = _under(grid, grade)
        if note is not None and "note" not in columns:
            columns["note"] = _under(grid, note)
        parts = _parts(grid, grade)
    bottom = row + 1 if parts else row
    own = _parts_in_row(grid, row) if not parts else {}
    if own:  # 优、良、中、差各是一栏，“审核意见”是写字的
        columns |= (
            {"note": columns["grade"]} if "grade" in columns and "note" not in columns else {}
        )
        columns["grade"], parts = sorted(own), own
    return ReviewHeader(row, bottom, 1, grid.last_column, columns=columns, parts=parts)


def _heads(grid: Grid, row: int) -> dict[str, list[Entry]]:
    """一行里认得的栏名。"""
    heads: dict[str, list[Entry]] = {}
    for entry in grid.texts(row, 1, grid.last_column):
        role = review_column(entry.text) if len(entry.text) <= _LONGEST_LABEL else None
        if role is not None:
            heads.setdefault(role, []).append(entry)
    return heads


def _lacking(roles: Set[str]) -> list[str]:
    """还缺哪几栏：审核内容、审核要点，审核意见（打分的是分值、得分）。"""
    lacking = [name for role, name in _NAMES.items() if role not in roles]
    if "grade" not in roles and not {"weight", "score"} <= roles:
        lacking.append("审核意见（打分的是分值、得分）")
    return lacking


class UnreadReview(NamedTuple):
    """看着像审核表而没有读：像表头的一行的首末格，和缺的栏。"""

    first: Entry
    last: Entry
    lacking: tuple[str, ...]


def unread_review(grid: Grid) -> UnreadReview | None:
    """看着像审核表、表头却不全的一行；没有为 ``None``。"""
    for row, cells in grid.rows.items():
        first = cells[:2]
        if not any(isinstance(cell.value, str) and _is_of_review(cell.value) for cell in first):
            continue
        heads = _heads(grid, row)
        lacking = _lacking(set(heads))
        if len(heads) >= _FEWEST_KNOWN and lacking:
            texts = grid.texts(row, 1, grid.last_column)
            return UnreadReview(texts[0], texts[-1], tuple(lacking))
    return None


def _told_apart(grid: Grid, grades: list[Entry]) -> tuple[Entry, Entry | None]:
    """审核等级、审核意见各一栏的，等级是哪一栏、意见是哪一栏；只有一栏的就是等级。

    下面分优、良、中、差的，或写明“等级”“结果”的，是等级。
    """
    grade = next(
        (each for each in grades if _parts(grid, each)),
        next((each for word in _SAID_GRADE for each in grades if word in each.text), grades[0]),
    )
    return grade, next((each for each in grades if each != grade), None)


def _under(grid: Grid, entry: Entry) -> list[int]:
    block = grid.block(entry.row, entry.column)
    return list(range(block.left, block.right + 1))


def _parts_in_row(grid: Grid, row: int) -> dict[int, str]:
    """表头这一行里自成一栏的优、良、中、差，各在哪一列；不够两格的为空。"""
    texts = grid.texts(row, 1, grid.last_column)
    parts = {each.column: key for each in texts if (key := label_key(each.text)) in _GRADES}
    return parts if len(parts) >= _TWO else {}


def _parts(grid: Grid, head: Entry) -> dict[int, str]:
    """一栏下面分的优、良、中、差，各在哪一列；不是这样分的为空。"""
    below = [grid.entry(head.row + 1, column) for column in _under(grid, head)]
    parts = {each.column: label_key(each.text) for each in below if each.row == head.row + 1}
    return parts if len(parts) >= _TWO and set(parts.values()) <= _GRADES else {}
