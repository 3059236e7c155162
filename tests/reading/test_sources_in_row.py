"""几种来源排在一行、名称和数左右相邻的：一种不落地读；有一种读不出的，一种也不当作各项。"""

import pytest
from gridtext import changed, only_table, parse_rows

FORM = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 两癌筛查 | < | < | < | < | < | <
项目资金（万元） | 年初预算数 | 180 | 全年预算数 | 150 | 全年执行数 | 140 | <
^ | 其中：中央补助 | 108 | 省级补助 | 27 | 县级补助 | 15 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 原因
产出指标 | 数量指标 | 筛查人数 | ≥10人 | 12人 | 90 | 90 |
""")


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({}, "adjusted"),
        ({"C4": "138"}, "initial"),
        ({"C4": "98"}, "executed"),
        ({"C4": "110"}, "adjusted"),
        ({"B4": "中央补助"}, "adjusted"),
        ({"B4": "其中：重大公卫专项", "D4": "妇幼健康专项"}, "adjusted"),
    ],
)
def test_every_source_of_the_row_is_read(changes: dict[str, str | None], column: str) -> None:
    table = only_table(changed(FORM, changes))
    total, *parts = table.funds
    assert str(total.adjusted.number) == "150"
    assert [getattr(each, column).cell for each in parts] == ["C4", "E4", "G4"]
    assert [each.part_of for each in parts] == [total.label] * 3
    assert table.leftover == ()


def test_a_source_without_a_number_leaves_the_row_unread() -> None:
    table = only_table(changed(FORM, {"C4": "见附件"}))
    assert len(table.funds) == 1
    assert "C4" in [entry.cell for entry in table.leftover]


@pytest.mark.parametrize("score", ["得分：9.33", "得分：9.33分", "自评得分:9.33"])
def test_the_score_may_stand_with_its_name_in_one_cell(score: str) -> None:
    rows = parse_rows(f"""
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 送戏下乡 | < | < | < | <
项目资金 | 年初预算数：40万元 | 全年预算数：30万元 | 全年执行数：28万元 | 执行率：93.33% | {score}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 演出场次 | ≥10场 | 12场 | 90
""")
    table = only_table(rows)
    [total] = table.funds
    assert (str(total.score.number), total.score.cell, total.score.prefix[-3:-1]) == (
        "9.33",
        "F3",
        "得分",
    )
    assert table.leftover == ()
