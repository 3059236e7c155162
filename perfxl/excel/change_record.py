"""改动记录：命令改了哪些格，原来是什么，记在“改动记录”表里；“还原”照它放回去。一行是什么样见 ``rendering.change_record``。"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import xlwings as xw

from perfxl.actions.restore import Restoring, kept_anew, last_kept, restoring
from perfxl.actions.restore import last_batch as last_batch_of
from perfxl.excel.cell_values import values_of
from perfxl.excel.cell_writer import as_made, contents_of, formats_of, write_all
from perfxl.excel.result_sheet import find_result_sheet, remove_result_sheet, write_result_sheet
from perfxl.excel.session import RefusedError
from perfxl.model.edit import Edit, EditKind
from perfxl.rendering.change_record import (
    FIRST_ROW,
    RECORD_COLUMNS,
    SHOWN_COLUMNS,
    KeptChange,
    record_list,
)
from perfxl.rendering.output_names import RECORD_SHEET


@dataclass(frozen=True)
class Changed:
    """写了的各处，连同原内容；``as_text`` 是写了数、而 Excel 照格式（“文本”）存成了文字的各处。"""

    edits: tuple[Edit, ...] = ()
    as_text: tuple[str, ...] = ()


def apply_changes(
    book: xw.Book, command: str, edits: Sequence[Edit], *, continuing: bool = False
) -> Changed:
    """先记下原内容，再写；写不进时放回已写的，抛 ``RefusedError``。

    ``continuing`` 把这些改动并进刚才那一次命令，还原时一起放回。
    """
    if not edits:
        return Changed()
    kept = _read_record(book)
    moment = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    contents = contents_of(book, edits)
    formats = formats_of(book, edits, every=True)
    made = as_made(edits, contents, formats)
    _write_record(book, kept_anew(kept, made, contents, command, moment, continuing=continuing))
    try:
        write_all(book, made, formats)
    except RefusedError:
        _write_record(book, kept)
        raise
    as_text = tuple(
        edit.named_place
        for edit in made
        if edit.kind is EditKind.NUMBER and formats.get((edit.sheet, edit.row, edit.column)) == "@"
    )
    return Changed(made, as_text)


def restore_last(book: xw.Book) -> Restoring:
    """放回最近一次命令的原内容；没有记录、写不进的抛 ``PerfxlError``。后来又改过的格不动。"""
    kept = _read_record(book)
    batch, planted = last_kept(kept, [sheet.name for sheet in book.sheets])
    _write_record(book, kept)  # 记录写不进就不要动手
    contents = contents_of(book, [each.edit for each in batch])
    found = restoring(kept, batch, contents, planted)
    if found.back:
        write_all(book, as_made(found.back, contents, {}))
        _write_record(book, found.rest)
    return found


def record_name(book: xw.Book) -> str:
    """记着改动的那张表的名字。"""
    sheet = find_result_sheet(book, RECORD_SHEET, renamed=True)
    return RECORD_SHEET if sheet is None else str(sheet.name)


def last_batch(book: xw.Book) -> int:
    """这台电脑最近一次改动的序号；没有记录为 0。"""
    return last_batch_of(_read_record(book))


def _read_record(book: xw.Book) -> list[KeptChange]:
    sheet = find_result_sheet(book, RECORD_SHEET, renamed=True)
    if sheet is None:
        return []
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    if last < FIRST_ROW:
        return []
    rows = values_of(sheet.range((FIRST_ROW, 1), (last, len(RECORD_COLUMNS))))
    # 首尾的空格、换行也是内容，不去掉。
    return [kept for row in rows if (kept := KeptChange.read(row)) is not None]


def _write_record(book: xw.Book, kept: Sequence[KeptChange]) -> None:
    if not kept:
        if find_result_sheet(book, RECORD_SHEET, renamed=True) is None:
            return
        # 结构受保护的工作簿删不了表，留一张空的。
        with suppress(RefusedError):
            if remove_result_sheet(book, RECORD_SHEET, RECORD_COLUMNS):
                return
    sheet = write_result_sheet(book, record_list(kept), renamed=True)
    with suppress(Exception):  # 藏不了的宿主，多看见几栏，不碍事
        hidden = sheet.range((1, len(SHOWN_COLUMNS) + 1), (1, len(RECORD_COLUMNS)))
        hidden.columns.hidden = True
