"""汇总遇到的怪事：没有写的单位、年度、金额单位，几乎同名的项目，部门整体，空白表，写不成。"""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from command_line import perfxl
from gridtext import add_sheet, changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

from perfxl.model.file_faults import NotWritableError

NAME, OWNER, DEPARTMENT, YEAR, MONEY = "C4", "G5", "C5", "A2", "A6"
# 看不出年度的：标题、时限里都没有写。
UNDATED = {YEAR: None, "E18": "按时完成", "F18": "达成预期指标", "A3": "填报单位：云溪县图书馆"}
BLANK = {
    **{f"{column}{row}": None for column in "DEFHI" for row in range(7, 12)},
    **{f"{column}{row}": None for column in "EFHI" for row in range(15, 22)},
    **dict.fromkeys((NAME, "H22", "B23")),
}


def write(folder: Path, name: str, changes: dict[str, str | None] | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return to_workbook(changed(sound(), changes or {}), path, "自评表")


def summed(folder: Path, *more: str) -> Any:
    return json.loads(perfxl("summary", folder, "--format", "json", *more).out)


def only(folder: Path) -> Any:
    [row] = summed(folder)["projects"]
    return row


@pytest.mark.parametrize(
    ("changes", "unit"),
    [
        ({}, "云溪县图书馆"),
        ({OWNER: "云溪县\n图书馆 "}, "云溪县图书馆"),
        ({OWNER: None}, "云溪县文化局"),
        ({"F5": None, OWNER: None, DEPARTMENT: "[164]云溪县文化局"}, "云溪县文化局"),
        ({"F5": None, OWNER: None, "A5": None, DEPARTMENT: None}, "云溪县图书馆"),  # 填报单位
        ({"A5": "中央主管部门", "F5": "地方主管部门", OWNER: "云溪县水务局"}, "云溪县水务局"),
        # 资金使用单位常是“各乡镇”，不是报表的单位：看填报单位。
        ({"A5": "中央主管部门", "F5": "资金使用单位", OWNER: "云溪县水库"}, "云溪县图书馆"),
    ],
)
def test_whose_a_project_is(tmp_path: Path, changes: dict[str, str | None], unit: str) -> None:
    write(tmp_path, "甲.xlsx", changes)
    assert only(tmp_path)["unit"] == unit


@pytest.mark.parametrize(
    ("name", "changes", "year"),
    [
        ("甲.xlsx", {YEAR: "二〇二三年度"}, 2023),
        ("甲.xlsx", {YEAR: None}, 2024),  # 照时限
        ("2022年/甲.xlsx", UNDATED, 2022),
        ("收/2021年度自评.xlsx", UNDATED, 2021),
    ],
)
def test_which_year_it_is(
    tmp_path: Path, name: str, changes: dict[str, str | None], year: int
) -> None:
    folder = tmp_path / "县"
    write(folder, name, changes)
    row = only(folder)
    assert row["year"] == year
    assert any("年度没有写" in note for note in row["notes"]) == (changes.get(YEAR, "") is None)


def test_a_table_without_a_year_is_told_when_one_year_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "一", "甲.xlsx", UNDATED)
    write(tmp_path / "二", "乙.xlsx")
    found = summed(tmp_path, "--year", "2024")
    assert [Path(row["file"]).name for row in found["projects"]] == ["乙.xlsx"]
    [ignored] = found["ignored"]
    assert "没有写年度" in ignored["why"]
    run = perfxl("summary", tmp_path, "--year", "2023", "-o", tmp_path / "汇总.xlsx")
    assert (run.code, run.out) == (2, "")
    assert "没有 2023 年度的自评表；有自评表的年度：2024；1 张没有写年度" in run.err
    assert not (tmp_path / "汇总.xlsx").exists()


def test_a_year_may_be_written_as_people_do(tmp_path: Path) -> None:
    write(tmp_path, "甲.xlsx")
    assert len(summed(tmp_path, "--year", "2024年度")["projects"]) == 1
    wrong = perfxl("summary", tmp_path, "--year", "去年")
    assert (wrong.code, "“去年”不是年度，请写四位数的年，如 2024。" in wrong.err) == (2, True)
    wrong = perfxl("summary", tmp_path, "--jobs", "0")
    assert (wrong.code, "“0”不是进程数，请写 1 以上的整数。" in wrong.err) == (2, True)


def test_the_other_years_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "一", "甲.xlsx", {YEAR: "（2023年度）"})
    write(tmp_path / "二", "乙.xlsx")
    said = perfxl("summary", tmp_path, "--year", "2024").out
    assert "别的年度的自评表没有算：2023 年度 1 张。" in said


def test_nothing_to_sum_up_is_said_and_nothing_written(tmp_path: Path) -> None:
    to_workbook(sound("目标表"), tmp_path / "目标.xlsx")
    run = perfxl("summary", tmp_path, "-o", tmp_path / "汇总.xlsx")
    assert run.code == 2
    assert "1 个工作簿里没有填了的项目自评表（读到的是" in run.err
    assert not (tmp_path / "汇总.xlsx").exists()


def test_what_the_totals_leave_out_is_named(tmp_path: Path) -> None:
    write(tmp_path / "一", "甲.xlsx", {**UNDATED, MONEY: "项目资金"})
    said = perfxl("summary", tmp_path).out
    assert "1 个项目的金额空着，合计里没有它：“乡镇图书室建设”（一/甲.xlsx）。" in said
    assert "1 个项目看不出年度：“乡镇图书室建设”（一/甲.xlsx）。" in said


@pytest.mark.parametrize(
    ("unit", "adjusted"), [("（千元）", 180000 * 1000), ("（元）", 180000), ("", None)]
)
def test_money_is_in_yuan_or_not_said(tmp_path: Path, unit: str, adjusted: int | None) -> None:
    write(tmp_path, "甲.xlsx", {MONEY: f"项目资金{unit}"})
    row = only(tmp_path)
    assert (row["adjusted"], row["rate"]) == (adjusted, 95)
    assert any("没有写金额单位" in note for note in row["notes"]) == (adjusted is None)


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("51202400001-图书室建设", "图书室建设", "51202400001"),
        ("12345热线平台运维", "12345热线平台运维", None),
        ("2024年图书室建设", "2024年图书室建设", None),
    ],
)
def test_the_code_before_a_name_is_the_code(
    tmp_path: Path, printed: str, name: str, code: str | None
) -> None:
    write(tmp_path, "甲.xlsx", {NAME: printed})
    row = only(tmp_path)
    assert (row["project"], row["code"]) == (name, code)


def test_the_same_name_in_another_unit_or_year_is_another_project(tmp_path: Path) -> None:
    write(tmp_path, "甲.xlsx")
    write(tmp_path, "乙.xlsx", {OWNER: "云溪县博物馆"})
    book = write(tmp_path, "丙.xlsx", {OWNER: "云溪县剧院"})
    add_sheet(book, changed(sound(), {OWNER: "云溪县剧院", YEAR: "（2023年度）"}), "去年")
    found = summed(tmp_path)
    assert len(found["projects"]) == 4
    assert found["ignored"] == []


def test_names_that_differ_by_a_tail(tmp_path: Path) -> None:
    """指标多半相同的是同一个项目，数字不同也说；别的都不同的是两个，各记一句。"""
    write(tmp_path, "甲.xlsx", {NAME: "乡村  书屋"})
    other = {NAME: "乡村书屋经费", "D7": "300000", "E7": "290000", "F7": "280000"}
    write(tmp_path, "乙.xlsx", other)
    found = summed(tmp_path)
    [row], [ignored] = found["projects"], found["ignored"]
    assert "乡村书屋" in row["project"]
    assert "全年预算数" in ignored["why"]
    names = {f"D{row}": f"另外的指标{row}" for row in range(15, 22)}
    write(tmp_path, "乙.xlsx", {**other, **names})
    found = summed(tmp_path)
    assert (len(found["projects"]), found["ignored"]) == (2, [])
    assert all("只差尾词" in row["notes"][-1] for row in found["projects"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("教师培训补助", "教师培训补助经费"),
        ("教师培训工作", "教师培训工作经费"),
        ("教师培训专项经费", "教师培训"),
        ("2024年教师培训", "教师培训"),
        ("农村公路养护工程", "农村公路养护"),
    ],
)
def test_names_that_differ_by_what_says_little(tmp_path: Path, one: str, other: str) -> None:
    """“补助”“工程”、自己的年份不计：金额或指标对得上的是一个，别的都不同的各记一句。"""
    write(tmp_path, "甲.xlsx", {NAME: one})
    write(tmp_path, "乙.xlsx", {NAME: other, "F7": "150000"})
    found = summed(tmp_path)
    assert len(found["projects"]) == 1
    assert "全年执行数" in found["ignored"][0]["why"]
    names = {f"D{row}": f"另外的指标{row}" for row in range(15, 22)}
    amounts = {"D7": "300000", "E7": "290000"}
    write(tmp_path, "乙.xlsx", {NAME: other, **amounts, **names})
    found = summed(tmp_path)
    assert (len(found["projects"]), found["ignored"]) == (2, [])
    assert "2 个项目与另一个名称相近，没有合并" in perfxl("summary", tmp_path).out


def test_paths_are_written_as_far_as_tells_them_apart(tmp_path: Path) -> None:
    write(tmp_path, "甲处/教育局/自评.xlsx")
    write(tmp_path, "乙处/教育局/自评.xlsx", {"F7": "150000"})
    said = perfxl("summary", tmp_path).out
    assert "甲处/教育局/自评.xlsx：与“乙处/教育局/自评.xlsx”" in said


def test_the_unit_of_a_summary_is_that_of_what_it_lists(tmp_path: Path) -> None:
    """没有写单位的汇总表，对上的自评表都是一个单位的，只看这个单位时也在。"""
    write(tmp_path, "甲.xlsx", {NAME: "甲", "A3": None})
    write(tmp_path, "别处/乙.xlsx", {NAME: "别的", OWNER: "云溪县剧院"})
    rows = [
        ["2024年度项目支出绩效自评汇总表（单位：元）", "", "", "", "", ""],
        ["序号", "项目名称", "全年预算数", "全年执行数", "自评得分", "等级"],
        ["1", "甲", "180000", "160000", "98.5", "优"],
        ["2", "丙", "180000", "160000", "98.5", "优"],
    ]
    to_workbook(rows, tmp_path / "汇总.xlsx")
    every = summed(tmp_path)["differences"]
    assert {each["unit"] for each in every} == {"云溪县图书馆"}
    assert any("丙" in each["message"] for each in every)
    assert summed(tmp_path, "--unit", "图书馆")["differences"] == every
    assert summed(tmp_path, "--unit", "剧院")["differences"] == []


def test_a_unit_that_sent_only_its_list_is_named(tmp_path: Path) -> None:
    """一张自评表也没有交、只交了汇总表的单位，说它没有算进来；交了的不说。"""
    write(tmp_path, "甲.xlsx", {NAME: "甲"})
    for unit, project in (("云溪县剧院", "舞台灯光更新"), ("云溪县图书馆", "甲")):
        rows = [
            [f"{unit}2024年度项目支出绩效自评汇总表（单位：元）", "", "", "", "", ""],
            ["序号", "项目名称", "全年预算数", "全年执行数", "自评得分", "等级"],
            ["1", project, "180000", "160000", "98.5", "优"],
            ["2", f"{project}二期", "180000", "160000", "98.5", "优"],
        ]
        to_workbook(rows, tmp_path / f"{unit}.xlsx")
    said = perfxl("summary", tmp_path).out
    assert (
        "只收到汇总表、没有收到自评表的：云溪县剧院（1 张汇总表、2 个项目）。"
        "这些项目没有算进来，请收齐自评表再汇总。" in said
    )
    assert "只收到汇总表" not in perfxl("summary", tmp_path, "--unit", "图书馆").out


def test_a_value_written_another_way_is_no_difference(tmp_path: Path) -> None:
    """“6期”与单位列里写着期的 6、0.5万人与5000人，照读出的值比。"""
    rows = [
        ["2024年度项目支出绩效自评表"] + [""] * 7,
        ["项目名称", "书屋", "", "", "实施单位", "某馆", "", ""],
        ["一级指标", "二级指标", "三级指标", "计量单位", "指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "培训期数", "期", "6", "6", "50", "50"],
        ["产出指标", "数量指标", "培训人数", "人", "5000", "5000", "50", "50"],
    ]
    to_workbook(rows, tmp_path / "甲.xlsx")
    for row, people in ((3, "0.5万人"), (4, "0.5万人")):
        rows[row] = [*rows[row][:4], *(["6期"] * 2 if row == 3 else [people] * 2), "50", "50"]
    to_workbook(rows, tmp_path / "乙.xlsx")
    found = summed(tmp_path)
    assert len(found["projects"]) == 1
    assert "内容相同" in found["ignored"][0]["why"]


def test_another_phase_is_another_project(tmp_path: Path) -> None:
    write(tmp_path, "甲.xlsx", {NAME: "公路养护工程（一期）"})
    write(tmp_path, "乙.xlsx", {NAME: "公路养护（二期）"})
    assert len(summed(tmp_path)["projects"]) == 2


def test_which_copy_counts(tmp_path: Path) -> None:
    """文件名说是副本的不算，说是改过的算；没有填的不算。"""
    write(tmp_path, "a（更正）.xlsx", {"F7": "170000", "F8": "170000"})
    write(tmp_path, "a - 副本.xlsx")
    write(tmp_path, "a.xlsx")
    found = summed(tmp_path)
    assert Path(found["projects"][0]["file"]).name == "a（更正）.xlsx"
    assert len(found["ignored"]) == 2
    unfilled = {key: None for key in BLANK if key != NAME}
    write(tmp_path / "空", "b（最新）.xlsx", unfilled)
    write(tmp_path / "空", "b.xlsx")
    assert Path(only(tmp_path / "空")["file"]).name == "b.xlsx"


def test_a_department_and_a_blank_form_are_no_projects(tmp_path: Path) -> None:
    """部门整体的只用来核对合计；项目合起来比它还多的，指出格来。"""
    write(tmp_path, "空白.xlsx", BLANK)
    title = {"A1": "部门整体支出绩效自评表", "A4": "部门名称", NAME: "云溪县文化局"}
    write(tmp_path, "整体.xlsx", {**title, OWNER: "云溪县文化局"})
    write(tmp_path, "甲.xlsx", {NAME: "甲"})
    write(tmp_path, "乙.xlsx", {NAME: "乙", "D20": "读者到馆人次"})
    found = summed(tmp_path)
    assert {row["project"] for row in found["projects"]} == {"甲", "乙"}
    why = {Path(each["file"]).name: each["why"] for each in found["ignored"]}
    assert "没有项目名称" in why["空白.xlsx"]
    assert "部门整体" in why["整体.xlsx"]
    said = {each["cells"]: each["message"] for each in found["differences"]}
    assert set(said) == {"D7", "E7", "F7"}
    assert "项目多出 180,000 元" in said["E7"]
    assert any("没有“项目支出”一行" in each for each in found["told"])


def test_what_was_accepted_is_not_counted_but_said(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    write(folder, "甲.xlsx", {"H22": "60", "B23": "差。没有做完。"})
    before = only(folder)["errors"]
    assert before > 0
    accepted = folder / "校验认可.yaml"
    accepted.write_text('- rule: PX406\n  reason: "总分由评价组另行核定"\n', "utf-8")
    found = summed(folder)
    assert found["projects"][0]["errors"] < before
    assert found["accepted"] == before - found["projects"][0]["errors"]
    assert any("PX406" in said and "总分由评价组另行核定" in said for said in found["told"])
    assert any(said.startswith("口径：") for said in found["told"])
    text = perfxl("summary", folder).out
    assert "已认可，没有算进错误和提醒" in text
    assert "总分由评价组另行核定" in text
    assert summed(folder, "--no-acceptances")["projects"][0]["errors"] == before
    empty = tmp_path / "我的.yaml"
    empty.write_text("[]\n", "utf-8")
    assert summed(folder, "--acceptances", str(empty))["projects"][0]["errors"] == before
    both = perfxl("summary", folder, "--no-acceptances", "--acceptances", empty)
    assert both.code == 2


def test_what_was_found_is_shown_when_the_file_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path / "县", "甲.xlsx")
    full = NotWritableError("磁盘满了")
    with patch("perfxl.hosts.report_book.save_new_book", side_effect=full):
        done = perfxl("summary", tmp_path / "县", "-o", tmp_path / "汇总.xlsx")
    assert done.code == 2
    assert "1 个项目" in done.out
    assert "没有写成汇总：磁盘满了" in done.err
    assert [each.name for each in tmp_path.iterdir()] == ["县"]


def test_json_on_the_screen_beside_a_workbook(tmp_path: Path) -> None:
    write(tmp_path / "县", "甲.xlsx")
    done = perfxl("summary", tmp_path / "县", "-o", tmp_path / "汇总.xlsx", "--format", "json")
    assert json.loads(done.out)["schema"] == "perfxl.summary/1"
    assert (tmp_path / "汇总.xlsx").exists()


def test_a_total_that_rests_on_a_doubtful_number_is_shown_as_doubtful(tmp_path: Path) -> None:
    write(tmp_path, "甲.xlsx", {"F16": "18万册"})
    row = only(tmp_path)
    assert isinstance(row["total"], int | float)
    [doubt] = row["doubts"]
    assert "F16" in doubt
    assert f"{doubt}；核对以前，总分、等级不作数。" in row["notes"]
    for name in ("汇总.xlsx", "汇总.html"):
        done = perfxl("summary", tmp_path / "甲.xlsx", "-o", tmp_path / name)
        assert "（待核）" in done.out
    sheet = load_workbook(tmp_path / "汇总.xlsx")["项目"]
    heads = [cell.value for cell in sheet[2]]
    shown = dict(zip(heads, [cell.value for cell in sheet[3]], strict=True))
    assert shown["算出等级"].endswith("（待核）")
    assert isinstance(shown["算出总分"], int | float)
    assert "（待核）" in (tmp_path / "汇总.html").read_text("utf-8")
    sound_one = tmp_path / "好的" / "甲.xlsx"
    write(sound_one.parent, sound_one.name)
    assert only(sound_one.parent)["doubts"] == []
    assert "（待核）" not in perfxl("summary", sound_one).out


# 总分不作数的：没有写符号，得分填得比分值还多，要由评价人给分而没有填（暂按一档）。
PENDING: dict[str, str | None] = {"E15": "12个", "F15": "11个", "H15": "9", "H22": "97.5"}
OUT_OF_REACH: dict[str, str | None] = {"E20": "改善", "F20": "有所改善", "H20": "120", "H22": None}
PROVISIONAL: dict[str, str | None] = {
    "F20": "部分达成预期指标并具有一定效果",
    "H20": None,
    "H22": None,
}


def test_a_score_out_of_reach_makes_no_total(tmp_path: Path) -> None:
    """填得比分值还多的得分：总分算不出，哪里都不算。"""
    write(tmp_path, "甲.xlsx", OUT_OF_REACH)
    found = summed(tmp_path)
    [row], [unit] = found["projects"], found["units"]
    assert (row["total"], row["grade"]) == (None, None)
    assert (unit["mean_total"], sum(unit["grades"].values()), unit["unsettled"]) == (None, 0, 0)
    assert "H20" in "".join(row["notes"])
    assert "算不出" in perfxl("summary", tmp_path).out


@pytest.mark.parametrize("changes", [PENDING, PROVISIONAL])
def test_a_total_that_does_not_count_is_counted_apart(
    changes: dict[str, str | None], tmp_path: Path
) -> None:
    write(tmp_path, "甲.xlsx")
    write(tmp_path, "乙.xlsx", {NAME: "古籍修复", OWNER: "云溪县档案馆", **changes})
    found = summed(tmp_path)
    counted = {
        row["unit"]: (row["mean_total"], row["grades"]["优"], row["unsettled"])
        for row in found["units"]
    }
    assert counted == {"云溪县图书馆": (98.5, 1, 0), "云溪县档案馆": (None, 0, 1)}
    [department] = found["departments"]
    assert (department["mean_total"], sum(department["grades"].values())) == (98.5, 1)
    assert department["unsettled"] == 1
    doubted = next(row for row in found["projects"] if row["unit"] == "云溪县档案馆")
    assert doubted["doubts"]
    shown = perfxl("summary", tmp_path, "-o", tmp_path / "汇总.xlsx").out
    assert "1 个项目的总分、等级待核" in shown
    assert "没有算进平均分和各等级的个数" in shown
    book = load_workbook(tmp_path / "汇总.xlsx")
    heads, first, second, whole = book["单位"].iter_rows(min_row=2, values_only=True)
    rows = {row[0]: dict(zip(heads, row, strict=True)) for row in (first, second, whole)}
    assert {name: (row["平均分"], row["优"], row["待核"]) for name, row in rows.items()} == {
        "云溪县图书馆": (98.5, 1, 0),
        "云溪县档案馆": (None, 0, 1),
        "合计": (98.5, 1, 1),
    }
    # 图上的数：待核自成一根。
    overview = {
        row[0]: row for row in book["总览"].iter_rows(max_col=9, values_only=True) if row[0]
    }
    assert [value for value in overview["待核"] if isinstance(value, int)] == [1]
    assert [value for value in overview["优"] if isinstance(value, int)] == [1]
    perfxl("summary", tmp_path, "-o", tmp_path / "汇总.html")
    page = (tmp_path / "汇总.html").read_text("utf-8")
    assert "优 1 个、良 0 个、中 0 个、差 0 个、待核 1 个" in page


def test_points_of_a_row_that_waits_are_not_counted_as_lost(tmp_path: Path) -> None:
    def lost(folder: Path) -> dict[str, float]:
        return {each["class"]: each["lost"] for each in summed(folder)["classes"]}

    write(tmp_path / "好的", "甲.xlsx")
    write(tmp_path / "待核", "甲.xlsx", PENDING | {"H15": "0", "H22": None})
    assert lost(tmp_path / "待核") == lost(tmp_path / "好的")


def test_another_file_of_the_same_name_is_told_with_its_folder(tmp_path: Path) -> None:
    for unit in ("甲局", "乙局"):
        write(tmp_path / unit, "自评.xlsx", {"F7": "171000" if unit == "甲局" else "170000"})
    done = perfxl("check", tmp_path, "--format", "json")
    [twice] = [each for each in json.loads(done.out)["findings"] if each["rule"] == "PX617"]
    other = "乙局" if "甲局" in twice["file"] else "甲局"
    assert twice["related"].startswith(f"[{other}/自评.xlsx]自评表!")
