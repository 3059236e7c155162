"""没有指标值、照评分标准打分的表：各级指标、分值、评分标准、得分。"""

from decimal import Decimal

import pytest
from gridtext import parse_rows, to_grid

from perfxl.model.form import Form
from perfxl.model.form_spec import Scope
from perfxl.model.table import Table
from perfxl.reading.sheet import read_sheet

EVERY_LEVEL_WEIGHED = """
附件2 | < | < | < | < | < | < | < | < | <
2016年度县级部门整体支出绩效评价指标评分表 | < | < | < | < | < | < | < | < | <
评价部门：某县农业局 | < | < | < | < | < | 评价年度：2016年 | < | < | <
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 指标说明 | 评价标准 | 得分 | 扣分原因
投入 | 10 | 目标设定 | 4 | 职责明确 | 2 | 是否符合“三定”方案 | 符合得2分 | 2 |
^ | ^ | ^ | ^ | 活动合规性 | 2 | 是否在职责范围内 | 符合得2分 | 1 | 一项不符
^ | ^ | 预算配置 | 6 | 在职人员控制率 | 6 | 在职人员数/编制数 | 小于1得6分 | 6 |
过程 | 50 | 预算执行 | 50 | 预算执行率 | 50 | 执行数/预算数 | 按比例 | 48 |
效果 | 40 | 履职效益 | 40 | 社会公众满意度 | 40 | 问卷 | 90%以上得满分 | 37 |
合计 | 100 | | 100 | | 100 | | | 94 |
评价等级：优 | < | < | < | < | < | < | < | < | <
"""
POINTS_IN_NAMES = """
2017年部门整体支出绩效评价得分表 | < | < | <
一级指标 | 二级指标 | 三级指标 | 得分
部门决策\\n（25分） | 目标任务\\n（15分） | 相关性（5分） | 5
^ | ^ | 明确性（10分） | 8
^ | 预算编制（10分） | 测算依据（10分） | 9
合计 | < | < | 22
"""
LEVELS_UNDER_A_HEAD = """
2023年度项目支出绩效评价评分表 | < | < | < | < | <
项目名称：农村公路养护 | < | < | 实施单位：某县公路局 | < | <
评价指标 | < | < | 分值 | 评分标准 | 评价得分
一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^
决策 | 项目立项 | 立项依据充分性 | 10 | 充分得10分 | 10
小计 | < | < | 10 | | 10
产出 | 数量 | 养护里程 | 90 | 完成率×90 | 86
小计 | < | < | 90 | | 86
总分 | < | < | 100 | | 96
评价结论：优 | < | < | < | < | <
"""


def _read(text: str) -> Table:
    [table] = read_sheet("评分表.xlsx", to_grid(parse_rows(text), "表")).tables
    return table


def _told(table: Table) -> list[tuple[str, str, str, Decimal | None, Decimal | None]]:
    return [
        (row.level1.text, row.level2.text, row.level3.text, row.weight.number, row.score.number)
        for row in table.indicators
    ]


def test_every_level_with_its_points_is_read() -> None:
    """每级都带分值；预算执行率和别的行一样是照标准打分的。"""
    table = _read(EVERY_LEVEL_WEIGHED)
    assert (table.form, table.scope, table.year) == (Form.SCORE_TABLE, Scope.DEPARTMENT, 2016)
    assert _told(table)[:2] == [
        ("投入", "目标设定", "职责明确", Decimal(2), Decimal(2)),
        ("投入", "目标设定", "活动合规性", Decimal(2), Decimal(1)),
    ]
    assert [(row.level1_weight, row.level2_weight) for row in table.indicators] == [
        *[(Decimal(10), Decimal(4))] * 2,
        (Decimal(10), Decimal(6)),
        (Decimal(50), Decimal(50)),
        (Decimal(40), Decimal(40)),
    ]
    assert [row.criterion.text for row in table.indicators][-1] == "90%以上得满分"
    assert not any(row.is_execution for row in table.indicators)
    assert (table.total.weight.number, table.total.score.number) == (Decimal(100), Decimal(94))
    assert table.grade.text == "优"
    assert (table.leftover, table.unrecognised, table.unread_columns) == ((), (), ())


def test_points_printed_in_names_are_weights() -> None:
    """没有分值一栏，印在各级名称里。"""
    table = _read(POINTS_IN_NAMES)
    assert [(row.weight.number, row.weight.cell) for row in table.indicators] == [
        (Decimal(5), "C3"),
        (Decimal(10), "C4"),
        (Decimal(10), "C5"),
    ]
    assert [row.level1_weight for row in table.indicators] == [Decimal(25)] * 3
    assert [row.level2_weight for row in table.indicators] == [Decimal(15)] * 2 + [Decimal(10)]


def test_levels_under_a_common_head_are_columns() -> None:
    """大栏“评价指标”下面分三级，别的栏名并下来；小计不是指标。"""
    table = _read(LEVELS_UNDER_A_HEAD)
    assert [row.level3.text for row in table.indicators] == ["立项依据充分性", "养护里程"]
    assert (table.total.score.number, table.grade.text) == (Decimal(96), "优")


@pytest.mark.parametrize(
    "header",
    [
        "序号 | 姓名 | 部门 | 分值 | 评分标准 | 得分",
        "考核内容 | 考核项目 | 指标名称 | 分值 | 评分标准 | 得分",
        "一级指标 | 二级指标 | 三级指标 | 责任人 | 电话 | 备注",
    ],
)
def test_other_score_sheets_are_none_of_ours(header: str) -> None:
    """员工考核、招标评分、没有分的表不是。"""
    rows = f"2023年度考核表 | < | < | < | < | <\n{header}\n1 | 甲 | 乙 | 10 | 好得10分 | 9\n"
    assert read_sheet("评分表.xlsx", to_grid(parse_rows(rows), "表")).tables == ()


def test_a_target_with_results_stays_a_self_evaluation() -> None:
    """有指标值、完成值的仍是自评表，评分标准一栏照读。"""
    table = _read(
        """
部门整体支出绩效自评得分表 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 评分标准 | 自评得分
履职效能 | 重点工作 | 义务教育巩固率 | ≥95% | 96% | 100 | 达标满分 | 100
合计 | < | < | | | 100 | | 100
"""
    )
    assert table.form is Form.SELF_EVALUATION
    assert table.indicators[0].criterion.text == "达标满分"
    assert not table.unread_columns


TWO_SCORES = """
{title} | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 标准分 | {column} | {scores}
决策 | 立项 | 立项依据 | 40 | 酌情 | {each}
产出 | 数量 | 完成数 | 60 | 酌情 | {each}
合计 | < | < | 100 | | {each}
"""


@pytest.mark.parametrize(
    ("title", "column", "scores", "read", "unread"),
    [
        ("2024年度绩效评价评分表", "评分标准", "自评分 | 评价得分", "G", "自评分"),
        ("2024年度绩效评价评分表", "评分标准", "评价得分 | 自评得分", "F", "自评得分"),
        ("2024年度项目绩效评分表", "评分标准", "自评得分 | 得分", "G", "自评得分"),
        ("2024年度项目支出绩效自评表", "完成值", "自评得分 | 评价得分", "F", "评价得分"),
        ("2024年度项目支出绩效自评表", "完成值", "复核得分 | 得分", "G", "复核得分"),
    ],
)
def test_of_two_scores_the_form_s_own_is_read(
    title: str, column: str, scores: str, read: str, unread: str
) -> None:
    text = TWO_SCORES.format(title=title, column=column, scores=scores, each="40 | 30")
    if column == "完成值":
        text = text.replace("标准分 |", "指标值 | 分值 |").replace("40 | 酌情", "≥1个 | 40 | 2个")
        text = text.replace("60 | 酌情", "≥1个 | 60 | 2个").replace("100 | |", "| 100 | |")
        read = chr(ord(read) + 1)
    table = _read(text)
    assert [row.score.cell[0] for row in table.indicators] == [read] * 2
    assert table.total.score.cell[0] == read
    assert [each.text for each in table.unread_columns] == [unread]
    assert not table.leftover


EVALUATORS = """
项目支出绩效自评表 | < | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | {heads}
产出指标 | 数量指标 | 修路里程 | ≥10公里 | 12公里 | 20 | 20 | 17 | 18.5
产出指标 | 质量指标 | 验收合格率 | ≥90% | 95% | 30 | 30 | 30 | 30
效益指标 | 社会效益指标 | 受益户 | ≥10户 | 12户 | 40 | 40 | 40 | 40
总分 | < | < | < | < | 90 | 90 | 87 | 88.5
"""


@pytest.mark.parametrize(
    ("heads", "unread"),
    [
        ("评委一得分 | 评委二得分 | 平均分", ["评委一得分", "评委二得分"]),
        ("评分人甲 | 评分人乙 | 均分", ["评分人甲", "评分人乙"]),
        ("甲组得分 | 乙组得分 | 最终得分", ["甲组得分", "乙组得分"]),
    ],
)
def test_of_several_evaluators_the_mean_is_the_score(heads: str, unread: list[str]) -> None:
    """几个人各打一栏，合起来的一栏才是得分；不是猜的。"""
    table = _read(EVALUATORS.format(heads=heads))
    assert [str(row.score.number) for row in table.indicators] == ["18.5", "30", "40"]
    assert str(table.total.score.number) == "88.5"
    assert [entry.text for entry in table.unread_columns] == unread
    assert table.placed_columns == ()


@pytest.mark.parametrize("heads", ["权重（%） | 分值", "权重 | 标准分"])
def test_of_a_share_and_points_the_points_are_scored(heads: str) -> None:
    """权重是占一级指标的几成，得分照分值打。"""
    table = _read(
        f"""
项目支出绩效自评表 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | {heads} | 得分
产出指标 | 数量指标 | 修路里程 | ≥10公里 | 12公里 | 40 | 20 | 20
产出指标 | 质量指标 | 验收合格率 | ≥90% | 95% | 60 | 30 | 30
效益指标 | 社会效益指标 | 受益户 | ≥10户 | 12户 | 100 | 40 | 40
总分 | < | < | < | < | | 90 | 90
"""
    )
    assert [str(row.weight.number) for row in table.indicators] == ["20", "30", "40"]
    assert str(table.total.weight.number) == "90"
    assert [entry.cell for entry in table.unread_columns] == ["F2"]
