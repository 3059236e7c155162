"""``perfxl indicators``：指标库收了哪些，通常的指标值；空白表的下拉选项从它来。"""

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import to_workbook
from openpyxl import Workbook, load_workbook
from stage_books import Followed, application, approval, evaluation, row

ROWS = (
    row("产出指标 数量指标", ["培训人数 ≥300人 20"] * 4, "same"),
    row("产出指标 质量指标", ["培训合格率 =95% 10"] * 4, "same"),
    row("效益指标 社会效益指标", ["带动就业 有效带动 30"] * 4, "same"),
)
TRAINING = Followed(("职业技能培训",) * 4, "云溪县就业局", (30, 30, 30, 30), ROWS)


def with_people(target: str, unit: str, year: int = 2024) -> Followed:
    people = row("产出指标 数量指标", [f"培训人数 {target} 20"] * 4, "same")
    return replace(TRAINING, rows=(people, *ROWS[1:]), unit=unit, year=year)


def library(folder: Path, *more: str) -> list[tuple[object, ...]]:
    target = folder / "指标库.xlsx"
    done = perfxl("indicators", folder / "表", "-o", target, *more)
    assert done.code == 0, done.err
    sheet = load_workbook(target)["指标库"]
    return [line for line in sheet.iter_rows(min_row=3, values_only=True) if line[2]]


def test_one_row_for_each_indicator_with_how_often_and_where(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    given = (
        ("≥300人", "云溪县就业局", 2024),
        ("≥500人", "云溪县农业局", 2024),
        ("≥0.1万人", "云溪县林业局", 2023),
    )
    for n, each in enumerate(given):
        to_workbook(approval(with_people(*each)), tmp_path / "表" / f"{n}.xlsx")
    people, *others = library(tmp_path)
    assert people[:9] == (
        *(
            "产出指标",
            "数量指标",
            "培训人数",
            "≥500人",
            "人",
            "≥300人 到 ≥0.1万人",
            3,
            3,
            "2023、2024",
        ),
    )
    assert (
        people[9]
        == "云溪县就业局—职业技能培训；云溪县农业局—职业技能培训；云溪县林业局—职业技能培训"
    )
    assert [(each[2], each[3], each[6]) for each in others] == [
        ("培训合格率", "=95%", 3),
        ("带动就业", "有效带动", 3),
    ]
    book = load_workbook(tmp_path / "指标库.xlsx")
    assert book["指标库"]["D4"].data_type == "s"
    uses = [line for line in book["出处"].iter_rows(min_row=3) if line[1].value == "培训人数"]
    assert [line[2].value for line in uses] == ["≥300人", "≥500人", "≥0.1万人"]
    assert uses[0][7].hyperlink.location or uses[0][7].hyperlink.target


@pytest.mark.parametrize(
    ("targets", "typical", "spread"),
    [
        # 各项目的总额各是各的，只说范围；标准、过半数相同的照旧。
        (("≤30万元", "≤60万元", "≤1843.2万元"), None, "≤30万元 到 ≤1843.2万元"),
        (("≤30万元", "≤30万元", "≤60万元", "≤90万元"), None, "≤30万元 到 ≤90万元"),
        (("≤30万元", "≤30万元", "≤60万元"), "≤30万元", "≤30万元 到 ≤60万元"),
        (("≤30万元",), "≤30万元", None),
        (("=500元/人", "=600元/人", "=800元/人"), "=600元/人", "=500元/人 到 =800元/人"),
        (("≥300人", "≥500人", "≥800人"), "≥500人", "≥300人 到 ≥800人"),
    ],
)
def test_amounts_have_a_range_and_nothing_typical(
    tmp_path: Path, targets: tuple[str, ...], typical: str | None, spread: str | None
) -> None:
    (tmp_path / "表").mkdir()
    for n, target in enumerate(targets):
        to_workbook(approval(with_people(target, f"云溪县{n}局")), tmp_path / "表" / f"{n}.xlsx")
    [people] = [line for line in library(tmp_path) if line[2] == "培训人数"]
    assert (people[3], people[5]) == (typical, spread)


def test_the_approval_counts_once_and_an_evaluation_alone_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "表"
    folder.mkdir()
    lower = with_people("≥200人", "云溪县就业局")
    to_workbook(application(TRAINING), folder / "申报.xlsx")
    to_workbook(approval(lower), folder / "批复.xlsx")
    to_workbook(evaluation(lower), folder / "自评.xlsx")
    alone = replace(TRAINING, names=("无人批复的项目",) * 4)
    to_workbook(evaluation(alone), folder / "另一自评.xlsx")
    people, *_ = library(tmp_path)
    assert (people[3], people[6]) == ("≥200人", 1)
    done = perfxl("indicators", folder, "-o", tmp_path / "又一份.xlsx")
    assert "没有收：“另一自评.xlsx”" in done.err


def test_only_one_year_or_one_unit(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    for n, each in enumerate((("≥300人", "云溪县就业局", 2024), ("≥500人", "云溪县农业局", 2023))):
        to_workbook(approval(with_people(*each)), tmp_path / "表" / f"{n}.xlsx")
    assert library(tmp_path, "--year", "2023")[0][3] == "≥500人"
    assert library(tmp_path, "--unit", "就业局", "--replace")[0][3] == "≥300人"


def test_the_library_is_the_choices_of_a_blank_form(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    to_workbook(approval(TRAINING), tmp_path / "表" / "批复.xlsx")
    library(tmp_path)
    for form in ("申报表", "目标表", "调整批复表", "自评表"):
        blank = tmp_path / f"{form}.xlsx"
        done = perfxl(
            "make", form, "--blank", "--indicators", tmp_path / "指标库.xlsx", "-o", blank
        )
        assert done.code == 0, done.err
        book = load_workbook(blank)
        sheet, choices = book.worksheets
        assert choices["A1"].value.startswith("perfxl 指标库")
        lists = {
            str(each.sqref): str(each.formula1)
            for each in sheet.data_validations.dataValidation
            if "指标库" in str(each.formula1)
        }
        assert len(lists) == (6 if form == "调整批复表" else 3)
        first = next(iter(lists))
        level2 = sheet.cell(sheet[first.partition(":")[0]].row, 3).value or ""
        assert [choices["A2"].value, choices["A3"].value] == ["数量指标", "培训人数"]
        assert lists[first] == "'指标库'!$A$3:$A$3"
        assert "效益" not in level2
        # 选项的一张不当作表读。
        assert perfxl("read", blank).out.count("指标库") == 0


def test_a_library_changed_by_hand_is_read_and_another_book_is_refused(tmp_path: Path) -> None:
    own = Workbook()
    own.worksheets[0].append(["二级指标", "三级指标", "通常的指标值"])
    own.worksheets[0].append(["满意度", "", "≥90%"])
    name = own.worksheets[0]["B2"]
    name.value, name.data_type = "=学员满意度", "s"
    own.save(tmp_path / "自己的.xlsx")
    blank = tmp_path / "空白.xlsx"
    done = perfxl(
        "make", "目标表", "--blank", "--indicators", tmp_path / "自己的.xlsx", "-o", blank
    )
    assert done.code == 0, done.err
    choices = load_workbook(blank).worksheets[1]
    assert (choices["A2"].value, choices["A3"].value, choices["A3"].data_type) == (
        *("满意度指标", "=学员满意度", "s"),
    )
    to_workbook([["甲", "乙"]], tmp_path / "别的.xlsx")
    refused = perfxl(
        "make",
        "目标表",
        "--blank",
        "--indicators",
        tmp_path / "别的.xlsx",
        "-o",
        tmp_path / "无.xlsx",
    )
    assert refused.code == 2
    assert "不是指标库" in refused.err
    assert not (tmp_path / "无.xlsx").exists()


@pytest.mark.parametrize("name", ["指标库.xls", "指标库.csv", "指标库"])
def test_only_a_workbook_is_written(name: str, tmp_path: Path) -> None:
    path = to_workbook(approval(TRAINING), tmp_path / "批复.xlsx")
    assert perfxl("indicators", path, "-o", tmp_path / name).code == 2
    assert not (tmp_path / name).exists()


def test_a_form_with_indicators_is_no_library(tmp_path: Path) -> None:
    form = to_workbook(approval(TRAINING), tmp_path / "批复.xlsx")
    made = tmp_path / "空白.xlsx"
    done = perfxl("make", "目标表", "--blank", "--indicators", form, "-o", made)
    assert done.code == 2
    assert "“批复.xlsx”不是指标库" in done.err
    assert not made.exists()


def test_a_form_without_indicators_has_no_place_for_a_library(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    to_workbook(approval(TRAINING), tmp_path / "表" / "批复.xlsx")
    library(tmp_path)
    made = tmp_path / "空白.xlsx"
    given = ("--indicators", tmp_path / "指标库.xlsx", "-o", made)
    done = perfxl("make", "收支批复表", "--blank", *given)
    assert done.code == 2
    assert "指标库没有地方用" in done.err
    assert not made.exists()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--year", "2022"), "没有 2022 年度的表；有的年度：2023、2024，没有写指标库。"),
        (("--unit", "无此局"), "没有“无此局”的表；有的单位：云溪县就业局、云溪县农业局，"),
        (("--year", "2023", "--unit", "就业局"), "有的单位：云溪县农业局，"),
    ],
)
def test_the_years_and_units_there_are_are_named(
    asked: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    for n, each in enumerate((("≥300人", "云溪县就业局", 2024), ("≥500人", "云溪县农业局", 2023))):
        to_workbook(approval(with_people(*each)), tmp_path / f"{n}.xlsx")
    done = perfxl("indicators", tmp_path, "-o", tmp_path / "库" / "指标库.xlsx", *asked)
    assert done.code == 2
    assert told in done.err


def test_the_measure_keeps_its_scale_and_the_choices_print_one_page_wide(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    to_workbook(approval(with_people("≥2.5万人", "云溪县就业局")), tmp_path / "表" / "批复.xlsx")
    assert library(tmp_path)[0][4] == "万人"
    blank = tmp_path / "空白.xlsx"
    given = ("--indicators", tmp_path / "指标库.xlsx", "-o", blank)
    assert perfxl("make", "目标表", "--blank", *given).code == 0
    choices = load_workbook(blank).worksheets[1]
    assert choices.sheet_properties.pageSetUpPr.fitToPage
    assert (choices.page_setup.fitToWidth, choices.page_setup.fitToHeight) == (1, 0)
