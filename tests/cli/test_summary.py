"""``perfxl summary``：对外的 JSON 照约定，一个项目一年一行，重复的、别的表不算行。"""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound
from stage_books import READING_ROOMS, evaluation

# 约定里的键，照写；可以添，不能改名、去掉。
TOP = {"schema", "money_unit", "files", "unread", "ignored", "projects", "units"}
PROJECT = {
    *("unit", "project", "code", "year", "file", "sheet", "initial", "adjusted", "executed"),
    *("rate", "printed_total", "total", "printed_grade", "grade", "errors", "warnings", "notices"),
}
UNIT = {
    *("unit", "projects", "initial", "adjusted", "executed", "rate", "mean_total", "grades"),
    *("errors", "warnings", "unsettled", "without_total"),
}
NAME, UNIT_CELL, YEAR, TITLE_YEAR = "C4", "G5", "A2", "（2023年度）"


def book(folder: Path, name: str, changes: dict[str, str | None] | None = None) -> Path:
    """一张没有毛病的自评表，改几格。"""
    folder.mkdir(parents=True, exist_ok=True)
    return to_workbook(changed(sound(), changes or {}), folder / name, "自评表")


def summed(*arguments: str | Path) -> Any:
    return json.loads(perfxl("summary", *arguments, "--format", "json").out)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """两个单位、两年；一份错的，一份万元的，一份抄的，一份同项目不同数的，一份汇总表，一份无关的，一份坏的。"""
    one, two = tmp_path / "图书馆", tmp_path / "文化馆"
    book(one, "a.xlsx")
    book(one, "a - 副本.xlsx")
    book(one, "去年.xlsx", {YEAR: TITLE_YEAR, "F18": "2023年11月", "E18": "2023年12月底前"})
    book(two, "错.xlsx", {NAME: "送戏下乡", UNIT_CELL: "云溪县 文化馆", "H22": "60", "B23": "差。"})
    wan = {"A6": "项目资金（万元）", NAME: "展厅维护", UNIT_CELL: "云溪县文化馆"}
    wan |= {f"{column}{row}": str(amount) for row, own in _WAN.items() for column, amount in own}
    book(two, "万元.xlsx", wan)
    book(two, "万元另一份.xlsx", {**wan, "F7": "16", "F8": "16", NAME: "展厅维护经费"})
    to_workbook(sound("自评汇总"), two / "汇总.xlsx")
    to_workbook(sound("目标表"), two / "目标.xlsx")
    to_workbook([["姓名", "工资"], ["甲", "1"]], two / "工资.xlsx")
    (two / "坏.xlsx").write_bytes(b"PK no workbook")
    return tmp_path


_WAN = {
    row: tuple(zip("DEF", amounts, strict=True))
    for row, amounts in {
        7: (20, 18, "17.1"),
        8: (20, 18, "17.1"),
        9: (15, 13, "12.1"),
        10: (5, 5, 5),
    }.items()
}


def test_what_is_found_elsewhere_makes_up_the_difference_to_check(county: Path) -> None:
    """汇总只数自评表里的；别的表里的另数，合起来就是 ``check`` 的。"""
    to_workbook(changed(sound("目标表"), {"E11": None}), county / "文化馆" / "目标.xlsx")
    found = summed(county)
    checked = json.loads(perfxl("check", county, "--format", "json").out)["findings"]
    for level, key in (("error", "errors"), ("warning", "warnings"), ("info", "notices")):
        whole = sum(each["severity"] == level for each in checked)
        assert sum(row[key] for row in found["projects"]) + found["elsewhere"][key] == whole
    assert found["elsewhere"]["errors"] + found["elsewhere"]["warnings"] > 0
    assert "只数算进来的自评表里的；" in perfxl("summary", county).out
    assert summed(county, "--year", "2024")["elsewhere"] == dict.fromkeys(found["elsewhere"], 0)


def test_every_key_of_the_contract_is_there(county: Path) -> None:
    found = summed(county)
    assert found["schema"] == "perfxl.summary/1"
    assert found["money_unit"] == "元"
    assert set(found) >= TOP
    for row in found["projects"]:
        assert set(row) >= PROJECT
    assert {row["department"] for row in found["projects"]} == {"云溪县文化局"}
    [department] = found["departments"]
    assert set(department) == {"department", *UNIT - {"unit"}}
    assert department["department"] == "云溪县文化局"
    assert department["projects"] == len(found["projects"])
    for row in found["units"]:
        assert set(row) >= UNIT
        assert set(row["grades"]) == {"优", "良", "中", "差"}
    for group in ("unread", "ignored"):
        assert found[group]
        assert all(set(each) == {"file", "why"} for each in found[group])


def test_one_row_for_each_project_and_year(county: Path) -> None:
    found = summed(county)
    assert {(row["unit"], row["project"], row["year"]) for row in found["projects"]} == {
        ("云溪县图书馆", "乡镇图书室建设", 2024),
        ("云溪县图书馆", "乡镇图书室建设", 2023),
        ("云溪县文化馆", "送戏下乡", 2024),
        ("云溪县文化馆", "展厅维护", 2024),
    }
    assert len(found["projects"]) == 4
    assert found["files"] == 10
    assert [Path(each["file"]).name for each in found["unread"]] == ["坏.xlsx"]
    why = {Path(each["file"]).name: each["why"] for each in found["ignored"]}
    assert set(why) == {
        "a - 副本.xlsx",
        "万元另一份.xlsx",
        "汇总.xlsx",
        "目标.xlsx",
        "工资.xlsx",
    }
    assert "内容相同" in why["a - 副本.xlsx"]
    assert "数字不同" in why["万元另一份.xlsx"]
    assert "F7" in why["万元另一份.xlsx"]


def test_values_are_in_yuan_and_as_computed(county: Path) -> None:
    rows = {(row["project"], row["year"]): row for row in summed(county)["projects"]}
    for row in rows.values():
        assert (row["initial"], row["adjusted"], row["executed"]) == (200000, 180000, 171000)
        assert row["rate"] == 95
        assert row["code"] is None
        assert (row["total"], row["grade"]) == (98.5, "优")
    wrong = rows["送戏下乡", 2024]
    assert (wrong["printed_total"], wrong["printed_grade"]) == (60, "差")


def test_counts_of_findings_are_those_of_check(county: Path) -> None:
    findings = json.loads(perfxl("check", county, "--format", "json").out)["findings"]
    tally = Counter((each["file"], each["sheet"], each["severity"]) for each in findings)
    rows = summed(county)["projects"]
    for row in rows:
        own = row["file"], row["sheet"]
        assert row["errors"] == tally[*own, "error"]
        assert row["warnings"] == tally[*own, "warning"]
        assert row["notices"] == tally[*own, "info"]
    assert sum(row["errors"] for row in rows) > 0
    # 表与表之间查出的也算：另一份同名的自评表（PX617）落在算进来的一份上。
    assert any(each["rule"] == "PX617" for each in findings)


def test_the_worst_comes_first(county: Path) -> None:
    rows = summed(county)["projects"]
    assert rows[0]["project"] == "送戏下乡"
    order = [(-row["errors"], row["total"]) for row in rows]
    assert order == sorted(order)


def test_units_add_up(county: Path) -> None:
    units = {row["unit"]: row for row in summed(county)["units"]}
    assert set(units) == {"云溪县图书馆", "云溪县文化馆"}
    own = units["云溪县文化馆"]
    assert (own["projects"], own["adjusted"], own["executed"]) == (2, 360000, 342000)
    assert (own["rate"], own["mean_total"]) == (95, 98.5)
    assert own["grades"] == {"优": 2, "良": 0, "中": 0, "差": 0}
    rows = [row for row in summed(county)["projects"] if row["unit"] == "云溪县文化馆"]
    assert own["errors"] == sum(row["errors"] for row in rows)


def test_one_year_and_one_unit_can_be_asked_for(county: Path) -> None:
    assert [row["year"] for row in summed(county, "--year", "2023")["projects"]] == [2023]
    rows = summed(county, "--unit", "文化馆")["projects"]
    assert {row["unit"] for row in rows} == {"云溪县文化馆"}
    wrong = perfxl("summary", county, "--unit", "水务局")
    assert wrong.code == 2
    assert "没有单位“水务局”" in wrong.err
    assert "云溪县图书馆" in wrong.err


def test_the_files_of_other_units_are_not_told_of_one_unit(county: Path) -> None:
    """限了单位的，别的单位的批复不列在没有算进来的里面；本单位的、看不出是谁的照列。"""
    nameless: dict[str, str | None] = {"B5": None, "E5": None}
    to_workbook(changed(sound("目标表"), nameless), county / "没有单位.xlsx")
    of_all = {Path(each["file"]).name for each in summed(county)["ignored"]}
    of_one = {Path(each["file"]).name for each in summed(county, "--unit", "文化馆")["ignored"]}
    assert of_all - of_one >= {"目标.xlsx"}
    assert {"没有单位.xlsx", "工资.xlsx"} <= of_one
    assert "目标.xlsx" in {
        Path(each["file"]).name for each in summed(county, "--unit", "图书馆")["ignored"]
    }


def test_text_is_calm_and_says_what_was_left_out(county: Path) -> None:
    done = perfxl("summary", county)
    assert done.code == 2  # 有一个文件读不了
    assert "4 个项目、2 个单位" in done.out
    assert "送戏下乡" in done.out
    assert "数字不同" in done.out
    assert "坏.xlsx" in done.out
    assert "Traceback" not in done.out + done.err


def test_json_is_written_to_a_file_and_nothing_is_replaced(county: Path, tmp_path: Path) -> None:
    target = tmp_path / "汇总.json"
    assert perfxl("summary", county / "图书馆", "-o", target).code == 0
    assert json.loads(target.read_text("utf-8"))["schema"] == "perfxl.summary/1"
    before = target.read_bytes()
    again = perfxl("summary", county / "图书馆", "-o", target)
    assert (again.code, target.read_bytes()) == (2, before)


def test_what_cannot_be_written_is_said_first(county: Path, tmp_path: Path) -> None:
    for name, words in (("汇总.doc", "写不成"), ("汇总.json", "不符")):
        done = perfxl("summary", county, "-o", tmp_path / name, "--format", "text")
        assert done.code == 2
        assert words in done.err
        assert not (tmp_path / name).exists()


def test_a_unit_and_its_own_level_are_one_unit_as_in_letters(tmp_path: Path) -> None:
    for n, unit in enumerate(("云溪县图书馆", "云溪县图书馆（本级）", "云溪县图书馆")):
        project = replace(READING_ROOMS, names=(f"图书室{n}",) * 4, unit=unit)
        to_workbook(evaluation(project), tmp_path / f"{n}.xlsx")
    made = tmp_path / "汇总" / "汇总.xlsx"
    made.parent.mkdir()
    assert perfxl("summary", tmp_path, "-o", made).code == 0
    sheet = load_workbook(made)["单位"]
    named = {line[0] for line in sheet.iter_rows(min_row=2, values_only=True)}
    assert "云溪县图书馆" in named
    assert "云溪县图书馆（本级）" not in named


def test_a_unit_keeps_its_name_whatever_the_departments_are_called(tmp_path: Path) -> None:
    """局机关的项目，另有下属单位的表写着主管部门是这个局：单位仍是“局机关”，一份、几份一样。"""
    for n, unit in enumerate(("云溪县财政局机关", "云溪县国库中心", "云溪县财政干校")):
        project = replace(READING_ROOMS, names=(f"项目{n}",) * 4, unit=unit)
        to_workbook(evaluation(project), tmp_path / f"{n}.xlsx")
    for given in (tmp_path, tmp_path / "0.xlsx"):
        found = json.loads(perfxl("summary", given, "--format", "json").out)
        names = {each["unit"]: each["department"] for each in found["projects"]}
        assert names["云溪县财政局机关"] == "云溪县财政局"


def test_an_evaluation_whose_columns_are_unknown_is_unread(tmp_path: Path) -> None:
    """标题写自评、完成值和得分的栏名不认得的，列在没有读成里，不在“没有自评表”里；退出码不是 0。"""
    book(tmp_path, "好.xlsx")
    heads = {"F14": "怎么样", "G14": "占分", "H14": "自己看"}
    book(tmp_path, "看不懂.xlsx", heads)
    done = perfxl("summary", tmp_path, "--format", "json")
    found = json.loads(done.out)
    assert [Path(each["file"]).name for each in found["unread"]] == ["看不懂.xlsx"]
    assert "标题写自评，没有认出实际完成值、得分的栏" in found["unread"][0]["why"]
    assert found["ignored"] == []
    assert len(found["projects"]) == 1
    assert (done.code, "没有认出实际完成值" in done.err) == (2, True)
    assert "没有认出实际完成值" in perfxl("summary", tmp_path).out


def test_nothing_to_summarise_is_still_json(tmp_path: Path) -> None:
    to_workbook(sound("目标表"), tmp_path / "目标.xlsx")
    to_workbook([["姓名", "工资"], ["甲", "1"]], tmp_path / "工资.xlsx")
    done = perfxl("summary", tmp_path, "--format", "json")
    found = json.loads(done.out)
    assert (done.code, found.keys() >= TOP) == (2, True)
    assert (found["files"], found["projects"], found["units"], found["unread"]) == (2, [], [], [])
    assert {Path(each["file"]).name for each in found["ignored"]} == {"目标.xlsx", "工资.xlsx"}
    assert "没有可以汇总的" in done.err
    plain = perfxl("summary", tmp_path)
    assert (plain.code, plain.out) == (2, "")


def test_a_book_without_a_table_is_told_in_a_sentence(tmp_path: Path) -> None:
    book(tmp_path, "好.xlsx")
    to_workbook([["姓名", "工资"], ["甲", "1"]], tmp_path / "工资.xlsx")
    done = perfxl("summary", tmp_path / "好.xlsx", tmp_path / "工资.xlsx")
    assert "工资.xlsx：没有认出" in done.out
