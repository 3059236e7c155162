"""各列怎样分一张表的宽：字多的列从字少的列让出的宽度里放宽，各行合起来就矮了，好写在一页上。"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from perfxl.plans.fonts import CellFont


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


# 一格要多高，``widths`` 是它占的各列。
CellHeight = Callable[[Written, Sequence[float]], float]
# 一次挪总宽的几分之一，至多挪几次。
_STEP, _MOST_STEPS = 1 / 64, 32


def total_height(
    rows: Sequence[WrittenRow], widths: Sequence[float], height_of: CellHeight
) -> float:
    """各行合起来多高。"""
    return sum(max([row.least, *_heights(row, widths, height_of)]) for row in rows)


def balanced(
    widths: Sequence[float],
    rows: Sequence[WrittenRow],
    height_of: CellHeight,
    least: Sequence[float],
    enough: float,
) -> list[float]:
    """重分各列的宽，使各行合起来尽量矮，矮到 ``enough`` 就不再分；总宽不变。

    各列不窄于 ``least``，本来就窄的不再让。

    >>> font = CellFont(10)
    >>> rows = [WrittenRow([Written("短", 1, 1, font), Written("长" * 40, 2, 2, font)], 12.0)]
    >>> def height(cell, widths): return 12.0 * -(-len(cell.text) * 10 // sum(widths))
    >>> balanced([100.0, 100.0], rows, height, [20.0, 20.0], 36.0)
    [50.0, 150.0]
    """
    made, step = list(widths), sum(widths) * _STEP
    now = total_height(rows, made, height_of)
    for _ in range(_MOST_STEPS):
        if now <= enough:
            break
        better = _better(made, rows, height_of, least, step, now)
        if better is None:
            break
        now, made = better
    return made


def _better(
    widths: list[float],
    rows: Sequence[WrittenRow],
    height_of: CellHeight,
    least: Sequence[float],
    step: float,
    now: float,
) -> tuple[float, list[float]] | None:
    """挪一次以后多高、各列多宽；挪不矮的为 ``None``。挪一步看不出来的，加倍再试。"""
    for wide in _crowded(rows, widths, height_of):
        for steps in (1, 2, 4, 8, 16):
            found = [
                (total_height(rows, tried, height_of), tried)
                for tried in _moved(widths, wide, step * steps, least)
            ]
            best = min(found, default=None)
            if best is not None and best[0] < now:
                return best
    return None


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
    if sum(spare) >= step:
        yield _given(widths, [step * each / sum(spare) for each in spare], wide)


def _given(widths: list[float], given: Sequence[float], wide: int) -> list[float]:
    made = [own - less for own, less in zip(widths, given, strict=True)]
    made[wide] += sum(given)
    return made


# 让哪几列放宽，各试一试。
_TRIED = 2


def _crowded(
    rows: Sequence[WrittenRow], widths: Sequence[float], height_of: CellHeight
) -> list[int]:
    """把行撑高得最多的几列（从 0 数）。"""
    over = [0.0] * len(widths)
    for row in rows:
        heights = _heights(row, widths, height_of)
        if not heights:
            continue
        highest = max(heights)
        others = max([row.least, *(each for each in heights if each < highest)])
        for cell, height in zip(row.cells, heights, strict=True):
            if height == highest > others and cell.left == cell.right:
                over[cell.left - 1] += highest - others
    order = sorted(range(len(widths)), key=over.__getitem__, reverse=True)
    return [place for place in order[:_TRIED] if over[place]]


def _heights(row: WrittenRow, widths: Sequence[float], height_of: CellHeight) -> list[float]:
    return [height_of(cell, widths[cell.left - 1 : cell.right]) for cell in row.cells]
