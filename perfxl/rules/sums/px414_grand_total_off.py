"""PX414 合计行不等于第一级各行之和"""

from collections.abc import Iterator
from dataclasses import replace

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES, PROJECT_LINES, SUBJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of
from perfxl.rules.facts.budget_sums import BudgetSums, SumFault, budget_sums, fault_hit
from perfxl.standards.documents import budget_layout


@rule(
    id="PX414",
    title="合计行不等于第一级各行之和",
    severity=Severity.ERROR,
    forms=SUBJECT_BUDGETS | PROJECT_LINES | EVALUATION_SUMMARIES,
    basis=(budget_layout("印着“合计”一行"),),
    needs_every_row=True,
)
def grand_total_off(subject: Subject) -> Iterator[Hit]:
    """合计行与类级科目（一、二、各类）之和不等；按最末一级加正好加得上的，错在中间，由 PX412、PX413 报。

    各行加起来比合计小、合计印在表头下面的，多半是拷贝或打印时表尾没有取全，消息里说明。
    换页重印的合计只看一次；几行合计各不相同、没有“总计”的不看。取整的零头只作参考。
    """
    sums = budget_sums(subject)
    for fault in sums.total_faults:
        hit = fault_hit(sums, fault, "第一级各行", after="行")
        hint = f"请核对 {address_of(hit.at)} 和第一级各行"
        if fault.rounded or not _looks_cut(sums, fault):
            yield replace(hit, hint=f"{hint}。")
        else:
            cut = f"表到第 {sums.table.block.bottom} 行为止，表尾可能被截断。"
            yield replace(
                hit,
                message=hit.message + cut,
                hint=f"{hint}，看表尾是否还有几行没有取全。",
            )


def _looks_cut(sums: BudgetSums, fault: SumFault) -> bool:
    """合计印在最上面，下面各行加起来都不到合计，最后一行是没有展开的类，或只有一类。"""
    roots = sums.tree.roots
    short = all(off.expected < off.found for off in fault.differences.values())
    last = max(sums.tree.branches(), key=lambda branch: branch.line.row)
    amounts = (*last.line.initial, *last.line.adjusted)
    unfinished = last in roots and any(root.children for root in roots)
    unfinished = unfinished and any(entry.number for entry in amounts)
    first = min(root.line.row for root in roots)
    return short and (unfinished or len(roots) == 1) and fault.whole.row < first
