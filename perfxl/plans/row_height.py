"""行高：照字体的宽、高（``fonts.py``）量折行后的行数。

一行字就是一行高；折行的照最宽的字体算，在哪里打开都不切掉字。
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from perfxl.grammar.continued_text import CONTINUED, begins_a_line
from perfxl.plans.fonts import QUARTER, CellFont, measure

# 新写的清单、没有模板的工作表：常规样式是宋体 10 磅的，见 ``fonts.points_per_width``。
USUAL_WIDTH = 5.0
# 格里左右留的空：Excel 各两像素、再加框线，LibreOffice 各 1 磅。
CELL_PADDING = 4.0
# 上下留的空：LibreOffice 各 1 磅；另有框线和取整。
_ROW_PADDING = 3.0
# Excel 的行高是整像素的，一像素 0.75 磅。
PIXEL = 0.75
# Excel 一行最高 409 磅，再高的拆成几行。
HIGHEST_ROW = 400.5
# 不放在行首的，跟着前一个字；不放在行末的，跟着后一个字；引号、斜线两边都不断（UAX #14，LibreOffice 照它折行；
# 斜线后面 Excel 断，LibreOffice 不断）。
_CLOSING = frozenset("、。，．：；！？）〕】》〉」』…—～％‰℃°,.:;!?)]}%-")
_OPENING = frozenset("（〔【《〈「『([{￥$¥+±№")
_INDENT = "\u3000"
_QUOTES = frozenset("\"'“”‘’/")


def column_points(widths: Sequence[float], per_width: float = USUAL_WIDTH) -> float:
    """几列合起来能写字的宽度（磅）；``per_width`` 是列宽一个单位合几磅。"""
    return max(math.fsum(widths) * per_width - CELL_PADDING, 8.0)


def stretched(widths: Sequence[float], wanted: float) -> list[float]:
    """各列照原来的比例放宽、收窄，合起来是 ``wanted``。

    >>> stretched([10.0, 20.0], 60)
    [20.0, 40.0]
    """
    share = wanted / math.fsum(widths) if math.fsum(widths) else 1.0
    return [width * share for width in widths]


@lru_cache(maxsize=8192)
def lines_needed(text: str, *, column_points: float, font: CellFont) -> int:
    """折行后的行数：汉字可在字间折，连写的数字字母整个移到下一行，标点不在行首。

    >>> lines_needed("≥100人", column_points=70, font=CellFont(10))
    1
    >>> lines_needed("a\\nb\\n", column_points=70, font=CellFont(10))
    3
    """
    advances = measure(font).advances
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        if math.fsum(map(advances.__getitem__, paragraph)) > column_points:
            lines += _folds(paragraph, column_points, font)
    return lines


def _folds(paragraph: str, column_points: float, font: CellFont) -> int:
    """一段字折几次。"""
    advances = measure(font).advances
    folds, used = 0, 0.0
    for piece in _PIECES.findall(paragraph):
        width = math.fsum(map(advances.__getitem__, piece))
        if used and used + width > column_points and not piece.isspace():
            folds += 1
            used = 0.0
        if width > column_points:
            extra = math.ceil(width / column_points) - 1
            folds += extra
            width -= extra * column_points
        used += width
    return folds


def widest_piece(text: str, font: CellFont) -> float:
    """不拆开的各段（连写的数、字母，一个汉字）里最宽的有多宽（磅）。

    >>> widest_piece("共9,876.50元", CellFont(10)) > widest_piece("共九千元", CellFont(10))
    True
    """
    return max((text_width(piece, font) for piece in _PIECES.findall(text)), default=0.0)


@lru_cache(maxsize=8192)
def word_spaced(text: str) -> str:
    """汉字与字母、数字之间空出四分之一个字：Word 里是这样排的。

    >>> word_spaced("2026年3月底").replace("\u2005", "|")
    '2026|年|3|月底'
    """
    return _BETWEEN.sub(QUARTER, text)


_LATIN, _HAN = "[0-9A-Za-z]", "[\u3400-\u9fff]"
_BETWEEN = re.compile(f"(?<={_HAN})(?={_LATIN})|(?<={_LATIN})(?={_HAN})")


# 缩进的名称、末尾带括号的栏名，至多这么多字：再长的是一段话。
_LONGEST_NAME, _LONGEST_HEAD = 24, 16


def is_indented(text: str) -> bool:
    """以全角空格缩进的一个名称（　其中：财政拨款），不是几段话。"""
    return text[0] == _INDENT and len(text) <= _LONGEST_NAME and "\n" not in text


def is_head(text: str) -> bool:
    """末尾带括号的一个栏名（全年预算数（A））。"""
    return text[-1] == "）" and len(text) <= _LONGEST_HEAD and "\n" not in text


@lru_cache(maxsize=1024)
def name_in_lines(text: str, points: float, font: CellFont) -> str:
    """一个名称，``points`` 磅写不下一行的在哪里换行：缩进的，折下去的各行同样缩进；末尾带括号的，换在括号前面。

    写得下的、括号自己也写不下的照原样。

    >>> name_in_lines("　当年财政拨款", 45, CellFont(8)), name_in_lines("全年预算数（A）", 60, CellFont(9))
    ('　当年财政\\n　拨款', '全年预算数\\n（A）')
    >>> name_in_lines("　当年财政拨款", 90, CellFont(8)), name_in_lines("全年预算数（A）", 90, CellFont(9))
    ('　当年财政拨款', '全年预算数（A）')
    """
    if text_width(text, font) <= points:
        return text
    if is_indented(text):
        return _hung(text, points, font)
    at = text.rfind("（")
    if at <= 0 or text_width(text[at:], font) > points:
        return text
    return f"{text[:at]}\n{text[at:]}"


def wrapped_name(text: str, points: float, font: CellFont) -> str:
    """同 ``name_in_lines``；不是缩进的名称、带括号的栏名的照原样。"""
    if text and (is_indented(text) or is_head(text)):
        return name_in_lines(text, points, font)
    return text


def _hung(text: str, points: float, font: CellFont) -> str:
    body = text.lstrip(_INDENT)
    lead = text[: len(text) - len(body)]
    lines = [lead]
    for piece in _PIECES.findall(body):
        if lines[-1] != lead and text_width(lines[-1] + piece, font) > points:
            lines.append(lead)
        lines[-1] += piece
    return "\n".join(lines)


def text_width(text: str, font: CellFont) -> float:
    """不折行有多宽（磅）。"""
    return math.fsum(map(measure(font).advances.__getitem__, text))


def _pieces_pattern() -> re.Pattern[str]:
    """不拆开的一段：空格，连写的字母、数字、符号，或一个汉字，连同它前后不许离开的标点。"""
    before, after, quotes = (
        "".join(re.escape(sign) for sign in sorted(signs))
        for signs in (_OPENING | _QUOTES, _CLOSING | _QUOTES, _QUOTES)
    )
    together = r"[!-~\u00a1-\u04ff\u2010-\u26ff]"
    word = rf"[{before}]*(?:{together}+|\S)[{after}]*"
    return re.compile(rf"\s|{word}(?:(?<=[{quotes}]){word})*")


_PIECES = _pieces_pattern()


def text_height(
    text: str, widths: Sequence[float], font: CellFont, per_width: float = USUAL_WIDTH
) -> float:
    """写下这段文字要多高（磅）。

    >>> [text_height(each, [10.0], CellFont(10)) for each in ("一行", "九个汉字要写三行的")]
    [17.25, 44.25]
    """
    return height_in(column_points(widths, per_width), text, font)


@lru_cache(maxsize=8192)
def height_in(points: float, text: str, font: CellFont) -> float:
    """同 ``text_height``，能写字的宽度是 ``points`` 磅。"""
    return height_of(lines_needed(text, column_points=points, font=font), font)


@lru_cache(maxsize=1024)
def height_of(lines: int, font: CellFont) -> float:
    """几行字多高（磅）。"""
    return whole_pixels(measure(font).height(lines) + _ROW_PADDING)


def whole_pixels(height: float) -> float:
    """往上取到整像素：Excel 打开时各行正是这么高。

    >>> whole_pixels(16.6)
    17.25
    """
    return math.ceil(round(height / PIXEL, 3)) * PIXEL


def lines_in(height: float, font: CellFont) -> int:
    """这么高写得下几行，至少一行。"""
    return measure(font).lines(height - _ROW_PADDING)


def split_text(
    text: str, widths: Sequence[float], font: CellFont, heights: Sequence[float], per_width: float
) -> list[str]:
    """把文字拆成几段，第几段写得下 ``heights`` 里第几个那么高（再多的照末一个），写法同 ``split_by_lines``。

    >>> parts = split_text("甲乙丙丁" * 40, [10.0], CellFont(10), [60], 5.0)
    >>> len(parts) > 3, "".join(parts).replace("（接上页）", "") == "甲乙丙丁" * 40
    (True, True)
    """
    lines = [lines_in(height, font) for height in heights]
    return split_by_lines(text, column_points(widths, per_width), font, lines)


def split_by_lines(text: str, width: float, font: CellFont, lines: Sequence[int]) -> list[str]:
    """把文字拆成几段，第几段至多 ``lines`` 里第几个那么多行（再多的照末一个）；``width`` 是能写字的宽。

    段落中间断开的，下一段前面写“（接上页）”；接起来（``joined_text``）还是原文。
    """
    parts: list[str] = []
    lead, rest = "", text
    while True:
        most = lines[min(len(parts), len(lines) - 1)]
        shown = lead + rest
        if len(shown) <= _most_signs(width, font, most) and (
            lines_needed(shown, column_points=width, font=font) <= most
        ):
            return [*parts, shown]
        end = _fitting(shown, width, font, most) - len(lead)
        if lead and end < len(lead):
            lead = ""  # 窄得“接上页”也写不下几个字
            continue
        newline = rest.rfind("\n", 1, end)
        if newline > end // 2 and begins_a_line(rest[:newline], rest[newline + 1 :]):
            parts.append(lead + rest[:newline])
            lead, rest = "", rest[newline + 1 :]
            continue
        end = _cut_place(rest, end)
        parts.append(lead + rest[:end])
        lead, rest = CONTINUED, rest[end:]


# 为了断在句末、停顿处、不断开的字后面，至多各往回退这么多字：再多就空出一块。
_TO_SENTENCE, _TO_PAUSE, _TO_WHOLE = 90, 60, 40
# 括号里的字至多这么多，断在外面。
_LONG_BRACKET = 60


def _cut_place(text: str, end: int) -> int:
    """写得下 ``end`` 个字的，断在第几个字后面：句末，没有的停顿处，再没有的不在数、词、括号里头。

    >>> _cut_place("林地0.87公顷；基本农田（边缘）0.12公顷", 14), _cut_place("林地0.87公顷", 4)
    (9, 2)
    >>> _cut_place("审核批准（含复核，用时94天）完成", 8)
    4
    """
    held = _bracketed(text[: end + _LONG_BRACKET])
    least = end // 3
    whole = [
        at
        for at in range(end, max(end - _TO_SENTENCE, least), -1)
        if not any(first < at < last for first, last in held) and not _is_inside(text, at)
    ]
    ends = (at for at in whole if _SENTENCE_END.search(text[max(at - 2, 0) : at]))
    pauses = (at for at in whole if at > end - _TO_PAUSE and text[at - 1] in _PAUSES)
    near = (at for at in whole if at > end - _TO_WHOLE)
    loose = (at for at in range(end, least, -1) if not _is_inside(text, at))
    return next(chain(ends, pauses, near, loose), end)


def _bracketed(text: str) -> list[tuple[int, int]]:
    """不长的括号、引号各从哪个字到哪个字；编号（“（1）”）连同后面一个字。"""
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            opened.append((sign, at))
        elif opened and sign == _PAIRS[opened[-1][0]]:
            first = opened.pop()[1]
            if at - first <= _LONG_BRACKET:
                found.append((first, at + (2 if at - first <= _NUMBERING else 1)))
    return found


def _is_inside(text: str, at: int) -> bool:
    """断在一个数（连同单位）、一个英文词里头，空白后面，或括号里头一个字以前、标点以前。

    >>> [_is_inside("林地0.87公顷（小班）", at) for at in (2, 3, 6, 8, 9, 11)]
    [False, True, True, False, True, True]
    """
    before, after = text[at - 1 : at], text[at : at + 1]
    in_a_number = before in _IN_A_NUMBER and after in _IN_A_NUMBER
    in_a_number = in_a_number or before.isdigit()
    return in_a_number or before.isspace() or before in _PAIRS or after in _NOT_FIRST


# 一个数、一个英文词由这些字写成；断在它们后面的句末、停顿，和不在行首的标点。
_IN_A_NUMBER = frozenset("0123456789.,%‰-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_SENTENCE_END = re.compile(r"[。；！？;][”’）)]?\Z")
_PAUSES = frozenset("，、：,:")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】", "《": "》", "“": "”", "‘": "’"}
_NOT_FIRST = frozenset("，。；、：！？％").union(_PAIRS.values())
# 括号里至多这么长的是编号。
_NUMBERING = 3


def _most_signs(width: float, font: CellFont, lines: int) -> int:
    """几行至多写得下多少个字：都是窄的，加上换行；再多的不必数。"""
    return lines * (int(width / min(measure(font).advances.values())) + 2)


def _fitting(text: str, width: float, font: CellFont, most: int) -> int:
    """开头多少个字写得下 ``most`` 行（至少一个）。"""
    low, high = 1, min(len(text), _most_signs(width, font, most))
    while low < high:
        middle = (low + high + 1) // 2
        if lines_needed(text[:middle], column_points=width, font=font) <= most:
            low = middle
        else:
            high = middle - 1
    return low
