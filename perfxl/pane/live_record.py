"""改动记录写进开着的工作簿：记在哪一张表，哪几格要写；照记录放回时写什么。与加载项写的、认的是同一张。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from perfxl.actions.restore import Restoring, kept_anew, last_kept, restoring
from perfxl.contract.pane import LiveEditJson, LiveRecordJson
from perfxl.hosts.file_book import stored_formats
from perfxl.model.address import cell_address, column_letters
from perfxl.model.edit import Edit
from perfxl.model.grid import Grid
from perfxl.model.workbook import Workbook
from perfxl.pane.grid_contents import GridContents
from perfxl.plans.stored_edits import as_stored
from perfxl.plans.written_lists import written_lines
from perfxl.rendering.change_record import (
    FIRST_ROW,
    RECORD_COLUMNS,
    SHOWN_COLUMNS,
    KeptChange,
    record_list,
)
from perfxl.rendering.output_names import RECORD_SHEET

_WIDTHS = [column.width + 2 for column in RECORD_COLUMNS]
_HIDDEN = f"{column_letters(len(SHOWN_COLUMNS) + 1)}:{column_letters(len(RECORD_COLUMNS))}"


class RecordThere:
    """快照里的改动记录：在哪张表，记着哪几行；还没有的，要加的那张叫什么。"""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._grid = _record_grid(workbook)
        self.sheet = self._grid.name if self._grid is not None else _free_name(workbook)
        self._rows = [] if self._grid is None else list(_rows(self._grid))
        self._kept = [kept for row in self._rows if (kept := KeptChange.read(row)) is not None]
        self._contents = {grid.name: GridContents(grid) for grid in workbook.grids}

    def made(self, path: Path, edits: Sequence[Edit]) -> list[Edit]:
        """``edits`` 折成该存的，连同快照 ``path`` 里各格原来的内容。"""
        formats = stored_formats(path, edits)
        return [
            _with_content(as_stored(edit, formats[edit.place]), self._contents[edit.sheet])
            for edit in edits
        ]

    def with_changes(self, made: Sequence[Edit], command: str, now: datetime) -> LiveRecordJson:
        """记下 ``command`` 要写的各格（``made`` 给的）。"""
        moment = now.strftime("%Y-%m-%d %H:%M:%S")
        return self._written(kept_anew(self._kept, made, self._contents, command, moment))

    def restored(self) -> tuple[Restoring, LiveRecordJson]:
        """最近一次命令要放回的，和放回以后的记录；没有的抛 ``NotRestorableError``。"""
        batch, planted = last_kept(self._kept, list(self._contents))
        found = restoring(self._kept, batch, self._contents, planted)
        return found, self._written(found.rest)

    def _written(self, kept: Sequence[KeptChange]) -> LiveRecordJson:
        adds = self._grid is None
        return LiveRecordJson(
            sheet=self.sheet,
            adds=adds,
            widths=_WIDTHS if adds else [],
            hidden=_HIDDEN if adds else "",
            cells=list(self._cells(kept)),
            drops=not kept and self._is_as_written,
        )

    def _cells(self, kept: Sequence[KeptChange]) -> Iterator[LiveEditJson]:
        """要写的各格：没有变的几行不写，多出来的几行清空。"""
        wanted = record_list(kept)
        titles, *lines = written_lines(wanted)
        if self._grid is None:
            yield self._cell(1, 1, f"perfxl {wanted.heading}")
            yield from (self._cell(2, column, title) for column, title in enumerate(titles, 1))
        for place, (each, line) in enumerate(zip(kept, lines, strict=True)):
            there = KeptChange.read(self._rows[place]) if place < len(self._rows) else None
            if there != each:
                yield from self._row(place, line)
        for place in range(len(kept), len(self._rows)):
            yield from self._row(place, [None] * len(RECORD_COLUMNS))

    def _row(self, place: int, line: Sequence[Any]) -> Iterator[LiveEditJson]:
        return (
            self._cell(FIRST_ROW + place, column, value) for column, value in enumerate(line, 1)
        )

    def _cell(self, row: int, column: int, value: Any) -> LiveEditJson:
        return LiveEditJson(sheet=self.sheet, cell=cell_address(row, column), value=value)

    @property
    def _is_as_written(self) -> bool:
        """栏名是自己写的那几个，旁边没有用户加的：全部放回以后，这张表可以删去。"""
        grid = self._grid
        if grid is None or grid.last_column > len(RECORD_COLUMNS):
            return False
        titles = [grid.text(2, column) for column in range(1, len(RECORD_COLUMNS) + 1)]
        return titles == [column.title for column in RECORD_COLUMNS]


def _with_content(edit: Edit, contents: GridContents) -> Edit:
    before, was = contents.content(edit.row, edit.column)
    return replace(edit, before=before, was=was)


def _record_grid(workbook: Workbook) -> Grid | None:
    """最后面的一张；改了名也还是记录。"""
    for grid in reversed(workbook.grids):
        if grid.text(1, 1).startswith(f"perfxl {RECORD_SHEET}"):
            return grid
    return None


def _free_name(workbook: Workbook) -> str:
    taken = {grid.name.lower() for grid in workbook.grids}
    name, number = RECORD_SHEET, 2
    while name.lower() in taken:
        name, number = f"{RECORD_SHEET}({number})", number + 1
    return name


def _rows(grid: Grid) -> Iterator[list[Any]]:
    contents = GridContents(grid)
    for row in range(FIRST_ROW, grid.last_row + 1):
        yield [contents.value(row, column) for column in range(1, len(RECORD_COLUMNS) + 1)]
