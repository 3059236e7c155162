"""窗格的网页，在真的浏览器里：本机的服务、网页里的引擎，两个都做一遍。"""

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import PATIENCE
from opened_pane import FAULTY
from pydantic import BaseModel

import perfxl
from perfxl.contract import findings, outcome, pane, told
from perfxl.contract.shapes import Shape
from perfxl.pane.service import Service
from perfxl.pane.web_page import page_folder
from perfxl.shipped import shipped_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_OTHER = shipped_folder("workbooks") / "自评表" / "19_hr_system_ops_level3.xlsx"
_ENGINES = ["service", "wasm"]
_SHAPES: dict[str, type[BaseModel | Shape]] = {
    "Request": pane.RequestJson, "Answer": pane.AnswerJson, "About": pane.AboutJson, "Checked": pane.CheckJson,
    "Finding": findings.FindingJson, "Fix": findings.FixJson, "LeftFix": findings.LeftFixJson,
    "Edit": outcome.EditJson, "Content": outcome.ContentJson, "Mark": outcome.MarkJson, "FileJson": pane.FileJson,
    "Live": pane.LiveJson, "LiveEdit": pane.LiveEditJson, "LiveMarks": pane.LiveMarksJson,
    "GivenFile": pane.GivenFileJson, "Accepted": pane.AcceptedJson, "ListedAcceptance": pane.ListedAcceptanceJson,
    "Listing": told.ListingJson, "ToldTable": told.ToldTableJson, "ToldFinding": told.ToldFindingJson,
    "LiveRule": pane.LiveRuleJson, "LiveNote": pane.LiveNoteJson, "OwnRules": pane.OwnRulesJson,
}  # fmt: skip


@pytest.mark.parametrize("name", _SHAPES)
def test_the_page_knows_the_contract_by_the_same_names(name: str) -> None:
    text = (page_folder() / "contract.d.ts").read_text("utf-8")
    found = re.search(rf"export interface {name} \{{(.*?)\n?\}}", text, re.DOTALL)
    assert found
    written = set(re.findall(r"(\w+)\??:", found[1]))
    shape = _SHAPES[name]
    if issubclass(shape, Shape):
        known = set(shape.written_names())
    else:
        fields = shape.model_fields.items()
        known = {("schema" if key == "schema_" else value.alias or key) for key, value in fields}
    assert written == known


def _opened(page: "Page", service: Service, kind: str, request: pytest.FixtureRequest) -> None:
    from playwright.sync_api import expect

    if kind == "wasm":
        request.getfixturevalue("engine_files")
        page.goto(service.address)
    else:
        opening = request.getfixturevalue("tmp_path") / "打开.html"
        opening.write_text(service.opening_page, "utf-8")
        page.goto(opening.as_uri())
    expect(page.locator("#said")).to_contain_text("请打开一个工作簿")


def _checked(page: "Page", path: Path) -> None:
    from playwright.sync_api import expect

    page.set_input_files("#pick", path)
    expect(page.locator("#found")).to_be_visible()


@pytest.mark.parametrize("kind", _ENGINES)
def test_a_dropped_workbook_is_checked_scored_and_made(
    page: "Page", service: Service, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    _opened(page, service, kind, request)
    _checked(page, FAULTY)
    wanted = perfxl.check(FAULTY).findings
    assert page.locator("#list li").count() == len(wanted)
    for finding in wanted:
        expect(page.locator("#list")).to_contain_text(finding.message)
    for press, name in (("#score", "已评分"), ("#mark", "已标注")):
        with page.expect_download() as download:
            page.click(press)
        copied = tmp_path / download.value.suggested_filename
        download.value.save_as(copied)
        assert copied.name == f"{FAULTY.stem}（{name}）.xlsx"
        assert perfxl.read(copied).tables
        expect(page.locator("#said")).to_contain_text("存为")
    with page.expect_download() as download:
        page.select_option("#form", "自评表")
        page.click("#make")
    made = tmp_path / download.value.suggested_filename
    download.value.save_as(made)
    assert perfxl.read(made).tables[0].project == perfxl.read(FAULTY).tables[0].project


def test_several_dropped_together_are_checked_together(
    page: "Page", service: Service, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    _opened(page, service, "service", request)
    page.set_input_files("#pick", [FAULTY, _OTHER])
    expect(page.locator("#said")).to_contain_text("共 2 个文件")
    number = len(perfxl.check(FAULTY).findings) + len(perfxl.check(_OTHER).findings)
    expect(page.locator("#list li")).to_have_count(number)
    for path in (FAULTY, _OTHER):
        expect(page.locator("#list")).to_contain_text(f"{path.name} ")
    page.select_option("#which", _OTHER.name)
    expect(page.locator("#busy")).to_be_hidden()
    page.click("#fix")
    expect(page.locator("#plan")).to_be_visible()
    # 换了一个，列着的要改的格不是它的。
    page.select_option("#which", FAULTY.name)
    expect(page.locator("#plan")).to_be_hidden()
    expect(page.locator("#list li")).to_have_count(number)
    with page.expect_download() as download:
        page.click("#score")
    assert download.value.suggested_filename == f"{FAULTY.stem}（已评分）.xlsx"
    page.set_input_files("#pick", _OTHER)
    expect(page.locator("#one-of")).to_be_hidden()
    expect(page.locator("#said")).to_contain_text("共 1 个文件、1 张表")


def test_a_reason_takes_a_finding_off_the_list(
    page: "Page", service: Service, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    _opened(page, service, "service", request)
    _checked(page, FAULTY)
    before = page.locator("#list li").count()
    page.locator("#list li.error").first.get_by_role("button", name="认可").click()
    page.fill("#reason", "短")
    page.click("#why-yes")
    expect(page.locator("#why-short")).to_contain_text("至少写")
    page.fill("#reason", "系统另有验收报告为凭，不在表内")
    page.click("#why-yes")
    expect(page.locator("#list li")).to_have_count(before - 1)
    with page.expect_download() as download:
        page.get_by_role("button", name="存为").click()
    saved = tmp_path / "校验认可.yaml"
    download.value.save_as(saved)
    beside = tmp_path / FAULTY.name
    beside.write_bytes(FAULTY.read_bytes())
    assert len(perfxl.check(beside).findings) == before - 1
    page.get_by_role("button", name="撤回").click()
    expect(page.locator("#list li")).to_have_count(before)


def test_only_the_level_asked_for_is_listed(
    page: "Page", service: Service, request: pytest.FixtureRequest
) -> None:
    from playwright.sync_api import expect

    _opened(page, service, "service", request)
    _checked(page, FAULTY)
    page.select_option("#level", "error")
    expect(page.locator("#list li.info")).to_have_count(0)
    expect(page.locator("#found-title")).to_contain_text("没有列")


def test_everything_is_reached_by_keyboard_and_has_a_name(
    page: "Page", service: Service, request: pytest.FixtureRequest
) -> None:
    _opened(page, service, "service", request)
    _checked(page, FAULTY)
    names = page.evaluate(
        "[...document.querySelectorAll('button, select, input, textarea')].filter((e) => e.checkVisibility())"
        ".map((e) => e.textContent.trim() || e.labels?.[0]?.textContent.trim() || '')"
    )
    assert all(names)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.id || document.activeElement.textContent")
        )
    assert {"pick", "check", "score", "fix", "mark", "profile", "form", "level", "认可…"} <= reached


def test_a_workbook_that_cannot_be_read_is_a_sentence(
    page: "Page", service: Service, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    _opened(page, service, "service", request)
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    page.set_input_files("#pick", broken)
    expect(page.locator("#said")).to_contain_text("坏的.xlsx")
    expect(page.locator("#said")).to_have_class("wrong")
    assert not page.locator("#found").is_visible()


def test_a_page_without_token_and_engine_says_how_to_open_it(
    chromium: "Browser", service: Service, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    service.page = tmp_path / "page"
    shutil.copytree(page_folder(), service.page, ignore=shutil.ignore_patterns("engine"))
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(service.address)
    expect(page.locator("#said")).to_contain_text("请在命令行里运行 perfxl serve")
    page.close()
