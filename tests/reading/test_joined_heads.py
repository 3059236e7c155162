"""两行表头：下一行的数值、计划、实际连同上面的大栏认。"""

import pytest
from gridtext import changed, only_table, parse_rows

from perfxl.model.table import Form

LOWER = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | < | < | <
指标体系 | < | < | 年度目标值 | < | < | 实际完成情况 | < | 得分
一级指标 | 二级指标 | 三级指标 | 符号 | 数值 | 单位 | 数值 | 单位 | ^
产出指标 | 数量指标 | 新建厕所 | ≥ | 10 | 座 | 12 | 座 | 40
产出指标 | 质量指标 | 验收合格率 | ≥ | 95 | % | 96 | % | 50
""")
UPPER = parse_rows("""
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | 得分
^ | ^ | ^ | 计划 | 实际 | ^
产出指标 | 数量指标 | 新建厕所 | ≥10座 | 12座 | 40
产出指标 | 质量指标 | 验收合格率 | ≥95% | 96% | 50
""")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"D3": "指标值", "G3": "完成值"},
        {"D3": "目标情况", "D4": "性质", "E4": "指标值", "G4": "完成值"},
    ],
)
def test_values_and_units_under_both_heads(changes: dict[str, str | None]) -> None:
    table = only_table(changed(LOWER, changes))
    assert table.form is Form.SELF_EVALUATION
    assert [(e.target.text, e.actual.text) for e in table.indicators] == [
        ("≥10座", "12座"),
        ("≥95%", "96%"),
    ]
    assert table.leftover == ()


def test_the_unit_of_the_actual_is_its_own() -> None:
    table = only_table(changed(LOWER, {"H5": "万座"}))
    assert (table.indicators[0].target.text, table.indicators[0].actual.text) == ("≥10座", "12万座")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"D4": "目标", "E4": "完成"},
        {"D3": "完成情况"},
        {"D3": "年度情况"},
        {"D4": "年初目标值", "E4": "年末完成值", "D3": "指标完成情况"},
    ],
)
def test_planned_and_done_under_one_head(changes: dict[str, str | None]) -> None:
    table = only_table(changed(UPPER, changes))
    assert table.form is Form.SELF_EVALUATION
    assert [(e.target.text, e.actual.text) for e in table.indicators] == [
        ("≥10座", "12座"),
        ("≥95%", "96%"),
    ]
    assert table.leftover == ()


def test_the_only_unit_is_of_both() -> None:
    rows = changed(LOWER, {"F4": "说明", "F5": "", "F6": ""})
    assert [each.target.text for each in only_table(rows).indicators] == ["≥10座", "≥95%"]


NOT_MERGED = """
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | <
{over} | < | < | 年度指标值 | 实际完成值 | 分值 | 得分
一级指标 | 二级指标 | 三级指标 | {below}
产出指标 | 数量指标 | 新建厕所 | ≥10座 | 12座 | 40 | 40
效益指标 | 社会效益指标 | 受益户 | ≥95户 | 96户 | 50 | 50
总分 | < | < | < | < | 90 | 90
"""


@pytest.mark.parametrize("over", ["绩效指标", "指标名称"])
@pytest.mark.parametrize("below", ["^ | ^ | ^ | ^", "^ |  | ^ | ", " |  |  | "])
def test_heads_left_above_the_levels(over: str, below: str) -> None:
    """几级指标上面另有大栏，别的栏名写在大栏一行，有没有往下合并都读得到，只是一张表。"""
    table = only_table(parse_rows(NOT_MERGED.format(over=over, below=below)))
    assert table.form is Form.SELF_EVALUATION
    assert [
        (e.level3.text, e.target.text, e.actual.text, e.weight.number, e.score.number)
        for e in table.indicators
    ] == [("新建厕所", "≥10座", "12座", 40, 40), ("受益户", "≥95户", "96户", 50, 50)]
    assert (table.unread_columns, table.leftover) == ((), ())


@pytest.mark.parametrize("over", ["目标", "绩效目标", "年度绩效目标"])
@pytest.mark.parametrize("sign", ["指标性质", "比较符", "关系符号"])
def test_heads_of_two_rows_without_merges(over: str, sign: str) -> None:
    table = only_table(
        parse_rows(f"""
项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 农村厕所改造 | | | | | | |
指标名称 | | | {over} | | | 全年完成值 | 权重 | 自评得分
一级指标 | 二级指标 | 三级指标 | {sign} | 指标值 | 度量单位 | | |
产出指标 | 数量指标 | 新建厕所 | ≥ | 10 | 座 | 12座 | 40 | 40
产出指标 | 质量指标 | 验收合格率 | ≥ | 95 | % | 96% | 50 | 50
""")
    )
    assert table.form is Form.SELF_EVALUATION
    assert [(e.target.text, e.actual.text, e.score.text) for e in table.indicators] == [
        ("≥10座", "12座", "40"),
        ("≥95%", "96%", "50"),
    ]
