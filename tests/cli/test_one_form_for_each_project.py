"""``make 自评表 --from 文件夹``：一个项目一年一份；批复和自评是同一个项目，重复的略过，都说出来。"""

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound
from stage_books import Followed, adjustment, application, approval, approval_list, evaluation, row

ROWS = (
    row("产出指标 数量指标", ["培训人数 ≥300人 40"] * 4, "same"),
    row("效益指标 社会效益指标", ["新增就业人数 ≥100人 30"] * 4, "same"),
    row("满意度指标 服务对象满意度指标", ["学员满意度 ≥90% 20"] * 4, "same"),
)
TRAINING = Followed(("职业技能培训",) * 4, "云溪县就业局", (30, 30, 30, 30), ROWS)
READING = replace(TRAINING, names=("图书室建设",) * 4, unit="云溪县图书馆")


def sheets(folder: Path, *more: str) -> tuple[list[str], str]:
    target = folder.parent / "全部.xlsx"
    done = perfxl("make", "自评表", "--from", folder, "-o", target, "--replace", *more)
    assert done.code == 0, done.err
    return load_workbook(target).sheetnames, done.err


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "表"
    folder.mkdir()
    return folder


def test_the_profile_used_is_said_where_it_counts(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    to_workbook(evaluation(TRAINING), folder / "自评.xlsx")
    _, said = sheets(folder, "--profile", "全国")
    assert "  口径：全国（检查时指定的）。" in said
    to_workbook(approval(READING), folder / "批复.xlsx")
    said = perfxl("make", "批复清单", "--from", folder, "-o", tmp_path / "清单.xlsx").err
    assert "口径：黔南州（" in said
    # 照原来填的写，没有用口径；批复得来的自评表，执行率的分值照口径。
    _, said = sheets(folder, "--as-printed")
    assert "口径：" in said
    (folder / "批复.xlsx").unlink()
    _, said = sheets(folder, "--as-printed")
    assert "口径：" not in said


def test_every_step_of_a_project_is_one_form(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    for n, each in enumerate((application, approval, adjustment, evaluation)):
        to_workbook(each(TRAINING), folder / f"{n}.xlsx")
    to_workbook(approval(READING), folder / "图书室.xlsx")
    names, said = sheets(folder)
    assert sorted(names) == ["图书室建设", "职业技能培训"]
    assert said.count("是同一个项目，只写后者") == 3
    assert "1.xlsx的批复表“职业技能培训”与3.xlsx的自评表是同一个项目，只写后者。" in said


def test_without_an_evaluation_the_last_approval_is_taken(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    more = replace(TRAINING, rows=(row("产出指标 数量指标", ["培训人数 ≥500人 40"] * 4, "same"),))
    to_workbook(approval(TRAINING), folder / "甲.xlsx")
    to_workbook(adjustment(more), folder / "乙.xlsx")
    [name], _ = sheets(folder)
    sheet = load_workbook(tmp_path / "全部.xlsx")[name]
    texts = {cell.value for line in sheet.iter_rows() for cell in line}
    assert "≥500人" in texts
    assert "≥300人" not in texts


def test_copies_are_skipped_and_said(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    to_workbook(evaluation(TRAINING), folder / "自评.xlsx")
    to_workbook(evaluation(TRAINING), folder / "自评 (2).xlsx")
    changed = replace(TRAINING, totals=(30, 30, 30, 29))
    to_workbook(evaluation(changed), folder / "自评副本.xlsx")
    names, said = sheets(folder)
    assert names == ["职业技能培训"]
    assert "重复，内容一样，只写后者" in said
    assert "自评副本.xlsx的自评表“职业技能培训”与自评.xlsx的自评表重复，写的不一样" in said


def test_a_project_of_two_years_has_two_sheets_named_by_year(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    long = replace(TRAINING, names=("“雨露计划”脱贫家庭新成长劳动力职业技能提升培训补助",) * 4)
    for year in (2023, 2024):
        to_workbook(approval(replace(long, year=year)), folder / f"{year}批复.xlsx")
        to_workbook(evaluation(replace(long, year=year)), folder / f"{year}自评.xlsx")
    names, _ = sheets(folder)
    assert len(names) == 2
    assert [name[-6:] for name in names] == ["（2023）", "（2024）"]
    assert all(name.startswith("“雨露计划”脱贫家庭") for name in names)


def test_a_list_and_the_forms_of_its_projects(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    to_workbook(approval_list([TRAINING, READING]), folder / "清单.xlsx")
    to_workbook(evaluation(TRAINING), folder / "自评.xlsx")
    names, said = sheets(folder)
    assert sorted(name.rpartition("-")[2] for name in names) == ["图书室建设", "职业技能培训"]
    assert said.count("是同一个项目") == 1


def test_one_file_for_each_file_that_has_something_of_its_own(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    to_workbook(approval(TRAINING), folder / "批复.xlsx")
    to_workbook(evaluation(TRAINING), folder / "自评.xlsx")
    to_workbook(approval(READING), folder / "图书室.xlsx")
    done = perfxl("make", "自评表", "--from", folder, "-o", tmp_path / "成表")
    assert done.code == 0, done.err
    assert sorted(each.name for each in (tmp_path / "成表").iterdir()) == [
        *("图书室（自评表）.xlsx", "自评（自评表）.xlsx"),
    ]
    assert "批复.xlsx的批复表“职业技能培训”与自评.xlsx的自评表是同一个项目，只写后者。" in done.err


def test_names_that_are_only_alike_stay_two(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    to_workbook(approval(replace(TRAINING, names=("技工学校学生资助资金",) * 4)), folder / "1.xlsx")
    to_workbook(
        evaluation(replace(TRAINING, names=("技工院校学生资助资金",) * 4)), folder / "2.xlsx"
    )
    names, _ = sheets(folder)
    assert sorted(names) == ["技工学校学生资助资金", "技工院校学生资助资金"]
    other = replace(TRAINING, unit="云溪县农业局")
    to_workbook(evaluation(other), folder / "3.xlsx")
    to_workbook(evaluation(TRAINING), folder / "4.xlsx")
    names, _ = sheets(folder)
    assert len(names) == 4


def test_one_file_for_a_form_of_many_is_written(tmp_path: Path) -> None:
    """合成一份的表只给一个文件的：写到那个文件旁边说的名字，不一声不响。"""
    to_workbook(application(TRAINING), tmp_path / "申报.xlsx")
    to_workbook(evaluation(TRAINING), tmp_path / "自评.xlsx")
    for form, name in (
        ("批复清单", "申报"),
        ("项目支出批复表", "申报"),
        ("自评汇总表", "自评"),
    ):
        target = tmp_path / "成表"
        done = perfxl("make", form, "--from", tmp_path / f"{name}.xlsx", "-o", target)
        assert done.code == 0, done.err
        assert (target / f"{name}（{form}）.xlsx").is_file()
        assert "已写出" in done.err


def test_a_template_among_the_files_leaves_the_others_to_be_written(tmp_path: Path) -> None:
    given = tmp_path / "收"
    given.mkdir()
    to_workbook(sound(), given / "甲.xlsx", "自评表")
    to_workbook(
        changed(sound(), {"A1": "{{标题}}项目支出绩效自评表", "C4": "古籍修复"}),
        given / "模板.xlsx",
        "自评表",
    )
    done = perfxl("make", "自评表", "--from", given, "-o", tmp_path / "成")
    assert done.code == 2
    assert "“模板.xlsx”里写着占位，是模板" in done.err
    assert [path.name for path in (tmp_path / "成").rglob("*.xlsx")] == ["甲（自评表）.xlsx"]


def test_very_many_in_one_book_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path)
    to_workbook(evaluation(TRAINING), folder / "自评.xlsx")
    to_workbook(evaluation(READING), folder / "图书室.xlsx")
    assert "写成一本" not in sheets(folder)[1]
    monkeypatch.setattr("perfxl.cli.making_commands._MANY_IN_ONE_BOOK", 1)
    names, said = sheets(folder)
    assert len(names) == 2
    assert "2 个文件写成一本" in said
    apart = perfxl("make", "自评表", "--from", folder, "-o", tmp_path / "各一份")
    assert apart.code == 0
    assert "写成一本" not in apart.err
