"""分页：在哪几行前面换页，使一页写得下、表头不落单、总分以下不拆开。"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PageArea:
    """一页能印的宽和高（磅），已扣除页边距。"""

    width: float
    height: float


# 行高、字体在各机器上略有出入，留一点余地。
_SAFETY = 0.97


def break_rows(
    heights: Mapping[int, float],
    capacity: float,
    *,
    header: tuple[int, int] | None = None,
    kept: Iterable[tuple[int, int]] = (),
    forced: Collection[int] = (),
) -> list[int]:
    """每一页（第一页除外）的首行。

    ``heights`` 是 1 起的各行高度；``header`` 是每页重印的行（首、末）；``kept`` 的各段（总分、结论、
    签字）放在同一页，除非它们自己就超过一页；``forced`` 是一定要另起一页的行。

    >>> break_rows({n: 100.0 for n in range(1, 11)}, 600, header=(2, 2), kept=[(9, 10)])
    [6, 9]
    >>> break_rows({n: 100.0 for n in range(1, 7)}, 1000, forced=[4])
    [4]
    """
    capacity *= _SAFETY
    last = max(heights, default=0)
    top, end = header or (0, 0)
    repeated = sum(heights[row] for row in range(top, end + 1)) if header else 0.0
    tails = {start: sum(heights[row] for row in range(start, stop + 1)) for start, stop in kept}
    breaks: list[int] = []
    first, used = 1, 0.0
    row = 1
    while row <= last:
        wanted = heights[row]
        if tails.get(row, 0.0) + repeated <= capacity:
            wanted = max(wanted, tails.get(row, 0.0))
        must = row in forced and row not in breaks
        if used and (must or used + wanted > capacity):
            start = row
            if not must and row in tails and header and row - 2 >= max(first, end) + 2:
                start = row - 2  # 末页不只剩总分和结论，带上前面两行
            if header and start - 1 == end and top > first:
                start = top
            breaks.append(start)
            first, used, row = start, 0.0, start
            if header and start > end:
                used = repeated
        used += heights[row]
        row += 1
    return breaks
