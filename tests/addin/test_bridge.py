"""真的 PerfxlBridge 怎样启动 Python：由 pyOpenVBA 的 VBA 解释器运行，只有系统调用是替身。"""

import re

import pytest
from modelled_excel import Excel
from pyopenvba.interpreter import Interpreter

from perfxl.addin.build import packed_modules

SETTINGS = r"C:\Users\x\AppData\perfxl\interpreter.txt"
PYTHON = r"C:\perfxl\绩效\Scripts\pythonw.exe"
LIBRARY = "xlwings64-0.37.8.dll"
COMMAND = f'"{PYTHON}" -E -P -B -c "import perfxl.excel.serving as s; s.serve(\'$(CLSID)\')"'
ADVICE = "perfxl 没有启动，请按功能区“绩效—帮助”查看办法"

_FAKES = """
Public Trace As String
Public FirstLine As String
Public Libraries As String
Public StartAnswer As Long

Public Sub Prepare(ByVal settings As String, ByVal files As String, ByVal answer As Long)
    FirstLine = settings
    Libraries = files
    StartAnswer = answer
    Trace = ""
End Sub

Public Function Traced() As String
    Traced = Trace
End Function

Private Function Environ(ByVal name As String) As String
    Trace = Trace & "environ " & name & vbLf
    Environ = "C:\\Users\\x\\AppData"
End Function

Private Function PerfxlFirstLine(ByVal path As String) As String
    Trace = Trace & "read " & path & vbLf
    PerfxlFirstLine = FirstLine
End Function

Private Function PerfxlIsFile(ByVal path As String) As Boolean
    PerfxlIsFile = Right$(path, 4) = ".exe" Or InStr(Libraries, path) > 0
End Function

Private Function LoadLibrary(ByVal path As String) As Long
    Trace = Trace & "load " & path & vbLf
    LoadLibrary = 1
End Function

Private Function XLPyDLLActivateAuto(ByRef result As Variant, ByVal text As String, ByVal mode As Long) As Long
    Trace = Trace & "start " & text & vbLf
    result = "Traceback (most recent call last)"
    XLPyDLLActivateAuto = StartAnswer
End Function
"""
_ASK = """
Public Function Ask() As String
    Ask = PerfxlCall("PERF_RATE", "rr", Array(1, 2))
End Function

Public Sub PerfxlRegisterHelp()
End Sub
"""


@pytest.fixture
def vba() -> Interpreter:
    modules = packed_modules()
    bridge = modules["PerfxlBridge"].replace("\r\n", "\n")
    bridge, declared = re.subn(r"(?m)^ *Private Declare .*\n", "", bridge)
    assert declared == 3
    for name in ("PerfxlFirstLine", "PerfxlIsFile"):
        bridge, cut = re.subn(rf"(?ms)^Private Function {name}\(.*?^End Function\n", "", bridge)
        assert cut == 1
    used = {name: modules[name] for name in ("PerfxlRuntime", "PerfxlCells")}
    excel = Excel(modules=used | {"PerfxlBridge": bridge + _FAKES, "Probe": _ASK})
    return excel.app.interpreter


def ask(vba: Interpreter, settings: str, files: str = "", answer: int = 1) -> tuple[str, list[str]]:
    """算一格；第二项是它向系统要过什么。"""
    vba.run("Prepare", [settings, files, answer])
    shown = str(vba.run("Ask", []))
    return shown, str(vba.run("Traced", [])).splitlines()


def test_only_the_settings_file_counts(vba: Interpreter) -> None:
    shown, asked = ask(vba, "")
    assert shown == ADVICE
    assert asked == ["environ APPDATA", f"read {SETTINGS}"]


@pytest.mark.parametrize("settings", ["pythonw.exe", r"..\pythonw.exe", r"C:\x\cmd.exe", "x" * 300])
def test_a_bad_path_loads_nothing(vba: Interpreter, settings: str) -> None:
    shown, asked = ask(vba, settings, files="x")
    assert shown == ADVICE
    assert [each.split()[0] for each in asked] == ["environ", "read"]


def test_without_the_library_nothing_is_called(vba: Interpreter) -> None:
    shown, asked = ask(vba, PYTHON)
    assert shown == ADVICE
    assert [each.split()[0] for each in asked] == ["environ", "read"]


@pytest.mark.parametrize("folder", [r"C:\perfxl\绩效\Scripts", r"C:\perfxl\绩效"])
def test_library_is_loaded_by_full_path_first(vba: Interpreter, folder: str) -> None:
    shown, asked = ask(vba, PYTHON, files=f"{folder}\\{LIBRARY}")
    assert asked[2:] == [f"load {folder}\\{LIBRARY}", f"start {COMMAND}"]
    assert shown == ADVICE


def test_a_failed_start_is_not_tried_again(vba: Interpreter) -> None:
    library = f"C:\\perfxl\\绩效\\{LIBRARY}"
    ask(vba, PYTHON, files=library)
    assert ask(vba, PYTHON, files=library) == (ADVICE, [])
    vba.run("PerfxlForgetFailure", [])
    _, asked = ask(vba, PYTHON, files=library)
    # 动态库已经装进来，只再启动一次。
    assert asked[2:] == [f"start {COMMAND}"]
