"""许多名称里找可能相近的几个，不必个个都比。"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from perfxl.matching.project_names import alike, bare_name, name_key, name_marks, without_bracket

Named = TypeVar("Named")


class NameIndex(Generic[Named]):
    """照名称找：``alike`` 说得上相近的都在 ``near`` 里，``near`` 里的不一定都相近。

    相近的两个名称（``name_key``）有八成字相同，所以一个名称里至多三分之一的字是另一个没有的：
    它最少见的三分之一加一个字里，至少有一个另一个也有；数字、资金级次（``name_marks``）也都相同。
    只差末尾括号的，去掉括号就相同。

    >>> names = ("技工学校学生资助资金", "三支一扶补助", "公益性岗位补贴")
    >>> NameIndex((name, name) for name in names).near("技工院校学生资助资金")
    ['技工学校学生资助资金']
    """

    def __init__(self, named: Iterable[tuple[str, Named]]) -> None:
        self._items: list[Named] = []
        # 同一个名称的几处只比一次：名称 → 各处的次序。
        self._places: dict[str, list[int]] = {}
        self._by_sign: dict[object, dict[str, list[str]]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._alike: dict[str, list[tuple[str, str]]] = {}
        for name, item in named:
            places = self._places.setdefault(name, [])
            if not places:
                self._add(name)
            places.append(len(self._items))
            self._items.append(item)

    def _add(self, name: str) -> None:
        bare = bare_name(name)
        for each in {bare, without_bracket(bare)}:
            self._by_name.setdefault(each, []).append(name)
        key = name_key(name)
        own = self._by_sign.setdefault(name_marks(key), {})
        for sign in set(key):
            own.setdefault(sign, []).append(name)

    def near(self, name: str) -> list[Named]:
        """可能相近的，照放进来的先后。"""
        places = sorted(place for each in self._names_near(name) for place in self._places[each])
        return [self._items[place] for place in places]

    def alike(self, name: str) -> list[tuple[Named, str]]:
        """说得上相近的（``project_names.alike``）和理由，照放进来的先后。"""
        found = sorted(
            (place, ground)
            for each, ground in self._names_alike(name)
            for place in self._places[each]
        )
        return [(self._items[place], ground) for place, ground in found]

    def has_alike(self, name: str) -> bool:
        """有说得上相近的。"""
        return bool(self._names_alike(name))

    def _names_alike(self, name: str) -> list[tuple[str, str]]:
        if name not in self._alike:
            grounds = ((each, alike(name, each)) for each in self._names_near(name))
            self._alike[name] = [(each, ground) for each, ground in grounds if ground]
        return self._alike[name]

    def _names_near(self, name: str) -> set[str]:
        bare, key = bare_name(name), name_key(name)
        found: set[str] = set()
        for each in {bare, without_bracket(bare)}:
            found.update(self._by_name.get(each, ()))
        own = self._by_sign.get(name_marks(key), {})
        holders = sorted((own.get(sign, []) for sign in set(key)), key=len)
        for names in holders[: len(key) // 3 + 1]:
            found.update(names)
        return found
