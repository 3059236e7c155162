"""一张打开来改的工作表：格、行高、合并、换页、保护。"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from functools import cached_property

from lxml import etree

from perfxl.hosts.editor.formulas import unshared
from perfxl.hosts.editor.package import EditedPackage, child, children, local_name, without
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.unreadable import NotWritableError
from perfxl.model.address import Block, cell_address, parse_address

# ECMA-376 第 1 部分 18.3.1.99：工作表各元素的次序。
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    *("controls", "webPublishItems", "tableParts", "extLst"),
)
_PLACE = {name: place for place, name in enumerate(_ORDER)}
_LAST_COLUMN = 16_384
# 有没有不写地址的行或格。
_UNPLACED = etree.XPath("boolean(./*[not(@r)] | ./*/*[not(@r)])")


class EditedSheet:
    """一张工作表。行列从 1 数起；文字总写成文字，数写成数。"""

    def __init__(self, package: EditedPackage, name: str, part: str) -> None:
        self.package = package
        self.name = name
        self.part = part
        # 只看的根元素；要改时先 ``_touch``。
        self.root = root = package.look(part)
        self._touched = False
        self._space = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
        self._inline, self._text = self.tag("is"), self.tag("t")
        self._index: dict[int, etree._Element] | None = None
        self._cells: dict[int, dict[int, etree._Element]] = {}

    def _touch(self) -> None:
        if not self._touched:
            self.package.edit(self.part)
            self._touched = True

    def tag(self, name: str) -> str:
        """带命名空间的元素名。"""
        return f"{self._space}{name}"

    def section(self, name: str) -> etree._Element:
        """工作表的一节（``mergeCells`` 等）；没有时按次序添上，拿来改。"""
        self._touch()
        found = child(self.root, name)
        if found is not None:
            return found
        made = etree.Element(self.tag(name))
        place = _PLACE[name]
        for position, element in enumerate(self.root):
            # 扩展里的元素（mc:AlternateContent）原处不动。
            if _PLACE.get(local_name(element), -1) > place:
                self.root.insert(position, made)
                return made
        self.root.append(made)
        return made

    def drop_section(self, name: str) -> None:
        """删去一节。"""
        self._touch()
        for element in list(children(self.root, name)):
            self.root.remove(element)

    # 行与格

    @property
    def _rows(self) -> dict[int, etree._Element]:
        if self._index is None:
            self._index = {}
            row = 0
            data = self._data()
            unplaced = bool(_UNPLACED(data))
            for element in children(data, "row"):
                row = _row_number(element) or row + 1
                if unplaced:
                    _place(element, row)
                self._index[row] = element
        return self._index

    def reset(self) -> None:
        """行列改排之后，忘掉记着的位置。"""
        self._index = None
        self._cells.clear()
        for name in ("_arrays", "_masters"):
            self.__dict__.pop(name, None)

    def _data(self) -> etree._Element:
        found = child(self.root, "sheetData")
        return self.section("sheetData") if found is None else found

    def row(self, number: int) -> etree._Element | None:
        """一行的元素，只看；没有为 ``None``。"""
        return self._rows.get(number)

    def row_numbers(self) -> list[int]:
        """有元素的行号。"""
        return list(self._rows)

    def made_row(self, number: int) -> etree._Element:
        """一行的元素，没有时添上。"""
        found = self._rows.get(number)
        if found is None:
            data = self._data()
            self._touch()
            found = etree.Element(self.tag("row"), r=str(number))
            after = [place for place, row in enumerate(self._rows) if row < number]
            data.insert(after[-1] + 1 if after else 0, found)
            self._index = None
        return found

    def cells(self, row: int) -> dict[int, etree._Element]:
        """一行里各格的元素：列号 → 元素。"""
        found = self._cells.get(row)
        if found is None:
            element = self._rows.get(row)
            found = {}
            column = 0
            for cell in element if element is not None else ():
                reference = cell.get("r")
                column = parse_address(reference)[1] if reference else column + 1
                found[column] = cell
            self._cells[row] = found
        return found

    def cell(self, row: int, column: int) -> etree._Element | None:
        """一格的元素，只看；没有为 ``None``。"""
        return self.cells(row).get(column)

    def _made_cell(self, row: int, column: int) -> etree._Element:
        self._touch()
        cells = self.cells(row)
        found = cells.get(column)
        if found is None:
            element = self.made_row(row)
            style = self.style(row, column)
            found = etree.Element(self.tag("c"), r=cell_address(row, column))
            if style:
                found.set("s", str(style))
            before = sum(1 for other in cells if other < column)
            element.insert(before, found)
            self._cells.pop(row, None)
            spans = element.get("spans")
            if spans:
                first, _, last = spans.partition(":")
                element.set("spans", f"{min(int(first), column)}:{max(int(last), column)}")
        return found

    @cached_property
    def _arrays(self) -> list[tuple[Block, str]]:
        """数组公式、模拟运算表占着的区域。"""
        data = child(self.root, "sheetData")
        formulas = data.iter(self.tag("f")) if data is not None else ()
        return [
            (Block.parse(each.get("ref", "")), each.get("ref", ""))
            for each in formulas
            if each.get("t") in ("array", "dataTable") and ":" in (each.get("ref") or "")
        ]

    def _refuse_array(self, row: int, column: int) -> None:
        for block, area in self._arrays:
            if block.top <= row <= block.bottom and block.left <= column <= block.right:
                raise NotWritableError(
                    f"“{self.package.path.name}”的 {self.name}!{cell_address(row, column)} 在数组公式"
                    f"（{area}）里，不能只改其中一格；请在 Excel 里改成普通公式再试。"
                )

    def _emptied(self, row: int, column: int) -> etree._Element:
        """一格，去掉值和公式，样式不动。"""
        if self._arrays:
            self._refuse_array(row, column)
        cell = self._made_cell(row, column)
        if not len(cell) and cell.get("t", "n") == "n":
            return cell
        for part in list(cell):
            if local_name(part) == "f":
                self._release(part)
                self.package.calculation_order_stale = True
            cell.remove(part)
        without(cell, "t", "cm", "vm")
        return cell

    def _release(self, formula: etree._Element) -> None:
        """去掉公式之前，别的格与它共享的先各写各的。"""
        if formula.get("t") == "shared":
            self.unshare()

    @property
    def has_formulas(self) -> bool:
        """有没有公式。"""
        data = child(self.root, "sheetData")
        return data is not None and next(data.iter(self.tag("f")), None) is not None

    def unshare(self) -> None:
        """共享公式都写成各格自己的公式。"""
        if not self.has_formulas:
            return
        self._touch()
        masters: dict[str, tuple[str, str]] = {}
        for cell in self._all_cells():
            formula = child(cell, "f")
            if formula is None or formula.get("t") != "shared":
                continue
            group, own = formula.get("si", ""), cell.get("r", "")
            if formula.text:
                masters[group] = (formula.text, own)
            elif group in masters:
                text, origin = masters[group]
                formula.text = unshared(text, origin, own)
            without(formula, "t", "si", "ref")

    def _all_cells(self) -> Iterator[etree._Element]:
        for row in self._rows.values():
            yield from row

    def set_text(self, row: int, column: int, text: str) -> None:
        """写文字；``=`` 开头的也是文字。"""
        if not text:
            self.clear(row, column)
            return
        cell = self._emptied(row, column)
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, self._inline)
        part = etree.SubElement(inline, self._text)
        part.text = escaped(text)
        if text != text.strip() or "\n" in text:
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def set_number(self, row: int, column: int, number: Decimal) -> None:
        """写数。"""
        self._add_value(self._emptied(row, column), number)

    def set_formula(self, row: int, column: int, formula: str, value: Decimal | None) -> None:
        """写公式（不带等号）和它现在的值；没有值的，打开时由 Excel 算。"""
        cell = self._emptied(row, column)
        etree.SubElement(cell, self.tag("f")).text = formula
        if value is not None:
            self._add_value(cell, value)

    def _add_value(self, cell: etree._Element, number: Decimal) -> None:
        etree.SubElement(cell, self.tag("v")).text = format(number.normalize(), "f")

    def set_cached(self, row: int, column: int, value: Decimal | None) -> None:
        """换掉公式存着的值，公式不动；不知道的不存，由 Excel 算。"""
        cell = self.cell(row, column)
        if cell is None:
            return
        self._touch()
        for part in list(children(cell, "v")):
            cell.remove(part)
        without(cell, "t")
        if value is not None:
            self._add_value(cell, value)

    def content(self, row: int, column: int) -> Decimal | str | None:
        """一格写着的：数；文字、逻辑值一律为 ``""``；空格为 ``None``。"""
        cell = self.cell(row, column)
        if cell is None or not len(cell):
            return None
        value = child(cell, "v")
        if value is None or not value.text or cell.get("t", "n") != "n":
            return ""
        return Decimal(value.text)

    def plain_formulas(self) -> list[tuple[int, int]]:
        """普通公式所在的格；数组公式、模拟运算表不算。"""
        return [
            (row, column)
            for row in self.row_numbers()
            for column, cell in self.cells(row).items()
            if (found := child(cell, "f")) is not None
            and found.get("t") not in ("array", "dataTable")
        ]

    def clear(self, row: int, column: int) -> None:
        """清空一格，样式不动。"""
        cell = self.cell(row, column)
        if cell is not None and len(cell):
            self._emptied(row, column)

    def formula(self, row: int, column: int) -> str | None:
        """一格的公式，不带等号；没有为 ``None``。与别的格共享的，写成自己的。"""
        cell = self.cell(row, column)
        found = child(cell, "f") if cell is not None else None
        if found is None:
            return None
        if found.get("t") == "shared" and not found.text:
            text, origin = self._masters.get(found.get("si", ""), ("", ""))
            return unshared(text, origin, cell_address(row, column)) if text else ""
        return found.text or ""

    @cached_property
    def _masters(self) -> dict[str, tuple[str, str]]:
        """共享公式的主格：组号 → 公式、地址。"""
        data = child(self.root, "sheetData")
        found: dict[str, tuple[str, str]] = {}
        for each in data.iter(self.tag("f")) if data is not None else ():
            cell = each.getparent()
            if each.get("t") == "shared" and each.text and cell is not None:
                found[each.get("si", "")] = (each.text, cell.get("r", ""))
        return found

    # 样式与尺寸

    def style(self, row: int, column: int) -> int:
        """一格的样式号：格上没有的看行，再看列。"""
        cell = self.cells(row).get(column)
        if cell is not None:
            return int(cell.get("s") or 0)
        element = self._rows.get(row)
        if element is not None and element.get("customFormat") in ("1", "true"):
            return int(element.get("s") or 0)
        for each in self._columns():
            if int(each.attrib["min"]) <= column <= int(each.attrib["max"]):
                return int(each.get("style") or 0)
        return 0

    def set_style(self, row: int, column: int, style: int) -> None:
        """换一格的样式。"""
        self._made_cell(row, column).set("s", str(style))

    def _columns(self) -> list[etree._Element]:
        found = child(self.root, "cols")
        return [] if found is None else list(children(found, "col"))

    def column_width(self, column: int) -> float:
        """列宽（Excel 的列宽单位）；隐藏的为 0。"""
        for each in self._columns():
            if int(each.attrib["min"]) <= column <= int(each.attrib["max"]):
                if each.get("hidden") in ("1", "true"):
                    return 0.0
                return float(each.get("width") or 8.43)
        usual = child(self.root, "sheetFormatPr")
        width = usual.get("defaultColWidth") if usual is not None else None
        return float(width) if width else 8.43

    def set_column_widths(self, widths: Iterable[tuple[int, float]]) -> None:
        """改几列的宽；列的样式照旧。"""
        for column, width in widths:
            element = self._own_column(column)
            element.set("width", f"{width:.2f}")
            element.set("customWidth", "1")

    def _own_column(self, column: int) -> etree._Element:
        """只管这一列的 ``col``；原来一段管着几列的拆开。"""
        columns = self.section("cols")
        for each in list(columns):
            first, last = int(each.attrib["min"]), int(each.attrib["max"])
            if first == last == column:
                return each
            if first <= column <= last:
                place = columns.index(each)
                columns.remove(each)
                for low, high in ((first, column - 1), (column, column), (column + 1, last)):
                    if low <= high:
                        piece = deepcopy(each)
                        piece.set("min", str(low))
                        piece.set("max", str(high))
                        columns.insert(place, piece)
                        place += 1
                return self._own_column(column)
        made = etree.Element(self.tag("col"), min=str(column), max=str(column))
        before = sum(1 for each in columns if int(each.attrib["max"]) < column)
        columns.insert(before, made)
        return made

    def row_height(self, row: int) -> float:
        """行高（磅）。"""
        element = self._rows.get(row)
        height = element.get("ht") if element is not None else None
        if height:
            return float(height)
        usual = child(self.root, "sheetFormatPr")
        default = usual.get("defaultRowHeight") if usual is not None else None
        return float(default) if default else 15.0

    def set_row_height(self, row: int, height: float) -> None:
        """改行高（磅）。"""
        element = self.made_row(row)
        self._touch()
        element.set("ht", f"{height:g}")
        element.set("customHeight", "1")

    # 合并、换页

    def merged(self) -> list[Block]:
        """合并的块。"""
        section = child(self.root, "mergeCells")
        return [Block.parse(each.get("ref", "")) for each in section] if section is not None else []

    def set_merged(self, blocks: Iterable[Block]) -> None:
        """合并的块整个换成这些；只有一格的不算。"""
        wanted = [block for block in blocks if block[:2] != block[2:]]
        if not wanted:
            self.drop_section("mergeCells")
            return
        section = self.section("mergeCells")
        for each in list(section):
            section.remove(each)
        for block in wanted:
            etree.SubElement(section, self.tag("mergeCell")).set("ref", block.address)
        section.set("count", str(len(wanted)))

    def break_before(self, rows: Iterable[int]) -> None:
        """在这几行前换页，加在原有的之外。"""
        wanted = {row - 1 for row in rows if row > 1}
        if not wanted:
            return
        section = self.section("rowBreaks")
        wanted |= {int(each.get("id", "0")) for each in section}
        for each in list(section):
            section.remove(each)
        for row in sorted(wanted):
            element = etree.SubElement(section, self.tag("brk"))
            for name, value in (("id", row), ("max", _LAST_COLUMN - 1), ("man", 1)):
                element.set(name, str(value))
        section.set("count", str(len(wanted)))
        section.set("manualBreakCount", str(len(wanted)))

    # 保护

    @property
    def protection(self) -> etree._Element | None:
        """设了保护的工作表的 ``sheetProtection``；没有设为 ``None``。"""
        found = child(self.root, "sheetProtection")
        on = found is not None and found.get("sheet") in ("1", "true")
        return found if on else None


def _row_number(row: etree._Element) -> int | None:
    """行号；行上没有写的看格的地址。"""
    if row.get("r"):
        return int(row.get("r", "0"))
    return next((parse_address(c.get("r", ""))[0] for c in row if c.get("r")), None)


def _place(row: etree._Element, number: int) -> None:
    """行号、格的地址没有写的补上；格没有地址的接着前一格。"""
    if row.get("r") is None:
        row.set("r", str(number))
    column = 0
    for cell in row:
        reference = cell.get("r")
        column = parse_address(reference)[1] if reference else column + 1
        if reference is None:
            cell.set("r", cell_address(number, column))
