"""调整批复里取消了的指标：放在年初表上它原来的地方，说明写“取消”。"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from perfxl.model.table import Derived, Entry, Indicator

# 照调整后次序排着的一行：年初的那一行（新增的没有），和写成的一行。
Placed = tuple[Indicator | None, Indicator]
_Class = Callable[[Indicator], tuple[str, ...]]
_CANCELLED = "取消"
# 先在同一二级指标里找地方，再在同一一级指标里，再在全表里；找到的那一类，整类排完了再排它。
_WITHIN: tuple[tuple[_Class, _Class | None], ...] = (
    (lambda row: (row.level1.text, row.level2.text), None),
    (lambda row: (row.level1.text,), lambda row: (row.level1.text, row.level2.text)),
    (lambda row: (), lambda row: (row.level1.text,)),
)


def cancelled(row: Indicator) -> Indicator:
    """取消了的一条：说明写上取消，原来写着的接在后面。"""
    said = f"{_CANCELLED}；年初的说明：{row.note.text}" if row.note.text else _CANCELLED
    why = Derived("调整后的一份里没有这一条", (row.level3,))
    return replace(row, note=Entry(said, derived=why))


def with_rows_gone(
    paired: Sequence[Placed],
    gone: Sequence[tuple[Indicator, Indicator]],
    before: Sequence[Indicator],
) -> list[Indicator]:
    """``gone`` 的各条（年初的，写成的）插进 ``paired``，各在年初的表（``before``）上排在它前面的一条以后。"""
    placed = list(paired)
    for old, written in gone:
        earlier = [id(row) for row in before[: _place_of(old, before)]]
        placed.insert(_own_place(written, placed, earlier), (old, written))
    return [row for _, row in placed]


def _place_of(row: Indicator, rows: Sequence[Indicator]) -> int:
    return next(place for place, each in enumerate(rows) if each is row)


def _own_place(row: Indicator, placed: Sequence[Placed], earlier: Sequence[int]) -> int:
    """插在第几行以前。"""
    for alike, whole in _WITHIN:
        own = [n for n, (_, each) in enumerate(placed) if alike(each) == alike(row)]
        if not own:
            continue
        last = _last_of_earlier(own, placed, earlier)
        if last is None:
            return own[0]
        return 1 + (last if whole is None else _end_of_run(last, placed, whole))
    return 0


def _last_of_earlier(
    own: Sequence[int], placed: Sequence[Placed], earlier: Sequence[int]
) -> int | None:
    """年初排在前面的各条，离得最近的一条现在在第几行；都不在这一类里的为 ``None``。"""
    rows: Iterator[int] = (
        n
        for key in reversed(earlier)
        for n in own
        for old in [placed[n][0]]
        if old is not None and id(old) == key
    )
    return next(rows, None)


def _end_of_run(last: int, placed: Sequence[Placed], alike: _Class) -> int:
    """从 ``last`` 往下，同一类的连着排到第几行。"""
    while last + 1 < len(placed) and alike(placed[last + 1][1]) == alike(placed[last][1]):
        last += 1
    return last
