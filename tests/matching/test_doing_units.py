"""做这个项目、用这笔钱的单位，各地的叫法不同：项目算在它的名下，不算到主管部门去。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.matching.organisations import owner_of

FORM = """
项目支出绩效自评表 | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | <
项目名称 | 图书馆开放 | < | < | {label} | 某县图书馆 | <
主管部门 | 某县文旅局 | < | < | {other} | 某某 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 年开放天数 | ≥320天 | 320天 | 90 | 90
"""


@pytest.mark.parametrize(
    "label",
    [
        *(
            "使用单位",
            "项目使用单位",
            "资金使用单位名称",
            "承担单位",
            "项目执行单位",
            "项目承办单位",
        ),
        *(
            "项目建设单位",
            "负责单位",
            "项目牵头单位",
            "组织实施单位",
            "项目实施主体",
            "实施单位及代码",
        ),
    ],
)
def test_the_unit_that_does_the_project_owns_it(label: str) -> None:
    table = only_table(parse_rows(FORM.format(label=label, other="联系人")))
    assert owner_of(table) == "某县图书馆"


@pytest.mark.parametrize("label", ["服务单位", "委托单位", "供货单位"])
def test_one_that_only_serves_or_supplies_does_not(label: str) -> None:
    table = only_table(parse_rows(FORM.format(label=label, other="联系人")))
    assert owner_of(table) == "某县文旅局"
