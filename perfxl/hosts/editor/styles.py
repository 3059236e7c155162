"""样式表：照抄一个单元格样式，只换其中一样。

新样式由原样式的 ``xf`` 照抄改成，别的样式一个不动。依据：ECMA-376 第 1 部分 18.8。
"""

from copy import deepcopy

from lxml import etree

from perfxl.hosts.editor.package import EditedPackage, child
from perfxl.model.number_format import BUILTIN_FORMATS, GENERAL

_FIRST_CUSTOM_FORMAT = 164


class EditedStyles:
    """一个工作簿的样式表。"""

    def __init__(self, package: EditedPackage, part: str) -> None:
        self.package = package
        self.part = part
        self._space = package.look(part).tag.rpartition("}")[0] + "}"
        self._made: dict[tuple[object, ...], int] = {}
        self._groups: dict[str, list[etree._Element]] = {}
        self._codes: dict[int, str] = {}

    def _group(self, name: str) -> list[etree._Element]:
        """一组样式；得到的列表不要改。"""
        if name not in self._groups:
            found = child(self.package.look(self.part), name)
            self._groups[name] = [] if found is None else list(found)
        return self._groups[name]

    def format_of(self, style: int) -> etree._Element:
        """一个样式号的 ``xf``；号码超出的照 0 号。"""
        formats = self._group("cellXfs")
        return formats[style if style < len(formats) else 0]

    def number_format(self, style: int) -> str:
        """一个样式号的数字格式代码。"""
        if style not in self._codes:
            self._codes[style] = self._code_of(style)
        return self._codes[style]

    def _code_of(self, style: int) -> str:
        number = int(self.format_of(style).get("numFmtId", "0"))
        for each in self._group("numFmts"):
            if each.get("numFmtId") == str(number):
                return each.get("formatCode", GENERAL)
        return BUILTIN_FORMATS.get(number, GENERAL)

    def font_points(self, style: int) -> float:
        """字号（磅）。"""
        number = int(self.format_of(style).get("fontId", "0"))
        fonts = self._group("fonts")
        size = child(fonts[number], "sz") if number < len(fonts) else None
        return float(size.get("val", "11")) if size is not None else 11.0

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
                return int(each.attrib["numFmtId"])
            taken.append(int(each.get("numFmtId", "0")))
        made = etree.Element(f"{self._space}numFmt")
        made.set("numFmtId", str(max(taken) + 1))
        made.set("formatCode", code)
        self._append("numFmts", made)
        return max(taken) + 1

    def _append(self, group: str, element: etree._Element) -> int:
        """在一组末尾加一个，给出它的序号。"""
        root = self.package.edit(self.part)
        found = child(root, group)
        if found is None:
            found = etree.Element(f"{self._space}{group}")
            # numFmts 排在最前，其余各组每个样式表都有。
            root.insert(0, found)
        found.append(element)
        found.set("count", str(len(found)))
        self._groups.pop(group, None)
        return len(found) - 1

    def copied(self, other: "EditedStyles", style: int) -> int:
        """另一个工作簿的样式照抄过来，字体、填充、边框、数字格式一并带来；给出新样式号。"""
        key = ("copied", id(other), style)
        if key not in self._made:
            source = other.format_of(style)
            copied = deepcopy(source)
            for group, name in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
                copied.set(name, str(self._copied_part(other, group, int(source.get(name, "0")))))
            copied.set("numFmtId", str(self._number_format(other.number_format(style))))
            copied.set("xfId", "0")
            self._made[key] = self._append("cellXfs", copied)
        return self._made[key]

    def copied_differential(self, other: "EditedStyles", number: int) -> int:
        """条件格式用的样式（``dxf``）照抄过来。"""
        key = ("dxf", id(other), number)
        if key not in self._made:
            if child(self.package.look(self.part), "dxfs") is None:
                root = self.package.edit(self.part)
                after = [
                    place for place, each in enumerate(root) if each.tag.endswith("cellStyles")
                ]
                root.insert((after or [len(root) - 1])[-1] + 1, etree.Element(f"{self._space}dxfs"))
            self._made[key] = self._append("dxfs", deepcopy(other._group("dxfs")[number]))
        return self._made[key]

    def _copied_part(self, other: "EditedStyles", group: str, number: int) -> int:
        element = other._group(group)[number]
        wanted = etree.tostring(element, method="c14n")
        for place, own in enumerate(self._group(group)):
            if etree.tostring(own, method="c14n") == wanted:
                return place
        return self._append(group, deepcopy(element))
