"""目标一行紧接着指标表头（中间没有空行、没有小标题）：目标照读，表头还是那一行。"""

import pytest
from gridtext import only_table, parse_rows

EVALUATED = """
2024年度项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
项目名称 | 冷链物流 | < | < | < | < | < | < | < | <
{goals}
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 实际完成值 | 分值 | 得分 | 未完成原因及改进措施
产出指标 | 数量指标 | 建成冷库 | ≥ | 3 | 座 | 3 | 50 | 50 |
效益指标 | 社会效益指标 | 知晓率 | ≥ | 80 | % | 84 | 40 | 40 |
"""
EXPECTED, ACTUAL = "建成冷库3座，按期完成年度任务。", "建成冷库3座，已投入使用。"


@pytest.mark.parametrize(
    "goals",
    [
        f"年度绩效目标 | {EXPECTED} | < | < | < | 目标完成情况 | < | {ACTUAL} | < | <",
        f"年度总体目标 | {EXPECTED} | < | < | < | 完成情况 | < | {ACTUAL} | < | <",
        f"预期目标 | {EXPECTED} | < | < | < | 实际完成情况 | < | {ACTUAL} | < | <",
        f"年初设定目标 | {EXPECTED} | < | < | < | 年度目标完成情况 | < | {ACTUAL} | < | <",
        f"年度目标 | < | {EXPECTED} | < | < | 全年实际完成情况 | < | {ACTUAL} | < | <",
        f"年度绩效目标 | {EXPECTED} | < | < | < | < | < | < | < | <\n"
        f"目标完成情况 | {ACTUAL} | < | < | < | < | < | < | < | <",
        f"年度绩效目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <\n"
        f"^ | {EXPECTED} | < | < | < | {ACTUAL} | < | < | < | <",
        f"年度绩效目标 | {EXPECTED} | < | < | < | 目标完成情况 | < | {ACTUAL} | < | <\n"
        "^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^",
        f"年度绩效目标 | {EXPECTED} | | | | 目标完成情况 | | {ACTUAL} | |",
    ],
)
def test_the_goals_directly_over_the_heads_are_read(goals: str) -> None:
    table = only_table(parse_rows(EVALUATED.format(goals=goals)))
    assert {name: entry.text for name, entry in table.goals.items()} == {
        "expected": EXPECTED,
        "actual": ACTUAL,
    }
    assert table.unread_columns == ()
    first = table.indicators[0]
    read = (first.level3, first.target, first.actual, first.unit)
    assert [each.text for each in read] == ["建成冷库", "≥3座", "3", "座"]


@pytest.mark.parametrize("actual", ["已完成", ""])
def test_short_and_blank_goals_are_no_heads_either(actual: str) -> None:
    goals = f"年度绩效目标 | {actual} | < | < | < | 目标完成情况 | < | {actual} | < | <"
    table = only_table(parse_rows(EVALUATED.format(goals=goals)))
    assert {name: entry.text for name, entry in table.goals.items()} == {
        "expected": actual,
        "actual": actual,
    }
    assert table.unread_columns == ()


DECLARED = """
{title} | < | < | < | < | <
项目名称 | 冷链物流 | < | < | < | <
{goals}
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 数量指标 | 建成冷库 | ≥ | 3 | 座
效益指标 | 社会效益指标 | 知晓率 | ≥ | 80 | %
"""
LONGER = "三年内建成冷库9座，形成冷链网络。"


@pytest.mark.parametrize("title", ["2024年度项目支出绩效目标申报表", "2024年项目绩效目标批复表"])
@pytest.mark.parametrize(
    "goals",
    [
        f"实施期目标 | {LONGER} | < | 年度目标 | {EXPECTED} | <",
        f"中期目标 | {LONGER} | < | 年度绩效目标 | {EXPECTED} | <",
        f"实施期目标 | {LONGER} | < | < | < | <\n年度目标 | {EXPECTED} | < | < | < | <",
    ],
)
def test_goals_of_the_period_and_of_the_year(title: str, goals: str) -> None:
    table = only_table(parse_rows(DECLARED.format(title=title, goals=goals)))
    assert {name: entry.text for name, entry in table.goals.items()} == {
        "expected": EXPECTED,
        "period": LONGER,
    }
    assert table.unread_columns == ()


def test_goals_before_and_after_an_adjustment() -> None:
    text = """
项目支出绩效目标调整表 | < | < | < | < | < | < | <
项目名称 | 冷链物流 | < | < | < | < | < | <
年初绩效目标 | {first} | < | < | 调整后绩效目标 | {second} | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 建成冷库 | ≥3座 | 产出指标 | 数量指标 | 建成冷库 | ≥2座
"""
    table = only_table(parse_rows(text.format(first=EXPECTED, second=LONGER)))
    goals = {name: entry.text for name, entry in table.goals.items()}
    assert goals == {"expected": EXPECTED, "adjusted": LONGER}
    assert (table.indicators[0].target.text, table.unread_columns) == ("≥3座", ())


def test_a_band_over_the_heads_named_goals_stays_a_head() -> None:
    text = """
2024年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 冷链物流 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效目标 | < | 分值 | 得分
^ | ^ | ^ | 计划 | 实际 | ^ | ^
产出指标 | 数量指标 | 建成冷库 | ≥3座 | 2座 | 60 | 40
效益指标 | 社会效益指标 | 知晓率 | ≥80% | 84% | 30 | 30
"""
    first = only_table(parse_rows(text)).indicators[0]
    assert (first.target.text, first.actual.text) == ("≥3座", "2座")
