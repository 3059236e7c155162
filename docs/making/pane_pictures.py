"""窗格各种样子的画面，docs/窗格样张 里的各张 PNG：真的网页，真的浏览器，旁边是测试用的假 WPS。

    PYTHONPATH=tests/support .venv/bin/python docs/making/pane_pictures.py

也就是 ``make pictures``。要 ``make pane``（网页里的引擎）、Chromium 和汉字的字体。
改了窗格的样子、说的话以后运行一遍，一张张看过。
"""

import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import openpyxl
from opened_pane import OpenedPane, answered, content_of
from playwright.sync_api import Browser, Page, Route, sync_playwright

from perfxl.cli.serving_commands import listening, stop
from perfxl.pane.service import Service
from perfxl.pane.web_page import page_folder
from perfxl.shipped import shipped_folder

ROOT = Path(__file__).parents[2]
MADE = ROOT / "docs" / "窗格样张"
_SAMPLE = shipped_folder("workbooks") / "自评表" / "09_litigation_policy.xlsx"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# 任务窗格通常的宽；网页版用宽的。
_NARROW, _WIDE = {"width": 380, "height": 720}, {"width": 900, "height": 720}
_REASON = "其余8万元列在别的项目里，另有分摊表"


def main() -> None:
    """逐张画出；只画名字里有所给的字的几张也行。"""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    MADE.mkdir(exist_ok=True)
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = next(filter(None, map(shutil.which, _NAMES)))
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--disable-gpu", *root])
        for name, draw in PICTURES.items():
            if wanted in name:
                with _studio(browser) as studio:
                    draw(studio, MADE / f"{name}.png")
        browser.close()


class _Studio:
    """一个服务、一个只给网页的网站、一份有毛病的样表；开出各种样子的窗口。"""

    def __init__(self, browser: Browser, service: Service, site: str, folder: Path) -> None:
        self.browser, self.service, self.site, self.folder = browser, service, site, folder
        self.book = folder / "2023年诉讼案件专项经费自评表.xlsx"
        _spoil(self.book)

    def page(self, size: Any = _NARROW, **others: Any) -> Page:
        return self.browser.new_context(viewport=size, locale="zh-CN", **others).new_page()

    def in_wps(self, size: Any = _NARROW, **others: Any) -> OpenedPane:
        """开在假的 WPS 里的窗格。"""
        pane = OpenedPane(self.page(size, **others), self.book)
        pane.open(self.service, "wps")
        return pane

    def on_its_own(self, size: Any = _WIDE, **others: Any) -> Page:
        """网页版：还没有拖进来。"""
        page = self.page(size, **others)
        page.goto(self.site)
        page.get_by_text("请打开一个工作簿").wait_for(timeout=120_000)
        return page


@contextmanager
def _studio(browser: Browser) -> Iterator[_Studio]:
    service, server = listening(None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with tempfile.TemporaryDirectory() as folder, _site() as site:
        yield _Studio(browser, service, site, Path(folder))
    for context in browser.contexts:
        context.close()
    stop(server)
    thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """不写日志。"""


@contextmanager
def _site() -> Iterator[str]:
    """网页版放在本单位的网站上：只给文件。"""
    pages = partial(_Quiet, directory=str(page_folder()))
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/pane.html"
    server.shutdown()
    server.server_close()


def _spoil(target: Path) -> None:
    """样表里再添两处改得好的：“≥”后面又写着“以上”。"""
    book = openpyxl.load_workbook(_SAMPLE)
    sheet: Any = book.worksheets[0]
    cells = [each for row in sheet.iter_rows() for each in row if str(each.value).startswith("≥")]
    for cell in cells[:2]:
        cell.value = f"{cell.value}以上"
    book.save(target)


def _dropped(page: Page, path: Path) -> None:
    page.set_input_files("#pick", path)
    page.get_by_text("口径：").first.wait_for()


def _shoot(page: Page, target: Path, *, whole: bool = False) -> None:
    page.mouse.move(0, 0)
    # 版本不画：换了版本，样子没有变的不用重画。
    page.evaluate(
        "() => { const about = document.getElementById('about');"
        " about.textContent = about.textContent.replace(/^perfxl [^，]*/, 'perfxl'); }"
    )
    page.screenshot(path=target, full_page=whole)


def _let_go(held: list[Route]) -> None:
    """扣着的请求，画完了不要了。"""
    for route in held:
        route.abort()


def _start(studio: _Studio, target: Path) -> None:
    _shoot(studio.in_wps().page, target)


def _loading(studio: _Studio, target: Path) -> None:
    page = studio.page()
    held: list[Route] = []
    page.route("**/site.zip", lambda route: held.append(route))
    page.goto(studio.site)
    page.locator("#busy").wait_for()
    page.wait_for_timeout(300)
    _shoot(page, target)
    _let_go(held)


def _findings(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    _shoot(pane.page, target, whole=True)


def _filtered(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    pane.page.select_option("#level", "error")
    _shoot(pane.page, target)


def _opened_finding(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    pane.page.locator("#list details").first.locator("summary").click()
    _shoot(pane.page, target)


def _plan(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    pane.page.click("#fix")
    pane.page.locator("#plan").wait_for()
    _shoot(pane.page, target)


def _mended(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.page.click("#fix")
    # 假的 WPS 不会自己另存：改过的先写回去，再查的才是改好的。
    pane.page.locator("#plan").wait_for()
    pane.page.evaluate(
        "(later) => { const kept = Application.ActiveWorkbook.SaveCopyAs; let copies = 0;"
        " Application.ActiveWorkbook.SaveCopyAs = (path) => {"
        " copies += 1; if (copies === 2) fakeBook.content = later; kept(path); }; }",
        _after_fix(studio),
    )
    pane.page.click("#apply")
    pane.waits("改好")
    pane.waits("口径：")
    _shoot(pane.page, target)


def _after_fix(studio: _Studio) -> str:
    """改好以后的工作簿，base64。"""
    book = openpyxl.load_workbook(studio.book)
    for each in answered("fix", studio.book)["live"]["edits"]:
        book[each["sheet"]][each["cell"]] = str(each["value"]).removeprefix("'")
    path = studio.folder / "改好.xlsx"
    book.save(path)
    return content_of(path)


def _accepting(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    error = pane.page.locator("#list li.error").first
    error.get_by_role("button", name="认可…").first.click()
    pane.page.fill("#reason", "已核对")
    pane.page.click("#why-yes")
    _shoot(pane.page, target)


def _accepted(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    cost = pane.page.locator("#list li.warning").first
    cost.get_by_role("button", name="认可…").click()
    pane.page.fill("#reason", _REASON)
    pane.page.click("#why-yes")
    pane.waits("已认可")
    pane.waits("口径：")
    pane.page.locator("#accepted").scroll_into_view_if_needed()
    _shoot(pane.page, target)


def _busy(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    held: list[Route] = []
    pane.page.route("**/answer", lambda route: held.append(route))
    pane.page.click("#check")
    pane.page.locator("#stop").wait_for()
    _shoot(pane.page, target)
    _let_go(held)


def _scored(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.page.click("#score")
    pane.waits("原内容记在")
    pane.page.locator("#lists summary").first.click()
    _shoot(pane.page, target)


def _refused(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    pane.page.evaluate("() => { window.fakeFails = (name) => name === 'Value2'; }")
    pane.page.click("#score")
    pane.waits("加不了")
    _shoot(pane.page, target)


def _unreadable(studio: _Studio, target: Path) -> None:
    page = studio.on_its_own()
    broken = studio.folder / "传坏了的自评表.xlsx"
    broken.write_bytes(studio.book.read_bytes()[:3000])
    page.set_input_files("#pick", broken)
    page.locator("#said.wrong").wait_for()
    _shoot(page, target)


def _dark(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps(color_scheme="dark")
    pane.check()
    pane.page.locator("#list details").first.locator("summary").click()
    _shoot(pane.page, target)


def _large(studio: _Studio, target: Path) -> None:
    pane = studio.in_wps()
    pane.check()
    pane.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    _shoot(pane.page, target)


def _web(studio: _Studio, target: Path) -> None:
    page = studio.on_its_own()
    _dropped(page, studio.book)
    _shoot(page, target)


def _several(studio: _Studio, target: Path) -> None:
    page = studio.on_its_own()
    other = studio.folder / "2023年金保工程运维自评表.xlsx"
    shutil.copyfile(_SAMPLE.with_name("12_jinbao_network_ops.xlsx"), other)
    page.set_input_files("#pick", [studio.book, other])
    page.get_by_text("共 2 个文件").wait_for()
    _shoot(page, target)


def _which_is_which(studio: _Studio, target: Path) -> None:
    page = studio.on_its_own()
    sample = shipped_folder("workbooks") / "目标表" / "000_01_驻外劳务协作服务工作.xlsx"
    given = [studio.folder / f"驻外劳务协作目标表（{each}月）.xlsx" for each in (2, 9)]
    for each in given:
        shutil.copyfile(sample, each)
    page.set_input_files("#pick", given)
    page.get_by_text("共 2 个文件").wait_for()
    page.select_option("#form", "调整批复表")
    page.click("#make")
    page.locator("#sides").wait_for()
    _shoot(page, target)


def _web_mended(studio: _Studio, target: Path) -> None:
    page = studio.on_its_own()
    _dropped(page, studio.book)
    page.click("#fix")
    page.locator("#plan").wait_for()
    with page.expect_download():
        page.click("#apply")
    page.get_by_text("改后还剩：").first.wait_for()
    _shoot(page, target)


def _web_accepted(studio: _Studio, target: Path) -> None:
    page = studio.on_its_own()
    listed = studio.folder / "校验认可.yaml"
    listed.write_text(
        f"- {{rule: PX408, reason: {_REASON}}}\n- {{rule: PX203, cells: E15, reason: 批复文件如此}}\n",
        "utf-8",
    )
    page.set_input_files("#pick", [studio.book, listed])
    page.get_by_text("口径：").first.wait_for()
    page.locator("#accepted").scroll_into_view_if_needed()
    _shoot(page, target)


def _web_start(studio: _Studio, target: Path) -> None:
    _shoot(studio.on_its_own(), target)


# 名字照说明里的次序。
PICTURES: dict[str, Callable[[_Studio, Path], None]] = {
    "01打开引擎": _loading,
    "02开始": _start,
    "03问题": _findings,
    "04只列错误": _filtered,
    "05点开一处": _opened_finding,
    "06要改的格": _plan,
    "07改好以后": _mended,
    "08认可": _accepting,
    "09已认可": _accepted,
    "10正在查": _busy,
    "11写不进": _refused,
    "12深色": _dark,
    "13大字": _large,
    "14网页版": _web_start,
    "15网页版的问题": _web,
    "16读不了": _unreadable,
    "17评分说明": _scored,
    "18几个一起查": _several,
    "19网页版改好": _web_mended,
    "20网页版已认可": _web_accepted,
    "21定哪一个是年初的": _which_is_which,
}

if __name__ == "__main__":
    main()
