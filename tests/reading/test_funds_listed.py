"""资金的几项写在一格里：一项一行读，括着的是其中；说的是哪一栏的、读不成的不当作各项。"""

from decimal import Decimal
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import only_table, parse_rows, to_workbook
from openpyxl import load_workbook

from perfxl.model.table import Table

FORM = """
项目支出绩效目标表 | < | < | <
（2024年度）{unit} | < | < | <
项目名称 | 镇区建设 | 实施单位 | 某镇
{row} | < | <
年度目标 | 建好 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 修建道路 | ≥3公里
"""
PARTS = [("总额", 106), ("财政拨款", 69), ("上级资金", 60), ("本级财政", 9), ("自有资金", 37)]


def read(row: str, unit: str = "") -> Table:
    return only_table(parse_rows(FORM.format(row=row, unit=unit)))


def told(table: Table) -> list[tuple[str, Decimal | None]]:
    return [(fund.name, fund.initial.number) for fund in table.funds]


@pytest.mark.parametrize(
    "said",
    [
        "资金总额及构成 | 总额106万元\\n一、财政拨款：69万元（其中：上级资金：60万元；本级财政：9万元）\\n二、自有资金：37万元",
        "资金来源（万元） | 总额：106；财政拨款：69（其中：上级资金60，本级财政9）；自有资金：37",
        "项目资金 | 总额106万元　1.财政拨款69万元（上级资金60万元、本级财政9万元）　2.自有资金37万元",
    ],
)
def test_each_source_is_a_row_of_the_funds(said: str) -> None:
    table = read(said)
    assert told(table) == PARTS
    assert (table.money_unit, table.leftover) == ("万元", ())
    whole = table.annual_total
    assert whole is not None
    assert whole.initial.number == 106
    inside = {fund.name: fund.part_of.text for fund in table.funds if fund.is_part}
    assert inside["上级资金"].endswith("财政拨款")
    assert all(fund.initial.row == 4 for fund in table.funds)


def test_in_a_form_of_another_unit_the_amounts_are_converted() -> None:
    table = read("资金来源 | 财政拨款：69万元；自有资金：37万元", "单位：元")
    assert told(table) == [("财政拨款", 690000), ("自有资金", 370000)]


def test_parts_beside_the_total_are_its_parts() -> None:
    rows = FORM.format(row="资金情况（万元） | 资金总额 | 100", unit="").splitlines()
    rows[4] = "资金情况（万元） | 资金总额 | 100 | 基本支出：40　项目支出：60"
    table = only_table(parse_rows("\n".join(rows)))
    assert told(table) == [("资金总额", 100), ("基本支出", 40), ("项目支出", 60)]


@pytest.mark.parametrize(
    "said",
    [
        "资金情况 | 年初预算120万元，调整预算128万元",
        "资金来源 | 财政拨款：69万元；修路：37公里",
        "资金来源 | 详见批复文件第3页",
    ],
)
def test_what_is_no_list_of_sources_is_no_row(said: str) -> None:
    assert not [fund for fund in read(said).funds if fund.name in ("财政拨款", "自有资金", "修路")]


@pytest.mark.parametrize("form", ["批复表", "自评表", "目标表", "监控表"])
def test_a_form_whose_funds_were_not_read_has_its_rows_to_fill_and_says_so(
    form: str, tmp_path: Path
) -> None:
    rows = parse_rows(FORM.format(row="资金来源 | 详见批复文件第3页", unit=""))
    source = to_workbook(rows, tmp_path / "书.xlsx", "目标")
    done = perfxl("make", form, "--from", source, "-o", tmp_path / "成.xlsx")
    cells = load_workbook(tmp_path / "成.xlsx").active.iter_rows()
    names = {str(c.value).strip(): c.row for row in cells for c in row if c.value is not None}
    first, last = names["年度资金总额"], names["其他资金"]
    [line] = [each for each in done.err.splitlines() if "没有读到资金" in each]
    assert last - first == 2
    assert f"{first}:" in line
    assert f"{last} 空着，请填" in line
    word = perfxl("make", form, "--from", source, "-o", tmp_path / "成.docx")
    assert "没有读到资金，资金各行空着，请填" in word.err


def test_a_total_called_only_a_sum_is_printed_as_the_annual_total(tmp_path: Path) -> None:
    rows = parse_rows(FORM.format(row="资金来源 | 合计：106万元；财政拨款：106万元", unit=""))
    source = to_workbook(rows, tmp_path / "书.xlsx", "目标")
    assert perfxl("make", "批复表", "--from", source, "-o", tmp_path / "成.xlsx").code == 0
    cells = load_workbook(tmp_path / "成.xlsx").active.iter_rows(values_only=True)
    said = [str(each).strip() for row in cells for each in row if each is not None]
    assert "年度资金总额" in said
    assert "合计" not in said
