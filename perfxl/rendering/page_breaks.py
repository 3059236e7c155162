"""分页：在哪几行前面换页，使一页写得下、表头不落单、总分以下不拆开。"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PageArea:
    """一页能印的宽和高（磅），已扣除页边距。"""

    width: float
    height: float


# 行高、字体在各机器上略有出入，留一点余地。
_SAFETY = 0.97


def break_rows(
    heights: Mapping[int, float], capacity: float, *, header_row: int | None, tail_row: int | None
) -> list[int]:
    """每一页（第一页除外）的首行。

    ``heights`` 是 1 起的各行高度；``header_row`` 每页重印；``tail_row`` 起的几行（总分、结论、
    签字）放在同一页，除非它们自己就超过一页。

    >>> break_rows({n: 100.0 for n in range(1, 11)}, 600, header_row=2, tail_row=9)
    [6, 9]
    """
    capacity *= _SAFETY
    last = max(heights, default=0)
    repeated = heights.get(header_row, 0.0) if header_row else 0.0
    tail = sum(height for row, height in heights.items() if tail_row and row >= tail_row)
    breaks: list[int] = []
    first, used = 1, 0.0
    row = 1
    while row <= last:
        wanted = tail if tail_row == row and tail + repeated <= capacity else heights[row]
        if used and used + wanted > capacity:
            start = row
            if row == tail_row and header_row and row - 2 >= max(first, header_row) + 2:
                start = row - 2  # 末页不只剩总分和结论，带上前面两行
            if header_row and start - 1 == header_row and header_row > first:
                start = header_row
            breaks.append(start)
            first, used, row = start, 0.0, start
            if header_row and start > header_row:
                used = repeated
        used += heights[row]
        row += 1
    return breaks
