"""做到了、没有写原因而少给了分的一行：填的分在 0 与分值之间，照所填的，不替单位改回满分；由 PX309 说。"""

from decimal import Decimal

from perfxl.model.score import DOCKED_UNEXPLAINED, IndicatorScore, Judged, TableScore
from perfxl.scoring.rounding import ROUNDED_POINTS, no_finer, plain

# 做到了、没有余地的各条给分规则的开头。
_MET = ("met", "over", "attainment-met")
# 正好在“<”“>”的界上的，严格说没有做到。
_ON_THE_BOUNDARY = "met-boundary"


def is_met_in_full(row: IndicatorScore) -> bool:
    """做到了，应得满分。"""
    full = row.judged.is_fixed and row.judged.score == row.weight
    return full and row.judged.rule.startswith(_MET) and row.judged.rule != _ON_THE_BOUNDARY


def docked_as_filled(score: TableScore, decimals: int) -> tuple[IndicatorScore, ...]:
    """``score`` 的各行，少给了分的照所填的；取到 ``decimals`` 位；可疑的（``slips``）照旧，各行都填着 0 的是还没有填分。"""
    rows = score.indicators
    doubted = {slip.entry.place for slip in score.slips}
    doubted |= {each.entry.place for slip in score.slips for each in slip.hangs}
    if not any(row.printed for row in rows):
        return tuple(rows)
    return tuple(
        row._replace(judged=_as_filled(row, no_finer(row.printed, decimals), row.weight))
        if is_met_in_full(row)
        and not row.indicator.is_execution
        and row.indicator.score.place not in doubted
        and row.printed is not None
        and row.weight is not None
        and 0 <= row.printed < row.weight - ROUNDED_POINTS
        else row
        for row in rows
    )


def _as_filled(row: IndicatorScore, printed: Decimal, weight: Decimal) -> Judged:
    said = f"{row.judged.explanation}；填的是{plain(printed)}分，没有写为什么扣，照所填的，请核对"
    return Judged(printed, Decimal(0), weight, said, DOCKED_UNEXPLAINED)
