"""分值、得分写在一栏里的（分值/得分｜50/48.5）；总分以下又写的得分合计；只加各行的“合计”。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.finding import Finding
from perfxl.model.table import Table
from perfxl.rules.engine.running import check_table
from perfxl.scoring.edits import may_write
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_TOP = """
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 图书下乡 | | | 实施单位 | 某县文化站 |
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5
其中：财政拨款 | 100 | 100 | 95 | | |
"""


def table(text: str) -> Table:
    return only_table(parse_rows(_TOP + text))


def findings(read: Table) -> list[Finding]:
    profile = load_profile()
    return check_table(read, score_table(read, profile), profile)


def paired(head: str, pairs: tuple[str, str, str], total: str) -> Table:
    return table(f"""
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | {head} | 原因
产出指标 | 数量指标 | 赠书册数 | ≥3000册 | 3000册 | {pairs[0]} |
效益指标 | 社会效益指标 | 丰富生活 | 有效丰富 | 有效丰富 | {pairs[1]} |
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | 92% | {pairs[2]} |
总分 | | | | | {total} |
""")


@pytest.mark.parametrize(
    ("head", "pairs", "total"),
    [
        ("分值/得分", ("50/48", "30/30", "10/10"), "100/97.5"),
        ("得分/分值", ("48/50", "30/30", "10/10"), "97.5/100"),
        ("权重／自评得分", ("50／48", "30分／30分", "10／10"), "97.5"),
    ],
)
def test_both_points_are_read_from_one_column(
    head: str, pairs: tuple[str, str, str], total: str
) -> None:
    read = paired(head, pairs, total)
    rows = [(row.weight.number, row.score.number) for row in read.indicators]
    assert rows == [(50, 48), (30, 30), (10, 10)]
    assert (read.leftover, read.unread_columns) == ((), ())
    assert not any(may_write(row.score) for row in read.indicators)
    assert not {"PX303", "PX304", "PX108", "PX301"} & {each.rule for each in findings(read)}


def test_a_score_that_is_no_number_is_not_said_to_be_missing() -> None:
    read = table("""
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 赠书册数 | ≥3000册 | 3000册 | 50 | 满分
效益指标 | 社会效益指标 | 丰富生活 | 有效丰富 | 有效丰富 | 40 |
""")
    said = {each.cells: each.message for each in findings(read) if each.rule == "PX304"}
    assert "得分写着“满分”，读不出数" in said["G7"]
    assert "没有填得分" in said["G8"]


_ROWS = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 赠书册数 | ≥3000册 | 3000册 | 50 | 50
效益指标 | 社会效益指标 | 丰富生活 | 有效丰富 | 有效丰富 | 30 | 30
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10
"""


@pytest.mark.parametrize("label", ["自评得分合计", "得分合计", "自评得分"])
def test_the_sum_with_the_rate_is_the_total(label: str) -> None:
    """“总分”只加了各行，下面又写连执行率得分都加了的。"""
    read = table(f"{_ROWS}总分 | | | | | 90 | 90\n{label} | 99.5 | | | | |\n")
    assert (read.total.score.cell, [each.score.cell for each in read.subtotals]) == ("B11", ["G10"])
    assert not {"PX406", "PX407"} & {each.rule for each in findings(read)}


def test_a_second_sum_that_differs_is_told() -> None:
    read = table(f"{_ROWS}总分 | | | | | 100 | 99.5\n自评得分合计 | 95 | | | | |\n")
    assert read.total.score.cell == "G10"
    assert [each.cells for each in findings(read) if each.rule == "PX406"] == ["B11"]


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ("合计 | | | | | 90 | 90", "warning"),  # 前后一致，只是没有印总分
        ("合计 | | | | | 100 | 90", "error"),
        ("总分 | | | | | 90 | 90", "error"),
        ("合计 | | | | | 90 | 85", "error"),
    ],
)
def test_a_sum_of_the_rows_only(row: str, severity: str) -> None:
    found = [each for each in findings(table(f"{_ROWS}{row}\n")) if each.rule == "PX406"]
    assert [each.severity for each in found] == [severity]
