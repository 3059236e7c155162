"""几年写在一张汇总表里、逐行写着年度的：一行是那一年的，同名的不是写了两遍，与那一年的自评表核对。"""

import json
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import Rows, only_table, parse_rows, to_workbook

FORM = """
项目支出绩效自评表（{year}年度） | < | < | < | < | < | <
项目名称 | {name} | < | 主管部门 | 某局 | 实施单位 | 某中心
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 100 | 100 | {executed} | 10 | {executed}% | {points}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 20场 | 90 | 90
总分 | < | < | < | < | 100 | {total}
"""
LIST = """
项目支出绩效自评汇总表 | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
序号 | 年度 | 项目名称 | 预算数 | 执行数 | 得分 | 等级
1 | 2023年 | 普法宣传 | 100 | 90 | 99 | 优
2 | 2023年 | 人民调解 | 100 | 80 | 98 | 优
3 | 2024年 | 普法宣传 | 100 | 95 | 99.5 | 优
4 | 2024年 | 人民调解 | 100 | 85 | 98.5 | 优
合计 | < | < | 400 | 350 | | |
"""
EXECUTED = {(2023, "普法宣传"): 90, (2023, "人民调解"): 80}
EXECUTED |= {(2024, "普法宣传"): 95, (2024, "人民调解"): 85}


def found(tmp_path: Path, rows: str) -> list[dict[str, str]]:
    for (year, name), executed in EXECUTED.items():
        points = executed / 10
        form = FORM.format(
            year=year, name=name, executed=executed, points=points, total=90 + points
        )
        to_workbook(parse_rows(form), tmp_path / f"{year}{name}.xlsx", "自评表")
    to_workbook(parse_rows(rows), tmp_path / "汇总.xlsx", "汇总")
    findings = json.loads(perfxl("check", tmp_path, "--format", "json").out)["findings"]
    own: list[dict[str, str]] = [each for each in findings if each["file"].endswith("汇总.xlsx")]
    return own


# 各种写法：年、年度、数、只写在每年的头一行、并着几行
WRITTEN = {
    "年": LIST,
    "年度": LIST.replace("2023年", "2023年度").replace("2024年", "2024年度"),
    "数": LIST.replace("2023年", "2023").replace("2024年", "2024"),
    "汉字": LIST.replace("2023年", "二〇二三年").replace("2024年", "二〇二四年"),
    "头一行": LIST.replace("2 | 2023年", "2 | ").replace("4 | 2024年", "4 | "),
    "并着": LIST.replace("2 | 2023年", "2 | ^").replace("4 | 2024年", "4 | ^"),
    "栏名": LIST.replace("| 年度 |", "| 预算年度 |"),
    "年度在名称后": LIST.replace("年度 | 项目名称", "项目名称 | 年度")
    .replace("2023年 | 普法宣传", "普法宣传 | 2023年")
    .replace("2023年 | 人民调解", "人民调解 | 2023年")
    .replace("2024年 | 普法宣传", "普法宣传 | 2024年")
    .replace("2024年 | 人民调解", "人民调解 | 2024年"),
}


@pytest.mark.parametrize("rows", WRITTEN.values(), ids=WRITTEN)
def test_every_row_is_of_its_year(tmp_path: Path, rows: str) -> None:
    [*years, _] = [line.of_year for line in only_table(parse_rows(rows)).lines]
    assert years == [2023, 2023, 2024, 2024]
    assert {each["rule"] for each in found(tmp_path, rows)} <= {"PX317"}


@pytest.mark.parametrize("rows", WRITTEN.values(), ids=WRITTEN)
def test_a_wrong_cell_is_told_against_the_form_of_its_year(tmp_path: Path, rows: str) -> None:
    wrong = rows.replace("| 95 | 99.5", "| 90 | 96.5")
    told = {(each["rule"], each["cells"]) for each in found(tmp_path, wrong)}
    assert {("PX640", "E6"), ("PX640", "F6")} <= told
    assert not told & {("PX640", "E4"), ("PX640", "F4")}
    assert not {rule for rule, _ in told} & {"PX617", "PX116", "PX118"}


def test_twice_in_one_year_is_still_twice(tmp_path: Path) -> None:
    rows = LIST.replace("2024年 | 普法宣传", "2023年 | 普法宣传")
    assert "PX617" in {each["rule"] for each in found(tmp_path, rows)}


def test_one_year_in_the_column_is_the_year_of_the_table() -> None:
    rows: Rows = [row for row in parse_rows(LIST) if "2023年" not in row]
    assert only_table(rows).year == 2024
    assert only_table(parse_rows(LIST)).year is None


def test_what_is_no_year_is_not_taken_for_one() -> None:
    table = only_table(parse_rows(LIST.replace("2024年 | 普法宣传", "跨年度 | 普法宣传")))
    assert [line.of_year for line in table.lines[:4]] == [2023, 2023, None, 2024]


def test_the_year_is_in_the_document(tmp_path: Path) -> None:
    book = to_workbook(parse_rows(LIST), tmp_path / "汇总.xlsx", "汇总")
    [table] = json.loads(perfxl("read", book, "--json").out)["tables"]
    assert [line["year"] for line in table["lines"][:2]] == ["2023年", "2023年"]
