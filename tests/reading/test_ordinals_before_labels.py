"""标签前面的序号（一、 （一） 1. ①）不挡住标签：栏目、资金、目标、指标栏、总分、等级、结论都一样。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table

NUMBERED = """
项目支出绩效自评表 | < | < | < | < | < | < | < | <
评价年度：2024年 | < | < | 金额单位：万元 | < | | | |
一、项目基本情况 | < | < | < | < | < | < | < | <
1.项目名称 | 普法宣传 | < | 2.主管部门 | 某局 | 3.实施单位 | 普法办 | < | <
二、预算执行情况（10分） | < | < | < | < | < | < | < | <
资金性质 | 年初预算 | 全年预算 | 全年执行 | 执行率 | 得分 | | |
年度资金总额 | 120 | 100 | 95 | 95% | 9.5 | | |
三、年度目标完成情况 | < | < | < | < | < | < | < | <
（一）预期目标 | 宣传20场 | < | < | < | < | < | < | <
（二）完成情况 | 宣传了20场 | < | < | < | < | < | < | <
四、绩效指标完成情况（90分） | < | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因 |
一、产出指标 | （一）数量指标 | 宣传场次 | ≥20场 | 20场 | 60 | 60 | |
二、效益指标 | （二）社会效益指标 | 法治意识 | 有效增强 | 达成预期指标 | 30 | 30 | |
五、自评总分 | < | < | < | < | 100 | 99.5 | |
六、自评等级 | 优☑ 良□ 中□ 差□ | < | < | < | < | < | < | <
七、自评结论 | 完成较好。 | < | < | < | < | < | < | <
"""


def read(rows: str) -> Table:
    return only_table(parse_rows(rows))


def bare(rows: str) -> str:
    for ordinal in ("一、", "二、", "三、", "四、", "五、", "六、", "七、", "（一）", "（二）"):
        rows = rows.replace(ordinal, "")
    return rows.replace("1.", "").replace("2.", "").replace("3.", "")


def said(table: Table) -> list[object]:
    [fund] = table.funds
    return [
        {name: entry.text for name, entry in table.fields.items()},
        {name: entry.text for name, entry in table.goals.items()},
        [(row.level1.text, row.level2.text, row.level3.text) for row in table.indicators],
        (fund.executed.text, fund.weight.number, table.total.score.text),
        (table.grade.text, table.conclusion.text),
        table.leftover,
    ]


def test_a_numbered_form_reads_like_the_bare_one() -> None:
    table = read(NUMBERED)
    assert said(table) == said(read(bare(NUMBERED)))
    assert (table.grade.text, table.conclusion.text) == ("优", "完成较好。")
    assert table.leftover == ()


@pytest.mark.parametrize("ordinal", ["五、", "（五）", "5.", "5、", "⑤", "十二、", "(5)", "5)"])
def test_every_way_of_numbering(ordinal: str) -> None:
    table = read(NUMBERED.replace("六、自评等级", f"{ordinal}自评等级"))
    assert (table.grade.text, table.grade_cell.cell) == ("优", "B16")


def test_the_points_in_the_title_above_the_funds() -> None:
    [fund] = read(NUMBERED).funds
    assert (fund.weight.number, fund.weight.cell, fund.score.text) == (10, "A5", "9.5")


def test_labels_and_values_in_one_cell() -> None:
    table = read("""
项目支出绩效自评表 | < | < | < | < | < | <
一、项目名称：普法宣传 二、主管部门：某局 | < | < | < | < | 三、实施单位：普法办 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 宣传场次 | ≥20场 | 20场 | 60 | 60
四、自评得分：90分　自评等级：优 | < | < | < | < | < | <
""")
    named = {name: entry.text for name, entry in table.fields.items()}
    assert named == {"项目名称": "普法宣传", "主管部门": "某局", "实施单位": "普法办"}
    assert (table.total.score.number, table.grade.text, table.leftover) == (90, "优", ())


@pytest.mark.parametrize("name", ["1.5万元以上项目", "三级指标考核", "10项任务完成率"])
def test_a_number_that_belongs_to_the_name_stays(name: str) -> None:
    table = read(NUMBERED.replace("宣传场次", name))
    assert table.indicators[0].level3.text == name


@pytest.mark.parametrize("first", ["", "1.", "八、", "①", "（八）"])
def test_a_row_of_signatures(first: str) -> None:
    rows = f"{NUMBERED.strip()}\n{first}单位负责人： | | | 2.填报人： | | 2025.3.10 | | |"
    assert read(rows).fields["填报日期"].text == "2025.3.10"


@pytest.mark.parametrize("name", ["预算执行率", "1.预算执行率", "①预算执行率", "（一）预算执行率"])
def test_a_row_of_execution(name: str) -> None:
    rows = NUMBERED.replace("（10分）", "")  # 资金情况不计分，分在这一行
    rows = rows.replace("（一）数量指标 | 宣传场次", f"预算执行 | {name}")
    assert read(rows).indicators[0].is_execution
