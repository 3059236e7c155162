"""用户自己的批注与校验的一段在同一格：字和字的样子都照旧；留不住的说出来。"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from fake_excel import ComError, FakeObject, windows_xlwings
from openpyxl.comments import Comment

from perfxl.excel import commands
from perfxl.excel.marks import NoteFaults, mark_sheet
from perfxl.excel.user_notes import append_block, take_block_out
from perfxl.many_files.finding import workbook_paths
from perfxl.model.own_notes import marked_spans, own_block, without_marks
from perfxl.plans.marks import Mark
from perfxl.shipped import shipped_folder

FAULTY = workbook_paths([shipped_folder("workbooks") / "自评表"])[10]
_AUTHOR, _OWN = "张科:", "\n请核对𠮷字完成值"
_BLOCK = own_block("【错误 PX301】第一行\n第二行")


class FakeComment(FakeObject):
    """Excel 的批注：记着各个字是不是粗体，照 UTF-16 数字符。整段重写，样子就没有了。"""

    def __init__(self, *runs: tuple[str, bool]) -> None:
        self.units = [
            (units[place : place + 2], bold)
            for text, bold in runs
            for units in [text.encode("utf-16-le")]
            for place in range(0, len(units), 2)
        ]

    def Text(self, *given: Any) -> str:  # noqa: N802
        if len(given) == 1:
            self.units = FakeComment((given[0], False)).units
        elif given:
            text, start, overwrite = given
            assert overwrite is False
            bold = self.units[start - 2][1] if start > 1 else False
            self.units[start - 1 : start - 1] = FakeComment((text, bold)).units
        return b"".join(unit for unit, _ in self.units).decode("utf-16-le")

    @property
    def Shape(self) -> "FakeComment":  # noqa: N802
        return self

    TextFrame = Shape

    def Characters(self, start: int, length: int) -> "FakeCharacters":  # noqa: N802
        return FakeCharacters(self, start, length)

    @property
    def bold(self) -> str:
        """粗体的字。"""
        return b"".join(unit for unit, bold in self.units if bold).decode("utf-16-le")


class FakeCharacters(FakeObject):
    def __init__(self, comment: FakeComment, start: int, length: int) -> None:
        self.comment, self.first = comment, start - 1
        self.last = self.first + length

    def Delete(self) -> None:  # noqa: N802
        del self.comment.units[self.first : self.last]


class MacComment(FakeComment):
    """appscript 的引用没有这些名字。"""

    def __getattribute__(self, name: str) -> Any:
        if name in ("Shape", "Characters"):
            raise AttributeError(name)
        return super().__getattribute__(name)

    def Text(self, *given: Any) -> str:  # noqa: N802
        if len(given) > 1:
            raise TypeError("unexpected arguments")
        return super().Text(*given)


class DeafComment(FakeComment):
    """不理从哪里起：整段换掉。"""

    def Text(self, *given: Any) -> str:  # noqa: N802
        return super().Text(*given[:1])


@pytest.fixture
def windows() -> Iterator[Any]:
    with windows_xlwings():
        yield xw._xlwindows


def _note(windows: Any, comment: FakeComment) -> Any:
    return xw.main.Note(impl=windows.Note(xl=comment))


def test_the_looks_of_one_s_own_words_stay(windows: Any) -> None:
    comment = FakeComment((_AUTHOR, True), (_OWN, False), ("要紧", True))
    note = _note(windows, comment)
    before = list(comment.units)
    assert append_block(note, _BLOCK)
    assert comment.Text() == f"{_AUTHOR}{_OWN}要紧\n{_BLOCK}"
    assert comment.bold.startswith(f"{_AUTHOR}要紧")
    assert comment.units[: len(before)] == before
    # 他在后面、中间又写了字。
    comment.units += FakeComment(("已改𠮷", False), ("！", True)).units
    assert take_block_out(note, comment.Text())
    assert comment.Text() == f"{_AUTHOR}{_OWN}要紧已改𠮷！"
    assert comment.bold == f"{_AUTHOR}要紧！"
    assert comment.units[: len(before)] == before


@pytest.mark.parametrize("kind", [MacComment, DeafComment])
def test_words_stay_where_their_looks_cannot(windows: Any, kind: type[FakeComment]) -> None:
    comment = kind((_AUTHOR, True), (_OWN, False))
    note = _note(windows, comment)
    assert not append_block(note, _BLOCK)
    assert comment.Text() == f"{_AUTHOR}{_OWN}\n{_BLOCK}"
    take_block_out(note, comment.Text())
    assert comment.Text() == f"{_AUTHOR}{_OWN}"


def test_a_block_changed_by_hand_keeps_what_was_written() -> None:
    text = f"王:\n{_BLOCK.replace('第二行', '第二行属实')}已核对"
    assert without_marks(text) == "王:\n【错误 PX301】第一行\n第二行属实已核对"
    cut = text
    for first, last in reversed(marked_spans(text)):
        cut = cut[:first] + cut[last:]
    assert cut == without_marks(text)


class _Cell:
    """一格：加得了颜色，加批注抛错。"""

    def __init__(self, address: str, threaded: bool, error: Exception) -> None:
        self.sheet = type(
            "S", (), {"name": "甲", "api": object(), "book": type("B", (), {"api": None})}
        )
        self.impl, self.error = self, error
        self.comment = object() if threaded else None
        self.conditional_formats = type("C", (), {"add_custom": lambda *_, **__: None})()

    def add_note(self, text: str) -> None:
        raise self.error


def _marked(threaded: bool, error: Exception) -> NoteFaults:
    sheet: Any = type("S", (), {"name": "甲"})()
    type(sheet).__getitem__ = lambda _, address: _Cell(address, threaded, error)
    faults = NoteFaults()
    mark_sheet(sheet, [Mark("甲", "B3", "FFC7CE", 0, "说")], frozenset(), faults)
    return faults


def test_a_note_that_cannot_be_written_is_told_with_its_reason() -> None:
    error = ComError(
        -2147352567, "发生意外。", (0, "", "应用程序定义或对象定义错误", "", 0, 0), None
    )
    [(place, refusal)] = _marked(True, error).unwritten
    assert (place, refusal.why) == ("甲!B3", "已有可以回复的新式批注")
    [(_, refusal)] = _marked(False, error).unwritten
    assert refusal.why == "改不了（Excel 说：“应用程序定义或对象定义错误”）"
    with pytest.raises(ComError):
        _marked(False, ComError(-2147418111, "拒绝", None, None))


def _with_rich_note(target: Path, cell: str) -> Path:
    """``cell`` 上有一条分两种字的批注。"""
    book = openpyxl.load_workbook(FAULTY)
    book.worksheets[0][cell].comment = Comment("X", "张科")
    book.worksheets[0][cell].value = 9999  # 有毛病，要标
    book.save(target)
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    [name] = [each for each in parts if re.search(r"comments?/?comment\d*\.xml$", each)]
    runs = (
        f'<text><r><rPr><b/><sz val="9"/><color rgb="FFFF0000"/></rPr><t>{_AUTHOR}</t></r>'
        f'<r><rPr><sz val="14"/></rPr><t xml:space="preserve">{_OWN}</t></r></text>'
    )
    text = parts[name].decode()
    parts[name] = re.sub(r"<text>.*?</text>", runs, text, flags=re.S).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in parts.items():
            package.writestr(each, data)
    return target


@pytest.mark.libreoffice
def test_runs_of_a_note_are_as_before_in_calc(opened: Any, tmp_path: Path, said: Any) -> None:
    book = opened(_with_rich_note(tmp_path / "批注.xlsx", "H24"))

    def runs(name: str) -> list[tuple[str, str]]:
        book.save(str(tmp_path / name))
        with zipfile.ZipFile(tmp_path / name) as package:
            [part] = [n for n in package.namelist() if re.search(r"xl/comments\d+\.xml$", n)]
            xml = package.read(part).decode()
        [comment] = re.findall(r'<comment ref="H24".*?</comment>', xml, re.S)
        found = re.findall(r'<sz val="(\d+)"/>.*?<t[^>]*>(.*?)</t>', comment, re.S)
        return [(size, text.replace("&#10;", "\n")) for size, text in found]

    before = runs("一.xlsx")
    assert len(before) == 2
    commands.check()
    assert "没能照旧" not in said()
    marked = runs("二.xlsx")
    assert "〔绩效校验〕" in "".join(text for _, text in marked)
    assert marked[0] == before[0]
    commands.clear_marks()
    assert "没能照旧" not in said()
    assert runs("三.xlsx") == before


@pytest.mark.libreoffice
def test_what_could_not_stay_is_told(
    opened: Any, tmp_path: Path, said: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from calc.notes import NoteFace

    book = opened(_with_rich_note(tmp_path / "批注.xlsx", "H24"))
    monkeypatch.delattr(NoteFace, "Text")
    monkeypatch.delattr(NoteFace, "Shape")
    commands.check()
    told = f"{book.sheets[0].name}!H24 上您自己的批注字都在，字的粗细、颜色没能照旧。"
    assert told in said()
    commands.clear_marks()
    assert told in said()
    assert book.sheets[0]["H24"].note.text == f"{_AUTHOR}{_OWN}"
