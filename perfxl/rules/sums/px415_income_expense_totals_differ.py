"""PX415 收入总计与支出总计不等"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Line
from perfxl.rules.engine.form_groups import SUMMARIES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import budget_sums
from perfxl.rules.facts.printed_rounding import difference
from perfxl.standards.documents import budget_layout


@rule(
    id="PX415",
    title="收入总计与支出总计不等",
    severity=Severity.ERROR,
    forms=SUMMARIES,
    basis=(budget_layout("收支总表左右两边印着“收入总计”“支出总计”"),),
    message="{column}：收入总计为 {found}，支出总计为 {expected}，{gap}。",
    hint="请核对 {cells} 和左右各行，看结转是否漏填。",
    needs_every_row=True,
)
def income_expense_totals_differ(subject: Subject) -> Iterator[Hit]:
    """两边的总计不等。这一栏有一边自己就加不上的，由 PX416 报，这里不再报。"""
    sums = budget_sums(subject)
    income, expense = _total(subject, "income"), _total(subject, "expense")
    if income is None or expense is None:
        return
    wrong = {fault.group for fault in sums.side_faults if not fault.rounded}
    for group, label in sums.groups.items():
        if group in wrong:
            continue
        left, right = income.amounts_of(group).total, expense.amounts_of(group).total
        off = difference(left, [right])
        if off is not None:
            yield Hit(
                left,
                found=off.found,
                expected=off.expected,
                words={
                    "column": label,
                    "gap": off.told(subject.table.money_unit),
                },
                severity=off.severity,
                related=(right,),
            )


def _total(subject: Subject, side: str) -> Line | None:
    """一边的总计；没有“总计”的，是最后一个合计。"""
    lines = [line for line in subject.table.lines if line.side == side]
    named = [line for line in lines if line.name.text.strip().endswith("总计")]
    sums = [line for line in lines if line.name.text.strip().endswith("合计")]
    return next(iter(named[-1:] or sums[-1:]), None)
