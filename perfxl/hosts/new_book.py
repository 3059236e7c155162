"""存一本 openpyxl 的新书：写完整再换到位，不写临时文件，也不看系统时钟。"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import RelationshipList, get_rels_path
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from perfxl.hosts.long_sheets import LongSheetWriter
from perfxl.hosts.outputs import Output
from perfxl.hosts.whole_file import written_whole

# zip 里最早能写的日期；时钟坏了、停在 1970 年的电脑上，照时钟写会出错。
_EARLIEST = (1980, 1, 1, 0, 0, 0)


# 一张工作表怎样写：照 openpyxl 的，或自己一行一行写的。
SheetWriter = Callable[[Any, Any], LongSheetWriter]


def save_new_book(
    book: Workbook,
    target: Path | Output,
    sources: Iterable[Path] = (),
    writers: Mapping[str, SheetWriter] | None = None,
) -> None:
    """写成 ``target``；写不成抛 ``NotWritableError``。``writers`` 是各工作表（照名字）另有的写法。"""
    with (
        written_whole(target, sources=sources) as temporary,
        _UndatedZip(temporary, "w", ZIP_DEFLATED) as archive,
    ):
        _InMemoryWriter(book, archive, writers or {}).save()


def book_bytes(book: Workbook, writers: Mapping[str, SheetWriter] | None = None) -> bytes:
    """存成的 .xlsx 的内容；``writers`` 同 ``save_new_book``。"""
    content = BytesIO()
    _InMemoryWriter(book, _UndatedZip(content, "w", ZIP_DEFLATED), writers or {}).save()
    return content.getvalue()


class _InMemoryWriter(ExcelWriter):
    """openpyxl 把每张工作表先写进系统的临时文件夹：那里满了写不成，中途中止还会留下。"""

    _archive: ZipFile

    def __init__(
        self, book: Workbook, archive: ZipFile, writers: Mapping[str, SheetWriter]
    ) -> None:
        super().__init__(book, archive)
        self._writers = writers

    def write_worksheet(self, ws: Any) -> None:
        """照 openpyxl 3.1 的原样，只是写在内存里；自己一行一行写的，直接写进包里。"""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        own = self._writers.get(ws.title)
        if own is not None:
            with self._archive.open(ws.path[1:], "w") as part:
                writer = own(ws, part)
                writer.write()
            self._write_relations(ws, writer.relations())
        else:
            content = BytesIO()
            usual: Any = WorksheetWriter(ws, content)
            usual.write()
            ws._rels = usual._rels
            self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)

    def _write_relations(self, ws: Any, pieces: Iterator[str]) -> None:
        """一段一段地写，不成 openpyxl 的对象；没有的不写。"""
        ws._rels = RelationshipList()
        first = next(pieces, "")
        if first:
            place: Any = get_rels_path
            with self._archive.open(place(ws.path)[1:], "w") as part:
                for piece in chain([first], pieces):
                    part.write(piece.encode())


class _UndatedZip(ZipFile):
    """各部件都写同一个日期：同样的内容得到同样的文件。"""

    def open(self, name: Any, mode: Any = "r", *how: Any, **more: Any) -> Any:
        if mode == "w" and isinstance(name, str):
            name = ZipInfo(name, _EARLIEST)
            name.compress_type = self.compression
        return super().open(name, mode, *how, **more)

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *how: Any) -> None:
        info = zinfo_or_arcname
        if isinstance(info, str):
            info = ZipInfo(info, _EARLIEST)
            info.compress_type = self.compression
        super().writestr(info, data, *how)
