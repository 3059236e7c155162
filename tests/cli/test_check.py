"""``check`` 的 --fix、--level、认可、跨文件和校验结果工作簿，从命令行看。"""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from click.testing import CliRunner, Result
from gridtext import changed, to_workbook
from rule_case import sound

from perfxl.cli.app import cli
from perfxl.hosts.outputs import Output
from perfxl.many_files import copies
from perfxl.many_files.copies import FilledCopy
from perfxl.many_files.file_result import FileResult


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["check", *map(str, arguments)])


def findings(*arguments: str | Path) -> Any:
    return json.loads(check(*arguments, "--format", "json").stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """一个批复、一个改低了指标值又加错总分的自评表。"""
    wrong = {"E15": "≥10个", "F15": "10个", "B13": "建成图书室", "H22": "99"}
    to_workbook(sound("调整批复"), tmp_path / "批复.xlsx")
    to_workbook(changed(sound(), wrong), tmp_path / "自评.xlsx")
    return tmp_path


def test_folder_is_checked_as_a_whole(folder: Path) -> None:
    data = findings(folder)
    assert (data["files"], data["accepted"]) == (2, 0)
    assert [(f["rule"], f["related"]) for f in data["findings"]] == [
        ("PX604", "[批复.xlsx]表!G10"),
        ("PX406", "H15:H21,I7"),
    ]
    said = check(folder).stdout
    assert "（另见 [批复.xlsx]表!G10）" in said
    assert "自评.xlsx · 表 · 乡镇图书室建设（错误 2 处）" in said


def test_fix_writes_a_copy_a_list_and_says_what_is_left(folder: Path) -> None:
    before = (folder / "自评.xlsx").read_bytes()
    done = check(folder / "自评.xlsx", "--fix", "-o", folder / "对.xlsx")
    assert done.exit_code == 0
    assert "改了 1 格" in done.stderr
    assert "表!H22 总分：99 → 98.5（PX406）" in done.stdout
    assert (folder / "自评.xlsx").read_bytes() == before
    assert openpyxl.load_workbook(folder / "对.xlsx").worksheets[0]["H22"].value == 98.5
    listed = openpyxl.load_workbook(folder / "对（改动清单）.xlsx").worksheets[0]
    assert [cell.value for cell in listed[2]][2:6] == ["H22", "总分", "99", 98.5]
    assert "PX406" in str(listed["G2"].value)


def test_fix_of_a_folder_compares_the_files_still(folder: Path) -> None:
    done = check(folder, "--fix", "-o", folder / "改好", "--format", "json")
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert [each["cell"] for each in data["fixed"]] == ["H22"]
    assert [each["rule"] for each in data["findings"]] == ["PX604"]
    assert "批复.xlsx”没有能替您改的，没有写副本。" in done.stderr
    assert {path.name for path in (folder / "改好").iterdir()} == {
        "自评（已改正）.xlsx",
        "自评（已改正）（改动清单）.xlsx",
    }


def test_own_copies_and_lists_in_the_folder_are_not_checked(folder: Path) -> None:
    check(folder, "--fix", "-o", folder)
    check(folder, "--format", "xlsx", "-o", folder / "校验结果.xlsx")
    assert len(list(folder.iterdir())) == 5
    data = findings(folder)
    assert (data["files"], data["unread"]) == (2, [])


def test_level_lists_less_and_counts_all(tmp_path: Path) -> None:
    source = to_workbook(changed(sound(), {"E15": "≧12个", "H22": "99"}), tmp_path / "a.xlsx")
    assert [f["rule"] for f in findings(source)["findings"]] == ["PX211", "PX406"]
    assert [f["rule"] for f in findings(source, "--level", "warning")["findings"]] == ["PX406"]
    assert "错误 1 处，提醒 0 处，参考 1 处" in check(source, "--level", "error").stdout


def test_basis_is_told_when_asked_for(folder: Path) -> None:
    assert "\n    依据：" not in check(folder).stdout
    assert "\n    依据：财预〔2020〕10号" in check(folder, "--basis").stdout
    assert all(each["basis"] for each in findings(folder)["findings"])


def test_a_folder_is_told_worst_first_a_file_in_the_order_of_its_cells(folder: Path) -> None:
    to_workbook(changed(sound(), {"C4": "甲", "E21": "90%"}), folder / "a轻.xlsx")
    heavy = {"C4": "乙", "E15": "12个", "H22": "99"}
    to_workbook(changed(sound(), heavy), folder / "b重.xlsx")
    whole = check(folder).stdout
    first, _, later = whole.partition("a轻.xlsx")
    assert "提醒 E21" in later
    assert first.index("错误 H22") < first.index("提醒 E15")
    alone = check(folder / "b重.xlsx").stdout
    assert alone.index("提醒 E15") < alone.index("错误 H22")


def test_a_table_that_is_all_faults_stays_short(tmp_path: Path) -> None:
    """许多行都错的：同一条规则合成一条，重的在先，处数照算。"""
    rows = {"E": "≥100人", "F": "80人", "G": "1", "H": "1"}
    wrong = {f"{column}{row}": text for row in range(15, 22) for column, text in rows.items()}
    book = tmp_path / "错.xlsx"
    wide = openpyxl.Workbook()
    sheet = wide.active
    assert sheet is not None
    to_workbook(changed(sound(), wrong), book)
    for row in openpyxl.load_workbook(book).worksheets[0].iter_rows(max_row=14, values_only=True):
        sheet.append(row)
    for place in range(60):
        sheet.append(["", "产出指标", "数量指标", f"第{place}项人数", "≥100人", "80人", 1, 1])
    wide.save(book)
    said = check(book).stdout
    assert "没有做到却给了满分，同样的 60 处。第一处（H15）" in said
    assert "其余 59 处一样看。" in said
    assert said.count("PX312") == 1
    counted = [each for each in findings(book)["findings"] if each["rule"] == "PX312"]
    assert len(counted) == 60


def test_what_is_ignored_is_ignored_while_fixing(folder: Path) -> None:
    """口径里认可的，--no-acceptances 时照改；用自己的清单时只认那一份。"""
    own = folder / "我县.yaml"
    own.write_text(
        "extends: 黔南州\nname: 我县\naccepted:\n- {rule: PX406, reason: 另有合计办法的表}\n",
        "utf-8",
    )
    mine = folder / "局里.yaml"
    mine.write_text("- {rule: PX604, reason: 已经核对过批复的}\n", "utf-8")
    given = (folder / "自评.xlsx", "--profile", own, "--fix")
    assert "没有能替您改的" in check(*given).stderr
    assert "改了 1 格" in check(*given, "--no-acceptances", "-o", folder / "一.xlsx").stderr
    assert "改了 1 格" in check(*given, "--acceptances", mine, "-o", folder / "二.xlsx").stderr


def test_fix_and_score_write_the_same_where_a_score_is_over_its_weight(tmp_path: Path) -> None:
    book = tmp_path / "自评.xlsx"
    to_workbook(changed(sound(), {"H15": "12", "H22": "100.5"}), book)
    assert check(book, "--fix", "-o", tmp_path / "改.xlsx").exit_code == 0
    scored = CliRunner().invoke(cli, ["score", str(book), "-o", str(tmp_path / "评.xlsx")])
    assert scored.exit_code == 0
    for name in ("改.xlsx", "评.xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / name).worksheets[0]
        assert (sheet["H15"].value, sheet["H22"].value) == (10, 98.5)


def test_a_sheet_headed_like_a_result_is_said_and_a_table_under_it_is_read(tmp_path: Path) -> None:
    book = tmp_path / "自评.xlsx"
    to_workbook(changed(sound(), {"H22": "99"}), book)
    whole = openpyxl.load_workbook(book)
    listed = whole.create_sheet("存档")
    listed["A1"], listed["A2"], listed["C2"] = "perfxl 校验结果：错误 1 处", "级别", "单元格"
    whole.save(book)
    assert "工作表“存档”是本程序写的结果，没有查。" in check(book).stdout
    assert findings(book)["result_sheets"] == [{"file": str(book), "sheet": "存档"}]
    hidden = openpyxl.load_workbook(book)
    hidden.worksheets[0]["A1"] = "perfxl 评分说明（口径：黔南州）"
    hidden.save(book)
    assert "PX406" in {each["rule"] for each in findings(book)["findings"]}


def test_an_acceptance_of_other_cells_is_said(folder: Path) -> None:
    """格没有照抄的（多写了、少写了）没有认可，说一句；与查出的格不相干的、不是地址的不说。"""
    listed = folder / "校验认可.yaml"
    [cells] = {each["cells"] for each in findings(folder)["findings"] if each["rule"] == "PX406"}
    for own, said in (
        (f"{cells}:{cells}1", True),
        ("B2", False),
        ("那一格", False),
        (cells, False),
    ):
        listed.write_text(f"- {{rule: PX406, cells: '{own}', reason: 另有合计办法}}\n", "utf-8")
        wanted = f"格写的是 {own}，查出的是 {cells}，没有认可" in check(folder).stdout
        assert wanted is said, own


def test_an_accepted_rule_that_the_profile_turned_off_is_called_so(folder: Path) -> None:
    listed = folder / "校验认可.yaml"
    own = folder.parent / "关掉.yaml"
    own.write_text("extends: 黔南州\nname: 关掉\nrules: {disabled: [PX203]}\n", "utf-8")
    entry = "- {rule: PX203, cells: B2, reason: 已经核对}\n"
    listed.write_text(entry, "utf-8")
    said = check(folder, "--profile", own).stdout
    assert "校验认可.yaml 里认可的 PX203 没有用到：口径“关掉”关掉了这样的规则" in said
    assert "没有对上" not in said
    assert "没有对上一处问题的：PX203 B2" in check(folder).stdout


def test_what_meets_nothing_is_said_once_for_a_list(folder: Path) -> None:
    """一处也没有对上的几条说一句；对上一个文件的、写明是别的文件的（另看有没有）、格没有照抄的（另有一句）不在内。"""
    shutil.copy(folder / "自评.xlsx", folder / "另一份.xlsx")
    listed = folder / "校验认可.yaml"
    met = "- {rule: PX406, file: 另一份.xlsx, reason: 另有合计办法}\n"
    elsewhere = "- {rule: PX406, file: 别处.xlsx, reason: 另有合计办法}\n"
    gone = "- {rule: PX203, sheet: 自评表, cells: B2, reason: 已经核对}\n"
    listed.write_text(met + elsewhere + gone, "utf-8")
    said = check(folder).stdout
    assert "校验认可.yaml 里没有对上一处问题的：PX203 自评表 B2（已经核对）；" in said
    assert said.count("没有对上一处问题") == 1
    assert "里写的文件“别处.xlsx”，这个文件夹里没有；" in said
    (folder / "别处.xlsx").write_bytes((folder / "自评.xlsx").read_bytes())
    assert "别处.xlsx" not in check(folder / "自评.xlsx", folder / "另一份.xlsx").stdout
    listed.write_text(met + elsewhere, "utf-8")
    assert "没有对上" not in check(folder).stdout
    assert "没有对上" not in check(folder, "--no-acceptances").stdout
    listed.write_text(gone * 3 + "".join(gone.replace("B2", f"C{n}") for n in range(6)), "utf-8")
    said = check(folder).stdout
    assert "C3（已经核对）……等 7 条；" in said
    assert "C4（已经核对）" not in said


@pytest.mark.parametrize("written", ["{}", "${}", " {} "])
def test_cells_written_otherwise_are_the_same_cells(folder: Path, written: str) -> None:
    [cells] = {each["cells"] for each in findings(folder)["findings"] if each["rule"] == "PX406"}
    own = written.format(cells.lower())
    text = f"- {{rule: PX406, cells: '{own}', reason: 另有合计办法}}\n"
    (folder / "校验认可.yaml").write_text(text, "utf-8")
    assert "PX406" not in {each["rule"] for each in findings(folder)["findings"]}


def test_a_list_of_another_name_or_in_another_folder_is_said(folder: Path) -> None:
    """名字不对的、放在上级的（那里没有工作簿）没有用，说一句；上级自己有工作簿的是它的。"""
    text = "- {rule: PX406, reason: 另有合计办法}\n"
    (folder / "校验认可.yaml.txt").write_text(text, "utf-8")
    said = check(folder).stdout
    assert said.count("校验认可.yaml.txt”没有用：名字要是“校验认可.yaml”") == 1
    (folder / "校验认可.yaml.txt").unlink()
    below = folder / "甲局"
    below.mkdir()
    for each in folder.glob("*.xlsx"):
        each.rename(below / each.name)
    (folder / "校验认可.yaml").write_text(text, "utf-8")
    said = check(folder).stdout
    assert f"“{folder.name}/校验认可.yaml”没有用：认可清单只管同一文件夹里的工作簿" in said
    assert "没有用" not in check(folder, "--no-acceptances").stdout
    shutil.copy(below / "自评.xlsx", folder / "乙.xlsx")
    assert "没有用" not in check(below).stdout


def test_lists_of_several_folders_are_named_with_their_folder(folder: Path) -> None:
    for name in ("甲局", "乙局"):
        (folder / name).mkdir()
        shutil.copy(folder / "自评.xlsx", folder / name / "自评.xlsx")
        text = f"- {{rule: PX406, reason: {name}另有办法}}\n"
        (folder / name / "校验认可.yaml").write_text(text, "utf-8")
    said = check(folder).stdout
    assert "甲局/校验认可.yaml 认可了 PX406 1 处（甲局另有办法）" in said
    assert "乙局/校验认可.yaml 认可了 PX406 1 处（乙局另有办法）" in said


def test_a_reason_that_is_too_short_is_said(folder: Path) -> None:
    (folder / "校验认可.yaml").write_text("- {rule: PX406, reason: 可以}\n", "utf-8")
    assert "认可 PX406 的理由“可以”太短，“错误”级的照列。" in check(folder).stdout
    check(folder, "-o", folder / "结果.xlsx")
    listed = openpyxl.load_workbook(folder / "结果.xlsx")["按规则合计"]
    said = "".join(str(cell.value or "") for row in listed.iter_rows() for cell in row)
    assert "太短" in said
    assert "口径：黔南州" in said


def test_accepted_are_counted(folder: Path) -> None:
    text = "- {rule: PX604, reason: 县财政局同意调低}\n- {rule: PX406, reason: 系统导出的总分}\n"
    (folder / "校验认可.yaml").write_text(text, "utf-8")
    done = check(folder)
    assert done.exit_code == 0
    assert "另有 2 处已认可，没有列出" in done.stdout
    assert findings(folder)["accepted"] == 2


def test_faulty_acceptance_list_is_reported_like_a_file(folder: Path) -> None:
    (folder / "校验认可.yaml").write_text("- rule: PX604\n", "utf-8")
    done = check(folder)
    assert done.exit_code == 2
    assert "没有读成：认可清单" in done.stderr
    assert "PX604" in done.stdout


def test_links_are_relative_to_a_result_workbook_beside_or_above(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "甲 单位").mkdir()
    for path in folder.glob("*.xlsx"):
        path.rename(folder / "甲 单位" / path.name)
    above, elsewhere = folder / "校验结果.xlsx", tmp_path / "别处" / "校验结果.xlsx"
    for target in (above, elsewhere):
        assert check(folder, "-o", target).exit_code == 1
    links = {
        target: {
            str(cell.hyperlink.target).partition("#")[0]
            for sheet, column in (("校验结果", "E"), ("按项目合计", "A"))
            for cell in openpyxl.load_workbook(target)[sheet][column][1:]
        }
        for target in (above, elsewhere)
    }
    assert links[above] == {
        quote(path.relative_to(folder).as_posix()) for path in (folder / "甲 单位").iterdir()
    }
    assert links[elsewhere] == {path.as_uri() for path in (folder / "甲 单位").iterdir()}


def test_result_workbook_counts_per_rule_and_project(folder: Path) -> None:
    target = folder / "结果" / "校验结果.xlsx"
    assert check(folder, "--format", "xlsx", "-o", target).exit_code == 1
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["校验结果", "按规则合计", "按项目合计"]
    listed, rules, projects = book.worksheets
    assert listed.auto_filter.ref == "A1:I3"
    assert str(listed["E2"].hyperlink.target).endswith("#'表'!E15")
    assert [[cell.value for cell in row] for row in rules.iter_rows(min_row=2)] == [
        ["PX406", "错误", "总分不等于各行得分之和", 1],
        ["PX604", "错误", "指标值与批复不同", 1],
        [
            None,
            None,
            "口径：黔南州（没有选口径，用默认的；产出50、效益30、满意度10、预算执行率10分，与它相符）。",
            None,
        ],
    ]
    assert [[cell.value for cell in row][3:] for row in projects.iter_rows(min_row=2)] == [
        ["预算调整项目支出绩效目标批复表", "乡镇图书室建设", 0, 0, 0],
        ["绩效自评表", "乡镇图书室建设", 2, 0, 0],
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--mark", "--fix"], "分两次用"),
        (["--fix", "-o", "一份.xlsx"], "几个文件的改正副本不能写成一个文件"),
    ],
)
def test_what_cannot_go_together_is_said(folder: Path, arguments: list[str], said: str) -> None:
    done = check(folder, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert {path.suffix for path in folder.iterdir()} == {".xlsx"}


def test_a_locked_sheet_is_not_fixed_and_the_rest_is(folder: Path) -> None:
    locked = openpyxl.load_workbook(folder / "自评.xlsx")
    locked.worksheets[0].protection.enable()
    locked.save(folder / "锁.xlsx")
    done = check(folder / "锁.xlsx", folder / "自评.xlsx", "--fix", "-o", folder / "改好")
    assert done.exit_code == 2
    assert "没有写成改正副本" in done.stderr
    assert {path.name for path in (folder / "改好").iterdir()} == {
        "自评（已改正）.xlsx",
        "自评（已改正）（改动清单）.xlsx",
    }


def test_unknown_rule_in_a_profile_stops_before_anything(folder: Path) -> None:
    profile = folder / "我县.yaml"
    profile.write_text("extends: 黔南州\nname: 我县\nrules: {disabled: [PX998]}\n", "utf-8")
    done = check(folder, "--profile", profile)
    assert done.stdout == ""
    assert "没有规则 PX998" in str(done.exception)


def test_fixed_copies_alone_in_a_folder_are_checked(folder: Path) -> None:
    check(folder, "--fix", "-o", folder / "改好")
    data = findings(folder / "改好", folder / "批复.xlsx")
    assert data["files"] == 2
    assert [each["rule"] for each in data["findings"]] == ["PX604"]


def test_nothing_is_fixed_while_the_acceptance_list_is_faulty(folder: Path) -> None:
    (folder / "校验认可.yaml").write_text("- rule: PX406\n", "utf-8")
    done = check(folder / "自评.xlsx", "--fix", "-o", folder / "对.xlsx")
    assert done.exit_code == 2
    assert "不知道哪些是认可了的" in done.stderr
    assert not (folder / "对.xlsx").exists()
    assert "共 1 个文件" in done.stdout


def test_the_suffix_of_the_output_tells_the_format(folder: Path) -> None:
    source = folder / "自评.xlsx"
    check(source, "-o", folder / "单.xlsx")
    assert openpyxl.load_workbook(folder / "单.xlsx").sheetnames[0] == "校验结果"
    check(source, "-o", folder / "单.json")
    assert json.loads((folder / "单.json").read_text("utf-8"))["files"] == 1
    for arguments in (
        ["-o", "单.pdf"],
        ["--format", "json", "-o", "b.xlsx"],
        ["--fix", "-o", "m.xls"],
    ):
        assert check(source, *arguments).exit_code == 2
    assert {path.suffix for path in folder.iterdir()} == {".xlsx", ".json"}


def test_copies_never_replace_earlier_ones(folder: Path) -> None:
    for _ in range(2):
        check(folder / "自评.xlsx", "--fix", "-o", folder / "改好")
    names = {path.name for path in (folder / "改好").iterdir()}
    assert {"自评（已改正）.xlsx", "自评（已改正）(2).xlsx"} <= names


def test_brackets_of_a_project_name_are_plain_text(tmp_path: Path) -> None:
    source = {"C4": "[164]乡镇图书室建设", "H22": "99"}
    to_workbook(changed(sound(), source), tmp_path / "自评表[1].xlsx")
    text = '- {rule: PX406, project: "[164]*", file: "自评表[1].xlsx", reason: 系统导出的总分}\n'
    (tmp_path / "校验认可.yaml").write_text(text, "utf-8")
    assert findings(tmp_path)["accepted"] == 1


def test_unknown_base_of_a_profile_is_named(folder: Path) -> None:
    profile = folder / "我县.yaml"
    profile.write_text("extends: 没有的\nname: 我县\n", "utf-8")
    assert "extends 的“没有的”不是随程序带的口径" in str(
        check(folder, "--profile", profile).exception
    )


SLIPPED: dict[str, str | None] = {
    "E19": "≤200元/平方米",
    "F19": "1780000元/平方米",
    "F15": "６个",
    "H15": "5",
    "I15": "经费不足。改进措施：追加预算。",
}


def test_fix_says_what_is_left_to_a_person_and_why(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), SLIPPED), tmp_path / "错.xlsx")
    said = check(path, "--fix", "-o", tmp_path / "对.xlsx")
    assert "另有 3 格留给人改，没有动" in said.stderr
    assert "错.xlsx：留给人改的 3 格，没有动" in said.stdout
    assert "8900 倍，可能错了数量级，请先核对 F19：" in said.stdout
    assert "表!H19 得分：10，算出来是 0" in said.stdout
    book = openpyxl.load_workbook(tmp_path / "对（改动清单）.xlsx")
    listed = [[cell.value for cell in row][2:6] for row in book["留给人改的"]]
    assert listed == [
        ["单元格", "栏目", "原来写的", "算出来的"],
        ["H19", "得分", "10", 0],
        ["H22", "总分", "98.5", 93.5],
        ["B23", "自评结论的等级", "优。图书室已全部开放。", None],
    ]
    data = findings(path, "--fix", "-o", tmp_path / "又")
    assert [(each["cell"], each["value"]) for each in data["left"]] == [
        *(("H19", 0), ("H22", 93.5), ("B23", None))
    ]
    assert [(each["cell"], each["after"], each["hidden"]) for each in data["fixed"]] == [
        ("F15", "6个", "")
    ]


def test_only_left_cells_write_no_copy(tmp_path: Path) -> None:
    slipped = {cell: SLIPPED[cell] for cell in ("E19", "F19")}
    path = to_workbook(changed(sound(), slipped), tmp_path / "错.xlsx")
    said = check(path, "--fix")
    assert "没有能替您改的，没有写副本" in said.stderr
    assert "表!H22 总分：98.5" in said.stdout
    assert list(tmp_path.iterdir()) == [path]


def test_hidden_places_are_named(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), {"F15": "１２个", "H16": "8"}), tmp_path / "藏.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[15].hidden = True
    book.worksheets[0].column_dimensions["H"].hidden = True
    book.save(path)
    done = check(path, "--fix", "-o", tmp_path / "对.xlsx")
    assert "表!F15 实际完成值：１２个 → 12个（PX223；在隐藏的第 15 行）" in done.stdout
    listed = openpyxl.load_workbook(tmp_path / "对（改动清单）.xlsx").worksheets[0]
    assert {row[2].value: row[7].value for row in listed.iter_rows(min_row=2)} == {
        "F15": "在隐藏的第 15 行",
        "H16": "在隐藏的 H 列",
    }
    data = findings(path, "--fix", "-o", tmp_path / "又")
    assert {each["cell"]: each["hidden"] for each in data["fixed"]} == {
        "F15": "隐藏的第 15 行",
        "H16": "隐藏的 H 列",
    }
    marked = check(path, "--mark", "-o", tmp_path / "标.xlsx")
    assert "其中有标在隐藏的地方的：表 隐藏的 H 列、表 隐藏的第 15 行" in marked.stderr
    scored = CliRunner().invoke(cli, ["score", str(path), "-o", str(tmp_path / "分.xlsx")])
    assert "其中有写进隐藏的地方的：表 隐藏的 H 列" in scored.stderr


def test_scores_that_hang_on_a_slipped_value_are_not_filled(tmp_path: Path) -> None:
    path = to_workbook(changed(sound(), {**SLIPPED, "H15": None}), tmp_path / "错.xlsx")
    target = tmp_path / "分.xlsx"
    done = CliRunner().invoke(cli, ["score", str(path), "-o", str(target)])
    assert (
        "请先核对 F19；表!H19 仍是原来的 10、表!H22 仍是原来的 98.5、表!B23 仍是原来的“优。"
        in done.stderr
    )
    assert "核对以前，得分、总分、等级都不作数" in done.stdout
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert [sheet[cell].value for cell in ("H15", "H19", "H22")] == [5, 10, 98.5]
    data = json.loads(CliRunner().invoke(cli, ["score", str(path), "--format", "json"]).stdout)
    assert data["tables"][0]["doubts"] == [
        {
            "cell": "F19",
            "why": "F19 的完成值“1780000元/平方米”是指标值“≤200元/平方米”的 8900 倍",
            "hangs": ["H19", "H22", "B23"],
        }
    ]


def test_a_crash_while_writing_costs_only_that_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("甲", "乙"):
        to_workbook(changed(sound(), {"H16": "8"}), tmp_path / f"{name}.xlsx")
    whole = copies.fill_scores

    def crash(result: FileResult, target: Output) -> FilledCopy:
        if result.path.stem == "甲":
            raise ValueError("x")
        return whole(result, target)

    monkeypatch.setattr(copies, "fill_scores", crash)
    done = CliRunner().invoke(cli, ["score", str(tmp_path), "-o", str(tmp_path / "评好")])
    assert done.exit_code == 2
    assert "写“甲.xlsx”的评分副本时程序出错（ValueError）" in done.stderr
    assert [path.name for path in (tmp_path / "评好").iterdir()] == ["乙（已评分）.xlsx"]
