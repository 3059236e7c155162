"""资金表头里栏名不认得的金额栏：定得下来的说是猜的；定不下来的说没有读，年初数不当全年预算数。"""

import pytest
from gridtext import changed, only_table, parse_rows

from perfxl.model.table import Table

FORM = parse_rows("""
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度）金额单位：万元 | < | < | < | < | < | < | <
项目名称 | 农村厕所改造 | < | < | < | < | < | <
项目资金 |  | 年初预算 | 全年可用 | 全年执行 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 80 | 60 | 10 | 75% | 7.5
^ | 其中：省级补助 | 70 | 50 | 40 | - | - | -
^ | 县级配套 | 30 | 30 | 20 | - | - | -
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 新建厕所 | ≥10座 | 10座 | 50 | 50 |
效益指标 | 社会效益指标 | 受益户 | ≥10户 | 10户 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 97.5 |
""")


def read(changes: dict[str, str]) -> Table:
    return only_table(changed(FORM, changes))


def amounts(table: Table) -> list[str]:
    total = table.funds[0]
    return [str(each.number) for each in (total.initial, total.adjusted, total.executed)]


@pytest.mark.parametrize(
    ("heads", "placed"),
    [
        (("年初预算", "全年可用", "全年执行"), ["D4 adjusted"]),
        (("年初预算", "全年预算", "花掉的"), ["E4 executed"]),
        (("年初预算", "年度预算", "支出数"), ["D4 adjusted"]),
        (("年初预算", "全年可用", "花掉的"), ["D4 adjusted", "E4 executed"]),
        (("年头定的", "全年可用", "全年执行"), ["C4 initial", "D4 adjusted"]),
        (("年头定的", "全年可用", "花掉的"), ["C4 initial", "D4 adjusted", "E4 executed"]),
    ],
)
def test_the_printed_rate_tells_the_columns(heads: tuple[str, ...], placed: list[str]) -> None:
    table = read(dict(zip(("C4", "D4", "E4"), heads, strict=True)))
    assert amounts(table) == ["100", "80", "60"]
    assert [f"{entry.cell} {role}" for entry, role in table.placed_columns] == placed
    assert (table.unread_columns, table.leftover) == ((), ())


def test_between_the_initial_and_the_executed_without_a_rate() -> None:
    table = read({"G5": ""})
    assert amounts(table) == ["100", "80", "60"]
    assert [role for _, role in table.placed_columns] == ["adjusted"]


@pytest.mark.parametrize(
    "changes",
    [
        {"G5": "60%", "H5": "6"},  # 照年初数算的执行率：中间一栏不像全年预算数
        {"D4": "全年执行", "E4": "全年可用", "D5": "60", "E5": "80", "G5": ""},
    ],
)
def test_an_unsettled_column_leaves_the_budget_unknown(changes: dict[str, str]) -> None:
    table = read(changes)
    total = table.funds[0]
    assert table.placed_columns == ()
    assert [entry.text for entry in table.unread_columns] == ["全年可用"]
    assert [entry.text for entry in total.unread_heads] == ["全年可用"]
    assert not total.budget.exists
    assert total.initial.number == 100


@pytest.mark.parametrize("head", ["结余", "上年决算数", "增减数"])
def test_columns_known_to_be_something_else_change_nothing(head: str) -> None:
    table = read({"D4": "全年执行", "E4": head, "D5": "60", "E5": "40", "G5": "60%"})
    assert table.placed_columns == ()
    assert table.funds[0].budget.number == 100


def test_a_heading_over_the_names_is_no_column() -> None:
    rows = changed(FORM, {"A4": "预算资金（万元）", "C4": "年初安排", "E4": "已支付"})
    assert amounts(only_table(rows)) == ["100", "80", "60"]
