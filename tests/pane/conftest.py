"""窗格的测试共用的：真的服务，真的浏览器。"""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from browser import PATIENCE
from opened_pane import FAULTY, OpenedPane, watched

from perfxl.cli.serving_commands import listening, stop
from perfxl.pane.service import Service
from perfxl.pane.web_page import page_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def service() -> Iterator[Service]:
    held, server = listening(None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield held
    stop(server)
    thread.join(PATIENCE / 1000)
    assert not thread.is_alive()


@pytest.fixture
def faults() -> list[str]:
    """网页里出的错；该出的，测试自己拿掉。"""
    return []


@pytest.fixture
def page(chromium: "Browser", service: Service, faults: list[str]) -> "Iterator[Page]":
    """一个新的窗口；网页里出的错算测试失败。窗口先关，服务后停：网页可能正要重查。"""
    assert service.port
    context = chromium.new_context(viewport={"width": 380, "height": 800})
    opened = watched(context, faults)
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def open_in(page: "Page", service: Service, tmp_path: Path) -> Callable[..., OpenedPane]:
    """窗格开在假的 ``host``（wps、office）里：样表的一份，``change`` 先改它。"""

    def opened(
        host: str, path: Path = FAULTY, change: Callable[[Any], None] | None = None
    ) -> OpenedPane:
        copy = tmp_path / path.name
        book = openpyxl.load_workbook(path)
        if change is not None:
            change(book)
        book.save(copy)
        pane = OpenedPane(page, copy)
        pane.open(service, host)
        return pane

    return opened


@pytest.fixture
def engine_files() -> Path:
    """网页里的引擎；没有取来的（``make pane``）跳过，CI 上必须有。"""
    folder = page_folder() / "engine"
    if not (folder / "files.json").is_file():
        if os.environ.get("PERFXL_REQUIRE_PANE"):
            pytest.fail("CI 上必须先 make pane")
        pytest.skip("没有取来网页里的引擎（make pane）")
    return folder
