"""标题写明是哪一种表的，比一栏的栏名、一行资金的名称算数；栏名里的“标准”写着值的是指标值。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.form_spec import Scope
from perfxl.model.table import Form, Table

_TARGETS = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 修复堤防 | ≥11公里 |
效益指标 | 社会效益指标 | 保护耕地 | ≥3万亩 |
"""


def titled(title: str, above: str = "项目名称 | 堤防修复 | < | < | <") -> Table:
    return only_table(parse_rows(f"{title} | < | < | < | <\n{above}\n{_TARGETS}"))


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("中央对地方转移支付整体绩效目标表", Form.TRANSFER_TARGET),
        ("中央财政林业补助资金区域绩效目标表", Form.TRANSFER_TARGET),
        ("转移支付项目绩效目标申报表", Form.TRANSFER_TARGET),
        ("部门整体支出绩效目标表", Form.DEPARTMENT_TARGET),
        ("某局2024年整体绩效目标申报表", Form.DEPARTMENT_TARGET),
        ("省级专项资金整体绩效目标表", Form.TARGET),
        ("部门预算项目支出绩效目标申报表", Form.APPLICATION),
    ],
)
def test_title_names_the_form(title: str, form: Form) -> None:
    assert titled(title).form is form


@pytest.mark.parametrize(
    "fund", ["其中：中央资金", "（一）上级补助", "中央财政资金", "上级转移支付资金"]
)
def test_source_of_money_does_not_outweigh_the_title(fund: str) -> None:
    """申报表里有一行中央资金、转移支付，仍是申报表。"""
    above = f"项目资金（万元） | 资金总额 | < | 500 | <\n^ | {fund} | < | 500 | <"
    table = titled(
        "县级部门预算项目支出绩效目标申报表", f"项目名称 | 堤防修复 | < | < | <\n{above}"
    )
    assert table.form is Form.APPLICATION
    assert [each.initial.number for each in table.funds] == [500, 500]


def test_whole_of_a_transfer_is_no_department() -> None:
    assert titled("中央对地方转移支付整体绩效目标表").scope is Scope.AREA


def evaluated(head: str, values: tuple[str, str] = ("四十二所", "≥98%")) -> Table:
    rows = f"""
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 课后服务 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {head} | 实际完成 | 分值 | 得分
产出指标 | 数量指标 | 覆盖学校 | {values[0]} | 42所 | 60 | 60
效益指标 | 社会效益指标 | 合格率 | {values[1]} | 98.6% | 40 | 40
总分 | < | < | < | < | 100 | 100
"""
    return only_table(parse_rows(rows))


@pytest.mark.parametrize(
    "head", ["绩效标准", "考核标准", "评价标准", "绩效目标", "年度目标", "计划"]
)
def test_standard_with_values_is_the_target(head: str) -> None:
    table = evaluated(head)
    assert table.form is Form.SELF_EVALUATION
    assert [each.target.text for each in table.indicators] == ["四十二所", "≥98%"]
    assert [(entry.text, role) for entry, role in table.placed_columns] == [(head, "target")]


@pytest.mark.parametrize("head", ["评价标准", "考核标准", "评分标准"])
def test_standard_that_tells_how_to_score_stays_one(head: str) -> None:
    table = evaluated(head, ("每少1所扣2分，扣完为止", "达到98%得满分，否则不得分"))
    assert table.form is Form.SCORE_TABLE
    assert table.placed_columns == ()


def test_results_of_a_self_evaluation_under_a_monitoring_name() -> None:
    """标题写着自评的，“执行情况”是完成值；监控表的照旧。"""
    rows = """
{} | < | < | < | <
项目名称 | 课后服务 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 执行情况
产出指标 | 数量指标 | 覆盖学校 | ≥42所 | 42所
效益指标 | 社会效益指标 | 合格率 | ≥98% | 98.6%
"""
    own = only_table(parse_rows(rows.format("项目支出绩效自评表")))
    assert own.form is Form.SELF_EVALUATION
    assert [each.actual.text for each in own.indicators] == ["42所", "98.6%"]
    monitored = only_table(parse_rows(rows.format("项目绩效目标执行监控表")))
    assert monitored.form is Form.MONITORING
    assert [each.to_date.text for each in monitored.indicators] == ["42所", "98.6%"]


@pytest.mark.parametrize(
    "title",
    [
        "附件2：2025年部门预算项目支出绩效目标申报表",
        "附件：项目支出绩效目标申报表",
        "附2-1：项目支出绩效目标申报表",
        "（附件二）：项目支出绩效目标申报表",
        "表十二：项目支出绩效目标申报表",
        "预算13表 项目支出绩效目标申报表",
    ],
)
def test_a_number_in_the_cell_of_the_title(title: str) -> None:
    table = titled(title)
    assert (table.form, table.title.text) == (Form.APPLICATION, title)


def test_a_list_of_enclosures_is_no_title_where_there_is_another() -> None:
    table = titled(
        "项目支出绩效目标申报表",
        above="附件1：项目支出绩效自评表 | < | < | < | <\n项目名称 | 堤防修复 | < | < | <",
    )
    assert (table.form, table.title.text) == (Form.APPLICATION, "项目支出绩效目标申报表")
