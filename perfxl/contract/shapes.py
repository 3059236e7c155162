"""对外 JSON 的各种形状共用的：冻结的一份，各项和类型照写出的次序列着；写成字典，数怎样写。

只往外写，不读进来：类型由 mypy 查，名字在建的时候查，用不着 pydantic——光是建起几十个模型，
就要占去 ``check --format json`` 的四分之一。
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self, dataclass_transform

from perfxl.contract.json_numbers import json_number
from perfxl.model.edit import CellContent

# 写成 JSON 的数；一格的内容里对外写成数或文字的。
Number = Decimal | None
NumberOrText = Decimal | str | None


# 照写的：绝大多数的项。
_AS_IT_IS = frozenset({str, int, bool, type(None)})


def number_or_text(content: CellContent) -> NumberOrText:
    """一格的内容里对外写成数或文字的；日期、真假写成文字。"""
    return content if isinstance(content, Decimal | str) or content is None else str(content)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Shape:
    """一种形状：没有默认值的各项一定要给；给了的才写进 JSON，没有给的用默认值。"""

    _names: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[frozenset[str]] = frozenset()
    _known: ClassVar[frozenset[str]] = frozenset()
    _written: ClassVar[tuple[tuple[str, str], ...]] = ()

    def __init_subclass__(cls) -> None:
        cls._names = tuple(dict.fromkeys((*cls._names, *cls.__annotations__)))
        cls._required = frozenset(name for name in cls._names if not hasattr(cls, name))
        cls._known = frozenset(cls._names)
        cls._written = tuple((name, name.removesuffix("_")) for name in cls._names)

    def __init__(self, **given: Any) -> None:
        if not self._required <= given.keys() <= self._known:
            unknown, missing = given.keys() - self._known, self._required - given.keys()
            named = ", ".join(sorted(unknown | missing))
            raise TypeError(f"{type(self).__name__}: unknown or missing {named}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({told})"

    @classmethod
    def alike(cls, source: object, **others: object) -> Self:
        """各项照 ``source`` 里同名的，不同的写在 ``others``；没有同名的抛 ``AttributeError``。"""
        same = {name: getattr(source, name) for name in cls._names if name not in others}
        return cls(**same, **others)

    @classmethod
    def written_names(cls) -> tuple[str, ...]:
        """在 JSON 里的各个名字：Python 的关键字、``schema`` 在这里末尾多一道下划线。"""
        return tuple(written for _, written in cls._written)

    def given(self) -> dict[str, object]:
        """给了的各项，照列着的次序；``class_`` 一类写作 ``class``。"""
        own = self.__dict__
        return {
            written: value if (value := own[name]).__class__ in _AS_IT_IS else _plain(value)
            for name, written in self._written
            if name in own
        }


def dump(shape: Shape) -> dict[str, object]:
    """转成可写 JSON 的字典；``schema_`` 写作 ``schema``，放在最前。"""
    schema: str | None = getattr(shape, "schema_", None)
    data = shape.given()
    return data if schema is None else {"schema": schema, **data}


def _plain(value: object) -> object:
    """JSON 写得的；数写成普通的数。"""
    if value.__class__ in _AS_IT_IS:
        return value
    if isinstance(value, Shape):
        return value.given()
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
