"""做到了、没有写原因而少给了分：``score -o``、``--fix`` 都照所填的，总分照它加，由 PX309 说。"""

import json
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, only_table, to_workbook
from openpyxl import load_workbook
from rule_case import sound

from perfxl.scoring.rule_names import rule_name
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

ROWS = range(15, 22)


def written(command: str, folder: Path, changes: dict[str, str | None]) -> dict[str, float]:
    """副本里的得分、总分；没有写副本的是原件的。"""
    book = to_workbook(changed(sound(), changes), folder / "书.xlsx", "自评")
    copy = folder / f"{command}.xlsx"
    perfxl(*(("score", book) if command == "score" else ("check", book, "--fix")), "-o", copy)
    sheet = load_workbook(copy if copy.exists() else book).active
    return {f"H{row}": float(sheet[f"H{row}"].value or 0) for row in (*ROWS, 22)}


@pytest.mark.parametrize("command", ["score", "fix"])
@pytest.mark.parametrize("given", ["8", "0"])
def test_a_given_score_is_kept_and_the_total_goes_by_it(
    given: str, command: str, tmp_path: Path
) -> None:
    found = written(command, tmp_path, {"H15": given, "H22": None})
    assert (found["H15"], found["H22"]) == (float(given), 88.5 + float(given))


@pytest.mark.parametrize("command", ["score", "fix"])
def test_a_column_of_zeros_is_not_yet_given(command: str, tmp_path: Path) -> None:
    zeros: dict[str, str | None] = {f"H{row}": "0" for row in ROWS}
    found = written(command, tmp_path, zeros)
    assert (found["H15"], found["H21"]) == (10, 10)


def test_it_is_reported_once_and_said_in_the_score(tmp_path: Path) -> None:
    book = to_workbook(changed(sound(), {"H15": "8", "H22": "96.5"}), tmp_path / "书.xlsx")
    found = json.loads(perfxl("check", book, "--format", "json").out)["findings"]
    assert [(each["rule"], each["cells"]) for each in found] == [("PX309", "H15")]
    [table] = json.loads(perfxl("score", book, "--format", "json").out)["tables"]
    [row] = [each for each in table["indicators"] if each["cell"] == "H15"]
    assert (row["score"], row["low"], row["high"], table["total"]) == (8, 0, 10, 96.5)
    assert row["explanation"].endswith("填的是8分，没有写为什么扣，照所填的，请核对")


def test_a_doubtful_figure_is_not_taken_as_given() -> None:
    """得分差到十倍的，多半是写错了位：照旧是可疑的数，不当作有意少给。"""
    score = score_table(only_table(changed(sound(), {"H15": "1"})), load_profile())
    assert score.indicators[0].judged.score == 10
    assert any(slip.entry.cell == "H15" for slip in score.slips)
    assert rule_name("docked-unexplained") != rule_name("docked")
