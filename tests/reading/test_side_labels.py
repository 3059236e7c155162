"""指标表左边竖着的行标题（年度绩效指标完成情况）与表头同一行起、并到表身：不是一栏，也不把指标行带进表头。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table

SIDES = (
    "年度绩效\\n指标完成\\n情况",
    "绩效指标完成情况",
    "完成情况",
    "绩效目标完成情况",
    "自评得分情况",
    "绩效指标及分值",
    "三级指标完成情况",
    "评价指标及得分",
    "指标值完成情况",
    "偏差原因分析情况",
    "实际完成值",
    "得分",
    "三级指标",
)
ABOVE = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | < | 山洪预警 | < | < | < | < | < | <
"""
HEADS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
BODY = (
    "成本指标 | 经济成本指标 | 总成本 | ≤30万元 | 28万元 | 20 | 20 |",
    "产出指标 | 数量指标 | 巡查次数 | ≥12次 | 12次 | 40 | 40 |",
    "^ | 质量指标 | 设备完好率 | ≥95% | 90% | 10 | 9.47 | 两台待修",
    "效益指标 | 社会效益指标 | 预警覆盖人数 | ≥500人 | 520人 | 20 | 20 |",
    "满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 93% | 10 | 10 |",
)
TOTAL = "总分 | < | < | < | < | 100 | 99.47 |"
NAMES = ["总成本", "巡查次数", "设备完好率", "预警覆盖人数", "群众满意度"]
ACTUALS = ["28万元", "12次", "90%", "520人", "93%"]


def read(
    side: str, *, down: int = 6, heads: tuple[str, ...] = (HEADS,), body: tuple[str, ...] = BODY
) -> Table:
    """左边一列是 ``side``、从表头起并 ``down`` 行的自评表。"""
    rows = (*heads, *body, TOTAL)
    firsts = (side, *("^" if number < down else "" for number in range(1, len(rows))))
    lines = (f"{first} | {row}" for first, row in zip(firsts, rows, strict=True))
    return only_table(parse_rows(ABOVE + "\n".join(lines) + "\n"))


def all_is_read(table: Table) -> None:
    assert [row.level3.text for row in table.indicators] == NAMES
    assert [row.actual.text for row in table.indicators] == ACTUALS
    assert [row.score.text for row in table.indicators] == ["20", "40", "9.47", "20", "10"]
    assert table.indicators[2].reason.text == "两台待修"
    assert table.total.score.text == "99.47"
    assert table.unread_columns == table.placed_columns == table.leftover == ()


@pytest.mark.parametrize("side", SIDES)
def test_a_side_label_is_no_column(side: str) -> None:
    all_is_read(read(side))


@pytest.mark.parametrize("down", [2, 3, 7])
def test_however_far_down_a_side_label_is_merged(down: int) -> None:
    all_is_read(read(SIDES[0], down=down))


def test_a_side_label_over_two_columns() -> None:
    rows = (HEADS, *BODY, TOTAL)
    lines = (f"{'^' if number else SIDES[0]} | < | {row}" for number, row in enumerate(rows))
    all_is_read(only_table(parse_rows(ABOVE + "\n".join(lines) + "\n")))


def test_a_side_label_beside_a_header_of_two_rows() -> None:
    upper = "绩效指标 | < | < | 指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
    lower = "一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^ | ^ | ^"
    all_is_read(read(SIDES[0], down=7, heads=(upper, lower)))


def test_a_column_head_merged_with_its_first_row_keeps_its_column() -> None:
    body = (BODY[0].removesuffix("|") + "| ^", *BODY[1:])
    all_is_read(read("绩效指标", body=body))


def test_a_label_down_the_right_side_is_told_and_swallows_no_row() -> None:
    body = tuple(f"{row} | ^" for row in BODY)
    table = read("绩效指标", heads=(f"{HEADS} | 指标完成情况说明",), body=body)
    assert [row.actual.text for row in table.indicators] == ACTUALS
    assert [entry.text for entry in table.unread_columns] == ["指标完成情况说明"]


def test_the_first_level_merged_with_its_first_row_keeps_its_column() -> None:
    first = BODY[0].removeprefix("成本指标")
    lines = (HEADS, f"^{first}", *BODY[1:], TOTAL)
    table = only_table(parse_rows(ABOVE + "\n".join(lines) + "\n"))
    assert [row.level3.text for row in table.indicators] == NAMES
    assert table.indicators[3].level1.text == "效益指标"
