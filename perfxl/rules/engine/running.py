"""规则的运行：单张的表、几张表，成 ``Finding``。一条规则出错不拖累别的。"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import PurePath

from perfxl.model.address import parse_address
from perfxl.model.finding import Finding, Severity
from perfxl.model.form import Form
from perfxl.model.score import Slip, TableScore
from perfxl.model.short_paths import short_paths
from perfxl.model.table import Entry, Indicator, Table
from perfxl.rules.engine.certain_edits import certain_edits, following_edits
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.habits import habits_as_one
from perfxl.rules.engine.registry import Check, Hit, Rule, all_rules
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.table_set import Around, TableSet
from perfxl.rules.engine.telling import address_of, filled, quotable, written
from perfxl.rules.facts.slipped_lines import line_slips
from perfxl.scoring.slips import awaited
from perfxl.standards.profile import Profile, ProfileError

# 消息里用“ ”引着的原文。
_QUOTED = frozenset({"level3", "name", "project", "target", "actual", "source"})


def check_table(table: Table, score: TableScore, profile: Profile) -> list[Finding]:
    """对一张表运行适用于它的单表规则，按行、列、编号排好。

    一条规则出错，变成一条 PX901，其余照常。口径里关掉的、表里有没读成的行而判不准的不运行。
    """
    subject = Subject(table, score, profile)
    slips = cache(lambda: (*score.slips, *awaited(score, profile), *line_slips(table)))
    findings: list[Finding] = []
    whole, every_row = not table.continues, not table.unread_rows
    disabled = profile.rules.disabled
    checks = _checks_of(all_rules, table.form, table.year, disabled, whole, every_row)
    if table.is_blank_form:
        checks = tuple((each, check) for each, check in checks if each.tells_blank)
    for each, check in checks:
        try:
            hits = list(check(subject))
            if hits:  # 绝大多数的规则一处也没有
                findings += [
                    _finding(each, hit, table, profile, slips) for hit in _known(each, hits)
                ]
        except Exception as error:  # noqa: BLE001  规则之间互不拖累，出错要报成问题
            findings.append(_crash(each, table, error))
    sheets = table.sheets
    findings.sort(key=lambda each: (sheets.index(each.sheet), *in_order(each)))
    return habits_as_one(findings)


def _holds_for_half(rule: Rule) -> bool:
    """一张表的后半：项目、资金、年度写在前半，只查得了逐行的，和没有读懂的。"""
    return rule.check_row is not None or rule.forms == ALL_FORMS


@lru_cache(maxsize=256)
def _checks_of(
    rules: Callable[[], Mapping[str, Rule]],
    form: Form,
    year: int | None,
    disabled: frozenset[str],
    whole: bool,
    every_row: bool,
) -> tuple[tuple[Rule, Check], ...]:
    """``rules()`` 里适用于一种表、一个年度、判得准的单表规则，口径关掉的（``disabled``）不算，按编号排。

    ``whole``：是整张表，不是后半；``every_row``：各行都读成了。
    """
    return tuple(
        (each, each.check)
        for each in rules().values()
        if each.check is not None
        and form in each.forms
        and each.holds_in(year)
        and each.id not in disabled
        and (every_row or not each.needs_every_row)
        and (whole or _holds_for_half(each))
    )


def row_messages(indicator: Indicator) -> list[str]:
    """一行指标逐行看的毛病，一处一句，按规则编号排；``indicator`` 不必在哪张表里。"""
    subject = RowSubject(indicator)
    return [
        _message(each, hit)
        for each in all_rules().values()
        if each.check_row is not None
        for hit in each.check_row(subject)
    ]


def check_tables(
    tables: Sequence[Table], profile: Profile, around: Around | None = None
) -> list[Finding]:
    """对一次检查的全部表运行跨表规则；每条问题落在它说的那张表上。

    只给相干的几张的，``around`` 是要看全部才知道的（见 ``TableSet``）。
    """
    if not tables:
        return []
    return check_table_set(TableSet(tuple(tables), profile, around), tables[0])


def check_table_set(
    tables: TableSet, first: Table, *, outlined: bool | None = None
) -> list[Finding]:
    """运行跨表规则；规则出错的记在 ``first`` 上。

    ``outlined``：只运行看轮廓就够的（真），只运行要看全部的（假）；没有给的都运行。
    """
    profile = tables.profile
    findings: list[Finding] = []
    for each in all_rules().values():
        if each.check_across is None or each.id in profile.rules.disabled:
            continue
        if outlined is not None and each.outlined is not outlined:
            continue
        try:
            findings += [
                _finding(each, hit, hit.table or first, profile)
                for hit in _known(each, each.check_across(tables))
                if (hit.table is None or each.holds_in(hit.table.year))
                and each.holds_for(hit.table, hit.related_table)
            ]
        except Exception as error:  # noqa: BLE001  规则之间互不拖累，出错要报成问题
            findings.append(_crash(each, first, error))
    return findings


def refuse_unknown_rules(named: Iterable[str], where: str) -> None:
    """``where``（口径、认可清单）提到的规则都要有；没有的抛 ``ProfileError``。"""
    for rule_id in named:
        if rule_id not in all_rules():
            raise ProfileError(f"{where}里，没有规则 {rule_id}；运行 perfxl rule 可看全部规则。")


def in_order(finding: Finding) -> tuple[int, int, str]:
    """一张工作表里的次序：行、列、编号。"""
    first = re.split(r"[:,]", finding.cells)[0]
    row, column = parse_address(first) if first else (0, 0)
    return row, column, finding.rule


def _known(each: Rule, hits: Iterable[Hit]) -> Iterator[Hit]:
    """牵涉到的格都有值的几处：公式没有结果的一格，空不空、是多少都不知道，由 PX902 报。"""
    for hit in hits:
        at = (hit.at,) if isinstance(hit.at, Entry) else tuple(hit.at)
        related = tuple(hit.related)
        if each.tells_uncalculated or not any(cell.uncalculated for cell in (*at, *related)):
            own = hit.at if isinstance(hit.at, Entry) else at
            yield replace(hit, at=own, related=related)


def _finding(
    each: Rule,
    hit: Hit,
    table: Table,
    profile: Profile,
    slips: Callable[[], Sequence[Slip]] = tuple,
) -> Finding:
    words = _words(hit)
    sheet, at, rest = _own_place(hit.at, table)
    hint = hit.hint or filled(each.hint, words)
    edits = certain_edits(table, hit.due, slips, each.id)
    if edits and edits[0].doubt:
        hint = f"{edits[0].doubt}；核对无误的，{hint}"
    return Finding(
        rule=each.id,
        name=each.name,
        severity=profile.rules.severity.get(each.id) or hit.severity or each.severity,
        file=table.book,
        sheet=sheet,
        cells=address_of(at),
        project=table.project,
        message=hit.message or filled(each.message, words),
        hint=hint,
        basis="；".join(basis.cited for basis in each.basis),
        found=hit.found,
        expected=hit.expected,
        related=_related(hit, table, sheet, rest),
        edits=edits,
        follows=following_edits(table, hit.follows, slips, each.id),
    )


def _message(each: Rule, hit: Hit) -> str:
    return hit.message or filled(each.message, _words(hit))


def _words(hit: Hit) -> dict[str, str]:
    """消息、提示里 ``{占位}`` 换成的字。"""
    return {
        "cells": address_of(hit.at),
        "found": quotable(hit.found),
        "expected": quotable(hit.expected),
        **{
            name: quotable(value) if name in _QUOTED else written(value)
            for name, value in hit.words.items()
        },
    }


def _own_place(
    at: Entry | Iterable[Entry], table: Table
) -> tuple[str, Entry | list[Entry], list[Entry]]:
    """一处问题在哪张工作表、哪几格，和不在那一张上的格：接着写在下一张上的表，都在那一张上的归那一张。"""
    entries = [at] if isinstance(at, Entry) else list(at)
    named = dict.fromkeys(table.sheet_of(each) for each in entries if each.exists)
    if all(name == table.sheet for name in named):
        return table.sheet, at if isinstance(at, Entry) else entries, []
    sheet = table.sheet if table.sheet in named else next(iter(named))
    own = [each.on_own_sheet for each in entries if table.sheet_of(each) == sheet]
    return sheet, own, [each for each in entries if table.sheet_of(each) != sheet]


def _related(hit: Hit, table: Table, sheet: str, rest: list[Entry]) -> str:
    """一起看的格，从工作表 ``sheet`` 说：同一张只写格，别的连工作表名，别的文件连文件名。"""
    other = hit.related_table or table
    book = f"[{book_seen_from(other.book, table.book)}]" if other.book != table.book else ""
    places = [
        *(("", name, own) for name, own in _by_sheet(table, rest).items()),
        *((book, name, own) for name, own in _by_sheet(other, hit.related).items()),
    ]
    return ",".join(
        cells if (file, name) == ("", sheet) else f"{file}{name}!{cells}"
        for file, name, own in sorted(places, key=lambda each: each[:2] != ("", sheet))
        if (cells := address_of(own))
    )


def book_seen_from(other: str, own: str) -> str:
    """从一个文件说另一个文件：文件名；两个同名的（各在一个文件夹里），连文件夹一起说。

    >>> book_seen_from("收/甲局/批复.xlsx", "收/甲局/自评.xlsx")
    '批复.xlsx'
    >>> book_seen_from("收/2023/甲局/自评.xlsx", "收/2024/甲局/自评.xlsx")
    '2023/甲局/自评.xlsx'
    """
    name = PurePath(other).name
    return name if name != PurePath(own).name else short_paths([other, own])[other]


def _by_sheet(table: Table, entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """各张工作表上的格。"""
    found: dict[str, list[Entry]] = {}
    for each in entries:
        found.setdefault(table.sheet_of(each), []).append(each.on_own_sheet)
    return found


def _crash(each: Rule, table: Table, error: Exception) -> Finding:
    return Finding(
        rule="PX901",
        name="rule-crashed",
        severity=Severity.WARNING,
        file=table.book,
        sheet=table.sheet,
        cells=table.title.cell or table.block.address.partition(":")[0],
        project=table.project,
        message=f"规则 {each.id}（{each.title}）运行出错，这一项没有检查。",
        hint="请把本文件和这条信息反馈给 perfxl 的维护者，其余检查不受影响。",
        basis="本项目约定：程序自身的问题也要报出来",
        found=f"{type(error).__name__}: {error}",
    )
