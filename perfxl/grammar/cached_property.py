"""算一次就记在对象上的属性。

Python 3.11 的 ``functools.cached_property`` 每次算都要拿一把锁，一张表上算近百次，占去百分之一二；3.12 已去掉那把锁，就用它的。
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property
else:
    _Value = TypeVar("_Value")

    class cached_property(Generic[_Value]):  # noqa: N801  与标准库的同名同用
        """同 ``functools.cached_property``，不拿锁：两个线程同时来的各算一遍，结果一样。"""

        def __init__(self, compute: Callable[[Any], _Value]) -> None:
            self.compute = compute
            self.__doc__ = compute.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, instance: object, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.compute(instance)
            return value
