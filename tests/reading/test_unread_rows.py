"""指标栏里按位置认行；没有读成的行记在表上，有这样的行就没有总分、等级。"""

from pathlib import Path

import pytest
from gridtext import Rows, changed, parse_rows, to_grid
from rule_case import sound

from perfxl.actions.assessment import assess
from perfxl.actions.document import document_of
from perfxl.model.file_faults import NoTableError
from perfxl.model.table import Document, Table
from perfxl.model.unread import WhyUnread, joined_rows, unread_said
from perfxl.model.workbook import Workbook
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

EVALUATION, TARGET, BUDGET = sound("自评表"), sound("目标表"), sound("项目支出批复")
NAMES = [row[3] for row in EVALUATION[14:21]]
# 表尾才有的字、别的栏目的字；写在三级指标自己的格里的，就是指标名。
WORDS = (
    *("可行性", "测算依据", "管理制度", "必要性", "工作计划", "说明", "备注", "群众意见"),
    *("评价结果", "等级", "自评情况", "自评结论", "审核人", "联系电话", "填报日期", "项目名称"),
    *("主管部门（盖章）", "合计", "总计", "产出小计", "编制项目绩效目标表", "单位：元"),
)


def inserted(rows: Rows, at: int, *new: list[str]) -> Rows:
    """第 ``at`` 行前插几行；下面一行最左的格不再与上面合并。"""
    copy = [list(row) for row in rows]
    if copy[at - 1][0] == "^":
        copy[at - 1][0] = ""
    copy[at - 1 : at - 1] = [list(row) for row in new]
    return copy


def document(*sheets: tuple[str, Rows]) -> Document:
    return document_of(Workbook("书.xlsx", tuple(to_grid(rows, name) for name, rows in sheets)))


def table(rows: Rows) -> Table:
    [only] = document(("表", rows)).tables
    return only


def unread(rows: Rows) -> list[tuple[str, WhyUnread]]:
    return [(each.block.address, each.why) for each in table(rows).unread_rows]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("row", [16, 21])
def test_a_word_in_the_name_column_is_the_name_of_an_indicator(word: str, row: int) -> None:
    read = table(changed(EVALUATION, {f"D{row}": word}))
    names = [*NAMES]
    names[row - 15] = word
    assert [each.level3.text for each in read.indicators] == names
    assert (read.total.score.number, read.conclusion.cell) == (
        table(EVALUATION).total.score.number,
        "B23",
    )
    assert read.unread_rows == ()


@pytest.mark.parametrize(
    "word", [word for word in WORDS if word not in ("合计", "总计", "产出小计")]
)
def test_the_same_in_a_table_without_points(word: str) -> None:
    read = table(changed(TARGET, {"D12": word}))
    assert [each.level3.text for each in read.indicators][1] == word
    assert len(read.indicators) == 7
    assert word not in read.fields


BETWEEN = {
    "整行的说明": ["注：以下为效益类指标，按年末数填写。", *["<"] * 9],
    "左边的说明": ["以下为效益类指标，按年末的数填写，不含上年。"],
    "别的栏目": ["其他需要说明的问题", "<", "<", "无", *["<"] * 6],
    "不认得的栏目": ["其他补充", "<", "<", "预算执行率偏低。", *["<"] * 6],
    "没有合并的栏目": ["其他说明", "", "", "无"],
    "结论": ["自评情况", "总体良好。", *["<"] * 8],
    "小计": ["小计", "<", "<", "<", "<", "<", "50", "49", "", ""],
    "合计": ["合计", "<", "<", "<", "<", "<", "50", "49", "", ""],
    "空行": [],
    "大标题": ["二、效益类指标", *["<"] * 9],
}


@pytest.mark.parametrize("row", BETWEEN.values(), ids=BETWEEN)
@pytest.mark.parametrize("at", [20, 22])
def test_what_stands_between_the_rows_does_not_end_the_grid(row: list[str], at: int) -> None:
    read = table(inserted(EVALUATION, at, row))
    assert [each.level3.text for each in read.indicators] == NAMES
    assert str(read.total.score.number) == "98.5"
    assert read.unread_rows == ()
    assert score_table(read, load_profile()).total == 98.5


def test_a_text_beside_a_label_is_kept() -> None:
    read = table(
        inserted(EVALUATION, 22, ["其他需要说明的问题", "<", "<", "按合同付款。", *["<"] * 6])
    )
    assert read.details["其他需要说明的问题"].text == "按合同付款。"


SIGNED = ["单位负责人：×××", "<", "<", "<", "填报人：×××", *["<"] * 5]
UNREAD = {
    "没有名称": (
        inserted(EVALUATION, 20, ["^", "^", "", "", "", "", "5", "5"]),
        "G20:H20",
        WhyUnread.NAMELESS,
    ),
    "分值不是数": (changed(EVALUATION, {"G16": "十分"}), "G16", WhyUnread.WEIGHT),
    "签章以下": (inserted(EVALUATION, 20, SIGNED), "B21:H22", WhyUnread.BELOW_END),
    "总分以下": (
        [
            *EVALUATION[:22],
            [],
            ["", "效益指标", "社会效益指标", "受益人数", "≥5人", "5人", "10", "10"],
        ],
        "B24:H24",
        WhyUnread.BELOW_END,
    ),
    "像标题的一行以下": (
        inserted(EVALUATION, 20, ["二、效益类绩效指标完成情况表", *["<"] * 9]),
        "B21:H22",
        WhyUnread.BELOW_END,
    ),
    "目标表签章以下": (inserted(TARGET, 16, ["填报人：×××"]), "B17:E18", WhyUnread.BELOW_END),
    "预算没有名称": (changed(BUDGET, {"A6": None}), "B6:D6", WhyUnread.AMOUNT_NAMELESS),
    "预算表尾以下": (
        [*BUDGET, ["填报人：×××"], ["三、单位资金", "5", "5", "0"]],
        "A11:D11",
        WhyUnread.AMOUNT_BELOW_END,
    ),
}


@pytest.mark.parametrize(("rows", "cells", "why"), UNREAD.values(), ids=UNREAD)
def test_rows_that_were_not_read_are_kept_with_their_reason(
    rows: Rows, cells: str, why: WhyUnread
) -> None:
    read = table(rows)
    assert [(each.block.address, each.why) for each in joined_rows(read.unread_rows)] == [
        (cells, why)
    ]


@pytest.mark.parametrize("name", [name for name in UNREAD if "预算" not in name])
def test_no_verdict_over_unread_rows(name: str) -> None:
    rows, cells, _ = UNREAD[name]
    result = assess(Workbook("书.xlsx", (to_grid(rows, "表"),)), load_profile())
    for score in result.scores:
        assert (score.total, score.grade) == (None, "")
        assert cells in str(score.why_no_total)
    verdicts = {
        "PX114",
        "PX115",
        "PX301",
        "PX302",
        "PX308",
        "PX313",
        "PX314",
        "PX318",
        "PX406",
        "PX407",
    }
    assert {each.rule for each in result.findings} & verdicts == set()
    assert "PX128" in {each.rule for each in result.findings}


def test_a_row_whose_target_and_actual_are_one_cell_is_unread() -> None:
    rows = changed(EVALUATION, {"E16": "计划900人次，实际930人次", "F16": "<"})
    assert [each.row for each in table(rows).indicators] == [15, *range(17, 22)]
    assert [why for _, why in unread(rows)] == [WhyUnread.MERGED]
    assert score_table(table(rows), load_profile()).total is None


def test_a_row_of_remarks_only_does_not_hold_up_the_verdict() -> None:
    rows = inserted(EVALUATION, 20, ["^", "^", "", "", "", "", "", "", "此行由上级填写", ""])
    read = table(rows)
    assert read.unread_rows == ()
    assert [each.cell for each in read.unrecognised] == ["I20"]
    assert score_table(read, load_profile()).total is not None


@pytest.mark.parametrize("word", ["说明", "审核人", "自评情况", "可行性"])
def test_a_name_merged_with_its_level_is_a_name(word: str) -> None:
    row = ["^", "^", word, "<", "≥5人", "6人", "10", "10", "", ""]
    read = table(inserted(EVALUATION, 20, row))
    assert [each.level3.text for each in read.indicators] == [*NAMES[:5], word, *NAMES[5:]]
    assert read.unread_rows == ()


def test_the_last_row_whose_target_and_actual_are_one_cell_is_unread_too() -> None:
    rows = changed(EVALUATION[:21], {"E21": "群众满意，满意度96%", "F21": "<"})
    assert [each.row for each in table(rows).unread_rows] == [21]


@pytest.mark.parametrize(
    "row",
    [
        ["^", "^", "", "受益人数≥5人", "<", "6人", "10", "10", "", ""],
        ["自评情况", "<", "<", "<", "完成", "<", "10", "10", "", ""],
    ],
)
def test_a_row_with_points_that_is_no_indicator_is_said(row: list[str]) -> None:
    read = table(inserted(EVALUATION, 20, row))
    assert [each.row for each in read.unread_rows] == [20]
    assert score_table(read, load_profile()).total is None


def test_seals_below_a_table_are_no_indicator() -> None:
    rows = [*TARGET, ["主管部门（盖章）", "<", "<", "<", "财政部门（盖章）", "<"]]
    read = table(rows)
    assert len(read.indicators) == 7
    assert read.unread_rows == ()


def test_half_a_table_that_may_be_another_is_not_read_and_said() -> None:
    """一级指标从头再来：看不准是不是这张表的，只点名。"""
    again = changed(EVALUATION[20:], {"A1": "绩效指标", "B1": "产出指标"})
    read = document(("一", EVALUATION[:20]), ("二", again))
    [only] = read.tables
    assert [(row.sheet, row.block.address, row.why) for row in only.unread_rows] == [
        ("二", "A1:H1", WhyUnread.OTHER_SHEET),
    ]
    assert unread_said(only.unread_rows) == "二!A1:H1 一行没有读懂"
    assert score_table(only, load_profile()).total is None
    assert read.unread_sheets == ()


def test_two_halves_one_of_them_hidden_are_told_and_not_judged() -> None:
    """表头又印了一遍，工作表却藏着：各读成一张，不拿半张去判总分、分值合计、项目名称。"""
    header = next(row for row in EVALUATION if "三级指标" in row)
    below = [cell if cell not in ("^", "<") else "" for cell in EVALUATION[17]]
    grids = (
        to_grid(EVALUATION[:17], "一"),
        to_grid([header, below, *EVALUATION[18:]], "二", hidden=True),
    )
    upper, lower = document_of(Workbook("书.xlsx", grids)).tables
    assert (upper.continues, lower.continues) == ("", "一")
    assert {row.why for row in upper.unread_rows} == {WhyUnread.CONTINUED}
    assert {row.why for row in lower.unread_rows} == {WhyUnread.CONTINUES}
    assert lower.indicators[0].level1.text == upper.indicators[-1].level1.text
    profile = load_profile()
    for each in (upper, lower):
        score = score_table(each, profile)
        assert score.total is None
        rules = {found.rule for found in check_table(each, score, profile)}
        assert rules.isdisjoint({"PX103", "PX107", "PX119", "PX301", "PX302", "PX406"})
        assert "PX128" in rules


def test_a_second_table_with_its_own_title_is_no_half() -> None:
    read = document(("一", EVALUATION[:19]), ("二", EVALUATION))
    assert [each.continues for each in read.tables] == ["", ""]


def test_a_sheet_after_a_finished_table_is_another_matter() -> None:
    read = document(("一", EVALUATION), ("二", EVALUATION[19:21]))
    assert read.tables[0].unread_rows == ()
    assert [each.sheet for each in read.unread_sheets] == ["二"]


CONTACTS = parse_rows("通讯录\n姓名 | 单位 | 电话\n甲 | 文化馆 | 0000000")


def test_foreign_sheets_are_named_and_blank_ones_are_not() -> None:
    grids = (
        to_grid(CONTACTS, "通讯录"),
        to_grid(EVALUATION, "自评"),
        to_grid([], "空"),
        to_grid(CONTACTS, "名单", hidden=True),
        to_grid([*CONTACTS, [], *TARGET], "目标"),
    )
    read = document_of(Workbook("书.xlsx", grids))
    assert [
        (each.sheet, each.block.address, each.whole, each.hidden) for each in read.unread_sheets
    ] == [
        ("通讯录", "A1:C3", True, False),
        ("名单", "A1:C3", True, True),
        ("目标", "A1:C3", False, False),
    ]
    assert all(table.unread_rows == () for table in read.tables)


def test_notes_below_the_total_are_not_unread_rows(tmp_path: Path) -> None:
    below = [
        ["备注：1.执行率按决算数计算。"],
        ["偏差大或目标未完成原因分析", "无", *["<"] * 8],
        ["单位负责人：×××", "<", "<", "填报人：×××", "<", "联系电话：000", "<"],
    ]
    read = table([*EVALUATION, *below])
    assert read.unread_rows == ()
    assert score_table(read, load_profile()).total == 98.5


def test_indicators_written_as_one_text_are_refused_with_their_cell() -> None:
    rows = parse_rows(
        """
2021年项目支出绩效目标表 | <
项目名称 | 农村公路
绩效指标 | 【产出指标-数量指标】修建里程≥10公里；修桥座数≥2座。\\n【效益指标-社会效益指标】受益人口≥5000人。
"""
    )
    with pytest.raises(NoTableError, match="工作表“表”的 B3 把几条指标写成一段文字"):
        document(("表", rows))
