"""比较符号单列一栏或两栏（性质、方向），分栏写在第二行的：符号不丢，别的字不当符号。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.grammar import Measured, Operator
from perfxl.model.table import Table
from perfxl.rules.facts.unfilled import read_values

_TOP = """
项目支出绩效目标表（2024年度） | < | < | < | < | < | < | <
项目名称 | 某项目 | < | < | < | < | < | <
"""


def table(text: str) -> Table:
    return only_table(parse_rows(_TOP + text))


def targets(read: Table) -> list[str]:
    return [row.target.text for row in read.indicators]


def swapped(nature: str, direction: str, value: str, unit: str) -> Table:
    return table(f"""
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 目标值 | 计量单位 | 分值
产出指标 | 数量指标 | 甲 | {nature} | {direction} | {value} | {unit} | 50
产出指标 | 数量指标 | 乙 | 正向 | 等于 | 3 | 个 | 50
""")


@pytest.mark.parametrize(
    ("nature", "direction", "target", "said"),
    [
        ("反向", "小于等于", "≤12人", "小于等于"),
        ("大于等于", "正向", "≥12人", "大于等于"),
        ("定量", "≥", "≥12人", "≥"),
        ("＞＝", "正向指标", "＞＝12人", "＞＝"),
        ("", "≤", "≤12人", "≤"),
        ("不低于", "/", "≥12人", "不低于"),
        ("定性", "是/否", "12人", "定性"),
        ("文字描述", "", "12人", "文字描述"),
    ],
)
def test_the_sign_is_taken_from_the_column_that_holds_it(
    nature: str, direction: str, target: str, said: str
) -> None:
    read = swapped(nature, direction, "12", "人")
    assert targets(read) == [target, "=3个"]
    assert read.indicators[0].nature.text == said
    assert read.leftover == ()


def test_two_signs_that_differ_do_not_hide_each_other() -> None:
    read = swapped("≥", "≤", "12", "人")
    assert targets(read)[0] == "≥12人"
    assert "E4" in str([each.cell for each in read.leftover])


def test_a_direction_beside_quantity_counts() -> None:
    value, _ = read_values(swapped("定量", "反向", "12", "人").indicators[0])
    assert isinstance(value, Measured)
    assert value.operator is Operator.AT_MOST


@pytest.mark.parametrize("nature", ["性质", "计算符号", "指标方向"])
@pytest.mark.parametrize("value", ["数值", "指标值", "值"])
@pytest.mark.parametrize("across", ["<", ""])
@pytest.mark.parametrize("down", ["^", ""])
def test_headers_in_a_second_row(nature: str, value: str, across: str, down: str) -> None:
    read = table(f"""
一级指标 | 二级指标 | 三级指标 | 年度指标值 | {across} | {across} | 分值 | 备注
{down} | {down} | {down} | {nature} | {value} | 单位 | {down} | {down}
产出指标 | 数量指标 | 甲 | ≥ | 12 | 处 | 50 |
产出指标 | 时效指标 | 乙 | 定性 | 11月底前 |  | 25 |
产出指标 | 时效指标 | 丙 | 文字描述 | 9月30日前 |  | 25 |
""")
    assert targets(read) == ["≥12处", "11月底前", "9月30日前"]
    assert read.leftover == ()


def test_odd_words_beside_the_nature_are_named() -> None:
    """性质、符号两栏，符号一栏写着看不出的字：那一栏列为没有读；正向、定量不算。"""
    rows = parse_rows(
        """
项目支出绩效目标表 | < | < | < | < | <
一级指标 | 三级指标 | 指标性质 | 符号 | 指标值 | 单位
产出指标 | 修建里程 | 正向 | ≥ | 10 | 公里
^ | 验收合格率 | 正向 | {odd} | 100 | %
""".replace("{odd}", "从严")
    )
    assert [head.text for head in only_table(rows).unread_columns] == ["符号"]
    known = [[cell.replace("从严", "定量") for cell in row] for row in rows]
    assert only_table(known).unread_columns == ()
