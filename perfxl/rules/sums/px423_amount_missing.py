"""PX423 该有的金额没有填"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.table import Entry, Line, Table
from perfxl.reading.budget_tree import is_hint_line, leaves
from perfxl.rules.engine.form_groups import BUDGETS, LISTS, PROJECT_LINES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted, row_called
from perfxl.rules.facts.budget_sums import SPLITS, name_of
from perfxl.rules.facts.printed_rounding import is_unknown
from perfxl.scoring.rounding import to_the_fen
from perfxl.standards.documents import own_convention

_GROUPS = {"initial": "年初预算数", "adjusted": "调整预算数", "change": "增减数"}


@rule(
    id="PX423",
    title="该有的金额没有填",
    severity=Severity.WARNING,
    forms=BUDGETS | LISTS,
    basis=(own_convention("列出的科目、项目要有预算数；有调整的要写增减"),),
    hint="请在 {cells} 填上金额，没有的填 0。",
)
def amount_missing(subject: Subject) -> Iterator[Hit]:
    """金额栏里写着字；年初、调整不同而增减空着；有增减而年初、调整都空着；一个项目一个金额都没有。

    公布的表里空着的常是 0，所以只空一栏的不报；一个金额都没有的只作参考（清单里别的项目都有的除外）。
    """
    table = subject.table
    projects = {id(line) for line in _projects(table)}
    for line in (*table.lines, *table.sums):
        if is_hint_line(line):
            continue
        written = [entry for entry in _all_amounts(line) if entry.text and is_unknown(entry)]
        written = [e for e in written if not e.uncalculated and e.column != line.name.column]
        written = [e for e in written if not e.is_doubtful]  # 由 PX431 报
        if written:
            texts = "、".join(quoted(entry.text) for entry in written)
            yield Hit(
                written,
                found=written[0].text,
                message=f"{row_called(name_of(line))}的金额栏写着{texts}。",
            )
        elif id(line) in projects and _has_no_amount(line):
            certain = table.spec.shape is Shape.LIST and _most_have_amounts(table)
            yield Hit(
                [entry for entry in _all_amounts(line) if entry.exists],
                message=f"{row_called(name_of(line))}一个金额都没有。",
                severity=None if certain else Severity.INFO,
            )
        else:
            yield from _change_hits(line, table.money_unit)


def _change_hits(line: Line, unit: str | None) -> Iterator[Hit]:
    for split in SPLITS:
        entries: list[Entry] = [getattr(line.amounts_of(group), split) for group in _GROUPS]
        initial, adjusted, change = entries
        if not all(entry.exists for entry in (initial, adjusted, change)):
            continue
        if any(entry.uncalculated for entry in (initial, adjusted, change)):
            continue
        if initial.is_doubtful or adjusted.is_doubtful:
            continue
        if initial.number is None and adjusted.number is None:
            if change.number:
                yield Hit(
                    (initial, adjusted),
                    message=f"{row_called(name_of(line))}增减 {change.text}，年初和调整都没有填。",
                    related=(change,),
                )
        elif change.number is None and not change.text and initial.number != adjusted.number:
            expected = (adjusted.number or Decimal(0)) - (initial.number or Decimal(0))
            if expected:
                yield Hit(
                    change,
                    found="",
                    expected=expected,
                    message=f"{row_called(name_of(line))}年初、调整不同，增减没有填。",
                    related=(initial, adjusted),
                    due=[Due(change, to_the_fen(expected, unit), "增减数")],
                )


def _projects(table: Table) -> list[Line]:
    """一行一个项目的表里的各个项目。"""
    if table.spec.shape is Shape.LIST:
        return list(table.lines)
    if table.form in PROJECT_LINES:
        return leaves(table)
    return []


def _all_amounts(line: Line) -> list[Entry]:
    return [entry for group in _GROUPS for entry in line.amounts_of(group)]


def _has_no_amount(line: Line) -> bool:
    """有金额栏，一个数也没有。"""
    entries = [entry for entry in _all_amounts(line) if entry.exists]
    return bool(entries) and not any(entry.text or entry.uncalculated for entry in entries)


def _most_have_amounts(table: Table) -> bool:
    return sum(not _has_no_amount(line) for line in table.lines) > len(table.lines) / 2
