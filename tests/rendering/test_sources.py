"""成表的每一格追得到来源：照抄的与来源那一格看到的一样，得来的说怎样得来、取自哪几格。"""

from pathlib import Path

import openpyxl
import pytest
from command_line import perfxl as command
from gridtext import parse_rows, to_workbook
from rule_case import sound

import perfxl
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.interface import MadeBook
from perfxl.model.address import cell_address
from perfxl.rendering.value_origins import COPIED
from perfxl.shipped import shipped_folder

WORKBOOKS = shipped_folder("workbooks")
ADJUSTMENTS = "预算调整批复"
# 表名，取数的文件（照 --from 分组）。
MADE = [
    ("自评表", [["自评表"]]),
    ("自评表", [["批复表"]]),
    ("自评表", [["目标表"]]),
    ("自评表", [[f"{ADJUSTMENTS}/004_12_调整2024年优秀村社区干部专项招聘考试经费.xlsx"]]),
    ("监控表", [["目标表"]]),
    ("批复表", [["批复表"]]),
    ("批复清单", [["申报表", "目标表"]]),
    ("项目支出批复表", [[f"{ADJUSTMENTS}/004_12_调整2024年优秀村社区干部专项招聘考试经费.xlsx"]]),
    ("自评汇总表", [["自评表"]]),
    ("功能分类批复表", [[ADJUSTMENTS]]),
    ("收支批复表", [[ADJUSTMENTS]]),
    ("整本", [[ADJUSTMENTS]]),
]


def the_book(form: str, groups: list[list[str]]) -> MadeBook:
    given = [[WORKBOOKS / each for each in group] for group in groups]
    return perfxl.make(form, given, traced=True)


@pytest.fixture(scope="module", params=MADE, ids=lambda case: f"{case[0]}-{case[1][0][0]}")
def book(request: pytest.FixtureRequest) -> MadeBook:
    """成表；两个测试看同一份，都不改它。"""
    return the_book(*request.param)


def test_every_written_value_says_where_it_is_from(book: MadeBook, tmp_path: Path) -> None:
    written = read_workbook(book.save(tmp_path / "成.xlsx"))
    for grid, sheet in zip(written.grids, book.sheets, strict=False):
        traced = {cell.cell: cell for cell in sheet.traced}
        filled = {
            cell_address(*place)
            for place, value in sheet.plan.values.items()
            if value not in (None, "") and not str(value).endswith(("：", "称", "门", "位", "间"))
        }
        copied_again = {cell_address(*place) for place in sheet.plan.copied_styles}
        unknown = filled - traced.keys() - copied_again
        # 剩下的都是栏名（不是内容）、或一格拆成几行的后几行。
        fresh = sheet.plan.rows.fresh
        pieces = {cell_address(row, column) for row, column in sheet.plan.values if row in fresh}
        texts = {grid.text(*cell_place(each)) for each in unknown - pieces}
        assert all(len(text) < 20 for text in texts), texts
        for cell in traced.values():
            assert cell.sources or cell.why != COPIED, cell


def cell_place(address: str) -> tuple[int, int]:
    row, column = openpyxl.utils.cell.coordinate_to_tuple(address)
    return row, column


def test_a_copied_value_is_what_its_source_shows(book: MadeBook) -> None:
    grids = {}
    checked = 0
    for _, cell in book.traced:
        if cell.why != COPIED or len(cell.sources) != 1 or len(cell.sources[0].cells) != 1:
            continue
        source = cell.sources[0]
        if source.file not in grids:
            grids[source.file] = {
                each.name: each for each in read_workbook(Path(source.file)).grids
            }
        grid = grids[source.file][source.sheet]
        shown = grid.text(*cell_place(source.cells[0]))
        assert alike(cell.shown, shown), (cell, shown)
        checked += 1
    assert checked >= 3


# 分隔的逗号、百分号、全角冒号；照格式印成“-”的 0。
_SAME = str.maketrans({",": None, "%": None, "：": ":", "-": "0"})


def alike(made: str, read: str) -> bool:
    """成表里写的与来源格里的：一级指标名写全、栏名、标签、空白、千分位不同的算一样。"""
    one, other = (
        "".join(each.split()).translate(_SAME).replace("指标", "") for each in (made, read)
    )
    bare = one.rstrip("0").rstrip(".") if "." in one else one
    short = one.partition("（")[0].removeprefix("等级:")
    return one in other or other in one or bare in other or short in other or _same_rate(one, other)


def _same_rate(one: str, other: str) -> bool:
    try:
        return float(one) * 100 == pytest.approx(float(other), abs=0.01)
    except ValueError:
        return False


TARGET = """
2025年项目绩效目标表 | < | < | < | <
项目名称 | 甲项目 | < | 主管部门 | 某局
年度资金总额（万元） | 10 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 培训人数 | ≥5人 |
效益指标 | 社会效益指标 | 就业率 | 90%以上 |
满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% |
"""


def test_proposed_and_taken_values_say_so(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(TARGET), tmp_path / "目.xlsx")
    book = perfxl.make("自评表", [source], traced=True)
    by_cell = [cell for _, cell in book.traced]
    weights = [each for each in by_cell if each.why.startswith("没有写分值，照口径")]
    assert [each.shown for each in weights] == ["50", "30", "10"]
    assert all(not each.sources for each in weights)
    budgets = [each for each in by_cell if each.why == "没有写调整后的预算数，照年初预算数"]
    assert [(each.shown, each.sources[0].cells) for each in budgets] == [("10", ("B3",))]


def test_a_score_tells_its_sum_and_its_cells(tmp_path: Path) -> None:
    source = to_workbook(sound(), tmp_path / "评.xlsx")
    book = perfxl.make("自评表", source, traced=True)
    [score] = [cell for _, cell in book.traced if "1.8万册" in cell.why]
    assert score.shown == "9"
    assert score.sources[0].cells == ("E16", "F16", "G16")


def test_the_sheet_of_sources_is_printed_last_and_not_read(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(TARGET), tmp_path / "目.xlsx")
    target = tmp_path / "评.xlsx"
    done = command("make", "自评表", "--from", source, "-o", target, "--sources")
    assert done.code == 0, done.err
    written = openpyxl.load_workbook(target)
    assert written.sheetnames[-1] == "来源"
    sheet = written["来源"]
    assert sheet["A1"].value.startswith("perfxl 来源：")
    assert [cell.value for cell in sheet[2]][:4] == ["工作表", "单元格", "内容", "怎样得来"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert {row[0] for row in rows.values()} == {written.sheetnames[0]}
    project = next(row for row in rows.values() if row[2] == "甲项目")
    assert project[3:] == ("照抄", "目.xlsx", "表", "B2")
    # 每一行说的格里，写的就是那一个值。
    form = written[written.sheetnames[0]]
    for address, row in rows.items():
        value = form[address].value
        assert value is not None
        assert str(value) == row[2] or float(value) == float(row[2])
    document = perfxl.read(target)
    assert document.result_sheets == ("来源",)
    assert len(document.tables) == 1


def test_sources_need_something_to_come_from() -> None:
    done = command("make", "自评表", "--blank", "--sources")
    assert done.code == 2
    assert "--from" in done.err


def test_without_asking_nothing_is_traced(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(TARGET), tmp_path / "目.xlsx")
    book = perfxl.make("自评表", source)
    assert book.traced == ()
    assert openpyxl.load_workbook(book.save(tmp_path / "a.xlsx")).sheetnames == ["甲项目"]


def test_a_blank_adjusted_budget_is_neither_kept_nor_cancelled(tmp_path: Path) -> None:
    source = WORKBOOKS / ADJUSTMENTS / "004_14_调整预估2024年单位其他资金项目.xlsx"
    book = perfxl.make("项目支出批复表", source)
    [table] = perfxl.read(book.save(tmp_path / "项.xlsx")).tables
    for line in table.lines:
        assert line.initial.total.number == 5
        assert line.adjusted.total.number is None
        assert line.change.total.number is None
    assert any("没有调整的请填年初数，取消的请填 0" in each for each in book.cautions)


def test_cells_of_a_sum_are_listed_by_sheet() -> None:
    book = the_book("自评汇总表", [["自评表"]])
    total = next(c for _, c in book.traced if c.why.endswith("各行相加"))
    assert len(total.sources) > 5
