"""监控表的已执行数、全年预计执行数与别的金额一样看：说不准的点名、不比，存成文字的报，合计说了的不再说。"""

from dataclasses import replace

import pytest
from gridtext import changed, parse_rows, to_grid

from perfxl.model.address import parse_address
from perfxl.model.finding import Finding
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet
from perfxl.rendering.written_numbers import with_written_numbers
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

PROFILE = load_profile()
FORM = parse_rows("""
2024年度项目支出绩效监控表 | < | < | < | < | <
项目名称 | 就业补助 | < | < | < | <
项目资金（万元） | 年初预算数 | 1-7月执行数 | 1-7月执行率 | 全年预计执行数 | <
年度资金总额 | 300 | 150 | 50% | 290 | <
其中：财政拨款 | 200 | 120 | 60% | 200 | <
其他资金 | 100 | 30 | 30% | 90 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 1-7月执行情况 | 全年预计完成情况
产出指标 | 数量指标 | 培训人数 | ≥1200人 | 680人 | 1200人
""")


def read(changes: dict[str, str], formats: dict[str, str] | None = None) -> Table:
    grid = to_grid(changed(FORM, changes))
    for address, code in (formats or {}).items():
        place = parse_address(address)
        grid.cells[place] = grid.cells[place]._replace(number_format=code)
    [table] = read_sheet("书.xlsx", grid).tables
    return table


def findings(table: Table) -> list[Finding]:
    return check_table(table, score_table(table, PROFILE), PROFILE)


def money_rules(table: Table) -> list[tuple[str, str]]:
    found = findings(table)
    return [
        (each.rule, each.cells) for each in found if each.rule[2] == "4" or each.rule == "PX212"
    ]


def test_the_form_itself_is_sound() -> None:
    assert money_rules(read({})) == []


@pytest.mark.parametrize("cell", ["C4", "E4"])
def test_a_doubtful_amount_is_named_and_not_compared(cell: str) -> None:
    table = read({cell: "1500000"}, {cell: '0!.0000"元"'})
    assert [entry.cell for entry in table.doubtful_amounts] == [cell]
    assert money_rules(table) == [("PX431", cell)]


def test_the_rate_of_amounts_with_the_same_scale_is_compared() -> None:
    scaled = dict.fromkeys([f"{column}{row}" for column in "BCE" for row in (4, 5, 6)], "0!.0000")
    assert "PX434" not in dict(money_rules(read({}, scaled)))
    assert ("PX434", "D4") in money_rules(read({"D4": "70%"}, scaled))


def test_a_total_below_its_part_is_said_once() -> None:
    assert money_rules(read({"B4": "150", "D4": "100%"})) == [("PX401", "B4")]


def test_each_row_over_its_budget_is_said() -> None:
    table = read({"C5": "220", "C6": "20", "C4": "240", "D4": "80%", "D5": "110%", "D6": "20%"})
    assert ("PX433", "C5") in money_rules(table)


def test_the_sum_of_what_is_spent_to_date_counts_texts() -> None:
    table = read({})
    [total, *_] = table.funds
    stored = total.executed_to_date._replace(stored_as_text=True)
    changed_table = replace(
        table, funds=(replace(total, executed_to_date=stored), *table.funds[1:])
    )
    assert ("PX212", "C4") in money_rules(changed_table)


def test_divided_amounts_are_written_without_their_tail() -> None:
    table = read({"C4": "66.66666666666667", "E4": "133.33333333333334"})
    [total, *_] = with_written_numbers(table, 2).funds
    assert (str(total.executed_to_date.number), str(total.expected.number)) == (
        *("66.666667", "133.333333"),
    )


def test_a_second_total_of_the_year_is_not_of_the_whole_period() -> None:
    rows = [*FORM[:4], ["资金合计", *FORM[3][1:]], *FORM[4:]]
    [table] = read_sheet("书.xlsx", to_grid(rows)).tables
    assert {fund.period.value for fund in table.funds} == {"year"}
    assert [fund.name for fund in table.funds] == [
        "年度资金总额",
        "资金合计",
        "财政拨款",
        "其他资金",
    ]
    total = table.annual_total
    assert total is not None
    assert total.name == "年度资金总额"
    assert money_rules(table) == []
