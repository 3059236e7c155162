"""磁盘上的一个工作簿：改动先留在内存里，另存成副本，原件不动。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from perfxl.hosts.book import refuse_left
from perfxl.hosts.cell_values import set_value
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.comments import add_comments
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.whole_file import copy_whole, written_whole
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.hosts.xlsx_reader import READABLE_SUFFIXES, copy_suffix
from perfxl.model.address import cell_address, parse_address
from perfxl.model.edit import CellContent, Edit, EditKind
from perfxl.model.file_faults import NotWritableError
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.shown_amounts import stored_number
from perfxl.model.workbook import Stamp, Workbook
from perfxl.plans.formula_values import FormulaValues
from perfxl.plans.marks import Mark, heaviest, marked_places, note_text


class FileBook:
    """一个文件。``as_read`` 是读它时的样子：后来又改过的不写。"""

    def __init__(self, path: Path, *, as_read: Stamp | None = None) -> None:
        self.path = path
        self._as_read = as_read
        self._edited: EditedBook | None = None

    def read(self) -> Workbook:
        """现在的内容；有改动的，是改好以后读出来的样子，文件名仍是原件的。"""
        if self._edited is None:
            return read_workbook(self.path)
        with temporary_folder() as folder:
            draft = folder / f"改好{copy_suffix(self.path)}"
            try:
                self._edited.save(draft)
            except OSError as error:
                raise NotWritableError.because(folder.parent, error) from error
            return replace(read_workbook(draft), file=str(self.path), stamp=self._as_read)

    def apply(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """写各处改动；有锁定的格、写不成的抛 ``NotWritableError``，一处也不写。"""
        refuse_left(edits)
        book = self._opened()
        for edit in edits:
            _refuse_locked(book, edit)
            _refuse_unknown(book, edit)
        made = tuple(_with_content(book, edit) for edit in edits)
        changed: dict[str, set[tuple[int, int]]] = {}
        for edit in edits:
            place = edit.row, edit.column
            _write(book, edit, *place)
            changed.setdefault(edit.sheet, set()).add(place)
        for name, places in changed.items():
            _renew_values(book.sheet(name), places)
        book.calculate_on_open()
        return made

    def mark(self, marks: Iterable[Mark]) -> None:
        """给要标的格涂色、加批注；已有的批注保留，说明接在后面。受保护的抛 ``NotWritableError``。"""
        book = self._opened()
        comments: dict[str, dict[str, str]] = {}
        for (name, cell), here in marked_places(marks).items():
            sheet, (row, column) = book.sheet(name), parse_address(cell)
            _refuse_protected(book, name)
            style = book.styles.filled(sheet.style(row, column), heaviest(here).colour)
            sheet.set_style(row, column, style)
            comments.setdefault(name, {})[cell] = note_text(here)
        for name, texts in comments.items():
            add_comments(book.package, book.sheet(name), texts)

    def save_snapshot(self, target: Path | Output) -> Path:
        """另存成副本；没有改动的照抄。后缀须与原件相同：宏和类型都认后缀。"""
        _refuse_other_kind(self.path, target)
        if self._edited is None:
            copy_whole(self.path, target)
        else:
            with written_whole(target, sources=[self.path]) as temporary:
                self._edited.save(temporary)
        return written_path(target)

    def _opened(self) -> EditedBook:
        if self._edited is None:
            self._edited = EditedBook.open(self.path, self._as_read)
        return self._edited


def stored_formats(path: Path, edits: Iterable[Edit]) -> dict[tuple[str, str], str]:
    """要改的各格的数字格式，只带样式的空格也在内：``(工作表, 单元格)`` → 格式。"""
    book = EditedBook.open(path)
    found = {}
    for edit in edits:
        style = book.sheet(edit.sheet).style(edit.row, edit.column)
        found[edit.place] = book.styles.number_format(style)
    return found


def previewed(path: Path, as_read: Stamp | None = None) -> Callable[[Sequence[Edit]], Workbook]:
    """照几处改动改了以后读出来是什么样；每次都从原件改起。"""

    def read(edits: Sequence[Edit]) -> Workbook:
        book = FileBook(path, as_read=as_read)
        book.apply(edits)
        return book.read()

    return read


def write_changes(
    source: Path, edits: Sequence[Edit], target: Path | Output, *, as_read: Stamp | None = None
) -> None:
    """把几处改动写到 ``source`` 的副本 ``target``；其余照旧。"""
    _write_copy(source, target, as_read, lambda book: book.apply(edits))


def write_marks(
    source: Path, marks: Iterable[Mark], target: Path | Output, *, as_read: Stamp | None = None
) -> None:
    """在 ``source`` 的副本 ``target`` 上标记。"""
    _write_copy(source, target, as_read, lambda book: book.mark(marks))


def _write_copy(
    source: Path,
    target: Path | Output,
    as_read: Stamp | None,
    change: Callable[[FileBook], object],
) -> None:
    _refuse_other_kind(source, target)
    book = FileBook(source, as_read=as_read)
    change(book)
    book.save_snapshot(target)


def _write(book: EditedBook, edit: Edit, row: int, column: int) -> None:
    """写一处：要看到的照格式折成该存的，别的照样存。"""
    sheet, after = book.sheet(edit.sheet), edit.after
    if edit.kind is EditKind.FORMULA:
        sheet.set_formula(row, column, str(after).removeprefix("="), None)
    elif edit.kind is EditKind.NUMBER and isinstance(after, Decimal):
        sheet.set_number(row, column, after)
    elif edit.kind is EditKind.TEXT:
        sheet.set_text(row, column, str(after))
    elif isinstance(after, Decimal):
        code = book.styles.number_format(sheet.style(row, column))
        stored = stored_number(after, code, MONEY_FACTORS.get(edit.unit))
        set_value(book, sheet, row, column, stored, keep_blanks=True)
    else:
        shown = None if after is None else str(after)
        set_value(book, sheet, row, column, shown, keep_blanks=True)


def _with_content(book: EditedBook, edit: Edit) -> Edit:
    """连同格里存着的原内容。"""
    sheet, row, column = book.sheet(edit.sheet), edit.row, edit.column
    before, was = _content(sheet, row, column)
    return replace(edit, before=before, was=was)


def _content(sheet: EditedSheet, row: int, column: int) -> tuple[CellContent, EditKind]:
    formula = sheet.formula(row, column)
    if formula is not None:
        return f"={formula}", EditKind.FORMULA
    kind, number = sheet.kind(row, column), sheet.content(row, column)
    if kind in ("b", "e"):
        return "", EditKind.BOOL if kind == "b" else EditKind.ERROR
    if isinstance(number, Decimal):
        return number, EditKind.NUMBER
    text = sheet.text(row, column)
    return text, EditKind.TEXT if text else EditKind.BLANK


def _renew_values(sheet: EditedSheet, changed: set[tuple[int, int]]) -> None:
    """用到改过的格的公式，换上现在的值；算不了的照旧，打开时由 Excel 重算。"""
    if not sheet.has_formulas:
        return
    values = FormulaValues(sheet.content, sheet.formula)
    for row, column in sheet.plain_formulas():
        value = values.value(row, column)
        if value is not None and values.depends(row, column, changed):
            sheet.set_cached(row, column, value)


def _refuse_other_kind(source: Path, wanted_target: Path | Output) -> None:
    target = written_path(wanted_target)
    known = source.suffix.lower() in READABLE_SUFFIXES
    wanted = source.suffix.lower() if known else ".xlsx"
    if target.suffix.lower() != wanted:
        raise NotWritableError(
            f"由“{source.name}”写出的文件后缀应是 {wanted}，请改“{target.name}”。"
        )


def _refuse_locked(book: EditedBook, edit: Edit) -> None:
    sheet, row, column = book.sheet(edit.sheet), edit.row, edit.column
    if sheet.protection is not None and book.styles.is_locked(sheet.style(row, column)):
        raise NotWritableError(
            f"“{book.package.path.name}”的工作表“{edit.sheet}”设了保护，{cell_address(row, column)} 是锁定的格，"
            "填不进去；请在 Excel 的“审阅—撤销工作表保护”之后再试。"
        )


def _refuse_unknown(book: EditedBook, edit: Edit) -> None:
    """日期、真假、错误值在文件里没有写法：只有放回开着的工作簿时才有。"""
    if edit.kind in (EditKind.DATE, EditKind.BOOL, EditKind.ERROR):
        raise NotWritableError(
            f"“{book.package.path.name}”的 {edit.named_place} 要写的是{edit.kind.value}，写不进文件；"
            "请在 Excel 里改。"
        )


def _refuse_protected(book: EditedBook, name: str) -> None:
    if book.sheet(name).protection is not None:
        raise NotWritableError(
            f"“{book.package.path.name}”的工作表“{name}”设了保护，不能在上面涂色、加批注；"
            "请在 Excel 的“审阅—撤销工作表保护”之后再试，或用 --format xlsx 写成清单。"
        )
