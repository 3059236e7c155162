"""夹在各行中间、写着得分的小计，和横着写的上级指标一行的得分：应是它管的各行之和。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator, Line, Table
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.score_sums import sum_of
from perfxl.scoring.rounding import ROUNDED_POINTS, SAME_POINTS, plain


def partial_sums_off(table: Table, execution: Decimal = Decimal(0)) -> Iterator[Hit]:
    """加不上的各处。

    小计与它上面、前一个小计以下的各行比，或与这个一级指标的各行比，有一样相符就算对；另加了执行率得分 ``execution``
    的也算。横行与它名下的各行比。
    """
    for whole in table.score_sums:
        ways = [way for way in _ways(table, whole) if way]
        found = whole.score.number
        sums = [sum_of([row.score for row in rows]) for rows in ways]
        if not sums or found is None or sums[0] is None:
            continue
        known = [each + more for each in sums if each is not None for more in (0, execution)]
        gap = min(abs(found - each) for each in known)
        if gap > (SAME_POINTS if _is_band(whole) else ROUNDED_POINTS):
            rounding = gap <= ROUNDED_POINTS
            yield _hit(whole, ways[0], sums[0], Severity.INFO if rounding else None)


def _is_band(whole: Line) -> bool:
    """横着写的上级指标：写在它管的各行上面。"""
    return bool(whole.sum_of) and whole.row < min(whole.sum_of)


def _ways(table: Table, whole: Line) -> list[list[Indicator]]:
    """加哪几行，照先后看；第一样是说的时候用的。"""
    since = [row for row in table.indicators if row.row in whole.sum_of]
    if not since or _is_band(whole):
        return [since]
    level1 = since[-1].level1.text
    own = [row for row in table.indicators if row.level1.text == level1]
    near = [row for row in since if row.level1.text == level1]
    return [near, since, [row for row in own if row.row < whole.row]]


def _hit(
    whole: Line, rows: Sequence[Indicator], expected: Decimal, severity: Severity | None
) -> Hit:
    level1, name = "".join(rows[-1].level1.text.split()), "".join(whole.name.text.split())
    label = quoted(name) if _is_band(whole) else f"{quoted(level1)}的{name}" if level1 else name
    found = whole.score.number or Decimal(0)
    gap = plain(abs(found - expected))
    message = f"{label}填 {plain(found)} 分，各行得分合计 {plain(expected)} 分，差 {gap} 分。"
    cells: list[Entry] = [row.score for row in rows]
    return Hit(
        whole.score,
        found=found,
        expected=expected,
        message=message,
        severity=severity,
        related=cells,
    )
