"""总分靠着不知道的、待核定的得分，金额单位写得不同：评分、成表、汇总、审核意见都说，说的是同一件事。"""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_grid, to_workbook
from layouts import rebuilt
from openpyxl import load_workbook
from rule_case import sound

from perfxl.model.address import places_in
from perfxl.model.cell import Cell, CellKind
from perfxl.model.score import Awaits, TableScore
from perfxl.reading.sheet import read_sheet
from perfxl.rendering.self_evaluation import scored_content
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

# 没有写符号，“≥”“=”得的分不同：要由评价人核定。
PENDING: dict[str, str | None] = {"E15": "12个", "F15": "11个", "H15": "9", "H22": "97.5"}
# 资金一块写元，右上角写万元。
UNITS: dict[str, str | None] = {"A6": "项目资金（万元）", "H3": "金额单位：元", "F3": "填报日期："}


def with_formula(cell: str, **changes: str) -> TableScore:
    """一格换成没有结果的公式，评一遍。"""
    grid = to_grid(changed(sound(), dict(changes)))
    [(row, column)] = places_in(cell)
    formula = Cell(row, column, CellKind.UNCALCULATED, None, formula="Z99*1")
    [table] = read_sheet("书.xlsx", rebuilt(grid, grid.cells | {(row, column): formula})).tables
    return score_table(table, load_profile())


@pytest.mark.parametrize("cell", ["F15", "E15", "G15", "F7"])
def test_what_a_formula_without_a_result_decides_is_not_known(cell: str) -> None:
    score = with_formula(cell)
    assert [entry.cell for entry in score.uncalculated] == [cell]
    assert (score.total, score.grade) == (None, "")
    assert str(score.why_no_total) == f"{cell} 是公式，文件里没有计算结果，总分算不出"
    said = (score.execution.explanation, *(row.judged.explanation for row in score.indicators))
    [named] = [each for each in said if cell in each]
    assert "是公式，文件里没有计算结果" in named
    assert not any("没有填写" in each or "没有读到" in each for each in said)


@pytest.mark.parametrize("cell", ["H15", "H22", "H7", "I7"])
def test_a_result_that_can_be_worked_out_is_not_refused(cell: str) -> None:
    score = with_formula(cell)
    assert (score.uncalculated, score.total) == ((), Decimal("98.50"))


@pytest.mark.parametrize(("rate", "printed"), [("93.10%", "93.10%"), ("", "")])
def test_a_rate_filled_beside_amounts_that_are_not_known_is_kept(rate: str, printed: str) -> None:
    score = with_formula("F7", H7=rate)
    content = scored_content(score, load_profile(), frozenset())
    [whole, *_] = content.groups["资金"].items
    value = whole.values["执行率"]
    assert (value if isinstance(value, str) else f"{value:.2%}") == printed


def test_the_score_of_a_row_is_a_formula_where_the_reviewer_decides() -> None:
    score = with_formula("H15", E15="12个", F15="11个")
    assert [entry.cell for entry in score.uncalculated] == ["H15"]
    assert score.total is None


def book(folder: Path, changes: dict[str, str | None]) -> Path:
    return to_workbook(changed(sound(), changes), folder / "书.xlsx", "自评")


def texts(path: Path) -> str:
    values = (row for row in load_workbook(path).active.iter_rows(values_only=True))
    return "\n".join(str(value) for row in values for value in row if value is not None)


def test_a_pending_score_is_told_by_all(tmp_path: Path) -> None:
    path = book(tmp_path, PENDING)
    said = "H15 的得分待评价人核定，总分、等级未定"
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert scores["pending"] == ["H15"]
    assert "未定：H15 待评价人核定" in perfxl("score", path).out
    for form in ("自评表", "自评汇总表"):
        assert said in perfxl("make", form, path, "-o", tmp_path / form / "成.xlsx").err
    [project] = json.loads(perfxl("summary", path, "--format", "json").out)["projects"]
    assert (project["notes"], project["doubts"]) == ([f"{said}。"], [said])
    shown = perfxl("summary", path).out
    assert "97.5（待核）" in shown
    assert f"{said}。" in shown
    assert perfxl("letter", path, "-o", tmp_path / "意见", "--format", "xlsx").code == 0
    [letter] = (tmp_path / "意见").iterdir()
    assert "97.5优（待核）" in texts(letter)
    assert f"书.xlsx“自评”的 {said}" in texts(letter)


def test_a_doubtful_total_is_told_beside_the_summary_form(tmp_path: Path) -> None:
    """自评汇总表照着可疑的数写了总分，或因此空着：说是哪一格，写成什么。"""
    path = book(tmp_path, {"F16": "18万册"})
    said = perfxl("make", "自评汇总表", path, "-o", tmp_path / "成" / "成.xlsx").err
    assert "请先核对 F16" in said
    assert "核对以前不作数" in said


def test_a_settled_total_is_not_marked(tmp_path: Path) -> None:
    path = book(tmp_path, {})
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert "pending" not in scores
    assert "待核" not in perfxl("summary", path).out


def test_amounts_of_an_open_unit_are_written_as_printed(tmp_path: Path) -> None:
    path, made = book(tmp_path, UNITS), tmp_path / "成" / "成.xlsx"
    told = perfxl("make", "自评表", path, "-o", made).err
    assert "A6 写着“万元”，H3 却写着“元”；金额照原来的数写，金额单位空着" in told
    sheet = load_workbook(made).active
    funds = next(r for r in sheet.iter_rows(values_only=True) if "年度资金总额" in map(str, r))
    assert [each for each in funds if isinstance(each, int | float)][:3] == [200000, 180000, 171000]
    written = texts(made)
    assert "万元" not in written.replace("年中调减2万元", "")
    assert "（元）" not in written


def test_amounts_of_an_open_unit_are_not_summed(tmp_path: Path) -> None:
    path = book(tmp_path, UNITS)
    found = json.loads(perfxl("summary", path, "--format", "json").out)
    [project] = found["projects"]
    assert [project[key] for key in ("initial", "adjusted", "executed")] == [None] * 3
    assert project["rate"] == 95
    assert "A6 写着“万元”，H3 却写着“元”" in "".join(project["notes"])
    made = tmp_path / "成" / "成.xlsx"
    told = perfxl("make", "自评汇总表", path, "-o", made).err
    assert "A6 写着“万元”，H3 却写着“元”，金额究竟以什么计说不准，没有写进、没有算进合计" in told
    assert "180000" not in texts(made)


def test_each_formula_without_a_result_is_named_by_what_is_made(tmp_path: Path) -> None:
    path = book(tmp_path, {})
    edited = load_workbook(path)
    for cell, formula in {"F15": "=5+7", "H16": "=9+0", "H22": "=SUM(H15:H21)"}.items():
        edited.active[cell] = formula
    edited.save(path)
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    said = "F15 是公式，文件里没有计算结果，总分算不出，H15 的得分没有写，总分、等级没有填"
    assert said in made
    assert "指标.得分（H15）" in made
    assert "“自评”的 F15 是公式、文件里没有计算结果，没有写进" in made
    printed = perfxl("make", "自评表", path, "-o", tmp_path / "照" / "成.xlsx", "--as-printed").err
    assert "H16、H22 是公式，文件里没有计算结果，空着没有写" in printed


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        # 没有写符号，所填的分照计而要核定；部分达成的，只有暂按的分，或填的在档外。
        ({**PENDING, "H22": None}, "H15"),
        ({"F20": "部分达成预期指标并具有一定效果", "H20": None, "H22": None}, "H20"),
        ({"F20": "未完成预期指标且效果较差", "H20": "30", "H22": None}, "H20"),
    ],
)
def test_a_filled_copy_leaves_what_the_evaluator_settles(
    changes: dict[str, str | None], cells: str, tmp_path: Path
) -> None:
    path, target = book(tmp_path, {"H16": "3", **changes}), tmp_path / "分" / "分.xlsx"
    done = perfxl("score", path, "-o", target)
    said = f"{cells} 的得分待评价人核定，总分、等级未定；自评!"
    assert said in done.err
    assert f"（未定：{cells} 待评价人核定）" in done.out
    filled, before = load_workbook(target).active, load_workbook(path).active
    assert filled["H16"].value == 9
    for cell in (cells, "H22", "B23"):
        assert filled[cell].value == before[cell].value


@pytest.mark.parametrize(
    ("target", "done"), [("改善", "有所改善"), ("每月10日前发放", "按月发放"), ("提高", "略有提高")]
)
def test_a_score_that_only_the_evaluator_can_give_is_taken_when_given(
    target: str, done: str, tmp_path: Path
) -> None:
    """写法是文字的，填了分就照它：总分、等级写得出，说是照所填的。"""
    path = book(tmp_path, {"E20": target, "F20": done, "H20": "12", "H22": None, "B23": None})
    said = "H20 的得分程序判断不了，照所填的计入总分"
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert "pending" not in scores
    filled = tmp_path / "分" / "分.xlsx"
    assert said in perfxl("score", path, "-o", filled).err
    assert load_workbook(filled).active["H22"].value == scores["total"]
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    assert said in made
    assert "没有填" not in made
    assert "（待核）" not in perfxl("summary", path).out


def test_a_score_out_of_reach_still_waits(tmp_path: Path) -> None:
    path = book(tmp_path, {"E20": "改善", "F20": "有所改善", "H20": "120", "H22": None})
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert scores["pending"] == ["H20"]


@pytest.mark.parametrize("printed", ["97.5", "90"])
def test_a_grade_nobody_gave_is_given_by_neither_form(printed: str, tmp_path: Path) -> None:
    """总分靠着待核定的得分、谁也没有写等级的：自评表空着，自评汇总表也空着。"""
    path = book(tmp_path, PENDING | {"H22": printed, "B23": "图书室已全部开放。"})
    for form in ("自评表", "自评汇总表"):
        perfxl("make", form, path, "-o", tmp_path / form / "成.xlsx")
        sheet = load_workbook(tmp_path / form / "成.xlsx").active
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        grades = [each for each in cells if each.removeprefix("等级：") in ("优", "良", "中", "差")]
        assert grades == []


# 完成值漏填的一行：没有给分的，评价人给了分的。
BLANK_ACTUAL: dict[str, str | None] = {"F15": None, "H15": None, "H22": None, "B23": None}
ASKED = "没有填写实际完成值，请填"


@pytest.mark.parametrize("given", [None, "10"])
def test_a_blank_actual_is_asked_for_and_not_a_score(given: str | None, tmp_path: Path) -> None:
    path = book(tmp_path, BLANK_ACTUAL | {"H15": given})
    score = score_table(
        read_sheet("书.xlsx", to_grid(changed(sound(), BLANK_ACTUAL | {"H15": given}))).tables[0],
        load_profile(),
    )
    assert next(row.awaits for row in score.indicators) is Awaits.ACTUAL
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    scored = perfxl("score", path, "-o", tmp_path / "分" / "分.xlsx")
    shown = perfxl("summary", path).out
    for said in (made, scored.err, scored.out, shown):
        assert "F15" in said
        assert "没有填写实际完成值" in said
        assert "H15 的得分待评价人核定" not in said
        assert "要由评价人给分" not in said
    assert ASKED in made
    assert ASKED in scored.err
    sheet = load_workbook(tmp_path / "成" / "成.xlsx").active
    assert "优" not in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_blank_actual_is_the_cause_of_its_blank_score(tmp_path: Path) -> None:
    path = book(tmp_path, BLANK_ACTUAL)
    found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
    [score] = [each for each in found if each["rule"] == "PX304"]
    assert "由评价人核定" not in score["hint"]
    assert f"F15 {ASKED}" in score["message"]
    shown = perfxl("check", path).out
    assert "随之错误 H15　PX304" in shown


def test_scores_that_can_be_worked_out_are_not_said_to_be_alike(tmp_path: Path) -> None:
    """完成值空着的一行不与算得出的几行合成一条。"""
    blank = dict.fromkeys(("H16", "H17", "H18", "H19", "H21"))
    path = book(tmp_path, BLANK_ACTUAL | blank)
    found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
    assert [each["cells"] for each in found if each["rule"] == "PX304"] == ["H15", "H16:H19,H21"]


@pytest.mark.parametrize(
    "changes",
    [
        # 部分达成的填在档外；没有做到而填了满分；没有写符号。都有另一行算得出、要改的。
        {"F20": "未完成预期指标且效果较差"},
        {"E20": "有效丰富", "F20": "部分丰富"},
        {"E15": "12个", "F15": "11个"},
        {"F20": None},
        {"F20": "有所丰富", "H20": None, "H22": "62.5"},
    ],
)
def test_a_filled_copy_never_contradicts_its_own_total(
    changes: dict[str, str | None], tmp_path: Path
) -> None:
    """总分等着人核定、改不了的：各行不单独改，免得副本里总分与各行不合（``check --fix`` 也这样）。"""
    wrong = {"H16": "3", "H22": "92.5", **changes}
    path, target = book(tmp_path, wrong), tmp_path / "分" / "分.xlsx"
    done = perfxl("score", path, "-o", target)
    assert not target.exists()
    assert "没有能填的，没有写副本" in done.err
    total = wrong["H22"]
    assert f"H22 的总分 {total} 还定不下来（" in done.err
    assert "H16 仍是原来的 3，没有改" in done.err
    assert "没有填" not in done.err.replace("没有填写", "").replace("还没有填，总分算不出", "")


def test_rows_are_filled_where_the_total_was_apart_already(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"F20": "未完成预期指标且效果较差", "H16": "3", "H22": "90"}
    path, target = book(tmp_path, changes), tmp_path / "分" / "分.xlsx"
    done = perfxl("score", path, "-o", target)
    sheet = load_workbook(target).active
    assert (sheet["H16"].value, sheet["H22"].value) == (9, 90)
    assert "自评!H22 仍是原来的 90" in done.err


@pytest.mark.parametrize("filled", ["120", "-5"])
def test_a_score_beyond_its_weight_makes_no_total(filled: str, tmp_path: Path) -> None:
    path = book(tmp_path, {"E20": "改善", "F20": "有所改善", "H20": filled, "H22": None})
    said = f"H20 填的 {filled} 分不在 0—30 分之内，总分算不出"
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert (scores["total"], scores["grade"], scores["why_no_total"]) == (None, "", said)
    assert said in perfxl("score", path).out
    [project] = json.loads(perfxl("summary", path, "--format", "json").out)["projects"]
    assert (project["total"], project["grade"]) == (None, None)
    assert f"{said}，总分、等级没有填" in (
        perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    )


def test_a_full_score_for_what_was_not_reached_is_said_one_way(tmp_path: Path) -> None:
    """没有做到而填了满分：不作数，就不再说“照所填的计入总分”，总分旁边也点名。"""
    path = book(tmp_path, {"F20": "部分丰富", "H22": None})
    out = perfxl("score", path)
    assert "H20 填了满分" in out.out
    assert "（未定：H20 待评价人核定）" in out.out
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    assert "照所填的计入总分" not in made + out.err


def test_a_doubtful_figure_is_named_beside_the_total(tmp_path: Path) -> None:
    path = book(tmp_path, {"F15": "120个"})
    assert "（未定：F15 要先核对）" in perfxl("score", path).out


@pytest.mark.parametrize(
    ("reason", "told"), [("原因：汛期停工。改进措施：提前开工。", True), (None, False)]
)
def test_a_late_score_above_its_band_is_taken_with_a_reason_and_said(
    reason: str | None, told: bool, tmp_path: Path
) -> None:
    late: dict[str, str | None] = {"F18": "2025年1月", "H18": "9", "H22": "97.5"}
    path = book(tmp_path, late | {"I18": reason})
    said = "H18 晚了，填的得分高过部分达成一档的上限，写了原因，照所填的计入总分"
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    scored = perfxl("score", path, "-o", tmp_path / "分.xlsx").err
    assert (said in made, said in scored) == (told, told)
    found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
    assert ("PX307" in {each["rule"] for each in found}) is not told


def test_sources_whose_spending_is_blank_are_told(tmp_path: Path) -> None:
    """总额填了、来源的执行数漏填：查的时候说，成表也说；总额漏填的说是哪一格。"""
    path = book(tmp_path, {"F8": None})
    found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
    assert "F8" in {each["cells"] for each in found if each["rule"] == "PX410"}
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx").err
    assert "F8 没有填写全年执行数，空着没有写；没有支出的填 0" in made
    path = book(tmp_path, {"F7": None})
    made = perfxl("make", "自评表", path, "-o", tmp_path / "总" / "成.xlsx").err
    assert "F7 没有填写全年执行数，请填；填上以前 I7 的得分没有依据" in made


def test_sources_without_a_budget_may_stay_blank(tmp_path: Path) -> None:
    path = book(tmp_path, {"D8": None, "E8": None, "F8": None})
    found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
    assert "PX410" not in {each["rule"] for each in found}


@pytest.mark.parametrize(
    "changes",
    [
        {"F20": "部分达成预期指标并具有一定效果"},
        {"F20": "部分丰富"},
        {"E15": "12个", "F15": "11个", "H15": "9", "H22": "91.5"},
        {"F15": None},
        {"F20": "有所丰富", "H20": None, "H22": "62.5"},
    ],
)
def test_what_waits_is_left_by_the_fix_as_by_the_scored_copy(
    changes: dict[str, str | None], tmp_path: Path
) -> None:
    """同一张表：评分的副本不写的，改正也不写。"""
    path = book(tmp_path, {"H16": "3", "H22": "92.5", **changes})
    for command in (("check", path, "--fix"), ("score", path)):
        target = tmp_path / command[0] / "写.xlsx"
        assert "没有写副本" in perfxl(*command, "-o", target).err
        assert not target.exists()
