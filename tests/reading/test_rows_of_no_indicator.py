"""表格里看着像、其实不是指标的行：签章、栏次、页码、加分项、表样的单位、其他需要说明的事项。

和反过来的：指标各栏里写着“可行性”“必要性”的，是指标。
"""

import pytest
from gridtext import only_table, parse_rows
from odd_layouts import SELF_EVALUATION as TOP

from perfxl.model.table import Table
from perfxl.model.unread import WhyUnread

TOTAL = "总分 | < | < | < | < | 100 | 100 |"


def read(*rows: str) -> Table:
    return only_table(parse_rows(TOP + "\n".join(rows)))


@pytest.mark.parametrize(
    "row",
    [
        "主管部门（盖章） | < | < | 财政部门（盖章） | < | < | < | <",
        "填报人：张某 | < | < | 审核人：李某 | < | < | < | <",
        "单位负责人（签字）： | < | 联系电话 | 0000000 | < | < | < | <",
        "其他需要说明事项 | < | < | 无 | < | < | < | <",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        "栏次 | < | 1 | 2 | 3 | 4 | 5 | 6",
        "（1） | （2） | （3） | （4） | （5） | （6） | （7） | （8）",
        " | | | 第2页 共3页 | | | |",
        " | | | - 2 - | | | |",
        " | | | | | | | 公开14表",
    ],
)
def test_row_is_no_indicator(row: str) -> None:
    table = read(row, TOTAL)
    assert [each.level3.text for each in table.indicators] == ["培训人数", "受益人口"]
    assert table.unread_rows == ()
    assert table.fields.get("主管部门") is None


def test_bonus_is_named_and_no_sum_is_judged() -> None:
    """加分项不算指标；写着分的，总分、合计不判。"""
    table = read("加分项 | 表彰 | 获省级表彰 | 1次 | 1次 | 5 | 5 |", TOTAL)
    assert len(table.indicators) == 2
    assert [row.why for row in table.unread_rows] == [WhyUnread.BONUS]
    blank = read("加分项 | < | < | | | | |", TOTAL)
    assert blank.unread_rows == ()
    assert [entry.cell for entry in blank.unrecognised] == ["A8"]


def test_a_unit_left_in_is_a_hint() -> None:
    table = read("^ | ^ | 指标2：新建堤防 | 公里 | | | |", TOTAL)
    assert [entry.text for entry in table.hints] == ["指标2：新建堤防"]
    assert len(table.indicators) == 2
    assert len(read("^ | ^ | 新建堤防 | 公里 | 5公里 | | |", TOTAL).indicators) == 3


def test_words_of_other_labels_are_names_inside_the_grid() -> None:
    table = read(
        "^ | ^ | 可行性 | 98 | 95 | 5 | 5 |",
        "管理制度 | 健全性 | 工作计划 | 完备 | 完备 | | |",
        "必要性 | | 政策依据 | 充分 | 充分 | | |",
        TOTAL,
    )
    names = [each.level3.text for each in table.indicators]
    assert names[2:] == ["可行性", "工作计划", "政策依据"]
    assert table.details == {}


@pytest.mark.parametrize(
    ("row", "grade", "cell"),
    [
        ("总分 | < | < | < | < | 100 | 88 | 良", "良", "H8"),
        ("总分 | < | < | < | < | 100 | 88 | 等级：良", "良", "H8"),
        ("总分 | < | < | < | < | 100 | 88 | 优□　良☑　中□　差□", "良", "H8"),
        ("总分 | < | < | 88 | < | < | 等级 | 良", "良", "H8"),
    ],
)
def test_grade_beside_the_total(row: str, grade: str, cell: str) -> None:
    table = read(row)
    assert (table.total.score.text, table.grade.text, table.grade.cell) == ("88", grade, cell)
    assert table.leftover == () or cell == "H8"


def test_total_above_comes_before_a_sum_below() -> None:
    """表头写着自评总分的，指标下面的“合计”不是总分。"""
    rows = parse_rows(TOP + "合计 | < | < | < | < | 100 | 90 |")
    rows.insert(3, ["自评总分", "97.5", "<", "<", "自评等级", "优", "<", "<"])
    table = only_table(rows)
    assert (table.total.score.cell, table.grade.text) == ("B4", "优")
    assert [each.score.text for each in table.subtotals] == ["90"]


def test_a_reason_on_the_row_below_belongs_to_the_indicator_above() -> None:
    """没有原因一栏、写在下面一行的：不是指标；另有自己的上级指标的一行不算。"""
    rows = parse_rows(
        """
2024年度项目支出绩效自评表 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
效益指标 | 社会效益指标 | 续保率 | ≥80% | 75% | 14.06
^ | ^ | 偏差原因：企业停保 | 改进措施：上门宣传 | |
^ | 社会效益指标 | 改进措施落实率 | ≥60% | 55% | 13.75
"""
    )
    table = only_table(rows)
    assert [row.level3.text for row in table.indicators] == ["续保率", "改进措施落实率"]
    reason = table.indicators[0].reason
    assert (reason.text, reason.cell) == ("偏差原因：企业停保\n改进措施：上门宣传", "C4")
    assert table.leftover == ()
