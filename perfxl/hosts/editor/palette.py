"""按编号记的颜色和字体：主题里的第几色、调色板里的第几色、主题字体。

样式搬到另一个工作簿时，编号相同、颜色不同的要换成颜色本身。依据：ECMA-376 第 1 部分 18.8.19、20.1.6.2。
"""

from dataclasses import dataclass

from openpyxl.styles.colors import COLOR_INDEX

from perfxl.hosts.editor.attributes import whole
from perfxl.hosts.editor.package import child, children, local_name
from perfxl.hosts.editor.xml_tree import etree

# 主题部件里的先后是深 1、浅 1、深 2、浅 2……，单元格里的编号却是浅 1、深 1、浅 2、深 2……
_BY_NUMBER = (1, 0, 3, 2)
# 没有改过的调色板。
_USUAL = tuple(f"FF{colour[2:]}" for colour in COLOR_INDEX[:64])


@dataclass(frozen=True)
class Palette:
    """``theme`` 是主题颜色，``indexed`` 是调色板，``fonts`` 是主题字体。"""

    theme: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()

    @classmethod
    def of(cls, theme: etree._Element | None, colours: etree._Element | None) -> "Palette":
        """由主题部件的根元素和样式表的 ``colors`` 得出；都可以没有。"""
        own = child(colours, "indexedColors") if colours is not None else None
        indexed = _USUAL
        if own is not None:
            indexed = tuple(each.get("rgb", "") for each in children(own, "*"))
        if theme is None:
            return cls(indexed=indexed)
        scheme = next(theme.iter("{*}clrScheme"), None)
        named = [_rgb(each) for each in children(scheme, "*")] if scheme is not None else []
        order = [*_BY_NUMBER, *range(len(_BY_NUMBER), len(named))]
        fonts = [
            each.get("typeface", "")
            for each in theme.iter("{*}latin", "{*}ea")
            if (parent := each.getparent()) is not None
            and local_name(parent) in ("majorFont", "minorFont")
        ]
        ordered = [named[place] for place in order] if len(named) >= len(_BY_NUMBER) else []
        return cls(tuple(ordered), indexed, tuple(fonts))

    def colour(self, kind: str, number: str | None) -> str:
        """``theme`` 或 ``indexed`` 的第几色，写成 ``FFRRGGBB``；没有的为 ``""``。"""
        held = self.theme if kind == "theme" else self.indexed
        place = whole(number, -1)
        return held[place] if 0 <= place < len(held) else ""


def _rgb(colour: etree._Element) -> str:
    """主题里的一色：写明的，或系统色最后一次的值。"""
    value = child(colour, "*")
    written = (
        value.get("val" if local_name(value) == "srgbClr" else "lastClr")
        if value is not None
        else None
    )
    return f"FF{written.upper()}" if written else ""
