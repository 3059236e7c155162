"""PX408 成本指标值合计与预算数不符"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.cost_sums import cost_sides, cost_sum_hits
from perfxl.standards.documents import own_convention


@rule(
    id="PX408",
    title="成本指标值合计与预算数不符",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("成本指标值都为金额的，合计应与全年预算数一致"),),
    needs_every_row=True,
)
def cost_target_off(subject: Subject) -> Iterator[Hit]:
    """成本类指标都是金额时，指标值之和应等于预算数；调整批复表年初、调整两边各比各的，清单按项目比。

    有一行是数量或文字的，合计没有意义，不报；按万元取整印出来的零头不报；总数之外又列明细、
    正好对得上的不报。另有人均标准的，只在几行总额超过预算，或唯一的一行就叫某某成本时才提。
    单独一行就大过预算的由 PX425 报，正好差一万倍的由 PX420 报，调整为 0 的由 PX614 报。
    """
    for project in subject.projects:
        for side in cost_sides(project.table):
            yield from cost_sum_hits(project, side)
