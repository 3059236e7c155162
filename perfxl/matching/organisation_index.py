"""许多单位里找同一个单位（``same_organisation``），不必个个都比。"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from perfxl.matching.organisations import organisation_key

Owned = TypeVar("Owned")


class OrganisationIndex(Generic[Owned]):
    """照单位找：简称包含在全称里的也算。

    全称里含着简称，就有一个后缀以简称开头：各单位的后缀排好，二分地找；反过来，全称的各段逐个查有没有这个简称。

    >>> index = OrganisationIndex([("[164]某州人社局", 1), ("甲局", 2), ("某州人社局（本级）", 3)])
    >>> index.same("人社局"), index.same("某州人社局机关党委"), index.same("")
    ([1, 3], [1, 3], [])
    """

    def __init__(self, owned: Iterable[tuple[str, Owned]] = ()) -> None:
        self._held: dict[str, list[tuple[int, Owned]]] = {}
        self._ends: list[tuple[str, str]] = []
        self._count = 0
        for name, item in owned:
            self.add(name, item)

    def add(self, name: str, item: Owned) -> None:
        """放进去；没有写单位的不放。"""
        key = organisation_key(name)
        if not key:
            return
        if key not in self._held:
            for start in range(len(key)):
                insort(self._ends, (key[start:], key))
        self._held.setdefault(key, []).append((self._count, item))
        self._count += 1

    def same(self, name: str) -> list[Owned]:
        """同一个单位的，照放进来的先后。"""
        key = organisation_key(name)
        found = {*self._holding(key), *self._held_in(key)} if key else set[str]()
        return [item for _, item in sorted(self._places(found), key=lambda each: each[0])]

    def has(self, name: str) -> bool:
        """有同一个单位的。"""
        key = organisation_key(name)
        return bool(key) and any(True for _ in (*self._held_in(key), *self._holding(key)))

    def _places(self, keys: Iterable[str]) -> Iterator[tuple[int, Owned]]:
        return (each for key in keys for each in self._held[key])

    def _holding(self, key: str) -> Iterator[str]:
        """含着 ``key`` 的。"""
        for place in range(bisect_left(self._ends, (key, "")), len(self._ends)):
            end, whole = self._ends[place]
            if not end.startswith(key):
                return
            yield whole

    def _held_in(self, key: str) -> Iterator[str]:
        """``key`` 里含着的。"""
        parts = {
            key[start:end] for start in range(len(key)) for end in range(start + 1, len(key) + 1)
        }
        return (part for part in parts if part in self._held)
