"""自评汇总表的表头：一行一个项目的才是；项目的表里栏目和得分排在一行的不是。"""

import pytest
from gridtext import parse_rows, to_grid

from perfxl.model.form import Form
from perfxl.model.grid import Grid
from perfxl.reading.sheet import read_sheet


def grid(text: str) -> Grid:
    return to_grid(parse_rows(text.strip() + "\n"), "表")


NOT_SUMMARIES = {
    "栏目和总分排在一行": """
2022年度项目绩效自评表 | < | < | < | < | <
专项资金名称 | 公共就业补助 | < | 自评总分 | 97.86 | <
项目名称 | 见习补贴 | < | < | < | <
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
总金额 | 360 | 412.8 | 406.4 | 98.45% | 9.85
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 见习人数 | ≥500人 | 553人 | 20
""",
    "资金情况": """
项目资金情况表 | < | < | < | <
项目 | 年初预算数 | 全年执行数 | 执行率 | 得分
年度资金总额 | 360 | 300 | 83.33% | 8.33
其中：财政拨款 | 360 | 300 | 83.33% | -
""",
    "评分表": """
项目绩效评价评分表 | < | < | < | <
项目 | 分值 | 评分标准 | 得分 | 备注
立项依据 | 3 | 每项1分 | 3 |
立项程序 | 3 | 缺一项扣1分 | 2 |
""",
    "采购评标": """
投标评分汇总 | < | < | <
供应商 | 项目名称 | 报价 | 得分
甲公司 | 教学楼维修 | 120 | 88
""",
    "没有得分": """
2024年预算执行情况表 | < | < | <
项目名称 | 预算数 | 执行数 | 执行率
教学楼维修 | 120 | 88 | 73.33%
""",
}


@pytest.mark.parametrize("text", NOT_SUMMARIES.values(), ids=NOT_SUMMARIES)
def test_other_tables_are_not_summaries(text: str) -> None:
    tables = read_sheet("书.xlsx", grid(text)).tables
    assert Form.EVALUATION_SUMMARY not in {table.form for table in tables}


SUMMARIES = {
    "只有得分和等级": """
某局2024年度项目支出绩效自评结果一览表 | < | <
项目名称 | 自评得分 | 自评等级
教学楼维修 | 88分 | 良
校园安防 | 96 | 优秀
""",
    "两行表头没有合并": """
2024年度绩效自评汇总表 | | | | |
序号 | 项目名称 | 资金情况（万元） | | | 自评情况 |
 | | 预算数 | 执行数 | 执行率 | 得分 | 等级
1 | 教学楼维修 | 120 | 90 | 75% | 88 | 良
2 | 校园安防 | 10 | 10 | 1 | 96 | 优
合计 | | 130 | 100 | 76.92% | |
""",
}


@pytest.mark.parametrize("text", SUMMARIES.values(), ids=SUMMARIES)
def test_each_project_is_a_row(text: str) -> None:
    [table] = read_sheet("书.xlsx", grid(text)).tables
    assert table.form is Form.EVALUATION_SUMMARY
    assert table.indicators == ()
    rows = [(line.name.text, line.score.number) for line in table.lines]
    assert rows[:2] == [("教学楼维修", 88), ("校园安防", 96)]
    assert table.leftover == table.unread_columns == ()
    assert [line.rate.number for line in table.lines[1:] if line.rate.exists][:1] in ([], [100])
