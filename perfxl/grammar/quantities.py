"""拆开的各段——数前的话、符号、数、倍数、数后的话——拼成一个有数的值。"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.exact_numbers import tidy
from perfxl.grammar.numerals import numeral
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import Mark, bounded, combined, is_half_a_word
from perfxl.grammar.units import UNITS, Unit, lookup
from perfxl.grammar.values import Kind, Measured, Operator, Placeholder, Unreadable, Value
from perfxl.grammar.words import (
    AFTER,
    BEFORE,
    BEFORE_PATTERN,
    CLASSIFIERS,
    EACH,
    FALLING,
    NEGATED,
    PER,
    REPORTED,
    RISING,
    SHORTFALL,
    STRANGE,
    ending,
)

_LONGEST_ASIDE = 40  # 数前或数后的文字再长，数就不是主角了
_KINDS = {kind.value: kind for kind in Kind}
_DENYING = ("不", "未", "没", "非")
_NOT_DONE = ("未", "没", "不", "尚未")

_REMARK = Pattern(r"\(([^()0-9]*)\)$")
_BOUNDED = Pattern(r"\((不?含)\)$")
_WITHIN = Pattern("[以之]?内")
# 5家以上企业：界限词在单位和名称之间。
_BOUND_FIRST = Pattern(r"(?:\(含\))?及?以[上下](?=.)|[以之]内(?=.)|左右(?=.)|上下(?=.)")
# 每月至少检查2次、每年培训200人次：中间是做什么。
_VERB_LAST = Pattern("(.*?)(至少|最少|至多|最多)([\u4e00-\u9fff]{2,6})")
_PERIOD_FIRST = Pattern(
    f"({'|'.join(sorted(EACH, key=len, reverse=True))})((?:(?!均|每|各|前|后|内|增长|增加|增幅|降)[\u4e00-\u9fff]){{0,8}})"
)
_EVERY_FEW = Pattern("每([两二三四五六七八九])(个月|个季度|年|周|天)")
_PERIOD_LAST = Pattern(f"({BEFORE_PATTERN})({'|'.join(sorted(EACH, key=len, reverse=True))})")
_COMPARED = Pattern(
    r"(低于|少于|小于|高于|多于|超过)[^0-9]*(?:上年|去年|同期|平均|全省|全国|全市)[^0-9]*$"
)
_PLAIN_WORDS = Pattern(r"[\u4e00-\u9fff(“《:][^,;、。/]*\Z")
_PER_WORDS = sorted(
    ((word, unit) for unit, words in PER.items() for word in words),
    key=lambda pair: -len(pair[0]),
)


class _Rest(NamedTuple):
    """数后的话：单位，比较词，（含）（不含），添的说明。"""

    unit: Unit | None
    marks: tuple[Mark, ...] = ()
    bounds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def quantity(
    raw: str,
    numbers: Sequence[Decimal],
    *,
    before: str = "",
    sign: str = "",
    scale: str = "",
    around: str = "",
    rest: str = "",
) -> Value | None:
    """由拆开的各段拼出一个值；哪一段不合语法就返回 ``None``。

    ``numbers`` 是已经乘过倍数的一个数，或区间的两个；``around`` 是紧挨着数的 约、余、多。

    >>> quantity("", [Decimal(98000)], before="培训不少于", scale="万", rest="人").operator
    <Operator.AT_LEAST: '≥'>
    """
    marks = [(sign, sign)] if sign else []
    if before:
        word, before = _comparison(before)
        if word:
            marks.append((word, BEFORE[word]))
        if marks and before.endswith(_DENYING):
            return Unreadable(raw=raw, note="否定的话和比较符号连用，看不出方向")
        if before.endswith(SHORTFALL) and not before.endswith("相差"):
            return None  # 还差20人：不是做到多少
    if around:
        marks.append((around, "≈"))
    said_after = _rest(rest)
    if said_after is None:
        return None
    marks += said_after.marks
    unit = said_after.unit
    if before and not _may_precede(before, unit, marked=bool(marks), glyph=bool(sign)):
        return None
    operator, remark = combined(marks) if marks else (None, "")
    if operator is None and remark:
        return Unreadable(raw=raw, note=remark)
    if operator is not None and said_after.bounds:
        operator = bounded(operator, said_after.bounds)
    words = before.rstrip(":")
    notes = [f"数前文字“{words}”", *said_after.notes] if words else list(said_after.notes)
    if remark:
        notes.append(remark)
    if words and unit is not None:
        unit = _each(words, _per(words, unit))
    return _built(raw, numbers, scale, unit, operator, _trend(words), notes)


def _comparison(before: str) -> tuple[str, str]:
    """数前的话里的比较词，和其余的话；没有比较词为 ``""``。"""
    if word := ending(before, BEFORE):
        ahead = before.removesuffix(word)
        return ("", before) if is_half_a_word(ahead, word) else (word, ahead)
    turned = _PERIOD_LAST.fullmatch(before) if "每" in before else None
    if turned:
        return turned[1], turned[2]  # 至少每月2次
    moved = _VERB_LAST.fullmatch(before) if "最" in before or "至" in before else None
    return (moved[2], moved[1] + moved[3]) if moved else ("", before)  # 至少检查2次


# ---- 数后的话 ----


@lru_cache(maxsize=2048)
def _rest(rest: str) -> _Rest | None:
    """读数后的话；不合语法为 ``None``。"""
    if not rest or rest in UNITS:
        return _Rest(UNITS.get(rest))
    rest, bounds, notes = _without_remark(rest)
    marks: list[Mark] = []
    if word := ending(core := rest.removesuffix("(含)"), AFTER):
        marks.append((word, AFTER[word]))
        rest = core.removesuffix(word)
        if ended := _BOUNDED.search(rest):
            bounds.append(ended[1])
            rest = rest[: ended.start()]
        if ending(rest.removesuffix("(含)"), AFTER):
            return None
    split = _unit_and_words(rest) if rest else (None, "")
    if split is None:
        return None
    unit, extra = split
    lasting = unit is not None and unit.kind == "duration"
    if word == "内" and not lasting:
        return None
    inner = _WITHIN.match(extra) if lasting else None
    if inner := inner or (_BOUND_FIRST.match(extra) if not marks else None):
        word = inner[0].removeprefix("(含)")
        marks.append((word, AFTER[word]))
        extra = extra[inner.end() :]
    if extra.startswith(_NOT_DONE):
        return None  # 80%未完成
    if extra:
        notes.append(f"数后文字“{extra}”")
    return _Rest(unit, tuple(marks), tuple(bounds), tuple(notes))


def _without_remark(rest: str) -> tuple[str, list[str], list[str]]:
    """去掉末尾括注的话，（含）（不含），说明；3（人）的括注就是单位。"""
    remark = _REMARK.search(rest)
    if remark is None:
        return rest, [], []
    said = remark[1]
    if said in UNITS and remark.start() == 0:
        return said, [said], []
    notes = [] if said in ("含", "不含") else [f"括注“{said}”"]
    return rest[: remark.start()], [said], notes


def _unit_and_words(rest: str) -> tuple[Unit, str] | None:
    """把数后的文字拆成单位与余下的话：个乡镇 → 个 + 乡镇。"""
    if len(rest) > _LONGEST_ASIDE:
        return None
    if unit := lookup(rest):
        longest = next((rest[:size] for size in range(5, 0, -1) if rest[:size] in UNITS), "")
        # 元每人、件、次 已整个认得；人份、台班 差一字多半另是一个词。
        if unit.known or not longest or (len(rest) - len(longest) < 2 and longest not in "个名位"):
            return unit, ""
    for size in range(min(len(rest) - 1, 12), 0, -1):
        head, extra = rest[:size], rest[size:]
        unit = lookup(head)
        if unit and unit.known and unit.text not in ("年", "月", "日"):
            plain = _PLAIN_WORDS.match(extra) and not STRANGE.search(extra)
            return (unit, extra) if plain else None
    return None


# ---- 数前的话 ----


def _may_precede(before: str, unit: Unit | None, *, marked: bool, glyph: bool) -> bool:
    """``before`` 是说这个数的话，不是另一件事：``marked`` 有比较符号或词，``glyph`` 有符号。"""
    if len(before) > _LONGEST_ASIDE or STRANGE.search(before) or before[-1] == "第":
        return False
    if before[-1] == "前" and unit is not None and unit.text in "名位" and len(before) > 1:
        return before[-2] in "目当此之以提日年"  # 榜单前3名：名次，不是几个人
    if before[-1].isascii() and before[-1] not in ":)\"'":
        return False  # G20、A4 一类的代号
    reported = REPORTED.fullmatch(before) is not None
    if unit is None and not marked and before[-1] != ":" and not reported:
        return False
    known = unit is None or unit.known or reported or unit.text in CLASSIFIERS
    return known and (glyph or not NEGATED.search(before))


def _trend(words: str) -> int:
    """数前的话最后说的是增长还是下降。"""
    if not words:
        return 0
    compared = _COMPARED.search(words)
    if words.endswith(FALLING) or (compared and compared[1] in ("低于", "少于", "小于")):
        return -1
    if compared:
        return 1
    return 1 if words.endswith(RISING) else 0


def _per(words: str, unit: Unit | None) -> Unit | None:
    """数前写着“每人每月”一类的钱，是标准：元 → 元/人/月；不是的照旧。"""
    if not words or unit is None or unit.kind != "money":
        return unit
    found: list[str] = []
    rest = words.removeprefix("按").removeprefix("标准为").removesuffix("标准")
    while rest:
        step = next((pair for pair in _PER_WORDS if rest.startswith(pair[0])), None)
        if step is None:
            return unit
        found.append(step[1])
        rest = rest.removeprefix(step[0])
    return lookup(f"元/{'/'.join(found)}") or unit if found else unit


def _each(words: str, unit: Unit | None) -> Unit | None:
    """数前写着“每月”“每季度”的次数、场数：次 → 次/月；不是的照旧。"""
    if unit is None or unit.kind != "quantity" or "/" in unit.text:
        return unit
    words = words.removeprefix("平均")
    said = _PERIOD_FIRST.fullmatch(words)
    each = EACH[said[1]] if said else ""
    if said and said[2] and each == "年":
        return unit  # 每年培训200人次：就是全年的
    if several := _EVERY_FEW.fullmatch(words):
        each = f"{numeral(several[1])}{several[2]}"
    return (lookup(f"{unit.text}/{each}") or unit) if each else unit


# ---- 值 ----


def _built(
    raw: str,
    numbers: Sequence[Decimal],
    scale: str,
    unit: Unit | None,
    operator: Operator | None,
    trend: int,
    notes: list[str],
) -> Value:
    number = numbers[0]
    text = unit.text if unit else None
    if unit is None:
        if operator is None and len(numbers) == 1:
            if number == 0:
                return Placeholder(raw=raw, note="只写了0，没有单位", number=Decimal(0))
            notes += _doubts(number)
    elif unit.dimension == "months":
        if scale or (text == "年" and 1900 <= number < 2100):
            return Unreadable(raw=raw, note=f"看不出“{text}”是日期还是时长")
        if text == "月" and operator is None:
            text = "个月"
        elif text == "月" and number <= 12:
            notes.append(f"按{number:f}个月读，也可能是{number:f}月")
    elif unit.kind == "money":
        text = "元"
    return Measured(
        raw=raw,
        kind=_KINDS[unit.kind] if unit else Kind.QUANTITY,
        note="；".join(notes) if notes else "",
        operator=operator,
        number=number,
        unit=text,
        dimension=unit.dimension if unit else None,
        approximate=operator is Operator.ABOUT,
        upper=numbers[1] if len(numbers) > 1 else None,
        trend=trend,
    )


def _doubts(number: Decimal) -> list[str]:
    """没有符号、没有单位的数，可能是什么。"""
    if 0 < number < 1:
        return [f"小数没有单位，也可能是丢了百分号的{tidy(number * 100):f}%"]
    return ["也可能是年月"] if 1900 <= number < 2100 and number % 1 else []
