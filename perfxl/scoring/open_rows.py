"""要由评价人给分的各行怎样说：每一格都说到，免得照说的填了还是没有总分。"""

from collections.abc import Sequence

from perfxl.model.score import IndicatorScore

# 连同指标名说的最多几格，再多的只说格。
_NAMED = 6


def why_undecided(rows: Sequence[IndicatorScore]) -> str:
    """没有填、程序也没有可暂按的各行，总分因此算不出；没有为 ``""``。"""
    waiting = [row for row in rows if row.is_undecided]
    return f"{_cells(waiting)} 要由评价人给分，还没有填，总分算不出" if waiting else ""


def why_left_open(rows: Sequence[IndicatorScore]) -> str:
    """写的时候等评价人核定的各行：没有填的空着，填的不在可得范围之内的照填的；没有为 ``""``。"""
    waiting = [row for row in rows if row.is_undecided or row.is_provisional]
    blank = [row for row in waiting if row.printed is None]
    filled = [row for row in waiting if row.printed is not None]
    said = [f"{_cells(blank)} 的得分要由评价人核定，空着没有写"] if blank else []
    if filled:
        said.append(f"{_cells(filled)} 填的得分不在可得的范围之内，要由评价人核定，照原来填的")
    return "；".join(said)


def _cells(rows: Sequence[IndicatorScore]) -> str:
    named = [f"{row.indicator.score.cell}“{row.indicator.level3.text}”" for row in rows[:_NAMED]]
    others = [row.indicator.score.cell for row in rows[_NAMED:]]
    return "、".join([*named, *others]) + (f" 等 {len(rows)} 格" if others else "")
