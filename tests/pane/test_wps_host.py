"""窗格开在 WPS 里：真的浏览器，假的 ``Application``。标的、清的、写的、选的、出错时放回的，都看假的那里成了什么样。"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from samples import SAMPLES

import perfxl
from perfxl.pane import engine
from perfxl.pane.service import Service
from perfxl.plans.own_marks import own_block
from perfxl.shipped import shipped_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FAULTY = shipped_folder("workbooks") / "自评表" / "12_jinbao_network_ops.xlsx"
_FAKE = Path(__file__).with_name("fake_wps.js")


class _Wps:
    """假的 WPS 里开着的一个工作簿：磁盘上的一份，和网页里记着的一份。"""

    def __init__(self, page: "Page", path: Path) -> None:
        self.page, self.path = page, path

    def given(self) -> dict[str, Any]:
        book = openpyxl.load_workbook(self.path)
        sheets = [
            {
                "name": sheet.title,
                "cells": {
                    cell.coordinate: _content(cell.value, cell.number_format)
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None
                },
                "notes": {
                    cell.coordinate: cell.comment.text
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.comment is not None
                },
            }
            for sheet in book.worksheets
        ]
        content = base64.b64encode(self.path.read_bytes()).decode()
        return {"name": self.path.name, "sheets": sheets, "content": content}

    def state(self) -> dict[str, dict[str, Any]]:
        """各张表：``rules``、``notes``、``cells``。"""
        return {each["name"]: each for each in self.page.evaluate("fake.state()")}

    def calls(self, name: str) -> list[list[Any]]:
        return [each for each in self.page.evaluate("fake.calls") if each[0] == name]

    def saved(self) -> None:
        """网页里记着的写回磁盘：下一次快照就是现在的样子。"""
        book = openpyxl.load_workbook(self.path)
        for name, each in self.state().items():
            sheet = book[name]
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.comment is not None:
                        cell.comment = None
            sheet.conditional_formatting = type(sheet.conditional_formatting)()
            for rule in each["rules"]:
                number = rule["Color"]
                red, green, blue = number & 255, number >> 8 & 255, number >> 16
                fill = PatternFill(bgColor=f"{red:02X}{green:02X}{blue:02X}", fill_type="solid")
                areas = rule["areas"].replace(",", " ")
                wanted = FormulaRule([rule["formula"].removeprefix("=")], fill=fill)
                sheet.conditional_formatting.add(areas, wanted)
            for cell, text in each["notes"].items():
                sheet[cell].comment = Comment(text, "某人")
            for cell, content in each["cells"].items():
                if "formula" not in content:
                    sheet[cell].value = content["value"]
        book.save(self.path)
        content = base64.b64encode(self.path.read_bytes()).decode()
        self.page.evaluate("(content) => { fakeBook.content = content; }", content)

    def check(self) -> None:
        self.page.click("#check")
        self.waits("口径：")

    def waits(self, said: str) -> None:
        from playwright.sync_api import expect

        expect(self.page.locator("#said")).to_contain_text(said)


def _asked(command: str, path: Path) -> dict[str, Any]:
    content = base64.b64encode(path.read_bytes()).decode()
    workbook = {"name": path.name, "content": content}
    request = {"command": command, "workbook": workbook, "live": True}
    answered: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    return answered


def _content(value: object, code: str) -> dict[str, Any]:
    if isinstance(value, str) and value.startswith("="):
        return {"value": 0, "formula": value, "format": code}
    plain = value if isinstance(value, str | bool | int | float) else str(value)
    return {"value": plain, "format": code}


@pytest.fixture
def opened(page: "Page", service: Service, tmp_path: Path) -> Callable[..., _Wps]:
    def open_in_wps(path: Path = _FAULTY, change: Callable[[Any], None] | None = None) -> _Wps:
        copy = tmp_path / path.name
        book = openpyxl.load_workbook(path)
        if change is not None:
            change(book)
        book.save(copy)
        wps = _Wps(page, copy)
        page.add_init_script(f"window.fakeBook = {json.dumps(wps.given())};")
        page.add_init_script(path=_FAKE)
        opening = tmp_path / "打开.html"
        opening.write_text(service.opening_page, "utf-8")
        page.goto(opening.as_uri())
        wps.waits("请按“校验”")
        return wps

    return open_in_wps


def test_findings_are_listed_selected_marked_and_cleared(opened: Callable[..., _Wps]) -> None:
    cell = _asked("check", _FAULTY)["live"]["marks"][0]["notes"][0]["cell"]

    def with_own(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["A1"].comment = Comment("我自己的批注", "某人")
        sheet[cell].comment = Comment(f"请核对\n{own_block('旧话')}\n已核对", "某人")

    wps = opened(change=with_own)
    wps.page.evaluate(
        "fake.addRule(fakeBook.sheets[0].name, {type: 2, formula: '=A1>5', areas: 'A1', Color: 255})"
    )
    before = wps.state()
    wps.check()
    wanted = perfxl.check(wps.path).findings
    assert wps.page.locator("#list li").count() == len(wanted)
    [state] = [each for each in wps.state().values() if each["rules"]]
    own = [rule for rule in state["rules"] if "perfxl" in rule["formula"]]
    assert own
    assert {rule["type"] for rule in own} == {2}
    assert state["notes"]["A1"] == "我自己的批注"
    assert [rule["formula"] for rule in state["rules"] if "perfxl" not in rule["formula"]] == [
        "=A1>5"
    ]
    # 快照读了就删。
    assert [each[1] for each in wps.calls("SaveCopyAs")] == [
        each[1] for each in wps.calls("Remove")
    ]
    assert wps.page.evaluate("fake.files.size") == 0
    first = next(each for each in wanted if each.cells)
    wps.page.locator("#list .place").first.click()
    assert wps.page.evaluate("fake.selected").startswith(f"{first.sheet}!")
    wps.saved()
    wps.check()
    added = len(wps.calls("FormatConditions.Add"))
    wps.check()
    assert len(wps.calls("FormatConditions.Add")) == added, "marks that stay are not set again"
    wps.page.click("#clear")
    wps.waits("标记都清掉了")
    after = wps.state()
    for name, sheet in after.items():
        assert [rule["formula"] for rule in sheet["rules"]] == [
            rule["formula"] for rule in before[name]["rules"]
        ]
    notes = {cell: text for sheet in after.values() for cell, text in sheet["notes"].items()}
    assert notes == {"A1": "我自己的批注", cell: "请核对\n已核对"}


def test_scores_are_written_as_stored_and_checked_again(opened: Callable[..., _Wps]) -> None:
    wps = opened()
    wps.page.click("#score")
    wps.waits("填了4格")
    written = {each[2]: each[3] for each in wps.calls("Value2")}
    wanted = _asked("score", wps.path)["live"]["edits"]
    assert written == {each["cell"]: each["value"] for each in wanted}
    assert len(written) == 4
    wps.saved()
    again = perfxl.check(wps.path).findings
    before = perfxl.check(_FAULTY).findings
    assert len(again) < len(before)


def test_fixes_are_written_after_they_were_agreed_to(opened: Callable[..., _Wps]) -> None:
    path = next(
        each for each in SAMPLES if each.suffix == ".xlsx" and _asked("fix", each)["live"]["edits"]
    )
    wps = opened(path)
    wps.page.click("#fix")
    wps.waits("能改好")
    wanted = _asked("fix", wps.path)["live"]["edits"]
    assert not wps.calls("Value2"), "nothing is written before it was agreed to"
    wps.page.click("#apply")
    wps.waits("口径：")
    written = [each[2:] for each in wps.calls("Value2")]
    assert written == [[each["cell"], each["value"]] for each in wanted]


def test_fixes_that_changed_meanwhile_are_shown_again(opened: Callable[..., _Wps]) -> None:
    path = next(
        each for each in SAMPLES if each.suffix == ".xlsx" and _asked("fix", each)["live"]["edits"]
    )
    wps = opened(path)
    wps.page.click("#fix")
    wps.waits("能改好")
    [first, *_] = _asked("fix", wps.path)["outcome"]["edits"]
    book = openpyxl.load_workbook(wps.path)
    book[first["sheet"]][first["cell"]] = first["after"]["value"]
    book.save(wps.path)
    content = base64.b64encode(wps.path.read_bytes()).decode()
    wps.page.evaluate("(content) => { fakeBook.content = content; }", content)
    wps.page.click("#apply")
    wps.waits("这中间工作簿改过")
    assert not wps.calls("Value2")


def test_a_cell_that_cannot_be_written_puts_all_back(opened: Callable[..., _Wps]) -> None:
    wps = opened()
    before = wps.state()
    wps.page.evaluate(
        "() => { let n = 0; window.fakeFails = (name) => name === 'Value2' && ++n === 3; }"
    )
    wps.page.click("#score")
    wps.waits("已写的都放回了，什么也没有改")
    after = wps.state()
    for name, sheet in before.items():
        values = {cell: (v["value"], v.get("formula")) for cell, v in sheet["cells"].items()}
        now = {cell: (v["value"], v.get("formula")) for cell, v in after[name]["cells"].items()}
        assert now == values


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("SaveCopyAs", "另存不了一份来读"),
        ("read", "另存不了一份来读"),
        ("FormatConditions.Add", "标不上、也清不掉，多半是受保护"),
        ("AddComment", "的批注刚改过"),
    ],
)
def test_what_wps_refuses_is_one_sentence(
    opened: Callable[..., _Wps], failing: str, said: str
) -> None:
    wps = opened()
    wps.page.evaluate("(failing) => { window.fakeFails = (name) => name === failing; }", failing)
    wps.page.click("#check")
    wps.waits(said)
    assert not [rule for each in wps.state().values() for rule in each["rules"]] or (
        failing == "AddComment"
    )


def test_a_comment_changed_meanwhile_is_left_alone(opened: Callable[..., _Wps]) -> None:
    wps = opened()
    wps.check()
    name, cell = next((name, cell) for name, each in wps.state().items() for cell in each["notes"])
    assert name
    wps.saved()
    typed = "刚刚写的话"
    wps.page.evaluate(
        "([name, cell, text]) => Application.ActiveWorkbook.Worksheets.Item(name).Range(cell).Comment.Text(text)",
        [name, cell, typed],
    )
    wps.page.click("#clear")
    wps.waits("的批注刚改过")
    assert wps.state()[name]["notes"] == {cell: typed}


def test_a_change_is_checked_again_by_itself(opened: Callable[..., _Wps]) -> None:
    wps = opened()
    wps.check()
    taken = len(wps.calls("SaveCopyAs"))
    wps.page.evaluate("fake.heard.SheetChange()")
    wps.page.wait_for_timeout(600)
    wps.waits("口径：")
    assert len(wps.calls("SaveCopyAs")) == taken + 1


def test_what_is_made_lies_beside_and_replaces_nothing(opened: Callable[..., _Wps]) -> None:
    wps = opened()
    name = f"{wps.path.stem}（自评表）"
    for wanted in (f"/home/user/{name}.xlsx", f"/home/user/{name}(2).xlsx"):
        wps.page.select_option("#form", "自评表")
        wps.waits(wanted)
        assert wps.calls("Open")[-1] == ["Open", wanted]


def test_without_a_workbook_it_says_so(opened: Callable[..., _Wps]) -> None:
    wps = opened()
    wps.page.evaluate("() => { Application.ActiveWorkbook = null; }")
    wps.page.click("#check")
    wps.waits("请先打开一个工作簿")
