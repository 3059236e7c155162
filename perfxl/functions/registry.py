"""单元格函数的登记：说明、参数说明、出错时的一句中文。"""

import functools
import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from perfxl.functions.arguments import ArgumentError, Reads, Spread

# “插入函数”里的一类。
CATEGORY = "绩效"
_log = logging.getLogger(__name__)

Function = Callable[..., Any]


@dataclass(frozen=True)
class Taken:
    """一个参数怎样取：说明、格怎样读、一列给一格用时取哪里。"""

    help: str
    reads: Reads = Reads.TEXT
    spread: Spread = Spread.ROW


@dataclass(frozen=True)
class Argument:
    """函数的一个参数；``name`` 是 VBA 里的名字，``help`` 是参数框里的中文。"""

    name: str
    taken: Taken
    optional: bool
    repeated: bool

    @property
    def help(self) -> str:
        """参数框里的中文。"""
        return self.taken.help


@dataclass(frozen=True)
class CellFunction:
    """一个单元格函数：算它的 ``run``，和生成外壳、函数说明所需的全部。"""

    name: str
    summary: str
    arguments: tuple[Argument, ...]
    run: Function


def _taken(given: str | Taken) -> Taken:
    return Taken(given) if isinstance(given, str) else given


_REGISTERED: dict[str, CellFunction] = {}


def registered() -> tuple[CellFunction, ...]:
    """已登记的单元格函数，按先后；要全部的，用 ``cell_functions.cell_functions``。"""
    return tuple(_REGISTERED.values())


def cell_function(**helps: str | Taken) -> Callable[[Function], Function]:
    """登记一个单元格函数；``helps`` 给每个参数一句中文（或 ``Taken``），一个不能少，否则抛 ``ValueError``。

    参数是一个值，或行的列表。出错时给一句中文，不给程序内部的出错位置。
    """

    def register(function: Function) -> Function:
        parameters = inspect.signature(function).parameters
        if set(parameters) != set(helps) or not (function.__doc__ or "").strip():
            raise ValueError(f"{function.__name__} needs a docstring and a help text per argument")

        @functools.wraps(function)
        def guarded(*given: Any) -> Any:
            try:
                return function(*given)
            except ArgumentError as error:
                return str(error)
            except Exception as error:  # noqa: BLE001  格里不能出现程序内部的出错位置
                _log.exception("cell function %s failed", function.__name__)
                return (
                    f"{function.__name__}算不出（{type(error).__name__}），请反馈给 perfxl 的维护者"
                )

        _REGISTERED[function.__name__] = CellFunction(
            function.__name__,
            (function.__doc__ or "").strip().splitlines()[0],
            tuple(
                Argument(
                    name,
                    _taken(helps[name]),
                    optional=parameter.default is not inspect.Parameter.empty,
                    repeated=parameter.kind is inspect.Parameter.VAR_POSITIONAL,
                )
                for name, parameter in parameters.items()
            ),
            guarded,
        )
        return guarded

    return register
