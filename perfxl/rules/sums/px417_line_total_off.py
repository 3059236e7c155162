"""PX417 一行的合计不等于基本支出加项目支出"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SUBJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import budget_sums, name_of
from perfxl.standards.documents import budget_layout


@rule(
    id="PX417",
    title="一行的合计不等于基本支出加项目支出",
    severity=Severity.ERROR,
    forms=SUBJECT_BUDGETS,
    basis=(budget_layout("功能分类的表印着合计、基本支出、项目支出三栏"),),
    message="{column}：“{name}”合计为 {found}，基本支出与项目支出之和 {expected}，{gap}。",
    hint="请核对 {cells} 和这一行的基本支出、项目支出。",
)
def line_total_off(subject: Subject) -> Iterator[Hit]:
    """同一行里三个数加不上；空着的一项当 0。年初、调整都有的，增减由 PX411 核对。

    取整的零头只作参考。
    """
    sums = budget_sums(subject)
    for line in subject.table.lines:
        for group, label in sums.groups.items():
            off = sums.line_faults.get((line.row, group))
            if off is None:
                continue
            amounts = line.amounts_of(group)
            yield Hit(
                amounts.total,
                found=off.found,
                expected=off.expected,
                words={
                    "column": label,
                    "name": name_of(line),
                    "gap": off.told(subject.table.money_unit),
                },
                severity=off.severity,
                related=(amounts.basic, amounts.project),
            )
