"""一个文件的副本：填好分的、标好问题的、改好的；没有可写的不写。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.actions.fix import FixOutcome, fix
from perfxl.actions.made_edits import MadeEdit, hidden_places, made_edits
from perfxl.actions.mark import mark
from perfxl.actions.score import ScoreOutcome, score
from perfxl.hosts.file_book import previewed, write_changes, write_marks
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.file_result import FileResult
from perfxl.plans.marks import Mark, marked_places

if TYPE_CHECKING:
    from perfxl.many_files.aside import Spool


@dataclass(frozen=True)
class FilledCopy:
    """填好分的副本：写到哪里（没有要改的，没有写，为 ``None``），照的是什么结果，写了的各格。

    ``hidden`` 是写进了哪些隐藏的地方。
    """

    target: Path | None
    outcome: ScoreOutcome
    made: tuple[MadeEdit, ...] = ()
    hidden: tuple[str, ...] = ()


def fill_scores(result: FileResult, target: Path | Output) -> FilledCopy:
    """把算出的分填进副本；表里的分已经与算出的相同的不写副本。写不了时抛 ``NotWritableError``。"""
    outcome = score(result.in_full)
    if not outcome.edits:
        return FilledCopy(None, outcome)
    before = read_workbook(result.path)
    hidden = hidden_places(before, (edit.place for edit in outcome.edits))
    write_changes(result.path, outcome.edits, target, as_read=result.stamp)
    written = written_path(target)
    made = made_edits(outcome.edits, before, read_workbook(written))
    return FilledCopy(written, outcome, made, hidden)


def mark_copy(result: FileResult, target: Path | Output) -> Path | None:
    """写出标好问题的副本，给出写到哪里；没有问题的不写。写不了时抛 ``NotWritableError``。"""
    marks = _marks(result)
    if not marks:
        return None
    write_marks(result.path, marks, target, as_read=result.stamp)
    return written_path(target)


def hidden_marks(result: FileResult) -> tuple[str, ...]:
    """标注会落在哪些隐藏的地方。"""
    return hidden_places(read_workbook(result.path), marked_places(_marks(result)))


def _marks(result: FileResult) -> Sequence[Mark]:
    """放到一边的，轮廓和问题就够了，各行问到时取；读不了的没有副本可写。"""
    if result.assessment is None:
        raise ValueError(f"{result.path} was not read: {result.why}")
    return mark(result.assessment).marks


@dataclass(frozen=True)
class FixedCopy:
    """改正的副本：写到哪里（没有可改的，没有写，为 ``None``），照的是什么结果，改后重查的结果（文件名仍是原件的）。"""

    target: Path | None
    outcome: FixOutcome
    after: FileResult

    def after_in(self, spool: "Spool") -> "FixedCopy":
        """改后重查的放进 ``spool``；改了哪几格、留给人改的照旧。"""
        from perfxl.many_files.parting import parted, put_aside  # 文件不多的用不着

        aside = put_aside(parted(self.after, packs=spool.packs), spool, self.after.path)
        return replace(self, outcome=replace(self.outcome, after=None), after=aside)


def fix_copy(
    result: FileResult, target: Path | Output, lists: AcceptanceLists | None = None
) -> FixedCopy:
    """把 ``result`` 里确定的改正写到副本 ``target``；没有可改的不写。``lists`` 说认哪些认可清单。

    写不了时抛 ``NotWritableError``，原件读不了了抛 ``UnreadableFileError``。
    """
    lists = lists or AcceptanceLists()
    outcome = fix(
        read_workbook(result.path),
        result.in_full,
        lists.beside(result.path),
        ignoring=lists.ignoring,
        instead=lists.instead is not None,
        preview=previewed(result.path, result.stamp),
    )
    after = FileResult(result.path, outcome.after)
    if not outcome.edits:
        return FixedCopy(None, outcome, after)
    write_changes(result.path, outcome.edits, target, as_read=result.stamp)
    return FixedCopy(written_path(target), outcome, after)
