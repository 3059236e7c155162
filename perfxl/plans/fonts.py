"""字体：一格用哪一种、几磅，一个字多宽、一行多高。

各字体的宽、高在 ``font_metrics.yaml``，连同出处；没有那种字体、由 LibreOffice 换用的也在那里，两样都写得下才算数。
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from perfxl.grammar.yaml_tables import yaml_table

_FIRST, _LAST = 0x20, 0x7E
# 粗体的字母、数字比常规的宽一些（DejaVu Sans Bold 的数字宽 9%）；汉字一样宽。
_BOLDER = 1.1
# 屏幕一个像素是 0.75 磅，Excel 照像素排字：11 磅的字是 15 像素，合 11.25 磅。
_PIXEL = 0.75


# 四分之一字宽的空。
QUARTER = "\u2005"


class CellFont(NamedTuple):
    """一格的字体：几磅、叫什么、是不是粗体。"""

    points: float
    name: str = ""
    bold: bool = False


class Advances(dict[str, float]):
    """各字的宽（磅）；表里没有的照是不是全角。"""

    def __init__(self, narrow: Mapping[str, float], em: float) -> None:
        super().__init__(narrow)
        self.em = em
        self.widest_narrow = max(narrow.values())

    def __missing__(self, sign: str) -> float:
        if sign == QUARTER:
            self[sign] = self.em / 4
            return self[sign]
        wide = unicodedata.east_asian_width(sign) in "WFA"
        self[sign] = width = self.em if wide else self.widest_narrow
        return width


class LineHeight(NamedTuple):
    """一行多高（磅）；``spare`` 是首行上面、末行下面合起来空着的，不算在高里。"""

    line: float
    spare: float = 0.0


@dataclass(frozen=True)
class FontMeasure:
    """一种字体、一种字号：各字的宽，本来的字体和几种换用的各一行多高。"""

    advances: Advances
    heights: tuple[LineHeight, ...]

    def height(self, lines: int) -> float:
        """几行字多高（磅）：哪一种字体都写得下。"""
        return max(lines * each.line - each.spare for each in self.heights)

    def lines(self, height: float) -> int:
        """这么高写得下几行，至少一行。"""
        fitting = (int((height + each.spare) / each.line + 0.001) for each in self.heights)
        return max(1, min(fitting))


@cache
def measure(font: CellFont) -> FontMeasure:
    """一格的字量多大：本来的字体和换用的，取宽的、高的。"""
    own, other = _own(font.name), _table()["substitute"]
    share = _BOLDER if font.bold else 1.0
    em = max(font.points, round(font.points / _PIXEL) * _PIXEL)
    narrow = {
        chr(_FIRST + place): max(pair) / 1000 * em * share
        for place, pair in enumerate(zip(_latin(own), _latin(other), strict=True))
    }
    heights = tuple(
        LineHeight(each["line"] * font.points, each.get("spare", 0.0) * font.points)
        for each in ({"line": own["line"]}, *other["lines"])
    )
    return FontMeasure(Advances(narrow, em), heights)


def points_per_width(normal: CellFont) -> float:
    """列宽的一个单位至少合几磅：常规样式的字体一个数字的宽，Excel 里是整像素的。

    >>> points_per_width(CellFont(10, "Courier New")), points_per_width(CellFont(10, "宋体"))
    (6.0, 5.0)
    """
    digit = float(_own(normal.name)["digit"]) * normal.points
    return min(digit, round(digit / _PIXEL) * _PIXEL)


def _latin(metrics: Mapping[str, Any]) -> list[float]:
    latin = metrics["latin"]
    if isinstance(latin, str):
        return list(_table()["advances"][latin])
    return [latin] * (_LAST - _FIRST + 1)


def _own(name: str) -> Mapping[str, Any]:
    table = _table()
    found = (each for each in table["fonts"] if name in each["names"])
    return next(found, table["unknown"])


@cache
def _table() -> Any:
    return yaml_table(Path(__file__).with_name("font_metrics.yaml"))
