"""一张表接着写在下一张工作表上：看得准的接起来，格、问题、改动都在自己的工作表上；看不准的只点名。"""

import json

import pytest
from gridtext import Rows, changed, parse_rows, to_grid
from rule_case import sound

from perfxl.actions.document import document_of
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.model.finding import Finding
from perfxl.model.table import Document, Table
from perfxl.model.workbook import Workbook
from perfxl.rules.engine.running import check_table
from perfxl.scoring.score_edits import score_edits
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

EVALUATION, TARGET, LIST = sound("自评表"), sound("目标表"), sound("批复清单")
HEADER = EVALUATION[13]


def document(*sheets: tuple[str, Rows]) -> Document:
    return document_of(Workbook("书.xlsx", tuple(to_grid(rows, name) for name, rows in sheets)))


def plain(rows: Rows) -> Rows:
    """首行的合并断开：上一张工作表并下来的，这里空着。"""
    return [["" if cell == "^" else cell for cell in rows[0]], *rows[1:]]


def values(table: Table) -> list[tuple[str, ...]]:
    return [
        (row.level1.text, row.level2.text, row.level3.text, row.target.text, row.score.text)
        for row in table.indicators
    ]


def findings(table: Table) -> list[Finding]:
    profile = load_profile()
    return check_table(table, score_table(table, profile), profile)


@pytest.mark.parametrize("top", [[], [["（续表）"]], [["第 2 页"]], [["项目支出绩效自评表（续）"]]])
@pytest.mark.parametrize("at", [16, 18, 20, 21])
@pytest.mark.parametrize("again", [False, True])
def test_both_sheets_are_one_table(top: Rows, at: int, *, again: bool) -> None:
    [whole] = document(("一", EVALUATION)).tables
    heads = [HEADER] if again else []
    [read] = document(
        ("一", EVALUATION[:at]), ("二", [*top, *heads, *plain(EVALUATION[at:])])
    ).tables
    assert values(read) == values(whole)
    assert read.total.score.number == whole.total.score.number
    assert (read.unread_rows, read.leftover, read.unrecognised) == ((), (), ())
    shift = len(top) + len(heads) - at
    for own, one in zip(read.indicators, whole.indicators, strict=True):
        below = one.level3.row > at
        sheet, row = ("二", one.level3.row + shift) if below else ("一", one.level3.row)
        assert read.place_named(own.target) == f"{sheet}!E{row}"
        assert own.target.cell == (f"二!E{row}" if below else f"E{row}")
    assert [(each.sheet, each.headless) for each in read.continued_on] == [("二", not again)]
    told = {found.rule for found in findings(read)}
    assert told == (set() if again else {"PX132"})


def test_three_sheets_are_one_table() -> None:
    read = document(
        ("一", EVALUATION[:16]), ("二", plain(EVALUATION[16:19])), ("三", plain(EVALUATION[19:]))
    )
    [only] = read.tables
    assert only.sheets == ("一", "二", "三")
    assert [each.block.address for each in only.continued_on] == ["A1:J3", "A1:J5"]
    assert only.total.score.cell == "三!H3"
    assert read.unread_sheets == read.unknown == ()


def test_a_target_without_points_goes_on() -> None:
    [read] = document(("一", TARGET[:14]), ("二", plain(TARGET[14:]))).tables
    [whole] = document(("一", TARGET)).tables
    assert values(read) == values(whole)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        *(("批复清单", at) for at in range(6, 15)),
        *(("功能分类", at) for at in (6, 7)),
        *(("项目支出批复", at) for at in (6, 8)),
        *(
            ("自评汇总", 5),
            ("评价评分表", 7),
            ("监控表", 15),
            ("申报表", 14),
            ("部门整体目标表", 14),
        ),
    ],
)
def test_every_kind_of_table_goes_on(name: str, at: int) -> None:
    rows = sound(name)
    [whole] = document(("一", rows)).tables
    [read] = document(("一", rows[:at]), ("二", plain(rows[at:]))).tables
    assert read.sheets == ("一", "二")
    assert values(read) == values(whole)
    told = [(line.name.text, line.budget.number) for line in whole.lines]
    assert [(line.name.text, line.budget.number) for line in read.lines] == told
    assert [row.project.text for row in read.indicators] == [
        row.project.text for row in whole.indicators
    ]
    assert {found.rule for found in findings(read)} == {"PX132"}


def test_another_table_may_stand_below_on_the_second_sheet() -> None:
    lower = [*plain(EVALUATION[18:]), [], *EVALUATION]
    first, second = document(("一", EVALUATION[:18]), ("二", lower)).tables
    assert (first.sheets, second.sheets) == (("一", "二"), ("二",))
    assert first.total.score.cell == "二!H4"
    assert second.total.score.cell == f"H{22 + 7}"


def test_findings_and_edits_are_on_their_own_sheet() -> None:
    rows = changed(EVALUATION, {"H20": "31", "H16": "8.5"})
    [read] = document(("一", rows[:18]), ("二", plain(rows[18:]))).tables
    found = {(each.rule, each.sheet, each.cells) for each in findings(read)}
    assert ("PX305", "二", "H2") in found
    [total] = [each for each in findings(read) if each.rule == "PX406"]
    assert (total.sheet, total.cells, total.related) == ("二", "H4", "H1:H3,一!H15:H18,I7")
    edits = score_edits(score_table(read, load_profile()), load_profile())
    assert {(each.sheet, each.cell) for each in edits.edits} == {("一", "H16"), ("二", "H2")}


def test_json_names_each_cell_with_its_sheet() -> None:
    read = document(("一", EVALUATION[:18]), ("二", plain(EVALUATION[18:])))
    [shown] = json.loads(json.dumps(dump(DocumentJson.of(read))))["tables"]
    assert (shown["sheet"], shown["range"]) == ("一", "A1:J18")
    assert shown["continued_on"] == [{"sheet": "二", "range": "A1:J6", "headless": True}]
    assert [row["cells"]["score"] for row in shown["indicators"]][-2:] == ["二!H2", "二!H3"]


@pytest.mark.parametrize(
    ("below", "why"),
    [
        ([["x", *row] for row in plain(EVALUATION[19:21])], "列位错开"),
        (plain(EVALUATION[15:17]), "同样的指标再来一遍"),
        (changed(plain(EVALUATION[19:21]), {"G1": "", "H1": ""}), "没有分值、得分"),
        (changed(plain(EVALUATION[19:21]), {"G1": "80"}), "分值超过一张表的"),
        ([["项目支出绩效目标表"], *plain(EVALUATION[19:21])], "有自己的标题"),
        ([["项目名称", "另一个项目"], *plain(EVALUATION[19:21])], "有自己的项目"),
    ],
)
def test_what_is_not_sure_is_named_only(below: Rows, why: str) -> None:
    read = document(("一", EVALUATION[:19]), ("二", below))
    assert read.tables[0].continued_on == (), why
    assert len(read.tables[0].indicators) == 5
    rows = [row.sheet for row in read.tables[0].unread_rows]
    assert "二" in rows or [each.sheet for each in read.unread_sheets] == ["二"]


NAMES = parse_rows("姓名 | 单位 | 电话\n甲 | 文化馆 | 0000000")


def test_other_matters_on_the_next_sheet_are_no_part_of_the_table() -> None:
    read = document(("一", TARGET[:14]), ("二", NAMES))
    assert read.tables[0].continued_on == ()
    assert [each.sheet for each in read.unread_sheets] == ["二"]


PAGE_TOTAL = ["合计", *[""] * 5, "60", "58.5", "", ""]
GRAND_TOTAL = ["总分", *[""] * 5, "100", "98.5", "", ""]
MARKS = ["续表", "（续表）", "（续）", "接上页", "项目支出绩效自评表（续）"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("heads", [[], [HEADER]])
@pytest.mark.parametrize("label", ["合计", "总分"])
def test_a_marked_continuation_below_a_total_is_the_same_table(
    mark: str, heads: Rows, label: str
) -> None:
    """本页合计以下写着“续表”的，与上面是一张；最后的总分才是总分。"""
    [whole] = document(("一", EVALUATION)).tables
    lower = [[mark], *heads, *plain(EVALUATION[19:])]
    rows = [*EVALUATION[:19], [label, *PAGE_TOTAL[1:]]]
    for sheets in ([("一", [*rows, *lower])], [("一", rows), ("二", lower)]):
        [read] = document(*sheets).tables
        assert values(read) == values(whole)
        assert (read.total.score.number, read.leftover, read.unrecognised) == (98.5, (), ())


@pytest.mark.parametrize("heads", [[], [HEADER]])
def test_a_total_before_the_continuation_stays_the_total(heads: Rows) -> None:
    lower = [["续表"], *heads, *plain(EVALUATION[19:21])]
    for sheets in (
        [("一", [*EVALUATION[:19], GRAND_TOTAL, *lower])],
        [("一", [*EVALUATION[:19], GRAND_TOTAL]), ("二", lower)],
    ):
        [read] = document(*sheets).tables
        assert (len(read.indicators), read.total.score.cell) == (7, "H20")


def test_without_the_mark_a_table_below_a_total_is_another() -> None:
    rows = [*EVALUATION[:19], PAGE_TOTAL]
    lower = [HEADER, *plain(EVALUATION[19:])]
    assert len(document(("一", [*rows, *lower])).tables) == 2
    assert len(document(("一", rows), ("二", lower)).tables) == 2


def test_json_writes_one_part_for_each_printed_header() -> None:
    """表头各印一遍的，JSON 里各写一张，后面的指着第一张；评分照整张表。"""
    read = document(("一", EVALUATION[:18]), ("二", [HEADER, *plain(EVALUATION[18:])]))
    upper, lower = json.loads(json.dumps(dump(DocumentJson.of(read))))["tables"]
    assert (upper.get("continues", ""), lower["continues"]) == ("", "一")
    assert (upper["range"], lower["range"]) == ("A1:J18", "A1:J7")
    assert (len(upper["indicators"]), len(lower["indicators"])) == (4, 3)
    assert lower["indicators"][0]["cells"]["target"] == "E2"
    assert (upper["total"]["score"], lower["total"]["score"]) == (None, 98.5)
    assert score_table(read.tables[0], load_profile()).total == 98.5
