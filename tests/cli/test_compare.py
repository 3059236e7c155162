"""``perfxl compare``：照写好的变化排成各地的四步，看 JSON、文字是不是逐条说对。"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound
from stage_books import (
    READING_ROOMS,
    STAGES,
    Followed,
    application,
    approval,
    approval_list,
    evaluation,
    row,
    write_stages,
)

TRAINING = Followed(
    names=("职业技能培训", "职业技能培训", "职业技能培训", "职业技能培训"),
    unit="云溪县就业局",
    totals=(30, 30, 40.5, 40.5),
    rows=(
        row("产出指标 数量指标", ["培训人数 ≥300人 20"] * 4, "same"),
        row("产出指标 质量指标", ["培训合格率 ≥90% 10"] * 4, "same"),
        row("效益指标 社会效益指标", ["新增就业人数 ≥100人 30"] * 4, "same"),
    ),
)


def compared(*paths: Path) -> list[dict[str, Any]]:
    done = perfxl("compare", *paths, "--format", "json")
    assert done.code == 0, done.err
    data = json.loads(done.out)
    assert data["schema"] == "perfxl.comparison/1"
    found: list[dict[str, Any]] = data["projects"]
    return found


def expected_rows(project: Followed, stages: Sequence[str] = STAGES) -> set[tuple[object, ...]]:
    """名称、指标值、分值（调整批复表没有这一栏）、``match``、``change``。"""
    places = [STAGES.index(stage) for stage in stages]
    found: set[tuple[object, ...]] = set()
    for each in project.rows:
        cells = [each.cells[place] for place in places]
        names, targets = (tuple(c[n] if c else "" for c in cells) for n in (0, 1))
        weights = tuple(
            int(c[2]) if c and stage != "调整" else None
            for c, stage in zip(cells, stages, strict=True)
        )
        found.add((names, targets, weights, each.match, each.change))
    return found


def told_rows(project: dict[str, Any]) -> set[tuple[object, ...]]:
    return {
        (
            *(tuple(each[key]) for key in ("names", "targets", "weights")),
            each["match"],
            each["change"],
        )
        for each in project["indicators"]
    }


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_every_planted_change_is_told_whatever_the_order(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    paths = write_stages(READING_ROOMS, tmp_path)
    [project] = compared(*(paths[n] for n in order))
    assert [each["stage"] for each in project["stages"]] == list(STAGES)
    assert [each["year"] for each in project["stages"]] == [2024] * 4
    assert told_rows(project) == expected_rows(READING_ROOMS)
    assert {each["name"]: each["values"] for each in project["funds"]} == {
        "年度资金总额": [250000, 200000, 180000, 180000],
        "财政拨款": [250000, 200000, 180000, 180000],
        "其他资金": [0, 0, 0, 0],
    }


def test_a_project_of_a_list_is_followed_like_one_of_its_own_sheet(tmp_path: Path) -> None:
    for n, project in enumerate((READING_ROOMS, TRAINING)):
        for path in write_stages(project, tmp_path / str(n), STAGES):
            if path.stem == "2":
                path.unlink()
    listed = to_workbook(approval_list([READING_ROOMS, TRAINING]), tmp_path / "清单.xlsx")
    first, second = compared(tmp_path / "0", tmp_path / "1", listed)
    assert told_rows(first) == expected_rows(READING_ROOMS)
    assert [each["stage"] for each in second["stages"]] == list(STAGES)
    assert told_rows(second) == expected_rows(TRAINING)
    assert second["code"] == "52270124T000"
    assert second["project"] == "职业技能培训"
    totals = [each["values"] for each in second["funds"] if each["name"] == "年度资金总额"]
    assert totals == [[300000, 300000, 405000, 405000]]


def test_two_years_of_one_project(tmp_path: Path) -> None:
    """名称、时限里各写各的年度，不算改了。"""
    rows = (
        row("产出指标 数量指标", ["2024年培训人数 ≥300人 40"] * 4, "same"),
        row("产出指标 时效指标", ["完成时间 2024年12月底前 50"] * 4, "same"),
    )
    this = replace(TRAINING, names=("培训经费（2024年）",) * 4, rows=rows)
    former_rows = (
        row("产出指标 数量指标", ["2023年培训人数 ≥350人 40"] * 4, "same"),
        row("产出指标 时效指标", ["完成时间 2023年12月底前 50"] * 4, "same"),
    )
    former = replace(this, names=("培训经费（2023年）",) * 4, rows=former_rows, year=2023)
    paths = [
        to_workbook(evaluation(each), tmp_path / f"{n}.xlsx")
        for n, each in enumerate((this, former))
    ]
    [project] = compared(*paths)
    assert [(each["stage"], each["year"]) for each in project["stages"]] == [
        ("自评", 2023),
        ("自评", 2024),
    ]
    assert [(each["match"], each["change"]) for each in project["indicators"]] == [
        ("same", "lowered"),
        ("same", ""),
    ]


def test_projects_of_two_units_are_not_mixed_up(tmp_path: Path) -> None:
    other = replace(TRAINING, unit="云溪县农业局", totals=(5, 5, 5, 5))
    for n, project in enumerate((TRAINING, other)):
        write_stages(project, tmp_path / str(n))
    found = compared(tmp_path)
    assert sorted((each["unit"], len(each["stages"])) for each in found) == [
        ("云溪县农业局", 4),
        ("云溪县就业局", 4),
    ]


def test_a_second_copy_is_said_and_not_compared(tmp_path: Path) -> None:
    write_stages(TRAINING, tmp_path)
    changed = replace(TRAINING, totals=(30, 30, 40.5, 39))
    to_workbook(evaluation(changed), tmp_path / "又一份.xlsx")
    done = perfxl("compare", tmp_path, "--format", "json")
    data = json.loads(done.out)
    [project] = data["projects"]
    assert len(project["stages"]) == 4
    [ignored] = data["ignored"]
    assert Path(ignored["file"]).name == "又一份.xlsx"
    assert "重复" in ignored["why"]
    assert "写的不一样" in ignored["why"]
    assert ignored["why"] in done.err


def test_two_drafts_of_one_step_are_compared(tmp_path: Path) -> None:
    lower = replace(TRAINING, rows=(row("产出指标 数量指标", ["培训人数 ≥250人 20"] * 4, "same"),))
    paths = [
        write_stages(each, tmp_path / str(n), ["自评"])[0]
        for n, each in enumerate((TRAINING, lower))
    ]
    [project] = compared(*paths)
    assert [each["stage"] for each in project["stages"]] == ["自评", "自评"]
    assert [(each["match"], each["change"]) for each in project["indicators"]] == [
        ("same", "lowered"),
        ("dropped", ""),
        ("dropped", ""),
    ]


def test_the_text_is_calm_and_worst_first(tmp_path: Path) -> None:
    for n, project in enumerate((TRAINING, READING_ROOMS)):
        write_stages(project, tmp_path / str(n))
    done = perfxl("compare", tmp_path)
    lines = done.out.splitlines()
    assert lines[0] == (
        "比了 2 个项目，2 个有变化，自评前放宽了指标值的有 1 条，审批时放宽了指标值的有 1 条。"
    )
    assert lines[2].startswith("乡镇图书室建设")
    assert lines[4] == (
        "  申报是“1/1.xlsx”，批复是“1/2.xlsx”，调整是“1/3.xlsx”，自评是“1/4.xlsx”。"
    )
    assert lines[5] == (
        "  自评前放宽了指标值：“读者满意度”调整“≥90%”，自评“≥85%”（表!D20），指标值降低，"
        "给出的表里没有批准调整的依据。"
    )
    assert (
        "  资金变了：年度资金总额 申报 30万元 → 批复 30万元 → 调整 40.5万元 → 自评 40.5万元。"
        in lines
    )


def test_written_to_a_file_and_never_over_another(tmp_path: Path) -> None:
    paths = write_stages(TRAINING, tmp_path)
    target = tmp_path / "比对.json"
    assert perfxl("compare", *paths, "-o", target).code == 0
    assert json.loads(target.read_text("utf-8"))["projects"][0]["project"] == "职业技能培训"
    refused = perfxl("compare", *paths, "-o", target)
    assert refused.code == 2
    assert "没有替换" in refused.err


def test_what_has_no_project_is_said(tmp_path: Path) -> None:
    rows = [["甲", "乙"], ["1", "2"]]
    path = to_workbook(rows, tmp_path / "通讯录.xlsx")
    done = perfxl("compare", path, path)
    assert (done.code, done.out) == (2, "")
    assert "没有可以比对的项目表" in done.err


def test_one_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    paths = write_stages(TRAINING, tmp_path)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK broken")
    done = perfxl("compare", *paths, broken, "--format", "json")
    assert done.code == 2
    data = json.loads(done.out)
    assert [Path(each["file"]).name for each in data["unread"]] == ["坏.xlsx"]
    assert len(data["projects"][0]["stages"]) == 4


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("项目支出绩效目标批复表", "批复"),
        ("部门预算调整项目支出绩效目标批复表", "调整"),
        ("项目支出绩效目标申报表", "申报"),
        ("产业结构调整项目支出绩效目标批复表", "批复"),
    ],
)
def test_the_step_is_what_the_title_says(title: str, stage: str, tmp_path: Path) -> None:
    """写着批复的就是批复，有没有“上年度指标值”一栏都一样。"""
    rows = application(TRAINING)
    rows[0][0] = title
    path = to_workbook(rows, tmp_path / "表.xlsx")
    [project] = compared(path)
    assert [each["stage"] for each in project["stages"]] == [stage]


def test_a_title_that_does_not_say_leaves_it_to_the_sheet_and_the_file(tmp_path: Path) -> None:
    rows = approval(TRAINING)
    rows[0][0] = "项目支出绩效目标表"
    by_sheet = to_workbook(rows, tmp_path / "甲.xlsx", name="批复")
    folder = tmp_path / "申报"
    folder.mkdir()
    by_folder = to_workbook(rows, folder / "甲.xlsx")
    [project] = compared(by_sheet, by_folder)
    assert [each["stage"] for each in project["stages"]] == ["申报", "批复"]


def test_the_workbook_marks_what_changed_and_names_it(tmp_path: Path) -> None:
    for n, project in enumerate((TRAINING, READING_ROOMS)):
        write_stages(project, tmp_path / "表" / str(n))
    target = tmp_path / "比对.xlsx"
    done = perfxl("compare", tmp_path / "表", "-o", target)
    assert (done.code, done.out) == (0, "")
    book = load_workbook(target)
    assert book.sheetnames == ["总览", "逐条变化", "1.乡镇图书室建设", "2.职业技能培训"]
    sheet = book["1.乡镇图书室建设"]
    assert sheet["A1"].value == "项目绩效目标比对表（申报、批复、调整、自评）"
    texts = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.value}
    lowered = texts["≥85%"]
    assert lowered.fill.fgColor.rgb.endswith("FFC7CE")
    changes = sheet.cell(lowered.row, sheet.max_column)
    assert changes.value == "自评前放宽了指标值（调整→自评）"
    # 以等号开头的指标值是文字，不是公式。
    assert texts["=95%"].data_type == "s"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows
    funds = {line[0].value: line for line in sheet.iter_rows(min_row=5, max_row=7)}
    assert [cell.value for cell in funds["年度资金总额"] if cell.value not in (None, "")] == [
        *("年度资金总额", 25, 20, 18, 18, "减少 7万元"),
    ]


def test_the_workbook_is_not_taken_for_a_form(tmp_path: Path) -> None:
    write_stages(TRAINING, tmp_path)
    perfxl("compare", tmp_path, "-o", tmp_path / "看看.xlsx")
    done = perfxl("compare", tmp_path, "--format", "json")
    assert done.code == 0
    assert len(json.loads(done.out)["projects"]) == 1
    assert "跳过" in done.err
    alone = perfxl("read", tmp_path / "看看.xlsx")
    assert alone.code == 2
    assert "本程序写出的结果" in alone.err


def test_what_was_eased_in_each_of_two_years_is_said(tmp_path: Path) -> None:
    for year in (2023, 2024):
        write_stages(replace(READING_ROOMS, year=year), tmp_path / str(year))
    [project] = compared(tmp_path)
    assert [(each["stage"], each["year"]) for each in project["stages"]] == [
        (stage, year) for year in (2023, 2024) for stage in STAGES
    ]
    said = [line for line in project["said"] if line.startswith("自评前放宽了指标值：“读者满意度”")]
    assert [line.partition("”")[2][:7] for line in said] == ["2023年调整", "2024年调整"]
    assert all("没有批准调整的依据" in line for line in said)


@pytest.mark.parametrize(
    ("targets", "stages", "eased_at", "said"),
    [
        ("100 80 80 80", "申报 批复 调整 自评", ["approval"], "审批时放宽了指标值："),
        ("100 100 80 80", "申报 批复 调整 自评", ["adjustment"], "调整时放宽了指标值："),
        ("100 100 100 80", "申报 批复 调整 自评", ["evaluation"], "批准调整的依据"),
        ("100 90 80 70", "申报 批复 调整 自评", ["approval", "adjustment", "evaluation"], "降低"),
        ("100 100 80 80", "申报 批复", [], ""),
        ("100 80 80 80", "申报 批复", ["approval"], "审批时放宽了指标值："),
        ("100 100 80 80", "批复 自评", ["evaluation"], "批准调整的依据"),
        ("100 80 80 80", "申报 自评", ["evaluation"], "没有批复表，也可能是审批时改的"),
        ("100 80 80 80", "申报 调整", ["adjustment"], "没有批复表，也可能是审批时改的"),
        ("80 90 100 100", "申报 批复 调整 自评", [], "指标值提高："),
    ],
)
def test_an_eased_target_is_named_by_the_step_it_was_eased_at(
    targets: str, stages: str, eased_at: list[str], said: str, tmp_path: Path
) -> None:
    cells = [f"培训人数 ≥{number}人 90" for number in targets.split()]
    project = replace(TRAINING, rows=(row("产出指标 数量指标", cells, "same"),))
    [found] = compared(*write_stages(project, tmp_path, stages.split()))
    [indicator] = found["indicators"]
    assert indicator["eased_at"] == eased_at
    assert indicator["lowered_before_evaluation"] is ("evaluation" in eased_at)
    told = "".join(indicator["said"])
    assert said in told
    assert ("自评前" in told) is ("evaluation" in eased_at)


def test_a_deadline_put_off_before_the_evaluation_is_eased(tmp_path: Path) -> None:
    deadlines = [f"完成时间 2024年{month}月底前 90" for month in (6, 6, 6, 12)]
    project = replace(TRAINING, rows=(row("产出指标 时效指标", deadlines, "same"),))
    [found] = compared(*write_stages(project, tmp_path))
    [indicator] = found["indicators"]
    assert (indicator["change"], indicator["eased_at"]) == ("later", ["evaluation"])
    assert "自评前放宽了指标值" in indicator["said"][0]
    assert "时限推后" in indicator["said"][0]


def test_a_fund_that_is_the_whole_total_is_not_said_twice(tmp_path: Path) -> None:
    [project] = compared(*write_stages(READING_ROOMS, tmp_path))
    assert [line for line in project["said"] if line.startswith("资金变了")] == [
        "资金变了：年度资金总额 申报 25万元 → 批复 20万元 → 调整 18万元 → 自评 18万元。"
    ]
    assert [each["name"] for each in project["funds"]] == ["年度资金总额", "财政拨款", "其他资金"]


def test_projects_of_one_name_are_listed_with_their_units(tmp_path: Path) -> None:
    same = (row("产出指标 数量指标", ["植树 ≥5亩 90"] * 4, "same"),)
    for n, unit in enumerate(("云溪县农业局", "云溪县林业局")):
        project = replace(TRAINING, unit=unit, totals=(5, 5, 5, 5), rows=same)
        write_stages(project, tmp_path / str(n))
    said = perfxl("compare", tmp_path).out
    assert "没有变化：职业技能培训（云溪县农业局）、职业技能培训（云溪县林业局）。" in said


def test_amounts_are_readable_whatever_the_format_of_the_cell(tmp_path: Path) -> None:
    """格式 #,##0.## 的整数，格里显示成“171,000.”；JSON 照显示，文字、工作簿里不带那个点。"""
    paths = [to_workbook(sound(), tmp_path / "1.xlsx", "自评表")]
    other = changed(sound(), {"F7": "148000", "F15": "11", "H15": "9"})
    paths.append(to_workbook(other, tmp_path / "2.xlsx", "自评表"))
    for path in paths:
        book = load_workbook(path)
        for cell in ("F7", "F15", "H15"):
            book["自评表"][cell].number_format = "#,##0.##"
        book.save(path)
    out = tmp_path / "比对.xlsx"
    done = perfxl("compare", *paths)
    assert "执行数变了：自评（1） 17.1万元，自评（2） 14.8万元（自评表!F7）。" in done.out
    assert "自评（2）“9”" in done.out
    assert perfxl("compare", *paths, "-o", out).code == 0
    texts = [str(cell.value) for sheet in load_workbook(out) for row in sheet for cell in row]
    assert "11" in texts
    assert not [text for text in texts if text.endswith(".") or ".”" in text]
    [project] = compared(*paths)
    assert "11." in [each["actuals"][1] for each in project["indicators"]]


def test_a_tightened_limit_is_green_and_an_eased_target_red(tmp_path: Path) -> None:
    target = tmp_path / "比对.xlsx"
    perfxl("compare", *write_stages(READING_ROOMS, tmp_path), "-o", target)
    sheet = load_workbook(target).worksheets[2]
    colours = {cell.value: cell.fill.fgColor.rgb[2:] for line in sheet.iter_rows() for cell in line}
    assert (colours["≤18万元"], colours["≥85%"]) == ("C6EFCE", "FFC7CE")


def test_only_one_unit_or_one_year_is_compared(tmp_path: Path) -> None:
    for n, project in enumerate((TRAINING, READING_ROOMS, replace(READING_ROOMS, year=2023))):
        write_stages(project, tmp_path / str(n))
    done = perfxl("compare", tmp_path, "--unit", "就业局", "--format", "json")
    assert [each["unit"] for each in json.loads(done.out)["projects"]] == ["云溪县就业局"]
    done = perfxl("compare", tmp_path, "--year", "2023", "--format", "json")
    [project] = json.loads(done.out)["projects"]
    assert [each["year"] for each in project["stages"]] == [2023] * 4
    refused = perfxl("compare", tmp_path, "--unit", "没有的局")
    assert (refused.code, refused.out) == (2, "")


def test_what_two_versions_of_one_evaluation_report_is_compared(tmp_path: Path) -> None:
    """完成值、得分、执行数、总分：同一年度的两份自评之间变了的说，写法不同的不算。"""
    to_workbook(sound(), tmp_path / "1.xlsx", "自评表")
    rewritten = {"F15": "11 次", "F7": "150000", "H15": "9", "H22": "97.5"}
    to_workbook(changed(sound(), rewritten), tmp_path / "2.xlsx", "自评表")
    [project] = compared(tmp_path / "1.xlsx", tmp_path / "2.xlsx")
    assert project["executed"] == [171000, 150000]
    assert [total is not None for total in project["totals"]] == [True, True]
    first = next(each for each in project["indicators"] if each["scores"][1] == 9)
    assert first["actuals"][1] == "11 次"
    assert any(line.startswith("得分变了") and "H15" in line for line in first["said"])
    labels = {line.partition("：")[0] for line in project["said"]}
    assert labels >= {"完成值变了", "得分变了", "执行数变了", "总分变了"}
    out = tmp_path / "比对.xlsx"
    said = perfxl("compare", tmp_path / "1.xlsx", tmp_path / "2.xlsx", "-o", out)
    assert said.code == 0
    cells = {str(cell.value) for row in load_workbook(out)["逐条变化"] for cell in row}
    assert {"完成值变了", "执行数变了"} <= cells


def test_results_of_two_years_are_not_held_against_each_other(tmp_path: Path) -> None:
    to_workbook(sound(), tmp_path / "1.xlsx", "自评表")
    to_workbook(
        changed(sound(), {"A2": "（2023年度）", "F7": "150000"}), tmp_path / "2.xlsx", "自评表"
    )
    [project] = compared(tmp_path / "1.xlsx", tmp_path / "2.xlsx")
    assert project["executed"] == [150000, 171000]
    assert not any("执行数变了" in line for line in project["said"])


def test_two_drafts_under_near_names_are_one_project_and_it_is_said(tmp_path: Path) -> None:
    to_workbook(sound(), tmp_path / "1.xlsx", "自评表")
    other = {"C4": "乡镇图书室建设工程", "F7": "150000"}
    to_workbook(changed(sound(), other), tmp_path / "2.xlsx", "自评表")
    [project] = compared(tmp_path / "1.xlsx", tmp_path / "2.xlsx")
    assert len(project["stages"]) == 2
    assert any("名称不同而编码、预算或多半的指标相同" in line for line in project["doubts"])


def test_results_have_their_columns_in_the_workbook(tmp_path: Path) -> None:
    """写着完成值、得分的几步才有这两栏。"""
    write_stages(READING_ROOMS, tmp_path / "收", STAGES)
    perfxl("compare", tmp_path / "收", "-o", tmp_path / "比对.xlsx")
    sheet = load_workbook(tmp_path / "比对.xlsx").worksheets[2]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if "三级指标" in row)
    assert heads.count("三级指标") == len(STAGES)
    assert heads.count("完成值") == heads.count("得分") == 1
    own = heads.index("完成值")
    below = [row for row in rows[rows.index(heads) + 1 :] if row[heads.index("三级指标")]]
    assert any(row[own] for row in below)


@pytest.mark.parametrize(("steps", "paper"), [(2, "9"), (4, "8")])
def test_many_steps_are_printed_on_larger_paper(tmp_path: Path, steps: int, paper: str) -> None:
    """横着缩成一页仍看得清：宽的用 A3 纸。"""
    write_stages(READING_ROOMS, tmp_path / "收", STAGES[-steps:])
    perfxl("compare", tmp_path / "收", "-o", tmp_path / "比对.xlsx")
    overview, details, own = load_workbook(tmp_path / "比对.xlsx").worksheets
    assert [str(each.page_setup.paperSize) for each in (overview, details, own)] == [
        "9",
        "9",
        paper,
    ]
    assert own.page_setup.fitToWidth == 1


def test_a_target_without_a_result_is_told_as_not_compared(tmp_path: Path) -> None:
    """公式没有结果的指标值：变没变不知道，不列进“没有变化”。"""
    rows = (row("产出指标 数量指标", ["培训人数 ≥300人 90"] * 4, "same"),)
    same = replace(TRAINING, totals=(30, 30, 30, 30), rows=rows)
    first, second = write_stages(same, tmp_path, ["批复", "自评"])
    assert "没有变化：" in perfxl("compare", first, second).out
    book = openpyxl.load_workbook(first)
    sheet = book.worksheets[0]
    [cell] = [each for row in sheet.iter_rows() for each in row if each.value == "≥300人"]
    cell.value = "=A99"
    book.save(first)
    said = perfxl("compare", first, second).out
    assert f"批复的 {cell.coordinate} 是公式，文件里没有计算结果，没有比。" in said
    assert "没有变化：" not in said


def test_files_of_one_name_are_named_with_their_folders(tmp_path: Path) -> None:
    steps = {"申报": application(READING_ROOMS), "批复": approval(READING_ROOMS)}
    for name, rows in (*steps.items(), ("旧稿", approval(READING_ROOMS))):
        (tmp_path / name).mkdir()
        to_workbook(rows, tmp_path / name / "乡镇图书室.xlsx")
    out = tmp_path / "比对.xlsx"
    assert perfxl("compare", *map(tmp_path.joinpath, steps), tmp_path / "旧稿", "-o", out).code == 0
    book = load_workbook(out)
    said = {str(cell.value) for row in book.worksheets[2].iter_rows(max_row=3) for cell in row}
    assert {"申报/乡镇图书室.xlsx“表”", "批复/乡镇图书室.xlsx“表”"} <= said
    assert book["没有比的"]["A3"].value in ("旧稿/乡镇图书室.xlsx", "批复/乡镇图书室.xlsx")
