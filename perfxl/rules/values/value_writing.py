"""指标值、完成值写法上的毛病（PX211、PX213、PX214、PX222、PX223），和改好的写法。

几条规则可能同时报一格，改好的写法都取 ``tidied``，先改哪一条都一样。
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar import Deadline, Measured, Operator, fold, lookup, parse
from perfxl.grammar.alternation import alternatives
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.words import AFTER, BEFORE, BEFORE_PATTERN
from perfxl.model.due import Due
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.engine.subject import Subject

# 各种样子的 ≥ ≤ = > <；约等号的意思是“约”，另说。
_SIGNS = "≥≧⩾≽⪰⋝≮≤≦⩽≼⪯⋜≯=＝═﹦꞊⹀>＞﹥<＜﹤"
_STANDARD = "≥≤=><"
_RUN = Pattern(rf"^\s*[{_SIGNS}](?:\s*[{_SIGNS}])*|[{_SIGNS}](?:\s*[{_SIGNS}])*(?=\s*[\d¥￥])")
_QUOTES = {"》": ">", "〉": ">", "《": "<", "〈": "<"}
_QUOTED = Pattern(r"^\s*[》〉《〈]\s*[=＝]?(?=\s*\d)")

# 数里混进的字母和形近字。
_ZEROS, _ONES = "OoОоΟο〇○", "lIІΙ|"
_LOOKALIKES = frozenset(_ZEROS + _ONES)
_LETTER_IN_NUMBER = Pattern(
    rf"(?<=[\d.,])[{_ZEROS}{_ONES}]+(?=[\d.%％‰一-鿿])|(?<=\d)[{_ZEROS}]+$"
    rf"|(?<![A-Za-z一-鿿])[{_ZEROS}{_ONES}]+(?=\d)"
)
_DIGITS = str.maketrans({**dict.fromkeys(_ZEROS, "0"), **dict.fromkeys(_ONES, "1")})
_FULL_WIDTH = Pattern("[０-９Ａ-Ｚａ-ｚ]")
_HALF = {code: chr(code - 0xFEE0) for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B)]}
_HALF |= {ord("．"): ".", ord("％"): "%"}
_BLANK_INSIDE = Pattern(r"\S\s+\S")
_LAST_WORD = Pattern(rf"(?:{alternatives(AFTER)})$")
_FIRST_WORD = Pattern(rf"^{BEFORE_PATTERN}(?=[{_STANDARD}])")


class Written(NamedTuple):
    """一格所写的：在哪一行、哪个栏目、哪一格。"""

    row: Indicator
    what: str
    entry: Entry

    @property
    def text(self) -> str:
        """格里的原文。"""
        return self.entry.text

    def due(self, better: str | None) -> tuple[Due, ...]:
        """把这一格改成 ``better``；没有改好的写法就不改。"""
        return (Due(self.entry, better, self.what),) if better else ()


def written_cells(subject: Subject) -> tuple[Written, ...]:
    """各行的 ``written_in``。"""
    return subject.once(_written_cells)


def written_in(row: RowSubject) -> tuple[Written, ...]:
    """一行指标值（两边都看）、实际完成值的原文；清单只看指标值一栏，符号和单位另列。"""
    return row.once(_written_in)


def _written_cells(subject: Subject) -> tuple[Written, ...]:
    return tuple(each for row in subject.rows for each in written_in(row))


def _written_in(row: RowSubject) -> tuple[Written, ...]:
    return tuple(_cells_written_in(row))


def _cells_written_in(row: RowSubject) -> Iterator[Written]:
    for cell in row.target_cells:
        if cell.printed.text:
            yield Written(cell.row, "指标值", cell.printed)
    actual = row.indicator.actual
    if actual.text and not actual.uncalculated and not row.indicator.is_execution:
        yield Written(row.indicator, "实际完成值", actual)


@lru_cache(maxsize=8192)
def odd_signs(text: str) -> tuple[tuple[str, str], ...]:
    """不是标准样子的比较符号：``(所印的, 标准的)``。

    >>> odd_signs("≧90%"), odd_signs(">=90%"), odd_signs("≥90%"), odd_signs("》=90%")
    ((('≧', '≥'),), (('>=', '≥'),), (), (('》=', '≥'),))
    >>> odd_signs("≥≥90%"), odd_signs("≈90%")
    ((), ())
    """
    found = [(run, sign) for run, sign, twice in _runs(text) if not twice and run != sign]
    if quoted := _QUOTED.match(text):
        found.append((quoted[0].strip(), _of_quotes(quoted[0])))
    return tuple(found)


@lru_cache(maxsize=8192)
def repeated_sign(text: str) -> str:
    """写了两遍的同一个符号：``≥≥90%``、``≥=90%``、``≥1万人以上``；没有为 ``""``。

    >>> repeated_sign("≥≥90%"), repeated_sign("≥=90%"), repeated_sign(">=90%")
    ('≥≥', '≥=', '')
    >>> repeated_sign("≥1万人以上"), repeated_sign("不低于≥90%"), repeated_sign("≥90%")
    ('≥…以上', '不低于≥', '')
    """
    for run, _, twice in _runs(text):
        if twice:
            return run
    tidy = _without_blanks(fold(text))
    value = parse(tidy)
    if not isinstance(value, Measured) or value.operator is None:
        return ""
    sign = value.operator.value
    if sign not in tidy:
        return ""
    if word := _LAST_WORD.search(tidy):
        return f"{sign}…{word[0]}" if AFTER[word[0]] == sign else ""
    word = _FIRST_WORD.match(tidy)
    return f"{word[0]}{sign}" if word and BEFORE[word[0]] == sign else ""


@lru_cache(maxsize=8192)
def letters_for_digits(text: str) -> str:
    """数里混进的字母、形近字；没有为 ``""``。

    >>> letters_for_digits("≥9O%"), letters_for_digits("1l2人"), letters_for_digits("G20峰会")
    ('O', 'l', '')
    """
    if _LOOKALIKES.isdisjoint(text) or isinstance(parse(text), Measured | Deadline):
        return ""
    found = "".join(_LETTER_IN_NUMBER.findall(text))
    return found if found and isinstance(parse(_letters_replaced(text)), Measured) else ""


@lru_cache(maxsize=8192)
def full_width(text: str) -> str:
    """全角的数字、字母；没有为 ``""``。"""
    return "".join(_FULL_WIDTH.findall(text))


@lru_cache(maxsize=8192)
def has_blank(text: str) -> bool:
    """值的中间有空格，去掉以后读法不变。

    >>> has_blank("≥ 9 0%"), has_blank("≥90% "), has_blank("2024-12-20 0:00:00")
    (True, False, False)
    """
    if not _BLANK_INSIDE.search(text):
        return False
    value, without = parse(text), parse(_without_blanks(text))
    return isinstance(value, Measured | Deadline) and _reading(value) == _reading(without)


@lru_cache(maxsize=8192)
def repeated_unit(text: str) -> str:
    """写了两遍的单位：``100%%``、``5万元元``；没有为 ``""``。

    >>> repeated_unit("100%%"), repeated_unit("5万元元"), repeated_unit("100人"), repeated_unit("妈妈")
    ('%', '元', '', '')
    """
    tail = fold(_without_blanks(text))
    for size in (1, 2, 3):
        unit = tail[-size:]
        once = tail[:-size]
        if len(unit) == size and once.endswith(unit) and any(map(str.isdigit, once)):
            known = lookup(unit)
            value = parse(once)
            if known is not None and known.known and isinstance(value, Measured) and value.unit:
                return unit
    return ""


@lru_cache(maxsize=8192)
def tidied(text: str) -> str | None:
    """改好的写法：标准符号、半角、去掉空格和重复；改完读不懂、或与原来读法不同的为 ``None``。

    >>> tidied("≧ ９５％"), tidied("≥≥90%"), tidied("≥1万人以上"), tidied("100%%"), tidied("≥9O%")
    ('≥95%', '≥90%', '≥1万人', '100%', '≥90%')
    >>> tidied("≥90%"), tidied("约 90%")
    (None, '约90%')
    """
    value = parse(text)
    tidy = _letters_replaced(text) if letters_for_digits(text) else text
    tidy = _without_blanks(tidy).translate(_HALF)
    tidy = _standard_signs(tidy)
    repeated = repeated_unit(tidy)
    while unit := repeated_unit(tidy):
        tidy = tidy.removesuffix(unit)
    better = parse(tidy)
    if tidy == text or not isinstance(better, Measured | Deadline):
        return None
    damaged = repeated or letters_for_digits(text) or not isinstance(value, Measured | Deadline)
    if damaged and isinstance(better, Measured) and better.operator is not Operator.ABOUT:
        return tidy
    return tidy if _reading(value) == _reading(better) else None


@lru_cache(maxsize=8192)
def _runs(text: str) -> tuple[tuple[str, str, bool], ...]:
    """各处比较符号：所印的、标准的、是不是写了两遍；拼不成一个符号的不给。"""
    runs: list[tuple[str, str, bool]] = []
    for found in _RUN.finditer(text):
        run = "".join(found[0].split())
        each = [fold(sign) for sign in run]
        twice = len(each) > 1 and (len(set(each)) == 1 or each[0] in "≥≤")
        folded = each[0] if twice and set(each[1:]) <= {each[0], "="} else fold(f"{run}0")[:-1]
        if len(folded) == 1 and folded in _STANDARD:
            runs.append((run, folded, twice))
    return tuple(runs)


def _of_quotes(printed: str) -> str:
    sign = _QUOTES[printed.strip()[0]]
    return {">": "≥", "<": "≤"}[sign] if "=" in fold(printed) else sign


def _standard_signs(text: str) -> str:
    text = _QUOTED.sub(lambda found: _of_quotes(found[0]), text)
    for run, sign, _ in _runs(text):
        text = text.replace(run, sign, 1)
    if repeated_sign(text):
        shorter = _FIRST_WORD.sub("", text)
        text = _LAST_WORD.sub("", text) if shorter == text else shorter
    return text


def _letters_replaced(text: str) -> str:
    return _LETTER_IN_NUMBER.sub(lambda found: found[0].translate(_DIGITS), text)


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _reading(value: object) -> tuple[object, ...]:
    """读法里要紧的部分，原文和说明不计。"""
    if isinstance(value, Measured):
        return (value.kind, value.operator, value.number, value.unit, value.upper, value.second)
    if isinstance(value, Deadline):
        return (value.operator, value.year, value.month, value.day, value.period, value.bound)
    return ()
