"""单位：``units.yaml`` 的读入、查找与换算倍数。"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.yaml_tables import yaml_table


@dataclass(frozen=True, slots=True)
class Unit:
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
    """
    if text in UNITS:
        return UNITS[text]
    if "/" in text or "每" in text:
        text = text.replace("/每", "/").replace("每", "/")
        parts = text.split("/")
        head, *rest = map(_simple, [part for each in parts for part in _split_product(each)])
        below = [unit for unit in rest if unit is not None]
        if head is None or len(below) != len(rest):
            return None
        kind = "per_head" if head.kind == "money" else "quantity"
        dimension = "/".join([head.dimension, *sorted(map(_denominator, below))])
        return Unit(text, dimension, head.factor, kind, head.known)
    if "、" in text:
        known = all(part in UNITS for part in text.split("、"))
        return Unit(text, text, Decimal(1), "quantity", True) if known else None
    return _simple(text)


def _simple(text: str) -> Unit | None:
    if text in UNITS:
        return UNITS[text]
    if _UNLISTED.fullmatch(text):
        return Unit(text, text, Decimal(1), "quantity", False)
    return None


def _denominator(unit: Unit) -> str:
    # 量纲、倍数都相同的单位可互代（名、位即人，㎡ 即平方米）；年与月不可互代。
    return unit.dimension if unit.factor == 1 else f"{unit.dimension}×{unit.factor}"


def _split_product(text: str) -> list[str]:
    """分母里的 人·月、人月 是两个单位；人次、人·次 是一个。"""
    if text in UNITS:
        return [text]
    if "·" in text:
        return text.split("·")
    return [text[0], text[1:]] if text[:1] == "人" and text[1:] in UNITS else [text]
