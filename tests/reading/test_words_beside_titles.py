"""标题旁边的金额单位、年度，各地的叫法。"""

import pytest
from gridtext import only_table, parse_rows

FORM = """
项目支出绩效自评表 | < | < | < | < | < | <
{line}
项目名称 | 培训 | < | 实施单位 | 商务局 | < | <
资金情况 | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | < | 100 | 100 | 10 | 100% | 10
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人次 | ≥300人次 | 300人次 | 50 | 50
"""


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("自评年度 | 2024年 | < | 货币单位 | 万元 | < | <", "万元"),
        ("评价时段：2024年1月1日—12月31日 | < | < | 金额单位：人民币元 | < | < | <", "元"),
        ("评价期间 | 2024年1月—12月 | < | 金额单位 | 人民币千元 | < | <", "千元"),
        ("所属期间 | 2024.1.1-2024.12.31 | < | 货币单位： | 万元（人民币） | < | <", "万元"),
        ("评价年度：2024 | < | < | 币值单位：万元 | < | < | <", "万元"),
    ],
)
def test_unit_and_year_by_other_names(line: str, unit: str) -> None:
    table = only_table(parse_rows(FORM.format(line=line)))
    assert (table.year, table.money_unit) == (2024, unit)
    assert not table.leftover


def test_the_time_a_project_takes_is_not_the_year_of_the_form() -> None:
    line = "项目起止时间 | 2024年1月1日—2024年12月31日 | < | 金额单位 | 万元 | < | <"
    table = only_table(parse_rows(FORM.format(line=line)))
    assert table.year is None


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("注：本表金额单位为人民币万元。", "万元"),
        ("注：金额单位：万元", "万元"),
        ("备注：1.金额单位为元；2.得分保留两位小数。", "元"),
        ("说明：补助标准的单位为元/人", None),
        ("注：按时报送财政局", None),
    ],
)
def test_the_unit_may_stand_in_a_note_below(note: str, unit: str | None) -> None:
    line = "（2024年度） | < | < | < | < | < | <"
    table = only_table(parse_rows(f"{FORM.format(line=line)}{note} | < | < | < | < | < | <"))
    assert table.money_unit == unit
    [fund] = table.funds
    assert fund.adjusted.number == 100
