"""单位：``units.yaml`` 的读入、查找与换算倍数。"""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.yaml_tables import yaml_table


class Unit(NamedTuple):
    """一个单位：原文、量纲、折合基本单位的倍数、取值种类、是否登记在单位表。"""

    text: str
    dimension: str
    factor: Decimal
    kind: str
    known: bool


def _load() -> tuple[dict[str, Unit], dict[str, Decimal]]:
    table = yaml_table(Path(__file__).with_name("units.yaml"))
    kinds = table["kinds"]
    units = {
        text: Unit(text, dimension, Decimal(str(factor)), kinds.get(dimension, "quantity"), True)
        for dimension, members in table["dimensions"].items()
        for text, factor in members.items()
    }
    return units, {word: Decimal(size) for word, size in table["multipliers"].items()}


UNITS, MULTIPLIERS = _load()
# 数后的倍数；千米、千克、百分点里的“千”“百”不是。
SCALE_PATTERN = f"(?:{'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})(?![米克瓦分])"

_NO_NUMERATOR = Unit("", "", Decimal(1), "quantity", True)
_HALF_YEAR = Unit("半年", "months", Decimal(6), "duration", True)
_SEVERAL = Pattern("([2-9])(个月|个季度|年|周|天)")
_SCALED = Pattern(f"(10{{0,6}}|)({'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))}|)(.+)")

# 生僻量词照收，但带这些字的多半是句子的一截，不是单位。
_UNLISTED = Pattern(
    r"(?![十百千万亿余多来])(?:(?![的了及且并和与未不已完前后内底末以左右共约年月日号第])[\u4e00-\u9fff]){1,6}"
)


def is_bare_unit(text: str) -> bool:
    """只写着一个通行的单位，没有数：表样里留着的 公里、万亩、%。

    >>> is_bare_unit("公里"), is_bare_unit(" 万亩 "), is_bare_unit("5公里"), is_bare_unit("良")
    (True, True, False, False)
    """
    bare = "".join(text.split())
    return bare in UNITS or bare.removeprefix("万") in UNITS


@lru_cache(maxsize=1024)
def lookup(text: str) -> Unit | None:
    """查单位；表里没有的，六个汉字以内算作自成量纲的单位；不像单位则为 None。

    分母的先后不影响量纲，所以 元/年/人 与 元/人/年 可以相比；件、次 合为一个单位。

    >>> lookup("公里").factor, lookup("公里").dimension
    (Decimal('1000'), 'length')
    >>> lookup("元/年/人").dimension, lookup("元/人/年").dimension, lookup("元每人每年").dimension
    ('money/months×12/person', 'money/months×12/person', 'money/months×12/person')
    >>> lookup("元/人·月").dimension == lookup("元/人月").dimension == lookup("元/月/人").dimension
    True
    >>> lookup("件、次").dimension, lookup("孔").dimension, lookup("↑")
    ('件、次', '孔', None)
    >>> lookup("例/10万人").dimension == lookup("例/千人").dimension, lookup("张/千人").factor
    (True, Decimal('0.001'))
    """
    if text in UNITS:
        return UNITS[text]
    if "/" in text or "每" in text:
        text = text.replace("/每", "/").replace("每", "/")
        return _ratio_unit(text)
    if "、" in text:
        known = all(part in UNITS for part in text.split("、"))
        return Unit(text, text, Decimal(1), "quantity", True) if known else None
    return _simple(text)


def _ratio_unit(text: str) -> Unit | None:
    """带分母的单位：元/人·月、张/千人、例/10万人；只写分母的（620万/月）照写的。"""
    numerator, *parts = text.split("/")
    head = _simple(numerator) if numerator else _NO_NUMERATOR
    factor, below = Decimal(1), []
    for part in (each for given in parts for each in _split_product(given)):
        shared, size = _denominator(part)
        if shared is None or (not numerator and shared.text not in UNITS):
            return None
        below.append(_interchangeable(shared))
        factor *= size
    if head is None:
        return None
    kind = "per_head" if head.kind == "money" else "quantity"
    dimension = "/".join([head.dimension, *sorted(below)])
    return Unit(text, dimension, head.factor / factor, kind, head.known)


def _denominator(text: str) -> tuple[Unit | None, Decimal]:
    """一个分母：单位，和它的倍数（千人是 1000 人）；倍数只认十的几次方，才除得尽。"""
    if text in UNITS:
        return UNITS[text], Decimal(1)
    if text == "半年":
        return _HALF_YEAR, Decimal(1)
    if several := _SEVERAL.fullmatch(text):
        unit = UNITS[several[2]]
        return Unit(text, unit.dimension, unit.factor * int(several[1]), unit.kind, True), Decimal(
            1
        )
    found = _SCALED.fullmatch(text)
    counted = found and (found[3] in UNITS or found[1] or found[2] not in ("", "百", "千"))
    if found is None or not counted:
        return _simple(text), Decimal(1)
    return _simple(found[3]), Decimal(found[1] or 1) * MULTIPLIERS.get(found[2], Decimal(1))


def _simple(text: str) -> Unit | None:
    if text in UNITS:
        return UNITS[text]
    if _UNLISTED.fullmatch(text):
        return Unit(text, text, Decimal(1), "quantity", False)
    return None


def _interchangeable(unit: Unit) -> str:
    # 量纲、倍数都相同的单位可互代（名、位即人，㎡ 即平方米）；年与月不可互代。
    return unit.dimension if unit.factor == 1 else f"{unit.dimension}×{unit.factor}"


def _split_product(text: str) -> list[str]:
    """分母里的 人·月、人月 是两个单位；人次、人·次 是一个。"""
    if text in UNITS and UNITS[text].dimension != "person_month":
        return [text]
    if "·" in text:
        return text.split("·")
    return [text[0], text[1:]] if text[:1] == "人" and text[1:] in UNITS else [text]
