"""PX402 财政拨款不等于本级与上级之和"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.fund_sums import sum_hits
from perfxl.standards.documents import form_layout


@rule(
    id="PX402",
    title="财政拨款不等于本级与上级之和",
    severity=Severity.ERROR,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("财政拨款下面印着“其中：”本级安排、上级补助（或中央、省级、本级）"),),
    message="{column}：{whole}为 {expected}，各项（{parts}）合计 {found}，{gap}。",
    hint="请核对 {cells} 和各项金额。",
)
def fund_source_off(subject: Subject) -> Iterator[Hit]:
    """财政拨款与其下各级资金之和不等。

    按万元取整印出来的零头另行注明，只作参考。只列了一级的不加，由 PX426 看它是否大过财政拨款。
    """
    for group in subject.table.fund_groups:
        if not group.is_of_total and len(group.parts) > 1:
            yield from sum_hits(subject, group)
