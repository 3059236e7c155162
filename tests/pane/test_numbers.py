"""窗格要的几个数里，机器忙也量得准的：文件多大，再查一遍多快（十遍里最快的）。全部的数见 benchmarks/pane.py。"""

import importlib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from perfxl.pane.service import Service
from perfxl.pane.web_page import page_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def pane(monkeypatch: pytest.MonkeyPatch, chromium: "Browser") -> ModuleType:
    """``benchmarks/pane.py``；没有浏览器的跳过。"""
    assert chromium.is_connected()
    monkeypatch.syspath_prepend(_BENCHMARKS)
    return importlib.import_module("pane")


def test_the_page_and_its_engine_stay_small(engine_files: Path, pane: ModuleType) -> None:
    assert engine_files.is_dir()
    size = sum(each.stat().st_size for each in page_folder().rglob("*") if each.is_file())
    assert size <= pane.LARGEST * 1024 * 1024


def test_a_form_is_checked_again_at_once(
    page: "Page", service: Service, engine_files: Path, pane: ModuleType
) -> None:
    assert engine_files.is_dir()
    page.goto(service.address)
    page.get_by_text("请打开一个工作簿").wait_for()
    pane.checked(page)
    passed = min(pane.checked(page)[0] for _ in range(10))
    assert passed < pane.LIMITS["再查一遍"]
