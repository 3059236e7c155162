"""同一份汇总写成 JSON、工作簿、网页，说在屏幕上：各项目、各单位、各类指标的数都一样，一行加得起来。"""

import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from gridtext import add_sheet, changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

NAME, OWNER, DEPARTMENT, YEAR, MONEY = "C4", "G5", "C5", "A2", "A6"
CULTURE = "云溪县文化馆"
BOOKS: dict[str, dict[str, str | None]] = {
    "甲/好的.xlsx": {NAME: "图书购置"},
    "甲/来源不同.xlsx": {NAME: "图书购置", "F8": "181000", "F9": "131000"},
    "甲/待核.xlsx": {NAME: "数字阅览", "E20": "改善", "F20": "未完成", "H20": "29"},
    "甲/超分.xlsx": {NAME: "古籍修复", "E20": "改善", "F20": "有所改善", "H20": "31"},
    "乙/差.xlsx": {NAME: "农村书屋", OWNER: CULTURE, "H22": "60", "B23": "差。没有做完。"},
    "乙/小数.xlsx": {NAME: "讲座", OWNER: CULTURE, "H16": "7.3333", "H22": "96.8333"},
    "乙/没有金额单位.xlsx": {NAME: "展览", OWNER: CULTURE, MONEY: None},
    "乙/没有写单位.xlsx": {NAME: "巡演", OWNER: None, DEPARTMENT: None, "A3": None},
    "乙/没有名称.xlsx": {NAME: None, OWNER: CULTURE},
    "乙/没有执行数.xlsx": {NAME: "培训", OWNER: CULTURE, "F7": None, "F8": None, "I7": None},
    "丙/等号.xlsx": {NAME: "=1+1<b>项目", OWNER: '云溪县"剧团"'},
    "丙/去年.xlsx": {
        NAME: "图书购置",
        YEAR: "（2023年度）",
        "E18": "2023年12月底前完成",
        "F18": "2023年11月完成",
    },
}


class Pages(HTMLParser):
    """网页里有表头的各张表：标题 → 各行各格的字。"""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._section, self._cell = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self._section = dict(attrs)["id"] or ""
            self.found[self._section] = []
        elif tag == "tr" and self._section:
            self.found[self._section].append([])
        elif tag in ("td", "th") and self._section:
            self.found[self._section][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.found[self._section][-1][-1] += data


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("收") / "县"
    for name, changes in BOOKS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        to_workbook(changed(sound(), changes), path, "自评表")
    for suffix in ("json", "xlsx", "html"):
        perfxl("summary", folder, "-o", folder.parent / f"汇总.{suffix}")
    return folder


@pytest.fixture(scope="module")
def found(county: Path) -> Any:
    return json.loads((county.parent / "汇总.json").read_text("utf-8"))


def book_rows(county: Path, sheet: str) -> list[dict[str, Any]]:
    """工作簿里的一张，一行一份；末行是合计。"""
    rows = load_workbook(county.parent / "汇总.xlsx")[sheet].iter_rows(min_row=2, values_only=True)
    heads = next(rows)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def page_rows(county: Path, section: str) -> list[dict[str, str]]:
    """网页里的一节，同上。"""
    pages = Pages()
    pages.feed((county.parent / "汇总.html").read_text("utf-8"))
    heads, *rows = pages.found[section]
    named = [head.strip() for head in heads]
    return [
        dict(zip(named, [text.strip() for text in row], strict=True))
        for row in rows
        if len(row) == len(named)
    ]


def number(text: str) -> Decimal | None:
    shown = re.sub(r"[,%]", "", text)
    return Decimal(shown) if shown else None


UNIT_COLUMNS = {
    "项目数": "projects",
    "年初预算": "initial",
    "全年预算": "adjusted",
    "全年执行": "executed",
    "执行率": "rate",
    "平均分": "mean_total",
    "待核": "unsettled",
    "算不出": "without_total",
    "错误": "errors",
    "提醒": "warnings",
}
PROJECT_COLUMNS = {
    "错误": "errors",
    "提醒": "warnings",
    "参考": "notices",
    "表中总分": "printed_total",
    "算出总分": "total",
    "年初预算": "initial",
    "全年预算": "adjusted",
    "全年执行": "executed",
    "执行率": "rate",
}


def test_projects_are_alike(county: Path, found: Any) -> None:
    *written, whole = book_rows(county, "项目")
    shown = page_rows(county, "项目")[: len(written)]
    assert len(found["projects"]) == len(written) == len(shown) == 11
    for project, row, cells in zip(found["projects"], written, shown, strict=True):
        for column, key in PROJECT_COLUMNS.items():
            assert row[column] == project[key], (project["project"], column)
            own = number(cells[column])
            told = None if project[key] is None else round(Decimal(str(project[key])), 2)
            assert own == told, (project["project"], column)
        assert (row["项目"] or "") == cells["项目"] == project["project"]
        assert (row["算出等级"] or "") == cells["算出等级"]
        assert (row["算出等级"] or "").removesuffix("（待核）") == (project["grade"] or "")
        assert (row["要注意"] or "") == cells["要注意"] == "".join(project["notes"])
    assert whole["项目"] == "11 个项目"


@pytest.mark.parametrize(
    ("sheet", "kind", "named"),
    [("单位", "units", "unit"), ("主管部门", "departments", "department")],
)
def test_units_are_alike_and_add_up(
    sheet: str, kind: str, named: str, county: Path, found: Any
) -> None:
    *written, whole = book_rows(county, sheet)
    shown = page_rows(county, sheet)[: len(written)]
    screen = perfxl("summary", county).out
    for unit, row, cells in zip(found[kind], written, shown, strict=True):
        assert row[sheet] == cells[sheet] == (unit[named] or "（没有写单位）")
        for column, key in (UNIT_COLUMNS | dict.fromkeys(unit["grades"], "")).items():
            told = unit[key] if key else unit["grades"][column]
            assert row[column] == told, (unit[named], column)
            assert number(cells[column]) == (None if told is None else round(Decimal(str(told)), 2))
        graded = sum(unit["grades"].values())
        assert graded + unit["unsettled"] + unit["without_total"] == unit["projects"]
        line = rf"{re.escape(unit[named] or '（没有写）')}\s+{unit['projects']}\s"
        assert re.search(line, screen)
    for column, key in UNIT_COLUMNS.items():
        if column not in ("执行率", "平均分"):
            assert whole[column] == sum(unit[key] or 0 for unit in found[kind])


def test_classes_are_those_of_the_chart_and_the_screen(county: Path, found: Any) -> None:
    lost = {each["name"]: each["lost"] for each in found["classes"] if each["lost"]}
    assert lost == {"数量指标": 11, "预算执行率": 5}
    overview = load_workbook(county.parent / "汇总.xlsx")["总览"].iter_rows(values_only=True)
    cells = [[value for value in row if value is not None] for row in overview]
    assert all(any([name, points] == row[:2] for row in cells) for name, points in lost.items())
    said = "扣分多的：数量指标 11 分、预算执行率 5 分。"
    assert said in perfxl("summary", county).out
    assert said in (county.parent / "汇总.html").read_text("utf-8")


def test_what_the_means_and_rates_leave_out_is_said(county: Path) -> None:
    said = perfxl("summary", county).out
    assert "1 个项目的总分、等级待核" in said
    assert "2 个项目的总分算不出，平均分和各等级的个数里没有它：“古籍修复”（甲/超分.xlsx）" in said
    assert (
        "1 个项目的预算数、执行数只有一样，合计的执行率没有算它：“培训”（乙/没有执行数.xlsx）。"
        in said
    )


def test_a_source_that_differs_is_a_difference(found: Any) -> None:
    [left] = found["ignored"]
    assert left["file"].endswith("来源不同.xlsx")
    assert "但数字不同：“财政拨款”的全年执行数 181000（F8）对 171000（F8）" in left["why"]
    assert "“本级安排”的全年执行数 131000（F9）对 121000（F9）" in left["why"]


def test_twice_on_one_sheet_names_the_file_and_the_sheet_once(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    folder.mkdir()
    first = sound()
    twice = [*first, [""] * len(first[0]), *changed(first, {"F15": "11"})]
    to_workbook(twice, folder / "两张.xlsx", "自评表")
    [left] = json.loads(perfxl("summary", folder, "--format", "json").out)["ignored"]
    second = len(first) + 5
    assert f"工作表“自评表”上 C{second} 与 C4 两张是同一个项目“乡镇图书室建设”" in left["why"]
    told = [each for each in perfxl("summary", folder).out.splitlines() if "两张是同一个" in each]
    assert [(each.count("两张.xlsx"), each.count("“自评表”")) for each in told] == [(1, 1)]


def test_on_two_sheets_of_a_file_both_sheets_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    folder.mkdir()
    path = to_workbook(sound(), folder / "两张.xlsx", "甲稿")
    add_sheet(path, changed(sound(), {"F15": "11"}), "乙稿")
    [left] = json.loads(perfxl("summary", folder, "--format", "json").out)["ignored"]
    assert left["why"].startswith("工作表“乙稿”与“甲稿”是同一个项目“乡镇图书室建设”")
