"""PX440 金额单位写得不一致"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.printed_unit import units_apart
from perfxl.rules.engine.form_groups import ALL_FORMS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX440",
    title="金额单位写得不一致",
    severity=Severity.WARNING,
    forms=ALL_FORMS,
    basis=(own_convention("同一张表的金额用一个单位；几处写得不同的，照离金额最近的一处读"),),
    message="{near} 写着“{found}”，{far} 却写着“{unit}”；资金照离得近的“{found}”读。",
    hint="请核对 {cells}，看资金究竟以什么计，把金额单位写成一致。",
)
def money_units_conflict(subject: Subject) -> Iterator[Hit]:
    """行标题、栏名、资金一块的标题、右上角，管着同一些金额而单位不同的。

    各行各写各的、没有别处管着全表的，是写明了的，不算。
    """
    for each in units_apart(subject.table.unit_conflicts):
        yield Hit(
            [*each.near, each.other.label],
            found=each.unit,
            words={
                "near": each.near_cells,
                "far": each.other.label.cell,
                "unit": each.other.unit,
            },
        )
