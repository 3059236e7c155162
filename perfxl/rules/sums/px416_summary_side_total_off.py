"""PX416 收支总表的合计与各行不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SUMMARIES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import budget_sums, fault_hit
from perfxl.standards.documents import budget_layout


@rule(
    id="PX416",
    title="收支总表的合计与各行不符",
    severity=Severity.ERROR,
    forms=SUMMARIES,
    basis=(budget_layout("收支总表印着本年合计、结转、总计"),),
    hint="请核对 {cells} 和它上面各行。",
    needs_every_row=True,
)
def summary_side_total_off(subject: Subject) -> Iterator[Hit]:
    """本年收入（支出）合计与上面各行、总计与本年合计加上结转各行不等。

    没有本年合计的表，总计应等于上面全部各行；“其中”不加。收入、支出两边的总计比较见 PX415。
    取整的零头只作参考。
    """
    sums = budget_sums(subject)
    yield from (fault_hit(sums, fault, "应加的各行") for fault in sums.side_faults)
