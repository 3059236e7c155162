"""完成值里夹着别的话的：截至12月底完成92万页，超额2万页（102%）——与指标值同一类的那一个数才是做到多少。"""

from dataclasses import replace

from perfxl.grammar.compounds import pieces
from perfxl.grammar.glyphs import fold
from perfxl.grammar.parsing import LONGEST_LIST, parse
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.values import Deadline, Kind, Measured, Qualitative, Value, join_notes
from perfxl.grammar.words import DIGIT, NEGATED

_DATE = r"(?:20[0-9]{2}年度?)?(?:(?:(?:1[0-2]|0?[1-9])[-—至])?(?:1[0-2]|0?[1-9])月(?:份|[0-9]{1,2}日|[底末]|[上中下]旬)?)?"
# 截至2024年12月31日，已于11月，2024年1-12月：后面说完成多少的。
_WHEN = Pattern(
    rf"^(?:截[至止]到?|已?[于在])?{_DATE}[底末前内]?(?=已|共|累计|完成|实际|实现|达|合计|总计)"
)
# 说的是差多少、多多少、原来要做多少、其中多少，不是做到多少。
_ASIDE = Pattern(
    "^(?:其[中余]|包括|含|超(?!过|出?[0-9])|多(?!于)|少(?!于)|比|较|同比|环比|还?差|缺|尚|剩|结余|余|占|扣|减|退|未"
    "|目标|计划|任务|指标|应|原|年初|年度(?:目标|计划)|上年|去年|往年|另|每(?!年|个?月|季|周|日|天))"
)
_IN_BRACKETS = Pattern(r"^(.+?)\(([^()]*[0-9][^()]*)\)$")
_DIGITS = "0123456789"
# 括注里说的才是真的。
_CORRECTED = Pattern("实际|仅|只|应|更正|未|没|差|缺")


def reported(text: str, target: Measured) -> Measured | None:
    """完成值写着几句话、只有一句是与 ``target`` 同一类的数，就是那个数；看不出是哪一个的为 ``None``。

    >>> limit = parse("≥90万页")
    >>> reported("截至12月底完成92万页，超额2万页（102%）", limit).number
    Decimal('920000')
    >>> reported("甲馆92万页，乙馆80万页", limit), reported("92万页，有2万页没有验收", limit)
    (None, None)
    """
    folded = "".join(fold(text).split()).rstrip("。;,!")
    if len(folded) > LONGEST_LIST or not DIGIT.search(folded):
        return None
    bracketed = _IN_BRACKETS.match(folded)
    if bracketed and _CORRECTED.search(bracketed[2]):
        return None
    main, remark = (bracketed[1], bracketed[2]) if bracketed else (folded, "")
    said = _only_one(pieces(main) or [main], target)
    if said is None and remark and isinstance(_stated(remark), Measured):
        said = _only_one([main, remark], target)
    if said is None or said.raw == folded:
        return None
    return replace(said, raw=text, note=join_notes(said.note, "照与指标值同一类的一个数读"))


def _only_one(parts: list[str], target: Measured) -> Measured | None:
    """各句里唯一与指标值同一类的数；有一句读不出、说没有做到的，不作数。"""
    found: list[Measured] = []
    for part in parts:
        if _ASIDE.search(part):
            continue
        value = _stated(part)
        if isinstance(value, Measured):
            if _is_alike(value, target):
                found.append(value)
            elif part[0] in _DIGITS and value.kind is not Kind.PERCENT:
                return None  # 120人，25次：没有说哪个是哪个
        elif isinstance(value, Qualitative) and value.level is None:
            if DIGIT.search(part) or NEGATED.search(part):
                return None
        elif not isinstance(value, Deadline | Qualitative):
            return None
    return found[0] if len(found) == 1 else None


def _stated(part: str) -> Value:
    return parse(_WHEN.sub("", part))


def _is_alike(value: Measured, target: Measured) -> bool:
    return value.unit is not None and value.dimension == target.dimension
