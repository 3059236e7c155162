"""备好的模板：打开、去掉说明、各行做成半成品；同一个模板写许多份，这些只做一遍。"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.styles import EditedStyles
from perfxl.hosts.row_texts import LaidRows, RowTexts
from perfxl.hosts.source_file import stamp_of
from perfxl.hosts.template_notes import without_notes
from perfxl.model.address import Block
from perfxl.model.arrangement import Axis
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.workbook import Stamp
from perfxl.plans.template import TemplateError

# 去掉栏的各种去法，一个模板至多记这么多种。
_MOST_LAID = 32


class LaidTemplate(NamedTuple):
    """去掉几栏以后的模板；各行做不成半成品的，``rows`` 为 ``None``，各行还在工作表里。"""

    book: EditedBook
    rows: LaidRows | None


class ReadyTemplate:
    """一个模板；``texts`` 是各行的半成品，工作表里就不再有行，做不成的（见 ``RowTexts.of``）为 ``None``。"""

    def __init__(self, book: EditedBook) -> None:
        _as_workbook(book)
        without_notes(book)
        sheet = book.sheet(book.sheet_names[0])
        self._book = book
        self._laid: dict[tuple[int, ...], LaidTemplate] = {}
        self.texts = RowTexts.of(sheet)
        if self.texts is not None:
            sheet.clear_rows()

    def laid(self, columns: Axis) -> LaidTemplate:
        """照 ``columns`` 去掉几栏的；得到的工作簿不许改，要写的从它 ``copied``。"""
        found = self._laid.get(columns.sources)
        if found is None:
            if len(self._laid) >= _MOST_LAID:
                self._laid.clear()
            found = self._laid[columns.sources] = self._laid_out(columns)
        return found

    def _laid_out(self, columns: Axis) -> LaidTemplate:
        book = self._book.copied()
        if self.texts is None:
            return LaidTemplate(book, None)
        rows = laid_rows(self.texts, book, book.sheet_names[0], columns)
        for style in {*rows.edges.values(), *self.texts.styles}:
            book.styles.number_format(style)  # 查过的记着，写的时候就不必再拆样式表
        book.package.settle()
        return LaidTemplate(book, rows)


class RowsInBook:
    """写一个工作簿时各模板的半成品：同一模板、去掉同样几栏的合用。``book`` 由备好的 ``first`` 照抄来。"""

    def __init__(self, book: EditedBook, first: Path, ready: ReadyTemplate) -> None:
        self._book = book
        self._texts = {first: ready.texts}
        self._laid: dict[tuple[Path, tuple[int, ...]], LaidRows] = {}

    def of(self, path: Path, name: str, columns: Axis) -> LaidRows | None:
        """照模板 ``path`` 写的工作表 ``name`` 的；``name`` 刚复制来，还没有改。"""
        if path not in self._texts:
            self._texts[path] = RowTexts.of(self._book.sheet(name))
        texts, key = self._texts[path], (path, columns.sources)
        if texts is None:
            return None
        if key not in self._laid:
            self._laid[key] = laid_rows(texts, self._book, name, columns)
        return self._laid[key]


def laid_rows(texts: RowTexts, book: EditedBook, name: str, columns: Axis) -> LaidRows:
    """``book`` 里由模板复制来的工作表 ``name``，去掉几栏以后的各行。"""
    edges = kept_edges(book.sheet(name).merged(), texts.style, book.styles, columns)
    return LaidRows(texts, columns, edges)


def ready_template(path: Path) -> ReadyTemplate:
    """一个模板备好的样子；打不开的抛 ``NotWritableError``，不能用的抛 ``TemplateError``。"""
    try:
        stamp = stamp_of(path.stat())
    except OSError as error:
        raise NotWritableError(str(UnreadableFileError.because(path, error))) from error
    return _ready(path, stamp)


@lru_cache(maxsize=32)
def _ready(path: Path, stamp: Stamp) -> ReadyTemplate:
    """``stamp`` 是文件现在的样子，改过的重做。"""
    return ReadyTemplate(EditedBook.open(path, stamp))


def _as_workbook(book: EditedBook) -> None:
    """.xltx 模板写成普通工作簿；带宏的模板不能写成 .xlsx。"""
    part = book.package.book_part
    kind = book.package.content_type(part)
    if "macroEnabled" in kind:
        raise TemplateError(
            f"模板“{book.package.path.name}”带着宏，成表是不带宏的 .xlsx；请把模板另存为 .xlsx 再用。"
        )
    if "template.main" in kind:
        book.package.declare(part, kind.replace("template.main", "sheet.main"))


def kept_edges(
    merged: Iterable[Block],
    style_of: Callable[[int, int], int],
    styles: EditedStyles,
    columns: Axis,
) -> dict[tuple[int, int], int]:
    """合并块最左、最右一列去掉了的，那一边的框线画到留下的列上：模板的格 → 样式号。

    最左一列去掉的，块里的字挪到留下的第一列，字体、对齐、数字格式也跟着挪。
    """
    found: dict[tuple[int, int], int] = {}
    for block in merged if not columns.is_same else ():
        kept = [each for each in range(block.left, block.right + 1) if columns.outputs(each)]
        if not kept:
            continue
        for side, edge, at in (("left", block.left, kept[0]), ("right", block.right, kept[-1])):
            for row in range(block.top, block.bottom + 1) if at != edge else ():
                own = found.get((row, at)) or style_of(row, edge if side == "left" else at)
                found[row, at] = styles.with_edge(own, style_of(row, edge), side)
    return found
