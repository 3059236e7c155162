"""没有“三级指标”栏名的表：二级右边的考核指标、一个“指标”管着三列的，照位置认，说是照位置认的。"""

import pytest
from gridtext import changed, only_table, parse_rows

from perfxl.model.table import Form, Table

SELF = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 纪念设施维护 | < | < | < | < | <
一级指标 | 二级指标 | 考核指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 维护处数 | ≥18处 | 17处 | 20 | 18.89
^ | 质量指标 | 验收合格率 | ≥95% | 96% | 30 | 30
效益指标 | 社会效益指标 | 弘扬精神 | 有效 | 达成预期指标 | 30 | 30
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 93% | 10 | 10
总分 | | | | | 100 | 98.89
""")
NAMES = ["维护处数", "验收合格率", "弘扬精神", "群众满意度"]
SECONDS = ["数量指标", "质量指标", "社会效益指标", "服务对象满意度指标"]


def placed(table: Table) -> list[tuple[str, str]]:
    return [(head.text, role) for head, role in table.placed_columns]


@pytest.mark.parametrize(
    "head", ["考核指标", "绩效指标", "绩效目标", "指标", "考核事项", "具体内容", "工作内容"]
)
def test_the_column_beside_the_second_level_is_the_name(head: str) -> None:
    table = only_table(changed(SELF, {"C3": head}))
    assert table.form is Form.SELF_EVALUATION
    assert [row.level3.text for row in table.indicators] == NAMES
    assert [row.level2.text for row in table.indicators] == SECONDS
    assert placed(table) == [(head, "level3")]
    assert table.leftover == ()


def test_a_known_name_is_no_guess() -> None:
    assert placed(only_table(changed(SELF, {"C3": "三级指标"}))) == []


def test_names_in_the_second_level_stay_there() -> None:
    """只有两级、二级写着名称的：右边不认得的一栏不是指标名。"""
    changes: dict[str, str | None] = {"B4": "维护处数", "B5": "验收合格率", "B6": "弘扬精神"}
    changes |= {
        "B7": "群众满意度",
        "C3": "参考资料",
        "C4": "甲",
        "C5": "乙",
        "C6": "丙",
        "C7": "丁",
    }
    table = only_table(changed(SELF, changes))
    assert "level3" not in [role for _, role in placed(table)]
    assert [row.level3.text or row.level2.text for row in table.indicators] == NAMES


def test_the_explanation_is_not_the_name() -> None:
    table = only_table(changed(SELF, {"C3": "指标解释"}))
    assert placed(table) == []


ONE_HEAD = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 结核病防治 | < | < | < | < | <
指标 | < | < | 指标值 | 完成值 | 分值 | 得分
产出指标（50分） | 数量指标 | 筛查人数 | ≥8000人 | 8100人 | 30 | 30
 | 质量指标 | 规范管理率 | ≥90% | 93% | 20 | 20
效益指标（30分） | 社会效益指标 | 降低发病率 | ≤60/10万 | 58/10万 | 30 | 30
满意度（10分） | 患者满意度 | 患者满意度 | ≥90% | 91% | 10 | 10
合计（100分） | | | | | | 99
""")
SCREENED = ["筛查人数", "规范管理率", "降低发病率", "患者满意度"]


@pytest.mark.parametrize(
    "head", ["指标", "绩效指标", "考核指标", "评价指标", "指标名称", "三级指标"]
)
def test_one_head_over_three_levels(head: str) -> None:
    table = only_table(changed(ONE_HEAD, {"A3": head}))
    assert table.form is Form.SELF_EVALUATION
    assert [row.level3.text for row in table.indicators] == SCREENED
    assert [row.level1.text for row in table.indicators] == [
        *("产出指标", "产出指标", "效益指标", "满意度指标")
    ]
    assert placed(table) == [(head, "level3")]
    assert table.leftover == ()


def test_one_head_left_unmerged() -> None:
    table = only_table(changed(ONE_HEAD, {"B3": None, "C3": None}))
    assert [row.level3.text for row in table.indicators] == SCREENED


def test_one_head_over_two_levels() -> None:
    two = [row[:1] + row[2:] for row in ONE_HEAD]
    table = only_table(two)
    assert [row.level3.text for row in table.indicators] == SCREENED
    assert [row.level1.text for row in table.indicators][:1] == ["产出指标"]


def test_one_head_after_the_ordinal() -> None:
    rows = [["序号" if at == 2 else str(at - 2), *row] for at, row in enumerate(ONE_HEAD)]
    table = only_table(rows)
    assert [row.level3.text for row in table.indicators] == SCREENED


def test_a_wide_name_over_one_name_is_no_level() -> None:
    """“指标”横着占两列，名称也占两列的：没有哪一列是上级指标。"""
    rows = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | <
项目名称 | 结核病防治 | < | < | < | <
指标名称 | < | 指标值 | 完成值 | 分值 | 得分
筛查人数 | < | ≥8000人 | 8100人 | 60 | 60
规范管理率 | < | ≥90% | 93% | 30 | 30
""")
    table = only_table(rows)
    assert [row.level3.text for row in table.indicators] == ["筛查人数", "规范管理率"]
    assert placed(table) == []


TWO_HEADS = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | <
项目名称 | 校园食堂 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标 | < | 评分 | < | 备注
^ | ^ | ^ | 年度目标 | 全年实际 | 标准 | 得分 | ^
产出指标 | 数量指标 | 改造食堂 | ≥2个 | 2个 | 50 | 50 |
效益指标 | 社会效益指标 | 改善生活 | 有效改善 | 达成预期指标 | 30 | 30 |
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 8 |
""")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"D4": "年初目标", "E4": "完成"},
        {"D4": "年度计划", "E4": "实际完成"},
        {"D3": "指标情况", "F3": "得分情况", "F4": "分值"},
        {"D3": "指标完成情况", "F3": "自评得分", "F4": "满分"},
        {"F3": "打分", "F4": "应得"},
        {"D3": "绩效目标"},
    ],
)
def test_planned_done_and_points_under_two_heads(changes: dict[str, str | None]) -> None:
    table = only_table(changed(TWO_HEADS, changes))
    assert table.form is Form.SELF_EVALUATION
    read = [
        (e.level3.text, e.target.text, e.actual.text, e.weight.number, e.score.number)
        for e in table.indicators
    ]
    assert read == [
        ("改造食堂", "≥2个", "2个", 50, 50),
        ("改善生活", "有效改善", "达成预期指标", 30, 30),
        ("群众满意度", "≥90%", "92%", 10, 8),
    ]
    assert table.leftover == table.unread_columns == ()


UNITS = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | < | < | <
项目名称 | 健身器材 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位 | 实际完成值 | 计量单位 | 分值 | 得分
产出指标 | 数量指标 | 安装器材 | ≥50 | 套 | 45 | 套 | 50 | 45
效益指标 | 社会效益指标 | 促进健身 | 有效促进 | | 达成预期指标 | | 30 | 30
满意度指标 | 满意度指标 | 群众满意度 | ≥90 | % | 92 | % | 10 | 10
""")


@pytest.mark.parametrize("unit", ["计量单位", "度量单位", "单位", "指标单位"])
def test_each_value_has_its_unit(unit: str) -> None:
    table = only_table(changed(UNITS, {"E3": unit, "G3": unit}))
    assert [(e.target.text, e.actual.text) for e in table.indicators] == [
        ("≥50套", "45套"),
        ("有效促进", "达成预期指标"),
        ("≥90%", "92%"),
    ]
    assert table.leftover == ()


def test_the_units_may_differ() -> None:
    table = only_table(changed(UNITS, {"G4": "台"}))
    assert (table.indicators[0].target.text, table.indicators[0].actual.text) == ("≥50套", "45台")


@pytest.mark.parametrize("head", ["核定分", "审核分", "复核评定", "财政核定", "核定分数"])
def test_points_given_by_others_alone_are_the_score(head: str) -> None:
    table = only_table(changed(SELF, {"G3": head}))
    assert [row.score.text for row in table.indicators] == ["18.89", "30", "30", "10"]
    assert (head, "score") in placed(table)


def test_points_given_by_others_beside_the_own_are_not_the_score() -> None:
    rows = [[*row, "<"] if at < 2 else row for at, row in enumerate(SELF)]
    rows = changed(rows, {"H3": "核定分", "H4": "15", "H5": "30", "H6": "30", "H7": "10"})
    assert [row.score.text for row in only_table(rows).indicators] == ["18.89", "30", "30", "10"]
    unknown = only_table(changed(rows, {"G3": "自己给的"}))
    assert [row.score.text for row in unknown.indicators] == ["18.89", "30", "30", "10"]


@pytest.mark.parametrize(
    ("head", "is_reason"),
    [("备注（未完成原因）", True), ("说明（偏差原因）", True), ("备注（万元）", False)],
)
def test_a_remark_that_asks_for_the_reason_is_the_reason(head: str, is_reason: bool) -> None:
    rows = [[*row, "<"] if at < 2 else row for at, row in enumerate(SELF)]
    table = only_table(changed(rows, {"H3": head, "H4": "受季节影响"}))
    first = table.indicators[0]
    assert (first.reason.text if is_reason else first.note.text) == "受季节影响"


def test_a_lettered_head_is_the_same_head() -> None:
    heads: dict[str, str | None] = {"D3": "A.年度指标值", "E3": "B.实际完成值", "F3": "C、分值"}
    table = only_table(changed(SELF, heads))
    assert placed(table) == [("考核指标", "level3")]
    assert [row.actual.text for row in table.indicators][:1] == ["17处"]


def test_names_of_the_levels_in_the_next_row_are_the_heads() -> None:
    rows = [*ONE_HEAD[:3], ["一级指标", "二级指标", "三级指标", "^", "^", "^", "^"], *ONE_HEAD[3:]]
    table = only_table(rows)
    assert [row.level3.text for row in table.indicators] == SCREENED
    assert placed(table) == []


def test_an_ordinal_or_points_between_are_not_the_name() -> None:
    for head, values in (("序号", "1234"), ("编码", "5678")):
        rows = [[*row[:2], "<" if at < 2 else "", *row[2:]] for at, row in enumerate(SELF)]
        changes: dict[str, str | None] = {"C3": head}
        changes |= {f"C{row}": value for row, value in enumerate(values, 4)}
        table = only_table(changed(rows, changes))
        assert [row.level3.text for row in table.indicators] == NAMES
        assert placed(table) == [("考核指标", "level3")]


def test_the_units_may_stand_before() -> None:
    changes: dict[str, str | None] = {"D3": "计量单位", "E3": "指标值", "F3": "计量单位"}
    changes |= {"G3": "实际完成值", "D4": "套", "E4": "≥50", "F4": "台", "G4": "45"}
    changes |= {"D5": None, "E5": "有效促进", "F5": None, "G5": "达成预期指标"}
    changes |= {"D6": "%", "E6": "≥90", "F6": "%", "G6": "92"}
    table = only_table(changed(UNITS, changes))
    assert [(e.target.text, e.actual.text) for e in table.indicators] == [
        ("≥50套", "45台"),
        ("有效促进", "达成预期指标"),
        ("≥90%", "92%"),
    ]
    assert table.leftover == ()


def test_a_standard_in_words_is_the_criterion() -> None:
    words: dict[str, str | None] = {"F5": "每少1个扣5分", "F6": "酌情扣分", "F7": "每低1%扣1分"}
    table = only_table(changed(TWO_HEADS, words))
    assert [row.criterion.text for row in table.indicators] == list(words.values())
    assert [row.weight.number for row in table.indicators] == [None, None, None]
    assert table.leftover == ()


NAMES_FIRST = parse_rows("""
项目支出绩效自评表（2024年度） | < | < | < | < | < | <
项目名称 | 纪念设施维护 | < | < | < | < | <
指标 | 一级 | 二级 | 年度指标值 | 实际完成值 | 分值 | 得分
维护处数 | 产出指标 | 数量指标 | ≥18处 | 17处 | 20 | 18.89
验收合格率 | ^ | 质量指标 | ≥95% | 96% | 30 | 30
弘扬精神 | 效益指标 | 社会效益指标 | 有效 | 达成预期指标 | 30 | 30
群众满意度 | 满意度指标 | 服务对象满意度指标 | ≥90% | 93% | 10 | 10
总分 | | | | | 100 | 98.89
""")


@pytest.mark.parametrize("head", ["指标", "绩效指标", "工作事项"])
def test_the_name_may_stand_before_the_levels(head: str) -> None:
    table = only_table(changed(NAMES_FIRST, {"A3": head}))
    assert [row.level3.text for row in table.indicators] == NAMES
    assert [row.level2.text for row in table.indicators] == SECONDS
    assert placed(table) == [(head, "level3")]
    assert table.leftover == ()


def test_a_label_down_the_side_is_not_the_name() -> None:
    """只有两级的表，左边竖着合并的行标题不是指标名。"""
    side: dict[str, str | None] = {"A4": "绩效指标", "A5": "^", "A6": "^", "A7": "^"}
    table = only_table(changed(NAMES_FIRST, {"A3": "年度绩效指标", **side}))
    assert "level3" not in [role for _, role in placed(table)]
