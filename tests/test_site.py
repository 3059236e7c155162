"""说明书的网站（make docs）：没有警告，从文件打开不取网上的东西，中文搜得到。没有装 docs 那一组的跳过，CI 上必做。"""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
_FETCHED = re.compile(
    r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']?(?:https?:)?//[^\s"'>]+"""
)


@pytest.fixture(scope="module")
def page(chromium: "Browser") -> "Iterator[Page]":
    opened = chromium.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("material") is None:
        if os.environ.get("PERFXL_REQUIRE_SITE"):
            pytest.fail("CI 上必须装有 docs 那一组")
        pytest.skip("没有装 docs 那一组（make docs），网站没有做")
    folder = tmp_path_factory.mktemp("site") / "说明书"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_nothing_is_fetched_from_the_network(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 25
    fetched = {
        address
        for page in pages
        for address in _FETCHED.findall(page.read_text("utf-8"))
        if 'rel="canonical"' not in address
    }
    assert fetched == set()


def test_every_page_is_in_the_menu(site: Path) -> None:
    menu = unquote((site / "index.html").read_text("utf-8"))
    for page in (ROOT / "docs").glob("*.md"):
        assert f'{page.stem}.html"' in menu, page.name


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("执行率", "校验"),
        ("认可清单", "校验"),
        ("离线安装", "安装"),
        ("卸载", "安装"),
        ("打印", "十件事"),
        ("比对", "比对"),
        ("口径文件", "口径"),
        ("改模板", "十件事"),
        ("自己的口径", "十件事"),
        ("PX301", "规则"),
    ],
)
def test_chinese_is_found_from_a_folder(site: Path, page: "Page", words: str, target: str) -> None:
    page.goto((site / "口径.html").as_uri())
    box, link = (
        page.locator("[data-md-component=search-query]"),
        page.locator(".md-search-result__link"),
    )
    box.fill(words)
    box.press("End")  # 网页看的是按键松开；输入法有，填进去的没有
    link.first.wait_for(state="attached", timeout=60_000)
    links = link.evaluate_all("them => them.map(a => a.href)")
    found = [unquote(link).rpartition("/")[2].partition(".html")[0] for link in links]
    assert target in found, found
