"""年度总体目标：预期与实际完成，年初与调整后，实施期与年度。"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from perfxl.grammar.continued_text import joined_text
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, Entry
from perfxl.reading.fields import is_label
from perfxl.reading.labels import (
    detail_like_name,
    goal_name,
    half_of,
    is_section,
    sub_column,
)
from perfxl.reading.region import Region, after_label

_HALVES = Pattern(r"\((年初|调整)")
_HINT = Pattern(r"(?:目标\d*[:.…]*)+")  # 表样的提示，没有填
_LONGEST_HALF = 8
_NAMES = ("expected", "adjusted", "actual", "period")


class FoundGoals(NamedTuple):
    """读到的目标；``period_label`` 是实施期目标一栏所印的名称（实施期目标（2024—2026年）），没有这一栏的为 ``""``。"""

    goals: dict[str, Entry]
    period_label: str = ""


def find_goals(
    region: Region,
    rows: Iterable[int],
    split: int = 0,
    *,
    adjusted_first: bool = False,
    evaluated: bool = False,
    whole: bool = False,
) -> FoundGoals:
    """年度总体目标：``expected`` 预期、``adjusted`` 调整后、``actual`` 实际完成、``period`` 实施期。

    值在标签右边，右边又是标签时在下边。``split`` 是并列的右边一半的首列（没有时为 0）：
    左边的是预期，右边的是调整后；``adjusted_first`` 则相反。``evaluated`` 是有完成值的表：一行里接着预期目标
    又写一段、没有栏名的，是实际完成。``whole`` 是这种表有实施期目标。
    """
    found = _Goals(region)
    for row in rows:
        for entry in region.texts(row):
            found.see(entry)
    found.settle_whole(kept=whole)
    found.read_inline_of_group()
    if not found.exists("expected") and found.group.exists:
        # 有完成值的表，左右两半是预期、实际，不是年初、调整后
        found.read_group(0 if evaluated else split, adjusted_first=adjusted_first)
        if evaluated and not found.exists("actual"):
            found.read_right_half()
    found.read_inline()
    goals = found.goals
    if "period" in goals and not found.exists("expected"):
        goals["expected"] = goals["period"]  # 只有项目总目标一栏
    texts = {name: goals[name] for name in _NAMES if name in goals}
    return FoundGoals(texts, found.period_label if "period" in texts else "")


class _Goals:
    """逐格看到的：读成的目标 ``goals``；不分预期、实际的总标签 ``group``；标签与目标同在一格的 ``inline``。"""

    def __init__(self, region: Region) -> None:
        self._region = region
        self.goals: dict[str, Entry] = {}
        self.period_label = ""
        self.group = ABSENT
        # “年度目标”上面另有一行的“总体目标”。
        self.whole = ABSENT
        self.inline: dict[str, Entry] = {}

    def exists(self, name: str) -> bool:
        """这一种目标有它的格。"""
        return self.goals.get(name, ABSENT).exists

    def see(self, entry: Entry) -> None:
        """看一格：是目标的标签的，读它的目标。"""
        value = after_label(entry)
        own = goal_name(value.prefix) if value.text else None
        if own is not None:
            self.inline.setdefault(own, value)
            return
        if (half_name := self._half_of_group(entry)) and not self.exists(half_name):
            self._region.take(entry)
            self.goals[half_name] = _goal_below(self._region, entry)
            return
        if (side := self._side_of_group(entry)) and not self.exists(side):
            self._region.take(entry)
            self.goals[side] = _goal_of_side(self._region, entry)
            return
        name = goal_name(entry.text)
        if name is None:
            return
        self._region.take(entry)
        half = _HALVES.search(compact(entry.text))
        if half:  # 年度绩效目标（调整后）
            name = "expected" if half[1] == "年初" else "adjusted"
        if name == "group":
            self._see_group(entry)
        elif not self._heads_a_row(entry, name) and not self.goals.get(name, ABSENT).text:
            self.goals[name] = _goal_text(self._region, entry)
            if name == "period":
                self.period_label = entry.text.strip().rstrip("：:")

    def _half_of_group(self, entry: Entry) -> str | None:
        """总标签右边分的“调整前”“调整后”，目标写在下一行：是哪一半的目标；不是为 ``None``。"""
        group = self.group
        if not group.exists or entry.column <= group.column or len(entry.text) > _LONGEST_HALF:
            return None
        block = self._region.grid.block(group.row, group.column)
        inside = goal_name(entry.text) is None and block.top <= entry.row < block.bottom
        half = half_of(entry.text) if inside else None
        return {"first": "expected", "second": "adjusted"}.get(half or "")

    def _side_of_group(self, entry: Entry) -> str | None:
        """总标签管到的行里，它右边分的“预期”“实际”：是哪一种目标；不是为 ``None``。"""
        group = self.group
        if not group.exists or entry.column <= group.column:
            return None
        block = self._region.grid.block(group.row, group.column)
        if not block.top <= entry.row <= block.bottom or goal_name(entry.text) is not None:
            return None
        return {"target": "expected", "actual": "actual"}.get(sub_column(entry.text) or "")

    def _see_group(self, entry: Entry) -> None:
        """左边的行标题和栏名可能都叫“年度总体目标”，栏名在右。

        右边又是栏名的（绩效目标｜中期目标）、独占一行而下面又是栏名的，只是行标题，真正的在下面。
        """
        group, region = self.group, self._region
        right = region.right_of(group).text if group.exists else ""
        under = region.below(group).text if group.exists and not right else ""
        heading = goal_name(right) is not None or goal_name(under) is not None
        if right and not heading and _says_year(entry.text) and not _says_year(group.text):
            self.whole, self.group = group, entry
            return
        if not group.exists or group.row == entry.row or heading:
            self.group = entry

    def settle_whole(self, *, kept: bool) -> None:
        """“总体目标”“年度目标”各占一行的：前一个是整个实施期的；没有实施期目标的表，照先写的。"""
        if not self.whole.exists:
            return
        if not kept or self.exists("period") or self.exists("expected"):
            self.group = self.whole
        else:
            self.goals["period"] = _goal_text(self._region, self.whole)

    def _heads_a_row(self, entry: Entry, name: str) -> bool:
        """写着实际完成、右边接着预期目标的，是行标题。"""
        if name != "actual":
            return False
        return goal_name(self._region.beside(entry).text) in ("expected", "group")

    def read_group(self, split: int, *, adjusted_first: bool) -> None:
        """只有总标签的：它的目标是预期；左右并列的，右边一半是调整后。"""
        region, goals = self._region, self.goals
        left = region.columns(region.block.left, split - 1) if split else region
        goals["expected"] = _goal_text(left, self.group)
        if split and not self.exists("adjusted"):
            goals["adjusted"] = _goal_right_of(region, self.group, split)
            if adjusted_first and goals["adjusted"].text:
                goals["expected"], goals["adjusted"] = goals["adjusted"], goals["expected"]

    def read_right_half(self) -> None:
        """没有印预期目标、实际完成两个栏名，目标右边又写着的一段：实际完成。"""
        region, expected = self._region, self.goals["expected"]
        if not expected.text or expected.row != self.group.row:
            return
        right = region.columns(expected.column + 1, region.block.right)
        others = right.unread(right.texts(expected.row))
        if len(others) == 1 and others[0].number is None and not is_label(others[0].text):
            block = region.grid.block(self.group.row, self.group.column)
            self.goals["actual"] = joined_down(
                region, others[0], block.bottom, _is_goal_label, self.group.text
            )

    def read_inline_of_group(self) -> None:
        """总标签右边的一格里，标签与目标写在一起的（年度总体目标｜预期目标：……）：标签不是目标的字。"""
        value, group = self.inline.get("expected", ABSENT), self.group
        if not group.exists or value.place != self._region.beside(group).place:
            return
        self._take_inline("expected", value)

    def read_inline(self) -> None:
        """标签与目标同在一格的。"""
        for own, value in self.inline.items():
            self._take_inline("expected" if own == "group" else own, value)

    def _take_inline(self, name: str, value: Entry) -> None:
        if not self.exists(name) and self._region.unread([value]):
            self._region.take(value)
            self.goals[name] = value


def _goal_of_side(region: Region, label: Entry) -> Entry:
    """“预期”“实际”右边紧接着的字；右边空着、又是一个这样的标签的，在下边。"""
    beside = region.beside(label)
    if not beside.text or sub_column(beside.text) or is_label(beside.text):
        below = _goal_below(region, label)
        return below if below.text or not beside.exists else beside._replace(text="", number=None)
    return joined_down(region, beside, label.row, _is_goal_label)


def _goal_text(region: Region, label: Entry) -> Entry:
    """标签右边的字，右边又是标签时取下边的；目标分几行写的，逐行接起来。"""
    block = region.grid.block(label.row, label.column)
    right = region.right_of(label)
    if _HINT.fullmatch(compact(right.text)):
        region.take(right)
        return right._replace(text="")
    if right.text and not is_label(right.text) and not _is_stray(region, label, right):
        return joined_down(region, right, block.bottom, _is_goal_label, label.text)
    below, beside = region.below_spacers(label), region.beside(label)
    if beside.exists and not beside.text and (not below.text or is_label(below.text)):
        return beside  # 空着没有填，再往右写的是别的栏（完成情况）
    return _goal_below(region, label)


def _is_stray(region: Region, label: Entry, right: Entry) -> bool:
    """隔着空格写的一个数：旁边的测算，不是目标。"""
    return right.number is not None and right.place != region.beside(label).place


def _goal_below(region: Region, label: Entry) -> Entry:
    """标签下边的字；下边又是标签的是空着。"""
    below = region.below_spacers(label)
    if is_label(below.text):
        return below._replace(text="", number=None)
    return joined_down(region, below, region.block.bottom, _is_goal_label)


def _goal_right_of(region: Region, label: Entry, split: int) -> Entry:
    """同一行里调整后一半的目标。"""
    block = region.grid.block(label.row, label.column)
    entry = region.entry(label.row, split)
    found = next((each for each in region.texts(label.row) if each.column >= split), entry)
    if is_label(found.text):
        return found._replace(text="", number=None)
    return joined_down(region, found, block.bottom, _is_goal_label, label.text)


def _says_year(text: str) -> bool:
    return any(word in compact(text) for word in ("年度", "当年", "本年"))


def _is_goal_label(text: str) -> bool:
    if goal_name(text) is not None:
        return True
    return not is_label(text) and detail_like_name(text) is None


def joined_down(
    region: Region,
    first: Entry,
    last_row: int,
    is_own_label: Callable[[str], bool],
    again: str = "",
) -> Entry:
    """同一列往下连着写的几行，到空格、或左边换了别的标签为止。

    ``is_own_label`` 认出自己的标签：分页后它会在左边重写一遍。``again`` 是标签的字：过了 ``last_row``，
    左边重写着它的行才接。
    """
    texts = [first.text]
    region.take(first)
    row = region.grid.block(first.row, first.column).bottom + 1
    while row <= region.block.bottom:
        entry = region.entry(row, first.column)
        beside = [each for each in region.texts(row) if each.column < first.column]
        if row > last_row and (not again or [each.text for each in beside[:1]] != [again]):
            break  # 标签管到的行以下，要左边把标签重写一遍（换了页）才算；其后是并列的另一半
        if not entry.text or (entry.row, entry.column) != (row, first.column):
            break
        if (
            is_section(entry.text)
            or is_label(entry.text)
            or not all(is_own_label(each.text) for each in beside)
        ):
            break
        if row > last_row:  # 重写的标签往下又管到几行
            last_row = region.grid.block(beside[0].row, beside[0].column).bottom
        texts.append(entry.text)
        region.take(entry, *beside)
        row = region.grid.block(entry.row, entry.column).bottom + 1
    if len(texts) == 1:
        return first
    return first._replace(text=joined_text(texts), continued=True)
