"""Excel 不让改时说的为什么：问得到的照实说，问不到的说它自己的话，不猜“受保护”。"""

from types import SimpleNamespace
from typing import Any

import pytest
from fake_excel import ComError
from settled_samples import settled_sample

from perfxl.excel import cell_writer, commands, marks, refusals
from perfxl.excel.refusals import book_refusal, cells_refusal, own_words, sheet_refusal
from perfxl.many_files.finding import workbook_paths
from perfxl.shipped import shipped_folder

FAULTY = workbook_paths([shipped_folder("workbooks") / "自评表"])[10]
SETTLED = settled_sample()
# pywin32 交来的：错误号、系统的话、Excel 的话、第几个参数。
_ARRAY = ComError(
    -2147352567,
    "发生意外。",
    (0, "Microsoft Excel", "不能更改数组的某一部分。", "xlmain11.chm", 0, -2146827284),
    None,
)
_SILENT = ComError(-2147467259, "未指定的错误", None, None)
_BUSY = ComError(-2147418111, "被呼叫方拒绝接收呼叫。", None, None)


class _Mac:
    """appscript 的引用：名字是小写的，问要 ``get``；没有的名字是别的错。"""

    def __init__(self, **answers: bool) -> None:
        self._answers = answers

    def __getattr__(self, name: str) -> Any:
        if name not in self._answers:
            raise AttributeError(name)
        return SimpleNamespace(get=lambda: self._answers[name])


def _book(**api: Any) -> Any:
    return SimpleNamespace(name="表.xlsx", api=SimpleNamespace(**api))


def _sheet(**api: Any) -> Any:
    return SimpleNamespace(name="甲", api=SimpleNamespace(**api))


@pytest.mark.parametrize(
    ("sheet", "book", "why"),
    [
        (_sheet(ProtectContents=True), _book(), "受保护"),
        (_sheet(ProtectContents=False), _book(MultiUserEditing=True), "所在的工作簿在共享"),
        (
            _sheet(ProtectContents=False),
            _book(MultiUserEditing=False),
            "改不了（Excel 说：“不能更改数组的某一部分”）",
        ),
        (_sheet(), _book(), "改不了（Excel 说：“不能更改数组的某一部分”）"),
        (SimpleNamespace(name="甲", api=_Mac(protect_contents=True)), _book(), "受保护"),
        (
            SimpleNamespace(name="甲", api=_Mac(protect_contents=False)),
            SimpleNamespace(name="表.xlsx", api=_Mac(multi_user_editing=True)),
            "所在的工作簿在共享",
        ),
    ],
)
def test_why_a_sheet_is_refused(sheet: Any, book: Any, why: str) -> None:
    refusal = sheet_refusal(_ARRAY, book, sheet)
    assert refusal.why == why
    assert refusal.told is ("Excel 说" not in why)
    assert bool(refusal.remedy) is refusal.told


def test_notes_may_be_protected_alone() -> None:
    sheet = _sheet(ProtectContents=False, ProtectDrawingObjects=True)
    assert sheet_refusal(_SILENT, _book(), sheet, notes=True).why == "的批注受保护"
    assert sheet_refusal(_SILENT, _book(), sheet).why == "改不了（Excel 说：“未指定的错误”）"


def test_why_a_book_is_refused() -> None:
    assert book_refusal(_ARRAY, _book(ProtectStructure=True)).said(
        "工作簿“表.xlsx”", "加不了表"
    ) == ("工作簿“表.xlsx”的结构受保护，加不了表；请在“审阅”里撤销工作簿保护后再试。")
    shared = _book(ProtectStructure=False, MultiUserEditing=True)
    assert book_refusal(_ARRAY, shared).why == "在共享"
    assert book_refusal(_ARRAY, _book()).said("工作簿“表.xlsx”", "加不了表") == (
        "工作簿“表.xlsx”改不了（Excel 说：“不能更改数组的某一部分”），加不了表。"
    )


def test_a_busy_excel_refuses_nothing() -> None:
    """正在编辑单元格：不是受保护，由外面说“Excel 正忙”。"""
    for ask in (
        lambda: sheet_refusal(_BUSY, _book(), _sheet(ProtectContents=True)),
        lambda: book_refusal(_BUSY, _book(ProtectStructure=True)),
    ):
        with pytest.raises(ComError):
            ask()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (_ARRAY, "不能更改数组的某一部分"),
        (_SILENT, "未指定的错误"),
        (ComError(-2147352567, "发生意外。", (0, None, None, None, 0, -1), None), "发生意外"),
        (RuntimeError("两行\n  的话"), "两行 的话"),
        (RuntimeError("长" * 300), "长" * 120 + "……"),
    ],
)
def test_its_own_words(error: Exception, words: str) -> None:
    assert own_words(error) == words


def _area(**given: Any) -> Any:
    own = {"merge_cells": False, "has_array": False, **given}
    sheet = _sheet(ProtectContents=False)
    return SimpleNamespace(sheet=sheet, get_address=lambda *_: "H16", **own)


def test_why_cells_are_refused() -> None:
    place = "工作表“甲”H16"
    words = "改不了（Excel 说：“不能更改数组的某一部分”）"
    assert cells_refusal(_ARRAY, _book(), _area()) == f"{place}{words}，写不进，已放回原样。"
    assert cells_refusal(_ARRAY, _book(), _area(has_array=True)) == (
        f"{place}在整块输入的数组公式里，不能单改一格，{words}，已放回原样；"
        "请先把整块换成值或普通公式再试。"
    )
    for first, why in (("H15", f"是合并的格的一部分，{words}"), ("H16", words)):
        corner = SimpleNamespace(get_address=lambda *_, first=first: first)
        merged = _area(merge_cells=True, merge_area={(0, 0): corner})
        assert cells_refusal(_ARRAY, _book(), merged).startswith(f"{place}{why}，")


@pytest.mark.libreoffice
def test_what_stops_writing_is_told_in_its_words(
    opened: Any, said: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(SETTLED)
    before = book.sheets[0].used_range.formula

    def fail(*_: Any) -> None:
        raise _ARRAY

    monkeypatch.setattr(cell_writer, "_put", fail)
    commands.score()
    assert "改不了（Excel 说：“不能更改数组的某一部分”），写不进，已放回原样。" in said()
    assert "受保护" not in said()
    assert book.sheets[0].used_range.formula == before


@pytest.mark.libreoffice
@pytest.mark.parametrize("command", ["check", "score", "clear_marks"])
def test_a_busy_excel_is_called_busy_in_the_middle_too(
    opened: Any, said: Any, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    opened(SETTLED)
    commands.check()

    def busy(*_: Any) -> None:
        raise _BUSY

    monkeypatch.setattr(cell_writer, "_put", busy)
    monkeypatch.setattr(marks, "clear_sheet", busy)
    monkeypatch.setattr(marks, "mark_sheet", busy)
    monkeypatch.setattr("perfxl.hosts.marks_there.SheetMarks.are", lambda *_: False)
    getattr(commands, command)()
    assert said().startswith("Excel 正忙")


@pytest.mark.libreoffice
def test_a_sheet_shared_is_called_shared(
    opened: Any, said: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(FAULTY)
    name = book.sheets[0].name
    commands.check()

    def fail(*_: Any) -> None:
        raise _SILENT

    monkeypatch.setattr(marks, "clear_sheet", fail)
    face = type(book.impl.api)
    monkeypatch.setattr(face, "MultiUserEditing", True)
    commands.clear_marks()
    assert (
        f"工作表“{name}”、“校验结果”所在的工作簿在共享，上面的标记没有清掉；请在“审阅”里停止共享后再试。"
        in said()
    )


def test_one_sentence_for_sheets_of_one_reason() -> None:
    told = refusals.Refusal("受保护", "请撤销")
    other = refusals.Refusal("改不了", "", told=False)
    assert refusals.grouped((("甲", told), ("乙", other), ("丙", told))) == {
        told: ["甲", "丙"],
        other: ["乙"],
    }
