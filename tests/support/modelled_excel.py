"""加载项真正的 VBA 在 pyOpenVBA 的 Excel 模型里运行，Python 一头是 xlwings 真正的 COM 服务代码。

从公式到结果的全程：VBA 外壳 → 交出的值和格式 → ``XLPython.CallUDF`` → 结果回到 VBA。只有进程之间的
传递是替身：``Python`` 把 VBA 的值换成 pywin32 会给的样子，数它被叫了几次。模型没有的几样
（``Application.Caller``、``Formula2``、工具栏）在这里补上。
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel import Application, ExcelApplication, Range, Workbook
from pyopenvba.interpreter._objects import MemberSpec, VBAObject, member, setter
from pyopenvba.interpreter._values import (
    EMPTY,
    MISSING,
    NOTHING,
    NULL,
    VBAArray,
    VBAErrorValue,
    error,
)

from perfxl.addin.build import packed_modules, sheet_texts

Workbook.vba_add_member(
    MemberSpec("Date1904", "property", getter=lambda book: getattr(book, "date_1904", False))
)
_ERROR_CODE = -2146828288
# pywin32 交来的“省略”。
_OMITTED = -2147352572


class Python(VBAObject):
    """XLPyDLLActivateAuto 给的对象：``calls`` 是跨进程叫过几次，``caller`` 是交给它的工作簿。

    ``run`` 代替运行命令；``dies`` 为真时，下一次叫它就像进程已经没有了。
    """

    vba_type_name = "PerfxlPython"

    def __init__(self, server: Any) -> None:
        self.server = server
        self.calls = 0
        self.dies = False
        self.caller: object = NOTHING
        self.run: Callable[[str, str], object] = lambda verb, argument: None

    def _reached(self) -> None:
        self.calls += 1
        if self.dies:
            self.dies = False
            raise error(462)

    @member
    def CallUDF(  # noqa: N802
        self, module: object, name: object, given: object, book: object = MISSING
    ) -> object:
        self._reached()
        arguments = to_python(given)
        if module == "perfxl.excel.ribbon":
            return self._command(str(name), arguments, book)
        return to_vba(self.server.CallUDF(str(module), str(name), arguments))

    def _command(self, name: str, arguments: Any, book: object) -> object:
        if name in ("poll", "stop"):
            return to_vba(self.run(name, "") or "")
        if name == "ready":
            assert book is MISSING
            return True
        self.caller = book
        return to_vba(self.run(*arguments) or "")


class _Counted(VBAObject):
    vba_type_name = "PerfxlCounted"

    def __init__(self, number: int) -> None:
        self.number = number

    @member
    def Count(self) -> object:  # noqa: N802
        return self.number


class _FolderPicker(VBAObject):
    vba_type_name = "PerfxlFolderPicker"

    def __init__(self, folder: str) -> None:
        self.folder, self.title = folder, ""

    @member
    def Title(self) -> object:  # noqa: N802
        return self.title

    @setter("Title")
    def _set_title(self, value: object) -> None:
        self.title = str(value)

    @member
    def Show(self) -> object:  # noqa: N802
        return -1 if self.folder else 0

    @member
    def SelectedItems(self, index: object) -> object:  # noqa: N802
        return self.folder


class _Bars(VBAObject):
    """“新建”按钮在函数向导开着时按不动。"""

    vba_type_name = "PerfxlBars"

    def __init__(self, *, enabled: bool) -> None:
        self.enabled = enabled

    @member
    def Controls(self, index: object) -> object:  # noqa: N802
        return self

    @member
    def Enabled(self) -> object:  # noqa: N802
        return self.enabled


def to_python(value: object) -> Any:
    """VBA 的值，照 pywin32 交给 Python 的样子。"""
    if isinstance(value, VBAArray):
        if value.dimensions == 1:
            return tuple(map(to_python, value.items))
        (top, bottom), (left, right) = value.bounds
        return tuple(
            tuple(to_python(value.get([row, column])) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
    if value is EMPTY or value is NULL or value is NOTHING:
        return None
    if value is MISSING:
        return _OMITTED
    if isinstance(value, VBAErrorValue):
        return _ERROR_CODE + value.number
    if isinstance(value, VBAObject):
        raise TypeError(f"an object of Excel was handed to Python: {value!r}")
    if isinstance(value, bool):
        return value
    return float(value) if isinstance(value, float) else value


def to_vba(value: Any) -> object:
    """Python 的结果，照 pywin32 交回 VBA 的样子。"""
    if isinstance(value, list | tuple):
        rows = list(value)
        if rows and isinstance(rows[0], list | tuple):
            made = VBAArray([(0, len(rows) - 1), (0, len(rows[0]) - 1)])
            for row, cells in enumerate(rows):
                for column, each in enumerate(cells):
                    made.set([row, column], to_vba(each))
            return made
        return VBAArray([(0, len(rows) - 1)], items=[to_vba(each) for each in rows])
    return EMPTY if value is None else value


class Excel:
    """一个打开着几个工作簿、装着加载项的 Excel。``dynamic``：有没有动态数组（``Formula2``）。"""

    def __init__(
        self, server: Any = None, *, dynamic: bool = True, modules: dict[str, str] | None = None
    ) -> None:
        """``modules`` 省略时是加载项的全部模块，连 Python 的一处是替身。"""
        self.python = Python(server)
        self.app = ExcelApplication()
        self.caller: object = NOTHING
        self.wizard_open = False
        self.dynamic = dynamic
        self.volatile = 0
        self.settings: dict[str, object] = {}
        # “撤销”接着做什么；键；受保护的视图有几个。
        self.undo: list[tuple[str, str]] = []
        self.keys: dict[str, str] = {}
        self.protected_views = 0
        # 最前面的窗口是受保护的视图。
        self.protected_on_top = False
        # Excel 不肯登记函数说明。
        self.refuses_help = False
        # 选的文件夹，没有选为空；OnTime 约了什么。
        self.chosen_folder = ""
        self.later: list[str] = []
        # 登记了说明的函数。
        self.described: dict[str, str] = {}
        # 动态库启动过几次 Python；它不肯启动时说的话。
        self.starts = 0
        self.refusal = ""
        application = self.app.application
        application.__class__ = type(
            "Application", (_Application,), {"vba_type_name": "Application"}
        )
        application.excel = self
        if modules is None:
            skipped = ("ThisWorkbook", "PerfxlRibbon")
            packed = {name: text for name, text in packed_modules().items() if name not in skipped}
            modules = packed | {"PerfxlBridge": _with_library(packed["PerfxlBridge"])}
        # 加载项自己的工作簿不开着，它工作表里的字由替身给。
        runtime = modules.get("PerfxlRuntime")
        if runtime is not None:
            modules = modules | {"PerfxlRuntime": _without("PerfxlText", runtime) + _TEXTS}
        for name, source in modules.items():
            plain = re.sub(r"(?m)^Attribute \w+\.VB_Description.*\r?\n", "", source)
            self.app.add_module(plain, name=name)

    def open(self, path: Path) -> Any:
        """打开一个文件。"""
        return self.app.open_workbook(path)

    def call(self, name: str, *arguments: object, at: object = NOTHING) -> Any:
        """``at`` 格里的公式算一个函数；省略的参数给 ``MISSING``。"""
        self.caller = at
        with _formula2(dynamic=self.dynamic):
            result = self.app.interpreter.run(name, list(arguments))
        return _shown(result)

    def handed_over(self, *arguments: object) -> Any:
        """这些参数交给 Python 时的样子。"""
        given = VBAArray([(0, len(arguments) - 1)], items=list(arguments))
        return to_python(
            self.app.interpreter.run("PerfxlHandedOver", ["PERF_VALUE", "r", given, NOTHING])
        )


class _Application(Application):
    excel: Excel

    @member
    def Caller(self) -> object:  # noqa: N802
        return self.excel.caller if self.excel.caller is not NOTHING else VBAErrorValue(2023)

    @member
    def CommandBars(self, index: object) -> object:  # noqa: N802
        return _Bars(enabled=not self.excel.wizard_open)

    @member
    def Volatile(self) -> object:  # noqa: N802
        self.excel.volatile += 1
        return EMPTY

    @member
    def MacroOptions(  # noqa: N802
        self,
        Macro: object = MISSING,  # noqa: N803
        Description: object = MISSING,  # noqa: N803
        Category: object = MISSING,  # noqa: N803
        ArgumentDescriptions: object = MISSING,  # noqa: N803
    ) -> object:
        if not self.excel.app.workbooks or self.excel.refuses_help:
            raise error(1004)
        self.excel.described[str(Macro)] = str(Description)
        return EMPTY

    @member
    def OnUndo(self, Text: object, Procedure: object) -> object:  # noqa: N802, N803
        self.excel.undo.append((str(Text), str(Procedure)))
        return EMPTY

    @member
    def OnKey(self, Key: object, Procedure: object = MISSING) -> object:  # noqa: N802, N803
        self.excel.keys[str(Key)] = str(Procedure)
        return EMPTY

    @member
    def OnTime(self, EarliestTime: object, Procedure: object) -> object:  # noqa: N802, N803
        self.excel.later.append(str(Procedure))
        return EMPTY

    @member
    def FileDialog(self, kind: object) -> object:  # noqa: N802
        return _FolderPicker(self.excel.chosen_folder)

    @member
    def ProtectedViewWindows(self) -> object:  # noqa: N802
        return _Counted(self.excel.protected_views)

    @member
    def ActiveProtectedViewWindow(self) -> object:  # noqa: N802
        return _Counted(1) if self.excel.protected_on_top else NOTHING

    @member
    def PerfxlTextOfRow(self, row: object) -> object:  # noqa: N802
        return _texts()[int(str(row)) - 1]

    @member
    def PerfxlPython(self) -> object:  # noqa: N802
        return self.excel.python

    @member
    def PerfxlStarts(self) -> object:  # noqa: N802
        self.excel.starts += 1
        return EMPTY

    @member
    def PerfxlRefusal(self) -> object:  # noqa: N802
        return self.excel.refusal


@cache
def _texts() -> list[str]:
    return sheet_texts()


def _kept(name: str) -> MemberSpec:
    """模型没有的一个设置：写什么记什么。"""

    def read(application: Any) -> object:
        return application.excel.settings.get(name, EMPTY)

    def write(application: Any, value: object) -> None:
        application.excel.settings[name] = value

    return MemberSpec(name, "property", getter=read, setter=write)


for _name in ("EnableCancelKey", "PrintCommunication"):
    _Application.vba_add_member(_kept(_name))


def _shown(result: object) -> Any:
    plain = to_python(result)
    return (
        [list(row) for row in plain]
        if plain and isinstance(plain, tuple) and isinstance(plain[0], tuple)
        else plain
    )


_LIBRARY = """
Private Function XLPyDLLActivateAuto(ByRef result As Variant, ByVal text As String, ByVal mode As Long) As Long
    Application.PerfxlStarts
    If Len(Application.PerfxlRefusal) > 0 Then
        result = Application.PerfxlRefusal
        XLPyDLLActivateAuto = -2147467259
    Else
        Set result = Application.PerfxlPython
    End If
End Function

Private Function Environ(ByVal name As String) As String
    Environ = "C:\\Users\\x\\" & name
End Function

Private Function PerfxlInterpreter() As String
    PerfxlInterpreter = "C:\\perfxl\\pythonw.exe"
End Function

Private Function PerfxlLoads(ByVal interpreter As String) As Boolean
    PerfxlLoads = True
End Function
"""


def _with_library(bridge: str) -> str:
    """只有系统的几样换成替身：动态库、设置文件；其余原样。"""
    bridge = bridge.replace("\r\n", "\n")
    bridge, declared = re.subn(r"(?m)^ *Private Declare .*\n", "", bridge)
    assert declared == 3
    for name in ("PerfxlInterpreter", "PerfxlLoads"):
        bridge = _without(name, bridge)
    return bridge + _LIBRARY


def _without(name: str, module: str) -> str:
    kind = "(?:Private|Public) Function"
    plain = module.replace("\r\n", "\n")
    plain, cut = re.subn(rf"(?ms)^{kind} {name}\(.*?^End Function\n", "", plain)
    assert cut == 1
    return plain


_TEXTS = """
Public Function PerfxlText(ByVal row As Long) As String
    PerfxlText = Application.PerfxlTextOfRow(row)
End Function
"""


@contextmanager
def _formula2(*, dynamic: bool) -> Iterator[None]:
    """没有动态数组的 Excel 没有 ``Formula2`` 这个属性：438。"""
    if dynamic:
        yield
        return
    before: MemberSpec = Range._vba_members["formula2"]

    def missing(_: object) -> object:
        raise error(438)

    Range._vba_members["formula2"] = MemberSpec("Formula2", "property", getter=missing)
    try:
        yield
    finally:
        Range._vba_members["formula2"] = before


__all__ = ["MISSING", "NOTHING", "Excel", "error", "to_python"]
