"""自评结论的草稿：短，只说总分、等级、执行率、做到几项、哪几项扣了几分；原因里写了怎么改的不再要；说写在哪一格。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

from perfxl.grammar.remedies import cause_and_remedy

NO_CONCLUSION: dict[str, str | None] = {"B23": None}


def source(folder: Path, **changes: str | None) -> Path:
    return to_workbook(changed(sound(), NO_CONCLUSION | changes), folder / "书.xlsx", "自评")


def drafted(folder: Path, *options: str, **changes: str | None) -> tuple[str, str]:
    """成表里的结论（没有为 ``""``），和屏幕上说的。"""
    target = folder / "成" / "成.xlsx"
    told = perfxl("make", "自评表", source(folder, **changes), "-o", target, *options).err
    sheet = load_workbook(target).active
    row = next(cell.row for cell in sheet["A"] if "自评" in str(cell.value) and cell.row > 5)
    return str(sheet.cell(row, 3).value or ""), told


def test_a_draft_is_short_and_told_with_its_cell(tmp_path: Path) -> None:
    said, told = drafted(tmp_path, I16="一期取消。改进措施：明年补办。")
    assert said == (
        "优。（草稿，请核改后删去本括号）自评总分98.5分，预算执行率95%、得9.5分（满分10分）。"
        "共7项指标，达到指标值6项，扣分1项：“配置图书册数”扣1分。"
    )
    assert "自评结论是草稿，在 C23，请核改" in told


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        ("一期取消", True),
        ("一期取消。改进措施：", True),
        ("一期取消，列入2025年计划", False),
        ("一期取消，下一步加强调度", False),
    ],
)
def test_a_remedy_is_asked_for_only_where_none_is_named(
    tmp_path: Path, reason: str, asked: bool
) -> None:
    said, _ = drafted(tmp_path, I16=reason)
    assert ("改进措施：（请补写）" in said) is asked


def test_measures_written_for_the_whole_form_are_not_asked_for(tmp_path: Path) -> None:
    rows = changed(sound(), NO_CONCLUSION | {"I16": "一期取消"})
    width = len(rows[0])
    for label, asked in (("下一步措施", False), ("保障措施", True)):
        own = [*rows, [label, "按月调度，明年六月补齐", *["<"] * (width - 2)]]
        path = to_workbook(own, tmp_path / f"{label}.xlsx", "自评")
        target = tmp_path / f"{label}成.xlsx"
        assert perfxl("make", "自评表", path, "-o", target).code == 0
        sheet = load_workbook(target).active
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert any("请补写" in each for each in texts) is asked


def test_a_remedy_written_among_the_notes_is_not_asked_for(tmp_path: Path) -> None:
    said, _ = drafted(tmp_path, I16=None, J16="一期因暴雨取消，2025年补办")
    assert "请补写" not in said
    said, _ = drafted(tmp_path, "--replace", I16=None, J16="见附表")
    assert "改进措施：（请补写）" in said


def test_no_draft_is_written_where_none_is_wanted_or_the_total_is_open(tmp_path: Path) -> None:
    assert drafted(tmp_path, "--no-conclusion")[0] == ""
    said, told = drafted(tmp_path, "--replace", F16="1800人")
    assert said == ""
    assert "草稿" not in told


def test_a_written_conclusion_is_kept_and_not_called_a_draft(tmp_path: Path) -> None:
    said, told = drafted(tmp_path, B23="优。已按计划完成。")
    assert said == "优。已按计划完成。"
    assert "草稿" not in told


def test_both_options_of_the_conclusion_are_not_taken_together(tmp_path: Path) -> None:
    own = tmp_path / "我的.txt"
    own.write_text("{{等级}}。", "utf-8")
    both = ("--no-conclusion", "--conclusion", str(own))
    done = perfxl("make", "自评表", source(tmp_path), "-o", tmp_path / "成.xlsx", *both)
    assert done.code == 2
    assert "不能同 --conclusion 一起用" in done.err


def test_a_remedy_is_told_from_its_cause_by_the_first_clause_that_names_one() -> None:
    assert cause_and_remedy("因疫情停办2期，已于3月补办，读者满意。", 2024) == (
        "因疫情停办2期",
        "已于3月补办，读者满意",
    )
    assert cause_and_remedy("改进措施：加强调度", 2024) == ("", "加强调度")
    assert cause_and_remedy("列入2024年计划", 2024) == ("列入2024年计划", "")
