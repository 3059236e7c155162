"""栏名分上下两行写的，栏目中间隔着空列的，总分紧接在资金下面的，单位另成一栏的。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Form, Table

HEADING = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度）单位：万元 | < | < | < | < | < | < | <
项目名称 | 培训 | < | < | 实施单位 | 商务局 | < | <
"""
FUNDS = """
资金情况 |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | < | 100 | 100 | 100 | 10 | 100% | 10
"""
BODY = """
产出指标 | 数量指标 | 培训人次 | ≥300人次 | 300人次 | 50 | 48 | 讲师迟到
效益指标 | 社会效益指标 | 就业人数 | ≥90人 | 95人 | 40 | 40 |
"""


def read(text: str) -> Table:
    return only_table(parse_rows(text))


def said(table: Table) -> list[tuple[str, ...]]:
    return [
        (r.level1.text, r.level3.text, r.target.text, r.actual.text, f"{r.score.number}")
        for r in table.indicators
    ]


ROWS = [
    ("产出指标", "培训人次", "≥300人次", "300人次", "48"),
    ("效益指标", "就业人数", "≥90人", "95人", "40"),
]


def test_names_of_columns_written_in_two_rows_are_joined() -> None:
    table = read(f"""{HEADING}{FUNDS}
一级 | 二级 | 三级 | 年度 | 实际 | 分值 | 得分 | 未完成原因
指标 | 指标 | 指标 | 指标值 | 完成值 |  |  | 分析
{BODY}""")
    assert said(table) == ROWS
    assert table.indicators[0].reason.text == "讲师迟到"
    assert not table.unread_columns
    assert not table.leftover


def test_names_of_fund_columns_in_two_rows_are_joined() -> None:
    table = read(f"""{HEADING}
资金情况 |  | 年初 | 全年 | 全年 | 分值 | 执行 | 得分
 |  | 预算数 | 预算数 | 执行数 |  | 率 |
年度资金总额 | < | 100 | 110 | 99 | 10 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
    [fund] = table.funds
    assert [fund.initial.number, fund.adjusted.number, fund.executed.number] == [100, 110, 99]
    assert (fund.rate.number, fund.score.number) == (90, 9)
    assert said(table) == ROWS


def test_halves_that_are_also_a_chopped_label_are_joined_once() -> None:
    table = read(f"""{HEADING}
资金 |  | 年初 | 全年 | 全年 | 分值 | 执行率 | 得分
来源 |  | 预算数 | 预算数 | 执行数 |  |  |
年度资金总额 | < | 100 | 110 | 99 | 10 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
    [fund] = table.funds
    assert [fund.initial.number, fund.adjusted.number, fund.executed.number] == [100, 110, 99]


def test_a_head_that_spans_two_columns_is_not_the_first_half_of_a_name() -> None:
    table = read(f"""{HEADING}
一级指标 | 二级指标 | 三级指标 | 指标值 | < | 完成值 | 得分 | 备注
^ | ^ | ^ | 半年 | 全年 | ^ | ^ | ^
产出指标 | 数量指标 | 培训人次 | ≥100人次 | ≥300人次 | 300人次 | 48 |
""")
    assert [row.target.text for row in table.indicators] == ["≥300人次"]


def test_the_total_between_funds_and_indicators_is_no_fund() -> None:
    table = read(f"""{HEADING}{FUNDS}总分 |  | 98 | | | | |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
    assert [fund.name for fund in table.funds] == ["年度资金总额"]
    assert f"{table.total.score.number}" == "98"


def test_labels_over_values_may_stand_apart() -> None:
    table = read(f"""
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
项目名称 |  | 项目编码 |  | 主管部门 |  | 实施单位 |
培训 |  | 52001 |  | 商务厅 |  | 商务局 |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
    assert {name: entry.text for name, entry in table.fields.items()} == {
        "项目名称": "培训",
        "项目编码": "52001",
        "主管部门": "商务厅",
        "实施单位": "商务局",
    }


@pytest.mark.parametrize("head", ["本期业绩", "工作成果"])
def test_results_under_an_unknown_name_beside_a_column_of_units(head: str) -> None:
    table = read(f"""{HEADING}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 度量单位 | {head} | 分值 | 得分
产出指标 | 数量指标 | 培训人次 | ≥300 | 人次 | 300人次 | 50 | 48
效益指标 | 社会效益指标 | 就业人数 | ≥90 | 人 | 95人 | 40 | 40
""")
    assert table.form is Form.SELF_EVALUATION
    assert said(table) == ROWS
    assert [(entry.text, role) for entry, role in table.placed_columns] == [(head, "actual")]


def test_what_is_said_of_a_label_is_no_fund() -> None:
    table = read("""
项目支出绩效目标表 | < | < | < | <
（2024年度）单位：万元 | < | < | < | <
项目名称 | 培训 | 实施单位 | 商务局 |
项目总投资 | 20 | 资金性质 | 一般公共预算 |
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 培训人次 | ≥300人次 |
""")
    assert [fund.name for fund in table.funds] == ["项目总投资"]


def test_numbers_of_levels_may_be_spaced() -> None:
    table = read("""
项目支出绩效自评表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | 培训 | 实施单位 | 商务局 | <
绩效指标 | 目标值 | 完成值 | 分值 | 得分
一、 产 出 指 标 | < | < | < | <
（ 一 ）数 量 指 标 | < | < | < | <
培训人次 | ≥300人次 | 300人次 | 20 | 20
""")
    [row] = table.indicators
    assert (row.level1.text, row.level2.text) == ("产出指标", "数量指标")


def test_the_year_may_stand_in_a_row_of_its_own_above_the_title() -> None:
    for above in ("某县商务局2024年度", "2024年"):
        table = read(f"""
{above} | < | < | < | < | < | < | <
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 培训 | < | < | 实施单位 | 商务局 | 预算 | 752000
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
        assert (table.year, table.title.text) == (2024, "项目支出绩效自评表")


def test_an_amount_is_no_year() -> None:
    table = read(f"""
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 培训 | 金额 | 2000 | 总额 | '752000 | 编码 | '52000002010
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
    assert table.year is None


def test_in_a_list_the_score_beside_the_budget_is_the_execution_s() -> None:
    rows = parse_rows("""
某局2024年度项目支出绩效自评情况表 | < | < | < | < | < | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | < | < | < | < | < | <
序号 | 项目名称 | 预算执行情况 | < | < | < | 一级指标 | 三级指标 | 预期值 | 完成情况 | 权重 | 实得分
^ | ^ | 全年预算数 | 全年执行数 | 执行率 | 得分（10分） | ^ | ^ | ^ | ^ | ^ | ^
1 | 清运 | 10 | 9 | 90% | 9 | 产出指标 | 清运数量 | ≥300吨 | 300吨 | 50 | 48
 |  |  |  |  |  | 效益指标 | 满意率 | ≥90% | 95% | 40 | 40
""")
    table = only_table(rows)
    assert [f"{row.score.number}" for row in table.indicators] == ["48", "40"]
    [fund] = table.funds
    assert f"{fund.score.number}" == "9"


def test_heads_merged_down_beside_a_head_in_two_rows_are_not_an_indicator() -> None:
    table = read(f"""{HEADING}
绩效指标 | < | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
指标 | < | < | ^ | ^ | ^ | ^ | ^
{BODY}""")
    assert "指标" not in {row.level3.text for row in table.indicators}


def test_a_head_of_two_periods_need_not_be_merged() -> None:
    table = read("""
项目支出绩效目标申报表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | 图书室 | < | 实施单位 | 教育局
一级指标 | 二级指标 | 三级指标 | 指标值 |
 |  |  | 实施期 | 本年度
产出指标 | 数量指标 | 图书室 | ≥30个 | ≥10个
""")
    assert [row.target.text for row in table.indicators] == ["≥10个"]
    assert [row.target.text for row in table.period_indicators] == ["≥30个"]


@pytest.mark.parametrize(
    "label",
    ["总分及等级", "自评总分及等级", "总分/等级", "项目总得分", "得分总计", "总评分", "自评总分"],
)
@pytest.mark.parametrize("said", ["97.6（优）", "97.6/优", "优（97.6分）", "97.6 优", "97.6分，优"])
def test_a_total_under_any_name_may_carry_its_grade(label: str, said: str) -> None:
    table = read(f"""{HEADING}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}{label} | < | < | < | < | 100 | {said} |
""")
    assert said_of(table) == (len(ROWS), "100", "97.6", "优")


def said_of(table: Table) -> tuple[int, str, str, str]:
    total = table.total
    return (
        *(len(table.indicators), f"{total.weight.number}"),
        *(f"{total.score.number}", table.grade.text),
    )


def test_an_indicator_that_only_begins_like_a_total_is_one() -> None:
    table = read(f"""{HEADING}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}满意度指标 | 满意度指标 | 总分排名进位 | ≥1位 | 1位 | 10 | 10 |
总分 | < | < | < | < | 100 | 98 |
""")
    assert [row.level3.text for row in table.indicators][-1] == "总分排名进位"


def test_targets_and_results_under_unknown_names_beside_a_column_of_units() -> None:
    table = read(f"""{HEADING}
一级指标 | 二级指标 | 三级指标 | 任务目标 | 度量单位 | 完成程度 | 分值 | 得分
产出指标 | 数量指标 | 培训人次 | ≥300 | 人次 | 300人次 | 50 | 48
效益指标 | 社会效益指标 | 就业人数 | ≥90 | 人 | 95人 | 40 | 40
""")
    assert table.form is Form.SELF_EVALUATION
    assert said(table) == ROWS


def test_what_is_said_aside_below_a_signature_is_not_its_value() -> None:
    table = read(f"""{HEADING}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}单位负责人 |  | 填表人 |  | 联系电话 | | |
（本表由项目单位填报） | | | | | | |
""")
    assert not any("本表" in entry.text for entry in table.fields.values())


def test_an_unknown_label_beside_one_written_in_a_cell_is_a_field() -> None:
    table = read(f"""
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
项目名称：培训 | < | < | < | 项目挂点单位 | 第一小学 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
{BODY}""")
    assert table.fields["项目挂点单位"].text == "第一小学"


def test_the_year_above_the_title_of_a_budget_table() -> None:
    table = read("""
某市人力资源和社会保障局2024年 | < | < | < | <
项目支出批复表 | < | < | < | <
单位：万元 | < | < | < | <
项目名称 | 年初预算数 | 调整预算数 | 增减数 | 备注
合计 | 30 | 25 | -5 |
一、培训 | 20 | 15 | -5 |
二、宣传 | 10 | 10 | 0 |
""")
    assert table.year == 2024
