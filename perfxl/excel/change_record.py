"""改动记录：命令改了哪些格，原来是什么，记在“改动记录”表里；“还原”照它放回去。

记录表是用户看得见的工作表：哪天、哪个命令、哪一格、原来的和现在的，都能核对，也可以自己删掉。
放回去靠的几栏（类型、所在行的样子、记号）藏着。每行有记号，别处写来的、改过的行认得出来，一格也不照它写。
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Self
from zlib import crc32

import xlwings as xw

from perfxl.excel.cell_values import is_formula, values_of
from perfxl.excel.cell_writer import (
    SheetContents,
    as_made,
    contents_of,
    formats_of,
    write_all,
)
from perfxl.excel.result_sheet import find_result_sheet, remove_result_sheet, write_result_sheet
from perfxl.excel.session import RefusedError
from perfxl.functions.arguments import cell_text
from perfxl.grammar import amount
from perfxl.model.address import column_letters, parse_address
from perfxl.model.edit import CellContent, Edit, EditKind
from perfxl.plans.lists import CellLink, ListColumn, ListSheet, ListValue
from perfxl.rendering.output_names import RECORD_SHEET
from perfxl.standards.seals import is_sealed, seal

_HEADING = f"{RECORD_SHEET}（“还原”照此放回，删去本表就不能还原）"
_LINK = ListColumn("转到", 9.0)
_SHOWN = (
    *(ListColumn("次序", 6.0), ListColumn("时间", 19.0), ListColumn("命令", 8.0)),
    *(ListColumn("工作表", 14.0), _LINK, ListColumn("栏目", 12.0)),
    *(ListColumn("原内容", 30.0), ListColumn("现内容", 30.0)),
)
_HIDDEN = (
    *(ListColumn("单元格", 9.0), ListColumn("原类型", 6.0)),
    *(ListColumn("所在行", 10.0), ListColumn("记号", 10.0)),
)
_COLUMNS = (*_SHOWN, *_HIDDEN)
_PLANTED = (
    f"{RECORD_SHEET}里有{{}}行不是这台电脑上的 perfxl 写的，或者后来改过，没有照它写；"
    "原内容都列在表里，可以照着改。"
)
_FIRST_ROW = 3
# 没有放回的那几行的次序。
_UNRESTORED = 0


@dataclass(frozen=True)
class _Kept:
    """记录里的一行：写成文字的一处改动，连同哪一次、哪个命令、那一行认得出的样子、记号。"""

    batch: int
    moment: str
    command: str
    sheet: str
    cell: str
    what: str
    before: str
    kind: str
    after: str
    row_text: str
    seal: str = ""

    @classmethod
    def of(cls, edit: Edit, batch: int, moment: str, command: str, row_text: str) -> Self:
        """记下一处写了的改动。"""
        before = _kept_text(edit.before, edit.was)
        after = edit.after if isinstance(edit.after, str) else cell_text(edit.after)
        where = edit.sheet, edit.cell, edit.what
        kept = cls(batch, moment, command, *where, before, edit.was.value, after, row_text)
        return replace(kept, seal=seal(kept._words))

    @classmethod
    def read(cls, row: Sequence[object]) -> Self | None:
        """记录表里的一行；不成样子的为 ``None``。"""
        if not isinstance(row[0], int | float) or not _is_address(row[8]):
            return None
        texts = [value if isinstance(value, str) else cell_text(value) for value in row]
        _, moment, command, sheet, _, what, before, after, cell, kind, row_text, given = texts
        batch = int(row[0])
        return cls(batch, moment, command, sheet, cell, what, before, kind, after, row_text, given)

    @property
    def is_own(self) -> bool:
        """这台电脑上这个用户写的，后来没有改过。"""
        return is_sealed(self._words, self.seal)

    @property
    def edit(self) -> Edit:
        """照原内容写的一处改动。"""
        kind = next((each for each in EditKind if each.value == self.kind), EditKind.TEXT)
        content = _from_text(self.before, kind)
        return Edit(self.sheet, self.cell, content, self.what, because=(self.command,), kind=kind)

    @property
    def _words(self) -> tuple[str | int, ...]:
        where = self.moment, self.command, self.sheet, self.cell, self.what
        return (self.batch, *where, self.before, self.kind, self.after, self.row_text)

    @property
    def row(self) -> list[ListValue]:
        """记录表里的一行；“转到”由链接填。"""
        shown = (self.moment, self.command, self.sheet, "", self.what, self.before, self.after)
        return [self.batch, *shown, self.cell, self.kind, self.row_text, self.seal]


def apply_changes(
    book: xw.Book, command: str, edits: Sequence[Edit], *, continuing: bool = False
) -> tuple[Edit, ...]:
    """先记下原内容，再写；写不进时放回已写的，抛 ``RefusedError``。返回写了的，连同原内容。

    ``continuing`` 把这些改动并进刚才那一次命令，还原时一起放回。
    """
    if not edits:
        return ()
    kept = _read_record(book)
    batch = max((each.batch for each in kept if each.is_own), default=0) + (not continuing)
    moment = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    contents = contents_of(book, edits)
    formats = formats_of(book, edits, every=True)
    made = as_made(edits, contents, formats)
    fresh = [
        _Kept.of(edit, batch, moment, command, _row_text(contents[edit.sheet], edit))
        for edit in made
    ]
    _write_record(book, [*kept, *fresh])
    try:
        write_all(book, made, formats)
    except RefusedError:
        _write_record(book, kept)
        raise
    return made


def numbers_as_text(book: xw.Book, made: Sequence[Edit]) -> tuple[str, ...]:
    """写了数、而 Excel 照格式（“文本”）存成了文字的各处。"""
    numbers = [edit for edit in made if edit.kind is EditKind.NUMBER]
    formats = formats_of(book, numbers, every=True)
    return tuple(
        edit.named_place
        for edit in numbers
        if formats.get((edit.sheet, edit.row, edit.column)) == "@"
    )


@dataclass(frozen=True)
class Restored:
    """还原的结果：哪个命令，放回几格，哪些格后来又改过、没有动，几行记录信不得。"""

    command: str
    cells: int
    changed_since: tuple[str, ...]
    planted: str = ""


def restore_last(book: xw.Book) -> Restored:
    """放回最近一次命令的原内容；没有记录、写不进时抛 ``RefusedError``。

    后来又改过的格不动，它们的记录留下供人核对（次序记 0），不再当作最近一次；一格也放不回的，
    记录原样留着，可以再按。不是这台电脑写的记录不照它写。
    """
    kept = _read_record(book)
    own = [each for each in kept if each.batch != _UNRESTORED and each.is_own]
    foreign = sum(each.batch != _UNRESTORED and not each.is_own for each in kept)
    planted = _PLANTED.format(foreign) if foreign else ""
    if not own:
        raise RefusedError(planted or f"这个工作簿里没有{RECORD_SHEET}，没有可以还原的。")
    last = max(each.batch for each in own)
    batch = [each for each in own if each.batch == last]
    missing = {each.sheet for each in batch} - {sheet.name for sheet in book.sheets}
    if missing:
        raise RefusedError(
            f"找不到工作表“{min(missing)}”（改名了，或者删去了），没有还原；改回原来的名字后再按一次。"
        )
    _write_record(book, kept)  # 记录写不进就不要动手
    edits = [each.edit for each in batch]
    contents = contents_of(book, edits)
    places = {(edit.sheet, edit.row, edit.column) for edit in edits}
    moved = [
        each
        for each, edit in zip(batch, edits, strict=True)
        if not _is_as_left(contents[edit.sheet], edit, each, places)
        and not _is_back(contents[edit.sheet], edit)
    ]
    back = [edit for each, edit in zip(batch, edits, strict=True) if each not in moved]
    if back:
        write_all(book, as_made(back, contents, {}))
        # 没有放回的留着供人核对，不再当作最近一次。
        rest = [replace(each, batch=_UNRESTORED) if each in moved else each for each in kept]
        _write_record(book, [each for each in rest if each not in batch])
    changed = tuple(f"{each.sheet}!{each.cell}" for each in moved)
    return Restored(batch[0].command, len(back), changed, planted)


def _is_as_left(
    contents: SheetContents, edit: Edit, kept: _Kept, own: set[tuple[str, int, int]]
) -> bool:
    """内容没有再改过，也没有因为插行插列、排序换成了别的一格。"""
    touched = {column_letters(column) for name, _, column in own if name == kept.sheet}
    then, now = _signs(kept.row_text), _signs(_row_text(contents, edit))
    same = {k: v for k, v in then.items() if k not in touched} == {
        k: v for k, v in now.items() if k not in touched
    }
    return same and _holds(contents, edit, kept.after)


def _is_back(contents: SheetContents, edit: Edit) -> bool:
    """已经是原来的内容：上一次还原中途停了，放回过的。"""
    return contents.content(edit.row, edit.column) == (edit.after, edit.kind)


def _holds(contents: SheetContents, edit: Edit, text: str) -> bool:
    """格里还是写进去的内容；设成日期、百分比格式的格按数比。"""
    place = edit.row, edit.column
    value, stored = contents.value(*place), contents.formula(*place)
    if is_formula(stored, value):
        return False  # 写进去的都是值；现在是公式，就是后来改的
    if isinstance(value, str) or value is None:
        return (value or "") == text
    shown = (cell_text(value), stored if isinstance(stored, str) else cell_text(stored))
    return text in shown or any(_is_same_number(each, text) for each in shown)


def _is_same_number(one: str, other: str) -> bool:
    first, second = amount(one), amount(other.removesuffix("%"))
    if first is None or second is None:
        return False
    if other.endswith("%"):
        second /= 100
    return abs(first - second) < Decimal("0.0000001")


def _row_text(contents: SheetContents, edit: Edit) -> str:
    """同一行左边各格的指纹（``A1f3c B09ab``），认得出还是不是这一行、这一列。"""
    return " ".join(
        f"{column_letters(column)}{crc32(cell_text(value).encode()) & 0xFFFF:04x}"
        for column, value in enumerate(contents.left_of(edit.row, edit.column), 1)
        if cell_text(value)
    )


def _signs(row_text: str) -> dict[str, str]:
    return {sign[:-4]: sign[-4:] for sign in row_text.split()}


def _kept_text(content: CellContent, kind: EditKind) -> str:
    """原内容记成的字；``_from_text`` 读得回来。"""
    if isinstance(content, datetime):
        return content.isoformat()
    if kind is EditKind.NUMBER and isinstance(content, Decimal):
        return repr(float(content))
    return content if isinstance(content, str) else cell_text(content)


def _from_text(text: str, kind: EditKind) -> CellContent:
    if kind is EditKind.NUMBER:
        return Decimal(repr(float(text)))
    if kind is EditKind.BOOL:
        return text == "TRUE"
    return datetime.fromisoformat(text) if kind is EditKind.DATE else text


def record_name(book: xw.Book) -> str:
    """记着改动的那张表的名字。"""
    sheet = find_result_sheet(book, RECORD_SHEET, renamed=True)
    return RECORD_SHEET if sheet is None else str(sheet.name)


def last_batch(book: xw.Book) -> int:
    """这台电脑最近一次改动的序号；没有记录为 0。"""
    return max((each.batch for each in _read_record(book) if each.is_own), default=0)


def _read_record(book: xw.Book) -> list[_Kept]:
    sheet = find_result_sheet(book, RECORD_SHEET, renamed=True)
    if sheet is None:
        return []
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    if last < _FIRST_ROW:
        return []
    rows = values_of(sheet.range((_FIRST_ROW, 1), (last, len(_COLUMNS))))
    # 首尾的空格、换行也是内容，不去掉。
    return [kept for row in rows if (kept := _Kept.read(row)) is not None]


def _is_address(text: object) -> bool:
    try:
        return isinstance(text, str) and parse_address(text) > (0, 0)
    except ValueError:
        return False


def _write_record(book: xw.Book, kept: Sequence[_Kept]) -> None:
    if not kept:
        if find_result_sheet(book, RECORD_SHEET, renamed=True) is None:
            return
        # 结构受保护的工作簿删不了表，留一张空的。
        with suppress(RefusedError):
            if remove_result_sheet(book, RECORD_SHEET, _COLUMNS):
                return
    links = [CellLink("", each.sheet, each.cell) for each in kept]
    rows = [each.row for each in kept]
    record = ListSheet(
        *(RECORD_SHEET, _COLUMNS, rows, links, _COLUMNS.index(_LINK) + 1), heading=_HEADING
    )
    sheet = write_result_sheet(book, record, renamed=True)
    with suppress(Exception):  # 藏不了的宿主，多看见几栏，不碍事
        hidden = sheet.range((1, len(_SHOWN) + 1), (1, len(_COLUMNS)))
        hidden.columns.hidden = True
