"""命令行的约定：退出码、JSON、中文、坏文件不耽误其余、什么也不写坏。"""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl.workbook.defined_name import DefinedName
from rule_case import sound

from perfxl.cli.chinese import SOURCE, compiled
from perfxl.cli.form_commands import SCOPES, SHAPES, STAGES, print_forms
from perfxl.model.form import Form
from perfxl.model.form_spec import Scope, Shape, Stage
from perfxl.shipped import shipped_folder

SOUND = sound()


def output_of(*arguments: str | Path) -> Any:
    return json.loads(perfxl(*arguments).out)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return to_workbook(SOUND, tmp_path / "好.xlsx")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return to_workbook(changed(SOUND, {"H22": "99"}), tmp_path / "错.xlsx")


def test_read_json(sound: Path) -> None:
    document = output_of("read", "--json", sound)
    assert document["schema"] == "perfxl.document/1"
    assert document["file"] == str(sound)
    [table] = document["tables"]
    assert (table["form"], table["sheet"], table["range"]) == ("self_evaluation", "表", "A1:J24")
    assert table["funds"][0] | {"cells": 0} == {
        "name": "年度资金总额",
        "initial": 200000,
        "adjusted": 180000,
        "executed": 171000,
        "weight": 10,
        "rate": 95,
        "score": 9.5,
        "role": "total",
        "period": "year",
        "cells": 0,
    }
    assert table["indicators"][0]["cells"]["target"] == "E15"
    assert table["total"] == {"weight": 100, "score": 98.5}


def test_read_text_shows_what_was_understood(sound: Path) -> None:
    done = perfxl("read", sound)
    assert done.code == 0
    assert "乡镇图书室建设" in done.out
    assert "≥2万册" in done.out


def test_several_files_become_documents(sound: Path, faulty: Path) -> None:
    data = output_of("read", "--json", sound, faulty)
    assert [each["file"] for each in data["documents"]] == [str(sound), str(faulty)]


def test_check_exit_codes(sound: Path, faulty: Path, tmp_path: Path) -> None:
    assert perfxl("check", sound).code == 0
    assert perfxl("check", faulty).code == 1
    assert perfxl("check", faulty, tmp_path / "没有.xlsx").code == 2


def test_check_json(faulty: Path) -> None:
    data = output_of("check", "--format", "json", faulty)
    assert (data["schema"], data["files"], data["unread"]) == ("perfxl.findings/1", 1, [])
    [finding] = data["findings"]
    assert {
        key: finding[key] for key in ("rule", "name", "severity", "sheet", "cells", "project")
    } == {
        "rule": "PX406",
        "name": "total-score-off",
        "severity": "error",
        "sheet": "表",
        "cells": "H22",
        "project": "乡镇图书室建设",
    }
    assert (finding["found"], finding["expected"]) == (99, 98.5)
    assert finding["message"]
    assert finding["hint"]
    assert finding["basis"]


def test_one_bad_file_does_not_stop_the_others(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 half")
    (tmp_path / "~$错.xlsx").write_bytes(b"lock")
    to_workbook([["只有", "别的"]], tmp_path / "无表.xlsx")
    done = perfxl("check", tmp_path, "--format", "json")
    data = json.loads(done.out)
    assert done.code == 2
    assert data["files"] == 3
    assert {Path(each["file"]).name for each in data["unread"]} == {"坏.xlsx"}
    assert {Path(each["file"]).name for each in data["skipped"]} == {"无表.xlsx"}
    assert {each["rule"] for each in data["findings"]} == {"PX406"}
    lines = done.err.strip().splitlines()
    assert len(lines) == 2
    assert all("“" in line and line.endswith("。") for line in lines)
    assert [line.startswith("跳过：") for line in lines].count(True) == 1
    assert "Traceback" not in done.err


def test_check_xlsx_list(faulty: Path, tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    assert perfxl("check", faulty, "--format", "xlsx", "-o", target).code == 1
    sheet = openpyxl.load_workbook(target).worksheets[0]
    row = [cell.value for cell in sheet[2]]
    assert row[:5] == ["错误", "PX406", f"{tmp_path.name}/错.xlsx", "表", "H22"]
    assert sheet["E2"].hyperlink is not None
    assert sheet.auto_filter.ref == "A1:I2"


def test_marked_copy(faulty: Path, tmp_path: Path) -> None:
    target = tmp_path / "标.xlsx"
    assert perfxl("check", faulty, "--mark", "-o", target).code == 1
    comment = openpyxl.load_workbook(target).worksheets[0]["H22"].comment
    assert comment is not None
    assert "PX406" in comment.text


def test_score_json_and_copy(faulty: Path, tmp_path: Path) -> None:
    before = faulty.read_bytes()
    done = perfxl("score", faulty, "--format", "json", "-o", tmp_path / "副本.xlsx")
    assert done.code == 0
    [table] = json.loads(done.out)["tables"]
    assert table["execution"] | {"explanation": ""} == {
        "rate": 95,
        "weight": 10,
        "score": 9.5,
        "explanation": "",
    }
    assert (table["total"], table["grade"], table["printed_total"], table["printed_grade"]) == (
        98.5,
        "优",
        99,
        "优",
    )
    row = table["indicators"][1]
    assert (row["cell"], row["printed"], row["score"], row["low"], row["high"]) == (
        "H16",
        9,
        9,
        9,
        9,
    )
    assert row["explanation"] == "完成值1.8万册 ÷ 指标值2万册 × 10分 = 9.00分"
    assert openpyxl.load_workbook(tmp_path / "副本.xlsx").worksheets[0]["H22"].value == 98.5
    assert faulty.read_bytes() == before


def test_make(sound: Path, tmp_path: Path) -> None:
    folder, book = tmp_path / "成表", tmp_path / "全部.xlsx"
    assert perfxl("make", "自评表", "--from", sound, "-o", folder).code == 0
    assert [path.name for path in folder.iterdir()] == ["好（自评表）.xlsx"]
    assert perfxl("make", "自评表", "--from", sound, sound, "-o", book).code == 0
    assert openpyxl.load_workbook(book).worksheets[0]["A1"].value == "项目支出绩效自评表"
    wrong = perfxl("make", "自评表", "--from", sound, "-o", tmp_path / "全部.pdf")
    assert (wrong.code, "成表写 .xlsx、.docx" in wrong.err) == (2, True)
    refused = perfxl("make", "决算表", "--from", sound)
    assert refused.code == 2
    assert "没有“决算表”这种表；能生成的有：" in refused.err
    underivable = perfxl("make", "批复表", "--from", sound, "-o", tmp_path / "批复.xlsx")
    assert underivable.code == 2
    assert "里没有能写成批复表的表（读到的是绩效自评表）" in underivable.err
    assert not (tmp_path / "批复.xlsx").exists()


def test_broken_template_is_named_with_its_cell(sound: Path, tmp_path: Path) -> None:
    template = to_workbook(
        [["{{标题}}"], ["", "{{项目名}}"], ["{{指标.三级指标}}"]], tmp_path / "模板.xlsx"
    )
    done = perfxl(
        "make", "自评表", "--from", sound, "-o", tmp_path / "x.xlsx", "--template", template
    )
    assert done.code == 2
    assert "“模板.xlsx”的 B2" in done.err
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("command", ["score", "make", "check"])
def test_input_is_never_the_output(faulty: Path, command: str) -> None:
    before = faulty.read_bytes()
    arguments = {
        "score": ["score", faulty, "-o", faulty],
        "make": ["make", "自评表", "--from", faulty, "-o", faulty],
        "check": ["check", faulty, "--format", "xlsx", "-o", faulty],
    }[command]
    done = perfxl(*arguments)
    assert done.code == 2
    assert "输入文件" in done.err
    assert faulty.read_bytes() == before


def test_unwritable_output(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", "utf-8")
    done = perfxl("score", faulty, "-o", tmp_path / "文件" / "a.xlsx")
    assert done.code == 2
    assert "写不进" in done.err


def test_value_json() -> None:
    one = output_of("value", "--json", "≥9.8万人")
    assert one == {
        "text": "≥9.8万人",
        "kind": "quantity",
        "operator": "≥",
        "number": 98000,
        "unit": "人",
        "approximate": False,
        "note": "",
    }
    several = output_of("value", "--json", "95%", "有效促进", "≥1↑")
    assert [each["kind"] for each in several] == ["percent", "qualitative", "unreadable"]


def test_a_negative_value_is_no_option() -> None:
    assert [each["number"] for each in output_of("value", "-3%", "-1.5万元", "--json")] == [
        -3,
        -15000,
    ]
    assert output_of("value", "--json", "--", "-3%")["kind"] == "percent"
    unknown = perfxl("value", "--jsn", "3人")
    assert (unknown.code, "--jsn" in unknown.err) == (2, True)
    assert "-j" in perfxl("value", "-3%", "-j").err


def test_reference_pages(tmp_path: Path) -> None:
    listed = perfxl("rule").out
    assert "PX301" in listed
    assert "财预〔2020〕10号" in perfxl("rule", "PX301").out
    assert "“=”类没有做到：按比例" in perfxl("profile", "全国").out
    own = tmp_path / "我的.yaml"
    own.write_text(
        "extends: 黔南州\nname: 某县\nequal_miss: pro_rata\napproximate_tolerance: 0.05\n"
        "rules: {disabled: [PX515], severity: {PX311: warning}}\n",
        "utf-8",
    )
    page = perfxl("profile", str(own)).out
    assert "“=”类没有做到：按比例（黔南州：不得分）" in page
    assert "“左右”“约”算做到：上下 5% 以内（黔南州：上下 10% 以内）" in page
    assert "不查的规则：PX515（指标值含糊）（黔南州：没有）" in page
    assert "改了级别的规则：PX311（原因栏没有改进措施）改为提醒（黔南州：没有）" in page
    assert "执行率低要写原因：低于 90%\n" in page
    assert "依据（没有另写，是“黔南州”的；上面括着的几项改了，不出自它）：" in page
    for arguments in (("rule", "PX999"), ("profile", "没有"), ("check", "x", "--profile", "没有")):
        done = perfxl(*arguments)
        assert done.code == 2
        assert "没有" in done.err


def test_profile_changes_the_score(tmp_path: Path) -> None:
    path = to_workbook(changed(SOUND, {"E15": "=24个"}), tmp_path / "a.xlsx")
    scores = {
        name: output_of("score", path, "--format", "json", "--profile", name)["tables"][0][
            "indicators"
        ][0]["score"]
        for name in ("黔南州", "全国")
    }
    assert scores == {"黔南州": 0, "全国": 5}


def test_usage_errors_are_chinese() -> None:
    """另起进程：译文在载入 click 以前换上。"""
    for arguments in ((), ("check",), ("chek",), ("check", "--formt"), ("--help",)):
        command = [sys.executable, "-m", "perfxl", *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
        said = done.stdout + done.stderr
        assert "用法" in said
        assert "Usage" not in said
        assert "Error" not in said
        assert "Try" not in said


def test_translation_is_compiled_from_its_source() -> None:
    assert SOURCE.with_suffix(".mo").read_bytes() == compiled()


def test_demo_does_the_whole_job(tmp_path: Path) -> None:
    done = perfxl("demo", tmp_path / "结果")
    assert "先打开：汇总.html（" in done.out
    assert done.code == 0
    assert str(tmp_path / "结果") in done.out
    assert len(list((tmp_path / "结果" / "自评表").glob("*.xlsx"))) == 18
    summary = openpyxl.load_workbook(tmp_path / "结果" / "评分汇总.xlsx").worksheets[0]
    assert summary.max_row == 19
    assert openpyxl.load_workbook(tmp_path / "结果" / "校验结果.xlsx").worksheets[0].max_row > 11
    whole = openpyxl.load_workbook(tmp_path / "结果" / "汇总.xlsx")
    assert whole["项目"].max_row == 2 + 18 + 1
    assert "18 个" in (tmp_path / "结果" / "汇总.html").read_text("utf-8")


def test_same_names_in_different_folders_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for bureau in ("甲局", "乙局"):
        (tmp_path / "收" / bureau).mkdir(parents=True)
        rows = changed(SOUND, {"C4": bureau, "H22": "90"})
        to_workbook(rows, tmp_path / "收" / bureau / "自评表.xlsx")
    perfxl("make", "自评表", "--from", tmp_path / "收", "-o", tmp_path / "成")
    perfxl("check", "--mark", tmp_path / "收", "-o", tmp_path / "标")
    for folder in ("成", "标"):
        projects = {
            table["fields"]["项目名称"]
            for path in (tmp_path / folder).iterdir()
            for table in output_of("read", "--json", path)["tables"]
        }
        assert projects == {"甲局", "乙局"}


def test_a_filled_form_is_no_template(sound: Path, tmp_path: Path) -> None:
    done = perfxl("make", "自评表", "--from", sound, "-o", tmp_path / "x.xlsx", "--template", sound)
    assert done.code == 2
    assert "不是模板" in done.err
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("style", ["json", "xlsx", "text"])
def test_marked_copy_is_not_replaced_by_the_list(faulty: Path, tmp_path: Path, style: str) -> None:
    work = tmp_path / "工作"
    work.mkdir()
    target = work / "标.xlsx"
    done = perfxl("check", faulty, "--mark", "-o", target, "--format", style, cwd=work)
    assert done.code == 1
    comment = openpyxl.load_workbook(target).worksheets[0]["H22"].comment
    assert comment is not None
    assert "PX406" in comment.text
    if style == "json":
        assert json.loads(done.out)["findings"][0]["rule"] == "PX406"
    assert (work / "校验结果.xlsx").exists() == (style == "xlsx")


def test_profile_named_in_the_workbook_is_used_unless_another_is_given(tmp_path: Path) -> None:
    path = to_workbook(changed(SOUND, {"E16": "=2万册", "F16": "1.5万册"}), tmp_path / "名.xlsx")
    plain = output_of("score", path, "--format", "json")["tables"][0]["indicators"][1]["score"]
    book = openpyxl.load_workbook(path)
    book.defined_names["绩效口径"] = DefinedName("绩效口径", attr_text='"全国"')
    book.save(path)
    named = output_of("score", path, "--format", "json")["tables"][0]["indicators"][1]["score"]
    given = output_of("score", path, "--format", "json", "--profile", "黔南州")
    assert (plain, named) == (0, 7.5)
    assert given["tables"][0]["indicators"][1]["score"] == 0
    book.defined_names["绩效口径"] = DefinedName("绩效口径", attr_text='"火星"')
    book.save(path)
    done = perfxl("check", path)
    assert done.code == 2
    assert "名称“绩效口径”写的是“火星”，没有这个口径" in done.err


def test_rate_goes_into_a_percent_cell_as_a_number(tmp_path: Path) -> None:
    path = to_workbook(changed(SOUND, {"H7": None}), tmp_path / "率.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["H7"].number_format = "0.00%"
    book.save(path)
    assert perfxl("score", path, "-o", tmp_path / "分.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "分.xlsx").worksheets[0]["H7"].value == 0.95


def test_formula_with_an_error_value_is_not_called_empty(tmp_path: Path) -> None:
    path = to_workbook(SOUND, tmp_path / "公式.xlsx")
    patched = tmp_path / "错.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["H15"] = "=PERF_SCORE(E15,F15,G15)"
    book.save(path)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(patched, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(
                    rb'<c r="H15"([^>]*)>(<f>.*?</f>)<v\s*/?>(</v>)?</c>',
                    rb'<c r="H15"\1 t="e">\2<v>#NAME?</v></c>',
                    data,
                )
            target.writestr(name, data)
    findings = output_of("check", patched, "--format", "json")["findings"]
    assert {f["rule"] for f in findings if f["cells"] == "H15"} == {"PX902"}
    assert "结果是 #NAME?" in next(f["message"] for f in findings if f["rule"] == "PX902")


def test_addin_is_written_only_to_an_xlam_file(tmp_path: Path) -> None:
    done = perfxl("addin", "build", "-o", tmp_path / "校验结果.xlsx")
    assert (done.code, list(tmp_path.iterdir())) == (2, [])
    assert "应以 .xlam 结尾" in done.err
    assert perfxl("addin", "build", "-o", tmp_path / "p.xlam").code == 0


FORMS = shipped_folder("workbooks")


def test_read_names_the_form_and_what_was_understood() -> None:
    done = perfxl("read", FORMS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx")
    assert done.code == 0
    assert "表的种类：项目绩效目标表" in done.out
    assert "二级项目名称：驻外劳务协作服务工作（E3）" in done.out
    assert "表内有字的格都读懂了。" in done.out


def test_read_a_folder_of_mixed_files(tmp_path: Path) -> None:
    """读得懂的照读，不认得的、坏的各说一句，退出码为 2。"""
    shutil.copy(FORMS / "预算调整批复" / "004_47_转移支付预算调整.xlsx", tmp_path / "甲.xlsx")
    shutil.copy(FORMS / "批复表" / "003_01_湟源县项目支出绩效目标批复.xlsx", tmp_path / "乙.xlsx")
    to_workbook([["姓名", "电话"], ["甲", "0000000"]], tmp_path / "丙.xlsx")
    (tmp_path / "丁.xls").write_text("<html></html>", "utf-8")
    done = perfxl("read", tmp_path, "--json")
    assert done.code == 2
    data = json.loads(done.out)
    assert [each["tables"][0]["form"] for each in data["documents"]] == [
        "approval_list",
        "transfer_budget",
    ]
    whys = {Path(each["file"]).name: each["why"] for each in data["unread"]}
    assert "其实是网页" in whys["丁.xls"]
    assert [Path(each["file"]).name for each in data["skipped"]] == ["丙.xlsx"]


def test_unrelated_workbooks_in_a_folder_are_no_fault(tmp_path: Path) -> None:
    """文件夹里的通讯录一短句跳过，不影响退出码；写明的、说到绩效的、一个也没有读成的照旧说。"""
    shutil.copy(FORMS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx", tmp_path / "甲.xlsx")
    to_workbook([["姓名", "电话"], ["甲", "0000000"]], tmp_path / "通讯录.xlsx")
    done = perfxl("read", tmp_path)
    assert (done.code, done.err) == (0, "跳过：“通讯录.xlsx”里没有绩效、预算的表。\n")
    for command in ("read", "check", "score"):
        named = perfxl(command, tmp_path / "甲.xlsx", tmp_path / "通讯录.xlsx")
        assert named.code == 2
        assert "没有认出" in named.err
    to_workbook([["绩效自评", "完成"], ["甲", "好"]], tmp_path / "自评.xlsx")
    done = perfxl("read", tmp_path)
    assert done.code == 2
    assert done.err.count("没有读成") == 1
    (tmp_path / "甲.xlsx").unlink()
    (tmp_path / "自评.xlsx").unlink()
    assert perfxl("read", tmp_path).code == 2


@pytest.mark.parametrize(
    "title",
    ["预算绩效管理联系人通讯录", "某局2023年12月绩效工资发放表（在职）", "绩效管理培训签到表"],
)
def test_lists_of_people_that_name_performance_are_unrelated(title: str, tmp_path: Path) -> None:
    shutil.copy(FORMS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx", tmp_path / "甲.xlsx")
    to_workbook([[title], ["姓名", "电话"], ["甲", "0000000"]], tmp_path / "乙.xlsx")
    assert perfxl("read", tmp_path).code == 0
    to_workbook([["绩效自评情况表"], ["项目", "完成"], ["甲", "好"]], tmp_path / "丙.xlsx")
    assert perfxl("read", tmp_path).code == 2


def test_a_table_without_actuals_is_not_scored(tmp_path: Path) -> None:
    target = FORMS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx"
    done = perfxl("score", target, "-o", tmp_path / "x.xlsx")
    assert done.code == 2
    assert "没有自评表（读到的是项目绩效目标表）" in done.err
    assert list(tmp_path.iterdir()) == []


def test_targets_are_checked_by_the_rules_that_fit() -> None:
    done = perfxl("check", FORMS / "目标表", "--format", "json")
    assert done.code == 1
    found = json.loads(done.out)["findings"]
    errors = {(f["rule"], f["cells"]) for f in found if f["severity"] == "error"}
    assert errors == {("PX201", "E12"), ("PX109", "D16")}
    budgets = perfxl("check", FORMS / "预算调整批复", "--format", "json")
    assert budgets.code == 1
    rules = {f["rule"] for f in json.loads(budgets.out)["findings"]}
    assert {"PX414", "PX418", "PX611", "PX614", "PX618"} <= rules


@pytest.mark.parametrize("form", list(Form))
def test_the_page_of_each_form(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    print_forms(form.spec.made[0].name if form.spec.made else form.label)
    assert capsys.readouterr().out.startswith(f"{form.label}（{form.value}）\n")


def test_every_scope_stage_and_shape_has_its_word() -> None:
    assert (set(SCOPES), set(STAGES), set(SHAPES)) == (set(Scope), set(Stage), set(Shape))


def test_rule_page_says_which_forms() -> None:
    assert "适用：全部表" in perfxl("rule", "PX110").out
    assert "适用：自评表\n" in perfxl("rule", "PX301").out
