"""先因后果：一处毛病牵连出来的，认它作因。

看的只有问题自己说的：哪一条规则、哪些格、与哪些格有关。哪一条能牵连哪些、怎样才算牵连，都在 ``_CAUSES`` 一张表里；
表里没有的，各是各的。
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from heapq import merge
from typing import NamedTuple

from perfxl.model.address import places_in
from perfxl.model.finding import Finding

# 还没有填报。
_UNFILLED = "PX131"
_CENT = Decimal("0.01")

Linked = Callable[[Finding, Finding], bool]


class Causes(NamedTuple):
    """一条规则能牵连的规则，和怎样才算。"""

    rules: frozenset[str]
    linked: Linked


def with_causes(findings: Sequence[Finding]) -> list[Finding]:
    """次序不变；牵连出来的带上因。因自己也是牵连出来的，认最先的那一个。

    一个工作簿里几张表都没有填报的，认第一张的那一条作因。
    """
    findings, unfilled = _unfilled_as_one(findings)
    by_table: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        by_table.setdefault((each.file, each.sheet, each.project), []).append(each)
    causes: dict[int, Finding] = unfilled
    for own in by_table.values():
        could_cause = [each for each in own if each.rule in _CAUSES]
        caused = frozenset[str]().union(*(_caused_by(each.rule) for each in could_cause))
        under = [each for each in own if each.rule in caused]
        if not under:  # 多半都自成一条
            continue
        known = _Known(could_cause)
        for each in under:
            could = (one for one in known.near(each) if _causes(one, each))
            cause = next((one for one in could if not _leads_back(one, each, causes)), None)
            if cause is not None:
                causes.setdefault(id(each), cause)
    return [_caused(each, causes) for each in findings]


@cache
def _caused_by(rule: str) -> frozenset[str]:
    """这条规则能牵连的各条。"""
    return frozenset().union(*(each.rules for each in _CAUSES[rule]))


class _Known:
    """一张表里能牵连别的各条，照行找：几千条问题的表也不逐条与各条比。"""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = list(findings)
        self._in_row: dict[int, list[int]] = {}
        self._anywhere: dict[str, list[int]] = {}
        for place, each in enumerate(self._findings):
            for row in _rows_of(each):
                self._in_row.setdefault(row, []).append(place)
            far = [causes.rules for causes in _CAUSES[each.rule] if causes.linked in _FAR]
            for rule in frozenset().union(*far):
                self._anywhere.setdefault(rule, []).append(place)

    def near(self, other: Finding) -> Iterator[Finding]:
        """可能牵连 ``other`` 的，照原来的次序：在同一行的，和不论在哪一行的。"""
        beside = {place for row in _rows_of(other) for place in self._in_row.get(row, ())}
        far = self._anywhere.get(other.rule, ())
        return (self._findings[place] for place in merge(sorted(beside), far))


def _rows_of(finding: Finding) -> set[int]:
    """说的、看的格所在的行。"""
    return {row for row, _ in places_in(finding.cells) | places_in(finding.related)}


def _unfilled_as_one(
    findings: Sequence[Finding],
) -> tuple[Sequence[Finding], dict[int, Finding]]:
    """没有填报的几张表：第一张的说一共有哪几张，其余的以它为因。"""
    blank: dict[str, list[Finding]] = {}
    for each in findings:
        if each.rule == _UNFILLED:
            blank.setdefault(each.file, []).append(each)
    told: dict[int, Finding] = {}
    causes: dict[int, Finding] = {}
    for first, *others in blank.values():
        if not others:
            continue
        named = "、".join(dict.fromkeys(each.sheet for each in others))
        said = f"{first.message.removesuffix('。')}；另有 {len(others)} 张表也没有填：{named}。"
        told[id(first)] = replace(first, message=said)
        causes |= {id(each): told[id(first)] for each in others}
    return [told.get(id(each), each) for each in findings], causes


def _leads_back(cause: Finding, other: Finding, causes: Mapping[int, Finding]) -> bool:
    """``cause`` 自己已经认 ``other`` 作因：两条互为因果的，先说到的是因，不然两条都没有人说。"""
    first: Finding | None = cause
    while first is not None and first is not other:
        first = causes.get(id(first))
    return first is other


def _caused(finding: Finding, causes: Mapping[int, Finding]) -> Finding:
    cause = first = causes.get(id(finding))
    while first is not None:
        cause, first = first, causes.get(id(first))
    return finding if cause is None else replace(finding, cause=cause)


def _causes(cause: Finding, other: Finding) -> bool:
    if cause is other:
        return False
    return any(
        other.rule in each.rules and each.linked(cause, other) for each in _CAUSES[cause.rule]
    )


def _meets(cause: Finding, other: Finding) -> bool:
    """因的格，就是果说的、看的格。"""
    return bool(places_in(cause.cells) & (places_in(other.cells) | places_in(other.related)))


def _reaches(cause: Finding, other: Finding) -> bool:
    """因的格、因牵连的格，就是果说的格；或果看的格里有因的格。"""
    both = places_in(cause.cells) | places_in(cause.related)
    return bool(both & places_in(other.cells)) or _meets(cause, other)


def _spoils(cause: Finding, other: Finding) -> bool:
    """因的格，就是果说的、看的格；果说的那一格填了数：空着不是因为它。"""
    return other.found != "" and _meets(cause, other)


def _leaves_blank(cause: Finding, other: Finding) -> bool:
    """有得分没有填、没有定，总分自然空着。"""
    return other.found == "" and _meets(cause, other)


def _same_row(cause: Finding, other: Finding) -> bool:
    """说的是同一行。"""
    rows = {row for row, _ in places_in(cause.cells)}
    return bool(rows & {row for row, _ in places_in(other.cells)})


def _spoils_row(cause: Finding, other: Finding) -> bool:
    """说的是同一行，果说的那一格填了数。"""
    return other.found != "" and _same_row(cause, other)


def _anywhere(cause: Finding, other: Finding) -> bool:
    return True


def _is_of_the_result(cause: Finding, other: Finding) -> bool:
    """说的是实际完成情况，不是预期目标。"""
    return "实际完成情况" in other.message


# 不看在哪一行的；别的都要有一行相同。
_FAR = frozenset({_anywhere, _is_of_the_result})


def _makes_up_the_total(cause: Finding, other: Finding) -> bool:
    """总分差的，正好是这一行得分填错的。"""
    gap = _number(other.found) - _number(other.expected)
    return (
        _meets(cause, other)
        and abs(gap - (_number(cause.expected) - _number(cause.found))) <= _CENT
    )


def _would_cover(cause: Finding, other: Finding) -> bool:
    """合计照各项改了，这一项成本就不超过预算；改了也超过的，是另一回事。"""
    due, printed = _number(cause.found), _number(cause.expected)  # 各项之和，填的合计
    cost, budget = _number(other.found), _number(other.expected)
    return _meets(cause, other) and due > printed and cost * printed <= due * budget


def _number(value: Decimal | str | None) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _rules(*named: str) -> frozenset[str]:
    return frozenset(named)


def _table(rows: Iterable[tuple[str, str, Linked]]) -> dict[str, list[Causes]]:
    found: dict[str, list[Causes]] = {}
    for causes, caused, linked in rows:
        for rule in causes.split():
            found.setdefault(rule, []).append(Causes(_rules(*caused.split()), linked))
    return found


_FUNDS = "PX401 PX402 PX426 PX430"
_FROM_FUNDS = "PX441 PX403 PX404 PX405 PX408 PX409 PX326 PX435 PX436 PX437"
_ROW_SCORES = "PX306 PX307 PX309 PX312 PX205 PX206 PX228 PX218"
_TOTALS = "PX406 PX308 PX313 PX314"

_CAUSES = _table(
    [
        # 错了位、混了单位的数：同一格别的说法，和靠它算的各格。
        ("PX231", f"{_ROW_SCORES} {_FROM_FUNDS} PX425 {_TOTALS} {_FUNDS} PX319 PX420", _reaches),
        # 资金的总数、分项填错：执行率、得分、成本都照它算。
        (_FUNDS, _FROM_FUNDS, _spoils),
        (_FUNDS, "PX425", _would_cover),
        ("PX420", "PX408 PX409 PX425", _anywhere),
        # 预算是 0、执行超过预算：成本跟着不对。
        ("PX439", "PX408 PX409", _anywhere),
        ("PX405", "PX408 PX409", _meets),
        ("PX414", "PX450", _meets),
        ("PX519", "PX317", _anywhere),
        ("PX128", "PX303", _same_row),
        ("PX440", "PX420 PX408 PX409 PX425", _anywhere),
        ("PX402", "PX401 PX405", _meets),
        ("PX403", "PX404 PX326 PX435", _spoils_row),
        # 还没有填报：总分、等级、结论自然也没有。
        ("PX131", f"{_TOTALS} PX105 PX120 PX127 PX310 PX403 PX410", _anywhere),
        ("PX131", "PX104", _is_of_the_result),
        # 漏了、多了指标：分值合计、缺的一类、总分。
        ("PX601 PX602", "PX301 PX302 PX318 PX407 PX114 PX115 PX605 PX317", _anywhere),
        ("PX604", "PX205", _same_row),
        ("PX604", "PX631", _anywhere),
        ("PX631", "PX526", _meets),
        ("PX550", "PX505 PX437", _meets),
        # 分值填错：各类合计、这一行的得分。
        ("PX301", "PX302 PX407 PX317", _anywhere),
        ("PX302", "PX317", _anywhere),
        ("PX301 PX302", "PX305 PX309", _meets),
        # 符号、方向、年度、单位写错：照它判的得分。
        ("PX206 PX210 PX503 PX505 PX502 PX204", _ROW_SCORES, _same_row),
        # 没有指标值、完成值的，得分自然算不出；补上了照它填。
        ("PX201 PX202", "PX304", _same_row),
        # 得分填错：总分差的正好是它。
        ("PX304 PX305 PX306 PX307 PX312 PX404", "PX406", _makes_up_the_total),
        ("PX304 PX305 PX307 PX404", "PX406", _leaves_blank),
        ("PX406", "PX308 PX313 PX314", _anywhere),
    ]
)
