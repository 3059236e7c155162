"""年初、调整后两套指标上下各排一块；一张完整的表下面又是一张，不接成一张。"""

from decimal import Decimal

import pytest
from gridtext import Rows, changed, only_table, parse_rows, to_grid
from odd_layouts import PERIODS

from perfxl.model.table import Form, Table
from perfxl.reading.sheet import read_sheet

STACKED = parse_rows("""
某局2024年部门预算调整项目支出绩效目标批复表 | < | < | < | < | <
项目名称 | < | < | 图书室建设 | < | <
资金情况(万元) | < | < | 年初预算数 | < | 调整预算数
^ | ^ | ^ | 年度资金总额: | 130 | 40
^ | ^ | ^ | 其中:财政拨款: | 130 | 40
年度总体目标: | < | < | 建成图书室12个。 | < | <
年初绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
^ | 产出 | 数量指标 | 建成图书室数量 | ≥12个 |
^ | ^ | ^ | 新购图书 | =6000册 |
^ | ^ | 质量指标 | 验收合格率 | =100% |
^ | 满意度 | 服务对象满意度指标 | 读者满意度 | ≥90% |
调整后绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
^ | 产出 | 数量指标 | 建成 图书室数量 | ≥8个 | 压减
^ | ^ | 质量指标 | 验收合格率 | =100% |
^ | ^ | 时效指标 | 完工时间 | 2024年10月底前 |
^ | 满意度 | 服务对象满意度指标 | 读者满意度 | ≥90% |
""")
PAIRS = [
    ("建成图书室数量", "≥12个", "建成 图书室数量", "≥8个"),
    ("新购图书", "=6000册", "", ""),
    ("验收合格率", "=100%", "验收合格率", "=100%"),
    ("读者满意度", "≥90%", "读者满意度", "≥90%"),
    ("", "", "完工时间", "2024年10月底前"),
]


def pairs(read: Table) -> list[tuple[str, str, str, str]]:
    return [
        (row.level3.text, row.target.text, row.level3_adjusted.text, row.target_adjusted.text)
        for row in read.indicators
    ]


def tables(rows: Rows) -> tuple[Table, ...]:
    return read_sheet("书.xlsx", to_grid(rows)).tables


def labelled(first: str, second: str) -> Rows:
    return changed(STACKED, {"A7": first, "A12": second})


def banners() -> Rows:
    """标签自己占一行，写在两个表头上面。"""
    rows = [["", *row[1:]] if i >= 6 else list(row) for i, row in enumerate(STACKED)]
    rows.insert(11, ["（二）调整后绩效指标", *"<<<<<"])
    rows.insert(6, ["（一）年初绩效指标", *"<<<<<"])
    return rows


def one_header(rows: Rows) -> Rows:
    """只有一个表头，标签在表身左边。"""
    copy = [list(row) for row in rows]
    copy[6][0], copy[7][0], copy[12][0] = "阶段", copy[6][0], copy[11][0]
    del copy[11]
    return copy


def banners_in_one_header() -> Rows:
    """只有一个表头，标签各占表身一行。"""
    rows = banners()
    rows[6], rows[7] = rows[7], rows[6]
    del rows[13]
    return rows


@pytest.mark.parametrize(
    "rows",
    [
        STACKED,
        labelled("调整前", "调整后"),
        labelled("年初\\n绩效\\n指标", "调整后\\n绩效\\n指标"),
        labelled("绩效指标", "绩效指标（调整后）"),
        banners(),
        one_header(STACKED),
        one_header(labelled("调整前", "调整后")),
        banners_in_one_header(),
    ],
    ids=[
        *("labels", "bare-labels", "vertical", "only-adjusted-labelled"),
        *("banners", "one-header", "one-header-bare", "banners-in-one-header"),
    ],
)
def test_two_blocks_are_one_adjustment(rows: Rows) -> None:
    read = only_table(rows)
    assert read.form is Form.APPROVAL_ADJUSTMENT
    assert pairs(read) == PAIRS
    assert [row.level2.text for row in read.indicators][-1] == "时效指标"
    assert read.indicators[0].note.text == "压减"
    assert [(fund.initial.number, fund.adjusted.number) for fund in read.funds] == [(130, 40)] * 2
    assert (read.leftover, read.unread_columns, read.unrecognised) == ((), (), ())


def test_cells_are_those_of_each_block() -> None:
    row = only_table(STACKED).indicators[0]
    assert (row.target.cell, row.target_adjusted.cell) == ("E8", "E13")


def test_the_adjusted_block_may_be_above() -> None:
    rows = [*STACKED[:6], *STACKED[11:], *STACKED[6:11]]
    read = only_table(rows)
    assert sorted(pairs(read)) == sorted(PAIRS)
    assert read.leftover == ()


def test_a_page_break_inside_a_block() -> None:
    header = STACKED[6]
    rows = [
        *STACKED[:9],
        ["绩效指标", *header[1:]],
        ["", "", *STACKED[9][2:]],
        *STACKED[10:13],
        ["", *header[1:]],
        ["", "", *STACKED[13][2:]],
        *STACKED[14:],
    ]
    assert pairs(only_table(rows)) == PAIRS


def test_a_page_break_inside_a_block_under_one_header() -> None:
    rows = one_header(STACKED)
    header = ["", *rows[6][1:]]
    before = [*rows[:12], header, ["", "", *rows[12][2:]], *rows[13:]]  # 调整后一块的第一行以后
    assert pairs(only_table(before)) == PAIRS
    between = [*rows[:11], header, *rows[11:]]
    assert pairs(only_table(between)) == PAIRS


def test_each_block_may_have_its_own_goal_funds_and_weights() -> None:
    read = only_table(
        parse_rows("""
        预算调整项目支出绩效目标批复表 | < | < | < | < | <
        项目名称 | < | 图书室建设 | < | < | <
        年初 | 资金（万元） | 年度资金总额 | 130 | < | <
        ^ | 年度总体目标 | 建成12个 | < | < | <
        ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
        ^ | 产出 | 数量指标 | 图书室 | ≥12个 | 60
        调整后 | 资金（万元） | 年度资金总额 | 40 | < | <
        ^ | 年度总体目标 | 建成8个 | < | < | <
        ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
        ^ | 产出 | 数量指标 | 图书室 | ≥8个 | 50
        """)
    )
    assert read.form is Form.APPROVAL_ADJUSTMENT
    assert pairs(read) == [("图书室", "≥12个", "图书室", "≥8个")]
    [row] = read.indicators
    assert (row.weight.number, row.weight_adjusted.number) == (60, 50)
    [fund] = read.funds
    assert (fund.initial.number, fund.adjusted.number) == (130, 40)
    assert (read.goals["expected"].text, read.goals["adjusted"].text) == ("建成12个", "建成8个")
    assert read.leftover == ()


def test_totals_of_both_blocks_pair_whatever_they_are_called() -> None:
    read = only_table(
        parse_rows("""
        预算调整项目支出绩效目标批复表 | < | < | < | < | <
        项目名称 | < | 图书室建设 | < | < | <
        年初 | 资金（万元） | 年度资金总额 | 130 | 财政拨款 | 130
        ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
        ^ | 产出 | 数量指标 | 图书室 | ≥12个 | 60
        调整后 | 资金（万元） | 资金总额 | 40 | 财政拨款 | 50
        ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
        ^ | 产出 | 数量指标 | 图书室 | ≥8个 | 50
        """)
    )
    amounts = [(fund.name, fund.initial.number, fund.adjusted.number) for fund in read.funds]
    assert amounts == [("年度资金总额", 130, 40), ("财政拨款", 130, 50)]
    total, grant = read.funds
    assert (read.annual_total, grant.part_of) == (total, total.label)
    assert total.small_columns == {"adjusted"}


def test_a_department_has_two_blocks_too() -> None:
    rows = changed(
        STACKED,
        {"A1": "某局2024年部门预算调整整体支出绩效目标批复表", "A2": "部门（单位）名称"},
    )
    read = only_table(rows)
    assert read.form is Form.DEPARTMENT_ADJUSTMENT
    assert pairs(read) == PAIRS


def test_projects_below_one_another_have_two_blocks_each() -> None:
    other = changed(STACKED, {"D2": "设备更新"})
    first, second = tables([*STACKED, [], *other])
    assert [first.project, second.project] == ["图书室建设", "设备更新"]
    assert pairs(first) == pairs(second) == PAIRS


WHOLE = parse_rows("""
2024年度项目支出绩效目标批复表（调整前） | < | < | < | <
项目名称 | < | 图书室建设 | < | <
资金情况（万元） | < | 年度资金总额: | 20 | <
年度总体目标 | < | 建成图书室12个。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 建成图书室数量 | ≥12个
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90%
""")


@pytest.mark.parametrize(
    "changes",
    [
        {"A1": "2024年度项目支出绩效目标批复表（调整后）"},
        {"A1": "", "D3": "26"},
        {"D3": "26"},
        {"A1": "", "A2": "", "C2": "", "D3": "26"},
    ],
    ids=["title", "funds", "same-title", "no-project-name"],
)
def test_a_whole_table_below_a_whole_table_is_another(changes: dict[str, str | None]) -> None:
    below = changed(WHOLE, {**changes, "E6": "≥15个"})
    below = [row for row in below if any(row) and set(row) != {"", "<"}]
    first, second = tables([*WHOLE, [], *below])
    assert [len(first.indicators), len(second.indicators)] == [2, 2]
    assert second.indicators[0].target.text == "≥15个"
    assert first.funds[0].initial.number == Decimal(20)


def test_a_whole_heading_printed_again_is_still_a_page_break() -> None:
    again = [["2024年度项目支出绩效目标批复表（调整前）（续）", *"<<<<"], *WHOLE[1:5]]
    read = only_table([*WHOLE[:6], *again, *WHOLE[6:]])
    assert len(read.indicators) == 2


def swapped_periods() -> Rows:
    """年度的在上面。"""
    return [*PERIODS[:4], *PERIODS[7:10], *PERIODS[4:7], *PERIODS[10:]]


def one_header_for_periods() -> Rows:
    """只印一个表头，长期、年度写在表身左边。"""
    rows = [list(row) for row in PERIODS]
    rows[4][0], rows[5][0], rows[8][0] = "", "中长期绩效指标", "年度绩效指标"
    return [row for index, row in enumerate(rows) if index != 7]


@pytest.mark.parametrize("rows", [PERIODS, swapped_periods(), one_header_for_periods()])
def test_long_term_and_annual_blocks_are_kept_apart(rows: Rows) -> None:
    [table] = tables(rows)
    assert table.form is Form.TARGET
    assert [row.target.text for row in table.indicators] == ["10公里", "部分改善"]
    assert [row.target.text for row in table.period_indicators] == ["88公里", "有效改善"]
    assert (table.goals["expected"].text, table.goals["period"].text) == ("完成改造", "改善设施")
    assert (table.leftover, table.unread_columns) == ((), ())
    assert table.fields["联系人"].text == "甲"


def stacked_tables(*, titled: bool) -> Rows:
    """两张表上下相叠，金额单位、年度写在最上面。"""
    title = ["项目支出绩效自评表", "<", "<", "<", "<", "<"]
    head = ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "得分"]
    body = ["产出指标", "数量指标", "培训人数", "≥10人", "12人", "90"]
    total = ["总分", "<", "<", "<", "<", "90"]
    one = [["项目名称", "甲", "<", "实施单位", "某局", "<"], head, body, total, [""] * 6]
    two = [["项目名称", "乙", "<", "实施单位", "某局", "<"], head, body, total]
    above = [["（2023年度）", "<", "<", "<", "单位：元", "<"]]
    if titled:
        return [*above, title, *one, title, *two]
    return [title, *above, *one, *two]


@pytest.mark.parametrize("titled", [True, False])
def test_unit_and_year_above_the_first_hold_for_all(titled: bool) -> None:
    first, second = tables(stacked_tables(titled=titled))
    assert [(each.year, each.money_unit) for each in (first, second)] == [(2023, "元")] * 2


def test_own_unit_comes_first() -> None:
    rows = stacked_tables(titled=True)
    rows.insert(8, ["（2022年度）", "<", "<", "<", "单位：万元", "<"])
    first, second = tables(rows)
    assert (first.year, first.money_unit) == (2023, "元")
    assert (second.year, second.money_unit) == (2022, "万元")


def test_long_term_beside_annual() -> None:
    rows = parse_rows("""
项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | 甲项目 | < | 实施单位 | 乙单位 | < | <
绩效指标 | 长期绩效指标 | < | < | 年度绩效指标 | < | <
^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 培训人数 | ≥500人 | 培训人数 | ≥100人
^ | 效益指标 | 社会效益指标 | 受益 | 有效 | 受益 | 部分
""")
    [table] = tables(rows)
    assert table.form is Form.TARGET
    assert [row.target.text for row in table.indicators] == ["≥100人", "部分"]
    assert [row.target.text for row in table.period_indicators] == ["≥500人", "有效"]
