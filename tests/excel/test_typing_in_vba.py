"""边填边查在 VBA 这一头：不打开不管，改完一秒才查，没有查过的不启动 Python，只查眼前的工作簿。"""

from collections.abc import Iterator
from typing import Any

import pytest
from fake_excel import windows_xlwings
from modelled_excel import Excel
from pyopenvba.interpreter._values import NOTHING

from perfxl.excel import ribbon


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with windows_xlwings() as started:
        yield started


@pytest.fixture
def excel(server: Any) -> Excel:
    made = Excel(server)
    made.app.add_module("Public Sub PerfxlShowTyping()\nEnd Sub\n", name="PerfxlRibbon")
    made.app.add_workbook()
    made.asked = []
    made.python.run = lambda verb, argument: made.asked.append((verb, argument)) or "绩效：剩3处"
    return made


def _sheet(excel: Excel) -> Any:
    return excel.app.workbook.vba_get("Worksheets", [1])


def _change(excel: Excel, address: str = "B2") -> None:
    sheet = _sheet(excel)
    excel.app.run("PerfxlTypingChanged", sheet, sheet.vba_get("Range", [address]))


def _running(excel: Excel) -> None:
    """校验过一次，Python 开着；边填边查打开。"""
    excel.app.run("PerfxlRun", "check", "")
    excel.asked.clear()
    excel.app.run("SwitchTyping", NOTHING)


def test_off_until_switched_on(excel: Excel) -> None:
    excel.app.run("PerfxlRun", "check", "")
    _change(excel)
    assert excel.later == []


def test_a_change_is_checked_later_and_said_in_the_status_bar(excel: Excel) -> None:
    _running(excel)
    _change(excel)
    _change(excel, "B3")
    assert excel.asked == []
    [due] = excel.later
    assert due.endswith("PerfxlTyping.TypingDue")
    excel.app.run("TypingDue")
    [(verb, argument)] = excel.asked
    assert verb == "check_again"
    assert ribbon._arguments(argument) == (_sheet(excel).vba_get("Name"),)
    assert excel.app.application.vba_get("StatusBar") == "绩效：剩3处"
    # 查过了的不再查。
    excel.app.run("TypingDue")
    assert len(excel.asked) == 1


def test_escape_does_not_break_off_what_typing_started(excel: Excel) -> None:
    _running(excel)
    _change(excel)
    excel.settings.clear()
    excel.python.run = lambda verb, argument: excel.asked.append(dict(excel.settings)) or ""
    excel.app.run("TypingDue")
    # xlDisabled
    assert excel.asked == [{"EnableCancelKey": 0}]


def test_whole_rows_are_told(excel: Excel) -> None:
    _running(excel)
    _change(excel, "3:3")
    excel.app.run("TypingDue")
    [(_, argument)] = excel.asked
    assert ribbon._arguments(argument) == (":" + _sheet(excel).vba_get("Name"),)


def test_typing_never_starts_python(excel: Excel) -> None:
    excel.app.run("SwitchTyping", NOTHING)
    _change(excel)
    excel.app.run("TypingDue")
    assert excel.starts == 0
    assert excel.asked == []


def test_switched_off_it_gives_the_status_bar_back(excel: Excel) -> None:
    _running(excel)
    _change(excel)
    excel.app.run("SwitchTyping", NOTHING)
    excel.app.run("TypingDue")
    assert excel.asked == []
    assert excel.app.application.vba_get("StatusBar") is False


def test_a_dead_python_is_quiet_and_nothing_stays_off(excel: Excel) -> None:
    _running(excel)
    _change(excel)
    excel.python.dies = True
    excel.app.run("TypingDue")
    assert not excel.app.dialogs
    assert excel.app.application.vba_get("ScreenUpdating") is True
    # 断了的当场重新启动一次；新的什么也没有查过，不出声。
    assert excel.starts == 2


def test_only_escaped_names_are_taken() -> None:
    with pytest.raises(ValueError, match="escapes"):
        ribbon.run("check_again", "表'); import os")
