"""PX616 一笔预算在两个项目之间移动"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Line
from perfxl.reading.budget_tree import leaves
from perfxl.rules.engine.form_groups import PROJECT_LINES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX616",
    title="一笔预算在两个项目之间移动",
    severity=Severity.INFO,
    forms=PROJECT_LINES,
    basis=(own_convention("预算调整应说明原因，两个项目的绩效目标应随之调整"),),
    message="“{source}”调减 {found} {unit}，“{target}”调增 {found} {unit}，正好是同一笔钱。",
    hint="请核对 {cells}：两个项目的绩效目标是否都跟着调整，备注里是否写明了原因。",
)
def amount_moved(subject: Subject) -> Iterator[Hit]:
    """一个项目的减数与另一个的增数一分不差，又没有第三个同样的数。整百整千的小数目也照报，只供参考。"""
    changes: dict[Decimal, list[tuple[Line, Decimal]]] = {}
    for line in leaves(subject.table):
        change = _change(line)
        if change:
            changes.setdefault(abs(change), []).append((line, change))
    for amount, lines in changes.items():
        if len(lines) != 2 or lines[0][1] == lines[1][1]:
            continue
        (less, _), (more, _) = sorted(lines, key=lambda each: each[1])
        yield Hit(
            [_changed_cell(less), _changed_cell(more)],
            found=amount,
            words={
                "source": less.name.text,
                "target": more.name.text,
                "unit": subject.table.money_unit or "",
            },
            related=(less.name, more.name),
        )


def _change(line: Line) -> Decimal | None:
    totals = line.initial.total, line.adjusted.total
    before, after = (total.number for total in totals)
    if (before is None and after is None) or any(total.uncalculated for total in totals):
        return None
    return (after or Decimal(0)) - (before or Decimal(0))


def _changed_cell(line: Line) -> Entry:
    return line.change.total if line.change.total.exists else line.adjusted.total
