"""假的 pywin32 和最小的假 Excel：让 xlwings 自己的 Windows 代码在任何机器上运行。

只换掉系统模块那一层；``xlwings.udfs``、``xlwings.com_server``、``xlwings._xlwindows`` 都是真的。
``windows_xlwings()`` 用完以后一切还原，别的测试不受影响。
"""

import ctypes
import datetime as dt
import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

RANGE_IID = "{00020846-0000-0000-C000-000000000046}"
# 省略的可选参数，pywin32 交来的是这个数。
MISSING = -2147352572
# Excel 的错误值，COM 里是整数。
ERRORS = {
    "#N/A": -2146826246,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#SPILL!": -2146826243,
    "#CALC!": -2146826238,
}


class ComError(Exception):
    """pywintypes.com_error。"""

    @property
    def hresult(self) -> int:
        return self.args[0] if self.args else 0


ComError.__name__ = "com_error"


class TimeType(dt.datetime):
    """pywintypes.TimeType 也是 datetime 的子类。"""


class Iid(str):
    """pywintypes.IID。"""


class RawDispatch:
    """COM 调用里刚到手、还没包装的对象。"""

    def __init__(self, target: Any) -> None:
        self.target = target

    def GetTypeInfo(self, *_: Any) -> Any:  # noqa: N802
        iid = RANGE_IID if isinstance(self.target, FakeRange) else "{0}"
        name = type(self.target).__name__.removeprefix("Fake")
        return SimpleNamespace(
            GetTypeAttr=lambda: SimpleNamespace(iid=Iid(iid)),
            GetDocumentation=lambda _: (name, None, 0, None),
        )


class Dispatched:
    """win32com.client.CDispatch：取属性就是取目标的属性。"""

    def __init__(self, target: Any) -> None:
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_oleobj_", RawDispatch(target))

    def __getattr__(self, name: str) -> Any:
        return _wrapped(getattr(self._target, name))

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, value)

    def __call__(self, *arguments: Any) -> Any:
        return _wrapped(self._target(*arguments))

    def __iter__(self) -> Iterator[Any]:
        return (_wrapped(each) for each in self._target)


class FakeObject:
    """假 Excel 里的对象。"""

    CLSID = RANGE_IID


def _wrapped(value: Any) -> Any:
    return Dispatched(value) if isinstance(value, FakeObject) else value


def dispatch(given: Any, *_: Any, **__: Any) -> Any:
    """win32com.client.Dispatch。"""
    if isinstance(given, Dispatched):
        return given
    return Dispatched(given.target if isinstance(given, RawDispatch) else given)


class FakeApp(FakeObject):
    Hwnd = 1
    Version = "16.0"


class FakeBook(FakeObject):
    def __init__(self, name: str = "项目.xlsx") -> None:
        self.Name = self.FullName = name
        self.Application = FakeApp()


class FakeSheet(FakeObject):
    """``rows`` 是各行的值；``used_rows`` 是用过的末行。"""

    def __init__(self, book: FakeBook, name: str, rows: list[list[Any]]) -> None:
        self.Parent, self.Name, self.rows = book, name, rows
        self.reads: list[int] = []

    @property
    def Application(self) -> FakeApp:  # noqa: N802
        return self.Parent.Application

    @property
    def UsedRange(self) -> "FakeRange":  # noqa: N802
        return FakeRange(self, 1, 1, len(self.rows), max(map(len, self.rows)))

    def Range(self, first: Any, second: Any) -> "FakeRange":  # noqa: N802
        one, two = (
            each._target if isinstance(each, Dispatched) else each for each in (first, second)
        )
        return FakeRange(
            self, one.Row, one.Column, two.Row - one.Row + 1, two.Column - one.Column + 1
        )

    def Cells(self, row: int, column: int) -> "FakeRange":  # noqa: N802
        return FakeRange(self, row, column)


class FakeRange(FakeObject):
    def __init__(
        self, sheet: FakeSheet, row: int, column: int, rows: int = 1, columns: int = 1
    ) -> None:
        self.Worksheet, self.Row, self.Column = sheet, row, column
        self.Rows, self.Columns = SimpleNamespace(Count=rows), SimpleNamespace(Count=columns)
        self.Count = self.CountLarge = rows * columns
        self.Areas = SimpleNamespace(Count=1)

    def __call__(self, row: int, column: int) -> "FakeRange":
        return FakeRange(self.Worksheet, self.Row + row - 1, self.Column + column - 1)

    @property
    def Value(self) -> Any:  # noqa: N802
        """与 COM 一样：一格给一个值，多格给元组的元组。"""
        rows, columns = self.Rows.Count, self.Columns.Count
        self.Worksheet.reads.append(rows * columns)
        stored = self.Worksheet.rows
        block = tuple(
            tuple(
                stored[r][c] if r < len(stored) and c < len(stored[r]) else None
                for c in range(self.Column - 1, self.Column - 1 + columns)
            )
            for r in range(self.Row - 1, self.Row - 1 + rows)
        )
        return block[0][0] if rows == columns == 1 else block

    @property
    def Address(self) -> str:  # noqa: N802
        return "$A$1"

    def GetAddress(self, *_: Any) -> str:  # noqa: N802
        return "$A$1"


def reference(sheet: FakeSheet, row: int, column: int, rows: int = 1, columns: int = 1) -> Any:
    """公式里的一个引用，如同 Excel 交来的。"""
    return RawDispatch(FakeRange(sheet, row, column, rows, columns))


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _modules() -> dict[str, types.ModuleType]:
    def module(name: str, **members: Any) -> types.ModuleType:
        made = types.ModuleType(name)
        made.__dict__.update(members)
        return made

    class Wrapped:
        def __init__(self, held: Any) -> None:
            self.held = held

    def unwrap(given: Any) -> Any:
        if isinstance(given, Wrapped):
            return given.held
        raise ValueError("not a wrapped object")

    client = module(
        "win32com.client",
        Dispatch=dispatch,
        DispatchEx=dispatch,
        CDispatch=Dispatched,
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
    )
    util = module("win32com.server.util", wrap=lambda held, iid=None: Wrapped(held), unwrap=unwrap)
    policy = module("win32com.server.policy", DefaultPolicy=object)
    dispatcher = module("win32com.server.dispatcher")
    exception = module("win32com.server.exception", COMException=ComError)
    server = module(
        "win32com.server", util=util, policy=policy, dispatcher=dispatcher, exception=exception
    )
    made = [
        module(
            "pywintypes",
            com_error=ComError,
            error=type("error", (Exception,), {}),
            TimeType=TimeType,
            IID=Iid,
        ),
        module(
            "pythoncom",
            com_error=ComError,
            ole_error=ComError,
            CoInitialize=_nothing,
            CoUninitialize=_nothing,
            IID_IDispatch="IID_IDispatch",
            IID_IEnumVARIANT="IID_IEnumVARIANT",
            __file__="pythoncom311.dll",
            TypeIIDs={"IID_IDispatch": RawDispatch},
            CoMarshalInterThreadInterfaceInStream=lambda iid, held: held,
            CoGetInterfaceAndReleaseStream=lambda held, iid: held,
        ),
        *(module(f"win32{name}") for name in ("api", "con", "gui", "event")),
        module("win32process", GetWindowThreadProcessId=lambda hwnd: (1, 4242)),
        module("win32timezone", TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC)),
        client,
        util,
        policy,
        dispatcher,
        exception,
        server,
        module("win32com", client=client, server=server),
    ]
    return {each.__name__: each for each in made}


_FRESH = ("perfxl.excel.functions", "perfxl.excel.ribbon")


@contextmanager
def windows_xlwings() -> Iterator[Any]:
    """在假 pywin32 上给出真的 ``XLPython`` 服务；单元格函数用真的装饰器重新登记。"""
    import xlwings as xw

    fakes = _modules()
    touched = [
        *fakes,
        *_FRESH,
        "xlwings._win32patch",
        "xlwings._xlwindows",
        "xlwings.udfs",
        "xlwings.com_server",
    ]
    saved_modules = {name: sys.modules.pop(name) for name in touched if name in sys.modules}
    saved_decorators = {name: getattr(xw, name) for name in ("func", "arg", "ret", "sub")}
    saved_parents = {
        name: sys.modules[name.rpartition(".")[0]].__dict__.get(name.rpartition(".")[2])
        for name in _FRESH
        if name.rpartition(".")[0] in sys.modules
    }
    saved_engine, saved_xlwindows = xw.engines.active, getattr(xw, "_xlwindows", None)
    saved_ctypes = {name: getattr(ctypes, name, None) for name in ("windll", "oledll", "PyDLL")}
    sys.modules.update(fakes)
    library = SimpleNamespace(CLSIDFromString=_nothing, AccessibleObjectFromWindow=_nothing)
    engine = loop = None
    try:
        ctypes.windll = SimpleNamespace(user32=SimpleNamespace(), kernel32=SimpleNamespace())
        ctypes.oledll = SimpleNamespace(ole32=library, oleacc=library)
        ctypes.PyDLL = lambda file: SimpleNamespace(PyCom_PyObjectFromIUnknown=SimpleNamespace())
        windows = importlib.import_module("xlwings._xlwindows")
        udfs = importlib.import_module("xlwings.udfs")
        com_server = importlib.import_module("xlwings.com_server")
        loop = com_server.loop
        xw._xlwindows = windows
        engine = xw.Engine(impl=windows.engine)
        xw.engines.add(engine)
        xw.engines.active = engine
        xw.func, xw.arg, xw.ret, xw.sub = udfs.xlfunc, udfs.xlarg, udfs.xlret, udfs.xlsub
        yield com_server.XLPython()
    finally:
        if loop is not None and not loop.is_running():
            loop.close()
        if engine is not None:
            xw.engines.engines.remove(engine)
        xw.engines.active = saved_engine
        for name, value in saved_decorators.items():
            setattr(xw, name, value)
        for name, value in saved_ctypes.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)
        xw._xlwindows = saved_xlwindows
        for name in touched:
            sys.modules.pop(name, None)
        sys.modules.update(saved_modules)
        for name, value in saved_parents.items():
            parent, _, child = name.rpartition(".")
            if value is not None:
                setattr(sys.modules[parent], child, value)
