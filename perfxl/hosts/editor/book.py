"""一个打开来改的工作簿：取工作表、改名、复制，存成新文件。

book = EditedBook.open(path)
sheet = book.sheet("自评表")
sheet.set_text(3, 2, "=6万元")
book.save(temporary)
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from perfxl.hosts.editor.attributes import whole
from perfxl.hosts.editor.formulas import Moves, renamed_sheet
from perfxl.hosts.editor.package import (
    OFFICE,
    EditedPackage,
    child,
    children,
    local_name,
    without,
)
from perfxl.hosts.editor.references import rename_in_part
from perfxl.hosts.editor.relocation import relocate
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.editor.sheet_copy import copy_into, copy_within
from perfxl.hosts.editor.styles import EditedStyles
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.escaped_text import escaped, unescaped
from perfxl.hosts.source_file import source_bytes
from perfxl.model.address import Block
from perfxl.model.arrangement import Axis
from perfxl.model.file_faults import NotWritableError
from perfxl.model.workbook import Stamp

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN_STYLES = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill><patternFill/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    b'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" '
    b'fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


# 里面可能写着“工作表名!地址”的部件。
_MAY_REFER = re.compile(
    r"(worksheets|charts?|tables|pivotCache|drawings|ctrlProps)/[^/]*\.(xml|vml)$|workbook\.xml$",
    re.IGNORECASE,
)


class EditedBook:
    """一个工作簿。原文件不动；``save`` 写成另一个文件。"""

    def __init__(self, package: EditedPackage) -> None:
        self.package = package
        self._sheets: dict[str, EditedSheet] = {}
        self._styles: EditedStyles | None = None

    @classmethod
    def open(cls, path: Path, as_read: Stamp | None = None) -> "EditedBook":
        """打开 .xlsx、.xlsm；旧格式、损坏、有数字签名、读了（``as_read``）以后又改过的抛 ``NotWritableError``。"""
        data = source_bytes(path, as_read)
        if not data.startswith(b"PK"):
            raise NotWritableError(
                f"“{path.name}”是旧版 .xls（或 .et），可以读、查、评，不能直接写副本；"
                "请用 Excel 或 WPS 另存为 .xlsx 再写。"
            )
        package = EditedPackage(path, data)
        if b"http://purl.oclc.org/ooxml/" in package.raw(package.book_part):
            raise NotWritableError(
                f"“{path.name}”是“严格 Open XML”格式，可以读、查、评，不能直接写副本；"
                "请在 Excel 里另存为普通的“Excel 工作簿（.xlsx）”再写。"
            )
        if any(each.kind == "origin" for each in package.relations("")):
            raise NotWritableError(
                f"“{path.name}”有数字签名，改动会使签名失效；"
                "请在 Excel 里“文件—信息—查看签名”删去签名，另存一份再试。"
            )
        return cls(package)

    def copied(self) -> "EditedBook":
        """一样的一本，从此各改各的；比再打开一次快得多。"""
        own = EditedBook(self.package.copied())
        own._styles = self._styles and self._styles.in_copy(own.package)
        return own

    def save(self, path: Path) -> None:
        """写成 ``path``（须是临时文件，由调用的人换到位）。"""
        self.package.save(path)

    @property
    def styles(self) -> EditedStyles:
        """样式表；没有的添一份最简单的。"""
        if self._styles is None:
            self._styles = self._opened_styles()
        return self._styles

    def _opened_styles(self) -> EditedStyles:
        book = self.package.book_part
        found = self.package.related(book, "styles")
        if not found:
            part = "xl/styles.xml"  # 惯用的名字：有了而关系没有写的，就是它
            if part not in self.package:
                self.package.set_raw(part, _PLAIN_STYLES)
                self.package.declare(part, _STYLES_TYPE)
            self.package.relate(book, "styles", part)
            return EditedStyles(self.package, part)
        return EditedStyles(self.package, self.package.actual(found[0].target))

    def _entries(self) -> list[tuple[etree._Element, str]]:
        """各工作表在工作簿里的一项和部件；图表页不算。"""
        book = self.package.book_part
        targets = {each.id: each.target for each in self.package.related(book, "worksheet")}
        sheets = child(self.package.look(book), "sheets")
        return [
            (entry, self.package.actual(targets[relation]))
            for entry in (sheets if sheets is not None else ())
            if (relation := entry.get(f"{{{OFFICE}}}id") or _strict_id(entry)) in targets
        ]

    @property
    def sheet_names(self) -> list[str]:
        """各工作表名，按标签次序。"""
        return [_name(entry) for entry, _ in self._entries()]

    def sheet(self, name: str) -> EditedSheet:
        """一张工作表；没有时抛 ``NotWritableError``。"""
        found = self._sheets.get(name)
        if found is None:
            for entry, part in self._entries():
                if _name(entry) == name:
                    found = self._sheets[name] = EditedSheet(self.package, name, part)
                    break
            else:
                raise NotWritableError(
                    f"“{self.package.path.name}”里没有工作表“{name}”，请核对工作表名。"
                )
        return found

    def sheets(self) -> list[EditedSheet]:
        """全部工作表。"""
        return [self.sheet(name) for name in self.sheet_names]

    # 行列

    def arrange(
        self,
        name: str,
        rows: Axis | None = None,
        columns: Axis | None = None,
        *,
        merged: Sequence[Block] | None = None,
        referring: Sequence[str] | None = None,
    ) -> None:
        """照新排法重排一张工作表，凡引用到它的都跟着走。

        ``merged`` 是重排后的合并块，不给就由原来的推出；``referring`` 是可能引用着它的别的工作表，
        不给就是全部：刚复制来的别处还没有引用，不必一张张去找。
        """
        moves = Moves(rows or Axis.same(), columns or Axis.same())
        names = self.sheet_names if referring is None else referring
        others = [self.sheet(each) for each in names if each != name]
        relocate(self.package, self.sheet(name), others, moves, merged, alone=referring == ())

    def insert_rows(self, name: str, before: int, count: int, *, like: int | None = None) -> None:
        """在 ``before`` 行前插几行空行，样式、行高照 ``like`` 行（不写时照 ``before`` 行）。"""
        self.arrange(name, rows=Axis.inserted(before, count, like or before))

    # 工作表

    def rename(self, old: str, new: str) -> None:
        """工作表改名，公式和名称里的跟着改。"""
        if old == new:
            return
        self._refuse_locked_structure()
        for entry, _ in self._entries():
            if _name(entry) == old:
                self.package.edit(self.package.book_part)
                entry.set("name", escaped(new))
        sheet = self._sheets.pop(old, None)
        if sheet is not None:
            sheet.name = new
            self._sheets[new] = sheet
        for part in self.package.parts:
            if _MAY_REFER.search(part):
                rename_in_part(self.package, part, old, new)

    def copy(self, name: str, new: str) -> EditedSheet:
        """复制一张工作表，放在最后：页面设置、图形、批注、打印区域都带上。"""
        self._refuse_locked_structure()
        part = copy_within(self.package, self.sheet(name).part, name, new)
        number = self._add_entry(new, part)
        self._copy_names(name, new, number)
        return self.sheet(new)

    def copy_from(self, other: "EditedBook", name: str, new: str) -> EditedSheet:
        """从另一个工作簿复制一张工作表来，放在最后，样式一并带来。"""
        self._refuse_locked_structure()
        part = copy_into(self.package, other.package, other.sheet(name).part, name, new)
        number = self._add_entry(new, part)
        sheet = self.sheet(new)
        _adopt_styles(sheet, self.styles, other.styles)
        names = child(other.package.look(other.package.book_part), "definedNames")
        index = other._index_of(name)
        for each in list(names) if names is not None else ():
            if each.get("localSheetId") == str(index):
                self._add_name(_held(each), renamed_sheet(each.text or "", name, new), number)
        return sheet

    def remove(self, name: str) -> None:
        """去掉一张工作表，连同它自己的名称；别处引用着它的公式不管。"""
        self._refuse_locked_structure()
        book, index = self.package.book_part, self._index_of(name)
        for entry, part in self._entries():
            if _name(entry) == name:
                relation = entry.get(f"{{{OFFICE}}}id") or _strict_id(entry)
                sheets = child(self.package.edit(book), "sheets")
                if sheets is not None:
                    sheets.remove(entry)
                self.package.unrelate(book, relation)
                self.package.remove(part)
        self._sheets.pop(name, None)
        names = child(self.package.edit(book), "definedNames")
        for each in self._names():
            own = whole(each.get("localSheetId", "-1"))
            if names is not None and own == index:
                names.remove(each)
            elif own > index:
                each.set("localSheetId", str(own - 1))
        if names is not None and not len(names):
            self.package.edit(book).remove(names)

    def show_first(self) -> None:
        """打开时停在第一张工作表。"""
        book = self.package.edit(self.package.book_part)
        views = child(book, "bookViews")
        for view in views if views is not None else ():
            without(view, "activeTab", "firstSheet")
        for number, sheet in enumerate(self.sheets()):
            views = child(sheet.root, "sheetViews")
            for view in views if views is not None else ():
                if number == 0 or view.get("tabSelected"):
                    self.package.edit(sheet.part)
                    without(view, "tabSelected")
                    if number == 0:
                        view.set("tabSelected", "1")

    def calculate_on_open(self) -> None:
        """打开时整本重算。"""
        book = self.package.edit(self.package.book_part)
        found = child(book, "calcPr")
        if found is None:
            found = etree.Element(book.tag.replace("workbook", "calcPr"))
            after = {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews"}
            after |= {
                "sheets",
                "functionGroups",
                "externalReferences",
                "definedNames",
                "AlternateContent",
            }
            after |= {"revisionPtr", "absPath"}
            place = [n for n, each in enumerate(book) if local_name(each) in after][-1]
            book.insert(place + 1, found)
        found.set("fullCalcOnLoad", "1")

    # 名称

    def _index_of(self, name: str) -> int:
        """工作表在全部标签（含图表页）里的序号。"""
        sheets = child(self.package.look(self.package.book_part), "sheets")
        names = [_name(each) for each in (sheets if sheets is not None else ())]
        return names.index(name)

    def print_titles(self, name: str) -> tuple[int, int] | None:
        """每页重印的行：首、末。"""
        for each in self._names():
            if each.get("name") == "_xlnm.Print_Titles" and each.get("localSheetId") == str(
                self._index_of(name)
            ):
                for area in (each.text or "").split(","):
                    first, _, last = area.rpartition("!")[2].replace("$", "").partition(":")
                    if first.isdigit() and last.isdigit():
                        return int(first), int(last)
        return None

    def repeat_on_pages(self, name: str, first: int, last: int) -> None:
        """每页重印 ``first`` 到 ``last`` 行；本来就有重印的行的不改。"""
        if self.print_titles(name) is None:
            quoted = escaped(name.replace("'", "''"))
            area = f"'{quoted}'!${first}:${last}"
            self._add_name({"name": "_xlnm.Print_Titles"}, area, self._index_of(name))

    def _names(self) -> list[etree._Element]:
        names = child(self.package.look(self.package.book_part), "definedNames")
        # 夹着的别的元素不是名称。
        return list(children(names, "definedName")) if names is not None else []

    def _copy_names(self, name: str, new: str, number: int) -> None:
        """它自己的名称照抄一份；整本的名称指着它的，另给新表一份自己的，与 Excel 一样。"""
        index = str(self._index_of(name))
        own = {each.get("name") for each in self._names() if each.get("localSheetId") == index}
        for each in self._names():
            owner = each.get("localSheetId")
            if owner != index and (owner is not None or each.get("name") in own):
                continue
            text = renamed_sheet(each.text or "", name, new)
            if owner == index or text != each.text:
                self._add_name(_held(each), text, number)

    def _add_name(self, like: Mapping[str, str], text: str, sheet: int) -> None:
        book = self.package.edit(self.package.book_part)
        names = child(book, "definedNames")
        if names is None:
            names = etree.Element(book.tag.replace("workbook", "definedNames"))
            places = [
                place
                for place, each in enumerate(book)
                if local_name(each) in ("sheets", "functionGroups", "externalReferences")
            ]
            book.insert(places[-1] + 1, names)
        entry = etree.SubElement(names, names.tag.replace("definedNames", "definedName"))
        for key in ("name", "hidden", "function", "vbProcedure", "comment"):
            if key in like:
                entry.set(key, like[key])
        entry.set("localSheetId", str(sheet))
        entry.text = text

    def _add_entry(self, name: str, part: str) -> int:
        """工作簿里添一张工作表，给出它的序号。"""
        book_part = self.package.book_part
        relation = self.package.relate(book_part, "worksheet", part)
        sheets = child(self.package.edit(book_part), "sheets")
        if sheets is None:
            raise NotWritableError(f"“{self.package.path.name}”里没有工作表，请换一个文件。")
        number = (
            max((whole(each.get("sheetId")) for each in children(sheets, "sheet")), default=0) + 1
        )
        entry = etree.SubElement(sheets, sheets.tag.replace("sheets", "sheet"))
        entry.set("name", escaped(name))
        entry.set("sheetId", str(number))
        entry.set(f"{{{OFFICE}}}id", relation)
        return len(sheets) - 1

    def _refuse_locked_structure(self) -> None:
        found = child(self.package.look(self.package.book_part), "workbookProtection")
        if found is not None and found.get("lockStructure") in ("1", "true"):
            raise NotWritableError(
                f"“{self.package.path.name}”设了保护工作簿结构，不能添工作表、改表名；"
                "请在 Excel 的“审阅—保护工作簿”里取消后再试。"
            )


def _name(entry: etree._Element) -> str:
    """工作表名，与读表的读法相同。"""
    return unescaped(entry.get("name", ""))


def _strict_id(entry: etree._Element) -> str:
    """关系编号；严格版的命名空间不同。"""
    return next((str(value) for key, value in entry.items() if str(key).endswith("}id")), "")


def _adopt_styles(sheet: EditedSheet, own: EditedStyles, other: EditedStyles) -> None:
    """搬来的工作表里的样式号换成这个工作簿的。"""
    for element in sheet.package.edit(sheet.part).iter("{*}c", "{*}row", "{*}col"):
        attribute = "style" if local_name(element) == "col" else "s"
        value = element.get(attribute)
        if value is not None:
            element.set(attribute, str(own.copied(other, whole(value))))
    tables = [each.target for each in sheet.package.related(sheet.part, "table")]
    for part in (sheet.part, *tables):
        for element in sheet.package.edit(part).iter("{*}*"):
            _adopt_differentials(element, own, other)


def _adopt_differentials(element: etree._Element, own: EditedStyles, other: EditedStyles) -> None:
    """条件格式、筛选、表格里的 ``dxfId`` 一类；表格里按名字记的单元格样式那边才有，去掉。"""
    for name in map(str, list(element.keys())):
        if name.endswith(("dxfId", "DxfId")):
            number = own.copied_differential(other, whole(element.get(name), -1))
            if number is None:
                del element.attrib[name]
            else:
                element.set(name, str(number))
        elif name.endswith("CellStyle"):
            del element.attrib[name]


def _held(element: etree._Element) -> dict[str, str]:
    """一个元素的各个属性。"""
    return {str(name): str(value) for name, value in element.items()}
