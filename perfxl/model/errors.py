"""给用户看的错误。"""

from collections.abc import Callable
from typing import Any


class PerfxlError(Exception):
    """用户能改的毛病：``str()`` 是一句中文，说明是哪个文件、哪一格、为什么、怎么办。"""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """送到别的进程去：不再经过 ``__init__``，各种错误各要什么参数都行。"""
        return _again, (type(self), self.args, self.__dict__)


def _again(cls: type[PerfxlError], args: tuple[Any, ...], held: dict[str, Any]) -> PerfxlError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(held)
    return error
