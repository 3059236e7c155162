"""绩效目标审核表：审核内容、审核要点、审核意见。"""

import pytest
from gridtext import parse_rows, to_grid

from perfxl.actions.document import document_of
from perfxl.model.file_faults import NoTableError
from perfxl.model.form import Form
from perfxl.model.form_spec import Scope
from perfxl.model.table import Table
from perfxl.model.workbook import Workbook
from perfxl.reading.sheet import read_sheet

TICKED_IN_FOUR = """
部门整体支出绩效目标审核表 | < | < | < | < | < | <
部门名称：云溪县文化局 | < | < | < | < | < | <
审核内容 | < | 审核要点 | 审核意见 | < | < | <
^ | < | ^ | 优 | 良 | 中 | 差
完整性审核 | 规范完整性 | 格式是否规范 | √ | | |
^ | 明确清晰性 | 是否明确 | | √ | |
可行性审核 | 实现可能性 | 能不能实现 | √ | | |
综合评定 | < | < | | √ | |
财政部门审核意见 | 同意。 | < | < | < | < | <
"""


def _read(text: str) -> Table:
    [table] = read_sheet("审核表.xlsx", to_grid(parse_rows(text), "表")).tables
    return table


def test_ticks_in_four_columns_are_the_opinion() -> None:
    table = _read(TICKED_IN_FOUR)
    assert (table.form, table.scope) == (Form.TARGET_REVIEW, Scope.DEPARTMENT)
    assert [
        (e.category.text, e.name.text, e.criterion.text, e.grade.text) for e in table.lines
    ] == [
        ("完整性审核", "规范完整性", "格式是否规范", "优"),
        ("完整性审核", "明确清晰性", "是否明确", "良"),
        ("可行性审核", "实现可能性", "能不能实现", "优"),
    ]
    assert (table.grade.text, table.grade_cell.cell) == ("良", "E8")
    assert table.details["财政部门审核意见"].text == "同意。"
    assert (table.leftover, table.unrecognised, table.unread_columns) == ((), (), ())


def test_what_is_not_understood_is_named() -> None:
    """认不得的一栏、多写的一格都点名。"""
    more = TICKED_IN_FOUR.replace(
        "^ | 明确清晰性 | 是否明确 | | √ | |", "^ | 明确清晰性 | 是否明确 | | √ | | | 另见附件"
    )
    assert [entry.text for entry in _read(more).leftover] == ["另见附件"]


def test_the_units_own_review_is_not_taken_for_ours() -> None:
    """标题同本程序写的审核表一样；只有“建议等级”一栏的才是本程序写的。"""
    theirs = "项目支出绩效目标审核表 | < | <\n审核内容 | 审核要点 | 审核意见\n规范完整性 | 格式是否规范 | 优\n"
    ours = theirs.replace("审核意见", "建议等级")
    assert len(document_of(_book(theirs)).tables) == 1
    with pytest.raises(NoTableError, match="本程序写出的结果"):
        document_of(_book(ours))


def _book(text: str) -> Workbook:
    return Workbook("审核表.xlsx", (to_grid(parse_rows(text), "表"),))


GRADE_BESIDE_OPINION = """
2025年项目支出绩效目标审核表 | < | < | <
项目名称 | 数字平台 | 项目单位 | 数据局
审核内容 | 审核要点 | {heads}
完整性审核 | 规范完整性 | {first}
相关性审核 | 目标相关性 | {second}
综合评定 | □优 ☑良 □中 □差 | < | <
"""


@pytest.mark.parametrize(
    ("heads", "first", "second"),
    [
        ("审核意见 | 审核等级", "格式完整 | ☑优 □良 □中 □差", " | □优 ☑良 □中 □差"),
        ("审核结论 | 审核意见", "☑优 □良 □中 □差 | 格式完整", "□优 ☑良 □中 □差 | "),
    ],
)
def test_grade_and_opinion_are_told_apart(heads: str, first: str, second: str) -> None:
    table = _read(GRADE_BESIDE_OPINION.format(heads=heads, first=first, second=second))
    assert [(line.grade.text, line.note.text) for line in table.lines] == [
        ("☑优 □良 □中 □差", "格式完整"),
        ("□优 ☑良 □中 □差", ""),
    ]
    assert (table.leftover, table.unread_columns) == ((), ())


def test_ticks_in_four_columns_beside_an_opinion() -> None:
    table = _read("""
项目支出绩效目标审核表（2025年度） | < | < | < | < | < | <
项目名称 | 智慧停车 | < | 预算单位 | 执法局 | < | <
审核内容 | 审核要点 | 审核结果 | < | < | < | 审核意见
^ | ^ | 优 | 良 | 中 | 差 | ^
完整性审核 | 规范完整性 | √ | | | |
^ | 明确清晰性 | | √ | | | 补量化
综合评定 | < | | √ | | |
""")
    assert [(line.grade.text, line.note.text) for line in table.lines] == [
        ("优", ""),
        ("良", "补量化"),
    ]
    assert table.grade.text == "良"


def test_the_points_of_a_scored_review_are_read() -> None:
    table = _read("""
2025年项目绩效目标审核评分表 | < | < | < | < | <
项目名称 | 数字城管 | < | 单位 | 执法局 | <
审核内容 | 审核要点 | 分值 | 评分标准 | 得分 | 审核意见
完整性 | 规范完整性 | 40 | 酌情 | 39 | 缺联系人
可行性 | 实现可能性 | 60 | 酌情 | 58 |
合计 | < | 100 | | 97 | 优
""")
    assert table.form is Form.TARGET_REVIEW
    assert [line.name.text for line in table.lines] == ["完整性", "可行性"]
    assert [(line.weight.number, line.score.number) for line in table.lines] == [(40, 39), (60, 58)]
    assert (table.total.weight.number, table.total.score.number) == (100, 97)
    assert [each.text for each in table.unread_columns] == ["评分标准"]
    assert (table.grade.text, table.grade_cell.cell) == ("优", "F6")
    assert table.leftover == ()


@pytest.mark.parametrize(
    ("heads", "row", "read"),
    [
        (
            "审核内容 | 审核要点 | 分值 | 得分",
            "规范完整性 | 格式是否规范 | 20 | 18",
            ("规范完整性", "", 18),
        ),
        (
            "评审内容 | 评审要点 | 满分 | 评分",
            "规范完整性 | 格式是否规范 | 20 | 18",
            ("规范完整性", "", 18),
        ),
        (
            "审核要素 | 审核标准 | 评审意见",
            "规范完整性 | 格式是否规范 | 符合",
            ("规范完整性", "符合", None),
        ),
        (
            "审核内容 | 审核要点 | 责任人 | 审核意见",
            "规范完整性 | 格式 | 甲 | 良",
            ("规范完整性", "良", None),
        ),
        (
            "审核内容 | 审核要点 | 是否符合 | < | <\n^ | ^ | 符合 | 基本符合 | 不符合",
            "规范完整性 | 格式是否规范 | | √ |",
            ("规范完整性", "基本符合", None),
        ),
    ],
)
def test_other_layouts_of_a_review_are_read(
    heads: str, row: str, read: tuple[str, str, int | None]
) -> None:
    table = _read(f"项目支出绩效目标审核表（2024年度）\n{heads}\n{row}\n")
    assert [(e.name.text, e.grade.text, e.score.number) for e in table.lines] == [read]
    named = {each.text for each in table.unread_columns}
    assert named == ({"责任人"} if "责任人" in heads else set())


@pytest.mark.parametrize(
    ("heads", "lacking"),
    [
        (
            "审核内容 | 审核要点 | 备注",
            "A2:C2 这一行栏名里没有认出“审核意见（打分的是分值、得分）”",
        ),
        ("审核内容 | 审核意见 | 备注", "A2:C2 这一行栏名里没有认出“审核要点”"),
        ("审核要点 | 审核意见 | 备注", "A2:C2 这一行栏名里没有认出“审核内容”"),
    ],
)
def test_a_review_that_is_not_read_says_what_is_missing(heads: str, lacking: str) -> None:
    text = f"项目支出绩效目标审核表（2024年度）\n{heads}\n规范完整性 | 格式是否规范 | 符合\n"
    with pytest.raises(NoTableError, match="像绩效目标审核表，没有读") as refused:
        document_of(_book(text))
    assert lacking in str(refused.value)


def test_the_total_and_the_conclusion_under_their_own_names() -> None:
    table = _read("""
项目支出绩效目标审核表（2024年度） | < | < | < | <
项目名称 | 基层能力提升 | < | 主管部门 | 卫健局
审核内容 | 审核要点 | 审核标准 | 审核意见 | 得分
完整性审核 | 格式是否规范 | 规范得10分 | 符合 | 10
相关性审核 | 是否相关 | 相关得20分 | 符合 | 20
审核总分 | < | < | < | 30
审核结论：良。请修改质量指标后报送。 | < | < | < | <
""")
    assert [line.score.number for line in table.lines] == [10, 20]
    assert (table.total.score.cell, table.total.score.number) == ("E6", 30)
    assert table.conclusion.text == "良。请修改质量指标后报送。"
    assert [each.text for each in table.unread_columns] == ["审核标准"]


HALF_FILLED = """
项目支出绩效目标审核表（2025年度） | < | <
审核内容 | 审核要点 | 审核意见
完整性审核 | 规范完整性 | 齐
{below} | 明确清晰性 |
适当性审核 | 绩效合理性 |
{below} | 资金匹配性 |
"""


@pytest.mark.parametrize("below", ["^", ""], ids=["merged", "apart"])
def test_a_point_without_an_opinion_stays_a_point(below: str) -> None:
    table = _read(HALF_FILLED.format(below=below))
    assert [(e.name.text, e.criterion.text, e.grade.text) for e in table.lines] == [
        ("完整性审核", "规范完整性", "齐"),
        ("完整性审核", "明确清晰性", ""),
        ("适当性审核", "绩效合理性", ""),
        ("适当性审核", "资金匹配性", ""),
    ]
    assert (table.leftover, table.unrecognised) == ((), ())


def test_grades_ticked_in_columns_of_their_own() -> None:
    table = _read("""
项目支出绩效目标审核表（2025年度） | < | < | < | < | < | <
审核内容 | 审核要点 | 审核意见 | 优 | 良 | 中 | 差
完整性审核 | 规范完整性 | 齐 | | √ | |
 | 明确清晰性 | | | | |
综合评定等级 | 良 | | | | |
""")
    said = [(line.criterion.text, line.grade.text, line.note.text) for line in table.lines]
    assert said == [("规范完整性", "良", "齐"), ("明确清晰性", "", "")]
    assert (table.grade.text, table.unread_columns, table.leftover) == ("良", (), ())


SCORED = """
项目支出绩效目标审核表（2025年度） | < | < | <
审核内容 | 审核要点 | 分值 | 得分
一、完整性审核（20分） | | 20 | 17
规范完整性 | 要素 | 10 | 9
明确清晰性 | 清晰 | 10 | 8
二、可行性审核（80分） | | 80 | 70
实现可能性 | 可能 | 80 | 70
总分 | | 100 | 87
"""
SUMMED_BELOW = """
项目支出绩效目标审核表（2025年度） | < | < | <
审核内容 | 审核要点 | 分值 | 得分
完整性审核 | 规范完整性 | 10 | 9
^ | 明确清晰性 | 10 | 8
小计 | | 20 | 17
可行性审核 | 实现可能性 | 80 | 70
小计 | | 80 | 70
合计 | | 100 | 87
"""


@pytest.mark.parametrize(
    ("text", "own"),
    [(SCORED, ((4, 5), (7,))), (SUMMED_BELOW, ((3, 4), (6,)))],
    ids=["sections", "subtotals"],
)
def test_what_adds_up_points_is_no_point_itself(
    text: str, own: tuple[tuple[int, ...], ...]
) -> None:
    table = _read(text)
    assert [line.score.number for line in table.lines] == [9, 8, 70]
    assert [line.score.number for line in table.sums] == [17, 70]
    assert tuple(line.sum_of for line in table.sums) == own
    assert table.leftover == ()
    if text is SCORED:
        assert table.lines[1].category.text == "一、完整性审核（20分）"
