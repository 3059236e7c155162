"""整个测试只启动一个的：LibreOffice（两个一起开着，xlwings 分不清哪个是当前的应用）、浏览器（playwright 一个进程里只许一个）。"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import browser
import calc
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import xlwings as xw
    from playwright.sync_api import Browser

# 机器忙的时候，拼一个例子、跑一遍慢的不算毛病。
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
_QUIET = (
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def app() -> "Iterator[xw.App]":
    """连着 LibreOffice 的应用；没有装的跳过。"""
    calc.require()
    with calc.running_app() as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    path = browser.require()
    if os.environ.get("PERFXL_REQUIRE_BROWSER"):
        import playwright.sync_api as playwright
    else:
        playwright = pytest.importorskip(
            "playwright.sync_api", reason="没有装 playwright（pip install -e '.[pane]'）"
        )
    # 以 root 运行（CI 的容器里）时，Chromium 不肯用沙箱。
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    playwright.expect.set_options(timeout=browser.PATIENCE)
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=[*_QUIET, *root])
        yield opened
        opened.close()
