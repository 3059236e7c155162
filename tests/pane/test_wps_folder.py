"""装进 WPS 的文件夹，从磁盘上打开：许网页读磁盘的，整个窗格连引擎都能用；不许的，说一句。"""

import json
import os
from pathlib import Path

import browser
import pytest

from perfxl.addin.wps_files import write_wps_files
from perfxl.shipped import shipped_folder

_FAULTY = shipped_folder("workbooks") / "自评表" / "12_jinbao_network_ops.xlsx"
_SCRIPT = Path(__file__).with_name("fake_wps.js")
_ALLOWED = ("--allow-file-access-from-files", "--disable-web-security")


def _said(folder: Path, *flags: str) -> str:
    """另起一个浏览器打开窗格：说了什么。"""
    playwright = pytest.importorskip("playwright.sync_api", reason="没有装 playwright")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    flags = (*flags, *root, "--disable-gpu", "--disable-dev-shm-usage")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=browser.require(), args=list(flags))
        page = opened.new_page()
        book = {"name": _FAULTY.name, "sheets": [], "content": ""}
        page.add_init_script(f"window.fakeBook = {json.dumps(book)};")
        page.add_init_script(path=_SCRIPT)
        page.goto((folder / "page" / "pane.html").as_uri())
        said = page.locator("#said")
        playwright.expect(said).to_contain_text("请", timeout=90_000)
        found: str = said.inner_text()
        opened.close()
    return found


def test_where_pages_may_read_the_disk_the_whole_pane_works(
    engine_files: Path, tmp_path: Path
) -> None:
    assert engine_files.is_dir()
    write_wps_files(tmp_path / "perfxl")
    said = _said(tmp_path / "perfxl", *_ALLOWED)
    assert said == "请按“校验”。"


def test_where_they_may_not_it_says_so(engine_files: Path, tmp_path: Path) -> None:
    assert engine_files.is_dir()
    write_wps_files(tmp_path / "perfxl")
    said = _said(tmp_path / "perfxl")
    assert "请在命令行里运行 perfxl serve" in said
