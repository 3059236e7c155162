"""还没有填报的一段：接连几行的完成值、得分全空。"""

from collections.abc import Iterable

from perfxl.model.score import IndicatorScore
from perfxl.rules.facts.unfilled import is_actual_unfilled, is_idle

# 少于这么多行的，是漏填，一行一行地说。
_FEWEST = 3


def unreported_rows(rows: Iterable[IndicatorScore]) -> tuple[IndicatorScore, ...]:
    """最长的接连几行（三行起）：有完成值、得分两格，都空着；没有的为空。预算执行率、不用的行不看。"""
    longest: list[IndicatorScore] = []
    run: list[IndicatorScore] = []
    for row in rows:
        own = row.indicator
        if own.is_execution or is_idle(own):
            continue
        run = [*run, row] if _is_blank(row) else []
        longest = max(longest, run, key=len)
    return tuple(longest) if len(longest) >= _FEWEST else ()


def _is_blank(row: IndicatorScore) -> bool:
    own = row.indicator
    scored = own.score.exists and not own.score.uncalculated
    return scored and row.printed is None and is_actual_unfilled(own)
