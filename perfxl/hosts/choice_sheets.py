"""下拉选项写进成表：选项放在末一张工作表，格子的下拉指着它。"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.package import EditedPackage
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.file_links import place_in_book
from perfxl.hosts.new_book import book_bytes
from perfxl.hosts.page_setup import print_lying
from perfxl.hosts.sheet_names import sheet_names
from perfxl.model.address import Block, cell_address
from perfxl.plans.choices import CellChoice, Choices

_WIDTH, _NOTE_WIDTH = 30, 16


def add_choices(
    book: EditedBook, choices: Choices, cells: Mapping[str, Sequence[CellChoice]]
) -> None:
    """``cells`` 是各工作表里要从哪一组选的格；一格也没有的，选项也不放。"""
    if not any(choices.place(each.key) for own in cells.values() for each in own):
        return
    [name] = sheet_names([choices.sheet], book.sheet_names)
    package = EditedPackage(Path(f"{name}.xlsx"), _choice_book(choices, name))
    book.copy_from(EditedBook(package), name, name)
    for sheet, own in cells.items():
        for each in own:
            source = choices.place(each.key)
            if source is not None:
                _validate(book.sheet(sheet), each.cells, place_in_book(name, _absolute(source)))


def _absolute(block: Block) -> str:
    """``$A$3:$A$9``。"""
    column = get_column_letter(block.left)
    return f"${column}${block.top}:${column}${block.bottom}"


def _validate(sheet: EditedSheet, cells: Block, formula: str) -> None:
    """下拉；不在选项里的也能填。"""
    section = sheet.section("dataValidations")
    made = etree.SubElement(
        section,
        sheet.tag("dataValidation"),
        type="list",
        allowBlank="1",
        showInputMessage="1",
        showErrorMessage="0",
        sqref=cells.address,
    )
    etree.SubElement(made, sheet.tag("formula1")).text = formula
    section.set("count", str(len(section)))


def _choice_book(choices: Choices, name: str) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    bold, grey = Font(name="宋体", size=10, bold=True), PatternFill("solid", fgColor="E7E6E6")

    def put(row: int, column: int, text: str, *, head: bool = False) -> None:
        cell = sheet[cell_address(row, column)]
        cell.value, cell.data_type = escaped(visible_text(text)), "s"
        cell.font = bold if head else Font(name="宋体", size=10)
        if head:
            cell.fill = grey

    put(1, 1, choices.heading)
    for number, column in enumerate(choices.columns):
        first = 2 * number + 1
        put(2, first, column.title, head=True)
        put(2, first + 1, "通常的指标值", head=True)
        sheet.column_dimensions[get_column_letter(first)].width = _WIDTH
        sheet.column_dimensions[get_column_letter(first + 1)].width = _NOTE_WIDTH
        for row, (item, note) in enumerate(column.items, 3):
            put(row, first, item)
            put(row, first + 1, note)
    sheet.freeze_panes = "A3"
    print_lying(sheet)
    return book_bytes(book)
