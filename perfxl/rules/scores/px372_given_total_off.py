"""PX372 评分表的总分不等于各行得分之和"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import SCORE_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.partial_sums import partial_sums_off
from perfxl.rules.facts.score_sums import score_cells, sum_of
from perfxl.scoring.rounding import ROUNDED_POINTS, plain
from perfxl.standards.documents import own_convention


@rule(
    id="PX372",
    title="评分表的总分不等于各行得分之和",
    severity=Severity.ERROR,
    forms=SCORE_TABLES,
    basis=(own_convention("总分 = 各行得分之和"),),
    message="总分{filled}，各行得分合计 {expected} 分，差 {gap} 分。",
    hint="请核对 {cells} 和各行得分；看是否漏了一行或加错。",
    needs_every_row=True,
)
def given_total_off(subject: Subject) -> Iterator[Hit]:
    """空着的得分按 0 计；差 0.01 的是取整方法不同，不报。没有总分一行的不看。

    夹在各行中间的小计，与它上面、前一个小计以下的各行比，或与这个一级指标的各行比，有一样相符就算对。
    """
    yield from partial_sums_off(subject.table)
    total = subject.table.total.score
    cells = score_cells(subject.table)
    expected = sum_of(cells)
    if expected is None or not total.exists:
        return
    gap = abs((total.number or Decimal(0)) - expected)
    if gap > ROUNDED_POINTS:
        filled = "没有填" if total.number is None else f"填 {plain(total.number)} 分"
        yield Hit(
            total,
            found=total.number if total.number is not None else "",
            expected=expected,
            words={"filled": filled, "gap": gap},
            related=cells,
        )
