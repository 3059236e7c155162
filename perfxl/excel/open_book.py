"""开着的一个工作簿：读、写改动、另存一份快照。"""

from collections.abc import Callable, Sequence
from pathlib import Path

import xlwings as xw

from perfxl.excel.book_path import full_name
from perfxl.excel.cell_writer import as_made, write_all
from perfxl.excel.result_sheet import is_result_sheet
from perfxl.excel.session import RefusedError
from perfxl.excel.sheet_reader import Pause, go_on, read_sheet
from perfxl.hosts.book import refuse_left
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.whole_file import written_whole
from perfxl.model.edit import Edit
from perfxl.model.file_faults import NotWritableError
from perfxl.model.workbook import Workbook

SaveCopy = Callable[[xw.Book, Path], None]


def save_excel_copy(book: xw.Book, path: Path) -> None:
    """Excel 自己另存一份，开着的还是原来那一份。"""
    book.api.SaveCopyAs(str(path))


class OpenBook:
    """``pause`` 每问一次 Excel 前调用，``progress`` 每读一张表前说一句；都可以抛异常来中止。"""

    def __init__(
        self,
        book: xw.Book,
        pause: Pause = go_on,
        progress: Callable[[str], None] = lambda said: None,
        *,
        save_copy: SaveCopy = save_excel_copy,
    ) -> None:
        self.book = book
        self._pause = pause
        self._progress = progress
        self._save_copy = save_copy

    def read(self) -> Workbook:
        """各工作表现在的内容，自己写的结果表不读。"""
        sheets = [sheet for sheet in self.book.sheets if not is_result_sheet(sheet)]
        grids = []
        for number, sheet in enumerate(sheets, 1):
            self._progress(f"读第{number}张表，共{len(sheets)}张：{sheet.name}")
            grids.append(read_sheet(sheet, self._pause))
        return Workbook(full_name(self.book), tuple(grids))

    def apply(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """写各处改动；有一处写不进的，已写的放回，抛 ``NotWritableError``。"""
        refuse_left(edits)
        made = tuple(as_made(self.book, edit) for edit in edits)
        try:
            write_all(self.book, made)
        except RefusedError as error:
            raise NotWritableError(str(error)) from error
        return made

    def save_snapshot(self, target: Path | Output) -> Path:
        """照现在的样子另存一份；开着的不变，也还没有保存。"""
        with written_whole(target) as temporary:
            try:
                self._save_copy(self.book, temporary)
            except Exception as error:
                raise NotWritableError(
                    f"“{self.book.name}”另存不了副本；请在“文件—另存为”里存一份再试。"
                ) from error
        return written_path(target)
