"""分页：在哪几行前面换页，使一页写得满、表头不落单、总分以下不拆开；比一页高的行才在页末切开。"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfxl.plans.row_height import PIXEL

# 各机器印出来的行高略有出入，一页只排到这么满。
FULL_PAGE = 0.98
# 末页不到一页的这么多，就从前一页挪几行过来：连同签字，至少三分之一页。
_LEAST_PAGE = 0.36
# 总分、结论、签字一共不到一页的这么多，才放在同一页；更长的结论在页末切开。
_MOST_KEPT = 0.6
# 切开的每一段至少这么高（磅，三行字）。
LEAST_PIECE = 42.0
# 一页放得下而这一页剩下的写不下的行，会空出一页的这么多才切。
_MOST_EMPTY = 0.2


@dataclass(frozen=True)
class PageArea:
    """一页能印的宽和高（磅），已扣除页边距；``turned`` 是换一个方向（横、竖）的。"""

    width: float
    height: float
    is_landscape: bool = False
    turned: "PageArea | None" = None


@dataclass(frozen=True)
class OnePage:
    """缩成一页：印在哪样的纸上，不小于百分之几（``scale``），各列的宽重不重分（``shares``）。"""

    area: PageArea
    scale: float
    shares: bool = False

    @property
    def print_width(self) -> float:
        """照这个比例，纸上放得下多宽（磅）。"""
        return self.area.width / self.scale

    @property
    def height(self) -> float:
        """照这个比例，纸上放得下多高（磅）。"""
        return self.area.height * FULL_PAGE / self.scale

    def holds(self, heights: Iterable[float]) -> bool:
        """各行合起来放得下。"""
        return sum(heights) <= self.height


# 不到百分之七十五，字就小得难看了。
_SMALLEST, _SMALLER = 0.75, 0.87
# 缩到最小、列也放宽，一页至多容得下原来的几页；再多的不必试。
_MOST_PAGES = 1 / _SMALLEST**2
# 重分各列的宽，至多再多容下几倍。
_SHARED_HOLDS = 2.0


def ways_to_one_page(area: PageArea, pages: float) -> Iterator[OnePage]:
    """写了 ``pages`` 页（可以是一页半）的，可以试着怎样缩成一页：先试不变方向、缩得少的，再重分各列的宽。

    >>> ways = list(ways_to_one_page(PageArea(770, 520, True), 1.2))
    >>> [(way.scale, way.area.is_landscape, way.shares) for way in ways]
    [(0.87, True, False), (0.75, True, False), (0.75, True, True)]
    >>> list(ways_to_one_page(PageArea(770, 520), 4))
    []
    """
    areas = [area, area.turned] if area.turned is not None else [area]
    if pages <= _MOST_PAGES:
        yield OnePage(area, _SMALLER)
        yield from (OnePage(each, _SMALLEST) for each in areas)
    if pages <= _MOST_PAGES * _SHARED_HOLDS:
        yield from (OnePage(each, _SMALLEST, shares=True) for each in areas)


@dataclass(frozen=True)
class Paging:
    """怎样分页：一页多高（``capacity``，磅，已留余地），每页重印哪几行（``header``，首、末），

    哪几段（总分、结论、签字）放在同一页（``kept``），除非它们自己就超过大半页；哪几行是一格、不在中间换页（``whole``），
    哪几行一定另起一页（``forced``），哪几行因为上一页写不下而提到下一页（``early``）。
    """

    capacity: float
    header: tuple[int, int] | None = None
    kept: Sequence[tuple[int, int]] = ()
    whole: Sequence[tuple[int, int]] = ()
    forced: Collection[int] = ()
    early: Collection[int] = ()

    def repeated(self, heights: Mapping[int, float]) -> float:
        """重印的表头多高。"""
        if self.header is None:
            return 0.0
        return sum(heights[row] for row in range(self.header[0], self.header[1] + 1))

    def above(self, row: int, heights: Mapping[int, float]) -> float:
        """``row`` 起的一页上面重印的表头多高。"""
        return self.repeated(heights) if self.header and row > self.header[1] else 0.0

    def wanted(self, row: int, heights: Mapping[int, float]) -> float:
        """``row`` 放在一页上至少要多高：一段的首行连同整段。"""
        for start, stop in self.whole:
            if start == row:
                return sum(heights[each] for each in range(start, stop + 1))
        for start, stop in self.kept:
            whole = sum(heights[each] for each in range(start, stop + 1)) if start == row else 0.0
            if whole and whole + self.repeated(heights) <= self.capacity * _MOST_KEPT:
                return whole
        return heights[row]


def break_rows(heights: Mapping[int, float], paging: Paging) -> list[int]:
    """每一页（第一页除外）的首行；``heights`` 是 1 起的各行高度。

    >>> break_rows({n: 100.0 for n in range(1, 11)}, Paging(590, header=(2, 2), kept=[(9, 10)]))
    [6, 9]
    >>> break_rows({n: 100.0 for n in range(1, 7)}, Paging(1000, forced=[4]))
    [4]
    """
    last = max(heights, default=0)
    starts = {start for start, _ in paging.kept}
    top, end = paging.header or (0, 0)
    breaks: list[int] = []
    first, used = 1, 0.0
    row = 1
    while row <= last:
        must = (row in paging.forced or row in paging.early) and row not in breaks
        if used and (must or used + paging.wanted(row, heights) > paging.capacity):
            start = row
            two = heights.get(row - 2, 0.0) + heights.get(row - 1, 0.0)
            tail = paging.above(row, heights) + paging.wanted(row, heights)
            if not must and row in starts and end and row - 2 >= max(first, end) + 2:
                # 末页不只剩总分和结论，带上前面两行
                start = row - 2 if two + tail <= paging.capacity else row
            if end and start - 1 == end and top > first:
                start = top
            breaks.append(start)
            first, row = start, start
            used = paging.above(start, heights)
        used += heights[row]
        row += 1
    return _evened(breaks, heights, paging)


def _evened(breaks: list[int], heights: Mapping[int, float], paging: Paging) -> list[int]:
    """末页（各项目的末页）太空的，从前一页挪几行过来。"""
    ends = [*(row - 1 for row in breaks[1:]), max(heights, default=0)][: len(breaks)]
    found: list[int] = []
    for place, (start, stop) in enumerate(zip(breaks, ends, strict=True)):
        is_last = place + 1 == len(breaks) or breaks[place + 1] in paging.forced
        if is_last and start not in paging.forced:
            earlier = found[-1] if found else 1
            found.append(_moved_up(start, stop, earlier, heights, paging))
        else:
            found.append(start)
    return found


def _moved_up(
    start: int, stop: int, earlier: int, heights: Mapping[int, float], paging: Paging
) -> int:
    """末页从哪一行起：``start`` 到 ``stop`` 太空的，往上挪；前一页从 ``earlier`` 起。"""
    least = paging.capacity * _LEAST_PAGE
    page = paging.above(start, heights) + sum(heights[row] for row in range(start, stop + 1))
    before = paging.above(earlier, heights) + sum(heights[row] for row in range(earlier, start))
    lowest = max(earlier, paging.header[1] + 1 if paging.header else 0) + 1
    best = row = start
    while page < least and row - 1 > lowest:
        row -= 1
        page += heights[row]
        before -= heights[row]
        if before < least or page > paging.capacity:
            break
        if not any(first < row <= last for first, last in (*paging.kept, *paging.whole)):
            best = row
    return best


class PageFiller:
    """一行一行往页上排：排到哪里了，下一行在不在页末切开。

    ``heights`` 是不切时各行的高，``cuttable`` 是可以切的行。先问 ``cuts``，照着排了再告诉 ``lay`` 排成多高：

    >>> filler = PageFiller({1: 200.0, 2: 500.0, 3: 90.0}, Paging(400), [2])
    >>> filler.lay(1, [200.0])
    >>> filler.cuts(2)
    [199.5, 399.75]
    >>> filler.lay(2, [199.5, 312.0])
    >>> filler.cuts(3)
    []
    """

    def __init__(
        self, heights: Mapping[int, float], paging: Paging, cuttable: Collection[int]
    ) -> None:
        self.heights = heights
        self.paging = paging
        self.cuttable = cuttable
        self.used = 0.0

    def will_cut(self) -> bool:
        """有一行要切。"""
        used = self.used
        found = False
        for row in self.heights:
            if self.cuts(row):
                found = True
                break
            self.lay(row, [self.heights[row]])
        self.used = used
        return found

    def cuts(self, row: int) -> list[float]:
        """这一行切成几段，每一段至多多高（再多的照末一个）；不切的为空。"""
        if row not in self.cuttable:
            return []
        height, capacity = self.heights[row], self.paging.capacity
        whole = capacity - self.paging.above(row, self.heights)
        is_forced = row in self.paging.forced
        # 一定另起一页的，这一页剩下的不写。
        room = 0.0 if is_forced and self.used else capacity - self.used
        if height <= room or (is_forced and height <= whole):
            return []
        least = LEAST_PIECE if height > whole else least_filled(capacity)
        first = min(room, height - LEAST_PIECE)
        if first >= least:
            return [_floor(first), _floor(whole)]
        return [_floor(whole)] if height > whole else []

    def lay(self, row: int, heights: Sequence[float]) -> None:
        """这一行排成了这么高的几段。"""
        wanted = self.paging.wanted(row, self.heights)
        if row in self.paging.forced or (
            len(heights) == 1 and self.used + wanted > self.paging.capacity
        ):
            self.used = self.paging.above(row, self.heights)
        for height in heights:
            if self.used + height > self.paging.capacity:
                self.used = self.paging.above(row, self.heights)
            self.used += height


def least_filled(capacity: float) -> float:
    """一页放得下的行，这一页剩下这么多（磅）才切开来写满它。"""
    return max(LEAST_PIECE, capacity * _MOST_EMPTY)


def least_cut(capacity: float) -> float:
    """不到这么高（磅）的行不切。"""
    return least_filled(capacity) + LEAST_PIECE


def _floor(height: float) -> float:
    """往下取到整像素。"""
    return int(height / PIXEL) * PIXEL
