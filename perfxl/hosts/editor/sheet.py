"""一张打开来改的工作表：格、行高、合并、换页、保护。"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from decimal import Decimal

from perfxl.grammar.cached_property import cached_property
from perfxl.hosts.editor.attributes import (
    block_of,
    is_on,
    number_in,
    place_of,
    real,
    whole,
)
from perfxl.hosts.editor.formulas import unshared
from perfxl.hosts.editor.package import EditedPackage, child, children, local_name, without
from perfxl.hosts.editor.rich_text import is_rich, plain_item, replaced_text
from perfxl.hosts.editor.xml_tree import etree, has_unplaced_cells
from perfxl.model.address import LAST_COLUMN, Block, cell_address
from perfxl.model.file_faults import NotWritableError

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
_LONGEST = 30
# 看列自己的样式，至多看到第几列。
_MOST_STYLED = 1024


class EditedSheet:
    """一张工作表。行列从 1 数起；文字总写成文字，数写成数。"""

    def __init__(self, package: EditedPackage, name: str, part: str) -> None:
        self.package = package
        self.name = name
        self.part = part
        # 只看的根元素；要改时先 ``_touch``。
        self.root = root = package.look(part)
        # 写了两遍的，改的只是头一遍，写出来一格两个内容。
        if sum(1 for _ in children(root, "sheetData")) > 1:
            raise package.damaged(part)
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
            data = self._data()
            rows = list(children(data, "row"))
            self._index = {whole(row.get("r")): row for row in rows}
            if len(self._index) < len(rows) or 0 in self._index or has_unplaced_cells(data):
                self._index = _rows_in_place(rows)
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
            found = {} if element is None else _without_twins(element)
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
            after = [element.index(each) for other, each in cells.items() if other < column]
            element.insert(max(after, default=-1) + 1, found)
            self._cells.pop(row, None)
            without(element, "spans")  # 可写可不写，只是给读的程序提个醒
        return found

    @cached_property
    def _arrays(self) -> list[tuple[Block, str]]:
        """数组公式、模拟运算表占着的区域。"""
        data = child(self.root, "sheetData")
        formulas = data.iter(self.tag("f")) if data is not None else ()
        return [
            (block, block.address)
            for each in formulas
            if each.get("t") in ("array", "dataTable")
            and (block := block_of(each.get("ref"))) is not None
            and block[:2] != block[2:]
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
            yield from children(row, "c")

    def set_text(self, row: int, column: int, text: str) -> None:
        """写文字；``=`` 开头的也是文字。"""
        if not text:
            self.clear(row, column)
            return
        self._set_item(row, column, plain_item(self._inline, self._text, text))

    def replace_text(
        self, row: int, column: int, text: str, *, visible: Callable[[str], str], keep_blanks: bool
    ) -> None:
        """换成另一段字，没有变的字照旧：富文本各段的字体、注音、看不见的字符；见 ``replaced_text``。"""
        item = self._item(row, column)
        if item is None or not text:
            self.set_text(row, column, text)
            return
        replaced_text(item, text, visible=visible, keep_blanks=keep_blanks)
        self._set_item(row, column, item)

    def rich_text(self, row: int, column: int) -> etree._Element | None:
        """分段写着字体的文字（``is``），照抄的一份；不是富文本的为 ``None``。"""
        item = self._item(row, column)
        return item if item is not None and is_rich(item) else None

    def kind(self, row: int, column: int) -> str:
        """存着的是哪一种：``n`` 数，``b`` 真假，``e`` 错误值，``s`` 等是文字；空格为 ``""``。"""
        cell = self.cell(row, column)
        return "" if cell is None or not len(cell) else cell.get("t", "n")

    def text(self, row: int, column: int) -> str:
        """格里的文字，注音不算；不是文字的为 ``""``。"""
        item = self._item(row, column)
        if item is None:
            return ""
        runs = [item, *children(item, "r")]
        return "".join(part.text or "" for run in runs for part in children(run, "t"))

    def _item(self, row: int, column: int) -> etree._Element | None:
        """一格的文字（``is``），照抄的一份；不是文字、是公式的为 ``None``。"""
        cell = self.cell(row, column)
        if cell is None or child(cell, "f") is not None:
            return None
        found = child(cell, "is") if cell.get("t") == "inlineStr" else None
        if cell.get("t") == "s":
            value = child(cell, "v")
            found = self.package.shared_string(value.text if value is not None else None)
        if found is None:
            return None
        item = deepcopy(found)
        item.tag, item.tail = self._inline, None
        return item

    def _set_item(self, row: int, column: int, item: etree._Element) -> None:
        cell = self._emptied(row, column)
        cell.set("t", "inlineStr")
        cell.append(item)

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
        etree.SubElement(cell, self.tag("v")).text = number_text(number)

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
        number = number_in(value.text)
        return "" if number is None else number

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
        found: dict[str, tuple[str, str]] = {}
        for cell in self._all_cells() if self.has_formulas else ():
            each = child(cell, "f")
            if each is not None and each.get("t") == "shared" and each.text:
                found[each.get("si", "")] = (each.text, cell.get("r", ""))
        return found

    # 样式与尺寸

    def style(self, row: int, column: int) -> int:
        """一格的样式号：格上没有的看行，再看列。"""
        cell = self.cells(row).get(column)
        if cell is not None:
            return whole(cell.get("s"))
        element = self._rows.get(row)
        if element is not None and is_on(element.get("customFormat")):
            return whole(element.get("s"))
        found = self._column(column)
        return whole(found.get("style")) if found is not None else 0

    def column_styles(self) -> dict[int, int]:
        """各列自己的样式号；一段管着极多列的，只看前面几列。"""
        found: dict[int, int] = {}
        section = child(self.root, "cols")
        for each in children(section, "col") if section is not None else ():
            first, last = _columns_of(each)
            for column in range(first, min(last, _MOST_STYLED) + 1) if first else ():
                found.setdefault(column, whole(each.get("style")))
        return found

    def row_styles(self) -> dict[int, int]:
        """各行自己的样式号。"""
        return {
            number: whole(row.get("s"))
            for number, row in self._rows.items()
            if is_on(row.get("customFormat"))
        }

    def clear_rows(self) -> None:
        """去掉全部行。"""
        self._touch()
        data = self._data()
        for element in list(data):
            data.remove(element)
        data.text = None
        self.reset()

    def fill_rows(self, rows: str, area: Block) -> None:
        """``sheetData`` 整个换成写好的各行；存的时候才放进去，其后不能再一格一格改。"""
        self.clear_rows()
        dimension = child(self.root, "dimension")
        if dimension is not None:
            dimension.set("ref", area.address)
        self.package.fill(self.part, b"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode())

    def set_style(self, row: int, column: int, style: int) -> None:
        """换一格的样式。"""
        self._made_cell(row, column).set("s", str(style))

    def _column(self, column: int) -> etree._Element | None:
        """管着一列的 ``col``。"""
        found = child(self.root, "cols")
        for each in children(found, "col") if found is not None else ():
            first, last = _columns_of(each)
            if first <= column <= last:
                return each
        return None

    def column_width(self, column: int) -> float:
        """列宽（Excel 的列宽单位）；隐藏的为 0。"""
        found = self._column(column)
        if found is not None:
            return 0.0 if is_on(found.get("hidden")) else real(found.get("width"), 8.43)
        usual = child(self.root, "sheetFormatPr")
        return real(usual.get("defaultColWidth") if usual is not None else None, 8.43)

    def set_column_widths(self, widths: Iterable[tuple[int, float]]) -> None:
        """改几列的宽；列的样式照旧。"""
        wanted = list(widths)
        alone = self._lone_columns() if wanted else {}
        for column, width in wanted:
            element = alone.get(column)
            if element is None:
                element = self._own_column(column)
            element.set("width", f"{width:.2f}")
            element.set("customWidth", "1")

    def _lone_columns(self) -> dict[int, etree._Element]:
        """只管一列的各个 ``col``，拿来改。"""
        found: dict[int, etree._Element] = {}
        for each in children(self.section("cols"), "col"):
            first, last = _columns_of(each)
            if first == last:
                found.setdefault(first, each)
        return found

    def _own_column(self, column: int) -> etree._Element:
        """只管这一列的 ``col``；原来一段管着几列的拆开。"""
        columns = self.section("cols")
        for each in list(children(columns, "col")):
            first, last = _columns_of(each)
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
        before = [
            columns.index(each)
            for each in children(columns, "col")
            if _columns_of(each)[1] < column
        ]
        columns.insert(max(before, default=-1) + 1, made)
        return made

    def row_height(self, row: int) -> float:
        """行高（磅）。"""
        element = self._rows.get(row)
        usual = child(self.root, "sheetFormatPr")
        default = real(usual.get("defaultRowHeight") if usual is not None else None, 15.0)
        return real(element.get("ht") if element is not None else None, default)

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
        found = (block_of(each.get("ref")) for each in section) if section is not None else ()
        return [block for block in found if block is not None]

    def set_merged(self, blocks: Iterable[Block]) -> None:
        """合并的块整个换成这些；只有一格的不算。"""
        wanted = [block for block in blocks if block[:2] != block[2:]]
        if not wanted:
            self.drop_section("mergeCells")
            return
        section = self.section("mergeCells")
        tag = self.tag("mergeCell")
        kept: list[etree._Element] = []
        for each in list(section):
            # 原有的改写，比去掉了再添快一倍。
            if len(kept) < len(wanted) and each.tag == tag and each.keys() == ["ref"]:
                each.set("ref", wanted[len(kept)].address)
                kept.append(each)
            else:
                section.remove(each)
        for block in wanted[len(kept) :]:
            etree.SubElement(section, tag, ref=block.address)
        section.set("count", str(len(wanted)))

    def break_before(self, rows: Iterable[int]) -> None:
        """在这几行前换页，加在原有的之外。"""
        wanted = {row - 1 for row in rows if row > 1}
        if not wanted:
            return
        section = self.section("rowBreaks")
        wanted |= {whole(each.get("id")) for each in children(section, "brk")}
        for each in list(section):
            section.remove(each)
        for row in sorted(wanted):
            element = etree.SubElement(section, self.tag("brk"))
            for name, value in (("id", row), ("max", LAST_COLUMN - 1), ("man", 1)):
                element.set(name, str(value))
        section.set("count", str(len(wanted)))
        section.set("manualBreakCount", str(len(wanted)))

    @property
    def is_landscape(self) -> bool:
        """横着印。"""
        setup = child(self.root, "pageSetup")
        return setup is not None and setup.get("orientation") == "landscape"

    @property
    def fits_width_only(self) -> bool:
        """打印设置是缩成一页宽、不管几页高（18.3.1.63、18.3.1.65）。"""
        properties, setup = child(self.root, "sheetPr"), child(self.root, "pageSetup")
        fit = child(properties, "pageSetUpPr") if properties is not None else None
        if fit is None or not is_on(fit.get("fitToPage")) or setup is None:
            return False
        return setup.get("fitToHeight") == "0" and setup.get("fitToWidth", "1") == "1"

    @property
    def is_fitted(self) -> bool:
        """定了缩到几页宽、几页高。"""
        properties = child(self.root, "sheetPr")
        fit = child(properties, "pageSetUpPr") if properties is not None else None
        return fit is not None and is_on(fit.get("fitToPage"))

    def print_one_page_wide(self, *, landscape: bool) -> None:
        """缩成一页宽，高不限，用 A4。"""
        properties = self.section("sheetPr")
        fit = child(properties, "pageSetUpPr")
        if fit is None:
            fit = etree.SubElement(properties, self.tag("pageSetUpPr"))
        fit.set("fitToPage", "1")
        setup = self.section("pageSetup")
        setup.set("paperSize", "9")
        setup.set("orientation", "landscape" if landscape else "portrait")
        setup.set("fitToWidth", "1")
        setup.set("fitToHeight", "0")

    def print_on_one_page(self, *, landscape: bool) -> None:
        """缩印在一页上；要先是 ``fits_width_only`` 的。"""
        self.turn_page(landscape=landscape)
        self.section("pageSetup").set("fitToHeight", "1")

    def turn_page(self, *, landscape: bool) -> None:
        """横着印，或者竖着印。"""
        setup = self.section("pageSetup")
        setup.set("orientation", "landscape" if landscape else "portrait")

    # 保护

    @property
    def protection(self) -> etree._Element | None:
        """设了保护的工作表的 ``sheetProtection``；没有设为 ``None``。"""
        found = child(self.root, "sheetProtection")
        return found if found is not None and is_on(found.get("sheet")) else None


def number_text(number: Decimal) -> str:
    """一个数存着的样子：极大极小的照科学计数，不写几百个零。"""
    plain = number.normalize()
    return format(plain, "f") if abs(plain.adjusted()) < _LONGEST else str(plain)


def _columns_of(element: etree._Element) -> tuple[int, int]:
    """一个 ``col`` 管着的首列、末列；写坏的不管哪一列。"""
    first, last = whole(element.get("min")), whole(element.get("max"))
    return (first, last) if first > 0 else (0, 0)


def _rows_in_place(rows: Iterable[etree._Element]) -> dict[int, etree._Element]:
    """行号、格的地址没有写全的补上，写了两遍的行并成一行，格归到它的地址所在的行；与读的一样。"""
    index: dict[int, etree._Element] = {}
    strays: list[tuple[int, etree._Element]] = []
    row = 0
    for element in rows:
        cells = list(children(element, "c"))
        first = next((place for cell in cells if (place := place_of(cell.get("r")))), None)
        row = whole(element.get("r")) or (first[0] if first else row + 1)
        home = index.setdefault(row, element)
        element.set("r", str(row))
        column = 0
        own = row
        for cell in cells:
            own, column = place_of(cell.get("r")) or (own, column + 1)
            cell.set("r", cell_address(own, column))
            if own != row or home is not element:
                strays.append((own, cell))
        row = own
        if home is not element:
            _drop(element)
    for number, cell in strays:
        _added(index, number, cell)
    for element in index.values():
        _without_twins(element)
    return index


def _without_twins(row: etree._Element) -> dict[int, etree._Element]:
    """一行里各格的元素：列号 → 元素。一格写了两遍的，以后一个有内容的为准，与读的一样，另一个去掉。"""
    found: dict[int, etree._Element] = {}
    for cell in list(children(row, "c")):
        place = place_of(cell.get("r"))
        if place is None:
            continue
        earlier = found.get(place[1])
        if earlier is None or len(cell):
            found[place[1]] = cell
        if earlier is not None:
            _drop(earlier if len(cell) else cell)
    return found


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _added(index: dict[int, etree._Element], number: int, cell: etree._Element) -> None:
    """一格归到 ``number`` 行；没有这一行的，接着前面的行添上。"""
    home = index.get(number)
    if home is None:
        before = max((row for row in index if row < number), default=None)
        home = etree.Element(index[min(index)].tag, r=str(number))
        if before is None:
            index[min(index)].addprevious(home)
        else:
            index[before].addnext(home)
        index[number] = home
    home.append(cell)
