"""左右并列两套指标：年初与调整（先后、说法不一），实施期与年度；部门整体的主要任务。"""

from decimal import Decimal

import pytest
from gridtext import Rows, parse_rows, to_grid

from perfxl.model.table import Form, Table
from perfxl.reading.sheet import read_sheet

TITLE = parse_rows("""
2024年项目支出绩效目标调整批复表 | < | < | < | < | <
项目名称 | < | 图书室建设
""")


def table(rows: Rows) -> Table:
    [only] = read_sheet("书.xlsx", to_grid(rows)).tables
    return only


def pairs(read: Table) -> list[tuple[str, str, str, str]]:
    return [
        (row.level3.text, row.target.text, row.level3_adjusted.text, row.target_adjusted.text)
        for row in read.indicators
    ]


ADJUSTED_LEFT = """
资金情况（万元） | < | 调整后 | < | 调整前 | <
年度资金总额 | < | 100 | < | 200 | <
年度总体目标 | < | 建成8个 | < | 建成12个 | <
"""


@pytest.mark.parametrize(
    "header",
    [
        "一级指标 | 二级指标 | 三级指标（调整后） | 指标值（调整后） | 三级指标（年初） | 指标值（年初）",
        "一级指标 | 二级指标 | 调整后三级指标 | 调整后指标值 | 调整前三级指标 | 调整前指标值",
    ],
)
def test_the_adjusted_set_may_stand_on_the_left(header: str) -> None:
    body = "产出 | 数量 | 新建图书室 | ≥8个 | 建成图书室 | ≥12个"
    read = table([*TITLE, *parse_rows(f"{ADJUSTED_LEFT}\n{header}\n{body}")])
    assert read.form is Form.APPROVAL_ADJUSTMENT
    assert pairs(read) == [("建成图书室", "≥12个", "新建图书室", "≥8个")]
    [fund] = read.funds
    assert (fund.initial.number, fund.adjusted.number) == (200, 100)
    assert (read.goals["expected"].text, read.goals["adjusted"].text) == ("建成12个", "建成8个")


PERIODS = """
项目支出绩效目标申报表（2025年度） | < | < | < | < | < | < | <
项目名称 | 图书室建设
实施期目标 | < | < | < | 年度目标 | < | < | <
三年建成30个 | < | < | < | 当年建成10个 | < | < | <
"""


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (
            "一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值",
            "产出 | 数量 | 图书室 | ≥30个 | 产出 | 数量 | 图书室 | ≥10个",
        ),
        (
            "一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值",
            "产出 | 数量 | 图书室 | ≥30个 | 数量 | 图书室 | ≥10个",
        ),
    ],
)
def test_the_annual_set_is_the_table(header: str, body: str) -> None:
    read = table(parse_rows(f"{PERIODS}\n{header}\n{body}"))
    assert (read.form, read.year) == (Form.APPLICATION, 2025)
    assert [row.target.text for row in read.indicators] == ["≥10个"]
    assert [row.target.text for row in read.period_indicators] == ["≥30个"]
    assert [row.level1.text for row in read.indicators] == ["产出指标"]
    assert (read.goals["expected"].text, read.goals["period"].text) == (
        "当年建成10个",
        "三年建成30个",
    )


def test_task_amounts_are_no_funds_but_their_sum_is() -> None:
    read = table(
        parse_rows("""
        部门整体支出绩效目标申报表 | < | < | < | < | <
        部门（单位）名称 | 县林业局
        年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
        ^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
        ^ | 国土绿化 | 造林2万亩 | 350 | 300 | 50
        ^ | 森林防火 | 巡护 | 120.5 | 120.5 | 0
        ^ | 金额合计 | < | 470.5 | 420.5 | 50
        年度总体目标 | 森林覆盖率达到62%
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 营造林面积 | ≥2万亩
    """)
    )
    assert [(fund.name, fund.initial.number) for fund in read.funds] == [
        ("总额", Decimal("470.5")),
        ("财政拨款", Decimal("420.5")),
        ("其他资金", 50),
    ]
    assert "国土绿化 造林2万亩 350 300 50" in read.details["年度主要任务"].text


def test_each_set_has_its_own_weights() -> None:
    read = table(
        [
            *TITLE,
            *parse_rows("""
        一级指标 | 二级指标 | 年初 | < | < | 调整后 | < | <
        ^ | ^ | 三级指标 | 指标值 | 分值 | 三级指标 | 指标值 | 分值
        产出 | 数量 | 里程 | ≥10公里 | 60 | 里程 | ≥5公里 | 30
        ^ | ^ | | | | 涵洞 | ≥2道 | 20
    """),
        ]
    )
    assert [(row.weight.number, row.weight_adjusted.number) for row in read.indicators] == [
        (60, 30),
        (None, 20),
    ]
    assert read.leftover == ()


def test_how_long_a_project_lasts_is_no_period_of_money() -> None:
    read = table(
        parse_rows("""
专项资金绩效目标表 | < | < | < | < | <
专项名称 | 高标准农田 | < | 专项实施期限 | 2023-2025年 | <
资金金额（万元） | 实施期金额总额 | 1137 | < | 年度金额总额 | 379
^ | 其中：财政拨款 | 1107 | < | 其中：财政拨款 | 349
^ | 其他资金 | 30 | < | 其他资金 | 30
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 建设高标准农田 | ≥8600亩 | < | <
""")
    )
    assert [(fund.name, fund.initial.number) for fund in read.funds] == [
        ("实施期金额总额", 1137),
        ("年度金额总额", 379),
        ("实施期财政拨款", 1107),
        ("财政拨款", 349),
        ("实施期其他资金", 30),
        ("其他资金", 30),
    ]


def test_contents_behind_the_target_explain_the_indicator() -> None:
    read = table(
        parse_rows("""
项目支出绩效目标表 | < | < | < | <
项目名称 | 隐患治理 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标内容
产出指标 | 数量指标 | 检查企业 | ≥195家次 | 反映检查情况
""")
    )
    [row] = read.indicators
    assert (row.level3.text, row.explanation.text) == ("检查企业", "反映检查情况")


@pytest.mark.parametrize("extra", ["上年指标值", "指标解释"])
def test_a_column_inside_the_annual_set_is_not_of_the_period(extra: str) -> None:
    read = table(
        parse_rows(f"""
2025年度项目支出绩效目标申报表 | < | < | < | < | < | < | <
项目名称 | 渠道清淤 | < | < | < | < | < | <
总体目标 | 实施期目标 | < | < | 年度目标 | < | < | <
^ | 清淤300公里 | < | < | 清淤100公里 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | {extra} | 指标值
产出指标 | 数量指标 | 清淤长度 | ≥300公里 | 数量指标 | 年清淤长度 | 按合同 | ≥110公里
""")
    )
    column = "last_year" if extra == "上年指标值" else "explanation"
    [annual], [period] = read.indicators, read.period_indicators
    assert (annual.level3.text, annual.target.text) == ("年清淤长度", "≥110公里")
    assert getattr(annual, column).text == "按合同"
    assert (period.level3.text, period.target.text) == ("清淤长度", "≥300公里")
    assert not getattr(period, column).exists


def test_two_sets_whose_names_are_called_contents_are_two_sets() -> None:
    read = table(
        parse_rows("""
专项资金绩效目标表（2023年度） | < | < | < | < | < | <
专项名称 | 高标准农田 | < | < | 专项实施期限 | 2023-2025年 | <
总体目标 | 实施期总目标 | < | < | 年度目标 | < | <
^ | 建成农田 | < | < | 新建农田 | < | <
一级指标 | 二级指标 | 指标内容 | 指标值 | 二级指标 | 指标内容 | 指标值
产出指标 | 数量指标 | 农田面积 | ≥300亩 | 数量指标 | 年农田面积 | ≥100亩
""")
    )
    assert [(row.level3.text, row.target.text) for row in read.indicators] == [
        ("年农田面积", "≥100亩")
    ]
    assert [(row.level3.text, row.target.text) for row in read.period_indicators] == [
        ("农田面积", "≥300亩")
    ]


def test_a_row_of_the_period_alone_is_read_not_left() -> None:
    read = table(
        parse_rows("""
项目支出绩效目标批复表 | < | < | < | < | < | < | <
项目名称 | < | 岸线整治 | < | 实施期限 | < | 2023年—2025年 | <
总体目标 | < | 实施期目标（2023年—2025年） | < | < | 年度目标 | < | <
^ | < | 整治12公里。 | < | < | 整治4公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 整治岸线 | ≥12公里 | 数量指标 | 整治岸线 | ≥4公里 |
效益指标 | 可持续影响指标 | 管护制度 | 建立 | 可持续影响指标 | | | 2025年建立
满意度指标 | 服务对象满意度 | 居民满意度 | ≥90% | 服务对象满意度 | 居民满意度 | ≥88% |
""")
    )
    assert [row.level3.text for row in read.period_indicators] == [
        "整治岸线",
        "管护制度",
        "居民满意度",
    ]
    assert [row.level3.text for row in read.indicators] == ["整治岸线", "居民满意度"]
    assert (read.unrecognised, read.leftover, read.unread_rows) == ((), (), ())
