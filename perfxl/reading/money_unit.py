"""金额单位：元、百元、千元、万元、百万元、亿元……"""

import re
from collections.abc import Iterable
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import is_bare_unit
from perfxl.model.entry import Entry
from perfxl.model.money_units import ANY_MONEY_UNIT, MONEY_FACTORS
from perfxl.model.printed_unit import PrintedUnit
from perfxl.reading.region import Region

MONEY_UNITS = tuple(MONEY_FACTORS)
# 说的是金额的单位：金额单位、货币单位。
_OF_MONEY = "(?:金额|货币|币值|资金|计价|记账)?"
_MONEY_UNIT = Pattern(
    r"(?:单位[:为]?|\()(?:金额单位|金额|单位)?[:]?人?民?币?[:]?" rf"({ANY_MONEY_UNIT})\)?"
)
# 年度和单位写在一格：2021年度　金额：元。
_YEAR_AND_UNIT = Pattern(
    rf"\(?20\d\d年度?\)?[,，;；、]?\(?(?:金额单位|金额|单位)?[:为]?(?:人民币)?({ANY_MONEY_UNIT})\)?"
)
_UNIT_LINE = Pattern(rf"\(?{_OF_MONEY}(?:单位)?:?人?民?币?:?({ANY_MONEY_UNIT})\)?")
_BARE_UNIT = Pattern(rf"\(?(?:{ANY_MONEY_UNIT})\)?")
# 名称里的单位要整个在括号里，或写明“单位”：（元/人）不是。
_LABEL_UNIT = Pattern(
    rf"(?:\((?:[^()]*[,，、:;；])?(?:人民币)?|单位[:为])({ANY_MONEY_UNIT})(?:[、,;和及].*)?(?:\)|$)"
)
_ENDS_WITH_UNIT = Pattern(rf"单位:?(?:人民币)?:?(?:{ANY_MONEY_UNIT})\)?$")
# 金额、得分一并写明单位的：单位：万元、分。
_UNIT_SAID = Pattern(rf"\(?{_OF_MONEY}单位[:为]([^()]+)\)?")
# 右边一格写着单位的：金额单位、货币单位。
_UNIT_LABEL = Pattern(rf"{_OF_MONEY}单位")
_CURRENCY = Pattern(r"^人民币:?|\(?人民币\)?$")
_APART = Pattern(r"[、,;和及]")
_POINTS = ("分", "%")
# 金额自己带着单位的：1,200.50万元；只带人民币符号的就是元。
_AMOUNT_WITH_UNIT = Pattern(rf"[¥￥]?[\d,.]+({ANY_MONEY_UNIT})")
_AMOUNT_WITH_SIGN = Pattern(r"[¥￥]-?[\d,.]+|-[¥￥][\d,.]+")


def find_money_unit(texts: Iterable[str]) -> str | None:
    """金额单位：先看写明“单位”的，再看括号里的。

    >>> find_money_unit(["项目资金\\n（万元）"]), find_money_unit(["金额单位：元"]), find_money_unit(["x"])
    ('万元', '元', None)
    >>> find_money_unit(["金额：元"]), find_money_unit(["人民币：万元"]), find_money_unit(["金额：3元"])
    ('元', '万元', None)
    """
    return next(filter(None, map(_unit_said, texts)), None)


@lru_cache(maxsize=8192)
def _unit_said(text: str) -> str | None:
    key = compact(text)
    match = _MONEY_UNIT.search(key) or _YEAR_AND_UNIT.fullmatch(key) or _unit_line(key)
    return match[1] if match else None


def _unit_line(key: str) -> re.Match[str] | None:
    """整格写明是金额的单位：金额：元、货币：万元、人民币元；只有“元”一个字的不是。"""
    return None if _BARE_UNIT.fullmatch(key) else _UNIT_LINE.fullmatch(key)


def money_unit_of(region: Region, above: list[int], heading_texts: list[str]) -> str | None:
    """金额单位：写明“单位”的，括号里的，单独一格的，最后看金额自己带的（￥100,000 是元）。"""
    texts = [compact(entry.text) for row in above for entry in region.texts(row)]
    carried = [match[1] for text in texts if (match := _AMOUNT_WITH_UNIT.fullmatch(text))]
    carried += ["元" for text in texts if _AMOUNT_WITH_SIGN.fullmatch(text)]
    return find_money_unit(
        [
            *(text for text in heading_texts if "单位" in compact(text)),
            *(text for text in texts if _ENDS_WITH_UNIT.search(text) or _unit_line(text)),
            *(text for text in texts if _YEAR_AND_UNIT.fullmatch(text)),
            *(text for text in texts if "(" in text and len(text) <= 40),
            *(f"({unit})" for text in [*texts, *carried] if (unit := unit_in(text))),
        ]
    )


def printed_unit(entry: Entry) -> PrintedUnit | None:
    """行标题、资金一块的标题里自己写的单位；没有写为 ``None``。

    >>> [printed_unit(Entry(text)) is None for text in ("总额（万元）", "（单位：元）", "金额：元", "补助（元/人）")]
    [False, False, False, True]
    """
    key = compact(entry.text)
    match = _LABEL_UNIT.search(key) or _unit_line(key)
    return PrintedUnit(match[1], entry) if match else None


def corner_unit(region: Region, rows: Iterable[int], unit: str | None) -> PrintedUnit | None:
    """管全表的那一处单位 ``unit``：写明“单位”的一格，或“单位”右边的一格；没有为 ``None``。"""
    for entry in (entry for row in rows for entry in region.texts(row)):
        text = compact(entry.text)
        said = printed_unit(entry) if is_unit_line(text) or _ENDS_WITH_UNIT.search(text) else None
        if said is None and text in MONEY_UNITS:
            said = PrintedUnit(text, entry)
        if said is not None and said.unit == unit:
            return said
    return None


def is_unit_line(text: str) -> bool:
    """整格只写着金额单位：``单位：元``、``（金额单位：万元）``。

    >>> is_unit_line("单位:万元"), is_unit_line("单位：万元、分"), is_unit_line("单位名称：万元户协会")
    (True, True, False)
    """
    said = _UNIT_SAID.fullmatch(compact(text))
    return _UNIT_LINE.fullmatch(compact(text)) is not None or (
        said is not None and unit_in(said[1]) is not None
    )


# 表下的注里写的：注：本表金额单位为人民币万元。
_UNIT_IN_NOTE = Pattern(
    rf"(?:(?:金额|货币|资金)(?:的?计量)?单位|^\(?(?:注|备注|说明):?.{{0,12}}单位)(?:均|统一|一律)?[为是:]*(?:人民币)?[:]?({ANY_MONEY_UNIT})(?![/每])"
)


def unit_in_note(text: str) -> str | None:
    """注里写着的金额单位；没有写为 ``None``。

    >>> unit_in_note("注：本表金额单位为人民币万元。"), unit_in_note("备注：1.金额单位：元；2.得分取整")
    ('万元', '元')
    >>> unit_in_note("注：补助标准的单位为元/人") is None
    True
    """
    found = _UNIT_IN_NOTE.search(compact(text))
    return found[1] if found else None


def is_unit_label(text: str) -> bool:
    """整格只是金额单位的栏名，单位写在右边。

    >>> is_unit_label("货币单位："), is_unit_label("实施单位")
    (True, False)
    """
    return _UNIT_LABEL.fullmatch(compact(text).strip(":")) is not None


@lru_cache(maxsize=8192)
def unit_in(text: str) -> str | None:
    """写单位的地方只写着单位的：其中的金额单位；不是为 ``None``。

    >>> unit_in("万元、分"), unit_in("元"), unit_in("分、%"), unit_in("万元户协会")
    ('万元', '元', None, None)
    >>> unit_in("人民币千元"), unit_in("万元（人民币）"), unit_in("人民币")
    ('千元', '万元', None)
    """
    parts = [_CURRENCY.sub("", part) for part in _APART.split(compact(text))]
    money = [part for part in parts if part in MONEY_FACTORS]
    others = (part for part in parts if part not in MONEY_FACTORS)
    return (
        money[0]
        if money and all(part in _POINTS or is_bare_unit(part) for part in others)
        else None
    )
