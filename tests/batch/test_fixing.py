"""``check --fix``：只改确定的，牵连的跟着改，用户的公式和认可了的不动，其余一格不变。"""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from gridtext import changed, to_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from rule_case import sound

from perfxl.batch.fixing import fix_copy
from perfxl.batch.work import checked, process
from perfxl.rendering.score_changes import LeftCell


def fixed(tmp_path: Path, changes: dict[str, str | None]) -> tuple[dict[str, object], list[str]]:
    """改正后各改动格的值，和改后还剩的规则。"""
    source = to_workbook(changed(sound(), changes), tmp_path / "错.xlsx")
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    values: dict[str, object] = {
        fix.change.cell: openpyxl.load_workbook(copy.target).worksheets[0][fix.change.cell].value
        for fix in copy.fixes
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
    assert [fix.change.cell for fix in copy.fixes] == ["H16"]
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
    assert (copy.target, copy.fixes) == (None, ())
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
    [score] = [fix for fix in copy.fixes if fix.change.cell == "H16"]
    assert (score.change.before, score.shown, score.stored) == ("9", "9", f"原来存的是 {stored}")
    assert not {"PX306", "PX406"} & {finding.rule for finding in copy.after.findings}


def test_a_number_kept_as_rich_text_is_made_a_number(tmp_path: Path) -> None:
    rich = CellRichText([TextBlock(InlineFont(b=True), "9"), " "])
    source = _saved(tmp_path, {}, {"H16": rich})
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert openpyxl.load_workbook(copy.target).worksheets[0]["H16"].value == 9
    assert [(fix.rules, fix.remarks) for fix in copy.fixes] == [(("PX212",), ("原来存成了文字",))]


def test_a_change_is_told_as_the_cell_shows_it(tmp_path: Path) -> None:
    """百分比格式的格存 0.95，说的是看到的 95%。"""
    source = _saved(tmp_path, {}, {"H7": (0.96, "0%")})
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert [(fix.change.before, fix.shown) for fix in copy.fixes] == [("96%", "95%")]
    assert openpyxl.load_workbook(copy.target).worksheets[0]["H7"].value == 0.95


def test_a_computed_amount_left_to_a_person_is_told_without_an_exponent() -> None:
    left = LeftCell("表", "D4", "增减数", "减少50", Decimal("-5E+1"), "", ())
    assert left.due == "-50"


def test_a_score_is_not_computed_from_a_rate_without_its_sign(tmp_path: Path) -> None:
    """满意度填 9.2、没有写百分号的，先核对：得分、总分、等级都不照它改，说明为什么。"""
    changes = {"F21": "9.2", "H22": "90", "B23": "良。12个图书室已全部开放。"}
    source = to_workbook(changed(sound(), changes), tmp_path / "错.xlsx")
    copy = fix_copy(process(source), tmp_path / "对.xlsx")
    assert copy.fixes == ()
    assert {"H21", "H22", "B23"} <= {each.cell for each in copy.left}
    assert all("F21" in each.why for each in copy.left)
