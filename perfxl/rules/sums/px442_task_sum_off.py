"""PX442 年度主要任务的合计不等于各项之和"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Task
from perfxl.rules.engine.form_groups import DEPARTMENT_TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.printed_rounding import difference
from perfxl.standards.documents import own_convention

_COLUMNS = ("总额", "财政拨款", "其他资金")


@rule(
    id="PX442",
    title="年度主要任务的合计不等于各项之和",
    severity=Severity.ERROR,
    forms=DEPARTMENT_TARGETS,
    basis=(own_convention("合计一行是它上面各项任务的金额之和"),),
    message="年度主要任务“{name}”的{column}为 {found}，各项任务之和 {expected}，{gap}。",
    hint="请核对 {cells} 和各项任务的金额，看是否漏了一项或填错。",
)
def task_sum_off(subject: Subject) -> Iterator[Hit]:
    """只有一行合计、各项都写着金额的才加；取整的零头只作参考。"""
    table = subject.table
    if len(table.task_sums) != 1:
        return
    [whole] = table.task_sums
    for place, column in enumerate(_COLUMNS):
        parts = [_amount(task, place) for task in table.tasks]
        off = difference(_amount(whole, place), parts)
        if off is not None and all(part.exists for part in parts):
            yield Hit(
                _amount(whole, place),
                found=off.found,
                expected=off.expected,
                words={
                    "name": whole.name.text.strip(),
                    "column": column,
                    "gap": off.told(table.money_unit),
                },
                severity=off.severity,
                related=parts,
            )


def _amount(task: Task, place: int) -> Entry:
    return task.amounts[place]
