"""标记：哪些格涂什么色、批注写什么。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SortableRows:
    """表里可以互换位置（排序）的几行：从 ``first`` 到 ``last``。

    ``keys`` 是各行在第 ``column`` 列写着的字，各不相同：排序以后凭它认得出哪一行。认不出的行不在内。
    """

    first: int
    last: int
    column: int
    keys: Mapping[int, str]


@dataclass(frozen=True)
class Mark:
    """一处标记。``cells`` 可以是几段（``G14:G16,H3``），各段都涂 ``colour``，批注写在各段的第一格。

    ``rank`` 越小越重：几处落在一格的，涂最重的颜色。``rows`` 是所在的可以排序的几行，颜色要跟着行走；
    不在这样的行里的为 ``None``。
    """

    sheet: str
    cells: str
    colour: str
    rank: int
    text: str
    rows: SortableRows | None = field(default=None, compare=False, repr=False)

    @property
    def areas(self) -> tuple[str, ...]:
        """各段的地址。"""
        return tuple(part for part in self.cells.split(",") if part)


def marked_places(marks: Iterable[Mark]) -> dict[tuple[str, str], list[Mark]]:
    """要写批注的格：``(工作表, 每段的第一格)`` → 那里的各处标记。"""
    places: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        for area in mark.areas:
            if first := area.partition(":")[0]:
                places.setdefault((mark.sheet, first), []).append(mark)
    return places


def note_text(marks: Iterable[Mark]) -> str:
    """一格的批注：每处一行。"""
    return "\n".join(mark.text for mark in marks)


# 批注框：一行约 26 个汉字最好读（9 磅字），再长就往下排；太高的放宽，看得全。
_WIDTH, _WIDEST, _HIGHEST = 250.0, 400.0, 330.0
_CHARACTER, _LINE, _MARGIN = 9.4, 12.6, 12.0


def note_size(text: str) -> tuple[float, float]:
    """批注框的宽和高，以磅计。

    >>> note_size("得分没有填。"), note_size("得" * 60)
    ((250.0, 37.2), (250.0, 62.4))
    """
    for width in (_WIDTH, _WIDEST):
        room = int((width - _MARGIN) / _CHARACTER)
        lines = sum(max(1, -(-_breadth(line) // room)) for line in text.split("\n"))
        # 多留一行：各台电脑的字宽略有不同。
        height = round(_LINE * (lines + 1) + _MARGIN, 1)
        if height <= _HIGHEST:
            break
    return width, height


def _breadth(line: str) -> int:
    """占几个汉字宽。"""
    wide = sum(1 if sign > "\u02ff" else 0.55 for sign in line)
    return int(wide + 0.99)


def heaviest(marks: Iterable[Mark]) -> Mark:
    """几处里最重的一处。"""
    return min(marks, key=lambda mark: mark.rank)
