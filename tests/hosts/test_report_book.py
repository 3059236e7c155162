"""汇总的工作簿：总览和 Excel 自己的图，各张长表的筛选、链接、打印；写的是字就是字。"""

import subprocess
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import calc
import openpyxl
import pytest
from command_line import perfxl
from county import County, write_county
from excel_repairs import repairs
from openpyxl.utils import get_column_letter, range_boundaries

from perfxl.hosts.report_book import is_own_report, write_report
from perfxl.plans.lists import BookName, CellLink
from perfxl.plans.printed_sheets import MOST_LINKS
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


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    county = write_county(tmp_path_factory.mktemp("云溪县"))
    done = perfxl("summary", county.folder, "-o", county.folder / "汇总.xlsx")
    assert done.code == 2  # 有一个坏文件
    assert "26 个项目" in done.out
    return county


@pytest.fixture(scope="module")
def book(county: County) -> Any:
    return openpyxl.load_workbook(county.folder / "汇总.xlsx")


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_excel_has_nothing_to_repair(county: County) -> None:
    assert repairs(county.folder / "汇总.xlsx") == []


def test_the_overview_comes_first_with_native_charts(book: Any) -> None:
    assert book.sheetnames == ["总览", "项目", "单位", "主管部门", "问题", "核对", "未读"]
    overview = book["总览"]
    assert overview["A2"].value == "2023、2024年度项目支出绩效自评汇总"
    assert len(overview._charts) == 4
    texts = {cell.value for row in overview.iter_rows() for cell in row if cell.value}
    assert {"项目", "26 个", "单位", "5 个", "没有读成", "1 个文件"} <= texts
    assert overview.page_setup.orientation == "portrait"


def test_the_numbers_under_the_charts_are_those_of_the_projects(book: Any, county: County) -> None:
    overview = book["总览"]
    labels = {
        cell.value: overview.cell(cell.row, cell.column + 6).value
        for row in overview.iter_rows(min_col=1, max_col=1)
        for cell in row
        if cell.value in ("优", "良", "中", "差")
    }
    assert labels == {
        name: sum(truth.grade == name for truth in county.truths)
        for name in ("优", "良", "中", "差")
    }


def test_every_long_sheet_filters_freezes_and_prints_with_page_numbers(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet["A1"].value.startswith("perfxl 汇总·")
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.freeze_panes in ("A3", "C3")
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.page_setup.orientation == "landscape"
        assert "&P" in sheet.oddFooter.center.text
        assert "&N" in sheet.oddFooter.center.text


def printed_parts(sheet: Any) -> list[list[float]]:
    """印出来的各块，每块各栏的宽，连同重印的左边几栏。"""
    repeated = sheet.print_title_cols or ""
    first, last = range_boundaries(repeated)[::2] if repeated else (1, 0)
    heads = range(first, last + 1)
    found = []
    for block in sheet.print_area.split(","):
        left, _, right, _ = range_boundaries(block.rpartition("!")[2])
        columns = [*(each for each in heads if each < left), *range(left, right + 1)]
        widths = (sheet.column_dimensions[get_column_letter(each)].width for each in columns)
        found.append(list(widths))
    return found


def test_every_long_sheet_prints_large_enough_to_read(book: Any) -> None:
    """各栏合计太宽，缩成一页就看不清；最宽的几栏另印，左边重印是哪个单位、哪个项目。"""
    for sheet in book.worksheets[1:]:
        assert max(map(sum, printed_parts(sheet))) <= 165, sheet.title
    projects = book["项目"]
    heads = [cell.value for cell in projects[2]]
    first, second = printed_parts(projects)
    assert len(first) + 2 == len(heads)
    assert [heads[-2:], len(second)] == [["要注意", "文件"], 4]


def test_projects_are_numbers_that_add_up(book: Any, county: County) -> None:
    *rows, total = rows_of(book["项目"])
    assert len(rows) == len(county.truths)
    assert total["单位"] == "合计"
    for key in ("全年预算", "全年执行"):
        assert total[key] == sum(row[key] for row in rows)
    by_name = {(row["项目"], row["年度"]): row for row in rows}
    for truth in county.truths:
        row = by_name[truth.project, truth.year]
        assert (row["全年预算"], row["算出等级"]) == (truth.adjusted, truth.grade)
        assert row["算出总分"] == pytest.approx(float(truth.total))
    *units, whole = rows_of(book["单位"])
    assert whole["项目数"] == sum(row["项目数"] for row in units) == len(rows)
    *departments, every = rows_of(book["主管部门"])
    assert {key: every[key] for key in whole if key != "单位"} == {
        key: whole[key] for key in whole if key != "单位"
    }
    for row in departments:
        own = [e for e in county.truths if (e.supervisor or e.unit) == row["主管部门"]]
        assert (row["项目数"], row["全年预算"]) == (len(own), sum(e.adjusted for e in own))
        assert set(row["管着的单位"].split("、")) == {truth.unit for truth in own}
    assert {row["主管部门"] for row in departments} == {
        e.supervisor or e.unit for e in county.truths
    }


def test_links_are_relative_and_go_to_the_cell(book: Any, county: County) -> None:
    from urllib.parse import unquote

    sheet = book["问题"]
    [column] = [cell.column for cell in sheet[2] if cell.value == "单元格"]
    assert sheet.max_row > 3
    for row in range(3, sheet.max_row + 1):
        link = sheet.cell(row, column).hyperlink
        assert (county.folder / unquote(link.target)).exists()
        assert link.location.endswith("!" + sheet.cell(row, column).value.partition(",")[0])


def test_a_second_summary_beside_the_first_reads_what_the_first_read(county: County) -> None:
    before = perfxl("summary", county.folder, "--format", "json").out
    assert '"files": 26' in before  # 连同写好的汇总
    again = perfxl("summary", county.folder, "-o", county.folder / "汇总.xlsx", "--replace")
    assert "26 个项目" in again.out
    assert "汇总.xlsx" in again.err
    assert "没有替换" not in again.err
    plain = perfxl("summary", county.folder, "-o", county.folder / "汇总.xlsx")
    assert "没有替换" in plain.err
    assert is_own_report(county.folder / "汇总.xlsx")
    assert not is_own_report(county.folder / "教育局汇总.xlsx")


def test_another_workbook_of_the_same_name_is_never_replaced(county: County) -> None:
    theirs = county.folder / "教育局汇总.xlsx"
    before = theirs.read_bytes()
    done = perfxl("summary", county.folder, "-o", theirs, "--replace")
    assert "就是输入文件" in done.err
    assert theirs.read_bytes() == before


def report_of(rows: Iterable[ReportRow], count: int, **more: Any) -> Report:
    columns = (
        *(ReportColumn("名称", 20), ReportColumn("数", 10, ColumnKind.AMOUNT)),
        ReportColumn("文件", 20, links=True),
    )
    sheet = ReportSheet("表", "perfxl 汇总·表", columns, count, lambda: rows, **more)
    chart = ReportChart("=图", "名", "数", [ChartPoint("=甲", 1), ChartPoint("乙", Decimal("2.5"))])
    figures = [ReportFigure("+数", "-1")]
    return Report("perfxl 汇总", "=题", "@副题", figures, [chart], ["=话"], ["=注"], [sheet])


def test_text_stays_text(tmp_path: Path) -> None:
    texts = ["=1+1", "+86", "-5", "@甲", "_x0041_", "甲\x0b乙", "a & <b>", "  前后  "]
    link = CellLink(str(tmp_path / "表 #1.xlsx"), "甲'乙", "A1")
    rows = [ReportRow((text, Decimal("1E+3"), BookName("表.xlsx")), link) for text in texts]
    target = tmp_path / "出.xlsx"
    write_report(target, report_of(rows, len(rows)))
    book = openpyxl.load_workbook(target)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    written = [book["表"].cell(row, 1).value for row in range(3, 3 + len(texts))]
    assert written[:4] == texts[:4]
    assert written[6:] == texts[6:]
    assert repairs(target) == []
    assert book["表"]["B3"].value == 1000
    assert book["表"]["C3"].hyperlink.target == "%E8%A1%A8%20%231.xlsx"
    assert book["表"]["C3"].hyperlink.location == "'甲''乙'!A1"


def test_more_rows_than_excel_takes_links(tmp_path: Path) -> None:
    count = MOST_LINKS + 10
    link = CellLink(str(tmp_path / "表.xlsx"), "表", "A1")
    row = ReportRow(("甲", 1, BookName(str(tmp_path / "表.xlsx"))), link)
    target = tmp_path / "出.xlsx"
    write_report(target, report_of((row for _ in range(count)), count))
    with ZipFile(target) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
        relations = book.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    assert sheet.count("<row ") == count + 2
    assert sheet.count("<hyperlink ") == MOST_LINKS
    assert relations.count("<Relationship ") == 1


def test_nothing_at_all_is_still_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "空.xlsx"
    write_report(target, report_of([], 0, empty="没有。"))
    assert openpyxl.load_workbook(target)["表"]["A3"].value == "没有。"


@pytest.mark.libreoffice
def test_it_opens_and_prints_in_libreoffice(county: County, tmp_path: Path) -> None:
    calc.require()
    pages = printed_pages(county.folder / "汇总.xlsx", tmp_path)
    assert "2023、2024年度项目支出绩效自评汇总" in pages[0]
    assert "扣分在哪一类指标" in pages[0]
    assert all(f"第{number}页" in "".join(page.split()) for number, page in enumerate(pages, 1))
    assert any("供暖补助" in page for page in pages)
    [noted] = [page for page in pages if "要注意" in page]
    assert "供暖补助" in noted  # 另印的一块也写着是哪个项目


def printed_pages(book: Path, folder: Path) -> list[str]:
    """印成 PDF 以后各页的字。"""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(book)], check=True, capture_output=True, timeout=600)
    pdf = folder / f"{book.stem}.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True)
    return text.stdout.split("\f")[:-1]
