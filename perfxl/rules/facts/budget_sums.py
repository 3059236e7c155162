"""预算表各行的加总：上下级、合计行、一行之内的分项和增减（PX411—PX417 共用）。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar.cached_property import cached_property
from perfxl.grammar.glyphs import compact
from perfxl.model.form_spec import Shape
from perfxl.model.table import AMOUNT_GROUPS, Entry, Line, Table
from perfxl.reading.budget_tree import (
    Branch,
    BudgetTree,
    branches_by_ordinal,
    budget_tree,
    code_of,
    is_hint_line,
    is_subtotal_line,
)
from perfxl.reading.labels import (
    line_sums,
)
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import row_called
from perfxl.rules.facts.printed_rounding import WITHIN_ROUNDING, Difference, difference
from perfxl.scoring.rounding import grouped

SPLITS = {"total": "合计", "basic": "基本支出", "project": "项目支出"}
_SIDES = {"income": "收入", "expense": "支出"}
_CARRIED = ("结转", "结余", "弥补", "动用", "年初", "年终")


class SumFault(NamedTuple):
    """一行的一组金额与应加成它的各行不合：差在哪几项。

    ``suspect`` 是各行里增减也差这么多的一行，多半是它的金额填错。
    """

    whole: Line
    parts: tuple[Line, ...]
    group: str
    differences: dict[str, Difference]
    suspect: Line | None = None

    @property
    def rounded(self) -> bool:
        """都是取整的零头。"""
        return all(each.rounded for each in self.differences.values())


class BudgetSums:
    """一张预算表里加不上的各处。"""

    def __init__(self, table: Table) -> None:
        self.table = table

    @cached_property
    def groups(self) -> dict[str, str]:
        """要加的几组金额和叫法。

        增减由年初、调整算出：两组都在时，增减只在行内核对（PX411），不再上下加一遍。
        """
        labels = {column.key: column.label for column in self.table.spec.lines}
        named = {group: labels[group] for group in AMOUNT_GROUPS if group in labels}
        found = {
            group: label
            for group, label in named.items()
            if any(line.amounts_of(group).total.exists for line in self.table.lines)
        }
        if "initial" in found and "adjusted" in found:
            found.pop("change", None)
        elif "initial" in found:
            found["initial"] = "预算数"
        return found

    @cached_property
    def tree(self) -> BudgetTree:
        """上下级；收支总表见 ``side_faults``。"""
        return budget_tree(self.table)

    @cached_property
    def line_faults(self) -> dict[tuple[int, str], Difference]:
        """合计 ≠ 基本支出 + 项目支出 的行和组，取整的零头也在内。"""
        found: dict[tuple[int, str], Difference] = {}
        for line in self.table.lines:
            for group in self.groups:
                amounts = line.amounts_of(group)
                if amounts.basic.exists and amounts.project.exists:
                    off = difference(amounts.total, [amounts.basic, amounts.project])
                    if off is not None:
                        found[line.row, group] = off
        return found

    def is_line_off(self, line: Line, group: str) -> bool:
        """一行之内真的加不上。"""
        off = self.line_faults.get((line.row, group))
        return off is not None and not off.rounded

    @cached_property
    def parent_faults(self) -> list[SumFault]:
        """上级与直接下级不合的。"""
        return [
            fault
            for branch in self.tree.branches()
            for group in self.groups
            if branch.children and (fault := self._fault(branch.line, branch.children, group))
        ]

    @cached_property
    def total_line(self) -> Line | None:
        """全表的合计行；换页重复的算一行，几行数不同又没有“总计”的，不知道是哪一行。"""
        totals = self.tree.totals
        grand = [line for line in totals if "总计" in line.name.text]
        distinct = {line.initial.total.number for line in grand or totals}
        return (*grand, *totals)[0] if len(distinct) == 1 else None

    @cached_property
    def total_faults(self) -> list[SumFault]:
        """合计行与第一级各行不合的。"""
        tree, total = self.tree, self.total_line
        if total is None or not tree.roots:
            return []
        if self.table.spec.by_subject and not tree.by_code:
            return []  # 没有编码，不知道哪几行是第一级
        with_uncoded = [*(root.line for root in tree.roots), *tree.uncoded]
        return [
            fault
            for group in self.groups
            if (fault := self._fault(total, tree.roots, group, with_uncoded)) is not None
        ]

    @cached_property
    def side_faults(self) -> list[SumFault]:
        """收支总表：本年合计、总计与应加成它的各行不合的。"""
        return [
            fault
            for side in _SIDES
            for whole, parts in _side_sums(self.table, side)
            for group in self.groups
            if (fault := self._fault(whole, parts, group, _without_details(parts))) is not None
        ]

    @cached_property
    def faults(self) -> list[SumFault]:
        """上下加不上的全部。"""
        if self.table.spec.shape is Shape.TWO_SIDED:
            return self.side_faults
        return [*self.parent_faults, *self.total_faults]

    @cached_property
    def suspects(self) -> set[tuple[int, str]]:
        """金额多半填错的行（行号、哪一边）：上下加不上，增减也正好差这么多。"""
        return {
            (each.suspect.row, each.suspect.side)
            for each in self.faults
            if each.suspect is not None
        }

    def change_fault(self, line: Line, split: str) -> Difference | None:
        """增减 ≠ 调整 − 年初；年初、调整都空着的为 ``None``。"""
        initial, adjusted, change = (
            getattr(line.amounts_of(group), split) for group in ("initial", "adjusted", "change")
        )
        places = {entry.place for entry in (initial, adjusted, change)}
        if not (initial.exists and adjusted.exists and change.exists) or len(places) < 3:
            return None  # 几栏并成一格的也不比
        return difference(change, [adjusted], [initial])

    def _fault(
        self, whole: Line, below: Sequence[Branch], group: str, otherwise: Sequence[Line] = ()
    ) -> SumFault | None:
        """``otherwise`` 是另一种加法的各行，也加不上才算不合。"""
        parts = tuple(branch.line for branch in below)
        if any(self.is_line_off(line, group) for line in (whole, *parts)):
            return None  # 行内就不合，由 PX417 报
        if any(map(_is_unfilled, parts)):
            return None  # 有增减而没有填年初、调整，由 PX423 报
        at_most = any(branch.partial for branch in below) and not self._is_listed_in_full(
            whole, parts
        )
        found: dict[str, Difference] = {}
        for split in SPLITS:
            off = difference(_entry(whole, group, split), _entries_of(parts, group, split))
            if off is None or (at_most and off.expected <= off.found):
                continue
            others = (_once(parts), _leaves(below), otherwise)
            if any(_fits(whole, lines, group, split) for lines in others):
                continue
            if off.found and off.expected == 2 * off.found:
                continue  # 没有序号的标题行与它的明细各加了一遍
            found[split] = off
        real = {split: off for split, off in found.items() if not off.rounded}
        if not found:
            return None
        suspects = (self._suspect((whole, *parts), split, off) for split, off in real.items())
        suspect = next(filter(None, suspects), None)
        return SumFault(whole, parts, group, real or found, suspect)

    def _is_listed_in_full(self, whole: Line, parts: Sequence[Line]) -> bool:
        """“其中”的各行（不止一行、都不是零）在某一栏正好加成上级：列全了，别的栏也应如此。"""
        return len(parts) > 1 and any(
            all(entry.number for entry in entries)
            and difference(_entry(whole, group, "total"), entries) is None
            for group in self.groups
            if (entries := _entries_of(parts, group, "total"))
        )

    def _suspect(self, lines: Sequence[Line], split: str, off: Difference) -> Line | None:
        for line in lines:
            change = self.change_fault(line, split)
            if change is not None and not change.rounded and change.gap == off.gap:
                return line
        return None


def budget_sums(subject: Subject) -> BudgetSums:
    """这张预算表里加不上的各处；几条规则用同一份。"""
    return subject.once(_budget_sums)


def _budget_sums(subject: Subject) -> BudgetSums:
    return BudgetSums(subject.table)


def fault_hit(
    sums: BudgetSums, fault: SumFault, below: str, *, kind: str = "", after: str = ""
) -> Hit:
    """一处加不上写成的问题。

    ``below`` 是那几行的叫法，如 下级科目；``kind``、``after`` 写在这一行名称的前后，如 科目、行。
    """
    offs = fault.differences
    first = next(iter(offs.values()))
    return Hit(
        [_entry(fault.whole, fault.group, split) for split in offs],
        found=first.found,
        expected=first.expected,
        message=_fault_told(sums, fault, f"{kind}{row_called(name_of(fault.whole))}{after}", below),
        severity=first.severity if fault.rounded else None,
        related=[entry for split in offs for entry in _entries_of(fault.parts, fault.group, split)],
    )


def _fault_told(sums: BudgetSums, fault: SumFault, whole: str, below: str) -> str:
    """哪一栏的 ``whole`` 与 ``below`` 之和差多少，多半错在哪一行。"""
    split_names = SPLITS if sums.table.spec.by_subject else dict.fromkeys(SPLITS, "")
    told = "；".join(
        f"{split_names[split]}为 {grouped(off.found)}，{below}之和 {grouped(off.expected)}，"
        f"{off.gap_in(sums.table.money_unit)}"
        for split, off in fault.differences.items()
    )
    rounding = f"，{WITHIN_ROUNDING}" if fault.rounded else ""
    message = f"{sums.groups[fault.group]}：{whole}{told}{rounding}。"
    if fault.suspect is None:
        return message
    return f"{message}{row_called(name_of(fault.suspect))}的增减也差这么多，多半是这一行填错。"


def name_of(line: Line) -> str:
    """一行的叫法：编码和名称。"""
    return " ".join(filter(None, (code_of(line), line.name.text.strip())))


def _side_sums(table: Table, side: str) -> Iterator[tuple[Line, list[Branch]]]:
    """收支总表一边的本年合计、总计，和各自应加的行。"""
    word = _SIDES[side]
    lines = [line for line in table.lines if line.side == side and not is_hint_line(line)]
    waiting: list[Line] = []
    sums: list[Branch] = []
    year = _year_subtotal(lines)
    for line in lines:
        name = compact(line.name.text)
        if line is not year and not _is_whole(name):
            if not is_subtotal_line(line):
                waiting.append(line)
            continue
        is_last = name.endswith("总计") or (bool(sums) and (word in name or name == "合计"))
        below = [*(sums if is_last else ()), *_first_level(waiting)]
        yield line, below
        if is_last:
            return
        sums, waiting = [*sums, Branch(line, below)], []


def _is_whole(name: str) -> bool:
    return name.endswith(("合计", "总计"))


def _year_subtotal(lines: Sequence[Line]) -> Line | None:
    """一边只有一个小计，下面除了结转就是合计、总计的，是本年合计。"""
    subtotals = [place for place, line in enumerate(lines) if is_subtotal_line(line)]
    if len(subtotals) != 1:
        return None
    place = subtotals[0]
    above, below = lines[:place], [each for each in lines[place + 1 :] if not _is_carried(each)]
    if not above or any(_is_whole(compact(each.name.text)) for each in above):
        return None
    named = compact(lines[place].name.text) in line_sums("year")
    closed = bool(below) and _is_whole(compact(below[0].name.text))
    return lines[place] if named and closed else None


def _first_level(lines: Sequence[Line]) -> list[Branch]:
    """第一级各行；上年结转一类没有序号，也是第一级。"""
    carried = [line for line in lines if _is_carried(line)]
    numbered = [line for line in lines if line not in carried]
    whole = [line for line in carried if not line.name.text.strip().startswith("其中")]
    return [*branches_by_ordinal(numbered), *map(Branch, whole)]


def _without_details(branches: Sequence[Branch]) -> list[Line]:
    """只留第一个结转行：后面几行可能是它的明细。"""
    carried = [branch.line for branch in branches if _is_carried(branch.line)]
    return [branch.line for branch in branches if branch.line not in carried[1:]]


def _is_carried(line: Line) -> bool:
    return any(word in line.name.text for word in _CARRIED)


def _entry(line: Line, group: str, split: str) -> Entry:
    found: Entry = getattr(line.amounts_of(group), split)
    return found


def _entries_of(lines: Sequence[Line], group: str, split: str) -> list[Entry]:
    return [_entry(line, group, split) for line in lines]


def _fits(whole: Line, lines: Sequence[Line], group: str, split: str) -> bool:
    """换一种加法正好加得上。"""
    entries = _entries_of(lines, group, split)
    said = any(entry.number is not None for entry in entries)
    return said and difference(_entry(whole, group, split), entries) is None


def _is_unfilled(line: Line) -> bool:
    entries = (line.initial.total, line.adjusted.total)
    return bool(line.change.total.number) and all(
        entry.exists and entry.number is None for entry in entries
    )


def _leaves(below: Sequence[Branch]) -> list[Line]:
    return [line for branch in below for line in branch.leaves()]


def _once(lines: Sequence[Line]) -> list[Line]:
    """换页重复的一行（编码、名称、金额都相同）只算一次。"""
    seen: dict[tuple[str, str, tuple[Decimal | None, ...]], Line] = {}
    for line in lines:
        amounts = tuple(entry.number for entry in (*line.initial, *line.adjusted))
        seen.setdefault((code_of(line), line.name.text, amounts), line)
    return list(seen.values())
