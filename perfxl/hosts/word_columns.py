"""Word 的表里写着 ``|可略`` 的栏：一行也没有这一栏的，连栏名一起去掉，空出的宽度分给别的栏。"""

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from perfxl.hosts.word_cells import WordCell, row_cells
from perfxl.plans.plan_values import NoColumn

# 没有这一栏、有这一栏的一格，填好时先记下的；读进来的字里没有这两个码位（见 ``grammar.visible_text``）。
_WITHOUT, _WITH = "\ufdd0", "\ufdd1"


def omittable(value: Any) -> str:
    """过滤器 ``可略``：记下这一格有没有这一栏。"""
    return _WITHOUT if isinstance(value, NoColumn) else f"{_WITH}{value}"


class _Cell(NamedTuple):
    """第几行的一格。"""

    row: int
    cell: WordCell


def drop_columns(document: Any) -> None:
    """正文里各张表去掉没有的栏，擦去记号。"""
    body = document.element.body
    for table in body.iter(qn("w:tbl")):
        marked = [each for each in _cells(table) if _is_marked(each.cell.text)]
        dropped = set() if _is_odd(table) else _absent(marked)
        _wipe(table)
        for column in sorted(dropped, reverse=True):
            _drop(table, column, [each.row for each in marked if each.cell.left == column])
    _wipe(body)  # 写在表以外的


def _wipe(element: Any) -> None:
    for text in element.iter(qn("w:t")):
        if text.text and _is_marked(text.text):
            text.text = text.text.replace(_WITHOUT, "").replace(_WITH, "")


def _is_marked(text: str) -> bool:
    return _WITHOUT in text or _WITH in text


def _is_odd(table: Any) -> bool:
    """套着别的表的、行首行末空着几栏的，栏对不齐；列宽写成百分数一类的，不好分。"""
    odd = (qn("w:tbl"), qn("w:gridBefore"), qn("w:gridAfter"))
    widths = [each.get(qn("w:w"), "0") for each in table.iter(qn("w:gridCol"))]
    return len(list(table.iter(*odd))) > 1 or not all(each.isdecimal() for each in widths)


def _cells(table: Any) -> list[_Cell]:
    return [
        _Cell(number, cell)
        for number, row in enumerate(table.findall(qn("w:tr")))
        for cell in row_cells(row)
    ]


def _absent(marked: Sequence[_Cell]) -> set[int]:
    """没有的栏：记着的各格都是没有，没有写别的字，只占这一列。"""
    cells = [each.cell for each in marked]
    return {
        column
        for column in (each.left for each in cells)
        if all(
            each.text == _WITHOUT and each.left == each.right
            for each in cells
            if each.left <= column <= each.right
        )
    }


def _drop(table: Any, column: int, own: Collection[int]) -> None:
    """去掉一列；``own`` 是记着的各行，它们上面的一行是栏名。别的行有字整个写在这一列里的，留着不去。"""
    over = [each for each in _cells(table) if each.cell.left <= column <= each.cell.right]
    titles = {*own, *(row - 1 for row in own)}
    # 栏名有两三行的，上下合并，字写在头一行。
    for row in sorted((each.row for each in over), reverse=True):
        if row + 1 in titles and row not in titles and _merging(over, row + 1) == "continue":
            titles.add(row)
    for row, cell in over:
        if cell.left == cell.right and cell.text.strip() and row not in titles:
            return
    for _, cell in over:
        if cell.left == cell.right:
            cell.element.getparent().remove(cell.element)
        else:
            cell.element.grid_span = cell.right - cell.left
    grid = list(table.iter(qn("w:gridCol")))
    whole = sum(map(_width, grid))
    grid[column - 1].getparent().remove(grid[column - 1])
    _widen(table, whole)


def _merging(over: Sequence[_Cell], row: int) -> str:
    """一列在第 ``row`` 行的格怎样上下合并：接着上面的为 ``continue``。"""
    element = next(each.cell.element for each in over if each.row == row)
    found = element.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}")
    return "" if found is None else str(found.get(qn("w:val"), "continue"))


def _width(column: Any) -> int:
    return int(column.get(qn("w:w"), 0))


def _widen(table: Any, whole: int) -> None:
    """各列照原来的比例放宽，合起来 ``whole`` 缇。"""
    grid = list(table.iter(qn("w:gridCol")))
    ends = [0, *accumulate(map(_width, grid))]
    if not ends[-1]:
        return
    ends = [round(end * whole / ends[-1]) for end in ends]
    for column, (first, last) in zip(grid, pairwise(ends), strict=True):
        column.set(qn("w:w"), str(last - first))
    for _, cell in _cells(table):
        width = cell.element.find(f"./{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None:
            width.set(qn("w:w"), str(ends[cell.right] - ends[cell.left - 1]))
