"""各列怎样分一张表的宽：字多的列从字少的列让出的宽度里放宽，各行合起来就矮了，好写在一页上。

宽度用 ``fsum`` 加：``sum`` 加小数，Python 3.11 与 3.12 起的末一位不同，网页里的引擎与本机的就会差 0.01。
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from perfxl.plans.fonts import CellFont
from perfxl.plans.row_height import text_width, widest_piece


class Written(NamedTuple):
    """一格写着的字：占第 ``left`` 到 ``right`` 列（从 1 数），什么字体。"""

    text: str
    left: int
    right: int
    font: CellFont


class WrittenRow(NamedTuple):
    """一行：写着字的各格，至少多高。"""

    cells: Sequence[Written]
    least: float


# 一格要多高，``widths`` 是它占的各列；量的时候要少算 ``SPARE``（磅）：分出来的宽正在折行的边上，别的机器上差一点就多一行。
SPARE = 2.0
CellHeight = Callable[[Written, Sequence[float]], float]
# 一次挪总宽的几分之一，至多挪几次。
_STEP, _MOST_STEPS = 1 / 64, 32
# 一次挪几份，先试前面的；都挪不矮的，再试小步的。
_SHARES = (1, 2, 4, 8, 16, 0.5, 0.25)
# 让哪几列放宽，各试一试。
_TRIED = 2


def row_height(row: WrittenRow, widths: Sequence[float], height_of: CellHeight) -> float:
    """一行多高。"""
    cells = (height_of(cell, widths[cell.left - 1 : cell.right]) for cell in row.cells)
    return max(row.least, *cells, 0.0)


# 至多照顾到这么多字的栏名；连写的数、字母至多照顾到这么宽（磅）。
LABEL_SIGNS, _WIDEST_PIECE = 6, 110.0
# 再窄的列也写得下两个字，不一行一个字。
_LEAST_SIGNS = 2


def least_widths(
    cells: Iterable[Written], widths: Sequence[float], padding: float, signs: int = LABEL_SIGNS
) -> list[float]:
    """各列至少多宽（磅）：至多 ``signs`` 个字的栏名不折行，两个字不断开，连写的数不断开，没有字的不让；

    几列合写一格的合起来够宽就行。``padding`` 是一格左右留的空。
    """
    least = [0.0] * len(widths)
    joined: dict[tuple[int, int], float] = {}
    for cell in cells:
        if not cell.text:
            continue
        span = cell.left - 1, cell.right
        line = max(text_width(each, cell.font) for each in cell.text.split("\n"))
        label = min(line, signs * cell.font.points) + padding
        piece = min(widest_piece(cell.text, cell.font), _WIDEST_PIECE) + padding
        two = min(line, _LEAST_SIGNS * cell.font.points) + padding
        wanted = max(min(label, fsum(widths[span[0] : span[1]])), two, piece)
        if cell.left == cell.right:
            least[span[0]] = max(least[span[0]], wanted)
        else:
            joined[span] = max(joined.get(span, 0.0), wanted)
    return _with_joined(least, joined, widths, padding)


def _with_joined(
    least: Sequence[float],
    joined: Mapping[tuple[int, int], float],
    widths: Sequence[float],
    padding: float,
) -> list[float]:
    """自己没有字、总是与别的列合写的（``joined``：从第几列到第几列，至少多宽）：别的列让它的够了，它就可以让。

    与几样的格合写的，从窄的看起。
    """
    found = list(least)
    for (first, stop), wanted in sorted(joined.items(), key=lambda each: each[0][1] - each[0][0]):
        bare = [place for place in range(first, stop) if not found[place]]
        missing = max(wanted - fsum(found[first:stop]), 2 * padding * len(bare))
        whole = fsum(widths[place] for place in bare)
        for place in bare:
            found[place] = min(widths[place], missing * widths[place] / whole) if whole else 0.0
    return [low or own for low, own in zip(found, widths, strict=True)]


def balanced(
    widths: Sequence[float],
    rows: Sequence[WrittenRow],
    height_of: CellHeight,
    least: Sequence[float],
    enough: float,
) -> list[float]:
    """重分各列的宽，使各行合起来尽量矮，矮到 ``enough`` 就不再分；总宽不变。

    各列不窄于 ``least``；本来就窄的先由宽的让够（让不出那么多的，照短的各让一份）。

    >>> font = CellFont(10)
    >>> rows = [WrittenRow([Written("短", 1, 1, font), Written("长" * 40, 2, 2, font)], 12.0)]
    >>> def height(cell, widths): return 12.0 * -(-len(cell.text) * 10 // sum(widths))
    >>> balanced([100.0, 100.0], rows, height, [20.0, 20.0], 36.0)
    [50.0, 150.0]
    """
    share = _Share(rows, _lifted(widths, least), height_of, least)
    for _ in range(_MOST_STEPS):
        if share.total <= enough or not share.improve():
            break
    return share.widths


def _lifted(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """窄于 ``least`` 的各列放宽，由宽于它的照余下的让；总宽不变。

    >>> _lifted([20.0, 50.0, 80.0], [30.0, 40.0, 40.0])
    [30.0, 48.0, 72.0]
    >>> _lifted([20.0, 50.0], [30.0, 45.0])
    [25.0, 45.0]
    """
    missing = [max(low - own, 0.0) for own, low in zip(widths, least, strict=True)]
    spare = [max(own - low, 0.0) for own, low in zip(widths, least, strict=True)]
    moved = min(fsum(missing), fsum(spare))
    if not moved:
        return list(widths)
    gain, loss = moved / fsum(missing), moved / fsum(spare)
    return [
        own + gain * more - loss * less
        for own, more, less in zip(widths, missing, spare, strict=True)
    ]


class _Share:
    """正在分的各列：多宽（``widths``），照这样各格、各行多高。"""

    def __init__(
        self,
        rows: Sequence[WrittenRow],
        widths: list[float],
        height_of: CellHeight,
        least: Sequence[float],
    ) -> None:
        self.widths = widths
        self._rows, self._least, self._height_of = rows, least, height_of
        self._step = fsum(widths) * _STEP
        self._heights = [[self._height(cell, widths) for cell in row.cells] for row in rows]
        # 各列上有哪几行的哪几格。
        self._on: list[list[tuple[int, int]]] = [[] for _ in widths]
        for number, row in enumerate(rows):
            for place, cell in enumerate(row.cells):
                for column in range(cell.left - 1, cell.right):
                    self._on[column].append((number, place))

    @property
    def total(self) -> float:
        """各行合起来多高。"""
        return fsum(map(self._row_height, range(len(self._rows))))

    def improve(self) -> bool:
        """挪一次；挪不矮的为假。"""
        for wide in self._crowded():
            for steps in _SHARES:
                tried = list(_moved(self.widths, wide, self._step * steps, self._least))
                gains = [self._gain(each) for each in tried]
                best = max(gains, default=0.0)
                if best > 0:
                    self._take(tried[gains.index(best)])
                    return True
        return False

    def _height(self, cell: Written, widths: Sequence[float]) -> float:
        return self._height_of(cell, widths[cell.left - 1 : cell.right])

    def _row_height(self, row: int) -> float:
        return max(self._rows[row].least, *self._heights[row], 0.0)

    def _changed(self, widths: Sequence[float]) -> dict[int, dict[int, float]]:
        """换成这样的宽，高矮变了的：哪一行的哪一格成为多高。"""
        columns = [n for n, own in enumerate(self.widths) if own != widths[n]]
        found: dict[int, dict[int, float]] = {}
        for row, place in {each for column in columns for each in self._on[column]}:
            height = self._height(self._rows[row].cells[place], widths)
            if height != self._heights[row][place]:
                found.setdefault(row, {})[place] = height
        return found

    def _gain(self, widths: Sequence[float]) -> float:
        """换成这样的宽，各行合起来矮多少。"""
        gain = 0.0
        for row, changed in self._changed(widths).items():
            own = (changed.get(n, height) for n, height in enumerate(self._heights[row]))
            gain += self._row_height(row) - max(self._rows[row].least, *own)
        return gain

    def _take(self, widths: list[float]) -> None:
        for row, changed in self._changed(widths).items():
            for place, height in changed.items():
                self._heights[row][place] = height
        self.widths = widths

    def _crowded(self) -> list[int]:
        """把行撑高得最多的几列（从 0 数）。"""
        over = [0.0] * len(self.widths)
        for row, heights in zip(self._rows, self._heights, strict=True):
            highest = max(heights, default=0.0)
            others = max([row.least, *(each for each in heights if each < highest)])
            for cell, height in zip(row.cells, heights, strict=True):
                if height == highest > others and cell.left == cell.right:
                    over[cell.left - 1] += highest - others
        order = sorted(range(len(over)), key=over.__getitem__, reverse=True)
        return [place for place in order[:_TRIED] if over[place]]


def _moved(
    widths: list[float], wide: int, step: float, least: Sequence[float]
) -> Iterator[list[float]]:
    """第 ``wide`` 列放宽 ``step`` 的各种办法：从某一列挪，从各列照余下的挪。"""
    spare = [
        max(own - low, 0.0) if place != wide else 0.0
        for place, (own, low) in enumerate(zip(widths, least, strict=True))
    ]
    for narrow, room in enumerate(spare):
        if room >= step:
            given = [step if place == narrow else 0.0 for place in range(len(widths))]
            yield _given(widths, given, wide)
    if fsum(spare) >= step:
        yield _given(widths, [step * each / fsum(spare) for each in spare], wide)


def _given(widths: list[float], given: Sequence[float], wide: int) -> list[float]:
    made = [own - less for own, less in zip(widths, given, strict=True)]
    made[wide] += fsum(given)
    return made
