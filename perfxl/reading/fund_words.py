"""资金名称说的是什么：哪一种来源、是不是总额、管哪一期。词表在 ``labels.yaml``。"""

from functools import cache, lru_cache
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.fund import FundRole, Period
from perfxl.reading.labels import fund_name, label_table

_AMONG = Pattern(r"^\s*其\s*中\s*[:：、]?\s*")
_REMARK = Pattern(r"[(\[【][^()\[\]【】]*[)\]】]")
# “2024年”是年度，“3年总投资”是实施期；“上年”“跨年度”都不是今年。
_YEAR = Pattern(r"(?<!\d)20\d\d年")
_YEARS = Pattern(
    r"(?<![\d年])(?:[两二三四五六七八九十]|1?\d)年(?:期|(?=总|合计|滚动|资金|预算|投资))"
)
# 连着几年的：2024—2026年。
_YEARS_SPAN = Pattern(r"(?<!\d)20\d\d年?度?[-—–―~～至到]+20\d\d(?:年|(?!\d))")
_OTHER_YEARS = Pattern("上一?年度?|跨年度?|分年度|往年")
# 没有说是哪一种来源的字。
_GENERIC = Pattern(
    "(?:项目|部门|单位|整体|预算|资金|投资|收入|支出|申请|申报|安排|批复|需求|金额|经费|规模|总|数|额|的)*"
)
_MONEY = Pattern(
    "(?:预算|预算数|金额|资金|支出|收入|投资|规模|投资额|预算额|经费|申报数|申请数|安排数?|安排额)$"
)
_MONEY_NAME = Pattern(
    r"(?:总额|金额|拨款|资金|补助|结转|收入|支出|预算|经费|投入|合计|小计|贷款|债券|自筹|预算数|预算额|投资额?|(?:资金|总|年度?|预算|项目)规模|安排)$"
)
_SOURCE = Pattern("拨款|补助|资金|自筹|安排|结转|其他|财政|公益金")


# 没有说是哪一种来源的。
UNSAID = frozenset({FundRole.UNKNOWN, FundRole.OTHER_TOTAL, FundRole.SUBTOTAL})


class FundWords(NamedTuple):
    """一个资金名称：是什么；去掉年度、实施期和“总额”“合计”一类的字以后剩下的；那一类字，没有为 ``""``。

    没有说是哪一种来源的：有“总额”一类字的是 ``TOTAL``，没有的（预算资金、部门预算）是 ``OTHER_TOTAL``，
    “小计”是 ``SUBTOTAL``。说了来源的（财政拨款合计）照来源。
    """

    role: FundRole
    rest: str
    sum_word: str


@lru_cache(maxsize=8192)
def fund_words(name: str) -> FundWords:
    """看一个资金名称。

    >>> fund_words("年度资金总额")[::2], fund_words("当年财政拨款")[::2]
    ((<FundRole.TOTAL: 'total'>, '总额'), (<FundRole.GRANT: 'grant'>, ''))
    >>> [str(fund_words(name).role) for name in ("中央财政资金", "其他资金", "预算资金", "培训费")]
    ['central', 'other', 'other_total', 'unknown']
    """
    bare = _REMARK.sub("", compact(name))
    rest = without_period(_OTHER_YEARS.sub("", bare))
    found = _sum_words().search(rest)
    sum_word = found[0] if found else ""
    rest = rest.replace(sum_word, "", 1)
    role = _role(bare, rest, sum_word)
    if role is not FundRole.CARRIED_OVER and _OTHER_YEARS.search(bare):
        role = FundRole.OTHER_TOTAL  # 上年度资金总额、上年预算额：不是今年的一部分
    return FundWords(role, rest, sum_word)


def _role(bare: str, rest: str, sum_word: str) -> FundRole:
    for role, exact, starts, contains in _role_words():
        if rest in exact or rest.startswith(starts) or any(word in rest for word in contains):
            return role
    generic = _GENERIC.fullmatch(rest) is not None
    if sum_word:
        return FundRole.TOTAL if generic and sum_word != "小计" else FundRole.SUBTOTAL
    return FundRole.OTHER_TOTAL if generic and _MONEY.search(bare) else FundRole.UNKNOWN


@lru_cache(maxsize=8192)
def period_of(text: str) -> Period | None:
    """写着管哪一期的；没有写为 ``None``。

    >>> [period_of(text) for text in ("实施期资金总额", "项目资金总额", "上年结转资金")]
    [<Period.WHOLE: 'whole_period'>, None, None]
    >>> [str(period_of(text)) for text in ("当年财政拨款", "2024年预算", "项目总投资", "年度总投资")]
    ['year', 'year', 'whole_period', 'year']
    >>> period_of("2024-2026年资金总额")
    <Period.WHOLE: 'whole_period'>
    """
    bare = _OTHER_YEARS.sub("", compact(text))
    words = label_table()["periods"]
    spans = "20" in bare and _YEARS_SPAN.search(bare)
    if any(word in bare for word in words["whole"]) or _YEARS.search(bare) or spans:
        return Period.WHOLE
    if any(word in bare for word in words["year"]) or _YEAR.search(bare):
        return Period.YEAR
    return Period.WHOLE if any(word in bare for word in words["weak_whole"]) else None


def without_period(text: str) -> str:
    """去掉说明管哪一期的字。

    >>> without_period("实施期预算数"), without_period("年度金额（万元）")
    ('预算数', '金额（万元）')
    """
    for pattern in (_YEARS_SPAN, _YEAR, _YEARS, _period_words()):
        text = pattern.sub("", text)
    return text


def is_among(text: str) -> bool:
    """名称前印着“其中”。"""
    return _AMONG.match(text) is not None


def without_among(text: str) -> str:
    """去掉名称前印着的“其中”。

    >>> without_among("其中：财政拨款"), without_among("财政拨款")
    ('财政拨款', '财政拨款')
    """
    return _AMONG.sub("", text)


def says_source(name: str) -> bool:
    """说了是哪一种来源，或是总额。

    >>> says_source("上级资金"), says_source("预算资金"), says_source("小计")
    (True, False, False)
    """
    return fund_words(name).role not in UNSAID


def names_source(name: str) -> bool:
    """像一种资金来源。"""
    return _SOURCE.search(name) is not None


def is_of_department(name: str) -> bool:
    """部门、单位的总数，与一个项目的不是一回事。"""
    return "部门" in name or "单位" in name


@cache
def _role_words() -> tuple[tuple[FundRole, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    table: dict[str, dict[str, list[str]]] = label_table()["fund_roles"]
    return tuple(
        (
            FundRole(role),
            tuple(words.get("exact", ())),
            tuple(words.get("starts", ())),
            tuple(words.get("contains", ())),
        )
        for role, words in table.items()
    )


@cache
def _sum_words() -> Pattern:
    return Pattern("|".join(label_table()["fund_sums"]))


@cache
def _period_words() -> Pattern:
    words = label_table()["periods"]
    longest_first = sorted([*words["whole"], *words["year"]], key=len, reverse=True)
    return Pattern("|".join(longest_first))


def names_money(text: str) -> bool:
    """名称像一笔钱的：以总额、拨款、经费、投入一类字结尾，不管认不认得。

    >>> names_money("其中：专项经费："), names_money("项目负责人")
    (True, False)
    """
    return _MONEY_NAME.search(fund_name(text)) is not None
