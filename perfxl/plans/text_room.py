"""字要多宽：重复的各行里写着长字的窄列，从空着的、最宽的一列让出宽度。"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfxl.plans.fonts import CellFont
from perfxl.plans.row_height import CELL_PADDING, text_width

# 比量出来的再宽一点，免得刚好写满的在别的机器上折行。
_SPARE = 2.0


class LongestText(NamedTuple):
    """重复的各行里，一列最长的字和它的字体；没有填的是 ``""``。"""

    text: str
    font: CellFont


def shared_with_blank(widths: Sequence[float], longest: Mapping[int, LongestText]) -> list[float]:
    """窄的列里写着很长的字、宽的一列整列空着（至多写着得分一类的短字），宽的分一半给它。

    >>> font = CellFont(10)
    >>> texts = {1: LongestText("字" * 10, font), 2: LongestText("-", font)}
    >>> shared_with_blank([20.0, 30.0, 8.0], {**texts, 3: LongestText("字" * 60, font)})
    [20.0, 19.0, 19.0]
    >>> shared_with_blank([20.0, 30.0, 8.0], {1: texts[1], 3: LongestText("字" * 60, font)})
    [20.0, 30.0, 8.0]
    """
    made = list(widths)
    blank = [column for column, each in longest.items() if len(each.text) <= _SHORT_SIGNS]
    if not blank:
        return made
    narrow = max(longest, key=lambda column: len(longest[column].text) / made[column - 1])
    wide = max(blank, key=lambda column: made[column - 1])
    own, other = made[narrow - 1], made[wide - 1]
    if len(longest[narrow].text) < _MANY_LINES * own / 2 or other <= own * _MUCH_WIDER:
        return made
    made[narrow - 1] = made[wide - 1] = (own + other) / 2
    return made


# 一格里的字折成这么多行、空着的一列有它的这么几倍宽，才分给它（一个汉字合两个宽度单位）；这么多字的算空着。
_MANY_LINES, _MUCH_WIDER, _SHORT_SIGNS = 3, 2, 4


def in_one_line(
    widths: Sequence[float], longest: Mapping[int, LongestText], per_width: float
) -> list[float]:
    """一列最长的字差一点一行写得下的，由最宽的一列让给它：末一行只剩一个字、一个括号不好看。

    >>> font = CellFont(10)
    >>> texts = {1: LongestText("财政拨款（县级）", font), 2: LongestText("字" * 60, font)}
    >>> [round(each, 1) for each in in_one_line([14.4, 40.0], texts, 5.0)]
    [17.2, 37.2]
    >>> in_one_line([8.0, 40.0], texts, 5.0)
    [8.0, 40.0]
    """
    made = list(widths)
    wide = max(range(len(made)), key=made.__getitem__)
    room = made[wide] * _MOST_YIELDED
    for column, each in longest.items():
        own = made[column - 1]
        # 先照字数估：明明写得下、差得远的不必量。
        if column - 1 == wide or not own < len(each.text) * each.font.points * 1.1 / per_width + 1:
            continue
        wanted = (text_width(each.text, each.font) + CELL_PADDING + _SPARE) / per_width
        if own < wanted <= own * _NEARLY and wanted - own <= room:
            made[column - 1] = wanted
            made[wide] -= wanted - own
            room -= wanted - own
    return made


# 差这么几成以内的才放宽；最宽的一列至多让出这么几成。
_NEARLY, _MOST_YIELDED = 1.4, 0.2
