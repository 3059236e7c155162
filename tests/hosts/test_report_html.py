"""汇总的网页：自成一份，不连网络；在真的浏览器里排序、筛选、打印，键盘和读屏软件用得了。"""

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import browser
import pytest
from command_line import perfxl
from county import County, write_county

from perfxl.hosts.report_html import write_page
from perfxl.plans.lists import BookName, CellLink
from perfxl.plans.report import (
    ChartPoint,
    ColumnKind,
    Report,
    ReportChart,
    ReportColumn,
    ReportFigure,
    ReportRow,
    ReportSheet,
)

NASTY = ["<script>document.title='坏'</script>", "</script><b>", "{{7*7}}", "a & \"b\" 'c'", "=1+1"]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    county = write_county(tmp_path_factory.mktemp("云溪县"))
    done = perfxl("summary", county.folder, "-o", county.folder / "汇总.html")
    assert done.code == 2  # 有一个坏文件
    return county


@pytest.fixture(scope="module")
def page(county: County) -> Path:
    return county.folder / "汇总.html"


class _Tags(HTMLParser):
    """各个标签和它的属性。"""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_it_needs_no_network(page: Path) -> None:
    text = page.read_text("utf-8")
    tags = _Tags(text).found
    assert not any("src" in attributes or tag == "link" for tag, attributes in tags)
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_without_a_script_the_first_rows_and_charts_are_there(page: Path, county: County) -> None:
    text = re.sub(r"<script.*?</script>", "", page.read_text("utf-8"), flags=re.DOTALL)
    for truth in county.truths:
        assert truth.project in text
    assert text.count("<svg ") == 4
    assert "没有读成" in text


def test_links_lead_to_the_files(page: Path, county: County) -> None:
    links = [
        unquote(attributes["href"] or "")
        for tag, attributes in _Tags(page.read_text("utf-8")).found
        if tag == "a" and not (attributes["href"] or "").startswith("#")
    ]
    assert len(links) > 26
    for link in links:
        assert (county.folder / link).exists(), link


def test_what_a_screen_reader_needs_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    tags = _Tags(text).found
    assert ("html", {"lang": "zh-CN"}) in tags
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in tags}
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in tags if tag == "th")
    assert text.count("<caption") == text.count("<table")
    pictures = [attributes for tag, attributes in tags if tag == "svg"]
    assert all(each["role"] == "img" and each["aria-label"] for each in pictures)
    regions = [attributes for tag, attributes in tags if attributes.get("class") == "scroll"]
    assert all(each["tabindex"] == "0" and each["aria-label"] for each in regions)
    headings = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert set(headings[1:]) == {2}


_COLUMN = """
const section = document.getElementById(%r);
const titles = [...section.querySelectorAll("thead th")].map((cell) => cell.querySelector("button").textContent);
const column = (title) => [...section.querySelectorAll("tbody tr")].map((row) => row.children[titles.indexOf(title)].textContent);
const head = (title) => section.querySelectorAll("thead th")[titles.indexOf(title)];
"""


@pytest.mark.browser
def test_tables_sort_by_number_and_say_so(page: Path, county: County, tmp_path: Path) -> None:
    browser.require()
    script = _COLUMN % "项目" + """
    const before = column("全年预算");
    head("全年预算").querySelector("button").click();
    const rising = [column("全年预算"), head("全年预算").getAttribute("aria-sort")];
    head("全年预算").querySelector("button").click();
    return { before, rising, falling: column("全年预算"), said: head("全年预算").getAttribute("aria-sort"),
             other: head("单位").getAttribute("aria-sort") };
    """  # fmt: skip
    found = browser.ran_in(page, script, tmp_path)
    amounts = [float(text.replace(",", "")) for text in found["before"]]
    assert len(amounts) == len(county.truths)
    rising = [float(text.replace(",", "")) for text in found["rising"][0]]
    assert rising == sorted(amounts)
    assert [float(text.replace(",", "")) for text in found["falling"]] == rising[::-1]
    assert (found["rising"][1], found["said"], found["other"]) == (
        "ascending",
        "descending",
        "none",
    )


@pytest.mark.browser
def test_tables_filter_by_words_and_by_choice(page: Path, county: County, tmp_path: Path) -> None:
    browser.require()
    script = _COLUMN % "项目" + """
    const form = section.querySelector(".tools");
    const labelled = [...form.querySelectorAll("input, select")].every((each) => each.labels.length === 1);
    const input = form.querySelector("input");
    input.value = "养护 2024";
    input.dispatchEvent(new Event("input"));
    const words = column("项目");
    const status = section.querySelector(".shown").textContent;
    const select = [...form.querySelectorAll("select")].find((each) => each.labels[0].textContent.startsWith("单位"));
    input.value = "";
    select.value = "云溪县水务局";
    select.dispatchEvent(new Event("change"));
    const units = column("单位");
    [...form.querySelectorAll("button")].at(-1).click();
    return { labelled, words, status, units, all: column("项目").length };
    """  # fmt: skip
    found = browser.ran_in(page, script, tmp_path)
    assert found["labelled"]
    assert sorted(found["words"]) == [f"县道{n}号线养护" for n in (1, 2, 3)]
    assert found["status"] == f"{len(county.truths)} 行里有 3 行。"
    assert found["units"] == ["云溪县水务局"] * 4
    assert found["all"] == len(county.truths)


@pytest.mark.browser
def test_a_project_leads_to_its_findings_and_a_finding_to_its_cell(
    page: Path, county: County, tmp_path: Path
) -> None:
    browser.require()
    script = """
    const row = [...document.querySelectorAll("#项目 tbody tr")].find((each) => each.textContent.includes("疾控设备购置"));
    row.querySelector("button.opens").click();
    const lines = [...document.querySelectorAll("#问题 tbody tr")];
    const link = lines[0].querySelector("a");
    return { focus: document.activeElement.id, texts: lines.map((each) => each.textContent),
             href: link.getAttribute("href"), title: link.title, cell: link.textContent };
    """
    found = browser.ran_in(page, script, tmp_path)
    assert found["focus"] == "问题"
    assert found["texts"]
    assert all("疾控设备购置" in text for text in found["texts"])
    assert (county.folder / unquote(found["href"])).exists()
    assert found["title"].endswith(f"Sheet1 · {found['cell'].partition(',')[0]}")


@pytest.mark.browser
def test_everything_can_be_reached_by_the_keyboard(page: Path, tmp_path: Path) -> None:
    """能点的都是按钮、链接、输入框一类；没有只听鼠标的。"""
    browser.require()
    script = """
    const able = [...document.querySelectorAll("button, a[href], input, select, summary, [tabindex='0']")];
    const bad = able.filter((each) => { each.focus(); return document.activeElement !== each && each.offsetParent; });
    const clicks = [...document.querySelectorAll("[onclick], div[role=button], span[role=button]")];
    return { count: able.length, bad: bad.map((each) => each.outerHTML.slice(0, 80)), clicks: clicks.length };
    """
    found = browser.ran_in(page, script, tmp_path)
    assert found["count"] > 50
    assert (found["bad"], found["clicks"]) == ([], 0)


@pytest.mark.browser
def test_it_prints_every_row_with_its_heads_and_page_numbers(
    page: Path, county: County, tmp_path: Path
) -> None:
    browser.require()
    pages = browser.printed(page, tmp_path)
    assert all("页，共" in each for each in pages)
    assert "含有的字" not in "".join(pages)
    squeezed = ["".join(each.split()) for each in pages]
    for truth in county.truths:
        assert any(truth.project in each for each in squeezed)
    # 接着印的一页，表头又印一遍。
    assert sum("怎么办" in each for each in pages) == sum("PX" in each for each in pages[1:])


def report_of(rows: list[ReportRow]) -> Report:
    columns = (
        *(ReportColumn("名称", 20, heads=True), ReportColumn("数", 10, ColumnKind.AMOUNT)),
        ReportColumn("级别", 6, ColumnKind.WORD, picks=True),
        ReportColumn("文件", 20, links=True),
    )
    sheet = ReportSheet("表", "perfxl 汇总·表", columns, len(rows), lambda: rows)
    chart = ReportChart(NASTY[0], "名", "数", [ChartPoint(text, 1) for text in NASTY])
    return Report(
        NASTY[1], NASTY[0], NASTY[2], [ReportFigure(NASTY[0], "1")], [chart], NASTY, NASTY, [sheet]
    )


@pytest.mark.browser
def test_text_of_a_workbook_is_never_code(tmp_path: Path) -> None:
    browser.require()
    link = CellLink(str(tmp_path / "甲 <b>.xlsx"), "表'\"<", "A1")
    rows = [
        ReportRow((text, Decimal("1.5"), text, BookName(str(tmp_path / "甲 <b>.xlsx"))), link)
        for text in NASTY
    ]
    target = tmp_path / "出.html"
    write_page(target, report_of(rows))
    script = _COLUMN % "表" + """
    const options = [...section.querySelectorAll("option")].map((each) => each.text);
    return { title: document.title, names: column("名称"), options,
             bold: document.querySelectorAll("main b").length,
             href: section.querySelector("tbody a").getAttribute("href") };
    """  # fmt: skip
    found = browser.ran_in(target, script, tmp_path)
    assert found["title"] == NASTY[0]
    assert found["names"] == NASTY
    assert set(found["options"]) >= set(NASTY)
    assert found["bold"] == 0
    assert unquote(found["href"]) == "甲 <b>.xlsx"


@pytest.mark.browser
def test_ten_thousand_rows_are_shown_part_by_part(tmp_path: Path) -> None:
    browser.require()
    rows = [ReportRow((f"项目{n}", n, "错误", "")) for n in range(10_000)]
    target = tmp_path / "多.html"
    write_page(target, report_of(rows))
    script = (
        _COLUMN % "表"
        + """
    const first = column("名称").length;
    head("数").querySelector("button").click();
    head("数").querySelector("button").click();
    section.querySelector(".more button").click();
    return { first, top: column("名称")[0], then: column("名称").length, status: section.querySelector(".shown").textContent };
    """
    )
    found: Any = browser.ran_in(target, script, tmp_path)
    assert found == {
        "first": 200,
        "top": "项目9999",
        "then": 1200,
        "status": "共 10000 行，显示前 1200 行。",
    }
