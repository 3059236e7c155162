"""把一张工作表照新排法重排，凡提到行列的地方都跟着走。

跟着走的有：行与格、公式（别的工作表里的也算）、合并、条件格式、数据验证、超链接、打印区域和打印标题、
名称、换页、自动筛选、表格、批注、文本框和图片的位置、图表的数据、扩展里的同类。
依据：ECMA-376 第 1 部分 18.3、20.5（绘图的锚）、第 4 部分 19.4（VML）。
"""

import re
from collections.abc import Callable, Sequence
from copy import copy

from perfxl.hosts.editor.anchors import move_anchors
from perfxl.hosts.editor.attributes import block_of, place_of, real, whole
from perfxl.hosts.editor.formulas import (
    Moves,
    UnreadableFormulaError,
    mentions_cells,
    moved_area,
    moved_formula,
)
from perfxl.hosts.editor.package import (
    EditedPackage,
    child,
    children,
    local_name,
    may_mention,
    without,
)
from perfxl.hosts.editor.references import FORMULAS, TABLE_FORMULAS, rewrite_links
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.editor.vml import moved_vml, rewritten_vml
from perfxl.hosts.editor.xml_tree import etree
from perfxl.model.address import LAST_COLUMN, LAST_ROW, Block, cell_address
from perfxl.model.arrangement import Axis, joined_spans
from perfxl.model.file_faults import NotWritableError

# 另有地方挪的几节，和不写地址的几节（ECMA-376 第 1 部分 18.3.1）。
_NOT_WALKED = frozenset(
    {
        *("sheetData", "mergeCells", "cols"),
        *("sheetPr", "sheetFormatPr", "sheetProtection", "phoneticPr"),
        *("printOptions", "pageMargins", "pageSetup", "headerFooter"),
    }
)
# 写着地址的属性。
_ADDRESSES = ("ref", "sqref", "activeCell", "topLeftCell", "r")
# 地址整段没有了，这一项也就没有了。
_LISTS = frozenset(
    {
        *("hyperlinks", "ignoredErrors", "dataValidations", "protectedRanges", "cellWatches"),
        *("scenarios", "extLst"),
    }
)
_ITEMS = frozenset(
    {
        *("mergeCell", "hyperlink", "conditionalFormatting", "dataValidation", "ignoredError"),
        *("protectedRange", "cellWatch", "inputCells", "sortCondition", "autoFilter"),
    }
)


def relocate(
    package: EditedPackage,
    sheet: EditedSheet,
    others: list[EditedSheet],
    moves: Moves,
    merged: Sequence[Block] | None = None,
    *,
    alone: bool = False,
) -> None:
    """照 ``moves`` 重排 ``sheet``。

    ``others`` 是可能引用着它的其他工作表，其中的引用跟着改。
    ``merged`` 是重排后的合并块；不给就由原来的推出。``alone``：除了自己的图表，没有图表用它的数据。
    """
    if not moves.none:
        _Relocation(package, sheet, moves).run(others, merged, alone=alone)
    elif merged is not None:
        sheet.set_merged(merged)


class _Relocation:
    def __init__(self, package: EditedPackage, sheet: EditedSheet, moves: Moves) -> None:
        self.package = package
        self.sheet = sheet
        self.moves = moves
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def run(
        self, others: list[EditedSheet], merged: Sequence[Block] | None, *, alone: bool
    ) -> None:
        if not self.moves.columns.is_same:
            self._refuse_tables()
        self.package.edit(self.sheet.part)
        self.has_formulas = self.sheet.has_formulas
        self.sheet.unshare()
        blocks = self._moved_merges() if merged is None else merged
        self._move_rows()
        if not self.moves.columns.is_same:
            self._move_columns()
        self.sheet.reset()
        for section in list(self.sheet.root):
            if local_name(section) not in _NOT_WALKED:
                self._move_section(section)
        self.sheet.set_merged(blocks)
        self._move_related()
        for other in others:
            self._move_formulas_of(other)
        self._move_names()
        if not alone or self.package.related(self.sheet.part, "drawing"):
            self._move_charts()
        self.package.calculation_order_stale = True

    def _refuse_tables(self) -> None:
        """表格（ListObject）的栏各有名字，去掉一栏就对不上了。"""
        if self.package.related(self.sheet.part, "table"):
            raise NotWritableError(
                f"“{self.package.path.name}”的工作表“{self.sheet.name}”里有表格（插入的“表”），栏不能增减；"
                "请在 Excel 的“表设计—转换为区域”之后再试。"
            )

    # 行与格

    def _move_rows(self) -> None:
        rows, data = self.moves.rows, child(self.sheet.root, "sheetData")
        if data is None:
            return
        originals = {number: self.sheet.row(number) for number in self.sheet.row_numbers()}
        arranged: list[etree._Element] = []
        for place, source in enumerate(rows.sources, 1):
            original = originals.get(source)
            if original is None:
                continue
            # 同一行要用几回的，照抄一份（lxml 的 copy 连下级一起抄）；最后不用的自然丢下。
            element = copy(original) if source in rows.repeated else original
            self._renumber(element, place)
            if place in rows.fresh:
                _empty(element)
            arranged.append(element)
        for number, below in originals.items():
            if number > rows.last and below is not None:
                self._renumber(below, rows.outputs(number)[0])
                arranged.append(below)
        for element in list(data):
            data.remove(element)
        data.extend(arranged)

    def _renumber(self, row: etree._Element, place: int) -> None:
        row.set("r", str(place))
        if "spans" in row.attrib and not self.moves.columns.is_same:
            del row.attrib["spans"]
        same_columns = self.moves.columns.is_same
        for cell in list(children(row, "c")):
            found = place_of(cell.get("r"))
            if found is None:
                continue
            column = found[1]
            if not same_columns:
                outputs = self.moves.columns.outputs(column)
                if not outputs:
                    row.remove(cell)
                    continue
                column = outputs[0]
            cell.set("r", cell_address(place, column))
            for formula in children(cell, "f") if self.has_formulas else ():
                self._move_cell_formula(formula, (place, column))

    def _move_cell_formula(self, formula: etree._Element, at: tuple[int, int]) -> None:
        if formula.text:
            formula.text = self._formula(formula.text, at)
        for name in ("ref", "r1", "r2"):
            value = formula.get(name)
            if value:
                formula.set(name, moved_area(value, self.moves, at) or value)

    def _move_columns(self) -> None:
        columns = self.moves.columns
        section = child(self.sheet.root, "cols")
        if section is None:
            return
        for each in list(children(section, "col")):
            first, last = whole(each.get("min")), min(whole(each.get("max")), LAST_COLUMN)
            span = columns.span(first, last) if 0 < first <= last else None
            if span is None:
                section.remove(each)
            else:
                each.set("min", str(span[0]))
                each.set("max", str(min(span[1], LAST_COLUMN)))

    def _moved_merges(self) -> list[Block]:
        return [
            Block(top, left, bottom, right)
            for block in self.sheet.merged()
            for top, bottom in self.moves.rows.copies(block.top, block.bottom)
            for left, right in self.moves.columns.copies(block.left, block.right)
        ]

    # 工作表的各节

    def _move_section(self, section: etree._Element) -> None:
        name = local_name(section)
        if name in ("rowBreaks", "colBreaks"):
            self._move_breaks(
                section, self.moves.rows if name == "rowBreaks" else self.moves.columns
            )
            return
        if name == "dimension":
            self._set_dimension(section)
            return
        if name == "autoFilter" and not self.moves.columns.is_same:
            for each in list(section):
                section.remove(each)  # 筛选的条件按栏的序号记，栏变了就不能留
        elements = list(section.iter())
        for element in elements:
            self._move_addresses(element)
        self._move_links(section)
        move_anchors(section, self.moves)
        for element in elements:
            text = element.text if local_name(element) in FORMULAS else None
            if text and mentions_cells(text):
                element.text = self._formula(text, _first_place(element))
        parent = section.getparent()
        if parent is not None and len(section) == 0 and name in _LISTS:
            parent.remove(section)
        elif section.get("count") is not None:
            section.set("count", str(len(section)))

    def _move_addresses(self, element: etree._Element) -> None:
        name = local_name(element)
        for attribute in _ADDRESSES if element.keys() else ():
            value = element.get(attribute)
            if not value or (attribute == "r" and name not in ("cellWatch", "inputCells")):
                continue
            single = attribute in ("activeCell", "topLeftCell", "r")
            moved = self._areas(value, single=single)
            parent = element.getparent()
            if not moved and name in _ITEMS and parent is not None:
                parent.remove(element)
                return
            element.set(attribute, moved or "A1")
        if name == "pane":
            self._move_pane(element)
        if name == "sqref" and element.text:
            element.text = self._areas(element.text)
            if not element.text:
                _drop_extension(element)

    def _areas(self, areas: str, *, single: bool = False) -> str:
        moved: list[str] = []
        for area in areas.split():
            block = block_of(area)
            if block is None:
                found = moved_area(area, self.moves)
                moved += [found] if found else []
                continue
            if single:
                found = moved_area(area, self.moves, stretched=False)
                moved += [found] if found else []
                continue
            spans = self._row_spans(block.top, block.bottom)
            for left, right in self.moves.columns.copies(block.left, block.right):
                moved += [
                    Block(top, left, min(bottom, LAST_ROW), min(right, LAST_COLUMN)).address
                    for top, bottom in spans
                    if top <= LAST_ROW and left <= LAST_COLUMN
                ]
        return " ".join(moved)

    def _row_spans(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """几行排到的各段；一行上往往有好几个验证、条件格式，找一遍就够。"""
        found = self._spans.get((top, bottom))
        if found is None:
            found = self._spans[top, bottom] = joined_spans(self.moves.rows.copies(top, bottom))
        return found

    def _move_pane(self, pane: etree._Element) -> None:
        if not (pane.get("state") or "").startswith("frozen"):
            return
        for name, axis in (("ySplit", self.moves.rows), ("xSplit", self.moves.columns)):
            frozen = int(real(pane.get(name), 0))
            span = axis.span(1, frozen) if frozen else None
            if span is not None:
                pane.set(name, str(span[1]))

    def _move_breaks(self, section: etree._Element, axis: Axis) -> None:
        for element in list(children(section, "brk")):
            span = axis.span(1, whole(element.get("id")))
            if span is None:
                section.remove(element)
            else:
                element.set("id", str(span[1]))
        section.set("count", str(len(section)))
        section.set("manualBreakCount", str(len(section)))

    def _set_dimension(self, section: etree._Element) -> None:
        places = [
            (number, column)
            for number in self.sheet.row_numbers()
            for column in self.sheet.cells(number)
        ]
        if places:
            rows, columns = [row for row, _ in places], [column for _, column in places]
            block = Block(min(rows), min(columns), max(rows), max(columns))
            section.set("ref", block.address)

    def _formula(self, text: str, at: tuple[int, int] | None, own: str | None = "") -> str:
        try:
            return moved_formula(
                text,
                self.moves,
                own=self.sheet.name if own == "" else own,
                moved=self.sheet.name,
                at=at,
            )
        except UnreadableFormulaError as error:
            where = f"!{cell_address(*at)}" if at else ""
            raise NotWritableError(
                f"“{self.package.path.name}”的 {self.sheet.name}{where} 有读不懂的公式“{text}”，"
                "行列变动后不能保证它引用得对；请把它改简单些再试。"
            ) from error

    # 与工作表相连的部件

    def _move_related(self) -> None:
        for relation in self.package.relations(self.sheet.part):
            if relation.external or relation.target not in self.package:
                continue
            if relation.kind in ("comments", "threadedComment"):
                self._move_comments(relation.target)
            elif relation.kind == "vmlDrawing":
                self._move_vml(relation.target)
            elif relation.kind == "drawing":
                self._move_drawing(relation.target)
            elif relation.kind in ("table", "pivotTable"):
                self._move_table(relation.target)
            elif relation.kind == "ctrlProp":
                self._move_links(self.package.edit(relation.target))

    def _move_comments(self, part: str) -> None:
        for element in list(self.package.edit(part).iter()):
            if local_name(element) in (
                "comment",
                "threadedComment",
            ):
                moved = self._areas(element.get("ref", ""), single=True)
                if moved:
                    element.set("ref", moved)
                else:
                    parent = element.getparent()
                    if parent is not None:
                        parent.remove(element)

    def _move_vml(self, part: str) -> None:
        self.package.set_raw(
            part,
            moved_vml(self.package.raw(part), self.moves, lambda text: self._formula(text, None)),
        )

    def _move_drawing(self, part: str) -> None:
        root = self.package.edit(part)
        move_anchors(root, self.moves)
        self._move_links(root)

    def _move_links(self, root: etree._Element, own: str | None = "") -> None:
        rewrite_links(root, lambda link: self._formula(link, None, own))

    def _move_table(self, part: str) -> None:
        root = self.package.edit(part)
        for element in root.iter():
            if element.get("ref") is not None:
                element.set("ref", self._whole_area(element.get("ref", "")))
            if local_name(element) in TABLE_FORMULAS:
                element.text = self._formula(element.text or "", None)

    def _whole_area(self, area: str) -> str:
        return moved_area(area, self.moves) or area

    # 别处的引用

    def _move_formulas_of(self, other: EditedSheet) -> None:
        self._move_controls_of(other)
        if not may_mention(self.package.raw(other.part), self.sheet.name):
            return
        self.package.edit(other.part)
        other.unshare()
        for element in other.root.iter():
            if local_name(element) in FORMULAS and element.text:
                element.text = self._formula(element.text, None, own=other.name)

    def _move_controls_of(self, other: EditedSheet) -> None:
        """别的工作表上的文本框、控件链着这张工作表的格的。"""
        for kind in ("drawing", "ctrlProp", "vmlDrawing"):
            for relation in self.package.related(other.part, kind):
                raw = self.package.raw(relation.target)
                if not may_mention(raw, self.sheet.name):
                    continue
                if kind == "vmlDrawing":
                    moved = rewritten_vml(raw, lambda text: self._formula(text, None, other.name))
                    self.package.set_raw(relation.target, moved)
                    continue
                self._move_links(self.package.edit(relation.target), other.name)

    def _move_names(self) -> None:
        book = self.package.edit(self.package.book_part)
        names = child(book, "definedNames")
        if names is None:
            return
        for element in list(names):
            said = (element.text or "").replace("''", "'").lower()
            if not element.text or self.sheet.name.lower() not in said:
                continue
            moved = self._formula(element.text, None, own=None)
            if "#REF!" in moved and (element.get("name") or "").startswith("_xlnm.Print"):
                names.remove(element)
            else:
                element.text = moved

    def _move_charts(self) -> None:
        for part in self.package.parts:
            if re.search(r"charts?/(chart|chartEx)\d*\.xml$", part, re.IGNORECASE):
                self._edit_when_said(part, self._move_chart)
            elif "pivotCacheDefinition" in part and part.endswith(".xml"):
                self._edit_when_said(part, self._move_pivot)

    def _edit_when_said(self, part: str, edit: Callable[[etree._Element], None]) -> None:
        if may_mention(self.package.raw(part), self.sheet.name):
            edit(self.package.edit(part))

    def _move_chart(self, root: etree._Element) -> None:
        for element in root.iter():
            if local_name(element) == "f" and element.text:
                element.text = self._formula(element.text, None, own=None)

    def _move_pivot(self, root: etree._Element) -> None:
        for element in root.iter():
            if local_name(element) == "worksheetSource" and element.get("sheet") == self.sheet.name:
                element.set("ref", self._whole_area(element.get("ref", "")))


def _first_place(element: etree._Element) -> tuple[int, int] | None:
    """条件格式、数据验证的公式以所在区域的第一格为准。"""
    holder: etree._Element | None = element
    while holder is not None:
        areas = holder.get("sqref") or next(
            (each.text or "" for each in holder if local_name(each) == "sqref"), ""
        )
        if areas:
            return place_of(areas.split()[0].partition(":")[0])
        holder = holder.getparent()
    return None


def _drop_extension(place: etree._Element) -> None:
    """扩展里的一项（数据验证、条件格式、迷你图）所在的格没有了，这一项也去掉，空了的组一并去掉。"""
    item = place.getparent()
    while item is not None:
        holder = item.getparent()
        if holder is None:
            return
        holder.remove(item)
        if len(holder) or local_name(holder) in ("extLst", "worksheet"):
            if holder.get("count") is not None:
                holder.set("count", str(len(holder)))
            return
        item = holder


def _empty(row: etree._Element) -> None:
    """新插的行只要样式。"""
    for cell in children(row, "c"):
        for part in list(cell):
            cell.remove(part)
        without(cell, "t", "cm", "vm")
