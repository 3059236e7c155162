"""窗格开在 Excel 里（Office.js）特有的：这一版没有的接口不叫、说一句，正在打字的不写，新文件在新工作簿里打开。"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from opened_pane import OpenedPane, answered

import perfxl
from perfxl.pane.service import Service

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def opened(open_in: Callable[..., OpenedPane], page: "Page") -> Callable[..., OpenedPane]:
    def open_in_excel(latest: str) -> OpenedPane:
        page.add_init_script(f"window.fakeSet = '{latest}';")
        return open_in("office")

    return open_in_excel


def _rules(pane: OpenedPane) -> list[str]:
    return [rule["formula"] for each in pane.state().values() for rule in each["rules"]]


def _notes(pane: OpenedPane) -> list[str]:
    return [text for each in pane.state().values() for text in each["notes"].values()]


@pytest.mark.parametrize(
    ("latest", "coloured", "noted", "said"),
    [
        ("1.1", False, False, "要 ExcelApi 1.6），问题只列在这里"),
        ("1.5", False, False, "要 ExcelApi 1.6），问题只列在这里"),
        ("1.8", True, False, "要 ExcelApi 1.18），只标了颜色"),
        ("1.17", True, False, "要 ExcelApi 1.18），只标了颜色"),
        ("1.18", True, True, "口径："),
    ],
)
def test_what_this_excel_has_not_is_said_and_not_called(
    opened: Callable[..., OpenedPane], latest: str, coloured: bool, noted: bool, said: str
) -> None:
    pane = opened(latest)
    pane.check()
    pane.waits(said)
    assert pane.page.locator("#list li").count() == len(perfxl.check(pane.path).findings)
    assert bool(_rules(pane)) is coloured
    assert bool(_notes(pane)) is noted
    # 查、评、跳到那一格，哪一版都行。
    pane.page.locator("#list .place").first.click()
    pane.goes_to("")
    pane.page.click("#score")
    pane.waits("填了4格")


def test_that_notes_are_lacking_is_said_once(opened: Callable[..., OpenedPane]) -> None:
    pane = opened("1.17")
    pane.check()
    pane.waits("要 ExcelApi 1.18")
    pane.check()
    assert "ExcelApi" not in pane.page.inner_text("#said")


def test_without_notes_colours_that_stay_are_not_set_again(
    opened: Callable[..., OpenedPane],
) -> None:
    """批注缺着，引擎每次都叫重标；颜色没有变的不再动，变了的、叫人删了的才动。"""
    pane = opened("1.17")
    pane.check()
    added, rules = len(pane.calls("FormatConditions.Add")), _rules(pane)
    pane.saved()
    pane.check()
    assert len(pane.calls("FormatConditions.Add")) == added > 0
    name = next(name for name, each in pane.state().items() if each["rules"])
    pane.page.evaluate(
        "(name) => fake.app.ActiveWorkbook.Worksheets.Item(name).Cells.FormatConditions.Item(1).Delete()",
        name,
    )
    pane.saved()
    pane.check()
    assert _rules(pane) == rules


def test_while_a_cell_is_typed_in_nothing_is_written(opened: Callable[..., OpenedPane]) -> None:
    pane = opened("1.20")
    before = pane.state()
    pane.page.evaluate("window.fakeTyping = true")
    pane.page.click("#score")
    pane.waits("正在格里打字，什么也没有做；请按回车打完再试")
    pane.page.click("#check")
    pane.waits("正在格里打字")
    assert pane.state() == before


def test_what_is_made_opens_as_a_new_workbook(
    opened: Callable[..., OpenedPane], tmp_path: Path
) -> None:
    pane = opened("1.8")
    pane.page.select_option("#form", "自评表")
    pane.page.click("#make")
    pane.waits(f"还没有存：请您存为“{pane.path.stem}（自评表）.xlsx”")
    [[_, content]] = pane.calls("createWorkbook")
    made = tmp_path / "新的.xlsx"
    made.write_bytes(base64.b64decode(content))
    assert perfxl.read(made).tables[0].project == perfxl.read(pane.path).tables[0].project


def test_where_no_workbook_can_be_opened_it_is_downloaded(
    opened: Callable[..., OpenedPane],
) -> None:
    pane = opened("1.7")
    with pane.page.expect_download() as download:
        pane.page.select_option("#form", "自评表")
        pane.page.click("#make")
    assert download.value.suggested_filename == f"{pane.path.stem}（自评表）.xlsx"


def test_text_that_looks_like_a_formula_is_put_back_as_text(
    opened: Callable[..., OpenedPane],
) -> None:
    """写到第四格失败：前三格原来是文字、公式、空的，都照原样放回。"""
    pane = opened("1.20")
    edits = answered("score", pane.path)["live"]["edits"]
    name, [first, second, third, _] = edits[0]["sheet"], [each["cell"] for each in edits]
    pane.page.evaluate(
        """([name, first, second, third]) => {
          const range = (cell) => fake.app.ActiveWorkbook.Worksheets.Item(name).Range(cell);
          range(first).Value2 = "'=甲+乙";
          range(second).Formula = '=1+2';
          range(third).ClearContents();
        }""",
        [name, first, second, third],
    )
    before = pane.values()
    pane.page.evaluate(
        "() => { let n = 0; window.fakeFails = (name, sheet) =>"
        " name === 'Value2' && sheet !== '改动记录' && ++n === 4; }"
    )
    pane.page.click("#score")
    pane.waits("已写的都放回了，什么也没有改")
    assert edits[3]["cell"] in pane.page.inner_text("#said")
    assert pane.values() == before


def test_an_excel_that_never_answers_is_told(
    page: "Page", service: Service, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    page.clock.install()
    page.add_init_script("window.Office = { onReady: () => new Promise(() => {}) };")
    (tmp_path / "打开.html").write_text(service.opening_page, "utf-8")
    page.goto((tmp_path / "打开.html").as_uri())
    expect(page.locator("#said")).to_contain_text("正在打开引擎")
    page.clock.fast_forward(31_000)
    expect(page.locator("#said")).to_contain_text(
        "Excel 没有应声，什么也没有做；请关掉窗格重新打开"
    )
    expect(page.locator("#said")).to_have_class("wrong")
