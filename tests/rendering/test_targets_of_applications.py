"""申报表写成目标表：指标、资金、目标照抄；目标表没有的栏、申报的人和日期不写，说出来。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook

from perfxl.interface import read
from perfxl.shipped import shipped_folder

WORKBOOKS = shipped_folder("workbooks")

APPLICATIONS = [
    WORKBOOKS / "申报表" / f"{stem}.xlsx"
    for stem in ("002_03_公益性岗位补贴", "002_04_2023年技工院校县级配套学生资助资金")
]


@pytest.mark.parametrize("source", APPLICATIONS, ids=lambda path: path.stem[:6])
def test_an_application_is_written_as_a_target(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "成" / "目标.xlsx"
    done = perfxl("make", "目标表", "--from", source, "-o", target)
    assert done.code == 0
    [before], [after] = read(source).tables, read(target).tables
    assert after.form.value == "target"
    assert after.stage.value == "application"
    assert after.title.text.endswith("项目绩效目标表")
    assert "申报" not in after.title.text
    rows = [
        [(row.level3.text, row.target.text, row.explanation.text) for row in table.indicators]
        for table in (before, after)
    ]
    assert rows[0] == rows[1]
    assert [fund.budget.number for fund in after.funds] == [
        fund.budget.number for fund in before.funds
    ]
    assert after.goals["expected"].text == before.goals["expected"].text
    assert "指标.上年指标值" in done.err
    left = [name for name in before.fields if name not in after.fields]
    # 编制单位就是抬头的填报单位，只印一次。
    if after.fields["填报单位"].text == before.fields["编制单位"].text:
        left.remove("编制单位")
    assert all(name in done.err for name in left)


APPROVAL = """
2025年度项目支出绩效目标批复表 | < | < | < | <
项目名称 | 中药房改造 | < | 项目编码 | 52263125P00017
主管部门 | 某县卫生健康局 | < | 实施单位 | 某县中医院
资金情况（元） | 年度资金总额 | < | 876500 | <
年度总体目标 | 改造9家中药房。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
产出指标 | 数量指标 | 改造中药房数量 | ≥9家 | 50
"""


def test_an_approval_is_written_as_a_target(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(APPROVAL), tmp_path / "批复.xlsx")
    target = tmp_path / "成" / "目标.xlsx"
    assert perfxl("make", "目标表", "--from", source, "-o", target).code == 0
    [before], [after] = read(source).tables, read(target).tables
    assert (before.stage.value, after.stage.value) == ("approval", "application")
    assert after.title.text == "2025年度项目支出绩效目标表"
    assert [row.target.text for row in after.indicators] == ["≥9家"]
    assert after.annual_total.budget.number == 876500


def test_a_target_stays_with_its_own_title(tmp_path: Path) -> None:
    rows = parse_rows(APPROVAL.replace("绩效目标批复表", "绩效目标表（调整）"))
    source = to_workbook(rows, tmp_path / "目标.xlsx")
    target = tmp_path / "成" / "目标.xlsx"
    assert perfxl("make", "目标表", "--from", source, "-o", target).code == 0
    assert read(target).tables[0].title.text == "2025年度项目支出绩效目标表（调整）"


def test_a_department_is_not_written_as_a_target_of_a_project(tmp_path: Path) -> None:
    source = WORKBOOKS / "申报表" / "002_01_部门整体支出绩效目标表.xlsx"
    done = perfxl("make", "目标表", "--from", source, "-o", tmp_path / "目标.xlsx")
    assert done.code != 0
    assert "目标表要由项目绩效目标表、项目支出绩效目标申报表得来" in done.err
    assert not (tmp_path / "目标.xlsx").exists()
