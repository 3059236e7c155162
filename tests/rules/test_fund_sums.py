"""资金的加总：各种表的栏、合计与各项、能不能加；总额说不清、比一部分还小的，只说一次。"""

from decimal import Decimal

import pytest
from gridtext import changed, only_table, parse_rows
from rule_case import sound

from perfxl.model.finding import Finding
from perfxl.model.table import Entry, Fund, FundGroup, FundRole, Table
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.running import check_table
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.fund_sums import amount_columns, is_summed, parts_total, sum_hits
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

PROFILE = load_profile()


def table(name: str, changes: dict[str, str | None] | None = None) -> Table:
    return only_table(changed(sound(name), changes or {}))


def money(number: str | None, text: str = "", column: int = 1) -> Entry:
    value = None if number is None else Decimal(number)
    return Entry(text or number or "", 5, column, value)


def group(
    whole: str, *parts: str | None, role: FundRole = FundRole.TOTAL, among: bool = False
) -> FundGroup:
    own = [
        Fund(f"第{n}项", Entry(f"第{n}项", 5 + n, 1), initial=money(part), among=among)
        for n, part in enumerate(parts, 1)
    ]
    return FundGroup(Fund("总额", Entry("总额", 5, 1), initial=money(whole), role=role), tuple(own))


def findings(read: Table) -> list[Finding]:
    return check_table(read, score_table(read, PROFILE), PROFILE)


def rules(read: Table) -> list[tuple[str, str]]:
    return sorted((each.rule, each.cells) for each in findings(read) if each.rule[2] in "34")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("自评表", ["年初预算数", "全年预算数", "全年执行数"]),
        ("目标表", ["预算数"]),
        ("调整批复", ["年初预算数", "调整预算数"]),
    ],
)
def test_the_columns_of_a_form(name: str, columns: list[str]) -> None:
    assert list(amount_columns(table(name)).values()) == columns


def test_a_target_with_an_adjusted_column_has_two() -> None:
    read = only_table(
        parse_rows("""
        项目支出绩效目标表 | < | < | <
        项目名称 | 图书室
        资金情况（万元） | 资金来源 | 年初预算数 | 调整预算数
        ^ | 资金总额 | 100 | 90
        ^ | 财政拨款 | 100 | 80
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 图书室 | ≥12个
    """)
    )
    assert list(amount_columns(read)) == ["initial", "adjusted"]
    assert [each for each in rules(read) if each[0] == "PX401"] == [("PX401", "D4")]


def cell_of(hit: Hit) -> str:
    return hit.at.cell if isinstance(hit.at, Entry) else ""


def hits(read: Table) -> list[tuple[object, ...]]:
    subject = Subject(read, score_table(read, PROFILE), PROFILE)
    [first, *_] = [each for each in read.fund_groups if each.is_of_total]
    return [
        (cell_of(hit), hit.words["column"], hit.found, hit.words["parts"])
        for hit in sum_hits(subject, first)
    ]


def test_each_column_is_added_by_itself() -> None:
    assert hits(table("自评表")) == []
    wrong = table("自评表", {"D8": "190000", "F11": "7"})
    assert hits(wrong) == [
        ("D7", "年初预算数", 190000, "财政拨款、其他"),
        ("F7", "全年执行数", 171007, "财政拨款、其他"),
    ]


@pytest.mark.parametrize(
    ("grouped", "summed"),
    [
        (group("100", "90"), True),
        (group("100", "90", "10"), True),
        (group("100", "90", among=True), False),
        (group("100", "90", "10", among=True), True),
        (group("100", "90", role=FundRole.OTHER_TOTAL), True),
        (group("100", "90", role=FundRole.GRANT), False),
        (group("100", "90", "10", role=FundRole.GRANT), True),
        (group("100", "90", None), True),
    ],
)
def test_what_can_be_added(grouped: FundGroup, summed: bool) -> None:
    assert is_summed(grouped, "initial") is summed


def test_a_part_that_is_no_number_is_not_added() -> None:
    whole, part = group("100", "90").whole, group("100", "90").parts[0]
    unread = Fund("其他", Entry("其他", 7, 1), initial=money(None, "约10万"))
    assert not is_summed(FundGroup(whole, (part, unread)), "initial")
    assert is_summed(FundGroup(whole, (part, unread)), "adjusted")


@pytest.mark.parametrize(
    ("parts", "total"),
    [(["90", "10"], 100), (["90", None], 90), ([None, None], None), (["0"], 0)],
)
def test_the_sum_of_the_parts(parts: list[str | None], total: int | None) -> None:
    assert parts_total(group("100", *parts), "initial") == total
    assert parts_total(group("100", *parts), "executed") is None


def test_a_blank_total_tells_the_sum_of_its_sources() -> None:
    read = table("目标表", {"D6": None, "D8": "5000"})
    [found] = [each for each in findings(read) if each.rule == "PX424"]
    assert (found.cells, found.expected) == ("D6", 205000)
    assert "各来源之和是 205,000 元" in found.message


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("目标表", {"D6": "100000"}, [("PX401", "D6")]),
        ("转移支付目标表", {"D5": "10"}, [("PX401", "D5")]),
        ("转移支付目标表", {"B6": "其中：财政拨款", "D5": "10", "D9": None}, [("PX426", "D6")]),
        ("自评表", {"F7": "50000"}, [("PX401", "F7")]),
        ("自评表", {"E7": "50000"}, [("PX401", "E7")]),
        ("自评表", {"D7": "50000"}, [("PX401", "D7")]),
        ("调整批复", {"C5": "5"}, [("PX401", "C5")]),
    ],
)
def test_a_total_below_its_part_is_told_once(
    name: str, changes: dict[str, str | None], told: list[tuple[str, str]]
) -> None:
    assert rules(table(name)) == []
    assert rules(table(name, changes)) == told


def test_a_part_a_little_over_its_whole_silences_nothing() -> None:
    read = table("自评表", {"E8": "180500", "E9": "130500", "I7": "9"})
    assert [rule for rule, _ in rules(read)] == ["PX401", "PX404", "PX406"]


@pytest.mark.parametrize(("whole", "told"), [("80", ["PX426"]), ("100", []), (None, [])])
def test_the_year_is_a_part_of_the_whole_period(whole: str | None, told: list[str]) -> None:
    read = only_table(
        parse_rows(f"""
        项目支出绩效目标表（2024年度） | < | < | < | <
        项目名称 | 图书室
        项目资金（万元） | 实施期资金总额 | {whole or ""} | 年度资金总额 | 100
        ^ | 财政拨款 | {whole or ""} | 财政拨款 | 100
        一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
        产出指标 | 数量指标 | 图书室 | ≥12个 |
    """)
    )
    found = [each for each in findings(read) if each.rule.startswith("PX42")]
    assert [each.rule for each in found] == told
    if found:
        assert (found[0].cells, found[0].related) == ("E3", "C3")
        assert "年度资金总额 100 大于实施期资金总额 80，多 20 万元" in found[0].message


def test_the_other_side_of_an_adjustment_is_still_compared() -> None:
    """年初的总额比它的一部分还小，只不比年初一边的成本。"""
    read = table("调整批复", {"C5": "5", "G14": "≤900000元"})
    assert read.annual_total is not None
    assert read.annual_total.small_columns == {"initial"}
    assert [rule for rule, _ in rules(read)] == ["PX401", "PX425"]


def test_what_is_doubted_is_told_once() -> None:
    read = table("自评表", {"C8": "年度资金总额：", "D8": "250000"})
    assert rules(read) == [("PX430", "C7:C8")]


def test_one_printed_column_of_a_self_evaluation_is_added() -> None:
    read = only_table(
        parse_rows("""
        2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
        项目名称 | 图书室
        资金情况（万元） | 资金来源 | 全年预算数 | 分值 | 得分
        ^ | 年度资金总额 | 14 | 10 | 10
        ^ | 财政拨款 | 9 | |
        ^ | 其他资金 | 4 | |
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注
        产出指标 | 数量指标 | 图书室 | ≥3处 | 3处 | 90 | 90 |
    """)
    )
    [found] = [each for each in findings(read) if each.rule == "PX401"]
    assert found.cells == "C4"
    assert (
        "全年预算数：年度资金总额为 14，各项（财政拨款、其他资金）合计 13，差 1 万元"
        in found.message
    )


@pytest.mark.parametrize(
    ("funds", "said"),
    [
        ("年度资金总额 | 100 | 财政拨款 | 90 | 其他资金 | 5", "合计 95，差 5"),
        ("年度资金总额 | 80 | 其中：财政拨款 | 100", "财政拨款 100 大于年度资金总额 80，多 20。"),
    ],
)
def test_a_table_without_a_money_unit_names_none(funds: str, said: str) -> None:
    read = only_table(
        parse_rows(f"""
        项目支出绩效目标表（2024年度） | < | < | < | < | < | <
        项目名称 | 图书室
        资金情况 | {funds}
        一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
        产出指标 | 数量指标 | 图书室 | ≥12个 |
    """)
    )
    assert read.money_unit is None
    [message] = [each.message for each in findings(read) if each.rule in ("PX401", "PX426")]
    assert said in message
    assert "None" not in message


def funds_of(rows: str) -> Table:
    return only_table(
        parse_rows(f"""
        项目支出绩效目标表（2024年度） | < | < | < | <
        项目名称 | 图书室
        {rows}
        一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
        产出指标 | 数量指标 | 图书室 | ≥12个 |
    """)
    )


@pytest.mark.parametrize(
    ("rows", "cells", "found"),
    [
        (
            "项目资金（万元） | 财政拨款 | 90 | 其他资金 | 10",
            "B3,D3",
            "财政拨款、其他资金",
        ),
        (
            "项目资金（万元） | 资金总额 | 300 | 资金总额 | 100\n^ | 财政拨款 | 90 | 其他资金 | 10",
            "B3,D3",
            "资金总额、资金总额",
        ),
        (
            "项目资金（万元） | 实施期资金总额 | 300 | 实施期财政拨款 | 300",
            "B3,D3",
            "实施期资金总额、实施期财政拨款",
        ),
    ],
)
def test_an_unclear_total_names_the_rows_in_question(rows: str, cells: str, found: str) -> None:
    [told] = [each for each in findings(funds_of(rows)) if each.rule == "PX430"]
    assert (told.cells, told.found) == (cells, found)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"E7": "约18万"}, [("PX410", "E7")]),  # 总额的预算数由 PX410 报
        ({"F7": "见附件"}, [("PX410", "F7")]),
        ({"D7": "约18万"}, [("PX427", "D7")]),
        ({"E8": "约18万"}, [("PX427", "E8")]),
        ({"E8": ""}, []),
        ({"E8": "/"}, []),
    ],
)
def test_an_amount_that_is_no_number_is_told_once(
    changes: dict[str, str | None], told: list[tuple[str, str]]
) -> None:
    found = rules(table("自评表", changes))
    assert [each for each in found if each[0] in ("PX410", "PX427")] == told


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("目标表", "D7", "财政拨款的预算数写着“2O0000”"),
        ("自评表", "D8", "财政拨款的年初预算数写着“2O0000”"),
        ("自评表", "F8", "财政拨款的全年执行数写着“2O0000”"),
    ],
)
def test_an_amount_that_is_no_number_is_named_as_the_form_names_it(
    name: str, cell: str, said: str
) -> None:
    [found] = [each for each in findings(table(name, {cell: "2O0000"})) if each.rule == "PX427"]
    assert said in found.message
    assert found.found == "2O0000"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # 财政拨款列了几级的，相加；只列了一级的，只看大没大过。
        (
            "年度资金总额 | 100 | 财政拨款 | 100\n^ | 中央资金 | 60 | 省级资金 | 30",
            [("PX402", "E3")],
        ),
        ("年度资金总额 | 100 | 财政拨款 | 100\n^ | 中央资金 | 60 | 省级资金 | 40", []),
        ("年度资金总额 | 100 | 财政拨款 | 100\n^ | 中央资金 | 60 | |", []),
        ("年度资金总额 | 100 | 财政拨款 | 100\n^ | 中央资金 | 110 | |", [("PX426", "C4")]),
        # 取整的零头不说它大。
        ("年度资金总额 | 100 | 财政拨款 | 100\n^ | 中央资金 | 100.01 | |", []),
        ("年度资金总额 | 100 | 财政拨款 | 100\n^ | 中央资金 | 100.02 | |", [("PX426", "C4")]),
        # 总额只印了“其中”一项的不相加。
        ("年度资金总额 | 100 | 其中：财政拨款 | 90", []),
        ("年度资金总额 | 100 | 其中：财政拨款 | 110", [("PX426", "E3")]),
        ("年度资金总额 | 100 | 财政拨款 | 90", [("PX401", "C3")]),
        # 有一项读不成数的不相加，一项一项地看。
        ("年度资金总额 | 100 | 财政拨款 | 90\n^ | 其他资金 | 2O | |", [("PX427", "C4")]),
        (
            "年度资金总额 | 100 | 财政拨款 | 110\n^ | 其他资金 | 2O | |",
            [("PX426", "E3"), ("PX427", "C4")],
        ),
        # 总额空着的，没有什么可比。
        ("年度资金总额 | | 其中：财政拨款 | 110", []),
    ],
)
def test_how_the_rules_of_sums_share_their_work(rows: str, told: list[tuple[str, str]]) -> None:
    read = funds_of(f"项目资金（万元） | {rows}")
    own = ("PX401", "PX402", "PX426", "PX427")
    assert [each for each in rules(read) if each[0] in own] == told


@pytest.mark.parametrize(("change", "told"), [("60", []), ("50", ["E4"]), ("-60", ["E4"])])
def test_the_change_of_a_fund_is_its_adjusted_less_its_initial(
    change: str, told: list[str]
) -> None:
    read = only_table(
        parse_rows(f"""
2024年预算调整项目支出绩效目标批复表 | < | < | < | < | < | <
项目名称 | 河道治理 | < | < | 主管部门 | 云溪县水务局 | <
项目资金（万元） | | 年初预算数 | 调整预算数 | 增减额 | |
^ | 资金总额 | 300 | 360 | {change} | |
^ | 财政拨款 | 300 | 360 | 60 | |
一级指标 | 二级指标 | 年初批复 | < | 调整后 | < | 说明
^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值 | ^
产出指标 | 数量指标 | 治理河长 | ≥10公里 | 治理河长 | ≥12公里 |
""")
    )
    assert [each.cells for each in findings(read) if each.rule == "PX411"] == told


def levels(*rows: tuple[str, int]) -> list[str]:
    """自评表的资金情况换成这几行，资金的加总报在哪一行。"""
    whole = sound("自评表")
    lines = [
        ["^", "^", name, *[str(amount)] * 3, "10", "100.00%", "10", "<"] for name, amount in rows
    ]
    read = only_table([*whole[:6], *lines, *whole[11:]])
    told = {
        each.message.partition("：")[2].partition("为")[0]
        for each in findings(read)
        if each.rule in ("PX401", "PX402")
    }
    return sorted(told)


LOCAL = (("年度资金总额", 100), ("财政拨款", 80), ("其中：中央资金", 50), ("地方资金", 30))
GENERAL = (("年度资金总额", 100), ("财政拨款", 80), ("其中：一般公共预算", 70))


@pytest.mark.parametrize(
    ("rows", "blamed"),
    [
        ((*LOCAL, ("其中：省级资金", 20), ("市级资金", 10)), []),
        ((*LOCAL, ("省级资金", 20), ("市级资金", 5), ("县级资金", 5)), []),
        ((*LOCAL, ("其中：省级资金", 25), ("市级资金", 10)), ["地方资金"]),
        ((*GENERAL, ("其中：中央资金", 50), ("省级资金", 20), ("政府性基金", 10)), []),
        (
            (*GENERAL, ("其中：中央资金", 50), ("省级资金", 25), ("政府性基金", 10)),
            ["一般公共预算"],
        ),
    ],
)
def test_a_third_level_is_a_part_of_the_second(
    rows: tuple[tuple[str, int], ...], blamed: list[str]
) -> None:
    assert levels(*rows, ("其他资金", 20)) == blamed
