"""装进 WPS 的文件夹，从磁盘上打开：许网页读磁盘的，整个窗格连引擎都能用；不许的，说一句。"""

import base64
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import browser
import pytest

import perfxl
from perfxl.addin.wps_files import write_wps_files
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.grid import Grid
from perfxl.shipped import shipped_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

_FAULTY = shipped_folder("workbooks") / "自评表" / "12_jinbao_network_ops.xlsx"
_SCRIPT = Path(__file__).with_name("fake_wps.js")
_ALLOWED = ("--allow-file-access-from-files", "--disable-web-security")


def _opened(started: Any, folder: Path, *flags: str) -> Any:
    """另起一个浏览器打开窗格，里面有假的 WPS；给出网页，已经说了一句话。"""
    from playwright.sync_api import expect

    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    flags = (*flags, *root, "--disable-gpu", "--disable-dev-shm-usage")
    page = started.launch(executable_path=browser.require(), args=list(flags)).new_page()
    sheets = [{"name": grid.name, "cells": {}, "notes": {}} for grid in _grids()]
    content = base64.b64encode(_FAULTY.read_bytes()).decode()
    book = {"name": _FAULTY.name, "sheets": sheets, "content": content}
    page.add_init_script(f"window.fakeBook = {json.dumps(book)};")
    page.add_init_script(path=_SCRIPT)
    page.goto((folder / "page" / "pane.html").as_uri())
    expect(page.locator("#said")).to_contain_text("请")
    return page


def _grids() -> tuple[Grid, ...]:
    """样表的各张工作表。"""
    return read_workbook(_FAULTY).grids


@pytest.fixture
def folder(engine_files: Path, tmp_path: Path) -> Path:
    """装进 WPS 的文件夹。"""
    assert engine_files.is_dir()
    write_wps_files(tmp_path / "perfxl")
    return tmp_path / "perfxl"


@pytest.fixture
def started(chromium: "Browser") -> "BrowserType":
    """已经起了 playwright 的，另起浏览器用它。"""
    return chromium.browser_type


def test_where_pages_may_read_the_disk_the_whole_pane_works(
    folder: Path, started: "BrowserType"
) -> None:
    from playwright.sync_api import expect

    page = _opened(started, folder, *_ALLOWED)
    assert "WebAssembly" in page.inner_text("#about")
    page.click("#check")
    expect(page.locator("#said")).to_contain_text("口径：")
    assert page.locator("#list li").count() == len(perfxl.check(_FAULTY).findings)
    [state] = [each for each in page.evaluate("fake.state()") if each["rules"]]
    assert state["notes"]
    page.context.browser.close()


def test_where_they_may_not_it_says_so(folder: Path, started: "BrowserType") -> None:
    page = _opened(started, folder)
    assert "请在命令行里运行 perfxl serve" in page.inner_text("#said")
    page.context.browser.close()
