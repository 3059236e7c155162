"""成表、评分副本、改正副本里的金额写到分、分数照口径；除出来的小数尾巴不把格式撑长。"""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from gridtext import changed, to_workbook
from openpyxl.worksheet.worksheet import Worksheet
from rule_case import sound

from perfxl.cli.app import cli


def run(*arguments: str | Path) -> None:
    done = CliRunner().invoke(cli, [*map(str, arguments)])
    assert done.exit_code in (0, 1), done.stderr


def first_sheet(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


def filled(path: Path, values: dict[str, float], number_format: str = "General") -> Path:
    """没有毛病的自评表，几格换成数。"""
    to_workbook(sound(), path)
    book = openpyxl.load_workbook(path)
    for cell, value in values.items():
        book.worksheets[0][cell] = value
        book.worksheets[0][cell].number_format = number_format
    book.save(path)
    return path


def shown_decimals(sheet: Worksheet) -> dict[str, int]:
    return {
        cell.coordinate: len(cell.number_format.partition(".")[2].rstrip("_ )%"))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and cell.number_format != "General"
    }


@pytest.mark.parametrize("number_format", ["General", "#,##0.##", "0.00", "0"])
def test_form_in_yuan_shows_no_tail(tmp_path: Path, number_format: str) -> None:
    values = {"D7": 3000000 / 7, "E7": 3000000 / 7, "F7": 1000000 / 7, "H15": 6.282666666666667}
    path = filled(tmp_path / "甲.xlsx", values, number_format)
    run("make", "自评表", "--from", path, "-o", tmp_path / "成.xlsx")
    sheet = first_sheet(tmp_path / "成.xlsx")
    assert max(shown_decimals(sheet).values()) == 2
    written = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {428571.43, 142857.14} <= written
    assert not {428571.428571429, 6.282666666666667, 6.28266666666667} & written


def test_form_in_ten_thousand_keeps_the_fen(tmp_path: Path) -> None:
    rows = changed(sound(), {"A6": "项目资金（万元）"})
    path = to_workbook(rows, tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    for cell, value in {"D7": 20.123456, "E7": 300 / 7, "F7": 18.848}.items():
        book.worksheets[0][cell] = value
    book.save(path)
    run("make", "自评表", "--from", path, "-o", tmp_path / "成.xlsx")
    sheet = first_sheet(tmp_path / "成.xlsx")
    written = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {20.123456, 42.857143, 18.848} <= written
    assert max(shown_decimals(sheet).values()) == 6


def test_form_as_printed_keeps_what_is_stored_and_shows_no_tail(tmp_path: Path) -> None:
    path = filled(tmp_path / "甲.xlsx", {"D7": 3000000 / 7})
    run("make", "整本", "--from", path, "-o", tmp_path / "成.xlsx")
    sheet = first_sheet(tmp_path / "成.xlsx")
    assert 428571.428571429 in {cell.value for row in sheet.iter_rows() for cell in row}
    assert max(shown_decimals(sheet).values()) == 2


def test_scored_copy_writes_scores_as_the_profile_prints_them(tmp_path: Path) -> None:
    path = filled(tmp_path / "甲.xlsx", {"H16": 9.123456789, "H22": 98.123456789})
    run("score", path, "-o", tmp_path / "评.xlsx")
    sheet = first_sheet(tmp_path / "评.xlsx")
    assert (sheet["H16"].value, sheet["H22"].value) == (9, 98.5)


def test_scored_copy_writes_a_third_as_printed(tmp_path: Path) -> None:
    path = filled(tmp_path / "甲.xlsx", {"G15": 10 / 3, "H15": 1, "H22": 0})
    run("score", path, "-o", tmp_path / "评.xlsx")
    sheet = first_sheet(tmp_path / "评.xlsx")
    assert (sheet["H15"].value, sheet["H22"].value) == (3.33, 91.83)


def test_fixed_copy_writes_a_total_as_the_profile_prints_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "甲.xlsx", {"H22": 90.000000000000004})
    done = CliRunner().invoke(cli, ["check", str(path), "--format", "json"])
    [total] = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "PX406"]
    assert [fix["value"] for fix in total["fixes"]] == [98.5]
    run("check", path, "--fix", "-o", tmp_path / "改.xlsx")
    assert first_sheet(tmp_path / "改.xlsx")["H22"].value == 98.5


def test_no_total_is_offered_while_a_score_differs(tmp_path: Path) -> None:
    """一行的得分与应得的不同：先改那一行，总分不照填错的加。"""
    path = filled(tmp_path / "甲.xlsx", {"H15": 9.333333333333334, "H22": 90})
    done = CliRunner().invoke(cli, ["check", str(path), "--format", "json"])
    [total] = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "PX406"]
    assert total["fixes"] == []
    assert "H15" in total["hint"]


def test_profile_without_decimals(tmp_path: Path) -> None:
    own = tmp_path / "整分.yaml"
    own.write_text("extends: 黔南州\nname: 整分\ndecimals: 0\n", "utf-8")
    path = filled(tmp_path / "甲.xlsx", {"H16": 8.6, "G16": 10})
    run("make", "自评表", "--from", path, "--profile", own, "-o", tmp_path / "成.xlsx")
    sheet = first_sheet(tmp_path / "成.xlsx")
    written = [cell.value for row in sheet.iter_rows() for cell in row]
    assert (written.count(9), 8.6 in written) == (1, False)
