"""没有读懂的行、没有认出表的工作表，在各种结果的合计里点名；有没读懂的行的表不写总分、等级。"""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.cli.app import cli
from perfxl.hosts.list_files import write_lists
from perfxl.many_files.results import process
from perfxl.rendering.score_lists import score_lists

# 一行只有分值、得分；总分、等级都填错。
WRONG = {
    "D19": None,
    "E19": None,
    "F19": None,
    "C19": None,
    "H16": "8",
    "H22": "60",
    "B23": "差。没有完成。",
}
SAID = "没有读懂的行，所在的表不判总分、等级、合计："


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """自评表里一行没有读懂，另有一张人员名单、一张隐藏的台账和一张空表。"""
    path = to_workbook(changed(sound(), WRONG), tmp_path / "自评.xlsx", "自评表")
    opened = openpyxl.load_workbook(path)
    opened.create_sheet("人员名单")["A1"] = "姓名"
    ledger = opened.create_sheet("台账")
    ledger["B2"] = "序号"
    ledger.sheet_state = "hidden"
    opened.create_sheet("空")
    opened.save(path)
    return path


@pytest.fixture
def sound_book(tmp_path: Path) -> Path:
    """没有毛病的自评表，另有一张人员名单。"""
    path = to_workbook(sound(), tmp_path / "好.xlsx", "自评表")
    opened = openpyxl.load_workbook(path)
    opened.create_sheet("人员名单")["A1"] = "姓名"
    opened.save(path)
    return path


def test_text_of_check_names_them_at_its_end(book: Path) -> None:
    done = run("check", book)
    assert done.exit_code == 1  # 一行得分填错，与没有读懂的行无关
    text = done.stdout
    end = text[text.index(SAID) :]
    assert "自评表 · 乡镇图书室建设　G19:J19（1 行）写在指标各栏里" in end
    assert "自评.xlsx：工作表“人员名单”“台账”没有认出表，没有检查。" in end
    *_, counts, profile = end.rstrip().splitlines()
    assert counts.endswith("；1 行没有读懂；2 张工作表没有认出表。")
    assert profile.startswith("口径：黔南州（没有选口径，用默认的")
    assert "PX308" not in text
    assert "PX406" not in text


def test_summary_is_the_same_whatever_the_level(book: Path) -> None:
    text = run("check", book, "--level", "error").stdout
    assert "PX128" not in text
    assert SAID in text


def test_a_foreign_sheet_alone_is_one_line_and_no_fault(sound_book: Path) -> None:
    done = run("check", sound_book)
    assert done.exit_code == 0
    assert SAID not in done.stdout
    assert done.stdout.count("没有认出表") == 2  # 点名一句，合计一句
    scored = run("score", sound_book).stdout
    assert "总分 98.5 分，等级 优" in scored
    assert "工作表“人员名单”没有认出表" in scored


def test_json_of_check(book: Path) -> None:
    data = json.loads(run("check", book, "--format", "json").stdout)
    [row] = data["unread_rows"]
    assert (row["file"], row["sheet"], row["cells"]) == (str(book), "自评表", "G19:J19")
    assert row["why"] == "写在指标各栏里，但没有指标名称和指标值"
    assert [
        (each["sheet"], each["cells"], each["whole"], each["hidden"])
        for each in data["unread_sheets"]
    ] == [("人员名单", "A1", True, False), ("台账", "B2", True, True)]


def test_json_of_a_sound_book_says_there_are_none(tmp_path: Path) -> None:
    path = to_workbook(sound(), tmp_path / "好.xlsx")
    for command in ("check", "score"):
        data = json.loads(run(command, path, "--format", "json").stdout)
        assert (data["unread_rows"], data["unread_sheets"]) == ([], [])


def test_score_gives_and_writes_no_total_and_no_grade(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "评.xlsx"
    done = run("score", book, "--format", "json", "-o", target)
    data = json.loads(done.stdout)
    [table] = data["tables"]
    assert (table["total"], table["grade"]) == (None, "")
    assert table["why_no_total"] == "G19:J19 一行没有读懂，总分算不出"
    assert [each["cells"] for each in data["unread_rows"]] == ["G19:J19"]
    assert "总分算不出，H22 仍是原来的 60、B23 仍是原来的“差”，没有改" in done.stderr
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert (sheet["H16"].value, sheet["H22"].value) == (9, 60)
    assert sheet["B23"].value == "差。没有完成。"
    text = run("score", book).stdout
    assert "G19:J19 一行没有读懂，总分算不出（表中填 60 分、差）" in text
    assert SAID in text


def test_fix_leaves_total_and_grade_alone(book: Path, tmp_path: Path) -> None:
    run("check", book, "--fix", "-o", tmp_path / "改.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "改.xlsx").worksheets[0]
    assert (sheet["H16"].value, sheet["H22"].value) == (9, 60)
    assert sheet["B23"].value == "差。没有完成。"


def test_made_form_has_no_total_and_no_grade(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "成表.xlsx"
    done = run("make", "自评表", "--from", book, "-o", target)
    assert "G19:J19 一行没有读懂" in done.stderr
    sheet = openpyxl.load_workbook(target).worksheets[0]
    total = next(row for row in sheet.iter_rows() if row[0].value == "总分")
    assert [cell.value for cell in total if cell.value is not None] == ["总分", "等级："]


def test_weights_are_not_proposed_for_part_of_the_rows(tmp_path: Path) -> None:
    rows = [*sound("目标表")[:15], ["填报人：×××"], *sound("目标表")[15:]]
    rows[16] = ["", *rows[16][1:]]
    path = to_workbook(rows, tmp_path / "目标.xlsx")
    target = tmp_path / "自评.xlsx"
    done = run("make", "自评表", "--from", path, "-o", target)
    assert "B17:E18 共 2 行没有读懂" in done.stderr
    made = process(target).scores[0].table
    assert [each.weight.number for each in made.indicators] == [None] * 5
    assert made.total.weight.number is None


@pytest.mark.parametrize("level", ["info", "error"])
def test_list_has_them_on_its_first_sheet(book: Path, tmp_path: Path, level: str) -> None:
    target = tmp_path / "清单.xlsx"
    run("check", book, "--level", level, "-o", target)
    listed = openpyxl.load_workbook(target)
    rows = list(listed.worksheets[0].iter_rows(min_row=2, values_only=True))
    first, last = rows[0], rows[-1]
    assert first[0] == ("提醒" if level == "info" else "没读懂")
    assert (first[3], str(first[4])[:3]) == ("自评表", "G19")
    assert "没有判" in str(first[6])
    assert (last[0], last[6]) == ("没认出", "工作表“台账”（隐藏的）没有认出表，没有检查。")
    assert [cell.value for cell in listed["按项目合计"]["I"]] == ["没读懂的行", 1]
    cell = listed.worksheets[0]["E2"]
    assert cell.hyperlink is not None
    assert cell.hyperlink.location == "'自评表'!G19" or "G19" in str(cell.hyperlink.target)


def test_list_of_scores_says_why_there_is_no_total(book: Path, tmp_path: Path) -> None:
    result = process(book)
    assert result.document is not None
    lists = score_lists(result.scores, result.findings, documents=[result.document])
    write_lists(tmp_path / "汇总.xlsx", lists)
    rows = list(
        openpyxl.load_workbook(tmp_path / "汇总.xlsx").worksheets[0].iter_rows(values_only=True)
    )
    place = rows[0].index("没有总分的原因")
    assert rows[1][4:6] == (None, None)
    assert rows[1][place] == "G19:J19 一行没有读懂，总分算不出"
    assert [row[place] for row in rows[2:]] == [
        "工作表“人员名单”没有认出表",
        "工作表“台账”（隐藏的）没有认出表",
    ]


def test_read_shows_them(book: Path) -> None:
    assert "没有读懂的行 G19:J19（1 行）" in run("read", book).stdout
    [table] = json.loads(run("read", "--json", book).stdout)["tables"]
    assert list(table["unread_rows"]) == ["G19:J19"]


@pytest.mark.parametrize(
    ("name", "cells", "told"),
    [
        ("填表说明", {"A1": "填表说明", "A2": "1.金额以万元为单位。"}, False),
        ("Sheet2", {"A1": "填报须知", "A2": "1.", "B2": "金额以万元为单位。"}, False),
        ("填表说明", {"A1": "填表说明", "A2": "栏名", "B2": "怎样填", "C2": "例"}, True),
        ("名单", {"A1": "甲局说明了情况的人员", "A2": "张三"}, True),
    ],
)
def test_a_page_of_notes_is_no_table_left_out(
    tmp_path: Path, name: str, cells: dict[str, str], told: bool
) -> None:
    """一整张填表说明只在 ``read`` 里列着；看着是表的照说。"""
    path = to_workbook(sound(), tmp_path / "好.xlsx", "自评表")
    opened = openpyxl.load_workbook(path)
    sheet = opened.create_sheet(name)
    for cell, text in cells.items():
        sheet[cell] = text
    opened.save(path)
    for command in ("check", "score"):
        assert ("没有认出表" in run(command, path).stdout) is told
    assert f"没有认出：工作表“{name}”" in run("read", path).stdout
