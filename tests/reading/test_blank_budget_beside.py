"""名称、数左右相邻（或同在一格）的资金：有的填了、有的空着，空着的是没有填，不照年初的算。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def table(funds: str) -> Table:
    return only_table(
        parse_rows(f"""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 图书下乡 | | | 实施单位 | 某县文化站 |
{funds.strip()}
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 赠书册数 | ≥3000册 | 3000册 | 90 | 90
""")
    )


@pytest.mark.parametrize(
    ("funds", "cell", "what"),
    [
        ("年初预算数（万元） | 100 | 全年预算数 | | 全年执行数 | 95 |", "D3", "全年预算数"),
        ("年初预算数（万元） | 100 | 全年预算数 | / | 全年执行数 | 95 |", "D3", "全年预算数"),
        ("年初预算数（万元） | 100 | 全年预算数 | 100 | 全年执行数 | |", "F3", "全年执行数"),
        (
            "年初预算数：100万元 | | 全年预算数：　　万元 | | 全年执行数：95万元 | |",
            "C3",
            "全年预算数",
        ),
        (
            "年初预算数（万元） | 100\n全年预算数（万元） |\n全年执行数（万元） | 95",
            "B4",
            "全年预算数",
        ),
    ],
)
def test_what_is_blank_is_said_blank_with_its_cell(funds: str, cell: str, what: str) -> None:
    read, profile = table(funds), load_profile()
    score = score_table(read, profile)
    assert score.execution.rate is None
    [told] = [each for each in check_table(read, score, profile) if each.rule == "PX410"]
    assert told.cells == cell
    assert what in told.message


def test_a_table_without_the_column_goes_by_the_initial_budget() -> None:
    read = table("年初预算数（万元） | 100 | 全年执行数 | 95 | | |")
    assert score_table(read, load_profile()).execution.rate == 95


def test_the_allotment_of_the_year_is_the_budget_of_the_year() -> None:
    """总投资是几年的，不当作今年的；“本年度安排”才是。"""
    read = only_table(
        parse_rows("""
项目支出绩效目标批复表（2024年度） | < | < | < | <
项目名称 | 图书下乡 | | 实施单位 | 某县文化站
总投资（万元） | 5000 | 其中：财政资金 | 3000 |
本年度安排（万元） | 200 | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 赠书册数 | ≥3000册 |
""")
    )
    assert read.annual_total is not None
    assert read.annual_total.initial.number == 200


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        # 左右是不同的来源，加起来正好是今年的：都是今年的
        ("其中：财政拨款 | 150 | 其他资金 | 50 |", 200),
        # 左右同名的，各是各的
        ("其中：财政拨款 | 5000 | 其中：财政拨款 | 200 |", 200),
    ],
)
def test_the_parts_of_the_year_are_not_those_of_the_whole_investment(line: str, whole: int) -> None:
    read = only_table(
        parse_rows(f"""
项目支出绩效目标批复表（2024年度） | < | < | < | <
项目名称 | 图书下乡 | | 实施单位 | 某县文化站
项目总投资（万元） | 5000 | 年度资金总额（万元） | 200 |
{line}
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 赠书册数 | ≥3000册 |
""")
    )
    assert read.annual_total is not None
    assert read.annual_total.initial.number == whole
    profile = load_profile()
    found = check_table(read, score_table(read, profile), profile)
    assert "PX401" not in {each.rule for each in found}
