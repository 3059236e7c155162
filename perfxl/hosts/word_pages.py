"""Word 的成表排在页上：读出各行的字，照 ``plans.document_pages`` 排，再把字号、列宽、换页写回文档。

一张表是从另起一页的段落到下一个这样的段落；里面不是正好一个表格的、有图的、分几节的，照 Word 自己排。
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from perfxl.hosts.word_cells import row_cells
from perfxl.hosts.word_sections import number_apart, turn
from perfxl.plans.column_balance import Written, WrittenRow
from perfxl.plans.document_pages import (
    DocumentLabel,
    DocumentLayout,
    DocumentTable,
    document_layout,
    scaled_points,
)
from perfxl.plans.fonts import CellFont
from perfxl.plans.row_height import lines_needed, word_spaced, wrapped_name

# 一磅是 20 缇；字号以半磅计；单倍行距记作 240。
_TWIPS, _HALVES, _SINGLE = 20, 2, 240
# 没有写的：字号（磅），左右的空（缇），段后（缇）。
_USUAL_POINTS, _USUAL_MARGIN, _USUAL_AFTER = 11.0, 108, 200
# 左右的空以外，框线占的。
_BORDERS = 1.0
_UNMEASURED = tuple(qn(name) for name in ("w:drawing", "w:pict", "w:object"))


def lay_out_pages(document: Any) -> None:
    """文档里的各张表排好页；有几张的，页码各从 1 起。"""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    if len(sections) != 1:
        return
    forms = list(_forms(body))
    tables = [_measured(blocks, sections[0]) for blocks in forms]
    measured = [each for each in tables if each is not None]
    apart = len(measured) == len(tables)
    layouts = [document_layout(each if apart else replace(each, turned=None)) for each in measured]
    found = iter(layouts)
    for blocks, table in zip(forms, tables, strict=True):
        if table is not None:
            _apply(next(found), table, blocks)
    if len(forms) > 1 and apart:
        firsts = [blocks[0] for blocks in forms]
        number_apart(document, firsts, layouts)
    elif apart and any(each.turned for each in layouts):
        turn(sections[0])


def _forms(body: Any) -> Iterator[list[Any]]:
    """各张表的段落和表格：另起一页的段落开始新的一张。"""
    blocks: list[Any] = []
    for element in body:
        if element.tag == qn("w:p") and _breaks_before(element) and blocks:
            yield blocks
            blocks = []
        if element.tag in (qn("w:p"), qn("w:tbl")):
            blocks.append(element)
    if blocks:
        yield blocks


def _breaks_before(paragraph: Any) -> bool:
    found = paragraph.find(f"./{qn('w:pPr')}/{qn('w:pageBreakBefore')}")
    return found is not None and _is_on(found)


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


# 量


def _measured(blocks: Sequence[Any], section: Any) -> DocumentTable | None:
    """量出来的一张表；量不出的为 ``None``，照 Word 自己排。"""
    try:
        return _measured_table(blocks, section)
    except ValueError:
        return None  # 宽、高写成百分数一类的


def _measured_table(blocks: Sequence[Any], section: Any) -> DocumentTable | None:
    tables = [each for each in blocks if each.tag == qn("w:tbl")]
    if len(tables) != 1 or any(True for block in blocks for _ in block.iter(*_UNMEASURED)):
        return None
    table = tables[0]
    rows = table.findall(qn("w:tr"))
    widths = [int(each.get(qn("w:w"), 0)) / _TWIPS for each in table.iter(qn("w:gridCol"))]
    if not rows or not all(widths) or len(list(table.iter(qn("w:tbl")))) > 1:
        return None
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    across = sum(abs(_twips(margins, name)) for name in ("left", "right"))
    down = sum(abs(_twips(margins, name)) for name in ("top", "bottom"))
    whole, high = _twips(size, "w"), _twips(size, "h")
    if min(whole, high) <= max(across, down):
        return None
    place = blocks.index(table)

    def paragraphs(width: float) -> tuple[float, float]:
        parts = (blocks[:place], blocks[place + 1 :])
        above, below = (sum(_paragraph_height(p, width) for p in part) for part in parts)
        return above, below

    cells, labels = _cells(rows)
    found = DocumentTable(
        widths,
        _margins(table, "left", "right") + _BORDERS,
        _margins(table, "top", "bottom"),
        _line_share(table),
        cells,
        labels,
        _header(rows),
        {n for n, row in enumerate(rows) if _is_on(_paragraph_property(row, "keepNext"))},
        *paragraphs(whole - across),
        high - down,
    )
    ratio = (high - across) / (whole - across)
    above, below = paragraphs(high - across)
    turned = replace(
        found,
        widths=[width * ratio for width in widths],
        above=above,
        below=below,
        page=whole - down,
    )
    return replace(found, turned=turned)


def _header(rows: Sequence[Any]) -> tuple[int, int] | None:
    """写着“重复标题行”的头几行（首、末）。"""
    found = [n for n, row in enumerate(rows) if _is_on(_row_property(row, "tblHeader"))]
    last = next((n for n in found if n + 1 not in found), -1)
    return (found[0], last) if found else None


def _twips(element: Any, name: str) -> float:
    return int(element.get(qn(f"w:{name}"), 0)) / _TWIPS


def _row_property(row: Any, name: str) -> Any:
    return row.find(f"./{qn('w:trPr')}/{qn(f'w:{name}')}")


def _paragraph_property(row: Any, name: str) -> Any:
    return row.find(f".//{qn('w:pPr')}/{qn(f'w:{name}')}")


def _margins(table: Any, *sides: str) -> float:
    """一格里两边的空（磅）；没有写的照 Word：左右各 108 缇，上下没有。"""
    margins = table.find(f"./{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    whole = 0.0
    for name in sides:
        side = None if margins is None else margins.find(qn(f"w:{name}"))
        usual = _USUAL_MARGIN if name in ("left", "right") else 0
        whole += usual if side is None else int(side.get(qn("w:w"), 0))
    return whole / _TWIPS


def _line_share(table: Any) -> float:
    """表里固定的行距是字号的几倍；不固定的为 0，照字体。"""
    spacing = table.find(f".//{qn('w:pPr')}/{qn('w:spacing')}")
    if spacing is None or spacing.get(qn("w:lineRule")) != "exact":
        return 0.0
    size = table.find(f".//{qn('w:rPr')}/{qn('w:sz')}")
    points = _USUAL_POINTS if size is None else int(size.get(qn("w:val"))) / _HALVES
    return int(spacing.get(qn("w:line"))) / _TWIPS / points


def _cells(rows: Sequence[Any]) -> tuple[list[WrittenRow], list[DocumentLabel]]:
    """各行的字，和上下合并的格。"""
    found: list[WrittenRow] = []
    labels: list[DocumentLabel] = []
    places = [_columns(row) for row in rows]
    for number, cells in enumerate(places):
        own: list[Written] = []
        for left, (cell, right) in cells.items():
            written = Written(_text(cell), left, right, _font(cell))
            merging = _merging(cell)
            if merging == "restart":
                labels.append(DocumentLabel(written, number, _bottom(places, number, left)))
            elif not merging:
                own.append(written)
        found.append(WrittenRow(own, _least_height(rows[number])))
    return found, labels


def _columns(row: Any) -> dict[int, tuple[Any, int]]:
    """一行里各格：首列（从 1 数）→ 格、末列。"""
    return {left: (cell, right) for cell, left, right in row_cells(row)}


def _merging(cell: Any) -> str:
    """上下合并的头一格 ``restart``，接着的 ``continue``，没有合并的为空。"""
    found = cell.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}")
    return "" if found is None else str(found.get(qn("w:val"), "continue"))


def _bottom(places: Sequence[Mapping[int, tuple[Any, int]]], top: int, left: int) -> int:
    bottom = top
    while bottom + 1 < len(places) and left in places[bottom + 1]:
        if _merging(places[bottom + 1][left][0]) != "continue":
            break
        bottom += 1
    return bottom


def _least_height(row: Any) -> float:
    height = _row_property(row, "trHeight")
    return 0.0 if height is None else int(height.get(qn("w:val"), 0)) / _TWIPS


def _text(element: Any) -> str:
    """一格、一段里看得见的字，段与段之间换行。"""
    marks = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\u3000"}
    paragraphs = element.iter(qn("w:p"))
    return "\n".join(
        "".join(
            marks.get(each.tag) or each.text or "" for each in paragraph.iter(*marks, qn("w:t"))
        )
        for paragraph in paragraphs
    )


def _font(element: Any) -> CellFont:
    """头一处写着的字体，最大的字号。"""
    name = next((each.get(qn("w:eastAsia")) or "" for each in element.iter(qn("w:rFonts"))), "")
    sizes = [int(each.get(qn("w:val"))) / _HALVES for each in element.iter(qn("w:sz"))]
    bold = any(_is_on(each) for each in element.iter(qn("w:b")))
    return CellFont(max(sizes, default=_USUAL_POINTS), name, bold)


def _paragraph_height(paragraph: Any, width: float) -> float:
    """一段多高（磅），连同段前段后。"""
    spacing = paragraph.find(f"./{qn('w:pPr')}/{qn('w:spacing')}")
    written = {} if spacing is None else spacing.attrib
    before = int(written.get(qn("w:before"), 0))
    after = int(written.get(qn("w:after"), _USUAL_AFTER))
    font = _font(paragraph)
    lines = lines_needed(word_spaced(_text(paragraph)), column_points=width, font=font)
    line = int(written.get(qn("w:line"), _SINGLE))
    if written.get(qn("w:lineRule")) == "exact":
        height = lines * line / _TWIPS
    else:
        height = lines * font.points * _TALLEST_LINE * line / _SINGLE
    return height + (before + after) / _TWIPS


# 单倍行距是字号的几倍：常见的中文字体里高的。
_TALLEST_LINE = 1.35

# 写回去


def _apply(layout: DocumentLayout, measured: DocumentTable, blocks: Sequence[Any]) -> None:
    table = next(each for each in blocks if each.tag == qn("w:tbl"))
    _widen(table, layout.widths)
    if layout.turned:
        _move_tabs(blocks, sum(layout.widths) / sum(measured.widths))
    if layout.scale < 1:
        for block in blocks:
            _shrink(block, layout.scale)
        _shrink_margins(table, layout.scale)
    _break_names(table, layout.widths, measured.padding)
    for number, row in enumerate(table.findall(qn("w:tr"))):
        if number in layout.parts:
            _cut(row, layout.parts[number])
    rows = table.findall(qn("w:tr"))
    after = blocks[blocks.index(table) + 1 :]
    if len(rows) in layout.starts and after:
        _break_before(after[0])
    _split(table, rows, [each for each in layout.starts if each < len(rows)], layout.headed)


def _move_tabs(blocks: Sequence[Any], ratio: float) -> None:
    """纸换了方向，段落里的制表位照比例挪。"""
    for tab in (each for block in blocks for each in block.iter(qn("w:tab"))):
        _scale(tab, "w:pos", ratio)


def _break_names(table: Any, widths: Sequence[float], padding: float) -> None:
    """一行写不下的名称在该换行的地方换行。"""
    for row in table.findall(qn("w:tr")):
        for left, (cell, right) in _columns(row).items():
            text = _text(cell)
            name = wrapped_name(text, sum(widths[left - 1 : right]) - padding, _font(cell))
            if name != text:
                _write(cell, name)


def _cut(row: Any, parts: Mapping[int, Sequence[str]]) -> None:
    """一行拆成几行：拆了的格各写一段，别的格写在头一行；上下合并的格接着合并。"""
    last = row
    for piece in range(1, max(map(len, parts.values()))):
        made = deepcopy(row)
        for left, (cell, _) in _columns(made).items():
            own = parts.get(left, ())
            merging = cell.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merging is not None:
                merging.set(qn("w:val"), "continue")
            _write(cell, own[piece] if piece < len(own) else "")
        last.addnext(made)
        last = made
    for left, (cell, _) in _columns(row).items():
        if left in parts:
            _write(cell, parts[left][0])


def _write(cell: Any, text: str) -> None:
    """一格换成这些字，照头一段、头一处的样子。"""
    first, *others = cell.findall(qn("w:p"))
    for paragraph in others:
        cell.remove(paragraph)
    run, *rest = first.findall(qn("w:r")) or [first.add_r()]
    for each in rest:
        first.remove(each)
    for each in list(run):
        if each.tag != qn("w:rPr"):
            run.remove(each)
    run.text = text


def _widen(table: Any, widths: Sequence[float]) -> None:
    twips = [round(width * _TWIPS) for width in widths]
    for column, width in zip(table.iter(qn("w:gridCol")), twips, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.findall(qn("w:tr")):
        for left, (cell, right) in _columns(row).items():
            own = cell.find(f"./{qn('w:tcPr')}/{qn('w:tcW')}")
            if own is not None:
                own.set(qn("w:w"), str(sum(twips[left - 1 : right])))


def _shrink(block: Any, scale: float) -> None:
    """一段、一张表里的字号、行距、段前段后、行高缩到几成。"""
    for name in ("w:sz", "w:szCs"):
        for size in block.iter(qn(name)):
            points = scaled_points(int(size.get(qn("w:val"))) / _HALVES, scale)
            size.set(qn("w:val"), str(round(points * _HALVES)))
    for spacing in block.iter(qn("w:spacing")):
        if spacing.get(qn("w:lineRule")) == "exact":
            _scale(spacing, "w:line", scale)
        _scale(spacing, "w:before", scale)
        _scale(spacing, "w:after", scale)
    for height in block.iter(qn("w:trHeight")):
        _scale(height, "w:val", scale)


def _shrink_margins(table: Any, scale: float) -> None:
    """格里上下的空缩到几成。"""
    margins = table.find(f"./{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    for side in () if margins is None else margins:
        if side.tag in (qn("w:top"), qn("w:bottom")):
            _scale(side, "w:w", scale)


def _scale(element: Any, name: str, scale: float) -> None:
    written = element.get(qn(name))
    if written is not None:
        element.set(qn(name), str(round(int(written) * scale)))


def _break_before(paragraph: Any) -> None:
    properties = paragraph.get_or_add_pPr()
    properties.get_or_add_pageBreakBefore().set(qn("w:val"), "1")


def _split(table: Any, rows: Sequence[Any], starts: Sequence[int], headed: Collection[int]) -> None:
    """在这几行前面另起一页：后面的行成为新的一张表，先重印表头，上下合并的标签再写一遍。"""
    first, last = _header(rows) or (0, -1)
    header = _header_again(rows[first : last + 2], last - first)
    after = table
    shell = _without_rows(table) if starts else table
    for start, stop in pairwise([*starts, len(rows)]):
        _write_labels_again(rows, start)
        made = deepcopy(shell)
        repeated = [deepcopy(row) for row in header] if start in headed else []
        for row in [*repeated, *rows[start:stop]]:
            made.append(row)
        gap = _page_break()
        after.addnext(gap)
        gap.addnext(made)
        after = made


def _without_rows(table: Any) -> Any:
    """一张没有行的表：列宽、样式照原来的。"""
    made: Any = OxmlElement("w:tbl")
    for each in table:
        if each.tag != qn("w:tr"):
            made.append(deepcopy(each))
    return made


def _write_labels_again(rows: Sequence[Any], start: int) -> None:
    """换页处接着上一页的格成为头一格，字照抄。"""
    for left, (cell, _) in _columns(rows[start]).items():
        if _merging(cell) != "continue":
            continue
        above = (_columns(row)[left][0] for row in reversed(rows[:start]))
        first = next(each for each in above if _merging(each) != "continue")
        for paragraph in cell.findall(qn("w:p")):
            cell.remove(paragraph)
        for paragraph in first.findall(qn("w:p")):
            cell.append(deepcopy(paragraph))
        cell.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}").set(qn("w:val"), "restart")


def _header_again(rows: Sequence[Any], last: int) -> list[Any]:
    """重印的表头（第 0 到 ``last`` 行）：与再下面的行合并的格（绩效指标）成为单独一格，空着；字在下面重写。"""
    places = [_columns(row) for row in rows]
    made = [deepcopy(row) for row in rows[: last + 1]]
    for number, row in enumerate(made):
        for left, (cell, _) in _columns(row).items():
            merging = cell.find(f"./{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merging is None or _bottom(places, number, left) <= last:
                continue
            merging.getparent().remove(merging)
            for text in list(cell.iter(qn("w:t"), qn("w:br"))):
                text.getparent().remove(text)
    return made


def _page_break() -> Any:
    """另起一页的空段，一磅高。"""
    paragraph: Any = OxmlElement("w:p")
    _break_before(paragraph)
    spacing = paragraph.get_or_add_pPr().get_or_add_spacing()
    for name, value in (("before", 0), ("after", 0), ("line", _TWIPS), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), str(value))
    return paragraph
