"""样式表：照抄一个单元格样式，只换其中一样。

新样式由原样式的 ``xf`` 照抄改成，别的样式一个不动。依据：ECMA-376 第 1 部分 18.8。
"""

from copy import copy, deepcopy
from typing import TYPE_CHECKING

from perfxl.grammar.cached_property import cached_property
from perfxl.hosts.editor.attributes import real, whole
from perfxl.hosts.editor.package import EditedPackage, child, children, local_name
from perfxl.hosts.editor.xml_tree import etree
from perfxl.model.file_faults import NotWritableError
from perfxl.model.number_format import BUILTIN_FORMATS, GENERAL
from perfxl.plans.fonts import CellFont

if TYPE_CHECKING:
    from perfxl.hosts.editor.palette import Palette

_FIRST_CUSTOM_FORMAT = 164
# 样式表各组的先后（CT_Stylesheet）。
_GROUPS = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)
# 字体各项的先后；Excel 认先后。
_FONT_PARTS = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz"),
    *("color", "name", "family", "charset", "scheme"),
)
# 框线各边的先后。
_BORDER_PARTS = ("start", "left", "end", "right", "top", "bottom", "diagonal")
# 各组里的项叫什么。
_MEMBERS = {
    "numFmts": "numFmt",
    "fonts": "font",
    "fills": "fill",
    "borders": "border",
    "cellXfs": "xf",
    "cellStyleXfs": "xf",
    "dxfs": "dxf",
}
# 没有这一组时先要有的：0 号（填充还有 1 号）有规定的意思，新加的不能占。
_RESERVED = {
    "fonts": '<font><sz val="11"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border/>",
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}


class EditedStyles:
    """一个工作簿的样式表。"""

    def __init__(self, package: EditedPackage, part: str) -> None:
        self.package = package
        self.part = part
        root = package.look(part)
        twice = any(len(list(children(root, name))) > 1 for name in _MEMBERS)
        if local_name(root) != "styleSheet" or "}" not in root.tag or twice:
            raise NotWritableError(
                f"“{package.path.name}”的样式已损坏（{part}），请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
            )
        self._space = root.tag.rpartition("}")[0] + "}"
        self._made: dict[tuple[object, ...], int] = {}
        self._groups: dict[str, list[etree._Element]] = {}
        self._codes: dict[int, str] = {}

    def in_copy(self, package: EditedPackage) -> "EditedStyles":
        """照抄来的包（``EditedPackage.copied``）里同样的样式表：做过的新样式不必再做。"""
        own = copy(self)
        own.package = package
        own._made, own._codes, own._groups = dict(self._made), dict(self._codes), {}
        return own

    def _group(self, name: str) -> list[etree._Element]:
        """一组样式；得到的列表不要改。"""
        if name not in self._groups:
            found = child(self.package.look(self.part), name)
            self._groups[name] = [] if found is None else self._members(found)
        return self._groups[name]

    def _members(self, group: etree._Element) -> list[etree._Element]:
        """一组里的各项；夹着的别的元素不占序号。"""
        return list(group.iterchildren(f"{self._space}{_MEMBERS[local_name(group)]}"))

    def format_of(self, style: int) -> etree._Element:
        """一个样式号的 ``xf``；号码超出的照 0 号，一个也没有的照默认。"""
        formats = self._group("cellXfs") or self._reserved("cellXfs")
        return formats[style if 0 <= style < len(formats) else 0]

    def _reserved(self, group: str) -> list[etree._Element]:
        """没有这一组时先要有的几项。"""
        written = f'<x xmlns="{self._space[1:-1]}">{_RESERVED.get(group, "")}</x>'
        return list(etree.fromstring(written))

    def number_format(self, style: int) -> str:
        """一个样式号的数字格式代码。"""
        found = self._codes.get(style)
        if found is None:
            found = self._codes[style] = self._code_of(style)
        return found

    def _code_of(self, style: int) -> str:
        number = whole(self.format_of(style).get("numFmtId"))
        for each in self._group("numFmts"):
            if whole(each.get("numFmtId"), -1) == number:
                return each.get("formatCode", GENERAL)
        return BUILTIN_FORMATS.get(number, GENERAL)

    def font(self, style: int) -> CellFont:
        """一个样式号的字体。"""
        return self._font(self.format_of(style))

    @property
    def normal_font(self) -> CellFont:
        """常规样式的字体：列宽以它的数字计。"""
        normal = self._group("cellStyleXfs") or self._reserved("cellXfs")
        return self._font(normal[0])

    def _font(self, style_format: etree._Element) -> CellFont:
        number = whole(style_format.get("fontId"))
        fonts = self._group("fonts")
        found = fonts[number] if 0 <= number < len(fonts) else None
        said = {} if found is None else {local_name(each): each.get("val") for each in found}
        bold = "b" in said and said["b"] not in ("0", "false")
        return CellFont(real(said.get("sz"), 11.0), said.get("name") or "", bold)

    def is_locked(self, style: int) -> bool:
        """工作表设了保护时，这种格能不能改；没有写的都是锁定。"""
        protection = child(self.format_of(style), "protection")
        return protection is None or protection.get("locked") not in ("0", "false")

    def filled(self, style: int, colour: str) -> int:
        """同样的样式，换成 ``RRGGBB`` 的底色；给出新样式号。"""
        key = ("fill", style, colour)
        if key not in self._made:
            self._made[key] = self._derived(style, fillId=self._fill(colour), applyFill=1)
        return self._made[key]

    def formatted(self, style: int, code: str) -> int:
        """同样的样式，换一种数字格式；给出新样式号。"""
        key = ("format", style, code)
        if key not in self._made:
            self._made[key] = self._derived(
                style, numFmtId=self._number_format(code), applyNumberFormat=1
            )
        return self._made[key]

    def with_font(self, style: int, run: etree._Element) -> int:
        """同样的样式，换成富文本一段的字体（``rPr``，里面没有写的照原来的）；给出新样式号。"""
        key = ("font", style, etree.tostring(run, method="c14n"))
        if key not in self._made:
            fonts = self._group("fonts")
            number = whole(self.format_of(style).get("fontId"))
            own = list(fonts[number]) if 0 <= number < len(fonts) else []
            written = {local_name(each): each for each in run}
            if "rFont" in written:  # 写明了字体的，主题字体不再管它
                own = [each for each in own if local_name(each) != "scheme"]
            font = etree.Element(f"{self._space}font")
            for name in _FONT_PARTS:
                said = written.get("rFont" if name == "name" else name)
                found = (
                    said
                    if said is not None
                    else next((each for each in own if local_name(each) == name), None)
                )
                if found is not None:
                    part = deepcopy(found)
                    part.tag, part.tail = f"{self._space}{name}", None
                    font.append(part)
            self._made[key] = self._derived(style, fontId=self._append("fonts", font), applyFont=1)
        return self._made[key]

    def with_edge(self, style: int, other: int, side: str) -> int:
        """同样的样式，一边（``left``、``right``、``top``、``bottom``）的框线照 ``other``；给出新样式号。"""
        if style == other:
            return style
        key = ("edge", style, other, side)
        if key not in self._made:
            self._made[key] = self._edged(style, child(self._border(other), side), side)
        return self._made[key]

    def without_edge(self, style: int, side: str) -> int:
        """同样的样式，一边不画框线；给出新样式号。"""
        key = ("no edge", style, side)
        if key not in self._made:
            self._made[key] = self._edged(style, None, side)
        return self._made[key]

    def _edged(self, style: int, edge: etree._Element | None, side: str) -> int:
        """同样的样式，一边的框线是 ``edge``；给出新样式号。"""
        border = deepcopy(self._border(style))
        old = child(border, side)
        if old is not None:
            border.remove(old)
        if edge is not None:
            later = _BORDER_PARTS[_BORDER_PARTS.index(side) + 1 :]
            place = [n for n, each in enumerate(border) if local_name(each) in later]
            border.insert(place[0] if place else len(border), deepcopy(edge))
        return self._derived(style, borderId=self._append("borders", border), applyBorder=1)

    def _border(self, style: int) -> etree._Element:
        number = whole(self.format_of(style).get("borderId"))
        borders = self._group("borders") or self._reserved("borders")
        return borders[number if 0 <= number < len(borders) else 0]

    def _derived(self, style: int, **attributes: int) -> int:
        copied = deepcopy(self.format_of(style))
        for name, value in attributes.items():
            copied.set(name, str(value))
        return self._append("cellXfs", copied)

    def _fill(self, colour: str) -> int:
        key = ("colour", colour)
        if key not in self._made:
            fill = etree.Element(f"{self._space}fill")
            pattern = etree.SubElement(fill, f"{self._space}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{self._space}fgColor", rgb=f"FF{colour}")
            etree.SubElement(pattern, f"{self._space}bgColor", indexed="64")
            self._made[key] = self._append("fills", fill)
        return self._made[key]

    def _number_format(self, code: str) -> int:
        for number, builtin in BUILTIN_FORMATS.items():
            if builtin == code:
                return number
        taken = [_FIRST_CUSTOM_FORMAT - 1]
        for each in self._group("numFmts"):
            if each.get("formatCode") == code:
                return whole(each.get("numFmtId"))
            taken.append(whole(each.get("numFmtId")))
        made = etree.Element(f"{self._space}numFmt")
        made.set("numFmtId", str(max(taken) + 1))
        made.set("formatCode", code)
        self._append("numFmts", made)
        return max(taken) + 1

    def _append(self, group: str, element: etree._Element) -> int:
        """在一组末尾加一个，给出它的序号。"""
        found = self._made_group(group)
        found.append(element)
        number = len(self._members(found)) - 1
        found.set("count", str(number + 1))
        self._groups.pop(group, None)
        return number

    def _made_group(self, group: str) -> etree._Element:
        """一组的元素，拿来改；没有时照规定的先后添上，连同先要有的几项。"""
        root = self.package.edit(self.part)
        found = child(root, group)
        if found is None:
            found = etree.Element(f"{self._space}{group}")
            later = _GROUPS[_GROUPS.index(group) + 1 :]
            after = next((each for each in root if local_name(each) in later), None)
            if after is None:
                root.append(found)
            else:
                after.addprevious(found)
        if not self._members(found):
            found.extend(self._reserved(group))
        return found

    def copied(self, other: "EditedStyles", style: int) -> int:
        """另一个工作簿的样式照抄过来，字体、填充、边框、数字格式一并带来；给出新样式号。"""
        key = ("copied", id(other), style)
        if key not in self._made:
            source = other.format_of(style)
            copied = deepcopy(source)
            for group, name in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
                copied.set(name, str(self._copied_part(other, group, whole(source.get(name)))))
            copied.set("numFmtId", str(self._number_format(other.number_format(style))))
            copied.set("xfId", "0")
            self._made[key] = self._append("cellXfs", copied)
        return self._made[key]

    def copied_differential(self, other: "EditedStyles", number: int) -> int | None:
        """条件格式、表格用的样式（``dxf``）照抄过来；那边没有这个号的为 ``None``。"""
        theirs = other._group("dxfs")
        if not 0 <= number < len(theirs):
            return None
        key = ("dxf", id(other), number)
        if key not in self._made:
            self._made[key] = self._append("dxfs", self._in_own_colours(other, theirs[number]))
        return self._made[key]

    def _copied_part(self, other: "EditedStyles", group: str, number: int) -> int:
        theirs = other._group(group)
        if not 0 <= number < len(theirs):
            return 0
        element = self._in_own_colours(other, theirs[number])
        wanted = etree.tostring(element, method="c14n")
        for place, own in enumerate(self._group(group)):
            if etree.tostring(own, method="c14n") == wanted:
                return place
        return self._append(group, element)

    def _in_own_colours(self, other: "EditedStyles", element: etree._Element) -> etree._Element:
        """照抄一份；两个工作簿的主题、调色板不同的，按编号记的颜色和字体换成颜色、字体本身。"""
        copied = deepcopy(element)
        for each in list(copied.iter("{*}*")):
            own, theirs = self.palette, other.palette
            if local_name(each) == "scheme" and own.fonts != theirs.fonts:
                parent = each.getparent()
                if parent is not None:
                    parent.remove(each)
            for name in ("theme", "indexed"):
                number = each.get(name)
                colour = theirs.colour(name, number)
                if number is not None and colour and colour != own.colour(name, number):
                    del each.attrib[name]
                    each.set("rgb", colour)
        return copied

    @cached_property
    def palette(self) -> "Palette":
        """这个工作簿的主题颜色、调色板和主题字体。"""
        from perfxl.hosts.editor.palette import Palette  # 要载入 openpyxl：用到才载入

        found = self.package.related(self.package.book_part, "theme")
        theme = self.package.look(found[0].target) if found else None
        return Palette.of(theme, child(self.package.look(self.part), "colors"))
