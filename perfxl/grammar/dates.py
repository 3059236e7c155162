"""日期和期限的几种写法。"""

import calendar
import re
from dataclasses import replace

from perfxl.grammar.numerals import in_digits, with_year_in_digits
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import OPERATORS, SIGNS
from perfxl.grammar.values import Deadline, Unreadable, Value, join_notes
from perfxl.grammar.words import BEFORE, LONGEST_WORDED, NEGATED, STRANGE, UNDATED, ending

_BOUND = "(?:[底末内]?(?:之前|以前|前)|[底末内]|之内|以内|为?止)?"
_YEAR, _MONTH, _DAY = "(?:19|20)[0-9]{2}", "1[0-2]|0?[1-9]", "3[01]|[12][0-9]|0?[1-9]"
_SERIAL = Pattern(
    rf"([{SIGNS}]?)({_YEAR})(?:([-/.])({_MONTH})(?:\3({_DAY}))?|(0[1-9]|1[0-2])([0-2][0-9]|3[01]))"
    rf"({_BOUND})"
)
_DATE = Pattern(
    rf"(?P<head>[^0-9{SIGNS},;、。]*?)(?P<sign>[{SIGNS}]?)"
    rf"(?:(?P<start>(?=[0-9])(?:{_YEAR}年?)?(?:[0-9]{{1,2}}月?(?:[0-9]{{1,2}}[日号])?)?)(?:-{{1,3}}|——?|[~至到]))?"
    rf"(?:(?P<year>{_YEAR})年度?)?"
    rf"(?:(?P<month>{_MONTH})(?P<moon>月份?|(?=[底末])))?"
    rf"(?:(?P<day>{_DAY})[日号](?P<hour>[0-9]{{1,2}}[时点])?)?"
    r"(?P<period>[上中下]旬|第?[一二三四1-4]季度|[上下]半年"
    r"|(?<![0-9半一二两三四五六七八九十整每几多])[本当全]?年度?(?=[底末内]))?"
    rf"(?P<bound>{_BOUND})(?P<tail>[^0-9{SIGNS},;、。]{{0,16}})"
)
_DATE_WORD = Pattern("[年月日号季底末]")
_SPELT_DATE_WORD = Pattern("[年月季]")
_SERIAL_SPAN = Pattern(
    rf"([{SIGNS}]?)({_YEAR})([-/.])({_MONTH})(?:\3({_DAY}))?(?:-{{1,3}}|——?|[~至到])"
    rf"({_YEAR})([-/.])({_MONTH})(?:\7({_DAY}))?({_BOUND})"
)
_SAME_YEAR = Pattern(
    rf"([{SIGNS}]?)({_YEAR})([-/.])({_MONTH})(?:\3({_DAY}))?(?:-{{1,3}}|——?|[~至到])"
    rf"({_MONTH})(?:\3({_DAY}))?({_BOUND})"
)
_PACKED_SPAN = Pattern(
    rf"({_YEAR})(0[1-9]|1[0-2])([0-2][0-9]|3[01])(?:-{{1,3}}|——?|[~至到])({_YEAR})(0[1-9]|1[0-2])([0-2][0-9]|3[01])"
)
_MAY_BEGIN_SPAN = f"12{SIGNS}"
_SHORTEST_SPAN = len("2024.1-12")
_FIRST_YEAR = Pattern(_YEAR)
_START = Pattern(rf"(?:{_YEAR}年?)?(?:({_MONTH})月?(?:({_DAY})[日号])?)?")
_SPELT_DAY = Pattern("[一二三四五六七八九十]{1,3}(?=[月日号](?!以|左右))")
_REMARKED = Pattern(r"(.*[0-9](?:[年月日]|[年月]?[底末]?前?))\(([^()0-9]{1,20})\)")
_DAY_AFTER = ("当日", "当天", "次日", "翌日", "第二天", "工作日")
_NEXT_YEAR = Pattern("次年|翌年|明年|下一?年度?|第二年")
_ACHIEVED = Pattern(
    "(?:已经?|均已|全部|全面|按时|及时|如期|顺利|提前|正式|一次性)*"
    "(?:完成|完工|竣工|交工|建成|办结|到位|发放|下发|分发|支付|拨付|下达|兑付|兑现|验收|通过验收|结束|完毕|开展|投入使用|投用|启用|交付|移交|上线|印发|发布)"
)


def deadline(raw: str, text: str) -> Value | None:
    """写明年、月、日的：2024-12-31、20241231、2024年12月底前、第三季度完成。"""
    return (
        _serial(raw, text)
        or _serial_span(raw, text)
        or _worded(raw, text)
        or _months_spelt(raw, text)
    )


def remarked_deadline(raw: str, text: str) -> Value | None:
    """日期后面有括注：2024年12月（工程完工）。"""
    found = _REMARKED.fullmatch(text) if text[-1] == ")" else None
    dated = deadline(raw, found[1]) if found else None
    if found is None or not isinstance(dated, Deadline):
        return None
    return replace(dated, note=join_notes(dated.note, f"括注“{found[2]}”"))


def undated(raw: str, text: str) -> Value | None:
    """没有数字的：即时办理、按季度发放；二〇二四年十月。"""
    if len(text) > LONGEST_WORDED:
        return None
    if UNDATED.fullmatch(text):
        return Deadline(raw=raw, note=text)
    if not _SPELT_DATE_WORD.search(text):
        return None
    return deadline(raw, _SPELT_DAY.sub(in_digits, with_year_in_digits(text)))


def how_often(raw: str, text: str) -> Value | None:
    """有数字而没有日期的：每年2次、次日12时前。"""
    said = text[0] == "每" or any(word in text for word in _DAY_AFTER)
    if said and UNDATED.fullmatch(text):
        return Deadline(raw=raw, note=text)
    return None


def _serial(raw: str, text: str) -> Value | None:
    """不写年月日三个字的日期。"""
    found = _SERIAL.fullmatch(text)
    if found is None:
        return None
    sign, year, separator, month, day, packed_month, packed_day, bound = found.groups()
    # 2024.12 可能是小数；带符号的八位数可能是数量。
    if (separator == "." and not (day or bound)) or (packed_month and sign):
        return None
    return _real(
        Deadline(
            raw=raw, year=int(year), month=int(month or packed_month),
            day=int(day or packed_day or 0) or None, bound=bound, operator=OPERATORS.get(sign),
        )
    )  # fmt: skip


def _serial_span(raw: str, text: str) -> Value | None:
    """起止都点着、划着写的：2023.07-2024.01；止的那天是期限。"""
    if len(text) < _SHORTEST_SPAN or text[0] not in _MAY_BEGIN_SPAN or text[4:5] == "年":
        return None
    if packed := _PACKED_SPAN.fullmatch(text):
        text = "{}.{}.{}-{}.{}.{}".format(*packed.groups())
    if found := _SERIAL_SPAN.fullmatch(text):
        sign, *began, year, _, month, day, bound = found.groups()
    elif (found := _SAME_YEAR.fullmatch(text)) and bool(found[5]) == bool(found[7]):
        sign, *began, month, day, bound = found.groups()
        year = began[0]
    else:
        return None
    start = [int(each) for each in (began[0], began[2], began[3]) if each]
    if start > [int(each) for each in (year, month, day) if each]:
        return Unreadable(raw=raw, note="起止的先后颠倒了")
    names = zip(start, "年月日", strict=False)
    return _real(
        Deadline(
            raw=raw, year=int(year), month=int(month), day=_whole(day), began=start[0],
            began_on=_day_of_year(began[0], began[2], began[3]), bound=bound, operator=OPERATORS.get(sign),
            note=f"自{''.join(f'{number}{name}' for number, name in names)}起",
        )
    )  # fmt: skip


def _worded(raw: str, text: str) -> Value | None:
    """写着年、月、日、季度的日期。"""
    if len(text) > LONGEST_WORDED or not _DATE_WORD.search(text):
        return None
    found = _DATE.fullmatch(text)
    if found is None or not _says_when(found):
        return None
    head, sign, start, year, month, moon, day, hour, period, bound, tail = found.groups()
    operator = OPERATORS.get(sign)
    if word := ending(head, BEFORE):
        if operator or not (year or bound or period):
            return None
        operator, head = OPERATORS[BEFORE[word]], head.removesuffix(word)
    if (words := head + tail) and (STRANGE.search(words) or NEGATED.search(words)):
        return None
    notes = []
    began = _whole(first[0]) if start and (first := _FIRST_YEAR.match(start)) else None
    if start:
        year, since = _since(start, year, month)
        notes.append(since)
    if month and not moon:
        notes.append("脱“月”字")
    later = _NEXT_YEAR.search(head) if not year else None
    if later:
        if not (month or period):
            return None
        head = head[: later.start()] + head[later.end() :]
    notes += [f"另有文字“{part}”" for part in (head.rstrip(":"), hour, tail) if part]
    return _real(
        Deadline(
            raw=raw, year=_whole(year), month=_whole(month), day=_whole(day),
            period=_usual_period(period), bound=bound, operator=operator,
            note=join_notes(*notes), next_year=later is not None, began=began,
            began_on=_started(start, year),
        )
    )  # fmt: skip


def _months_spelt(raw: str, text: str) -> Value | None:
    """年份写数字，月、日写汉字：2024年十二月二十八日。"""
    if "月" not in text:
        return None
    digits = _SPELT_DAY.sub(in_digits, text)
    return _worded(raw, digits) if digits != text else None


def _says_when(found: re.Match[str]) -> bool:
    """拼得上的各段说的真是哪一天、哪一段时间，不是时长。"""
    _, sign, _, year, month, _, day, _, period, bound, tail = found.groups()
    if not (year or month or day or period):
        return False
    if sign and not (year or period or day or bound):
        return False  # ≤12月
    if day and not month and (year or "前" not in bound):
        return False  # 15日内
    return not tail or bool(bound) or _ACHIEVED.match(tail) is not None


def _since(start: str, year: str | None, month: str | None) -> tuple[str | None, str]:
    """起止都写的：年份（止的没有写，就是起的），和说从哪一天起的说明。"""
    first = _FIRST_YEAR.match(start)
    year = year or (first[0] if first else None)
    if start == year:
        return year, ""
    missing = ("月" if month else "年") if start[-1].isdigit() else ""
    return year, f"自{start}{missing}起"


def _started(start: str | None, year: str | None) -> tuple[int, int] | None:
    """起止都写的，从几月几日起；写的只是年份的从 1 月 1 日起，没有这一天的为 ``None``。"""
    found = _START.fullmatch(start) if start and start != year else None
    if found is None:
        return None
    first = _FIRST_YEAR.match(found[0])
    return _day_of_year(first[0] if first else year, found[1], found[2])


def _day_of_year(year: str | None, month: str | None, day: str | None) -> tuple[int, int] | None:
    """几月几日；没有写的是 1，历上没有的为 ``None``。"""
    when = int(month or 1), int(day or 1)
    last = calendar.monthrange(int(year or 2000), when[0])[1] if 1 <= when[0] <= 12 else 0
    return when if when[1] <= last else None


def _usual_period(period: str | None) -> str:
    """本年、当年度、全年都是“年”。"""
    if period and period.rstrip("度").endswith("年") and "半" not in period:
        return "年"
    return period or ""


def _whole(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _real(written: Deadline) -> Value:
    """历上有的日子；没有的说没有。"""
    day, month = written.day, written.month
    if day is not None and day > calendar.monthrange(written.year or 2000, month or 1)[1]:
        return Unreadable(raw=written.raw, note=f"没有{month}月{day}日这一天")
    return written
