"""窗格开在 WPS、Excel 里：真的浏览器，假的 ``Application``、``Office``。

标的、清的、写的、选的、出错时放回的，都看假的那里成了什么样；两种宿主记着的是同一份，做的是同一些。
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import openpyxl
import pytest
from opened_pane import FAULTY, OpenedPane, answered, content_of, waits_until
from openpyxl.comments import Comment
from samples import SAMPLES

import perfxl
from perfxl.model.own_notes import own_block


@pytest.fixture(params=["wps", "office"])
def host(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(open_in: Callable[..., OpenedPane], host: str) -> Callable[..., OpenedPane]:
    return partial(open_in, host)


@pytest.fixture
def opened_in_wps(open_in: Callable[..., OpenedPane]) -> Callable[..., OpenedPane]:
    return partial(open_in, "wps")


def test_findings_are_listed_selected_marked_and_cleared(opened: Callable[..., OpenedPane]) -> None:
    cell = answered("check", FAULTY)["live"]["marks"][0]["notes"][0]["cell"]

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
    wps.goes_to(f"{first.sheet}!")
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


def test_scores_are_written_as_stored_and_checked_again(opened: Callable[..., OpenedPane]) -> None:
    wps = opened()
    wps.page.click("#score")
    wps.waits("填了4格")
    written = {each[2]: each[3] for each in wps.calls("Value2")}
    wanted = answered("score", wps.path)["live"]["edits"]
    assert written == {each["cell"]: each["value"] for each in wanted}
    assert len(written) == 4
    wps.saved()
    again = perfxl.check(wps.path).findings
    before = perfxl.check(FAULTY).findings
    assert len(again) < len(before)


def test_fixes_are_written_after_they_were_agreed_to(opened: Callable[..., OpenedPane]) -> None:
    path = next(
        each
        for each in SAMPLES
        if each.suffix == ".xlsx" and answered("fix", each)["live"]["edits"]
    )
    wps = opened(path)
    wps.page.click("#fix")
    wps.waits("能改好")
    wanted = answered("fix", wps.path)["live"]["edits"]
    assert not wps.calls("Value2"), "nothing is written before it was agreed to"
    wps.page.click("#apply")
    wps.waits("口径：")
    written = [each[2:] for each in wps.calls("Value2")]
    assert written == [[each["cell"], each["value"]] for each in wanted]


def test_fixes_that_changed_meanwhile_are_shown_again(opened: Callable[..., OpenedPane]) -> None:
    path = next(
        each
        for each in SAMPLES
        if each.suffix == ".xlsx" and answered("fix", each)["live"]["edits"]
    )
    wps = opened(path)
    wps.page.click("#fix")
    wps.waits("能改好")
    [first, *_] = answered("fix", wps.path)["outcome"]["edits"]
    book = openpyxl.load_workbook(wps.path)
    book[first["sheet"]][first["cell"]] = first["after"]["value"]
    book.save(wps.path)
    wps.page.evaluate("(content) => { fakeBook.content = content; }", content_of(wps.path))
    wps.page.click("#apply")
    wps.waits("这中间工作簿改过")
    assert not wps.calls("Value2")


@pytest.mark.parametrize(
    ("in_record", "said"),
    [("!==", "已写的都放回了，什么也没有改"), ("===", "加不了“改动记录”表")],
)
def test_a_cell_that_cannot_be_written_puts_all_back(
    opened: Callable[..., OpenedPane], in_record: str, said: str
) -> None:
    wps = opened()
    before = wps.values()
    wps.page.evaluate(
        "() => { let n = 0; window.fakeFails = (name, sheet) =>"
        f" name === 'Value2' && sheet {in_record} '改动记录' && ++n === 3; }}"
    )
    wps.page.click("#score")
    wps.waits(said)
    assert wps.values() == before


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("SaveCopyAs", "请先保存它"),
        ("read", "请先保存它"),
        ("FormatConditions.Add", "标不上、也清不掉，多半是受保护"),
        ("AddComment", "的批注刚改过"),
    ],
)
def test_what_wps_refuses_is_one_sentence(
    opened: Callable[..., OpenedPane], failing: str, said: str
) -> None:
    wps = opened()
    wps.page.evaluate("(failing) => { window.fakeFails = (name) => name === failing; }", failing)
    wps.page.click("#check")
    wps.waits(said)
    assert not [rule for each in wps.state().values() for rule in each["rules"]] or (
        failing == "AddComment"
    )


def test_a_comment_changed_meanwhile_is_left_alone(opened: Callable[..., OpenedPane]) -> None:
    wps = opened()
    wps.check()
    name, cell = next((name, cell) for name, each in wps.state().items() for cell in each["notes"])
    assert name
    wps.saved()
    typed = "刚刚写的话"
    wps.page.evaluate(
        "([name, cell, text]) => fake.app.ActiveWorkbook.Worksheets.Item(name).Range(cell).Comment.Text(text)",
        [name, cell, typed],
    )
    wps.page.click("#clear")
    wps.waits("的批注刚改过")
    assert wps.state()[name]["notes"] == {cell: typed}


def test_a_change_is_checked_again_by_itself(opened: Callable[..., OpenedPane]) -> None:
    wps = opened()
    wps.check()
    taken = len(wps.calls("SaveCopyAs"))
    wps.page.evaluate("fake.heard.SheetChange()")
    waits_until(wps.page, lambda: len(wps.calls("SaveCopyAs")) > taken)
    wps.waits("口径：")
    # 标了色也不再查一遍。
    wps.page.wait_for_timeout(900)
    assert len(wps.calls("SaveCopyAs")) == taken + 1


def test_what_is_made_lies_beside_and_replaces_nothing(
    opened_in_wps: Callable[..., OpenedPane],
) -> None:
    wps = opened_in_wps()
    name = f"{wps.path.stem}（自评表）"
    for wanted in (f"/home/user/{name}.xlsx", f"/home/user/{name}(2).xlsx"):
        wps.page.select_option("#form", "自评表")
        wps.page.click("#make")
        wps.waits(wanted)
        assert wps.calls("Open")[-1] == ["Open", wanted]


def test_without_a_workbook_it_says_so(opened_in_wps: Callable[..., OpenedPane]) -> None:
    wps = opened_in_wps()
    wps.page.evaluate("() => { fake.app.ActiveWorkbook = null; }")
    wps.page.click("#check")
    wps.waits("请先打开一个工作簿")
