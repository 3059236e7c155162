"""PX373 评分表的分值合计不是满分"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SCORE_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.score_sums import sum_of, weight_cells
from perfxl.standards.documents import evaluation_measures

_FULL = Decimal(100)


@rule(
    id="PX373",
    title="评分表的分值合计不是满分",
    severity=Severity.WARNING,
    forms=SCORE_TABLES,
    basis=(evaluation_measures("绩效评价按 100 分计"),),
    message="各行分值合计 {found} 分，{whole} {expected} 分，差 {gap} 分。",
    hint="请核对 {cells} 各行分值，看是否漏了一行或填错。",
    needs_every_row=True,
)
def given_weights_off(subject: Subject) -> Iterator[Hit]:
    """总分一行印着分值的与它比，没有印的与 100 分比。有一行没有分值的不看。"""
    cells = weight_cells(subject.table)
    rows = [row for row in subject.table.indicators if not row.shares_points]
    found = sum_of(cells)
    if found is None or any(row.weight.number is None for row in rows):
        return
    printed = subject.table.total.weight.number
    expected = _FULL if printed is None else printed
    if found != expected:
        yield Hit(
            cells,
            found=found,
            expected=expected,
            words={
                "whole": "满分应为" if printed is None else "总分一行印着",
                "gap": abs(expected - found),
            },
            related=(subject.table.total.weight,),
        )
