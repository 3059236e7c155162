"""读好的结果写成 JSON 里平常的值，再照样读回来：给存放处（``store``）用。

不用 pickle：存放处的文件可以是别人给的，读它不能运行里面的东西。认得的类型都列在这里，别的写不成。
一份是一串值，后面的用前面的次序号指它：第一个是文件的路径，读回来时换成现在的；接着是 ``entries``（表里的格，
多数只有文字、行、列和数，直接写着）；再是 ``values``，一样东西写作 ``[种类, 各项的次序号…]``，种类的名字在 ``kinds`` 里，
当时有哪几项在 ``fields`` 里：别的版本写的，项数、次序不同的照名字放，多出现在没有的就读不成。
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import ModuleType
from typing import Any

from perfxl.grammar import context
from perfxl.model import (
    address,
    amount_doubt,
    edit,
    entry,
    finding,
    form,
    form_spec,
    fund,
    indicator_class,
    printed_unit,
    remark,
    score,
    sentence,
    summary,
    table,
    unread,
)
from perfxl.standards import basis, profile, rule_settings

# 这些模块里的数据类、具名元组、枚举都认得。
_MODULES: tuple[ModuleType, ...] = (
    *(context, address, amount_doubt, edit, entry, finding, form, form_spec, fund),
    *(indicator_class, printed_unit, remark, score, sentence, summary, table, unread),
    *(basis, profile, rule_settings),
)
# 记着文件路径的几项。
_PATHS = {
    table.Document: "file",
    table.Table: "book",
    finding.Finding: "file",
    summary.EvaluatedProject: "file",
}
_PLAIN = frozenset({str, int, bool, type(None)})

# 表里的一格通常只有前几项；后面的都是默认的。
_WITH_NUMBER = entry.Entry._fields.index("number") + 1
_NOTHING_MORE = entry.ABSENT[_WITH_NUMBER:]

Plain = dict[str, list[Any]]


class NotPlainError(Exception):
    """里面有不认得的类型。"""


def _classes() -> Iterator[type[Any]]:
    for module in _MODULES:
        for found in vars(module).values():
            if isinstance(found, type) and found.__module__ == module.__name__:
                named = issubclass(found, tuple) and hasattr(found, "_fields")
                if named or is_dataclass(found) or issubclass(found, Enum):
                    yield found


_CLASSES = {each.__name__: each for each in _classes()}
_FIELDS = {
    each: tuple(field.name for field in fields(each))
    for each in _CLASSES.values()
    if is_dataclass(each)
}


def to_plain(held: object, path: str) -> Plain:
    """``held`` 写成平常的值；有不认得的类型抛 ``NotPlainError``。"""
    writer = _Writer(path)
    writer.place_of(held)
    return writer.plain()


def from_plain(plain: Plain, path: str) -> Any:
    """读回来，路径换成 ``path``；写得不对的抛 ``ValueError``、``TypeError``、``LookupError`` 之一。"""
    then = plain["fields"]
    if then[0] != list(entry.Entry._fields):
        raise ValueError
    makers = [_maker_of(kind, its) for kind, its in zip(plain["kinds"], then[1:], strict=True)]
    found: list[Any] = [path, *map(_entry, plain["entries"])]
    for value in plain["values"]:
        if value.__class__ is list:
            found.append(makers[value[0]]([found[place] for place in value[1:]]))
        else:
            found.append(value)
    return found[-1]


def _maker_of(kind: str, then: list[str] | None) -> Callable[[list[Any]], Any]:
    """``then`` 是写的时候有哪几项；现在还是这几项的照次序放。"""
    made = _MAKERS[kind]
    if then == _items_of(kind):
        return made
    if then is None:
        raise ValueError
    return lambda parts: _CLASSES[kind](**dict(zip(then, parts, strict=False)))


@cache
def _items_of(kind: str) -> list[str] | None:
    """现在有哪几项；没有项名的（数、一串、枚举）为 ``None``。"""
    found = _CLASSES.get(kind)
    if found is None or issubclass(found, Enum):
        return None
    return list(_FIELDS.get(found, ()) or found._fields)


def _entry(parts: list[Any]) -> entry.Entry:
    if len(parts) == _WITH_NUMBER:
        return entry.Entry(parts[0], parts[1], parts[2], Decimal(parts[3]))
    return entry.Entry(*parts)


class _Writer:
    """逐个写下；同一个对象只写一次。"""

    def __init__(self, path: str) -> None:
        self._entries: list[list[Any]] = []
        self._values: list[Any] = []
        self._path = path
        self._written: dict[object, int] = {}
        self._kinds: dict[str, int] = {}

    def plain(self) -> Plain:
        """写下的：到这时才知道各在第几个。"""
        after = len(self._entries)

        def placed(place: int) -> int:
            return -place if place <= 0 else after + place

        values = [
            [each[0], *map(placed, each[1:])] if isinstance(each, list) else each
            for each in self._values
        ]
        then = [list(entry.Entry._fields), *map(_items_of, self._kinds)]
        return {
            "kinds": list(self._kinds),
            "fields": then,
            "entries": self._entries,
            "values": values,
        }

    def place_of(self, held: Any) -> int:
        """``held`` 在第几个：零是路径，负的是第几格，正的是第几个值；没有写过的写在最后。"""
        kind = type(held)
        # 相等的数位数可以不同（1.0 与 1），所以只有平常的值照内容认。
        key = (kind, held) if kind in _PLAIN else id(held)
        place = self._written.get(key)
        if place is not None:
            return place
        if kind is entry.Entry and held[_WITH_NUMBER:] == _NOTHING_MORE:
            number = [] if held.number is None else [str(held.number)]
            self._entries.append([held.text, held.row, held.column, *number])
            place = -len(self._entries)
        else:
            self._values.append(held if kind in _PLAIN else self._parts(kind, held))
            place = len(self._values)
        self._written[key] = place
        return place

    def _parts(self, kind: type[Any], held: Any) -> list[Any]:
        places = [self.place_of(each) for each in self._items(kind, held)]
        own = _PATHS.get(kind)
        if own is not None and getattr(held, own) == self._path:
            places[_FIELDS[kind].index(own)] = 0
        return [self._kinds.setdefault(kind.__name__, len(self._kinds)), *places]

    def _items(self, kind: type[Any], held: Any) -> Any:
        if kind is Decimal:
            return [str(held)]
        if kind in (tuple, frozenset):
            return held
        if kind is dict:
            return [each for pair in held.items() for each in pair]
        if kind in (date, datetime):
            return [held.isoformat()]
        if _CLASSES.get(kind.__name__) is not kind:
            raise NotPlainError(kind.__name__)
        if kind in _FIELDS:
            return [getattr(held, name) for name in _FIELDS[kind]]
        if issubclass(kind, Enum):
            return [held.value]
        return _without_defaults(kind, held)


def _without_defaults(kind: type[Any], held: tuple[Any, ...]) -> tuple[Any, ...]:
    """末尾与默认相同的几项不写。"""
    defaults, names = kind._field_defaults, kind._fields
    count = len(names)
    while count and names[count - 1] in defaults and held[count - 1] is defaults[names[count - 1]]:
        count -= 1
    return held[:count]


def _maker(kind: type[Any]) -> Callable[[list[Any]], Any]:
    if kind not in _FIELDS:
        return lambda parts: kind(*parts)
    names = _FIELDS[kind]
    if any(field.kw_only for field in fields(kind)):
        return lambda parts: kind(**dict(zip(names, parts, strict=True)))
    return lambda parts: kind(*parts)


_MAKERS: dict[str, Callable[[list[Any]], Any]] = {
    "Decimal": lambda parts: Decimal(parts[0]),
    "tuple": tuple,
    "frozenset": frozenset,
    "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "date": lambda parts: date.fromisoformat(parts[0]),
    "datetime": lambda parts: datetime.fromisoformat(parts[0]),
    **{name: _maker(kind) for name, kind in _CLASSES.items()},
}
