"""年度主要任务的表头只有一行：总额自成一栏，与两行的读得一样。"""

from decimal import Decimal

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table

FORM = """
2025年部门整体支出绩效目标表 | < | < | < | < | <
部门名称 | 县民政局 | | | 单位：万元 |
年度主要任务 | 任务名称 | 主要内容 | {total} | {grant} | {other}
^ | 养老服务 | 改造敬老院8所 | 620 | 580 | 40
^ | 机关运行 | 人员工资 | 1153.1 | 1153.1 | 0
^ | {sum} | | 1773.1 | 1733.1 | 40
年度总体目标 | 应保尽保
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 新增床位 | ≥300张
"""


def read(total: str, grant: str = "财政拨款", other: str = "其他", sums: str = "金额合计") -> Table:
    return only_table(parse_rows(FORM.format(total=total, grant=grant, other=other, sum=sums)))


@pytest.mark.parametrize(
    "head",
    [
        "预算总额",
        "总额",
        "预算金额",
        "合计",
        "资金总额",
        "金额",
        "预算总额（万元）",
        "年度预算总额",
    ],
)
def test_the_sum_of_tasks_is_the_total_of_funds(head: str) -> None:
    table = read(head)
    assert [task.total.number for task in table.tasks] == [620, Decimal("1153.1")]
    assert [task.total.cell for task in table.task_sums] == ["D6"]
    [total, *parts] = table.funds
    assert (total.initial.cell, total.initial.number) == ("D6", Decimal("1773.1"))
    assert table.annual_total is not None
    assert table.annual_total.initial.cell == "D6"
    assert [fund.initial.cell for fund in parts] == ["E6", "F6"]
    assert head not in table.details["年度主要任务"].text


def test_a_sum_row_called_as_the_head_is_still_the_sum() -> None:
    table = read("合计", sums="合计")
    assert [task.name.text for task in table.tasks] == ["养老服务", "机关运行"]
    assert [task.total.number for task in table.task_sums] == [Decimal("1773.1")]


@pytest.mark.parametrize("head", ["完成情况", "总额来源"])
def test_a_head_that_is_no_total_gives_none(head: str) -> None:
    assert [fund.name for fund in read(head).funds] == ["财政拨款", "其他"]


def test_columns_that_are_no_money_keep_their_names() -> None:
    """还有“完成情况”一栏、读不成各项任务的：留下的一段文字里写着栏名。"""
    table = only_table(
        parse_rows(
            """
2025年部门整体支出绩效自评表 | < | < | <
部门名称 | 县卫健局 | < | <
年度主要任务 | 任务名称 | 主要内容 | 完成情况
^ | 公共卫生 | 提供12类项目 | 已完成
^ | 医共体 | 组建2个 | 已组建1个
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 组建医共体 | ≥2个
"""
        )
    )
    assert table.details["年度主要任务"].text.splitlines() == [
        "任务名称：公共卫生 主要内容：提供12类项目 完成情况：已完成",
        "任务名称：医共体 主要内容：组建2个 完成情况：已组建1个",
    ]
    assert table.leftover == ()
