"""写用户工作簿的副本：填得分、标问题，其余一格不动。"""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from perfxl.hosts.cell_values import set_value
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.comments import add_comments
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.formula_values import FormulaValues
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.whole_file import written_whole
from perfxl.hosts.xlsx_reader import READABLE_SUFFIXES
from perfxl.model.address import cell_address, parse_address
from perfxl.model.file_faults import NotWritableError
from perfxl.model.finding import Finding
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.shown_amounts import stored_number
from perfxl.model.workbook import Stamp
from perfxl.rendering.result_lists import MARK_COLOURS, mark_text, marked_places, worst
from perfxl.rendering.score_changes import CellChange


def write_changes(
    source: Path,
    changes: Iterable[CellChange],
    target: Path | Output,
    *,
    as_read: Stamp | None = None,
) -> None:
    """把几格改动写到 ``source`` 的副本 ``target``；其余照旧。

    ``as_read`` 是读 ``source`` 时它的样子：后来改过的不写。
    """
    _same_kind(source, target)
    with written_whole(target, sources=[source]) as temporary:
        change_into(temporary, source, changes, as_read=as_read)


def change_into(
    temporary: Path, source: Path, changes: Iterable[CellChange], *, as_read: Stamp | None = None
) -> None:
    """把改动写进临时文件 ``temporary``；写不进抛 ``OSError``。"""
    book = EditedBook.open(source, as_read)
    changed: dict[str, set[tuple[int, int]]] = {}
    for change in changes:
        _refuse_locked(book, change.sheet, change.row, change.column)
        sheet, after = book.sheet(change.sheet), change.after
        if isinstance(after, Decimal):
            code = book.styles.number_format(sheet.style(change.row, change.column))
            after = stored_number(after, code, MONEY_FACTORS.get(change.unit))
        set_value(book, sheet, change.row, change.column, after, keep_blanks=True)
        changed.setdefault(change.sheet, set()).add((change.row, change.column))
    for name, places in changed.items():
        _renew_values(book.sheet(name), places)
    book.calculate_on_open()
    book.save(temporary)


def write_marks(
    source: Path,
    findings: Iterable[Finding],
    target: Path | Output,
    *,
    as_read: Stamp | None = None,
) -> None:
    """在副本上给有问题的格涂色、加批注；已有的批注保留，说明接在后面。"""
    _same_kind(source, target)
    marks = marked_places(findings)
    with written_whole(target, sources=[source]) as temporary:
        book = EditedBook.open(source, as_read)
        comments: dict[str, dict[str, str]] = {}
        for (name, cell), here in marks.items():
            sheet, (row, column) = book.sheet(name), parse_address(cell)
            _refuse_protected(book, name)
            colour = MARK_COLOURS[worst(here)]
            sheet.set_style(row, column, book.styles.filled(sheet.style(row, column), colour))
            comments.setdefault(name, {})[cell] = mark_text(here)
        for name, texts in comments.items():
            add_comments(book.package, book.sheet(name), texts)
        book.save(temporary)


def _renew_values(sheet: EditedSheet, changed: set[tuple[int, int]]) -> None:
    """用到改过的格的公式，换上现在的值；算不了的照旧，打开时由 Excel 重算。"""
    if not sheet.has_formulas:
        return
    values = FormulaValues(sheet.content, sheet.formula)
    for row, column in sheet.plain_formulas():
        value = values.value(row, column)
        if value is not None and values.depends(row, column, changed):
            sheet.set_cached(row, column, value)


def _same_kind(source: Path, wanted_target: Path | Output) -> None:
    """副本的后缀须与原件相同：宏和类型都认后缀。"""
    target = written_path(wanted_target)
    known = source.suffix.lower() in READABLE_SUFFIXES
    wanted = source.suffix.lower() if known else ".xlsx"
    if target.suffix.lower() != wanted:
        raise NotWritableError(
            f"由“{source.name}”写出的文件后缀应是 {wanted}，请改“{target.name}”。"
        )


def _refuse_locked(book: EditedBook, name: str, row: int, column: int) -> None:
    sheet = book.sheet(name)
    if sheet.protection is not None and book.styles.is_locked(sheet.style(row, column)):
        raise NotWritableError(
            f"“{book.package.path.name}”的工作表“{name}”设了保护，{cell_address(row, column)} 是锁定的格，"
            "填不进去；请在 Excel 的“审阅—撤销工作表保护”之后再试。"
        )


def _refuse_protected(book: EditedBook, name: str) -> None:
    if book.sheet(name).protection is not None:
        raise NotWritableError(
            f"“{book.package.path.name}”的工作表“{name}”设了保护，不能在上面涂色、加批注；"
            "请在 Excel 的“审阅—撤销工作表保护”之后再试，或用 --format xlsx 写成清单。"
        )
