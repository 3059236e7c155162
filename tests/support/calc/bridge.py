"""UNO 的入口：只有这里导入 ``uno``。"""

import importlib
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

# Debian 的 python3-uno 装在这里；导入后就撤掉，别的包不从这里找。
_DIST_PACKAGES = "/usr/lib/python3/dist-packages"


def _import_uno() -> Any:
    sys.path.append(_DIST_PACKAGES)
    try:
        return importlib.import_module("uno")
    finally:
        sys.path.remove(_DIST_PACKAGES)


uno = _import_uno()
UnoError: type[Exception] = uno.getClass("com.sun.star.uno.Exception")


class CalcError(Exception):
    """Calc 没做成。"""


class TranslatedErrors:
    """把 UNO 的异常换成 ``CalcError``。

    UNO 的异常不让设 ``__traceback__``，穿过 ``contextlib.contextmanager`` 会变成另一个异常；
    xlwings 的 ``save``、``merge`` 里正有这样的 ``with``。
    """

    def __enter__(self) -> None:
        """没有要准备的。"""

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, UnoError):
            raise CalcError(str(error)) from None


@lru_cache
def constant(name: str) -> Any:
    """常数，如 ``sheet.CellFlags.VALUE``。"""
    return uno.getConstantByName(f"com.sun.star.{name}")


@lru_cache
def enum(kind: str, value: str) -> Any:
    """枚举值。"""
    return uno.Enum(f"com.sun.star.{kind}", value)


def struct(kind: str, *values: object) -> Any:
    """结构体。"""
    return uno.createUnoStruct(f"com.sun.star.{kind}", *values)


def properties(**values: object) -> tuple[Any, ...]:
    """打开、保存文档的选项。"""
    direct = enum("beans.PropertyState", "DIRECT_VALUE")
    return tuple(
        struct("beans.PropertyValue", name, 0, value, direct) for name, value in values.items()
    )


def url(path: str | Path) -> str:
    """文件路径换成网址。"""
    return str(uno.systemPathToFileUrl(str(Path(path).absolute())))
