"""PX370 三级指标分值与二级指标不符"""

from collections.abc import Iterator
from itertools import groupby

from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import SCORE_TABLES, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.score_sums import sum_of
from perfxl.standards.documents import own_convention


@rule(
    id="PX370",
    title="三级指标分值与二级指标不符",
    severity=Severity.ERROR,
    forms=SELF_EVALUATIONS | SCORE_TABLES,
    basis=(own_convention("二级指标所印分数是其下三级指标分值之和"),),
    message="{level2}印着 {expected} 分，其下各行分值合计 {found} 分。",
    hint="请核对 {cells} 各行分值，使合计为 {expected} 分，或改二级指标的分数。",
    needs_every_row=True,
)
def level2_weight_off(subject: Subject) -> Iterator[Hit]:
    """二级指标格里写了“（6分）”、另有一栏写着分值的，其下各行分值之和应与它相等。

    逐行重印同一个二级指标的，接连的几行是一组；几格各自合得上的也可以。
    """
    if all(row.level2_weight is None for row in subject.table.indicators):
        return
    for _, group in groupby(subject.table.indicators, _name_of):
        rows = list(group)
        if all(_adds_up(list(own)) for _, own in groupby(rows, _place_of)):
            continue
        full = rows[0].level2_weight
        if full is None or any(row.weight.number is None for row in rows):
            continue
        found = sum_of([row.weight for row in rows])
        if found is not None and found != full and rows[0].level2.place != rows[0].level3.place:
            yield Hit(
                [row.weight for row in rows],
                found=found,
                expected=full,
                words={"level2": rows[0].level2.text},
                related=(rows[0].level2,),
            )


def _adds_up(rows: list[Indicator]) -> bool:
    return sum_of([row.weight for row in rows]) == rows[0].level2_weight


def _name_of(row: Indicator) -> tuple[object, ...]:
    """印着分数的照一级指标、名称和分数归在一起，别的照格。"""
    if row.level2_weight is None:
        return _place_of(row)
    return "".join(row.level1.text.split()), "".join(row.level2.text.split()), row.level2_weight


def _place_of(row: Indicator) -> tuple[int, int]:
    return row.level2.place
