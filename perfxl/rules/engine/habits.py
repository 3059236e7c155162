"""一张表里从头到尾的同一种写法：合成一条，带着各格，不一行一行地说。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from perfxl.grammar.patterns import Pattern
from perfxl.model.address import places_in
from perfxl.model.entry import Entry
from perfxl.model.finding import Finding
from perfxl.rules.engine.telling import address_of

# 到几处算一种习惯。
_HABIT = 4
# 一处自己的字：引着的原文、格、数。
_OWN_WORDS = Pattern(r"“[^”]*”|[A-Z]+\d+|[\d.,]+|这一行|（没有写）")
_Kind = tuple[str, str, str, str, str]
_SIGNS = ("≥", "≤", "=")
# 说的是写法，不是哪一行的事，或整栏都空着、都扣了分：漏写符号、单位、百分号，多写空格，用了形近的字。
_WAYS_OF_WRITING = frozenset(
    {
        *("PX203", "PX204", "PX206", "PX207", "PX208", "PX210", "PX211", "PX212", "PX213"),
        *("PX201", "PX202", "PX303", "PX304", "PX309", "PX310"),
        *("PX214", "PX215", "PX217", "PX220", "PX222", "PX223", "PX224", "PX311", "PX516"),
    }
)


def habits_as_one(findings: Sequence[Finding]) -> list[Finding]:
    """同一条规则、同一种说法的到了几处的，合在第一处；其余照旧，次序不变。"""
    groups: dict[_Kind, list[Finding]] = {}
    for each in findings:
        if each.rule in _WAYS_OF_WRITING:
            groups.setdefault(_kind(each), []).append(each)
    habits = {key: own for key, own in groups.items() if len(own) >= _HABIT}
    kept: list[Finding] = []
    for each in findings:
        own = habits.get(_kind(each))
        if own is None:
            kept.append(each)
        elif own[0] is each:
            kept.append(_as_one(own))
    return kept


def _kind(finding: Finding) -> _Kind:
    """同一条规则有几种说法、怎样改不同的，各是各的；只是名称、原文、数不同的，是一种。"""
    said = _OWN_WORDS.sub("", finding.message)
    return finding.rule, finding.severity.value, finding.sheet, said, _how_mended(finding)


def _how_mended(finding: Finding) -> str:
    """怎样改：应当写上的符号（成本的“≤”与别的“≥”不同），空着的得分是算得出还是由人给。"""
    if finding.rule == "PX304":
        return "算得出" if finding.edits else "由人给"
    if finding.rule != "PX203" or not isinstance(finding.expected, str):
        return ""
    return next((sign for sign in _SIGNS if sign in finding.expected), "")


def _as_one(own: Sequence[Finding]) -> Finding:
    first = own[0]
    rest = len(own) - 1
    return replace(
        first,
        cells=_joined(each.cells for each in own),
        related=_joined(each.related for each in own),
        message=f"{first.message}表里同样的共 {len(own)} 处。",
        hint=f"{first.hint}其余 {rest} 处一样改。",
        edits=tuple(edit for each in own for edit in each.edits),
    )


def _joined(cells: Iterable[str]) -> str:
    """几处的格合写；在别的表里的照写。"""
    every = [each for each in cells if each]
    if any("!" in each for each in every):
        return ",".join(dict.fromkeys(every))
    return address_of(Entry("", *place) for each in every for place in places_in(each))
