"""成的自评表：一个来源当作总额读的，另写总额一行，10 分在总额；照字写进去的金额，不说没有写进。"""

from pathlib import Path

from gridtext import only_table, parse_rows, to_workbook
from making import only_table_in

import perfxl
from perfxl.actions.made_said import unwritten_said
from perfxl.model.table import Document

FORM = """
2025年度项目支出绩效目标表 | < | < | <
项目名称 | 饮水安全 | < | <
主管部门 | 某局 | 实施单位 | 某站
资金情况（万元） | 资金来源 | < | 金额
^ | 其中：财政拨款 | < | 500
^ | 其他资金 | < |
年度总体目标 | 改善饮水 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 受益人口 | ≥9200人
"""


def test_the_points_stand_in_a_row_of_the_total(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM), tmp_path / "表.xlsx")
    made = only_table_in(perfxl.make("自评表", [source]).save(tmp_path / "成.xlsx"))
    rows = [(f.name, f.initial.number, f.adjusted.number, f.weight.text) for f in made.funds]
    assert rows[:2] == [("年度资金总额", 500, 500, "10"), ("财政拨款", 500, 500, "-")]
    assert made.annual_total is made.funds[0]


EVALUATION = """
项目支出绩效自评表 | < | < | < | < | < | < | < | <
（2022年度） | < | < | < | < | < | < | < | <
项目名称 | < | 送茶入户 | < | < | 实施单位 | < | 某局 | <
项目资金（万元） | < | < | < | 年初预算数 | < | < | 全年执行数 | <
^ | < | 年度资金总额： | < | 38.75万元 | < | < | 38.75万元 | <
^ | < | 其中：财政拨款 | < | 少数民族发展资金37万元 | < | < | | <
^ | < | 其他资金 | < | 中央衔接资金1.75万元 | < | < | | <
年度总体目标 | < | 喝上健康茶 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 分值 | 指标值（A） | 全年实际值（B） | 得分 | 未完成原因分析
^ | 产出指标 | 数量指标 | 发放人数 | 90 | 3875人 | 3875人 | 90 |
"""


def test_an_amount_written_as_it_is_printed_is_not_told_left_out() -> None:
    table = only_table(parse_rows(EVALUATION))
    [fund] = [each for each in table.funds if each.name == "财政拨款"]
    assert (fund.initial.text, fund.initial.number) == ("少数民族发展资金37万元", None)
    assert table.leftover
    assert unwritten_said(Document("甲.xlsx", (table,))) == ""
