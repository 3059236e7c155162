"""由别的单位的表认模板：只留栏名的表认出来，照它成表，读回来与原来的一样；认不出的点名，原件不动。"""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl
from gridtext import parse_rows, to_workbook
from saved_by_excel import save_as_excel
from stripped_forms import stripped

from perfxl.actions.template_learning import LearnedTemplate
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.hosts.outputs import Outputs
from perfxl.many_files.making import (
    check_template_file,
    made_sheets,
    sources_for,
    write_sheets,
)
from perfxl.many_files.results import process, read_file
from perfxl.many_files.template_studio import learned_template, write_learned_template
from perfxl.plans.template import TemplateError
from perfxl.shipped import shipped_folder

WORKBOOKS = shipped_folder("workbooks")
# 各种排法的样表。
LAYOUTS = [
    "自评表/01_szyf_exam.xlsx",
    "自评表/07_resident_pension.xlsx",
    "自评表/12_jinbao_network_ops.xlsx",
    "目标表/000_02_2022年高校毕业生三支一扶计划补助资金.xlsx",
    "目标表/000_03_三支一扶招募考试.xlsx",
    "目标表/000_14_人社政务管理经费.xlsx",
    "申报表/002_03_公益性岗位补贴.xlsx",
    "预算调整批复/004_04_项目支出批复表.xlsx",
    "预算调整批复/004_12_调整2024年优秀村社区干部专项招聘考试经费.xlsx",
]
_PLACES = {"sheet", "range", "cells", "unrecognised", "unread_columns", "hidden", "hidden_rows"}


def content(value: Any) -> Any:
    """去掉位置，只比内容。"""
    if isinstance(value, dict):
        kept = (key for key in value if key not in _PLACES and not key.endswith(("cells", "_cell")))
        return {key: content(value[key]) for key in kept}
    return [content(each) for each in value] if isinstance(value, list) else value


def first_table(path: Path) -> Any:
    document = read_file(path).document
    assert document is not None
    return content(dump(DocumentJson.of(document)))["tables"][0]


def learned(source: Path, target: Path) -> LearnedTemplate:
    found = learned_template(source)
    write_learned_template(found, source, Outputs([source]).named(target))
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_labels_only_become_a_template_that_gives_the_same_back(name: str, tmp_path: Path) -> None:
    original, blank = WORKBOOKS / name, tmp_path / "空白.xlsx"
    stripped(original, blank)
    kept = blank.read_bytes()
    found = learned(blank, tmp_path / "模板.xlsx")
    assert blank.read_bytes() == kept
    faults, checked = check_template_file(tmp_path / "模板.xlsx")
    assert checked is found.made
    assert [each for each in faults if not each.minor] == []
    source = sources_for(found.made, [[process(original, check=False)]])[:1]
    sheets = made_sheets(source, template=tmp_path / "模板.xlsx", made=found.made, as_printed=True)
    write_sheets(sheets, tmp_path / "成.xlsx")
    assert first_table(tmp_path / "成.xlsx") == first_table(original)
    assert sheets[0].left == ()
    # 说明一张不带进成表。
    assert len(openpyxl.load_workbook(tmp_path / "成.xlsx").sheetnames) == 1


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_filled_form_is_learned_like_a_blank_one(name: str, tmp_path: Path) -> None:
    stripped(WORKBOOKS / name, tmp_path / "空白.xlsx")
    blank = learned_template(tmp_path / "空白.xlsx")
    filled = learned_template(WORKBOOKS / name)
    assert filled.made is blank.made
    # 填好的表知道标题里的单位名称是谁的，换成占位；空白的没有别处写着，照原样。
    wanted = {p.text for p in blank.proposals if not p.because.startswith("标题里的")}
    assert {p.text for p in filled.proposals} >= wanted


@pytest.mark.parametrize("number", ["004_03", "004_04", "004_47"])
def test_a_filled_budget_leaves_none_of_its_lines_in_the_template(
    number: str, tmp_path: Path
) -> None:
    [source] = (WORKBOOKS / "预算调整批复").glob(f"{number}*.xlsx")
    found = learned(source, tmp_path / "模板.xlsx")
    assert found.unknown == ()
    texts = list(openpyxl.load_workbook(tmp_path / "模板.xlsx").worksheets[0].values)
    assert not any(isinstance(cell, int | float) for row in texts for cell in row)
    own = sources_for(found.made, [[process(source, check=False)]])[:1]
    sheets = made_sheets(own, template=tmp_path / "模板.xlsx", made=found.made)
    write_sheets(sheets, tmp_path / "成.xlsx")
    assert first_table(tmp_path / "成.xlsx")["lines"] == first_table(source)["lines"]


ELSEWHERE = """
附件2 | < | < | < | < | < | <
××县项目支出绩效自评表 | < | < | < | < | < | <
（   年度） | < | < | < | < | < | <
项目名称 | | < | 区级主管部门 | | 项目单位 |
资金情况（元） | 资金来源 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | | | | |
^ | 其中：财政拨款 | | | | |
^ | 其他资金 | | | | |
本栏由县里审核以后另行填写 | < | < | < | < | < | <
总体目标 | 预期目标 | < | 实际完成情况 | < | < | <
^ | | < | | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 指标1： | | | |
^ | ^ | …… | | | |
效益指标 | 社会效益指标 | | | | |
总分 | < | < | < | < | | |
填表人： | < | < | < | 联系电话： | < | <
"""


def test_every_proposal_is_told_by_its_cell(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(ELSEWHERE), tmp_path / "外县.xlsx")
    done = perfxl("template", "learn", source, "-o", tmp_path / "模板.xlsx")
    assert done.code == 0, done.out + done.err
    said = done.out + done.err
    for line in (
        "B4　{{名称}}　凭“项目名称”",
        "E4　{{栏.区级主管部门}}　凭“区级主管部门”",
        "A5　资金情况（{{金额单位}}）　凭“金额单位”",
        "B6　{{资金.名称}}",
        "F6　{{资金.执行率|百分比}}　凭“执行率”",
        "C11　{{指标.三级指标}}　凭“三级指标”",
        "A3　{{年度行}}　凭“年度一行”",
        "没有认出、照原样留着的（原来的格",
        "A9　本栏由县里审核以后另行填写",
    ):
        assert line in said, line
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
    assert book.sheetnames == ["自评表", "说明"]
    sheet = book["自评表"]
    # 资金、指标各留一行，后面的行跟着上来，合并也是。
    assert sheet["C11"].value == "{{指标.三级指标}}"
    # 写成几页的，每页重印表头。
    assert sheet.print_title_rows == "$10:$10"
    assert sheet["A12"].value == "总分"
    assert "A5:A6" in {str(each) for each in sheet.merged_cells.ranges}
    notes = [row[0] for row in book["说明"].iter_rows(min_row=3, values_only=True)]
    assert "B4" in notes


def test_a_form_of_the_place_itself_is_filled_by_its_printed_labels(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(ELSEWHERE), tmp_path / "外县.xlsx")
    learned(source, tmp_path / "模板.xlsx")
    filled = ELSEWHERE.replace("| 区级主管部门 | |", "| 区级主管部门 | 甲区文旅局 |")
    filled = filled.replace("项目名称 | |", "项目名称 | 图书室 |")
    filled = filled.replace("指标1： | | | |", "建成数量 | ≥5个 | 5个 | 50 | 50")
    data = to_workbook(parse_rows(filled), tmp_path / "填好.xlsx")
    done = perfxl(
        *("make", "自评表", "--from", data, "-o", tmp_path / "成.xlsx"),
        *("--template", tmp_path / "模板.xlsx"),
    )
    assert done.code == 0, done.err
    fields = first_table(tmp_path / "成.xlsx")["fields"]
    assert (fields["项目名称"], fields["区级主管部门"]) == ("图书室", "甲区文旅局")
    # 没有这一栏的表，那一格空着，不出错。
    other = perfxl(
        *("make", "自评表", "--from", WORKBOOKS / "自评表" / "01_szyf_exam.xlsx"),
        *("-o", tmp_path / "另.xlsx", "--template", tmp_path / "模板.xlsx"),
    )
    assert other.code == 0, other.err
    assert openpyxl.load_workbook(tmp_path / "另.xlsx").worksheets[0]["E4"].value is None


def test_what_cannot_be_learned_is_refused_in_one_sentence(tmp_path: Path) -> None:
    words = to_workbook([["通讯录"], ["姓名", "电话"]], tmp_path / "通讯录.xlsx")
    with pytest.raises(TemplateError, match="没有认出表头"):
        learned_template(words)
    with pytest.raises(TemplateError, match="已经写着占位"):
        learned_template(shipped_folder("templates") / "自评表.xlsx")
    with pytest.raises(TemplateError, match="还认不成模板"):
        learned_template(next((WORKBOOKS / "批复表").glob("*.xlsx")))
    done = perfxl("template", "learn", words, "-o", tmp_path / "模板.xlsx")
    assert done.code == 2
    assert not (tmp_path / "模板.xlsx").exists()


def test_an_existing_file_is_not_replaced(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(ELSEWHERE), tmp_path / "外县.xlsx")
    (tmp_path / "模板.xlsx").write_bytes(b"kept")
    done = perfxl("template", "learn", source, "-o", tmp_path / "模板.xlsx")
    assert done.code == 2
    assert (tmp_path / "模板.xlsx").read_bytes() == b"kept"


TWO_PERIODS = """
项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 甲 | < | < | < | <
年度资金总额（万元） | 5 | < | < | < | <
实施期绩效指标 | < | < | 年度绩效指标 | < | <
一级指标 | 三级指标 | 指标值 | 一级指标 | 三级指标 | 指标值
产出指标 | 人数 | ≥5人 | 产出指标 | 人数 | ≥2人
"""


def test_two_sets_side_by_side_are_not_half_learned(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(TWO_PERIODS), tmp_path / "两期.xlsx")
    with pytest.raises(TemplateError, match="指标有两套"):
        learned_template(source)


def test_shipped_templates_explain_themselves(tmp_path: Path) -> None:
    done = perfxl(
        *("template", "new", "自评表", "-o", tmp_path / "我的.xlsx"),
        *("--preview", tmp_path / "样子.xlsx"),
    )
    assert done.code == 0, done.err
    book = openpyxl.load_workbook(tmp_path / "我的.xlsx")
    assert book.sheetnames == ["自评表", "说明"]
    rows = {row[0]: row for row in book["说明"].iter_rows(min_row=3, values_only=True)}
    assert rows["C5"][1:3] == ("{{名称}}", "项目（部门）名称")
    assert "没有这一栏（这一样）就去掉" in rows["E14"][2]
    # 填好样例的一份读得回来，说明没有带去。
    document = read_file(tmp_path / "样子.xlsx").document
    assert document is not None
    assert document.tables[0].indicators
    assert "说明" not in openpyxl.load_workbook(tmp_path / "样子.xlsx").sheetnames
    check = perfxl("template", "check", tmp_path / "我的.xlsx")
    assert check.code == 0, check.out + check.err


def test_check_still_names_the_cell_of_a_fault(tmp_path: Path) -> None:
    perfxl("template", "new", "自评表", "-o", tmp_path / "我的.xlsx")
    book = openpyxl.load_workbook(tmp_path / "我的.xlsx")
    book["自评表"]["C5"] = "{{主管部们}}"
    book.save(tmp_path / "我的.xlsx")
    check = perfxl("template", "check", tmp_path / "我的.xlsx")
    assert check.code == 1
    assert "C5" in check.out + check.err


def test_a_local_label_mistyped_is_told_by_its_cell(tmp_path: Path) -> None:
    """``{{栏.某某}}`` 写错了字的，模板里没有印着这个栏名，说出来；写对的不说。"""
    source = to_workbook(parse_rows(ELSEWHERE), tmp_path / "外县.xlsx")
    learned(source, tmp_path / "我的.xlsx")
    before = perfxl("template", "check", tmp_path / "我的.xlsx")
    assert "没有印着" not in before.out + before.err
    book = openpyxl.load_workbook(tmp_path / "我的.xlsx")
    book["自评表"]["E4"] = "{{栏.区级主管部们}}"
    book.save(tmp_path / "我的.xlsx")
    check = perfxl("template", "check", tmp_path / "我的.xlsx")
    assert check.code == 0
    assert "E4　“栏.区级主管部们”：模板里没有印着“区级主管部们”这个栏名" in check.out + check.err


FILLED = """
云岭县水务局 2024 年 度部门整体支出绩效自评表 | < | < | < | < | < | <
部门（单位）名称 | | 云岭县水务局 | | 单位 | | 万元
部门总体资金 | 支出类别 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
^ | 资金总额 | 2816.35 | 3021.8 | 2960.12 | 10 | 9.8
^ | 基本支出 | 1216.35 | 1221.8 | 1221.8 | |
年度目标 | 保障供水。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 分值 | 得分
产出指标 | 数量指标 | 除险加固小水库 | =3座 | 3座 | 90 | 90
总分 | < | < | < | < | 100 | 99.8
制表：云岭县水务局办公室 | < | < | < | < | < | <
"""


def test_what_the_filled_form_says_does_not_stay_unsaid(tmp_path: Path) -> None:
    """填好的表认成模板：内容隔着空格的、标题里的单位名称换成占位；还留着单位名称的格点名。"""
    source = to_workbook(parse_rows(FILLED), tmp_path / "填好.xlsx")
    done = perfxl("template", "learn", source, "-o", tmp_path / "模板.xlsx")
    said = done.out + done.err
    assert done.code == 0, said
    sheet = openpyxl.load_workbook(tmp_path / "模板.xlsx").worksheets[0]
    assert sheet["A1"].value == "{{名称}} {{年度}} 年 度部门整体支出绩效自评表"
    assert [sheet[place].value for place in ("B2", "C2", "D2")] == [None, "{{名称}}", None]
    assert [sheet[place].value for place in ("E2", "F2", "G2")] == ["单位", None, "{{金额单位}}"]
    left = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if "水务局" in str(cell.value)
    }
    assert left <= {"A9"}
    assert not left or "A10　制表：云岭县水务局办公室" in said


def test_an_amount_stored_as_text_beside_a_blank_is_learned(tmp_path: Path) -> None:
    rows = [
        ["云岭县2025年项目支出绩效目标申报表"],
        ["项目名称", "大病救助", "", "", ""],
        ["项目资金（万元）", "年度资金总额", "", "1,250.00", ""],
        ["", "其中：财政拨款", "", "1,200.00", ""],
        ["总体目标", "救助三千人次。", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
        ["产出指标", "数量指标", "救助人次", "≥3000人次", ""],
    ]
    source = to_workbook(rows, tmp_path / "申报.xlsx")
    done = perfxl("template", "learn", source, "-o", tmp_path / "模板.xlsx")
    said = done.out + done.err
    sheet = openpyxl.load_workbook(tmp_path / "模板.xlsx").worksheets[0]
    assert (sheet["B3"].value, sheet["D3"].value) == ("{{资金.名称}}", "{{资金.年初预算数}}")
    assert "年份前面的“云岭县”照原样留着" in said


@pytest.mark.parametrize("split_runs", [False, True])
def test_a_form_saved_by_excel_is_learned_alike(split_runs: bool, tmp_path: Path) -> None:
    """字在共享字符串里、分段有字体的，认出来的一样；认来的模板再由 Excel 存一遍，成表也一样。"""
    original = WORKBOOKS / LAYOUTS[0]
    stripped(original, tmp_path / "空白.xlsx")
    found = learned(tmp_path / "空白.xlsx", tmp_path / "模板.xlsx")
    save_as_excel(tmp_path / "空白.xlsx", split_runs=split_runs)
    assert learned(tmp_path / "空白.xlsx", tmp_path / "又.xlsx").proposals == found.proposals
    assert not any(not each.minor for each in check_template_file(tmp_path / "又.xlsx")[0])
    save_as_excel(tmp_path / "模板.xlsx", split_runs=split_runs)
    source = sources_for(found.made, [[process(original, check=False)]])[:1]
    sheets = made_sheets(source, template=tmp_path / "模板.xlsx", made=found.made, as_printed=True)
    write_sheets(sheets, tmp_path / "成.xlsx")
    assert first_table(tmp_path / "成.xlsx") == first_table(original)
    assert len(openpyxl.load_workbook(tmp_path / "成.xlsx").sheetnames) == 1


def test_a_sheet_too_large_for_a_form_is_not_learned(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(ELSEWHERE), tmp_path / "外县.xlsx")
    book = openpyxl.load_workbook(source)
    book.worksheets[0].merge_cells("A20:G21")
    book.save(source)
    # openpyxl 把合并的格一个个建出来，合并到最后一行要两个 GB：写好再改。
    too_large = tmp_path / "太大.xlsx"
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(too_large, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"A20:G21", b"A20:G1048576"))
    with pytest.raises(TemplateError, match="不像是一张表"):
        learned_template(too_large)
