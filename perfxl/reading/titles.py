"""表的标题和年度。"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.money_units import ANY_MONEY_UNIT
from perfxl.model.table import ABSENT, PROJECT_NAMES, Entry
from perfxl.reading.labels import field_name, goal_name, is_group_label
from perfxl.reading.money_unit import is_unit_line
from perfxl.reading.region import Region

_TITLE = Pattern(
    r"(?:绩效|预算|收支|批复|支出|收入|申报|自评|自我评价|转移支付|目标).{0,40}表\d?(?:\(.{0,30}\))?(?:20\d\d年度?)?$"
    r"|表\(.{0,12}(?:自评|绩效).{0,10}\)"
    r"|(?:绩效目标|自评).{0,6}(?:批复|清单|一览)(?:\(20\d\d年度?\))?$"
    r"|绩效(?:评价|自评).{0,12}(?:指标体系|评分)$"
    r"|.{6}绩效(?:目标)?自评$"
    # 写明年度的：2024年项目支出绩效自评情况。
    r"|^20\d\d年.{2,30}绩效(?:目标)?自评(?:情况|结果)(?:\d{1,2})?$"
)
# 这些也以“表”收尾，却是附件说明或目录。
_NOT_TITLE = Pattern(
    r"^(?:预算|公开)?[\d-]*表|^(?:见|详见|附件?:|填报|填表|另附|根据|按照|本表)|填表|制表|代表$|评价表彰"
)
# 附件号、表号和标题写在一格：附件2：2025年项目支出绩效目标申报表、预算13表 项目支出绩效目标表。
# 号码后面紧接着年度的（表1 2024年……，折去空白是“表12024年”），年度不是号码的。
_DIGITS = (
    r"(?:\d{1,2}(?:[-.]\d{1,2})?(?![-.]?\d)|\d{1,2}?(?:[-.]\d{1,2}?)?(?=20\d\d年)"
    r"|[一二三四五六七八九十]{1,3})"
)
_FORM = rf"(?:{_DIGITS}表{_DIGITS}?|表(?:{_DIGITS}|(?=:)))"
_NUMBERED = Pattern(
    rf"^\(?(?:附[件表录]{_DIGITS}?|附(?:{_DIGITS}|(?=:))|(?:预算|公开)(?:{_FORM}|表)|{_FORM})\)?:?"
)
# 与标题同一行可以有的：附件号、金额单位、年度、表号。
_BESIDE_TITLE = Pattern(
    r"^\(?附[件表录]|单位:|20\d\d年|^第?\d{1,3}页?$|^表[\d一二三四五六七八九十]|编号|^预算\d|^公开"
)
# 先找“年度”，再找不跟着月份的年：填报日期里的年不是表的年度。
_YEARS = (
    Pattern(r"(?<!\d)(20\d\d)年?度|年度:?(20\d\d)"),
    Pattern(r"(?<!\d)(20\d\d)(?:年(?!\d)|$|[)\]])"),
)
# 连着几年的（2024—2026年）说的是做多久，不是表的年度；整句的“2024—2025年度”没有别的年度时还算。
_SPAN = Pattern(r"20\d\d年?度?[-—–―~～至到]+20\d\d(?!年?度)年?")
# 哪一年做这件事（2025年度开展2024年度……、2025年组织的2024年度……），不是表的年度。
_DOING_YEAR = Pattern(
    r"20\d\d年?度?(?:开展|组织|进行|实施|报送|填报|上报|编报)(?:的|对)?(?=[^\d]{0,6}20\d\d年?度?)"
)
# 监控到的一段时间里写的年：（2024年1—7月）、截至2024年6月30日。
_PERIOD = (
    r"(?:(?:1月?[-—–―~～至到])?\d{1,2}月(?:份|底|末|\d{1,2}日)?|上半年|前三季度|第?[一二三]季度)"
)
_PERIOD_YEAR = Pattern(
    r"(20\d\d)年(?:1月?[-—–―~～至到]\d{1,2}月|上半年|前三季度|第?[一二三]季度)"
    r"|截[至止到](20\d\d)年\d{1,2}月"
)
_ONE_YEAR_SPAN = Pattern(
    r"(20\d\d)[年./-]\d{1,2}(?:[月./-]\d{1,2}日?|月)?[-—–―~～至到]+(?:\1[年./-])?\d{1,2}(?:月|[./-]\d)"
)
_LONGEST_PERIOD = 40
# 标题下面一行开头可以是这些栏目。
_OWNERS = ("部门名称", "部门(单位)名称", "单位名称", "填报单位", "部门编码", "主管部门")
_CHINESE_YEAR = Pattern(r"二[〇○零O0]([一二三四五六七八九〇○零]{2})年")
_YEAR_LINE = Pattern(
    r"\(?(?:年度:)?(?:20\d\d|二[〇○零O0][一二三四五六七八九〇○零]{2})年?度?\)?"
    rf"|\(?(?:监控期间?:?)?(?:截[至止到])?20\d\d年度?{_PERIOD}\)?"
)
_CHINESE_DIGITS = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}


# 标题后面写着的金额单位。
_UNIT_AFTER = Pattern(
    rf"\((?:(?:金额)?单位:)?(?:人民币)?(?:{ANY_MONEY_UNIT})\)$|(?:金额)?单位:(?:人民币)?(?:{ANY_MONEY_UNIT})$"
)
_UNBROKEN = Pattern(r"[^，。；！？,;!?]+表(?:\([^，。；,;()]{1,20}\))?")


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """是绩效、预算一类表的标题。

    >>> [is_title(t) for t in ("项目支出绩效目标自评表", "2024年度部门整体支出绩效自评表", "自评结论")]
    [True, True, False]
    >>> is_title("某局2024年度项目绩效自评清单（金额单位：万元）"), is_title("项目绩效自评清单（2024年度）")
    (True, True)
    >>> is_title("某县某局某某中心" * 9 + "2024年度项目支出绩效自评表")
    True
    >>> is_title("某县某局关于某某项目" * 7 + "2026年度绩效目标表（二次修订稿）")
    True
    >>> is_title("2024年项目支出绩效自评情况"), is_title("绩效自评情况"), is_title("上年绩效自评情况")
    (True, False, False)
    >>> is_title("某局2024年部门预算调整一般公共预算支出批复表（功能分类科目）"), is_title("附表1")
    (True, False)
    """
    if not 5 <= len(text) < 120 or not any(sign in text for sign in "表批清一体评"):
        return False
    key = _UNIT_AFTER.sub("", compact(text))
    # 单位名称很长的，标题可以有八九十个字：不断句，末一个字是“表”，后面至多括着是哪一稿。
    longest = 100 if _UNBROKEN.fullmatch(key) else 60
    return (
        4 < len(key) < longest
        and ":" not in key
        and _TITLE.search(key) is not None
        and _NOT_TITLE.search(key) is None
    )


def is_numbered_title(text: str) -> bool:
    """附件号、表号写在同一格的标题；几张表的目录也这样写，别处没有标题才是。

    >>> [is_numbered_title(t) for t in ("附件2：2025年项目绩效目标申报表", "表十二 项目支出绩效自评表", "附件2：自评表")]
    [True, True, False]
    """
    return is_title(without_form_number(text))


def without_form_number(text: str) -> str:
    """折叠过的标题，去掉前面的附件号、表号。

    >>> [without_form_number(text) for text in ("附件2 2024年度自评表", "表一：自评表", "（预算13表）目标表")]
    ['2024年度自评表', '自评表', '目标表']
    >>> [without_form_number(text) for text in ("附属小学2024年自评表", "表彰经费自评表")]
    ['附属小学2024年自评表', '表彰经费自评表']
    """
    return _NUMBERED.sub("", compact(text))


def title_in_row(region: Region, row: int, wanted: Callable[[str], bool] = is_title) -> Entry:
    """这一行的标题；没有时为 ``ABSENT``。同一行除附件号、单位、年度、联系人一类填在同格的栏目外还有别的字的不是标题。"""
    texts = region.texts(row)
    if not 0 < len(texts) <= 4:
        return ABSENT
    title = next((entry for entry in texts if wanted(entry.text)), ABSENT)
    if not title.exists:
        return _goal_title(region, texts)
    hidden = region.grid.hidden_columns
    others = [entry for entry in texts if entry is not title and entry.column not in hidden]
    return title if all(_may_be_beside(entry.text) for entry in others) else ABSENT


def _may_be_beside(text: str) -> bool:
    """可以与标题写在一行：附件号、金额单位、年度，和内容写在同格的栏目（联系人：甲某某）。"""
    label, colon, said = text.replace("：", ":").partition(":")
    field = bool(colon and said.strip()) and field_name(label) is not None
    return field or _BESIDE_TITLE.search(compact(text)) is not None


def _goal_title(region: Region, texts: list[Entry]) -> Entry:
    """标题恰好也是目标栏的叫法（部门整体绩效目标），不写“表”：整行只有它，下面一行是年度、单位，

    或基本情况、项目名称一类。目标写在下面的，下一行是一段话或别的目标，不是标题。
    """
    title, *others = texts
    if "绩效目标" not in title.text or goal_name(title.text) is None:
        return ABSENT
    if not all(_BESIDE_TITLE.search(compact(entry.text)) for entry in others):
        return ABSENT
    last = region.grid.block(title.row, title.column).bottom
    rows = region.grid.rows_between(last + 1, region.block.bottom)
    below = region.texts(rows[0]) if rows else []
    if not below:
        return ABSENT
    if all(is_year(entry.text) or is_unit_line(entry.text) for entry in below):
        return title
    first = below[0].text
    alone = len(below) == 1 and is_group_label(first)
    named = len(below) > 1 and field_name(first) in (*PROJECT_NAMES, *_OWNERS)
    return title if alone or named else ABSENT


# 标题分两行写的上半截：某市就业局2024年。
_UPPER_HALF = Pattern(r"[^:,;、。()]{2,40}20\d\d年度?")


def is_upper_half(text: str) -> bool:
    """标题的上半截，到年度为止。

    >>> is_upper_half("某市就业局2024年"), is_upper_half("填报日期：2024年")
    (True, False)
    """
    return _UPPER_HALF.fullmatch(compact(text)) is not None


def upper_half_of(region: Region, title: Entry) -> Entry:
    """标题分两行写的，紧挨在上面的上半截（某市就业局2024年，或只有 2024年）；没有的为 ``ABSENT``。"""
    above = region.texts(title.row - 1) if title.row > region.block.top else []
    alone = len(above) == 1 and (is_upper_half(above[0].text) or is_year(above[0].text))
    return above[0] if alone else ABSENT


def find_title(region: Region, rows: Iterable[int]) -> Entry:
    """这些行里的标题；没有时为 ``ABSENT``。"""
    rows = list(rows)
    for wanted in (is_title, is_numbered_title):
        for row in rows:
            title = title_in_row(region, row, wanted)
            if title.exists:
                return title
    return ABSENT


def find_year(texts: Iterable[str]) -> int | None:
    """标题、副标题里的年度。

    >>> find_year(["项目支出绩效自评表", "（2024年度）"]), find_year(["二〇二三年度"]), find_year(["表"])
    (2024, 2023, None)
    >>> find_year(["项目绩效监控表（2024年1-8月）"]), find_year(["填报日期：2024年8月9日"])
    (2024, None)
    >>> find_year(["项目期目标（2024—2026年）", "年度目标（2024年）"]), find_year(["2024—2026年"])
    (2024, None)
    >>> find_year(["附件2 2024年度项目支出绩效自评表"]), find_year(["附表3-1　2024年项目绩效目标表"])
    (2024, 2024)
    >>> find_year(["2024—2025年度项目支出绩效目标表"]), find_year(["2025年度开展2024年度项目支出绩效自评表"])
    (2025, 2024)
    """
    keys = [without_form_number(text) for text in texts]
    bare = [_DOING_YEAR.sub("", _SPAN.sub("", key)) if key.count("20") > 1 else key for key in keys]
    for pattern in _YEARS:
        for key in bare:
            if match := pattern.search(key):
                return int(match[1] or match[match.lastindex or 1])
    for key in keys:
        if match := _CHINESE_YEAR.search(key):
            return int("20" + "".join(_CHINESE_DIGITS[sign] for sign in match[1]))
    for key in keys:
        if len(key) <= _LONGEST_PERIOD and (match := _PERIOD_YEAR.search(key)):
            return int(match[1] or match[2])
    return None


def year_of_span(text: str) -> int | None:
    """在同一年里的一段时间是哪一年；跨年的、不是一段时间的为 ``None``。

    >>> year_of_span("2024年1月1日—12月31日"), year_of_span("2024.1.1-2024.12.31")
    (2024, 2024)
    >>> year_of_span("2024年7月1日至2025年6月30日") is None
    True
    """
    found = _ONE_YEAR_SPAN.search(compact(text))
    return int(found[1]) if found else None


@lru_cache(maxsize=8192)
def is_year(text: str) -> bool:
    """整格只写着年度，或监控到几月：``（2024年度）``、``（2024年1—7月）``；

    ``2024年``、``二〇二四年度``，和还没有填的``（  年度）``。"""
    return _YEAR_LINE.fullmatch(compact(text)) is not None or compact(text) == "(年度)"


def years_said(texts: Iterable[str]) -> set[int]:
    """整格只写着年度的各格，写了哪几年。

    >>> sorted(years_said(["2024年", "2025年", "预算数（2026年）"]))
    [2024, 2025]
    """
    return {year for text in texts if is_year(text) and (year := find_year([text])) is not None}
