"""窗格用不成的时候：一样一句话，什么也没有写，同一处不写两遍。在真的浏览器里看。"""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import PATIENCE
from command_line import perfxl as typed
from opened_pane import FAULTY, OpenedPane, answered

import perfxl
from perfxl.contract.pane import LARGEST_WORKBOOK
from perfxl.pane.service import Service
from perfxl.pane.web_page import page_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

_HOSTS = ["wps", "office"]
_WRITES = (
    *("Value2", "Formula", "ClearContents", "FormatConditions.Add", "AddComment", "write"),
    "createWorkbook",
)


def _nothing_written(pane: OpenedPane) -> None:
    calls = pane.page.evaluate("fake.calls")
    assert [each for each in calls if each[0] in _WRITES] == []


def _said(page: "Page", words: str) -> None:
    from playwright.sync_api import expect

    said = page.locator("#said")
    expect(said).to_contain_text(words)
    expect(said).to_have_class("wrong")
    assert page.inner_text("#said").count("\n") == 0


def test_without_web_assembly_it_says_so(
    page: "Page", service: Service, engine_files: Path
) -> None:
    assert engine_files.is_dir()
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(service.address)
    _said(page, "没有 WebAssembly；请换新的浏览器")


@pytest.mark.parametrize("core", ["no modules", "older syntax", "older syntax in another file"])
def test_an_old_core_is_told_and_not_left_blank(
    chromium: "Browser", service: Service, core: str
) -> None:
    """不认得 ``type="module"`` 的不理它，认得而不认得写法的不运行它。"""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    if core == "no modules":
        html = (page_folder() / "pane.html").read_text("utf-8")
        html, left = re.subn(r'<script type="module"[^>]*></script>', "", html)
        assert left == 1
        page.route("**/", lambda route: route.fulfill(body=html, content_type="text/html"))
    else:
        name = "pane.js" if core == "older syntax" else "findings-view.js"
        unknown = "const wanted = made ?|> again;"
        page.route(
            f"**/{name}",
            lambda route: route.fulfill(body=unknown, content_type="text/javascript"),
        )
    page.goto(service.address)
    _said(page, "浏览器核心太旧，窗格开不了")
    page.close()


@pytest.mark.parametrize(
    "missing",
    ["HTMLDialogElement.prototype.showModal", "Element.prototype.replaceChildren"],
)
def test_a_core_that_fails_halfway_is_told_at_the_start(
    page: "Page", service: Service, tmp_path: Path, missing: str
) -> None:
    opening = tmp_path / "打开.html"
    opening.write_text(service.opening_page, "utf-8")
    page.add_init_script(f"delete {missing}")
    page.goto(opening.as_uri())
    _said(page, "浏览器核心太旧，窗格开不了")


def test_a_core_without_check_visibility_keeps_the_place(
    page: "Page", service: Service, tmp_path: Path
) -> None:
    """2022 年以前的核心没有：位置照样落在下一处，一处也不出错（``page`` 查）。"""
    from playwright.sync_api import expect

    opening = tmp_path / "打开.html"
    opening.write_text(service.opening_page, "utf-8")
    page.add_init_script("delete Element.prototype.checkVisibility")
    page.goto(opening.as_uri())
    expect(page.locator("#said")).to_contain_text("请打开一个工作簿")
    page.set_input_files("#pick", FAULTY)
    expect(page.locator("#said")).to_contain_text("口径：")
    accepting = page.get_by_role("button", name="认可…")
    second = accepting.nth(1).get_attribute("aria-label")
    accepting.first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("系统另有验收报告为凭，不在表内")
    page.click("#why-yes")
    expect(page.locator("#said")).to_contain_text("已认可。")
    expect(page.locator(":focus")).to_have_attribute("aria-label", second or "")


def test_what_old_cores_must_read_is_written_for_them() -> None:
    script = (page_folder() / "not-opened.js").read_text("utf-8")
    code = "\n".join(line for line in script.splitlines() if not line.strip().startswith("//"))
    assert re.findall(r"=>|`|\bconst\b|\blet\b|\?\.|\?\?|\.\.\.|\basync\b", code) == []
    html = (page_folder() / "pane.html").read_text("utf-8")
    assert html.index('<script src="not-opened.js">') < html.index('<script type="module"')


def test_a_dropped_file_that_is_too_large_is_refused(
    page: "Page", service: Service, tmp_path: Path
) -> None:
    opening = tmp_path / "打开.html"
    opening.write_text(service.opening_page, "utf-8")
    page.goto(opening.as_uri())
    page.locator("#open").wait_for()
    large = tmp_path / "很大的.xlsx"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_WORKBOOK * 1024 * 1024 + 1)
    page.set_input_files("#pick", large)
    _said(page, f"“很大的.xlsx”超过 {LARGEST_WORKBOOK} MB，窗格不读")
    assert not page.locator("#found").is_visible()


@pytest.mark.parametrize("host", _HOSTS)
def test_an_open_workbook_that_is_too_large_is_refused(
    open_in: Callable[..., OpenedPane], host: str
) -> None:
    pane = open_in(host)
    size = LARGEST_WORKBOOK * 1024 * 1024 + 3
    pane.page.evaluate("(size) => { fakeBook.content = btoa('x'.repeat(size)); }", size)
    pane.page.click("#score")
    _said(pane.page, f"“{FAULTY.name}”超过 {LARGEST_WORKBOOK} MB，窗格不读")
    _nothing_written(pane)


@pytest.mark.parametrize("host", _HOSTS)
def test_a_host_that_gives_no_copy_is_told(open_in: Callable[..., OpenedPane], host: str) -> None:
    pane = open_in(host)
    pane.page.evaluate("() => { window.fakeFails = (name) => name === 'SaveCopyAs'; }")
    pane.page.click("#score")
    _said(pane.page, "请先保存它")
    _nothing_written(pane)


@pytest.mark.parametrize("host", _HOSTS)
def test_an_expired_token_is_told(
    open_in: Callable[..., OpenedPane], host: str, faults: list[str]
) -> None:
    """服务重新起过，令牌换了：问它的一句也不答。"""
    pane = open_in(host)
    pane.page.route(
        "**/answer",
        lambda route: route.continue_(
            headers={**route.request.headers, "x-perfxl-token": "of-yesterday"}
        ),
    )
    pane.page.click("#score")
    _said(pane.page, "令牌不对或已过期；请在命令行里重新运行 perfxl serve")
    _nothing_written(pane)
    [fault] = faults
    assert "403" in fault
    faults.clear()


@pytest.mark.parametrize("host", _HOSTS)
def test_the_second_pane_on_a_book_writes_nothing(
    open_in: Callable[..., OpenedPane], host: str, service: Service
) -> None:
    first = open_in(host)
    first.check()
    again = OpenedPane(first.page.context.new_page(), first.path)
    service.key = "again"
    again.open(service, host)
    again.page.click("#score")
    _said(again.page, "已经开着一个窗格，什么也没有做")
    _nothing_written(again)
    first.page.goto("about:blank")
    again.page.click("#score")
    again.waits("填了4格")
    again.page.close()


@pytest.mark.parametrize("host", _HOSTS)
def test_pressed_twice_it_writes_once(open_in: Callable[..., OpenedPane], host: str) -> None:
    pane = open_in(host)
    wanted = answered("score", pane.path)["live"]["edits"]

    asked = []

    def slowly(route: "Route") -> None:
        asked.append(route)
        time.sleep(0.3)
        route.continue_()

    pane.page.route("**/answer", slowly)
    pane.page.evaluate(
        "() => { const press = () => document.getElementById('score').click();"
        " press(); press(); setTimeout(press, 5); setTimeout(press, 30); }"
    )
    pane.waits("填了4格")
    assert len(asked) == 1
    assert [each[2] for each in pane.calls("Value2")] == [each["cell"] for each in wanted]


@pytest.mark.parametrize("kind", ["service", "wasm"])
def test_an_old_format_is_read_and_not_copied(
    page: "Page", service: Service, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """.xls 读得了、查得了；写不了副本，说一句。"""
    from playwright.sync_api import expect

    if kind == "wasm":
        request.getfixturevalue("engine_files")
        page.goto(service.address)
    else:
        (tmp_path / "打开.html").write_text(service.opening_page, "utf-8")
        page.goto((tmp_path / "打开.html").as_uri())
    expect(page.locator("#said")).to_contain_text("请打开一个工作簿")
    old = Path(__file__).parents[1] / "hosts" / "旧版" / "自评_加错.xls"
    page.set_input_files("#pick", old)
    wanted = perfxl.check(old).findings
    expect(page.locator("#list li")).to_have_count(len(wanted))
    for finding in wanted:
        expect(page.locator("#list")).to_contain_text(finding.message)
    for press in ("#mark", "#score", "#fix"):
        page.click(press)
        _said(page, "请用 Excel 或 WPS 另存为 .xlsx 再写")
        if press == "#score":
            total = re.search(r"总分 [\d.]+ 分，等级 .", typed("score", old).out)
            assert total is not None
            _said(page, total[0])


def test_an_engine_of_another_version_is_told(page: "Page", service: Service) -> None:
    """文件夹 engine 是从前那一版留下的。"""
    html = (page_folder() / "pane.html").read_text("utf-8")
    own = f'<meta name="perfxl-version" content="{perfxl.__version__}">'
    assert own in html, "升了版本，pane.html 里的 perfxl-version 也要改"
    newer = html.replace(own, own.replace(perfxl.__version__, "99.1"))
    page.route("**/", lambda route: route.fulfill(body=newer, content_type="text/html"))
    page.route("**/engine/files.json", lambda route: route.fulfill(body="{}"))
    about = answered("about", FAULTY)
    worker = f"onmessage = () => postMessage({{ answer: {json.dumps(json.dumps(about))} }});"
    page.route(
        "**/engine-worker.js",
        lambda route: route.fulfill(body=worker, content_type="text/javascript"),
    )
    page.goto(service.address)
    _said(page, f"引擎是 {perfxl.__version__} 的，网页是 99.1 的")
    assert "请打开一个工作簿" in page.inner_text("#said")


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("site.zip", None),
        ("pyodide.asm.wasm", None),
        ("pyodide.asm.wasm", b"\0asm of tomorrow"),
        ("pyodide.mjs", b"a ?|> b"),
    ],
)
def test_an_engine_that_does_not_open_is_told(
    page: "Page",
    service: Service,
    engine_files: Path,
    faults: list[str],
    name: str,
    broken: bytes | None,
) -> None:
    """少了一个文件的；浏览器不认得这种 WebAssembly、这种写法的。"""
    assert (engine_files / name).is_file()
    kind = "application/wasm" if name.endswith(".wasm") else "text/javascript"
    page.route(
        f"**/engine/{name}",
        lambda route: (
            route.fulfill(status=404)
            if broken is None
            else route.fulfill(body=broken, content_type=kind)
        ),
    )
    page.goto(service.address)
    _said(page, "多半是浏览器核心太旧，或者引擎的文件没有放完整：请换新的浏览器")
    faults.clear()


def test_a_frame_of_another_site_that_may_keep_nothing_still_works(
    page: "Page", service: Service, tmp_path: Path
) -> None:
    """网页版 Excel 的框里，浏览器可能不许用 sessionStorage 和锁。"""
    page.add_init_script(
        "for (const [where, name] of [[window, 'sessionStorage'], [navigator, 'locks']])"
        " Object.defineProperty(where, name, name === 'locks'"
        " ? { value: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } }"
        " : { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    copy = tmp_path / FAULTY.name
    copy.write_bytes(FAULTY.read_bytes())
    pane = OpenedPane(page, copy)
    pane.open(service, "office")
    pane.check()
    pane.page.click("#score")
    pane.waits("填了4格")


def test_a_site_that_names_the_kind_of_no_file_still_gives_the_engine(
    page: "Page", service: Service, engine_files: Path
) -> None:
    """网站没有把 .wasm 说成 application/wasm。"""
    content = (engine_files / "pyodide.asm.wasm").read_bytes()
    page.route(
        "**/engine/pyodide.asm.wasm",
        lambda route: route.fulfill(body=content, content_type="application/octet-stream"),
    )
    page.goto(service.address)
    from playwright.sync_api import expect

    expect(page.locator("#said")).to_contain_text("请打开一个工作簿")
