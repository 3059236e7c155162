"""窗格在无界面的 Chromium 里：第一眼、引擎打开（WebAssembly）、再查一遍要多久，引擎的文件多大。

    python benchmarks/pane.py [轮数]

要 ``make pane`` 和 Chromium。“热”是开过一次以后再开：文件、编好的代码浏览器存着。经过的时间随机器忙闲变，
括号里是整个浏览器用的处理器时间，忙的时候看它。
"""

import base64
import logging
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from perfxl.cli.serving_commands import listening, stop
from perfxl.pane.web_page import page_folder
from perfxl.shipped import shipped_folder

_ROUNDS = 5
_FORM = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# 各样至多几秒，文件至多几 MB。
LIMITS = {"第一眼": 1.0, "引擎打开（热）": 6.0, "再查一遍": 0.3}
LARGEST = 25


def main() -> None:
    """打印各样的中位数和上限。"""
    numbers = [each for each in sys.argv[1:] if each.isdigit()]
    measured = measure(int(numbers[0]) if numbers else _ROUNDS)
    for name, times in measured.items():
        passed, used = (statistics.median(each) for each in zip(*times, strict=True))
        limit = f"，要求 {LIMITS[name]:g} 秒以内" if name in LIMITS else ""
        print(f"{name}：{passed:.2f} 秒（处理器 {used:.2f}）{limit}")
    size = sum(each.stat().st_size for each in page_folder().rglob("*") if each.is_file())
    print(f"网页连引擎：{size / 1024 / 1024:.1f} MB，要求 {LARGEST} MB 以内")


def measure(rounds: int) -> dict[str, list[tuple[float, float]]]:
    """各样每一轮的 ``(经过几秒, 处理器几秒)``；冷的只有一次。"""
    found: dict[str, list[tuple[float, float]]] = {
        each: [] for each in ("第一眼", "引擎打开（冷）", "引擎打开（热）", "第一次查", "再查一遍")
    }
    with _opened() as open_page:
        for number in range(rounds + 1):
            page, started = open_page()
            found["引擎打开（热）" if number else "引擎打开（冷）"].append(started)
            paint = page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            )
            if number:
                found["第一眼"].append((paint / 1000, 0.0))
            found["第一次查"].append(checked(page))
            found["再查一遍"] += [checked(page) for _ in range(5)]
            page.close()
    return found


@contextmanager
def _opened() -> Iterator[Callable[[], tuple[Page, tuple[float, float]]]]:
    """一个浏览器，缓存在磁盘上；每叫一次新开一页，等引擎打开。"""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    service, server = listening(None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    flags = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", *root]
    browser = next(filter(None, map(shutil.which, _NAMES)))
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as started:
        context = started.chromium.launch_persistent_context(
            profile, executable_path=browser, args=flags, viewport={"width": 380, "height": 800}
        )

        def open_page() -> tuple[Page, tuple[float, float]]:
            page = context.new_page()
            before, start = _processor(), time.perf_counter()
            page.goto(service.address)
            page.get_by_text("请打开一个工作簿").wait_for(timeout=180_000)
            return page, (time.perf_counter() - start, _processor() - before)

        yield open_page
        context.close()
    stop(server)
    thread.join()


def checked(page: Page) -> tuple[float, float]:
    """交上一份表到列出问题；由网页自己计时，不算来回。"""
    content = base64.b64encode(_FORM.read_bytes()).decode()
    before = _processor()
    passed: Any = page.evaluate(
        """async ([name, content]) => {
          const given = new DataTransfer();
          given.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
          const pick = document.getElementById('pick');
          pick.files = given.files;
          const said = document.getElementById('said');
          said.textContent = '';
          const start = performance.now();
          pick.dispatchEvent(new Event('change'));
          while (!said.textContent.includes('口径')) await new Promise((done) => setTimeout(done, 1));
          return (performance.now() - start) / 1000;
        }""",
        [_FORM.name, content],
    )
    return float(passed), _processor() - before


def _processor() -> float:
    """这个进程起的各个进程（浏览器的各个）用过的处理器时间。"""
    ticks = sum(sum(map(int, _stat(each)[11:15])) for each in _descendants(os.getpid()))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    """刚结束的为空：它的时间记到起它的那一个上。"""
    return _there(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()


def _descendants(process: int) -> Iterator[int]:
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, _there(thread).split()):
            yield child
            yield from _descendants(child)


def _there(path: Path) -> str:
    """/proc 里的一份；进程、线程正好结束了的为 ``""``。"""
    with suppress(FileNotFoundError, ProcessLookupError):
        return path.read_text()
    return ""


if __name__ == "__main__":
    main()
