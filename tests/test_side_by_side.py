"""“用时”一页（make bench 写的）：只写比值，图与数一致、深浅底色上都看得清，没有装的别家说出来，不写机器的名字。"""

import importlib
import platform
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "用时.md"
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``benchmarks/side_by_side.py``；没有装的别家不耽误它。"""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    for name in ("python_calamine", "excelize", "xltpl"):
        monkeypatch.setitem(sys.modules, name, None)
    return importlib.import_module("side_by_side")


def one(bench: ModuleType, **given: Any) -> Any:
    values = {"甲": 1.0, "我们": 21.456, "乙": 0.0512, "丙": 1234.5}
    fields = {"name": "读", "said": "怎样量。", "base": "甲", "values": values} | given
    return bench.Ratios(own=frozenset({"我们"}), **fields)


def test_page_and_picture_say_the_same_ratios(bench: ModuleType) -> None:
    ratios = one(bench, missing=["xltpl"], notes=["另一句。"])
    page = bench.page([ratios], bench.machine(), 2.4)
    for row in ("| 甲 | 1 |", "| 我们 | 21.5 |", "| 乙 | 0.0512 |", "| 丙 | 1234 |"):
        assert row in page
    assert "没有装 xltpl，没有量。" in page
    assert "另一句。" in page
    assert "约 2 分钟" in page
    root = ElementTree.fromstring(bench.svg_of(bench.chart(ratios)))
    texts = [text.text for text in root.iter(f"{_SVG}text")]
    assert texts == ["乙", "0.0512", "甲", "1", "我们", "21.5", "丙", "1,234"]
    bars = [rect for rect in root.iter(f"{_SVG}rect") if rect.get("fill")]
    widths = [float(bar.get("width", "")) for bar in bars]
    assert widths == sorted(widths)
    assert [bar.get("fill") for bar in bars] == ["#8795A8", "#8795A8", "#0E9F8E", "#8795A8"]


def test_picture_brings_its_own_ground_for_light_and_dark(bench: ModuleType) -> None:
    drawn = bench.svg_of(bench.chart(one(bench)))
    light, _, dark = drawn.partition("@media (prefers-color-scheme: dark)")
    for css in (light, dark):
        ground, ink = (
            re.search(r"\.card \{ fill: #(\w+)", css),
            re.search(r"text \{.*?fill: #(\w+)", css),
        )
        assert ground
        assert ink
        assert _contrast(ground[1], ink[1]) > 7
        for colour in ("8795A8", "0E9F8E"):
            assert _contrast(ground[1], colour) > 2.9


def _contrast(one: str, other: str) -> float:
    """两种颜色的明暗之比（WCAG）。"""

    def light(colour: str) -> float:
        full = "".join(each * 2 for each in colour) if len(colour) == 3 else colour
        parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_machine_is_described_without_its_name(
    bench: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = bench.machine()
    assert re.match(r"\d{4}-\d\d-\d\d，\d+ 核 \w+，\w+ \d+\.\d+", told)
    assert platform.node() not in told or not platform.node()
    monkeypatch.setattr(bench, "_PACKAGES", ("没有的包",))
    assert bench.machine().endswith("没有的包 没有装。")


def test_peers_that_are_not_installed_are_left_out(bench: ModuleType) -> None:
    works, missing = bench.reading.peers()
    assert list(works) == ["openpyxl 光读"]
    assert missing == ["calamine", "excelize"]


def test_every_kind_is_measured(bench: ModuleType) -> None:
    assert len(list(bench.works(long=True))) == len(list(bench.works(long=False))) + 2


def test_page_committed_is_one_that_was_written() -> None:
    page = PAGE.read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\((用时/[^)]+\.svg)\)", page)
    assert len(pictures) >= 8
    assert {path.name for path in (PAGE.parent / "用时").iterdir()} == {
        Path(each).name for each in pictures
    }
    for each in pictures:
        root = ElementTree.fromstring((PAGE.parent / each).read_text("utf-8"))
        texts = [text.text or "" for text in root.iter(f"{_SVG}text")]
        for name, ratio in zip(texts[::2], texts[1::2], strict=True):
            named = re.escape(name.removesuffix("…"))  # 图里长的名称只写得下开头
            row = rf"\| {named}[^|]* \| {re.escape(ratio.replace(',', ''))} \|"
            assert re.search(row, page), name
    assert not re.search(r"\d 毫秒|\d 微秒", page)
