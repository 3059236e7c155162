"""行高：按列宽和字号估算折行后的行数。

估得宽一些：各机器的字体不同，宁可多留一点，不可切掉字。
"""

import math
import unicodedata

# Excel 的列宽以默认字体一个数字的宽度计：宋体 10 磅是 7 像素（5.25 磅），别的机器上窄的不到 6.5 像素。
# 折行按偏窄的算，行只会偏高；缩放按最窄的算，一页的容量只会偏少。
_POINTS_PER_WIDTH = 5.0
_NARROWEST_POINTS_PER_WIDTH = 4.85
_COLUMN_MARGIN = 3.75
_CELL_PADDING = 4.0
_LINE_SPACING = 1.32
_ROW_PADDING = 4.0
# Excel 一行最高 409 磅。
HIGHEST_ROW = 400.0


def column_points(widths: list[float]) -> float:
    """几列合起来能写字的宽度（磅）。"""
    return max(sum(widths) * _POINTS_PER_WIDTH - _CELL_PADDING, 8.0)


def print_width(widths: list[float]) -> float:
    """几列印出来的总宽（磅），按最窄的机器算。"""
    return sum(width * _NARROWEST_POINTS_PER_WIDTH + _COLUMN_MARGIN for width in widths)


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
        width = font_points * (1.0 if wide else 0.55)
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
