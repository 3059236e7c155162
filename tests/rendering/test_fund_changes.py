"""调整批复的增减数：两边都有数而没有写的照算，写着的不动，一边没有的空着。"""

from decimal import Decimal
from pathlib import Path

import openpyxl
from gridtext import parse_rows, to_workbook
from making import only_table_in

from perfxl.actions.form_sources import sources_of
from perfxl.actions.forms_made import known_form
from perfxl.actions.made_said import unwritten_said
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.making import made_sheets, write_sheets
from perfxl.many_files.results import process

ADJUSTMENT = """
2024年部门预算调整项目支出绩效目标批复表 | < | < | < | < | <
项目名称 | 老旧小区改造 | < | < | < | <
资金情况（万元） | < | 年初预算数 | 调整预算数 | 增减数 | <
年度资金总额 | < | 1200 | 860.4 | | <
财政拨款 | < | 800 | 460.4 | | <
非财政拨款 | < | 400 | 400 | 1 | <
上级资金 | < | 50 | | | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造小区数 | ≥9个 | 改造小区数 | ≥6个
满意度指标 | 服务对象满意度 | 居民满意度 | ≥90% | 居民满意度 | ≥90%
"""


def made_from(path: Path, target: Path) -> list[Decimal | None]:
    made = known_form("调整批复表")
    sheets = made_sheets(sources_of(made, [assessments_of([process(path)])]), made=made)
    write_sheets(sheets, target)
    return [fund.change.number for fund in only_table_in(target).funds]


def test_a_blank_change_is_worked_out_of_both_sides(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(ADJUSTMENT), tmp_path / "调整.xlsx")
    found = made_from(source, tmp_path / "成.xlsx")
    # 写着的 1 照写，核对由规则报；没有调整数的不知道增减多少。
    assert found == [Decimal("-339.6"), Decimal("-339.6"), Decimal(1), None]


def test_a_change_that_is_a_formula_without_a_result_is_not_said_to_be_lost(
    tmp_path: Path,
) -> None:
    source = to_workbook(parse_rows(ADJUSTMENT), tmp_path / "调整.xlsx")
    book = openpyxl.load_workbook(source)
    sheet = book.active
    assert sheet is not None
    for row in (4, 5, 7):
        sheet.cell(row, 5).value = f"=D{row}-C{row}"
    book.save(source)
    found = made_from(source, tmp_path / "成.xlsx")
    assert found == [Decimal("-339.6"), Decimal("-339.6"), Decimal(1), None]
    said = unwritten_said(process(source).document)
    assert "E4" not in said
    assert "E7" in said


def test_a_printed_dash_stays_a_dash(tmp_path: Path) -> None:
    """印着横线的没有数，不写成 0.00。"""
    source = to_workbook(
        parse_rows(
            """
项目支出绩效目标表（2026年度） | < | < | <
项目名称 | 村寨保护 | < | <
资金情况（万元） | 年度资金总额 | 45.8 | <
^ | 其中：财政拨款 | 45.8 | <
^ | 其他资金 | - | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 修缮村寨数 | ≥2个
"""
        ),
        tmp_path / "目标.xlsx",
    )
    made = known_form("目标表")
    sources = sources_of(made, [assessments_of([process(source)])])
    write_sheets(made_sheets(sources, made=made), tmp_path / "成.xlsx")
    fund = only_table_in(tmp_path / "成.xlsx").funds[-1]
    assert (fund.name, fund.initial.text) == ("其他资金", "-")
