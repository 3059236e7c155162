"""整张表的分：算不出总分的不硬算，合用一格分值的不重算。"""

from decimal import Decimal

from gridtext import changed, only_table
from rule_case import sound

from perfxl.model.score import TableScore
from perfxl.scoring.score_edits import score_edits
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

SOUND = sound()


def scored(changes: dict[str, str | None]) -> TableScore:
    return score_table(only_table(changed(SOUND, changes)), load_profile())


def test_sound_table() -> None:
    score = scored({})
    assert (score.total, score.grade, str(score.incomplete)) == (Decimal("98.50"), "优", "")
    assert (
        score.execution.explanation
        == "全年执行数171,000 ÷ 全年预算数180,000 × 10分 = 9.50分，执行率95.00%"
    )


def test_unread_funds_leave_the_total_alone() -> None:
    score = scored({"D6": "甲", "E6": "乙", "F6": "丙", "G6": "丁", "H6": "戊", "I6": "己"})
    assert score.total is None
    assert score.grade == ""
    assert "总分算不出" in str(score.incomplete)
    assert score_edits(score, load_profile()).edits == ()


def test_points_without_a_weight_leave_no_total() -> None:
    score = scored({"G16": None})
    assert (score.total, score.grade) == (None, "")
    assert str(score.why_no_total).endswith("填了得分而没有分值，总分算不出")
    assert score_edits(score, load_profile()).edits == ()
    assert scored({"G16": None, "H16": None}).total is not None  # 没有分，也没有得分：不影响


def test_weights_over_the_full_score_leave_no_grade() -> None:
    score = scored({"G15": "30"})
    assert score.weight_total > score.full_score
    assert (score.total, score.grade) == (None, "")
    assert "超过满分100分" in str(score.why_no_total)
    assert scored({"G15": "1"}).grade != ""


def test_executed_blank_is_not_zero() -> None:
    assert scored({"F7": None, "I7": None, "H7": None}).total is None
    assert scored({"F7": None}).execution.score == Decimal("9.5")  # 算不出，用所填的


def test_shared_points() -> None:
    merged = {"G15": "20", "G16": "^", "H15": "19", "H16": "^"}
    score = scored(merged)
    assert score.indicators[0].judged.score is None
    assert score.total == Decimal("98.50")  # 评价人填的 19 分照用，只计一次
    full = scored({**merged, "F16": "2万册"})
    assert full.indicators[0].judged.score == 20
    assert full.total == Decimal("99.50")


def test_execution_over_budget_is_capped_and_said() -> None:
    execution = scored({"F7": "190000"}).execution
    assert (execution.rate, execution.score) == (Decimal("105.56"), 10)
    assert "超过100%" in execution.explanation


def test_zero_budget_scores_zero() -> None:
    execution = scored({"E7": "0", "F7": "0"}).execution
    assert (execution.rate, execution.score) == (0, 0)


def test_direction_in_words() -> None:
    header = ["^" if text == "^" else text for text in SOUND[13]]
    rows = changed([*SOUND[:13], header, *SOUND[14:]], {})
    for row, cells in enumerate(rows):
        if row == 13:
            cells[4:5] = ["指标性质", "指标值"]
        elif 14 <= row <= 20:
            value = cells[4]
            cells[4:5] = ["反向" if value[0] == "≤" else "正向", value.lstrip("≥≤=")]
        elif row == 21:
            cells[5:5] = ["<"]
    score = score_table(only_table(rows), load_profile())
    assert score.indicators[4].judged.score == 10  # ≤180000元，171000元
    assert score.indicators[1].judged.score == 9


def test_grade_in_its_own_cell_leaves_the_conclusion_alone() -> None:
    table_rows = changed(SOUND, {"B23": "12个图书室已全部开放。", "H22": "80"})
    rows = [*table_rows[:22], ["自评等级", "良"], *table_rows[22:]]
    score = score_table(only_table(rows), load_profile())
    changes = {change.what: change.after for change in score_edits(score, load_profile()).edits}
    assert changes == {"总分": Decimal("98.50"), "等级": "优"}


def test_label_in_the_same_cell_is_kept() -> None:
    rows = changed(SOUND, {"A23": "自评结论：良。已开放。", "B23": "<"})
    rows = [row[:1] + ["<"] * 9 if number == 23 else row for number, row in enumerate(rows, 1)]
    score = score_table(only_table(rows), load_profile())
    [change] = score_edits(score, load_profile()).edits
    assert change.after == "自评结论：优。已开放。"


def test_a_row_left_to_the_evaluator_leaves_the_total_open() -> None:
    waiting: dict[str, str | None] = {"F20": "有所丰富", "H20": None}
    score = scored(waiting)
    assert (score.total, score.grade) == (None, "")
    assert "要由评价人给分，还没有填，总分算不出" in str(score.undecided)
    assert {change.what for change in score_edits(score, load_profile()).edits}.isdisjoint(
        {"总分", "等级", "自评结论的等级"}
    )
    assert str(scored({"F20": None}).undecided) == ""  # 评价人填了分，照用


def test_where_execution_is_not_assessed_the_rows_are_the_total() -> None:
    """执行率的分值、得分空着，各行分值合计一百：口径不计执行率的，总分就是各行得分合计。"""
    changes = {"G7": None, "I7": None, "G15": "20"}
    table = only_table(changed(SOUND, changes))
    score = score_table(table, load_profile("执行率不计分"))
    weights = sum((row.weight or 0 for row in score.indicators), Decimal(0))
    assert (weights, score.execution.weight) == (100, None)
    assert score.total == sum((row.counted for row in score.indicators), Decimal(0))
    assert score.grade == "优"


def test_a_rate_written_as_a_share_is_no_change_where_it_is_the_same() -> None:
    same = only_table(changed(SOUND, {"H7": "0.95"}))
    found = score_edits(score_table(same, load_profile()), load_profile())
    assert [edit.cell for edit in found.edits] == []
    off = only_table(changed(SOUND, {"H7": "0.90"}))
    [edit] = score_edits(score_table(off, load_profile()), load_profile()).edits
    assert (edit.cell, edit.after) == ("H7", Decimal("0.95"))


def test_an_execution_score_beyond_its_weight_makes_no_total() -> None:
    score = scored({"F7": None, "I7": "15"})
    assert score.total is None
    assert str(score.why_no_total) == "I7 填的执行率得分 15 不在 0—10 分之内，总分算不出"


def test_a_row_under_execution_is_scored_by_its_own_target() -> None:
    """二级是“预算执行”的“三公”经费控制率，照自己的指标值评，不照执行率。"""
    score = scored({"C17": "预算执行", "D17": "“三公”经费控制率", "E17": "≤100%", "F17": "87.6%"})
    row = next(each for each in score.indicators if each.indicator.row == 17)
    assert (row.judged.score, row.weight) == (10, 10)
    assert "不超过指标值≤100%" in row.judged.explanation
