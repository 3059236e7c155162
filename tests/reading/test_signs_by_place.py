"""栏名不认得、写的都是比较符号的一栏是指标性质：≤24小时 不读成 24小时；写着别的字的不是。"""

import pytest
from gridtext import changed, only_table, parse_rows, to_grid

from perfxl.reading.sheet import read_sheet

ROWS = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | < | <
项目名称 | 疾病防治 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标方向 | 指标值 | 计量单位 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 干预人次 | ≥ | 1800 | 人次 | 1850人次 | 20 | 20
^ | 时效指标 | 报告时限 | ≤ | 24 | 小时 | 20小时 | 30 | 30
效益指标 | 社会效益指标 | 健康水平 | 定性 | 有效提升 | / | 达成预期指标 | 30 | 30
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | % | 93% | 10 | 10
总分 | | | | | | | 100 | 100
""")


@pytest.mark.parametrize("head", ["目标方向", "比较方式", "要求", "与目标的关系"])
def test_a_column_of_signs_is_the_nature(head: str) -> None:
    table = only_table(changed(ROWS, {"D3": head}))
    targets = [row.target.text for row in table.indicators]
    assert targets == ["≥1800人次", "≤24小时", "有效提升", "≥90%"]
    assert [(each.text, role) for each, role in table.placed_columns] == [(head, "nature")]
    assert not table.leftover


def test_the_signs_may_be_words() -> None:
    words: dict[str, str | None] = {"D4": "不低于", "D5": "不超过", "D7": "正向"}
    table = only_table(changed(ROWS, words))
    assert [row.target.text for row in table.indicators][:2] == ["≥1800人次", "≤24小时"]


def test_a_column_that_holds_other_words_is_not() -> None:
    table = only_table(changed(ROWS, {"D5": "县级台账"}))
    assert "目标方向" in [each.text for each in table.unread_columns]


def test_another_table_below_is_another() -> None:
    """几张表上下相接：下面一张的栏目写在同一列，不是这一栏的。"""
    second = [["项目支出绩效自评表（2024年度）", *["<"] * 8]]
    second += [["项目名称", "妇女保健", "<", "主管部门", "卫健局", *["<"] * 4]]
    tables = read_sheet("书.xlsx", to_grid([*ROWS, *second, *ROWS[2:]])).tables
    said = [[row.target.text for row in table.indicators][:2] for table in tables]
    assert said == [["≥1800人次", "≤24小时"]] * 2


def test_how_the_actual_compares_is_not_the_sign_of_the_target() -> None:
    rows = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | <
项目名称 | 疾病防治 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 与指标值比 | 分值 | 得分
产出指标 | 数量指标 | 干预人次 | 1800人次 | 1850人次 | > | 50 | 50
效益指标 | 社会效益指标 | 知晓率 | 80% | 80% | = | 40 | 40
""")
    table = only_table(rows)
    assert [row.target.text for row in table.indicators] == ["1800人次", "80%"]
    assert "与指标值比" in [each.text for each in table.unread_columns]


def test_two_such_columns_are_not_guessed() -> None:
    rows = changed(ROWS, {"D3": "方式甲", "F3": "方式乙", "F4": "≥", "F5": "≤", "F7": "≥"})
    assert "nature" not in [role for _, role in only_table(rows).placed_columns]
