"""性质一栏只写正向、反向的：符号、单位合写在指标值里，写成别的表也不丢。"""

from pathlib import Path

import pytest
from gridtext import parse_rows, to_workbook
from making import only_table_in

from perfxl.actions.form_sources import sources_of
from perfxl.actions.forms_made import known_form
from perfxl.actions.next_year import next_year_sources
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.making import made_sheets, write_sheets
from perfxl.many_files.results import process

APPLICATION = """
2024年项目支出绩效目标申报表 | < | < | < | <
项目名称 | 营养改善 | 实施单位 | 教育局 | <
年度资金总额（元） | 100 | 其中：财政拨款 | 100 | <
年度总体目标 | 每天一餐 | < | < | <
一级指标 | 二级指标 | 方向 | 三级指标 | 指标值
产出指标 | 数量指标 | 正向 | 受益学生人数 | ≥12000人
^ | 数量指标 | 正向 | 供餐天数 | 200天
^ | 成本指标 | 反向 | 生均补助标准 | ≤5元/人·天
满意度指标 | 服务对象满意度指标 | 正向 | 家长满意度 | ≥90%
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return to_workbook(parse_rows(APPLICATION), tmp_path / "申报.xlsx")


@pytest.mark.parametrize("head", ["方向", "指标性质"])
def test_sign_and_unit_stay_with_the_value(head: str, tmp_path: Path) -> None:
    source = to_workbook(parse_rows(APPLICATION.replace("方向", head, 1)), tmp_path / "申报.xlsx")
    made = known_form("自评表")
    sheets = made_sheets(sources_of(made, [assessments_of([process(source)])]), made=made)
    write_sheets(sheets, tmp_path / "自评.xlsx")
    rows = only_table_in(tmp_path / "自评.xlsx").indicators
    assert [(row.nature.text, row.target.text) for row in rows] == [
        ("正向", "≥12000人"),
        ("正向", "200天"),
        ("反向", "≤5元/人·天"),
        ("正向", "≥90%"),
    ]


def test_a_list_of_three_columns_takes_them_apart(source: Path, tmp_path: Path) -> None:
    made = known_form("批复清单")
    sheets = made_sheets(sources_of(made, [assessments_of([process(source)])]), made=made)
    write_sheets(sheets, tmp_path / "清单.xlsx")
    rows = only_table_in(tmp_path / "清单.xlsx").indicators
    assert [(row.nature.text, row.value.text, row.unit.text) for row in rows] == [
        ("≥", "12000", "人"),
        ("正向", "200", "天"),  # 没有写符号的，照方向
        ("≤", "5", "元/人·天"),
        ("≥", "90", "%"),
    ]


def test_the_new_year_keeps_the_signs_that_were_written(source: Path, tmp_path: Path) -> None:
    made = known_form("申报表")
    found = next_year_sources(made, assessments_of([process(source)]), 2025)
    sheets = made_sheets(found, made=made)
    write_sheets(sheets, tmp_path / "新.xlsx")
    rows = only_table_in(tmp_path / "新.xlsx").indicators
    assert [(row.nature.text, row.target.text, row.last_year.text) for row in rows] == [
        ("正向", "≥", "≥12000人"),
        ("正向", "", "200天"),
        ("反向", "≤", "≤5元/人·天"),
        ("正向", "≥", "≥90%"),
    ]
    assert "4 条指标值（3 条的符号照去年的）" in sheets[0].cautions[0]
    said = [each.what for each in sheets[0].to_fill]
    assert "“受益学生人数”的指标值，接在“≥”后面写" in said
    assert not any("只写数" in each for each in said)


def test_signs_or_units_in_columns_of_their_own_are_still_apart(tmp_path: Path) -> None:
    text = APPLICATION.replace("三级指标 | 指标值", "三级指标 | 指标值 | 度量单位")
    text = text.replace("< | < | <\n", "< | < | < | <\n").replace("教育局 | <", "教育局 | < | <")
    text = text.replace("≥12000人", "12000 | 人").replace("200天", "200 | 天")
    text = text.replace("≤5元/人·天", "5 | 元/人·天").replace("≥90%", "90 | %")
    source = to_workbook(parse_rows(text), tmp_path / "申报.xlsx")
    [result] = assessments_of([process(source)])
    assert not any(row.directed for row in result.document.tables[0].indicators)
