"""VBA 里的习惯：Excel 自己的“撤销”、键、函数说明、下拉选项、受保护的视图。"""

from typing import Any

import pytest
from modelled_excel import Excel, error

ANSWERS = {"score": "undo", "freeze_formulas": "undo", "check": ""}


@pytest.fixture
def excel() -> Excel:
    made = Excel()
    made.app.add_workbook()
    made.python.run = lambda verb, argument: ANSWERS.get(verb, "")
    return made


def _place(macro: str) -> str:
    return macro.rpartition("!")[2]


@pytest.mark.parametrize("verb", ["score", "freeze_formulas"])
def test_undo_of_excel_restores(verb: str, excel: Excel) -> None:
    ran: list[str] = []
    excel.python.run = lambda verb, argument: (ran.append(verb), ANSWERS.get(verb, ""))[1]
    excel.app.run("PerfxlRun", verb, "")
    [(text, macro)] = excel.undo
    assert text == "撤销绩效的改动"
    assert _place(macro) == "PerfxlKeys.UndoLast"
    excel.app.run("UndoLast")
    assert ran == [verb, "restore"]
    assert len(excel.undo) == 1


def test_undo_restores_the_book_that_was_changed(excel: Excel) -> None:
    changed = excel.app.workbook
    ran: list[tuple[str, str]] = []

    def run(verb: str, argument: str) -> str:
        ran.append((verb, str(excel.python.caller.vba_get("Name"))))
        return ANSWERS.get(verb, "")

    excel.python.run = run
    excel.app.run("PerfxlRun", "score", "")
    other = excel.app.add_workbook()
    other.vba_call("Activate")
    excel.app.run("UndoLast")
    own = str(changed.vba_get("Name"))
    assert str(other.vba_get("Name")) != own
    assert ran == [("score", own), ("restore", own)]
    other.vba_call("Activate")
    changed.vba_call("Close", [False])
    excel.app.run("UndoLast")
    assert len(ran) == 2
    assert "没有撤销" in excel.app.dialogs[-1][1]


def test_undo_is_left_alone_when_nothing_changed(excel: Excel) -> None:
    excel.python.run = lambda verb, argument: ""
    excel.app.run("PerfxlRun", "score", "")
    excel.app.run("PerfxlRun", "check", "")
    assert excel.undo == []


def test_undo_is_left_alone_after_a_failure(excel: Excel) -> None:
    excel.app.run("PerfxlRun", "score", "")

    def fail(*_: str) -> None:
        raise error(1004)

    excel.python.run = fail
    excel.app.run("PerfxlRun", "score", "")
    assert len(excel.undo) == 1


def test_keys(excel: Excel) -> None:
    excel.app.run("PerfxlSetKeys")
    assert {key: _place(macro) for key, macro in excel.keys.items()} == {
        "^+k": "PerfxlKeys.CheckByKey",
        "^+j": "PerfxlKeys.NextByKey",
    }
    ran: list[str] = []
    excel.python.run = lambda verb, argument: ran.append(verb)
    excel.app.run("CheckByKey")
    excel.app.run("NextByKey")
    assert ran == ["check", "next_finding"]


def test_functions_are_described_once_a_workbook_is_visible() -> None:
    excel = Excel()
    excel.app.run("PerfxlHelpOnce")
    assert excel.described == {}
    excel.app.add_workbook()
    excel.app.run("PerfxlHelpOnce")
    assert len(excel.described) == 10
    assert all(text for text in excel.described.values())
    excel.described.clear()
    excel.app.run("PerfxlHelpOnce")
    assert excel.described == {}


def test_help_that_was_refused_is_registered_later() -> None:
    excel = Excel()
    excel.app.add_workbook()
    excel.refuses_help = True
    excel.app.run("PerfxlHelpOnce")
    assert excel.described == {}
    excel.refuses_help = False
    excel.app.run("PerfxlHelpOnce")
    assert len(excel.described) == 10


def test_protected_view_on_top_of_another_book_is_said(excel: Excel) -> None:
    excel.protected_views, excel.protected_on_top = 1, True
    excel.app.run("PerfxlRun", "check", "")
    assert "启用编辑" in excel.app.dialogs[-1][1]
    assert excel.python.calls == 0


def test_protected_view_is_said() -> None:
    excel = Excel()
    excel.app.run("PerfxlRun", "check", "")
    assert excel.app.dialogs[-1][1].startswith("请先打开一个工作簿")
    excel.protected_views = 1
    excel.app.run("PerfxlRun", "check", "")
    assert "启用编辑" in excel.app.dialogs[-1][1]
    assert excel.python.calls == 0


def _selected(excel: Excel, reference: str) -> Any:
    cells = excel.app.workbook.sheets_[0].vba_get("Range", [reference])
    cells.vba_call("Select")
    return cells


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("signs", "≥,≤,＞,＜,=,定性"),
        ("classes1", "产出指标,效益指标,满意度指标,成本指标"),
        ("grades", "优,良,中,差"),
    ],
)
def test_choices_are_offered_in_the_selected_cells(kind: str, choices: str, excel: Excel) -> None:
    cells = _selected(excel, "C3:C5")
    excel.app.run("PerfxlOffer", kind)
    rule = cells.vba_get("Validation")
    assert (rule.vba_get("Type"), rule.vba_get("Formula1")) == (3, choices)
    assert excel.app.dialogs == []


def test_rules_that_are_there_stay(excel: Excel) -> None:
    _selected(excel, "C4").vba_get("Validation").vba_call("Add", [3, 1, 1, "甲,乙"])
    _selected(excel, "C3:C5")
    excel.app.run("PerfxlOffer", "grades")
    assert "已经有数据验证" in excel.app.dialogs[0][1]
    assert _selected(excel, "C4").vba_get("Validation").vba_get("Formula1") == "甲,乙"


def test_too_many_cells_are_told(excel: Excel) -> None:
    _selected(excel, "C3:C2500")
    excel.app.run("PerfxlOffer", "grades")
    assert "超过 2000 个" in excel.app.dialogs[0][1]


class Folder:
    """另一个进程的替身：``polls`` 是依次的回话。"""

    def __init__(self, polls: list[str]) -> None:
        self.polls = polls
        self.ran: list[tuple[str, str]] = []

    def __call__(self, verb: str, argument: str) -> str:
        if verb == "poll":
            return self.polls.pop(0)
        self.ran.append((verb, argument))
        return ""


def _later(excel: Excel) -> None:
    """到了约好的时候。"""
    assert _place(excel.later.pop()) == "PerfxlLongRun.PerfxlPollLongRun"
    assert excel.later == []
    excel.app.run("PerfxlPollLongRun")


def test_a_folder_is_checked_while_excel_goes_on(excel: Excel) -> None:
    folder = Folder(["第1个", "第2个", "done"])
    excel.python.run = folder
    excel.app.run("PerfxlFolderPressed", "start_folder", "选一个")
    assert folder.ran == []
    excel.chosen_folder = "C:\\各单位\\①"
    excel.app.run("PerfxlFolderPressed", "start_folder", "选一个")
    [(verb, argument)] = folder.ran
    assert verb == "start_folder"
    assert argument.encode().decode("unicode_escape") == excel.chosen_folder
    status = excel.app.application
    assert status.vba_get("StatusBar") == "第1个"
    _later(excel)
    assert status.vba_get("StatusBar") == "第2个"
    _later(excel)
    assert status.vba_get("StatusBar") is False
    assert folder.ran[1:] == [("finish_run", "")]
    assert excel.later == []


@pytest.mark.parametrize(("answer", "stopped"), [(6, True), (7, False)])
def test_pressing_again_offers_to_stop(answer: int, stopped: bool, excel: Excel) -> None:
    folder = Folder(["第1个"])
    excel.python.run = folder
    excel.chosen_folder = "C:\\各单位"
    excel.app.run("PerfxlFolderPressed", "start_folder", "选一个")
    excel.app.answer_dialogs(answer)
    excel.app.run("PerfxlFolderPressed", "start_folder", "选一个")
    assert ("stop", "") in folder.ran if stopped else ("stop", "") not in folder.ran
    assert [verb for verb, _ in folder.ran].count("start_folder") == 1


def test_python_that_dies_while_a_folder_is_checked_is_said(excel: Excel) -> None:
    excel.python.run = Folder(["第1个"])
    excel.chosen_folder = "C:\\各单位"
    excel.app.run("PerfxlFolderPressed", "start_folder", "选一个")
    excel.python.dies = True
    _later(excel)
    assert "没有做完" in excel.app.dialogs[-1][1]
    assert excel.app.application.vba_get("StatusBar") is False
    assert excel.later == []
