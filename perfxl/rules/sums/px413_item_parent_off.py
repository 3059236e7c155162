"""PX413 上一级不等于下面各项之和"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES, PROJECT_LINES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import budget_sums, fault_hit
from perfxl.standards.documents import adjustment_layout


@rule(
    id="PX413",
    title="上一级不等于下面各项之和",
    severity=Severity.ERROR,
    forms=PROJECT_LINES | EVALUATION_SUMMARIES,
    basis=(adjustment_layout("一、二、各类预算是其下（一）（二）各项目之和"),),
    hint="请核对 {cells} 和下面各项，看是否漏列了项目或填错。",
    needs_every_row=True,
)
def item_parent_off(subject: Subject) -> Iterator[Hit]:
    """按 一、（一）1. 的序号分上下级，上级与直接下级的合计不等。

    “其中”只是一部分，只在大过上级时报。下级自己就加不上、按最末一级加正好加得上的，由下级那一处报。
    年初、调整都有的，增减由 PX411 在行内核对。取整的零头只作参考。
    """
    sums = budget_sums(subject)
    yield from (fault_hit(sums, fault, "下面各项") for fault in sums.parent_faults)
