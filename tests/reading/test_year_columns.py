"""几年的指标值各占一栏：取表的年度那一栏；写着几年的栏名不是年度不同；一格里的总额和各项。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Table

FORM = """
项目支出绩效目标申报表 | < | < | < | < | <
{year} | < | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 商务局 | <
总投资（万元） | 2024年 | 2025年 | 2026年 |  |
{head}
产出指标 | 数量指标 | 培训人次 | ≥300人次 | ≥400人次 | ≥500人次
产出指标 | 质量指标 | 合格率 | ≥95% | ≥96% |
"""
ONE_ROW = "一级指标 | 二级指标 | 三级指标 | 2024年指标值 | 2025年指标值 | 2026年指标值"
TWO_ROWS = """一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | ^ | ^ | 2024年 | 2025年 | 2026年"""


def read(year: str, head: str) -> Table:
    return only_table(parse_rows(FORM.format(year=year, head=head)))


@pytest.mark.parametrize("head", [ONE_ROW, TWO_ROWS], ids=["one_row", "two_rows"])
@pytest.mark.parametrize("year", ["（2025年）　单位：万元", "（2025年度）"])
def test_the_column_of_the_form_s_year_is_the_target(year: str, head: str) -> None:
    table = read(year, head)
    assert [row.target.text for row in table.indicators] == ["≥400人次", "≥96%"]
    assert [row.last_year.text for row in table.indicators] == ["≥300人次", "≥95%"]
    assert [each.text for each in table.unread_columns] == [
        "2026年指标值" if head is ONE_ROW else "2026年"
    ]
    assert not table.stated_years


def test_a_form_of_the_first_year_has_no_last_year() -> None:
    table = read("（2024年度）", ONE_ROW)
    assert [row.target.text for row in table.indicators] == ["≥300人次", "≥95%"]
    assert not any(row.last_year.exists for row in table.indicators)
    assert [each.cell for each in table.unread_columns] == ["E5", "F5"]


def test_years_in_title_and_line_below_still_differ() -> None:
    table = only_table(
        parse_rows("""
2025年项目支出绩效目标申报表 | < | < | <
（2024年度） | < | < | <
项目名称 | 培训 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人次 | ≥300人次
""")
    )
    assert [each.cell for each in table.stated_years] == ["A1", "A2"]


MONEY = """
项目支出绩效目标申报表 | < | < | <
（2025年）　单位：万元 | < | < | <
项目名称 | 培训 | < | <
年度资金 | {money} | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人次 | ≥300人次
"""


@pytest.mark.parametrize(
    "money",
    [
        "资金总额：40万元（其中财政拨款35万元，其他资金4万元）",
        "资金总额：40（其中：财政拨款35；其他资金4）",
    ],
)
def test_parts_in_brackets_behind_the_total_are_read(money: str) -> None:
    table = only_table(parse_rows(MONEY.format(money=money)))
    assert [(f.name, str(f.initial.number), f.initial.cell) for f in table.funds] == [
        ("资金总额", "40", "B4"),
        ("财政拨款", "35", "B4"),
        ("其他资金", "4", "B4"),
    ]
    assert not table.leftover


def test_parts_that_cannot_be_read_leave_the_cell_unread() -> None:
    table = only_table(parse_rows(MONEY.format(money="资金总额：40（其中财政拨款大部分）")))
    assert [(fund.name, str(fund.initial.number)) for fund in table.funds] in (
        [("资金总额", "40")],
        [],
    )
    assert [each.cell for each in table.leftover] == ["B4"]


EVALUATED = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 商务局 | < | < | <
一级指标 | 二级指标 | 三级指标 | {heads} | 分值 | 得分
产出指标 | 数量指标 | 培训人次 | {values} | 50 | 50
"""


@pytest.mark.parametrize(
    ("heads", "values"),
    [
        ("年度指标值 | 2023年实际 | 2024年实际", "≥300人次 | 290人次 | 300人次"),
        ("2024年目标 | 2023年实际 | 2024年实际", "≥300人次 | 290人次 | 300人次"),
        ("2023年完成 | 2024年计划 | 2024年完成", "290人次 | ≥300人次 | 300人次"),
        ("年度指标值 | 2024年度实际 | 2023年度实际", "≥300人次 | 300人次 | 290人次"),
    ],
)
def test_this_year_s_column_is_the_actual_and_last_year_s_is_history(
    heads: str, values: str
) -> None:
    table = only_table(parse_rows(EVALUATED.format(heads=heads, values=values)))
    assert table.spec.scored
    [row] = table.indicators
    assert (row.target.text, row.actual.text, row.last_year.text) == (
        *("≥300人次", "300人次"),
        "290人次",
    )
    assert not table.unread_columns


@pytest.mark.parametrize(
    "heads",
    [
        "2023年实际 | 2024年预计 | 2025年目标",
        "2023年实际 | 2024年实际 | 指标值",
    ],
)
def test_earlier_years_of_a_target_are_no_results(heads: str) -> None:
    table = only_table(
        parse_rows(f"""
项目支出绩效目标申报表 | < | < | < | < | <
（2025年度） | < | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 商务局 | <
一级指标 | 二级指标 | 三级指标 | {heads}
产出指标 | 数量指标 | 培训人次 | 290人次 | 295人次 | ≥300人次
""")
    )
    assert not table.spec.scored
    assert not table.goals
    [row] = table.indicators
    assert (row.target.text, row.last_year.text) == ("≥300人次", "295人次")
    assert [each.text for each in table.unread_columns] == ["2023年实际"]
