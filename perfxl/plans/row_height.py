"""行高：按列宽和字号估算折行后的行数。

估得宽一些：各机器的字体不同，宁可多留一点，不可切掉字。
"""

import math
import unicodedata
from functools import lru_cache

from perfxl.grammar.continued_text import begins_a_line

# Excel 的列宽以默认字体一个数字的宽度计：宋体 10 磅是 7 像素（5.25 磅），别的机器上窄的不到 6.5 像素。
# 折行按偏窄的算，行只会偏高；缩放按最窄的算，一页的容量只会偏少。
_POINTS_PER_WIDTH = 5.0
_NARROWEST_POINTS_PER_WIDTH = 4.85
_COLUMN_MARGIN = 3.75
_CELL_PADDING = 4.0
_LINE_SPACING = 1.4
# 数字、字母的宽是汉字的几成。
_NARROW = 0.55
_ROW_PADDING = 4.0
# Excel 一行最高 409 磅。再高的拆成几行，每行不超过 PIECE：页面好排，也不留大片空白。
HIGHEST_ROW = 400.0
PIECE = 180.0


def column_points(widths: list[float]) -> float:
    """几列合起来能写字的宽度（磅）。"""
    return max(sum(widths) * _POINTS_PER_WIDTH - _CELL_PADDING, 8.0)


def print_width(widths: list[float]) -> float:
    """几列印出来的总宽（磅），按最窄的机器算。"""
    return sum(width * _NARROWEST_POINTS_PER_WIDTH + _COLUMN_MARGIN for width in widths)


def stretched(widths: list[float], wanted: float) -> list[float]:
    """各列照原来的比例放宽、收窄，印出来共 ``wanted`` 磅宽。

    >>> [round(width, 2) for width in stretched([10.0, 20.0], 300)]
    [20.1, 40.21]
    """
    room = wanted - _COLUMN_MARGIN * len(widths)
    share = room / (sum(widths) * _NARROWEST_POINTS_PER_WIDTH)
    return [width * share for width in widths]


@lru_cache(maxsize=8192)
def lines_needed(text: str, *, column_points: float, font_points: float) -> int:
    """折行后的行数：汉字可在任意处折，连写的数字字母整个移到下一行。

    >>> lines_needed("≥100人", column_points=70, font_points=10)
    1
    >>> lines_needed("a\\nb\\n", column_points=70, font_points=10)
    3
    """
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for _, width in _words(paragraph, font_points):
            if used and used + width > column_points:
                lines += 1
                used = 0.0
            if width > column_points:
                extra = math.ceil(width / column_points) - 1
                lines += extra
                width -= extra * column_points
            used += width
    return lines


def _words(paragraph: str, font_points: float) -> list[tuple[str, float]]:
    words: list[tuple[str, float]] = []
    for sign in paragraph:
        wide = unicodedata.east_asian_width(sign) in "WFA"
        width = font_points * (1.0 if wide else _NARROW)
        joined = not wide and sign != " " and words and not _is_wide_word(words[-1][0])
        if joined:
            word, earlier = words[-1]
            words[-1] = (word + sign, earlier + width)
        else:
            words.append((sign, width))
    return words


def _is_wide_word(word: str) -> bool:
    return word == " " or unicodedata.east_asian_width(word[0]) in "WFA"


def text_height(text: str, widths: list[float], font_points: float) -> float:
    """写下这段文字要多高（磅）。"""
    lines = lines_needed(text, column_points=column_points(widths), font_points=font_points)
    return lines * font_points * _LINE_SPACING + _ROW_PADDING


def split_text(text: str, widths: list[float], font_points: float, height: float) -> list[str]:
    """把文字拆成几段，每段写得下 ``height`` 磅；连起来还是原文。

    段落中间断开的不断在句末、编号之前，读回来时据此知道是接着写的。

    >>> parts = split_text("甲乙丙丁" * 40, [10.0], 10, 60)
    >>> len(parts) > 3, "".join(parts) == "甲乙丙丁" * 40
    (True, True)
    """
    width = column_points(widths)
    most = max(1, int((height - _ROW_PADDING) / (font_points * _LINE_SPACING)))
    parts: list[str] = []
    rest = text
    room = _most_signs(width, font_points, most)
    while (
        len(rest) > room or lines_needed(rest, column_points=width, font_points=font_points) > most
    ):
        end = _fitting(rest, width, font_points, most)
        newline = rest.rfind("\n", 1, end)
        if newline > end // 2 and begins_a_line(rest[:newline], rest[newline + 1 :]):
            parts.append(rest[:newline])
            rest = rest[newline + 1 :]
            continue
        tries = range(end, max(end - _BACK, 1), -1)
        end = next((at for at in tries if not _is_bad_cut(rest, at)), end)
        parts.append(rest[:end])
        rest = rest[end:]
    return [*parts, rest]


# 找合适的断处最多往回退这么多字。
_BACK = 40


def _is_bad_cut(text: str, at: int) -> bool:
    return begins_a_line(text[:at], text[at:]) or text[at - 1].isspace()


def _most_signs(width: float, font_points: float, lines: int) -> int:
    """几行至多写得下多少个字：都是窄的，加上换行；再多的不必数。"""
    return lines * (int(width / (font_points * _NARROW)) + 2)


def _fitting(text: str, width: float, font_points: float, most: int) -> int:
    """开头多少个字写得下 ``most`` 行（至少一个）。"""
    low, high = 1, min(len(text), _most_signs(width, font_points, most))
    while low < high:
        middle = (low + high + 1) // 2
        if lines_needed(text[:middle], column_points=width, font_points=font_points) <= most:
            low = middle
        else:
            high = middle - 1
    return low
