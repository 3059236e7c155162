"""Python 启动不了、中途停了：Excel 的设置照旧，工作簿能用，只说一句话。真的杀掉一个进程。"""

import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import pytest
from fake_excel import FakeBook, RawDispatch, windows_xlwings
from modelled_excel import Excel, error

COMMANDS = {
    "check": "",
    "score": "",
    "make": "\\u81ea",
    "check_folder": "",
    "clear_marks": "",
    "freeze_formulas": "",
    "restore": "",
    "choose_profile": "\\u5168",
    "show_help": "",
    "fix": "",
    "accept": "",
    "check_level": "\\u9519",
    "blank": "\\u81ea",
    "next_year": "\\u7533",
    "profile_from_file": "",
}
SETTINGS = (
    *("Calculation", "ScreenUpdating", "EnableEvents", "DisplayAlerts", "StatusBar"),
    "PrintCommunication",
)
_AUTOMATIC, _SEMIAUTOMATIC, _MANUAL = -4105, 2, -4135
_RPC_FAILED = -2147023170


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with windows_xlwings() as started:
        yield started


@pytest.fixture
def excel(server: Any) -> Excel:
    made = Excel(server)
    made.app.add_workbook()
    return made


def _settings(excel: Excel) -> dict[str, object]:
    return {name: excel.app.application.vba_get(name) for name in SETTINGS}


def _busy(pipe: Connection) -> None:
    """另一个进程里的命令：用真的 ``settings_kept`` 关掉刷新和重算，然后等着被杀。"""
    from perfxl.excel.session import settings_kept

    class App:
        def __getattr__(self, name: str) -> Any:
            pipe.send((name,))
            return pipe.recv()

        def __setattr__(self, name: str, value: Any) -> None:
            pipe.send((name, value))
            pipe.recv()

    with settings_kept(App()):  # type: ignore[arg-type]
        pipe.send(())
        pipe.recv()


_NAMES = {
    "screen_updating": "ScreenUpdating",
    "calculation": "Calculation",
    "display_alerts": "DisplayAlerts",
    "status_bar": "StatusBar",
}


def _killed_half_way(excel: Excel) -> None:
    """代替 ``python.Exec``：命令在另一个进程里做到一半，被系统杀掉，COM 报远程调用失败。"""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_busy, args=(there,))
    process.start()
    there.close()
    application = excel.app.application
    while asked := here.recv():
        name = _NAMES[asked[0]]
        if len(asked) == 1:
            here.send(application.vba_get(name))
        else:
            value = {"manual": _MANUAL}.get(asked[1], asked[1])
            application.vba_set(name, value)
            here.send(None)
    assert application.vba_get("Calculation") == _MANUAL
    # 写“校验结果”时页面设置正攒着。
    application.vba_set("PrintCommunication", False)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with pytest.raises(EOFError):
        here.recv()
    raise error(_RPC_FAILED)


@pytest.mark.parametrize("verb", COMMANDS)
def test_killed_in_the_middle_of_every_command(verb: str, excel: Excel) -> None:
    application = excel.app.application
    application.vba_set("Calculation", _SEMIAUTOMATIC)
    application.vba_set("StatusBar", "用户自己的")
    application.vba_set("PrintCommunication", True)
    before = _settings(excel)
    excel.python.run = lambda verb, argument: _killed_half_way(excel)
    excel.app.run("PerfxlRun", verb, COMMANDS[verb])
    assert _settings(excel) == before
    [(_, said, _, _)] = excel.app.dialogs
    assert said.startswith(
        "Python 中途停了，这一步没有做完；Excel 的设置已经还原，工作簿可以照常用。"
    )
    assert "perfxl.log" in said
    # 下一次照常，重新启动。
    excel.python.run = lambda verb, argument: None
    excel.app.run("PerfxlRun", verb, COMMANDS[verb])
    assert len(excel.app.dialogs) == 1
    assert excel.starts == 2


def test_a_command_runs_with_the_book(excel: Excel) -> None:
    seen: list[object] = []
    excel.python.run = lambda *given: seen.append((given, excel.python.caller))
    excel.app.run("PerfxlRun", "check", "")
    assert seen == [(("check", ""), excel.app.workbook)]


def test_a_command_that_fails_is_said(excel: Excel) -> None:
    def fail(*_: str) -> None:
        raise error(1004)

    excel.python.run = fail
    excel.app.run("PerfxlRun", "score", "")
    assert "没有做完" in excel.app.dialogs[0][1]


@pytest.fixture
def commands(server: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """``perfxl.excel.ribbon`` 在真的 COM 服务里，命令换成记下参数和调用者的替身。"""
    ribbon = importlib.import_module("perfxl.excel.ribbon")
    windows = sys.modules["xlwings._xlwindows"]
    ran: list[tuple[Any, ...]] = []
    for name in ribbon.COMMANDS:
        monkeypatch.setitem(
            ribbon.COMMANDS,
            name,
            lambda *given, name=name: ran.append((name, *given, windows.BOOK_CALLER.Name)),
        )
    return ran


def test_the_server_lets_the_book_go(server: Any, commands: list[tuple[Any, ...]]) -> None:
    windows, book = sys.modules["xlwings._xlwindows"], RawDispatch(FakeBook("项目.xlsx"))
    server.CallUDF("perfxl.excel.ribbon", "ready", ())
    server.CallUDF("perfxl.excel.ribbon", "run", ("check", ""), book)
    server.CallUDF("perfxl.excel.ribbon", "run", ("make", "\\u81ea\\u8bc4\\u8868"), book)
    assert commands == [("check", "项目.xlsx"), ("make", "自评表", "项目.xlsx")]
    assert windows.BOOK_CALLER is None
    for verb, argument in (("exec", ""), ("make", "'); import os"), ("__class__", "")):
        with pytest.raises(ValueError, match=r"unknown command|escapes"):
            server.CallUDF("perfxl.excel.ribbon", "run", (verb, argument), book)
        assert windows.BOOK_CALLER is None
    assert len(commands) == 2


def test_cells_start_python_once_and_again_when_it_has_died(excel: Excel) -> None:
    assert excel.call("PERF_GRADE", 85.0) == "良"
    assert excel.call("PERF_GRADE", 95.0) == "优"
    assert (excel.starts, excel.python.calls) == (1, 2)
    excel.python.dies = True
    assert excel.call("PERF_GRADE", 65.0) == "中"
    assert excel.starts == 2


def test_a_failed_start_says_why_and_is_not_tried_for_every_cell(excel: Excel) -> None:
    excel.refusal = (
        "Could not create Python process.\nError message: Access is denied.\nCommand: C:\\secret"
    )
    for total in (85.0, 95.0, 65.0):
        assert "没有启动" in excel.call("PERF_GRADE", total)
    assert excel.starts == 1
    excel.app.run("PerfxlRun", "check", "")
    [(_, said, _, _)] = excel.app.dialogs
    assert said.startswith("Python 没有启动。")
    assert "Access is denied." in said
    assert "secret" not in said
    assert "perfxl.log" in said
    # 处理好以后点“帮助”再试：没有启动的结果没有记着。
    excel.refusal = ""
    excel.app.run("PerfxlForgetFailure")
    assert excel.call("PERF_GRADE", 85.0) == "良"
