"""三种宿主（拖进来的文件、WPS、Excel）照同一份约定：问引擎的一样，答的一样，写成的也一样。"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from opened_pane import FAULTY, OpenedPane, answered
from samples import SAMPLES

from perfxl.pane.service import Service

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

_FIXED = next(
    each for each in SAMPLES if each.suffix == ".xlsx" and answered("fix", each)["outcome"]["edits"]
)


class _Heard:
    """窗格问引擎的每一句，和引擎的回答。"""

    def __init__(self, page: "Page") -> None:
        self.replies: list[Response] = []
        page.on("response", lambda reply: self.replies.append(reply))

    def of(self, command: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """头一次问这个命令的：问了什么、答了什么，去掉开着的工作簿才要的一份。"""
        asked, answer = next(
            (asked, reply.json())
            for reply in self.replies
            if reply.url.endswith("/answer")
            and (asked := reply.request.post_data_json)["command"] == command
        )
        asked = {key: value for key, value in asked.items() if key not in ("live", "workbook")}
        return asked, {key: value for key, value in answer.items() if key != "live"}


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[Path], Path]:
    """三种宿主都看的一份：假的宿主记着的由 openpyxl 得来，所以先由它存一遍。"""

    def made(path: Path) -> Path:
        target = tmp_path / path.name
        openpyxl.load_workbook(path).save(target)
        return target

    return made


def _dropped(page: "Page", service: Service, path: Path) -> None:
    from playwright.sync_api import expect

    (path.parent / "打开.html").write_text(service.opening_page, "utf-8")
    page.goto((path.parent / "打开.html").as_uri())
    expect(page.locator("#said")).to_contain_text("请打开一个工作簿")
    page.set_input_files("#pick", path)
    expect(page.locator("#said")).to_contain_text("口径：")


def _cells(path: Path, places: list[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(path)
    return {(sheet, cell): book[sheet][cell].value for sheet, cell in places}


@pytest.mark.parametrize("host", ["dropped", "wps", "office"])
@pytest.mark.parametrize(("command", "sample"), [("score", FAULTY), ("fix", _FIXED)])
def test_every_host_asks_the_same_and_writes_the_same(
    page: "Page",
    service: Service,
    copy: Callable[[Path], Path],
    host: str,
    command: str,
    sample: Path,
    tmp_path: Path,
) -> None:
    from playwright.sync_api import expect

    path = copy(sample)
    live = host != "dropped"  # 拖进来的照命令行的话，开着的照加载项的
    wanted = {name: _without_live(answered(name, path, live=live)) for name in ("check", command)}
    edits = wanted[command]["outcome"]["edits"]
    places = [(each["sheet"], each["cell"]) for each in edits]
    assert places
    heard = _Heard(page)
    if host == "dropped":
        _dropped(page, service, path)
        with page.expect_download() as download:
            page.click(f"#{command}")
            if command == "fix":
                page.click("#apply")
        target = tmp_path / "存下的.xlsx"
        download.value.save_as(target)
        # 拖进来的要副本，问的是 copy；改了什么看副本里的格。
        asked = ["check", *(["fix"] if command == "fix" else [])]
    else:
        pane = OpenedPane(page, path)
        pane.open(service, host)
        pane.check()
        page.click(f"#{command}")
        if command == "fix":
            page.click("#apply")
            expect(page.locator("#plan")).to_be_hidden()
            pane.waits("口径：")
        else:
            pane.waits(f"填了{len(edits)}格")
        pane.saved()
        target, asked = path, ["check", command]
    for name in asked:
        request, answer = heard.of(name)
        assert request == {
            "schema": "perfxl.request/1", "command": name, "profile": "", "acceptance_list": "",
        }  # fmt: skip
        assert answer == wanted[name]
    assert _cells(target, places) == _expected(copy(sample), command)


def _without_live(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "live"}


def _expected(path: Path, command: str) -> dict[tuple[str, str], Any]:
    """照引擎说的写出来的一份里，这几格存着什么；文字前的撇号不存。"""
    return {
        (each["sheet"], each["cell"]): (
            each["value"].removeprefix("'") if isinstance(each["value"], str) else each["value"]
        )
        for each in answered(command, path)["live"]["edits"]
    }


@pytest.mark.parametrize("host", ["wps", "office"])
def test_what_was_written_is_recorded_and_put_back(
    open_in: Callable[..., OpenedPane], host: str
) -> None:
    pane = open_in(host)
    before = pane.values()
    pane.page.click("#score")
    pane.waits("原内容记在“改动记录”表，“还原”可以放回")
    assert set(pane.values()) == {*before, "改动记录"}
    pane.saved()
    pane.page.click("#restore")
    pane.waits("已把“评分”改的4格放回原来的内容。")
    assert pane.values() == before


@pytest.mark.parametrize("host", ["wps", "office"])
def test_accepted_findings_stay_with_the_workbook(
    open_in: Callable[..., OpenedPane], host: str
) -> None:
    from playwright.sync_api import expect

    pane = open_in(host)
    pane.check()
    items = pane.page.locator("#list li")
    count = items.count()
    pane.page.get_by_role("button", name="认可…").first.click()
    pane.page.fill("#reason", "系统另有验收报告为凭，不在表内")
    pane.page.click("#why-yes")
    pane.waits("已认可，记在")
    expect(items).to_have_count(count - 1)
    expect(pane.page.locator("#reasons > ul > li")).to_have_count(1)
    pane.check()
    expect(items).to_have_count(count - 1)
    pane.page.get_by_role("button", name="撤回").click()
    pane.waits("不再认可，记在")
    expect(items).to_have_count(count)


@pytest.mark.parametrize("host", ["wps", "office"])
def test_every_score_is_explained_below(open_in: Callable[..., OpenedPane], host: str) -> None:
    pane = open_in(host)
    pane.page.click("#score")
    pane.waits("原内容记在")
    wanted, changed = answered("score", pane.path)["outcome"]["lists"]
    assert changed["heading"] == "改动清单：4格"
    pane.page.get_by_text(wanted["heading"]).click()
    rows = pane.page.locator("#lists details").first.locator("tbody tr")
    assert rows.count() == len(wanted["rows"])
    for row, cells in zip(rows.all(), wanted["rows"], strict=True):
        assert cells[-1] in row.inner_text()
    link = wanted["links"][1]
    rows.nth(1).get_by_role("button", name=link["cell"]).click()
    pane.goes_to(f"{link['sheet']}!{link['cell']}")
