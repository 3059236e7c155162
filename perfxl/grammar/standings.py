"""名次和一件也没有：前三名、第五名、零投诉；分档的等级：Ⅲ类以上、A级以上、优。"""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from perfxl.grammar.numerals import numeral
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import OPERATORS
from perfxl.grammar.values import (
    NOTHING,
    RANK,
    RANK_PERCENT,
    Kind,
    Measured,
    Operator,
    Standing,
    Value,
    join_notes,
)
from perfxl.grammar.words import NONE_OF, NONE_OF_WHAT
from perfxl.grammar.yaml_tables import yaml_table

_SAYS_NONE = ("无", "没有", "零")
_IS_OF_NONE = Pattern(
    f"(?:{'|'.join(NONE_OF_WHAT)})[\u4e00-\u9fff]{{0,4}}(?:[（(][^（）()]*[）)])?$"
)
# 说的是怎样应对，不是这件事本身。
_HANDLES = Pattern(
    "处理|办结|化解|整改|查处|处置|调解|结案|防|减少|下降|降低|演练|培训|应急|监测|治理|回复|受理|补偿|修复|响应|机制"
)
_NUMERAL = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
# 名次前面的话这样收尾；目前10名、提前3名不是名次。
_SAYS_PLACE = Pattern(
    "(?:排名|排位|位居|位列|位次|名列|居|列|进入|保持|在|[国省市州县区]内?|地区|行业|同类|城市)$"
)
_AMONG_FIRST = Pattern(
    rf"[≤=]?([\u4e00-\u9fff]{{0,14}}?)前({_NUMERAL})(名|位|强|%|)(?:[以之]?内|以上|水平|行列|)"
)
_IN_PLACE = Pattern(rf"[≤=]?([\u4e00-\u9fff]{{0,14}}?)第({_NUMERAL})(名|位)")
_GRADED = Pattern(
    r"(?:[\u4e00-\u9fff]{0,10}?(?=达到|优于|保持|[水体质为]劣?I|[水体质为]劣?V))"
    "?(?:[水体质为](?=劣?[IV]))?"
    "(达到或优于|不低于|不得低于|优于|高于|达到|达|保持|评为|评定为|获评|为|至少|≥|=|)"
    r"([\u4e00-\u9fff]{1,4}?|劣?[IV]{1,3}|[A-D]{1,5}|[1-5]A)(类|级|等级|等次|档|)(水体|水质|水|标准|)"
    r"(以上|及以上|\(含\)以上|)(?:水体|水质|)"
)
_AT_LEAST = ("达到或优于", "不低于", "不得低于", "至少", "≥", "达到", "达")
_ABOVE = ("优于", "高于")


def none_of(raw: str, text: str) -> Value | None:
    """零投诉、0事故：一件也没有，是等于 0 的数。"""
    may_be = text[0] in "零0实做确保达" and text.endswith(NONE_OF_WHAT)
    if not may_be or not NONE_OF.fullmatch(text):
        return None
    return _none(raw, text)


def said_none(text: str, name: str) -> Value | None:
    """“违规收费”“有效投诉”写“无”的：一件也没有，是等于 0 的数；别的名称写“无”的是没有填。"""
    bare = text.strip().rstrip("。")
    if bare not in _SAYS_NONE or not _IS_OF_NONE.search("".join(name.split())):
        return None
    return _none(text, bare) if not _HANDLES.search(name) else None


_NOTHING_HAPPENED = Pattern(
    "(?:全年|年度|均|确保|做到|保持)?"
    "(?:(?:未|没有|无|不|杜绝)(?:发生|出现|接到|收到)[\u4e00-\u9fff]{0,12}"
    f"|无[\u4e00-\u9fff]{{0,6}}(?:{'|'.join(NONE_OF_WHAT)})(?:发生|出现|情况|现象|事件)?|无|没有|零)"
)


def says_none(text: str) -> bool:
    """一件也没有：与几起、几件相比是 0。

    >>> [says_none(text) for text in ("无投诉", "未发生安全事故", "全年无投诉发生", "无", "无障碍通行")]
    [True, True, True, True, False]
    """
    return _NOTHING_HAPPENED.fullmatch(text) is not None


def _none(raw: str, text: str) -> Measured:
    return Measured(
        raw=raw, kind=Kind.QUANTITY, note=f"“{text}”按0读", operator=Operator.EQUAL,
        number=Decimal(0), unit=None, dimension=NOTHING,
    )  # fmt: skip


def place(raw: str, text: str) -> Value | None:
    """名次：前三名是不超过 3 的名次，第五名就是 5；前5%是不超过 5 的百分数。"""
    if "前" not in text and "第" not in text:
        return None
    operator = OPERATORS.get(text[0])
    found = _IN_PLACE.fullmatch(text)
    if found is None:
        found, operator = _AMONG_FIRST.fullmatch(text), Operator.AT_MOST
    number = (
        None
        if found is None
        else numeral(found[2]) or (Decimal(found[2]) if found[2].isdigit() else None)
    )
    if found is None or number is None or number == 0:
        return None
    ahead, _, unit = found.groups()
    first = "前" in text
    if first and (ahead or unit in ("", "%")) and not _SAYS_PLACE.search(ahead):
        return None
    return Measured(
        raw=raw, kind=Kind.PERCENT if unit == "%" else Kind.QUANTITY,
        note=join_notes("名次", ahead and f"数前文字“{ahead}”"), operator=operator, number=number,
        unit=unit if unit == "%" else "名", dimension=RANK_PERCENT if unit == "%" else RANK,
    )  # fmt: skip


# ---- 分档的等级 ----


@lru_cache(maxsize=1)
def _ladders() -> dict[str, dict[str, int]]:
    """各种等级：名称 → 每一档的叫法 → 第几档，0 是最好的一档。"""
    table = yaml_table(Path(__file__).with_name("units.yaml"))["grades"]
    return {
        name: {word: rank for rank, words in enumerate(rungs) for word in words}
        for name, rungs in table.items()
    }


@lru_cache(maxsize=1)
def _rungs() -> frozenset[str]:
    """各档的全部叫法；一个也没有写的不是等级。"""
    return frozenset(word for rungs in _ladders().values() for word in rungs)


def standing(text: str) -> Standing | None:
    """一格写的是哪一档；不是分档的等级为 ``None``。

    >>> found = standing("III类以上")
    >>> found.ranks, found.operator.value
    ({'水质': 2}, '≥')
    >>> standing("优").ranks, standing("有效"), standing("A")
    ({'优良中差': 0, '优良合格': 0}, None, None)
    """
    may_be = len(text) <= 16 and any(word in text for word in _rungs())
    found = _GRADED.fullmatch(text) if may_be else None
    if found is None:
        return None
    before, word, suffix, thing, after = found.groups()
    ranks = {
        name: rungs[key]
        for name, rungs in _ladders().items()
        for key in (word, word + suffix, word + suffix + thing)
        if key in rungs
    }
    if not ranks or (after and before in _ABOVE):
        return None
    if after or before in _AT_LEAST:
        return Standing(ranks, OPERATORS["≥"])
    return Standing(ranks, OPERATORS[">"] if before in _ABOVE else None)
