"""PX628 批复与申报不同"""

from collections.abc import Iterator

from perfxl.matching.indicators import initial_sides, known_pairs, pair_indicators
from perfxl.matching.projects import Match
from perfxl.model.finding import Severity
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.across.approved_indicators import own_rows, same_target
from perfxl.rules.engine.form_groups import LISTS, TARGET_TABLES
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX628",
    title="批复与申报不同",
    severity=Severity.INFO,
    forms=TARGET_TABLES | LISTS,
    basis=(own_convention("批复可以改申报的内容，改在哪里要心中有数"),),
    hint="请核对 {cells}：是批复时改的，照批复执行；不是的，更正抄错的一处。",
)
def approval_differs_from_application(tables: TableSet) -> Iterator[Hit]:
    """申报表与目标表、批复清单里的同一个项目：预算数、指标和指标值。"""
    for match in tables.applied_approvals:
        yield from _budget(match)
        yield from _indicators(match)


def _budget(match: Match) -> Iterator[Hit]:
    one, other = match.one, match.other
    compared = compare_amounts(one.table, one.initial, other.table, other.initial)
    if compared is not None and compared.gap is Gap.REAL:
        yield Hit(
            one.initial,
            found=compared.one,
            expected=compared.other,
            message=f"{one.table.called}的预算数是 {compared.one}，申报的是 {compared.other}，{compared.said}。",
            table=one.table,
            related=(other.initial,),
            related_table=other.table,
        )


def _indicators(match: Match) -> Iterator[Hit]:
    one, other = match.one, match.other
    form = one.table.called
    old_rows, new_rows = own_rows(other), own_rows(one)
    pairs = pair_indicators(initial_sides(old_rows), initial_sides(new_rows))
    for pair in known_pairs(pairs, old_rows, new_rows):
        old, new = pair.old, pair.new
        if (old is None or new is None) and (one.table.unread_rows or other.table.unread_rows):
            continue  # 可能就写在没有读成的行里
        if new is None and old is not None:
            at, related = one.name, (old.level3,)
            message = f"{form}没有申报的指标{quoted(old.level3.text)}。"
        elif old is None and new is not None:
            at, related = new.level3, (other.name,)
            message = f"{form}的指标{quoted(new.level3.text)}，申报表里没有。"
        elif old is not None and new is not None:
            if same_target(old, new, one.year):
                continue
            at, related = new.target, (old.target,)
            target, applied = quoted(new.target.text), quoted(old.target.text)
            message = f"{form}{quoted(new.level3.text)}的指标值是{target}，申报的是{applied}。"
        else:
            continue
        yield Hit(
            at,
            message=message,
            table=one.table,
            related=related,
            related_table=other.table,
        )
