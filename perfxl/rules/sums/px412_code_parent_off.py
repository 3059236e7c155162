"""PX412 科目金额不等于下级科目之和"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SUBJECT_BUDGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import budget_sums, fault_hit
from perfxl.standards.documents import budget_layout


@rule(
    id="PX412",
    title="科目金额不等于下级科目之和",
    severity=Severity.ERROR,
    forms=SUBJECT_BUDGETS,
    basis=(budget_layout("科目编码分类、款、项，上级的数是下级之和"),),
    hint="请核对 {cells} 和各下级科目，看是否漏列、错列了下级科目或填错。",
    needs_every_row=True,
)
def code_parent_off(subject: Subject) -> Iterator[Hit]:
    """按编码的前几位分上下级，上级与直接下级的合计不等；下级不必印在上级后面。

    缺了款一级的，项直接算在类下面；同一行换页重印的只算一次。下级自己就与更下一级不合、按最末一级加
    正好加得上的，由下级那一处报；基本支出、项目支出加不成合计的由 PX417 报。年初、调整都有的，增减
    由 PX411 在行内核对。取整的零头只作参考。
    """
    sums = budget_sums(subject)
    if sums.tree.by_code:
        yield from (fault_hit(sums, fault, "下级科目", kind="科目") for fault in sums.parent_faults)
