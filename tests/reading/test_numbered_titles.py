"""附件号、表号和标题写在一格的：号码后面紧接着年度，年度照读；几张上下排的，各从自己的标题起。"""

import pytest
from gridtext import Rows, parse_rows, to_grid

from perfxl.matching.organisations import owner_of
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet

FORM = """
{title} | < | < | < | < | < | <
项目名称 | {name} | < | < | 实施单位 | {unit} | <
资金执行 | 年初预算 | 全年预算(A) | 全年支出(B) | 执行率 | 分值 | 得分
 | 43 | 43 | 43 | 100 | 10 | 10
一级指标 | 二级指标 | 三级指标 | 年度目标值 | 年度完成值 | 权重分 | 自评分
产出指标 | 数量指标 | 年开放天数 | ≥320天 | 320天 | 90 | 90
合计 | < | < | < | < | 100 | 100
自评结论 | 完成较好。 | < | < | < | < | <
"""


def tables(rows: Rows) -> list[Table]:
    return list(read_sheet("书.xlsx", to_grid(rows)).tables)


@pytest.mark.parametrize(
    "number", ["表{}　", "附件{} ", "附表3-{} ", "（附{}）", "附件{}：", "公开表{} "]
)
@pytest.mark.parametrize("title", ["2024年项目支出绩效自评情况", "2024年度项目支出绩效自评表"])
def test_each_table_begins_at_its_title_and_has_its_year(number: str, title: str) -> None:
    rows = ""
    for place, name in enumerate(("图书馆开放", "非遗传习"), 1):
        rows += FORM.format(title=number.format(place) + title, name=name, unit="")
    first, second = tables(parse_rows(rows))
    assert (first.year, second.year) == (2024, 2024)
    assert second.title.row == 9
    assert not first.leftover
    assert not second.leftover


def test_the_number_is_no_part_of_the_unit_in_the_title() -> None:
    title = "附件2：2024年某县司法局项目支出绩效自评表"
    rows = FORM.format(title=title, name="法治宣传", unit="").replace("实施单位", "备注")
    [table] = tables(parse_rows(rows))
    assert owner_of(table) == "某县司法局"
