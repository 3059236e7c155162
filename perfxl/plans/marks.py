"""标记：哪些格涂什么色、批注写什么。"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """一处标记。``cells`` 可以是几段（``G14:G16,H3``），各段都涂 ``colour``，批注写在各段的第一格。

    ``rank`` 越小越重：几处落在一格的，涂最重的颜色。
    """

    sheet: str
    cells: str
    colour: str
    rank: int
    text: str

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


def heaviest(marks: Iterable[Mark]) -> Mark:
    """几处里最重的一处。"""
    return min(marks, key=lambda mark: mark.rank)
