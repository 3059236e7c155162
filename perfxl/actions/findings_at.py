"""一个文件的问题里的几处。"""

from collections.abc import Iterator, Sequence
from typing import overload

from perfxl.model.finding import Finding, Severity


class FindingsAt(Sequence[Finding]):
    """一个文件的问题里的几处：压着的（几万个文件）用到才拆开，``counts`` 是各级几处。"""

    __slots__ = ("_every", "_places", "counts")

    def __init__(self, every: Sequence[Finding], places: Sequence[int], counts: tuple[int, ...]):
        self._every, self._places, self.counts = every, tuple(places), counts

    @classmethod
    def of(
        cls, held: Sequence[Finding], every: Sequence[Finding], places: Sequence[int]
    ) -> "FindingsAt":
        """``held`` 里的第几处；``every`` 是拆开了的同样几处。"""
        levels = [every[place].severity for place in places]
        return cls(held, places, tuple(map(levels.count, Severity)))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Finding]:
        every = tuple(self._every)
        return (every[place] for place in self._places)

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        return tuple(self)[place]
