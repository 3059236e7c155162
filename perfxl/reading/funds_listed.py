"""资金的几项写在一格里：总额106万元⏎一、财政拨款：69万元（其中：上级资金：60万元；本级财政：9万元）⏎二、自有资金：37万元。"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.form_spec import FormSpec
from perfxl.model.fund import FundRole
from perfxl.model.money_units import ANY_MONEY_UNIT
from perfxl.model.table import ABSENT, Fund
from perfxl.reading.fund_words import fund_words, is_among, says_source, without_among
from perfxl.reading.funds_in_cell import FundsInCell
from perfxl.reading.labels import fund_column, is_fund_group, is_fund_name, label_key
from perfxl.reading.money_unit import printed_unit
from perfxl.reading.region import Region
from perfxl.reading.unit_conflicts import written_money

# 一项：序号、名称、数，后面可以括着它的各项。
_ITEM = Pattern(
    r"(?:[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}[、.．]|\d{1,2}[、.．](?!\d))?\s*"
    rf"([^\d:：()（）]{{2,20}}?)\s*[:：]?\s*(?:为|是|共计|共|计)?\s*(-?\d[\d,.]*\s*(?:{ANY_MONEY_UNIT})?)\s*"
    r"(?:[(（]([\s\S]*)[)）])?"
)
# 两项之间：标点、换行、两个以上的空格，单位、数后面的一个空格；括号里的不断开。
_GAP = Pattern(
    r"[（(][^()（）]*[)）]|([；;。\n\t　]|\s{2,}|(?<![0-9一二三四五六七八九十])[,，、]|[,，](?![0-9])"
    r"|(?<=[元0-9)）])\s+(?=[一-鿿]))"
)
# 左边说的是资金由哪些合成：资金总额及构成、资金来源。
_OF_WHAT = Pattern(
    "(?:项目|年度|本年度?|部门|单位|专项|总体)*(?:资金|经费|预算|投资)"
    "(?:(?:总额|总量|规模|金额|来源|渠道|构成|组成|结构|安排|筹措|情况|明细|合计|需求)(?:及其?|和|与|、|及)?)+"
)
_FEWEST = 2
_LONGEST = 300


class ListedFund(NamedTuple):
    """写在一格里的一项：名称、数（都在同一格），``inside`` 是括在上一项后面的。"""

    name: str
    amount: str
    inside: bool = False


@dataclass(frozen=True)
class FundsListed(FundsInCell):
    """一项项列着的，各项在 ``items``。"""

    items: tuple[ListedFund, ...]

    @property
    def amounts(self) -> Iterable[str]:
        return (each.amount for each in self.items)


def funds_listed_in(text: str) -> tuple[ListedFund, ...]:
    """一格里的各项；有一段读不成、名称不是一种来源（总额）的，少于两项的为空。

    >>> [each[:2] for each in funds_listed_in("基本支出：2180.6　项目支出：4448.8")]
    [('基本支出', '2180.6'), ('项目支出', '4448.8')]
    >>> [each.name for each in funds_listed_in("总额8万元 其中：1.中央资金5万元；2.县级配套3万元")]
    ['总额', '中央资金', '县级配套']
    >>> funds_listed_in("年初预算120万元，执行128万元"), funds_listed_in("建成路灯5000盏，植树300万元")
    ((), ())
    """
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return ()
    found = list(_items(text, inside=False))
    read = tuple(each for each in found if each is not None)
    return read if len(read) == len(found) >= _FEWEST else ()


def _items(text: str, *, inside: bool) -> Iterator[ListedFund | None]:
    for piece in _pieces(text):
        found = _ITEM.fullmatch(without_among(piece))
        if found is None or not _names_fund(found[1]):
            yield None
            continue
        yield ListedFund(found[1].strip(), found[2].strip(), inside or is_among(piece))
        if found[3]:
            yield from _items(found[3], inside=True)


def _pieces(text: str) -> list[str]:
    pieces, start = [], 0
    for gap in _GAP.finditer(text):
        if gap[1] is not None:
            pieces.append(text[start : gap.start()])
            start = gap.end()
    return [each for each in map(str.strip, [*pieces, text[start:]]) if without_among(each)]


def _names_fund(name: str) -> bool:
    """说了是哪一种来源，或是总额；年初预算、执行一类说的是哪一栏，不是。"""
    if is_fund_name(name):
        return True
    if fund_column(name) or fund_column(f"{name}数"):
        return False
    return says_source(name) or fund_words(name).role is FundRole.TOTAL


def find_funds_listed(region: Region, rows: Iterable[int], spec: FormSpec) -> FundsListed | None:
    """行标题右边一格里写着的各项资金；没有的、表身另有执行数的（看不出是预算还是执行）为 ``None``。"""
    if "executed" in spec.funds or "executed_to_date" in spec.funds:
        return None
    for row in rows:
        texts = region.texts(row)
        for label, cell in zip([ABSENT, *texts], texts, strict=False):
            items = funds_listed_in(cell.text) if _is_label(label.text) else ()
            if items:
                return FundsListed(cell, label, items)
    return None


def _is_label(text: str) -> bool:
    return bool(text) and (is_fund_group(text) or _OF_WHAT.fullmatch(label_key(text)) is not None)


def read_funds_listed(region: Region, found: FundsListed, unit: str | None) -> tuple[Fund, ...]:
    """一项一行，都是年初的数；括着的各项是“其中”。"""
    region.take(found.label, found.cell)
    block = printed_unit(found.label)
    funds = []
    for name, said, inside in found.items:
        label = found.cell._replace(text=f"其中：{name}" if inside else name, number=None)
        value = label._replace(text=said, prefix=f"{name}：", continued=True)
        funds.append(Fund(name, label, initial=written_money(region, value, unit, block) or value))
    return tuple(funds)
