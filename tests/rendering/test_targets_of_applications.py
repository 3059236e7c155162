"""申报表写成目标表：指标、资金、目标照抄；目标表没有的栏、申报的人和日期不写，说出来。"""

from pathlib import Path

import pytest
from command_line import perfxl

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


def test_a_department_is_not_written_as_a_target_of_a_project(tmp_path: Path) -> None:
    source = WORKBOOKS / "申报表" / "002_01_部门整体支出绩效目标表.xlsx"
    done = perfxl("make", "目标表", "--from", source, "-o", tmp_path / "目标.xlsx")
    assert done.code != 0
    assert "目标表要由项目绩效目标表、项目支出绩效目标申报表得来" in done.err
    assert not (tmp_path / "目标.xlsx").exists()
