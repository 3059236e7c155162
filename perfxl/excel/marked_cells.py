"""在标了问题的格上：说清这一格的问题、依据和怎么办，走到下一处。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import xlwings as xw

from perfxl.excel.session import RefusedError, Session, ribbon_command
from perfxl.model.address import parse_address
from perfxl.model.own_notes import said_in
from perfxl.rules.engine.registry import all_rules

_RULE = re.compile(r"\bPX\d{3}\b")


class _Place(NamedTuple):
    """标着问题的一格：第几张表、行、列。"""

    sheet: int
    row: int
    column: int


@ribbon_command
def explain_cell(session: Session) -> str:
    """这一格的问题：批注里的话，各条的依据。"""
    cell = session.app.selection
    said = _said(cell) if cell is not None else ""
    if not said:
        raise RefusedError(
            "这一格没有校验标记。请先按“校验”，再到有颜色的格上看；整张清单在“校验结果”表。"
        )
    rules = all_rules()
    based = [
        f"{each} 的依据：{'；'.join(basis.cited for basis in rules[each].basis)}"
        for each in dict.fromkeys(_RULE.findall(said))
        if each in rules
    ]
    return "\n".join([said, *based])


@ribbon_command
def next_finding(session: Session) -> str:
    """下一处：从现在这一格往后的第一处标记，到末尾再从头来。"""
    book, current = session.book, session.app.selection
    places = sorted(_marked(book))
    if not places:
        raise RefusedError("这个工作簿里没有校验标记；请先按“校验”。")
    here = _Place(0, 0, 0)
    if current is not None:
        here = _Place(current.sheet.index, current.row, current.column)
    following = next((each for each in places if each > here), places[0])
    sheet = book.sheets[following.sheet - 1]
    cell = sheet.cells(following.row, following.column)
    sheet.activate()
    cell.select()
    number = places.index(following) + 1
    return f"第{number}处，共{len(places)}处：“{sheet.name}”{cell.get_address(False, False)}\n{_said(cell)}"


def _marked(book: xw.Book) -> Iterator[_Place]:
    for number, sheet in enumerate(book.sheets, 1):
        if sheet.visible in (0, 2):  # 藏着的表走不过去
            continue
        for note in sheet.notes:
            if said_in(note.text or ""):
                yield _Place(number, *parse_address(note.location.get_address(False, False)))


def _said(cell: xw.Range) -> str:
    """一格（合并的看左上角）批注里校验写的话。"""
    note = cell.merge_area[0, 0].note
    return said_in(note.text or "") if note is not None else ""
