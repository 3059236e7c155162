"""分页：在哪几行前面换页，使一页写得下、表头不落单、总分以下不拆开。"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

# 行高、字体在各机器上略有出入，一页只排到这么满。
FULL_PAGE = 0.97


@dataclass(frozen=True)
class PageArea:
    """一页能印的宽和高（磅），已扣除页边距；``turned`` 是换一个方向（横、竖）的。"""

    width: float
    height: float
    is_landscape: bool = False
    turned: "PageArea | None" = None


@dataclass(frozen=True)
class OnePage:
    """缩成一页：印在哪样的纸上，不小于百分之几（``scale``）。"""

    area: PageArea
    scale: float

    @property
    def print_width(self) -> float:
        """照这个比例，纸上放得下多宽（磅）。"""
        return self.area.width / self.scale

    def holds(self, heights: Iterable[float]) -> bool:
        """各行合起来放得下。"""
        return sum(heights) * self.scale <= self.area.height * FULL_PAGE


# 不到百分之七十五，字就小得难看了。
_SMALLEST, _SMALLER = 0.75, 0.87
# 缩到最小、列也放宽，一页至多容得下原来的几页；再多的不必试。
_MOST_PAGES = 1 / _SMALLEST**2


def ways_to_one_page(area: PageArea, pages: float) -> Iterator[OnePage]:
    """写了 ``pages`` 页（可以是一页半）的，可以试着怎样缩成一页，先试不变方向、缩得少的。

    >>> [(way.scale, way.area.is_landscape) for way in ways_to_one_page(PageArea(770, 520, True), 1.2)]
    [(0.87, True), (0.75, True)]
    >>> list(ways_to_one_page(PageArea(770, 520), 3))
    []
    """
    if pages > _MOST_PAGES:
        return
    yield OnePage(area, _SMALLER)
    yield OnePage(area, _SMALLEST)
    if area.turned is not None:
        yield OnePage(area.turned, _SMALLEST)


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
    capacity *= FULL_PAGE
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
