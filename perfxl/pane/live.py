"""动作的结果写成开着的工作簿能照着做的：每格存什么，每张表去掉、加上哪些颜色，每格的批注成什么样。

想的都在这里想完，WPS、Excel 里的脚本只是照做；与加载项写进 Excel 的一样。
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from perfxl.actions.outcome import Outcome
from perfxl.contract.pane import (
    LiveEditJson,
    LiveJson,
    LiveMarksJson,
    LiveNoteJson,
    LiveRuleJson,
    OwnRulesJson,
)
from perfxl.hosts.file_book import stored_formats
from perfxl.hosts.marks_there import marks_there
from perfxl.model.address import cell_address
from perfxl.model.edit import Edit
from perfxl.model.errors import PerfxlError
from perfxl.model.grid import Grid
from perfxl.model.number_format import serial_of_datetime
from perfxl.model.own_notes import is_marked, own_block, without_marks
from perfxl.model.workbook import Workbook
from perfxl.pane.live_record import RecordThere
from perfxl.plans.marks import Mark
from perfxl.plans.own_marks import FOLLOWING, MARK_FORMULA, wanted_notes, wanted_rules
from perfxl.plans.stored_edits import as_stored, handed_over

_OWN = OwnRulesJson(whole=MARK_FORMULA, opening=FOLLOWING)


def live_edits(path: Path, outcome: Outcome) -> LiveJson:
    """``outcome`` 的各处改动；``path`` 是快照，各格的数字格式照它看。旧格式的抛 ``PerfxlError``。"""
    return LiveJson(edits=list(_edits(path, outcome.edits)), marks=[], own_rules=_OWN)


def live_changes(
    path: Path, workbook: Workbook, outcome: Outcome, command: str, now: datetime
) -> LiveJson:
    """同 ``live_edits``，连同先要写的改动记录：命令叫 ``command``。"""
    live = live_edits(path, outcome)
    if not outcome.edits:
        return live
    record = RecordThere(workbook)
    made = record.made(path, outcome.edits)
    return LiveJson.alike(live, record=record.with_changes(made, command, now))


def live_restored(path: Path, workbook: Workbook) -> tuple[str, LiveJson]:
    """照改动记录放回最近一次命令以前的：说的话，要写的；没有的抛 ``NotRestorableError``。"""
    there = RecordThere(workbook)
    found, record = there.restored()
    live = live_edits(path, Outcome(edits=found.back))
    said = found.said(there.sheet)
    return said, LiveJson.alike(live, record=record) if found.back else live


def live_marks(path: Path, workbook: Workbook, marks: Sequence[Mark]) -> LiveJson:
    """各表的标记要变成 ``marks``；``workbook`` 是从快照 ``path`` 读的，已有的标记照它看。"""
    there = marks_there(path, workbook)
    changed = []
    for grid in workbook.grids:
        here = [each for each in marks if each.sheet == grid.name]
        own = there[grid.name] if there is not None else None
        # 没有要标的，批注里还留着改过的一段，也要去掉头尾。
        left_over = not here and any(is_marked(text) for text in grid.comments.values())
        if own is None or left_over or not own.are(here):
            changed.append(_sheet(grid, here, clears=own is None or bool(own.rules)))
    return LiveJson(edits=[], marks=changed, own_rules=_OWN)


def _edits(path: Path, edits: Sequence[Edit]) -> Iterator[LiveEditJson]:
    if not edits:
        return
    if path.suffix.lower() in (".xls", ".et"):
        raise PerfxlError(
            "旧格式（.xls、.et）的工作簿看不全各格的数字格式，没有改动；请另存为 .xlsx，再在窗格里改。"
        )
    formats = stored_formats(path, edits)
    for edit in edits:
        code = formats[edit.place]
        value = handed_over(as_stored(edit, code), code)
        if isinstance(value, datetime):
            value = float(serial_of_datetime(value))
        yield LiveEditJson(sheet=edit.sheet, cell=edit.cell, value=value)


def _sheet(grid: Grid, marks: Sequence[Mark], *, clears: bool) -> LiveMarksJson:
    comments = {cell_address(*place): text for place, text in grid.comments.items()}
    return LiveMarksJson(
        sheet=grid.name,
        clears=clears,
        rules=[
            LiveRuleJson(areas=areas, formula=formula, colour=colour)
            for areas, formula, colour in wanted_rules(marks)
        ],
        notes=list(_notes(comments, wanted_notes(marks))),
    )


def _notes(comments: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[LiveNoteJson]:
    """要变的各格：用户自己写的留着，校验的一段接在后面。"""
    marked = [cell for cell, text in comments.items() if is_marked(text)]
    for cell in dict.fromkeys((*marked, *wanted)):
        before = comments.get(cell, "")
        left = without_marks(before)
        own = own_block(wanted[cell]) if cell in wanted else ""
        after = f"{left}\n{own}" if left and own else left or own
        if after != before:
            yield LiveNoteJson(cell=cell, before=before, after=after)
