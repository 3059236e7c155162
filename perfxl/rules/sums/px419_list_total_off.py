"""PX419 清单的合计不等于各项目之和"""

from collections.abc import Iterator, Sequence

from perfxl.model.finding import Severity
from perfxl.model.table import Line, Table
from perfxl.rules.engine.form_groups import LISTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.printed_rounding import Difference, difference
from perfxl.standards.documents import list_layout

_COLUMNS = {"initial": "预算数", "adjusted": "调整预算数"}


@rule(
    id="PX419",
    title="清单的合计不等于各项目之和",
    severity=Severity.ERROR,
    forms=LISTS,
    basis=(list_layout("印着合计、小计"),),
    message="“{name}”的{column}为 {found}，{which}之和 {expected}，{gap}。",
    hint="请核对 {cells} 和各项目的预算数，看是否漏了项目或填错。",
    needs_every_row=True,
)
def list_total_off(subject: Subject) -> Iterator[Hit]:
    """合计行不等于全部项目之和，也不等于上面一段、下面一段或同一单位各项目之和。

    换页重印的合计（数相同）只报一次；有项目的预算数读不成数的不加。取整的零头只作参考。
    """
    table = subject.table
    seen: set[tuple[str, object]] = set()
    for line in table.sums:
        for group, label in _COLUMNS.items():
            whole = line.amounts_of(group).total
            if (group, whole.number) in seen:
                continue
            seen.add((group, whole.number))
            off, which = _off(table, line, group)
            if off is None:
                continue
            yield Hit(
                whole,
                found=off.found,
                expected=off.expected,
                words={
                    "name": line.name.text.strip(),
                    "column": label,
                    "which": which,
                    "gap": off.told(table.money_unit),
                },
                severity=off.severity,
                related=[each.amounts_of(group).total for each in table.lines],
            )


def _off(table: Table, line: Line, group: str) -> tuple[Difference | None, str]:
    """与哪一种加法都不合的差；合计先比全部，小计、单位的合计先比自己一段。"""
    ways = [way for way in _ways(table, line) if way[0]]
    offs: list[tuple[Difference, str]] = []
    for lines, which in ways:
        whole = line.amounts_of(group).total
        entries = [each.amounts_of(group).total for each in lines]
        off = difference(whole, entries)
        if off is None:
            return None, ""
        offs.append((off, which))
    rounded = [each for each in offs if each[0].rounded]
    return next(iter([*rounded, *offs]), (None, ""))


def _ways(table: Table, line: Line) -> Iterator[tuple[Sequence[Line], str]]:
    """合计可能是哪几行之和。"""
    rows = [each.row for each in table.sums]
    above = max((row for row in rows if row < line.row), default=0)
    below = min((row for row in rows if row > line.row), default=table.block.bottom + 1)
    whole = (table.lines, "各项目")
    own = [each for each in table.lines if each.organisation.text == line.organisation.text]
    sections = [
        (own if line.organisation.text else [], "本单位各项目"),
        ([each for each in table.lines if above < each.row < line.row], "上面各项目"),
        ([each for each in table.lines if line.row < each.row < below], "下面各项目"),
    ]
    is_part = bool(line.organisation.text) or line.name.text.strip().endswith("小计")
    yield from (*sections, whole) if is_part else (whole, *sections)
