"""YAML 读出的字典、列表 → 数据类，只收样样都对的；有一点拿不准就抛 ``DoubtError``，由 pydantic 细查、细说。

随程序带的口径天天要读，都是对的，犯不上为它们载入 pydantic。收下的，pydantic 一定也收，读成的也一样
（tests/standards/test_plain_data.py 守着）；反过来不一定。
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from perfxl.standards.limits import exact

T = TypeVar("T")


class DoubtError(ValueError):
    """拿不准。"""


def built(kind: type[T], data: object) -> T:
    """照数据类 ``kind`` 的各项读 ``data``；拿不准的抛 ``DoubtError``。"""
    made: T = _read(kind, data)
    return made


def _read(kind: Any, data: object) -> Any:
    origin = get_origin(kind)
    if origin is None:
        return _read_one(kind, data)
    read = _HELD.get(origin)
    if read is None:
        raise DoubtError(str(kind))
    return read(get_args(kind), data)


def _read_one(kind: Any, data: object) -> Any:
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, data)
    if kind is Decimal:
        if type(data) not in (int, float):
            raise DoubtError(data)
        return exact(data)
    if kind is date and type(data) is str:
        return _date(data)
    if kind in (str, int, date):
        if type(data) is not kind:
            raise DoubtError(data)
        return data
    if isinstance(kind, type) and issubclass(kind, StrEnum) and type(data) is str:
        return _member(kind, data)
    raise DoubtError(data)


def _member(kind: type[StrEnum], data: str) -> StrEnum:
    try:
        return kind(data)
    except ValueError as error:
        raise DoubtError(data) from error


def _date(text: str) -> date:
    """编译过的 YAML 里日期是文字：2020-02-25。"""
    if len(text) != len("2020-02-25"):
        raise DoubtError(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DoubtError(text) from error


def _read_dataclass(kind: Any, data: object) -> Any:
    hints = _hints(kind)
    if type(data) is not dict or not hints.keys() >= data.keys():
        raise DoubtError(data)
    try:
        return kind(**{name: _read(hints[name], value) for name, value in data.items()})
    except (TypeError, ValueError) as error:
        raise DoubtError(data) from error  # 少了一项，或几项合起来不对


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _read_limited(args: tuple[Any, ...], data: object) -> Any:
    value = _read(args[0], data)
    if not all(limit.holds(value) for limit in args[1:]):
        raise DoubtError(data)
    return value


def _read_tuple(args: tuple[Any, ...], data: object) -> tuple[Any, ...]:
    if type(data) is not list or args[1:] != (...,):
        raise DoubtError(data)
    return tuple(_read(args[0], each) for each in data)


def _read_set(args: tuple[Any, ...], data: object) -> frozenset[Any]:
    if type(data) is not list:
        raise DoubtError(data)
    return frozenset(_read(args[0], each) for each in data)


def _read_mapping(args: tuple[Any, ...], data: object) -> dict[Any, Any]:
    if type(data) is not dict:
        raise DoubtError(data)
    return {_read(args[0], name): _read(args[1], value) for name, value in data.items()}


def _read_optional(args: tuple[Any, ...], data: object) -> Any:
    [kind] = [each for each in args if each is not types.NoneType]
    return None if data is None else _read(kind, data)


_HELD: Mapping[Any, Callable[[tuple[Any, ...], object], Any]] = {
    Annotated: _read_limited,
    tuple: _read_tuple,
    frozenset: _read_set,
    Mapping: _read_mapping,
    types.UnionType: _read_optional,
    Union: _read_optional,
}
