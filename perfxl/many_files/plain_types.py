"""别处来的存放处：读回来的每一项是不是它该是的类型、是不是在范围里，用以前先看一遍。

自己记的有记号（``standards/seals``），不必看；别人给的可以什么都写得进去。
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

# 行、列、年度到不了这么大。
_LARGEST_WHOLE = 10_000_000
_LONGEST_TEXT, _MOST_DIGITS, _DEEPEST = 1_000_000, 400, 60


def expect_typed(value: object) -> None:
    """``value`` 和它里面的每一项都合各自的类型；不合的抛 ``TypeError``。"""
    _expect(value, type(value), 0)


def _expect(value: Any, wanted: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise TypeError("nested too deeply")
    origin, inside = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return
    if origin in (Union, UnionType):
        _expect_one(value, inside, depth)
    elif origin is tuple:
        _expect_tuple(value, inside, depth)
    elif origin is not None and isinstance(origin, type):
        if not isinstance(value, origin):
            raise TypeError(f"not {origin}")
        _expect_items(value, inside, depth)
    elif not isinstance(wanted, type) or not isinstance(value, wanted):
        raise TypeError(f"not {wanted}")
    else:
        _expect_sound(value, depth)


def _expect_one(value: Any, choices: tuple[Any, ...], depth: int) -> None:
    """合其中一种就行。"""
    for choice in choices:
        try:
            _expect(value, choice, depth)
        except TypeError:
            continue
        return
    raise TypeError(f"none of {choices}")


def _expect_tuple(value: Any, inside: tuple[Any, ...], depth: int) -> None:
    if not isinstance(value, tuple):
        raise TypeError("not a tuple")
    wanted = inside[:1] * len(value) if inside[1:] == (...,) else inside
    if len(wanted) != len(value):
        raise TypeError("a tuple of another length")
    for each, its in zip(value, wanted, strict=True):
        _expect(each, its, depth + 1)


def _expect_items(value: Any, inside: tuple[Any, ...], depth: int) -> None:
    if isinstance(value, Mapping):
        for key, each in value.items():
            _expect(key, inside[0], depth + 1)
            _expect(each, inside[1], depth + 1)
    elif isinstance(value, Collection):
        for each in value:
            _expect(each, inside[0], depth + 1)


def _expect_sound(value: Any, depth: int) -> None:
    """数不大得没边；一样东西的各项照它自己写的类型。"""
    if isinstance(value, bool):
        return
    if isinstance(value, int) and abs(value) > _LARGEST_WHOLE:
        raise TypeError("a number beyond any table")
    if isinstance(value, Decimal) and not (
        value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS
    ):
        raise TypeError("a number beyond any table")
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        raise TypeError("a text beyond any cell")
    for name, its in _items_of(cast(Hashable, type(value))).items():
        _expect(getattr(value, name), its, depth + 1)


@cache
def _items_of(kind: Any) -> dict[str, Any]:
    """一种东西有哪几项，各是什么类型。"""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {each.name: hints[each.name] for each in fields(kind)}
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return {name: hints[name] for name in kind._fields}
    return {}
