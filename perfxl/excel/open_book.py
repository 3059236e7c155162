"""开着的一个工作簿：读、写改动、另存一份快照。

读的是快照：照现在的样子另存到只有本人看得见的临时文件夹，交给读文件的那一个读者，所以与命令行读的一个样，
也不管多大的工作簿都只有几次往返。另存不了的（受保护的视图、单位的规定、打开密码）逐表问 Excel。
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from perfxl.excel.book_path import full_name
from perfxl.excel.cell_writer import as_made, contents_of, formats_of, write_all
from perfxl.excel.chosen_profile import named_profile
from perfxl.excel.result_sheet import is_result_sheet
from perfxl.excel.session import RefusedError, is_busy
from perfxl.excel.sheet_reader import Pause, go_on, read_sheet
from perfxl.hosts.book import refuse_left
from perfxl.hosts.marks_there import MarksThere, marks_there
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.whole_file import written_whole
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.edit import Edit
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.workbook import Workbook

SaveCopy = Callable[[xw.Book, Path], None]


def save_excel_copy(book: xw.Book, path: Path) -> None:
    """Excel 自己另存一份，开着的还是原来那一份。"""
    book.api.SaveCopyAs(str(path))


def snapshot_name(book: xw.Book) -> str:
    """快照的文件名：只留后缀（Excel 不肯存名字里有方括号的）；没有保存过的没有后缀，读时看内容。"""
    return f"snapshot{Path(book.name).suffix or '.xlsx'}"


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
        """现在的内容；读快照，另存不了的逐表问。"""
        return self._read(with_marks=False)[0]

    def read_with_marks(self) -> tuple[Workbook, MarksThere | None]:
        """连同各表已有的标记；逐表问的不知道，为 ``None``。"""
        return self._read(with_marks=True)

    def _read(self, *, with_marks: bool) -> tuple[Workbook, MarksThere | None]:
        self._progress("另存一份来读")
        return self._read_snapshot(with_marks=with_marks) or (self._read_sheets(), None)

    def _read_snapshot(self, *, with_marks: bool) -> tuple[Workbook, MarksThere | None] | None:
        """另存一份读；另存不了、存的读不了（加了密）的为 ``None``。"""
        try:
            with temporary_folder() as folder:
                path = folder / snapshot_name(self.book)
                self._save_copy(self.book, path)
                workbook = read_workbook(path)
                marks = marks_there(path, workbook) if with_marks else None
        except (NotWritableError, UnreadableFileError):
            return None
        except Exception as error:
            if is_busy(error):
                raise
            return None
        return replace(workbook, file=full_name(self.book), stamp=None), marks

    def _read_sheets(self) -> Workbook:
        """逐表问 Excel；自己写的结果表不读。"""
        sheets = [sheet for sheet in self.book.sheets if not is_result_sheet(sheet)]
        grids = []
        for number, sheet in enumerate(sheets, 1):
            self._progress(f"读第{number}张表，共{len(sheets)}张：{sheet.name}")
            grids.append(read_sheet(sheet, self._pause))
        return Workbook(full_name(self.book), tuple(grids), named_profile(self.book))

    def apply(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """写各处改动；有一处写不进的，已写的放回，抛 ``NotWritableError``。"""
        refuse_left(edits)
        formats = formats_of(self.book, edits, every=True)
        made = as_made(edits, contents_of(self.book, edits), formats)
        try:
            write_all(self.book, made, formats)
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
