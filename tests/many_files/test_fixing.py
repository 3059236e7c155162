"""``check --fix``：只改确定的，牵连的跟着改，用户的公式和认可了的不动，其余一格不变。"""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from gridtext import changed, to_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from rule_case import sound

from perfxl.many_files.copies import FixedCopy, fix_copy
from perfxl.many_files.results import checked, process
from perfxl.model.edit import Edit
from perfxl.rendering.cell_text import due_text


def fixed(tmp_path: Path, changes: dict[str, str | None]) -> tuple[dict[str, object], list[str]]:
    """改正后各改动格的值，和改后还剩的规则。"""
    source = to_workbook(changed(sound(), changes), tmp_path / "错.xlsx")
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    values: dict[str, object] = {
        fix.edit.cell: openpyxl.load_workbook(copy.target).worksheets[0][fix.edit.cell].value
        for fix in copy.outcome.made
    }
    return values, [finding.rule for finding in checked([copy.after])[0].findings]


def test_a_wrong_score_takes_total_and_grade_with_it(tmp_path: Path) -> None:
    values, left = fixed(
        tmp_path, {"F15": "6个", "H15": "10", "I15": "经费不足。改进措施：追加预算。"}
    )
    assert values == {"H15": 5, "H22": 93.5}
    assert left == []


def test_grade_word_is_changed_inside_the_conclusion(tmp_path: Path) -> None:
    values, left = fixed(tmp_path, {"B23": "良。12个图书室已全部开放。"})
    assert values == {"B23": "优。12个图书室已全部开放。"}
    assert left == []


def test_rate_is_written_in_the_style_of_the_cell(tmp_path: Path) -> None:
    values, left = fixed(tmp_path, {"H7": "96.00%"})
    assert values == {"H7": "95%"}
    assert left == []


def test_what_is_not_certain_is_left_alone(tmp_path: Path) -> None:
    """分档的得分、原因、比批复多的指标都不猜。"""
    values, left = fixed(
        tmp_path, {"F20": "部分达成预期指标并具有一定效果", "H20": "30", "E15": None}
    )
    assert values == {}
    assert {"PX307", "PX201"} <= set(left)


def test_a_formula_of_the_user_is_never_replaced(tmp_path: Path) -> None:
    source = to_workbook(changed(sound(), {"H16": "10", "H22": "99.5"}), tmp_path / "错.xlsx")
    book = openpyxl.load_workbook(source)
    book.worksheets[0]["H22"] = "=I7+SUM(H15:H21)"
    book.save(source)
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert [fix.edit.cell for fix in copy.outcome.made] == ["H16"]
    after = openpyxl.load_workbook(copy.target).worksheets[0]
    assert after["H22"].value == "=I7+SUM(H15:H21)"
    assert after["H16"].value == 9


def test_an_accepted_finding_is_not_fixed(tmp_path: Path) -> None:
    (tmp_path / "校验认可.yaml").write_text(
        "- rule: PX308\n  reason: 主管部门要求降一等\n", "utf-8"
    )
    values, left = fixed(tmp_path, {"B23": "良。12个图书室已全部开放。"})
    assert (values, left) == ({}, [])


def test_nothing_to_fix_writes_no_copy(tmp_path: Path) -> None:
    source = to_workbook(sound(), tmp_path / "好.xlsx")
    copy = fix_copy(process(source), tmp_path / "副本.xlsx")
    assert (copy.target, copy.outcome.made) == (None, ())
    assert copy.after.document is not None
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize(
    ("cell", "written", "right"),
    [
        ("F15", "１２个", "12个"),
        ("E16", "≧2万册", "≥2万册"),
        ("F17", "100%%", "100%"),
        ("F21", "9 6%", "96%"),
    ],
)
def test_glyphs_spaces_and_doubled_units(
    tmp_path: Path, cell: str, written: str, right: str
) -> None:
    values, left = fixed(tmp_path, {cell: written})
    assert (values, left) == ({cell: right}, [])


def test_a_ratio_stays_a_ratio(tmp_path: Path) -> None:
    """执行率写 0.8、别的公式引用它的，改成 0.95 而不是 95。"""
    values, left = fixed(tmp_path, {"H7": "0.8"})
    assert values == {"H7": 0.95}
    assert left == []


def test_doubtful_amounts_are_not_the_ground_of_a_fix(tmp_path: Path) -> None:
    """执行数大于预算数，先要核对，执行率不照它改。"""
    values, left = fixed(tmp_path, {"F7": "190000", "F8": "190000", "F9": "140000", "H7": "95%"})
    assert values == {}
    assert {"PX403", "PX405"} <= set(left)


def _saved(tmp_path: Path, changes: dict[str, str | None], cells: dict[str, object]) -> Path:
    """照 ``changes`` 改过的表；``cells`` 是直接写进格里的值，``(值, 数字格式)`` 或只有值。"""
    source = to_workbook(changed(sound(), changes), tmp_path / "错.xlsx")
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    for cell, value in cells.items():
        if isinstance(value, tuple):
            sheet[cell].value, sheet[cell].number_format = value
        else:
            sheet[cell].value = value
    book.save(source)
    return source


@pytest.mark.parametrize("stored", [8.7, 9.123456])
def test_what_only_looks_right_is_mended_too(tmp_path: Path, stored: float) -> None:
    """``0`` 格式的 8.7 看着是 9：得分和总分照同样的数算，改后两样对得上。"""
    source = _saved(tmp_path, {"H22": "99.5"}, {"H16": (stored, "0")})
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    after = openpyxl.load_workbook(copy.target).worksheets[0]
    assert (after["H16"].value, after["H22"].value) == (9, 98.5)
    [score] = [fix for fix in copy.outcome.made if fix.edit.cell == "H16"]
    assert (score.edit.before, score.shown, score.stored) == ("9", "9", f"原来存的是 {stored}")
    assert not {"PX306", "PX406"} & {finding.rule for finding in copy.after.findings}


def test_a_number_kept_as_rich_text_is_made_a_number(tmp_path: Path) -> None:
    rich = CellRichText([TextBlock(InlineFont(b=True), "9"), " "])
    source = _saved(tmp_path, {}, {"H16": rich})
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert openpyxl.load_workbook(copy.target).worksheets[0]["H16"].value == 9
    assert [(fix.edit.because, fix.remarks) for fix in copy.outcome.made] == [
        (("PX212",), ("原来存成了文字",))
    ]


def test_a_change_is_told_as_the_cell_shows_it(tmp_path: Path) -> None:
    """百分比格式的格存 0.95，说的是看到的 95%。"""
    source = _saved(tmp_path, {}, {"H7": (0.96, "0%")})
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert [(fix.edit.before, fix.shown) for fix in copy.outcome.made] == [("96%", "95%")]
    assert openpyxl.load_workbook(copy.target).worksheets[0]["H7"].value == 0.95


def test_a_computed_amount_left_to_a_person_is_told_without_an_exponent() -> None:
    assert due_text(Edit("表", "D4", Decimal("-5E+1"), "增减数", "减少50")) == "-50"


def test_a_score_is_not_computed_from_a_rate_without_its_sign(tmp_path: Path) -> None:
    """满意度填 9.2、没有写百分号的，先核对：得分、总分、等级都不照它改，说明为什么。"""
    changes = {"F21": "9.2", "H22": "90", "B23": "良。12个图书室已全部开放。"}
    source = to_workbook(changed(sound(), changes), tmp_path / "错.xlsx")
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert copy.outcome.made == ()
    assert {"H21", "H22", "B23"} <= {each.cell for each in copy.outcome.left}
    assert all("F21" in each.doubt for each in copy.outcome.left)


def left_in(tmp_path: Path, changes: dict[str, str | None], base: str = "自评表") -> FixedCopy:
    source = to_workbook(changed(sound(base), changes), tmp_path / "错.xlsx")
    return fix_copy(process(source), tmp_path / "对.xlsx")


# 单价填成了总价：得分算出来是 0，总分、等级跟着要改。
SLIPPED: dict[str, str | None] = {"E19": "≤200元/平方米", "F19": "1780000元/平方米"}


def test_what_hangs_on_a_slipped_value_is_left_to_a_person(tmp_path: Path) -> None:
    copy = left_in(tmp_path, SLIPPED)
    assert (copy.target, copy.outcome.made) == (None, ())
    assert [(each.cell, each.what, each.after) for each in copy.outcome.left] == [
        ("H19", "得分", Decimal("0.00")),
        ("H22", "总分", None),
        ("B23", "自评结论的等级", None),
    ]
    assert {each.doubt for each in copy.outcome.left} == {
        "F19 的完成值“1780000元/平方米”是指标值“≤200元/平方米”的 8900 倍，可能错了数量级，请先核对 F19"
    }
    [found] = [each for each in copy.after.findings if each.rule == "PX231"]
    assert found.hint.startswith("F19 的完成值")
    assert "核对无误的" in found.hint


def test_rows_whose_total_cannot_follow_are_left_too(tmp_path: Path) -> None:
    """总分里有可疑的数，不改：别的行改了得分，总分就不对了，也不改，说为什么；不牵连总分的照改。"""
    changes = {"F15": "６个", "I15": "经费不足。改进措施：追加预算。"}
    copy = left_in(tmp_path, {**SLIPPED, **changes})
    assert [(fix.edit.cell, fix.edit.after) for fix in copy.outcome.made] == [("F15", "6个")]
    assert [(each.cell, each.after) for each in copy.outcome.left] == [
        ("H15", Decimal("5.00")),
        ("H19", Decimal("0.00")),
        ("H22", None),
        ("B23", None),
    ]
    assert copy.outcome.left[0].doubt == (
        "改了它，表!H22 就不对了（总分填 98.5 分，预算执行率得分与各行得分合计 93.5 分，差 5 分），"
        "那里又不能替您改（F19 的完成值“1780000元/平方米”是指标值“≤200元/平方米”的 8900 倍，"
        "可能错了数量级，请先核对 F19）；请一起核对、一起改"
    )


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        # 填的分错了一位：哪个对要人看，总分不跟着改。
        ({"H16": "0.9"}, ["H16", "H22"]),
        ({"H16": "0.9", "H22": "90.4"}, ["H16"]),
        ({"H22": "985"}, ["H22"]),
        ({"H7": "9.5%"}, ["H7"]),
        ({"I7": "0.95"}, ["I7", "H22"]),
        ({"I7": None, "D7": "18000"}, ["I7"]),
        ({"G22": "1000"}, ["G22"]),
    ],
)
def test_numbers_out_by_a_power_of_ten_are_left(
    tmp_path: Path, changes: dict[str, str | None], left: list[str]
) -> None:
    copy = left_in(tmp_path, changes)
    assert copy.outcome.made == ()
    assert [each.cell for each in copy.outcome.left if each.after is not None] == left


@pytest.mark.parametrize(
    ("base", "changes", "left", "fixes"),
    [
        ("项目支出批复", {"D6": "-3"}, [], ["D6"]),
        ("项目支出批复", {"D6": "-20"}, ["D6"], []),
        ("项目支出批复", {"D7": "-3"}, ["D7"], []),
        # 调整数多写了一个 0：增减数、上级和合计的增减数都不填。
        ("项目支出批复", {"C6": "200", "D6": None, "D4": "-8"}, ["D4", "D6"], []),
        ("功能分类", {"I8": "-4000"}, ["I8"], []),
    ],
)
def test_changes_of_budget_lines(
    tmp_path: Path, base: str, changes: dict[str, str | None], left: list[str], fixes: list[str]
) -> None:
    copy = left_in(tmp_path, changes, base)
    assert [fix.edit.cell for fix in copy.outcome.made] == fixes
    assert [each.cell for each in copy.outcome.left if each.after is not None] == left


def test_hidden_places_written_to_are_named(tmp_path: Path) -> None:
    source = to_workbook(
        changed(sound(), {"F15": "１２个", "F21": "9 6%", "H16": "8"}), tmp_path / "藏.xlsx"
    )
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    sheet.row_dimensions[15].hidden = True
    sheet.column_dimensions["H"].hidden = True
    book.save(source)
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert {fix.edit.cell: fix.hidden for fix in copy.outcome.made} == {
        "F15": "隐藏的第 15 行",
        "F21": "",
        "H16": "隐藏的 H 列",
    }
    book.create_sheet("看得见")
    sheet.sheet_state = "veryHidden"
    book.save(source)
    copy = fix_copy(process(source), tmp_path / "又对.xlsx")
    assert {fix.hidden for fix in copy.outcome.made} == {f"深度隐藏的工作表“{sheet.title}”"}
