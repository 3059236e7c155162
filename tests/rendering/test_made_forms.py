"""各种成表：照原样重排，读回来一字不差；由别的表得出的，数对得上；空白表有下拉选项。"""

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from gridtext import changed, parse_rows, to_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from rule_case import sound
from samples import LAID_OUT

from perfxl.actions.form_sources import Source, blank_source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm, known_form, made_form
from perfxl.actions.outcome import MadeSheet
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.making import (
    made_sheets,
    sources_of,
    template_path,
    whole_book,
    write_sheets,
)
from perfxl.many_files.results import process, read_file
from perfxl.many_files.template_variants import chosen_template
from perfxl.model.table import Entry, Line
from perfxl.plans.template import TemplateError
from perfxl.rendering.conclusion import DRAFT
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.project_lines import project_budget
from perfxl.rendering.derived.sums import with_sums
from perfxl.rendering.output_names import OPINION, TARGET_REVIEW
from perfxl.scoring.rounding import plain
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

WORKBOOKS = shipped_folder("workbooks")
SOUND = sound()
# 换了地方、换了样式就会变的，不是内容。
_PLACES = {"sheet", "range", "cells", "unrecognised", "unread_columns", "hidden", "hidden_rows"}


def named(name: str) -> MadeForm:
    found = made_form(name)
    assert found is not None
    return found


def sources_from(form: MadeForm, *groups: Iterable[Path]) -> list[Source]:
    return sources_of(form, [[process(path, check=False) for path in group] for group in groups])


def made(name: str, *groups: Path, target: Path, **options: Any) -> Path:
    form = named(name)
    found = sources_from(form, *([path] for path in groups))
    sheets = made_sheets(found, made=form, **options)
    write_sheets(sheets, target, sources=groups)
    return target


def contents(value: Any) -> Any:
    """读懂的内容：去掉位置和空白，空着的不算。"""
    if isinstance(value, dict):
        kept = {name: contents(each) for name, each in value.items() if name not in _PLACES}
        return {name: each for name, each in kept.items() if each not in ("", None, [], {})}
    if isinstance(value, list):
        return [contents(each) for each in value]
    return "".join(value.split()) if isinstance(value, str) else value


def tables(path: Path) -> Any:
    result = read_file(path)
    assert result.document is not None, result.why
    return contents(dump(DocumentJson.of(result.document))["tables"])


def without_differences(read: Any) -> Any:
    """去掉资金的增减数：模板总是印，原表未必有；印了的要等于调整减年初。"""
    for fund in (fund for table in read for fund in table.get("funds", ())):
        change = fund.pop("change", None)
        if change is not None:
            assert change == pytest.approx(fund["adjusted"] - fund["initial"])
    return read


def without_filing_units(read: Any, source: Any) -> Any:
    """去掉模板表头补上的填报、编制单位：原表没有这一栏的，补的是原表写着的单位。"""
    for table, own in zip(read, source, strict=True):
        fields, known = table.get("fields", {}), own.get("fields", {})
        for name in {"填报单位", "编制单位"} & set(fields) - set(known):
            units = ("填报单位", "编制单位", "申报单位", "实施单位")
            assert fields.pop(name) == next(known[unit] for unit in units if unit in known)
    return read


@dataclass(frozen=True)
class LaidOutAgain:
    """照原样重排的一本：原来的，写成的各张，写在哪里。"""

    source: Path
    sheets: Sequence[MadeSheet]
    target: Path


@pytest.fixture(scope="module", params=LAID_OUT, ids=lambda path: path.stem)
def laid_out_again(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> LaidOutAgain:
    """一本只重排一次，几个测试都看它，不改它。"""
    target = tmp_path_factory.mktemp("重排") / "成.xlsx"
    sheets = made_sheets(whole_book([process(request.param, check=False)]), as_printed=True)
    write_sheets(sheets, target)
    return LaidOutAgain(request.param, sheets, target)


def test_made_as_it_was_reads_back_the_same(laid_out_again: LaidOutAgain) -> None:
    source = without_differences(tables(laid_out_again.source))
    made_again = without_differences(tables(laid_out_again.target))
    assert without_filing_units(made_again, source) == source
    sheets = laid_out_again.sheets
    assert [sheet.left for sheet in sheets] == [()] * len(sheets)
    again = read_file(laid_out_again.target).document
    assert again is not None
    unread = [e for t in again.tables for e in (*t.leftover, *t.unrecognised, *t.unread_columns)]
    assert (unread, again.unknown) == ([], ())


def test_made_sheets_are_ready_to_print(laid_out_again: LaidOutAgain) -> None:
    for sheet in openpyxl.load_workbook(laid_out_again.target):
        assert int(sheet.page_setup.paperSize or 0) == 9
        # 缩成一页的不再换页；写不下一页的一页一页排。
        assert sheet.page_setup.fitToHeight == 0 or not len(sheet.row_breaks)
        assert sheet.print_title_rows
        assert max(each.height or 0 for each in sheet.row_dimensions.values()) <= 409
        blocks = sorted(sheet.merged_cells.ranges, key=lambda block: block.bounds)
        inside = [(r, c) for b in blocks for r, c in b.cells]
        assert len(inside) == len(set(inside)), "合并块重叠"
        for row in sheet.iter_rows():
            for cell in row:
                assert "{{" not in str(cell.value)
                assert cell.data_type != "f"


def test_self_evaluation_from_a_target_table(tmp_path: Path) -> None:
    source = WORKBOOKS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx"
    [table] = tables(made("自评表", source, target=tmp_path / "评.xlsx"))
    [target] = tables(source)
    assert table["form"] == "self_evaluation"
    assert [row["target"] for row in table["indicators"]] == [
        row["target"] for row in target["indicators"]
    ]
    assert sum(row["weight"] for row in table["indicators"]) == 90
    assert table["total"] == {"weight": 100}
    assert table["funds"][0] == {
        "name": "年度资金总额",
        "initial": 300000,
        "adjusted": 300000,
        "weight": 10,
        "role": "total",
        "period": "year",
    }
    assert all("actual" not in row and "score" not in row for row in table["indicators"])
    assert table["goals"] == {"expected": target["goals"]["expected"]}


def test_self_evaluation_from_an_adjusted_approval_takes_the_adjusted_side(tmp_path: Path) -> None:
    source = WORKBOOKS / "预算调整批复" / "004_06_调整考试考务经费.xlsx"
    [table] = tables(made("自评表", source, target=tmp_path / "评.xlsx"))
    third = next(r for r in table["indicators"] if "市直事业单位招聘考试报名人数" in r["level3"])
    assert third["target"] == "≥67000人"
    assert (table["funds"][0]["initial"], table["funds"][0]["adjusted"]) == (723.31, 953.44)


def test_self_evaluations_from_a_list_one_per_project(tmp_path: Path) -> None:
    [source] = workbook_paths([WORKBOOKS / "批复表"])
    made_tables = tables(made("自评表", source, target=tmp_path / "评.xlsx"))
    assert len(made_tables) == 5
    for table in made_tables:
        printed = sum(row.get("weight", 0) for row in table["indicators"])
        assert table["total"]["weight"] == printed + 10
    assert made_tables[0]["fields"]["项目编码"] == "63012300024T000000269"
    assert made_tables[0]["fields"]["项目名称"] == "公益性岗位社保补贴县配资金"


def test_list_from_applications_splits_targets_and_sums(tmp_path: Path) -> None:
    sources = workbook_paths([WORKBOOKS / "申报表"])[1:]
    form = named("批复清单")
    sheets = made_sheets(sources_from(form, sources), made=form)
    write_sheets(sheets, tmp_path / "单.xlsx")
    [table] = tables(tmp_path / "单.xlsx")
    assert table["form"] == "approval_list"
    assert table["money_unit"] == "万元"
    assert [line["initial"] for line in table["lines"]] == [0.03, 40, 28.4]
    assert table["sums"][0]["initial"] == 68.43
    weights: dict[str, Decimal] = {}
    for row in table["indicators"]:
        weights.setdefault(row["project"], Decimal(0))
        weights[row["project"]] += Decimal(str(row.get("weight", 0)))
    assert set(weights.values()) == {Decimal(90)}
    split = {
        (r.get("nature", ""), r["value"], r["unit"]) for r in table["indicators"] if r.get("unit")
    }
    assert ("≥", "2500", "人次") in split


def test_single_approval_from_an_application(tmp_path: Path) -> None:
    source = WORKBOOKS / "申报表" / "002_03_公益性岗位补贴.xlsx"
    [table] = tables(made("批复表", source, target=tmp_path / "批.xlsx"))
    assert table["title"] == "部门预算项目支出绩效目标批复表"
    assert len(table["indicators"]) == len(tables(source)[0]["indicators"])


OLD = """
项目绩效目标表 | < | < | < | <
项目名称 | 基层培训经费（2024年） | < | < | <
单位：万元 | < | < | < | <
资金情况 | 年度资金总额 | 100 | < | <
^ | 其中：财政拨款 | 100 | < | <
年度总体目标 | 办好培训 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 培训人数 | ≥500人
^ | ^ | 质量指标 | 合格率 | ≥95%
^ | 效益指标 | 社会效益指标 | 能力提升 | 有效提升
"""


def test_adjustment_from_old_and_new(tmp_path: Path) -> None:
    old = to_workbook(parse_rows(OLD), tmp_path / "旧.xlsx")
    new_text = OLD.replace("（2024年）", "(2024年)").replace("| 100 |", "| 60 |")
    new_text = new_text.replace("≥500人", "≥300人").replace("合格率 | ≥95%", "到课率 | ≥90%")
    new = to_workbook(parse_rows(new_text.replace("办好培训", "办好一期")), tmp_path / "新.xlsx")
    [table] = tables(made("调整批复表", old, new, target=tmp_path / "调.xlsx"))
    assert table["form"] == "approval_adjustment"
    assert table["funds"] == [
        {
            "name": name,
            "initial": 100,
            "adjusted": 60,
            "change": -40,
            "role": role,
            "period": "year",
        }
        for name, role in (("年度资金总额", "total"), ("财政拨款", "grant"))
    ]
    assert table["goals"] == {"expected": "办好培训", "adjusted": "办好一期"}
    pairs = [
        (r.get("level3"), r.get("target"), r.get("level3_adjusted"), r.get("target_adjusted"))
        for r in table["indicators"]
    ]
    assert pairs == [
        ("培训人数", "≥500人", "培训人数", "≥300人"),
        ("合格率", "≥95%", None, None),
        (None, None, "到课率", "≥90%"),
        ("能力提升", "有效提升", "能力提升", "有效提升"),
    ]


def test_adjustment_needs_both_sides(tmp_path: Path) -> None:
    old = to_workbook(parse_rows(OLD), tmp_path / "旧.xlsx")
    with pytest.raises(NotDerivableError, match="年初的、调整后的两份"):
        made("调整批复表", old, target=tmp_path / "调.xlsx")


def test_project_budget_sums_and_differences(tmp_path: Path) -> None:
    folder = WORKBOOKS / "预算调整批复"
    sources = [folder / "004_06_调整考试考务经费.xlsx", folder / "004_09_调整春节慰问费.xlsx"]
    form = named("项目支出批复表")
    sheets = made_sheets(sources_from(form, sources), made=form)
    write_sheets(sheets, tmp_path / "项.xlsx")
    [table] = tables(tmp_path / "项.xlsx")
    assert table["form"] == "project_budget"
    total, first, second = table["lines"]
    assert (total["name"], first["name"]) == ("合计", "考试考务经费")
    for name in ("initial", "adjusted", "change"):
        both = Decimal(str(first.get(name, 0))) + Decimal(str(second.get(name, 0)))
        assert Decimal(str(total[name])) == both


def test_missing_differences_and_totals_are_computed(tmp_path: Path) -> None:
    text = """
某局2024年部门预算调整项目支出批复表 | < | <
单位：万元 | < | <
项目名称 | 年初预算数 | 调整预算数
一、一般公共预算 | 30 | 25
（一）培训经费 | 10 | 5
（二）会议经费 | 20 | 20
"""
    source = to_workbook(parse_rows(text), tmp_path / "项.xlsx")
    [table] = tables(made("项目支出批复表", source, target=tmp_path / "成.xlsx"))
    assert [(line["name"], line["adjusted"], line["change"]) for line in table["lines"]] == [
        ("合计", 25, -5),
        ("一、一般公共预算", 25, -5),
        ("（一）培训经费", 5, -5),
        ("（二）会议经费", 20, 0),
    ]


def test_blank_parents_are_summed_from_their_children(tmp_path: Path) -> None:
    text = """
某局2024年部门预算调整一般公共预算支出批复表 | < | < | <
单位：元 | < | < | <
科目编码 | 科目名称 | 年初预算数 | 调整预算数
205 | 教育支出 |  |
20503 | 职业教育 |  |
2050303 | 技校教育 | 300 | 200
2050399 | 其他职业教育 | 50 | 60
208 | 社会保障和就业支出 | 10 | 10
"""
    source = to_workbook(parse_rows(text), tmp_path / "功.xlsx")
    [table] = tables(made("功能分类批复表", source, target=tmp_path / "成.xlsx"))
    totals = {line["name"]: line["adjusted"]["total"] for line in table["lines"]}
    assert totals == {
        "合计": 270,
        "教育支出": 260,
        "职业教育": 260,
        "技校教育": 200,
        "其他职业教育": 60,
        "社会保障和就业支出": 10,
    }


def test_a_sum_in_a_template_stretches_and_has_its_value(tmp_path: Path) -> None:
    rows = [["{{标题}}", "<"], ["三级指标", "分值"], ["{{指标.三级指标}}", "{{指标.分值}}"]]
    template = to_workbook([*rows, ["合计", "x"]], tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(template)
    book.worksheets[0]["B4"] = "=SUM(B3)"
    book.save(template)
    source = WORKBOOKS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx"
    form = named("自评表")
    sheets = made_sheets(
        sources_of(form, [[process(source, check=False)]]), made=form, template=template
    )
    write_sheets(sheets, tmp_path / "成.xlsx")
    [sheet] = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets
    assert sheet["B12"].value == "=SUM(B3:B11)"
    [shown] = openpyxl.load_workbook(tmp_path / "成.xlsx", data_only=True).worksheets
    assert shown["B12"].value == 90


@pytest.mark.parametrize("form", MADE_FORMS, ids=lambda form: form.name)
def test_blank_forms_offer_choices(form: MadeForm, tmp_path: Path) -> None:
    write_sheets(made_sheets([blank_source(form)], made=form), tmp_path / "空.xlsx")
    book = openpyxl.load_workbook(tmp_path / "空.xlsx")
    [sheet] = book.worksheets
    assert not [c.coordinate for r in sheet.iter_rows() for c in r if "{{" in str(c.value)]
    lists = [str(v.formula1) for v in sheet.data_validations.dataValidation if v.type == "list"]
    has_indicators = any(c.value == "三级指标" for r in sheet.iter_rows() for c in r)
    if has_indicators:
        assert any("产出指标,效益指标" in each for each in lists)
        assert any("数量指标,质量指标" in each for each in lists)
        rows = [v.sqref for v in sheet.data_validations.dataValidation if "产出" in str(v.formula1)]
        assert all(block.size["rows"] >= 14 for area in rows for block in area.ranges)
    for validation in sheet.data_validations.dataValidation:
        assert len(str(validation.formula1 or "")) < 255
        assert not validation.showErrorMessage


@pytest.mark.parametrize(("template", "points"), [(None, "10"), ("20-40-40", "")])
def test_only_the_total_of_a_blank_evaluation_has_points(
    template: str | None, points: str, tmp_path: Path
) -> None:
    """空白的自评表：执行率的分值只在总额一行，别的写一横；版式另有口径的空着。"""
    form = known_form("自评表")
    own = chosen_template(template, form) if template else None
    sheets = made_sheets([blank_source(form)], made=form, template=own)
    write_sheets(sheets, tmp_path / "空.xlsx")
    assert sheets[0].name == "自评表"
    [sheet] = openpyxl.load_workbook(tmp_path / "空.xlsx").worksheets
    rows = {str(row[2].value): row for row in sheet.iter_rows()}
    assert sheet["A1"].value == "项目支出绩效自评表"
    total = rows["年度资金总额"][6].value
    assert ("" if total is None else str(total)) == points
    others = [(rows[f"　{name}"][6].value, rows[f"　{name}"][8].value) for name in _PARTS]
    assert others == [("-", "-") if points else (None, None)] * 2
    document = process(tmp_path / "空.xlsx", check=False).document
    assert document is not None
    assert document.tables[0].is_blank_form


_PARTS = ("财政拨款", "其他资金")


@pytest.mark.parametrize(
    ("name", "label", "listed"),
    [
        ("申报表", "项目类别", "人员类,运转类,特定目标类,其他"),
        ("申报表", "项目属性", "新增项目,延续项目,一次性项目"),
        ("批复清单", "项目类别", "人员类,运转类,特定目标类,其他"),
        ("自评表", "等级：", "等级：优,等级：良,等级：中,等级：差"),
        ("自评汇总表", "等级", "优,良,中,差"),
    ],
)
def test_blank_forms_offer_kinds_and_grades(
    name: str, label: str, listed: str, tmp_path: Path
) -> None:
    form = named(name)
    write_sheets(made_sheets([blank_source(form)], made=form), tmp_path / "空.xlsx")
    [sheet] = openpyxl.load_workbook(tmp_path / "空.xlsx").worksheets
    [head] = [c for row in sheet.iter_rows() for c in row if c.value == label]
    [validation] = [v for v in sheet.data_validations.dataValidation if v.formula1 == f'"{listed}"']
    # 写在栏名右边，或下面（栏名可以占两行，隔着合计）。
    row, column = int(head.row or 0), int(head.column or 0)
    places = [(row, column), (row, column + 1), *((row + down, column) for down in (1, 2, 3))]
    own = [sheet.cell(*place).coordinate for place in places]
    assert any(place in validation.sqref for place in own)
    assert not validation.showErrorMessage


def test_a_draft_conclusion_says_the_facts(tmp_path: Path) -> None:
    rows = changed(SOUND, {"B23": None, "I16": "一期取消。改进措施：明年补办。"})
    source = to_workbook(rows, tmp_path / "评.xlsx")
    result = process(source, check=False)
    score = result.scores[0]
    made("自评表", source, target=tmp_path / "成.xlsx")
    [table] = tables(tmp_path / "成.xlsx")
    said = table["conclusion"]
    assert said.startswith(f"{score.grade}。（{DRAFT}")
    assert score.total is not None
    assert f"自评总分{plain(score.total)}分" in said
    row = score.indicators[1]
    lost = plain((row.weight or 0) - row.counted)
    assert f"“{''.join(row.indicator.level3.text.split())}”扣{lost}分" in said
    assert "一期取消" not in said
    assert "改进措施" not in said


def test_a_printed_conclusion_is_kept(tmp_path: Path) -> None:
    source = to_workbook(SOUND, tmp_path / "评.xlsx")
    made("自评表", source, target=tmp_path / "成.xlsx")
    assert DRAFT not in tables(tmp_path / "成.xlsx")[0]["conclusion"]


def test_an_own_conclusion_text_is_used_and_its_faults_named(tmp_path: Path) -> None:
    source = to_workbook(changed(SOUND, {"B23": None}), tmp_path / "评.xlsx")
    own = tmp_path / "我的.txt"
    own.write_bytes("{{等级}}，得{{总分}}分。".encode("gb18030"))
    made("自评表", source, target=tmp_path / "成.xlsx", conclusion=own)
    assert re.fullmatch(r".，得[\d.]+分。", tables(tmp_path / "成.xlsx")[0]["conclusion"])
    own.write_text("{{等级}}\n{{没有这个}}", "utf-8")
    with pytest.raises(TemplateError, match=r"结论模板“我的\.txt”“没有这个”不认得"):
        made("自评表", source, target=tmp_path / "二.xlsx", conclusion=own)
    assert not (tmp_path / "二.xlsx").exists()


def test_several_projects_in_one_sheet_by_a_block_template(tmp_path: Path) -> None:
    rows = [
        ["{{标题}}", "<"],
        ["项目：{{项目.名称}}", "<"],
        ["三级指标", "指标值"],
        ["{{指标.三级指标}}", "{{指标.指标值}}"],
        ["合计", "{{项目.年度总体目标}}"],
    ]
    template = to_workbook(rows, tmp_path / "模板.xlsx")
    sources = workbook_paths([WORKBOOKS / "目标表"])[:3]
    form = named("目标表")
    found = sources_from(form, sources)
    sheets = made_sheets(found, made=form, template=template)
    assert len(sheets) == 1
    write_sheets(sheets, tmp_path / "成.xlsx")
    [sheet] = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets
    first = [str(sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)]
    projects = [source.table.project for source in found]
    assert [text for text in first if text.startswith("项目：")] == [f"项目：{p}" for p in projects]
    starts = [row for row, text in enumerate(first, 1) if text.startswith("项目：")]
    assert {row - 1 for row in starts[1:]} <= {each.id for each in sheet.row_breaks.brk}


def test_what_a_template_has_no_place_for_is_said(tmp_path: Path) -> None:
    template = to_workbook([["{{标题}}"], ["{{指标.三级指标}}"]], tmp_path / "模板.xlsx")
    source = WORKBOOKS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx"
    form = named("目标表")
    [sheet] = made_sheets(
        sources_of(form, [[process(source, check=False)]]), made=form, template=template
    )
    assert set(sheet.left) == {
        *("名称", "年度总体目标", "资金.名称", "资金.年初预算数", "栏目"),
        *("指标.一级指标", "指标.二级指标", "指标.指标值"),
    }


def test_every_shipped_template_is_named_after_a_form() -> None:
    names = {path.stem for path in shipped_folder("templates").glob("*.xlsx")}
    assert names - {OPINION, TARGET_REVIEW} == {form.name for form in MADE_FORMS}
    for form in MADE_FORMS:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            [sheet] = openpyxl.load_workbook(template_path(form.name)).worksheets
        assert sheet.title == form.name


def small_target(path: Path, name: str, unit: str, amount: str, *rows: str) -> Path:
    lines = [
        "项目绩效目标表 | < | < | < | <",
        f"项目名称 | {name} | < | < | <",
        f"实施单位 | {unit} | < | < | <",
        "单位：万元 | < | < | < | <",
        f"资金情况 | 年度资金总额 | {amount} | < | <",
        f"^ | 其中：财政拨款 | {amount} | < | <",
        "年度总体目标 | 办好 | < | < | <",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
        *(f"^ | 产出指标 | 数量指标 | {row} | ≥5次" for row in rows),
    ]
    return to_workbook(parse_rows("\n".join(lines)), path)


def test_projects_of_one_name_keep_their_own_indicators(tmp_path: Path) -> None:
    one = small_target(tmp_path / "一.xlsx", "同名项目", "甲局", "10", "会议", "培训")
    two = small_target(tmp_path / "二.xlsx", "同名项目", "乙局", "20", "检查")
    form = named("批复清单")
    sheets = made_sheets(sources_from(form, (one, two)), made=form)
    assert "同名项目有不止一行" in sheets[0].cautions[0]
    write_sheets(sheets, tmp_path / "单.xlsx")
    [table] = tables(tmp_path / "单.xlsx")
    assert [line["initial"] for line in table["lines"]] == [10, 20]
    assert [row["level3"] for row in table["indicators"]] == ["会议", "培训", "检查"]
    assert len(tables(made("自评表", tmp_path / "单.xlsx", target=tmp_path / "评.xlsx"))) == 2


def test_adjustment_of_projects_of_one_name_looks_at_the_unit(tmp_path: Path) -> None:
    (tmp_path / "年初").mkdir()
    (tmp_path / "调整").mkdir()
    old = [
        small_target(tmp_path / "年初" / "a.xlsx", "同名项目", "甲局", "100", "会议"),
        small_target(tmp_path / "年初" / "b.xlsx", "同名项目", "乙局", "200", "会议"),
    ]
    new = [
        small_target(tmp_path / "调整" / "a.xlsx", "同名项目", "乙局", "220", "会议"),
        small_target(tmp_path / "调整" / "b.xlsx", "同名项目", "丙局", "330", "会议"),
    ]
    form = named("调整批复表")
    sheets = made_sheets(sources_from(form, old, new), made=form)
    write_sheets(sheets, tmp_path / "调.xlsx")
    pairs = [
        (t["fields"]["实施单位"], *(t["funds"][0].get(side) for side in ("initial", "adjusted")))
        for t in tables(tmp_path / "调.xlsx")
    ]
    # 没有给另一边的，不就是新增、取消：空着，说出来。
    assert pairs == [("乙局", 200, 220), ("丙局", None, 330), ("甲局", 100, None)]
    changes = [t["funds"][0].get("change") for t in tables(tmp_path / "调.xlsx")]
    assert changes == [20, None, None]
    assert [sheet.cautions for sheet in sheets] == [
        (),
        ("只给了调整后的，年初一边空着；新增的项目请在年初预算数填 0",),
        (
            "只给了年初的，调整后一边空着；没有调整的请把原表也放进调整后的文件，取消的请在调整预算数填 0",
        ),
    ]


def test_weights_that_do_not_add_up_are_said(tmp_path: Path) -> None:
    text = """
2024年项目绩效目标表 | < | < | < | <
项目名称 | 培训 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
产出指标 | 数量指标 | 人数 | ≥5人 | 60
满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | {}
"""
    form = named("自评表")
    said = []
    for weight in ("40", "30", ""):
        source = to_workbook(parse_rows(text.format(weight)), tmp_path / "目.xlsx")
        [sheet] = made_sheets(sources_of(form, [[process(source, check=False)]]), made=form)
        to_fill, own = [
            tuple(each for each in sheet.cautions if each.startswith("还要填：") is wanted)
            for wanted in (True, False)
        ]
        assert "F10 实际完成情况、F12:F13 实际完成值" in to_fill[0]
        assert own[-1] == "没有读到资金，D6:F8 空着，请填"
        said.append(own[:-1])
    assert said[0] == ("分值合计 110（指标 100，预算执行率 10），应为 100，请调整",)
    assert said[1] == ()
    assert said[2][0] == "有 1 条指标没有分值，请补上"


def test_one_year_budgets_get_no_differences(tmp_path: Path) -> None:
    text = """
某局2025年项目支出批复表 | <
单位：万元 | <
项目名称 | 年初预算数
甲 | 10
乙 | 20
"""
    source = to_workbook(parse_rows(text), tmp_path / "项.xlsx")
    [table] = tables(made("项目支出批复表", source, target=tmp_path / "成.xlsx"))
    assert [line.get("change") for line in table["lines"]] == [None, None, None]
    assert table["lines"][0]["initial"] == 30


def test_long_texts_survive_two_rounds(tmp_path: Path) -> None:
    source = small_target(tmp_path / "长.xlsx", "长项目", "甲局", "1", "会议")
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    long = "".join(f"第{n}项工作按计划推进，" for n in range(1, 300)) + "到此为止。"
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "办好")
    cell.value = long
    book.save(source)
    first = made("目标表", source, target=tmp_path / "一.xlsx")
    second = made("批复表", first, target=tmp_path / "二.xlsx")
    assert tables(second)[0]["goals"]["expected"] == long


@pytest.mark.parametrize(
    ("target", "nature", "value", "unit"),
    [
        ("90%以上", "≥", "90", "%"),
        ("20人及以上", "≥", "20", "人"),
        ("5万元以内", "≤", "5", "万元"),
        ("100%（含）", "", "100", "%"),
        ("不超过8.5%", "≤", "8.5", "%"),
        ("1000-1500元/年", "", "1000-1500元/年", ""),
        ("3-5天", "", "3-5天", ""),
        ("有效提升", "定性", "有效提升", ""),
    ],
)
def test_targets_are_split_without_changing_their_meaning(
    target: str, nature: str, value: str, unit: str, tmp_path: Path
) -> None:
    source = small_target(tmp_path / "甲.xlsx", "甲", "甲局", "1", "会议")
    book = openpyxl.load_workbook(source)
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == "≥5次")
    cell.value = target
    book.save(source)
    [table] = tables(made("批复清单", source, target=tmp_path / "单.xlsx"))
    row = table["indicators"][0]
    assert (row.get("nature", ""), row["value"], row.get("unit", "")) == (nature, value, unit)


def test_a_printed_but_blank_total_is_filled(tmp_path: Path) -> None:
    text = """
某局2024年部门预算调整项目支出批复表 | < | <
单位：万元 | < | <
项目名称 | 年初预算数 | 调整预算数
合计 |  |
甲 | 10 | 5
乙 | 20 | 20
"""
    source = to_workbook(parse_rows(text), tmp_path / "项.xlsx")
    [table] = tables(made("项目支出批复表", source, target=tmp_path / "成.xlsx"))
    assert [(line["name"], line["adjusted"]) for line in table["lines"]] == [
        ("合计", 25),
        ("甲", 5),
        ("乙", 20),
    ]


def test_numbers_repeated_after_a_page_break_are_not_summed_twice(tmp_path: Path) -> None:
    source = small_target(
        tmp_path / "多.xlsx", "多指标", "甲局", "12.5", *(f"第{n}项工作" for n in range(60))
    )
    made("批复清单", source, target=tmp_path / "单.xlsx")
    [sheet] = openpyxl.load_workbook(tmp_path / "单.xlsx").worksheets
    column = [sheet.cell(row, 4).value for row in range(1, sheet.max_row + 1)]
    assert [value for value in column if isinstance(value, int | float)] == [12.5, 12.5]
    assert "12.50" in column
    assert tables(tmp_path / "单.xlsx")[0]["lines"][0]["initial"] == 12.5


def test_what_a_block_template_leaves_out_is_said(tmp_path: Path) -> None:
    rows = [["{{项目.名称}}", "<"], ["{{指标.三级指标}}", "{{指标.指标值}}"]]
    template = to_workbook(rows, tmp_path / "模板.xlsx")
    source = small_target(tmp_path / "甲.xlsx", "甲", "甲局", "1", "会议")
    form = named("目标表")
    [sheet] = made_sheets(
        sources_of(form, [[process(source, check=False)]]), made=form, template=template
    )
    assert {"年度总体目标", "资金.名称", "栏目", "指标.一级指标"} <= set(sheet.left)


def test_amounts_written_by_a_filter_are_still_summed(tmp_path: Path) -> None:
    rows = [["{{标题}}", "<"], ["名称", "金额"], ["{{资金.名称}}", "{{资金.年初预算数|金额}}"]]
    template = to_workbook([*rows, ["合计", "x"], ["{{指标.三级指标}}", ""]], tmp_path / "模.xlsx")
    book = openpyxl.load_workbook(template)
    book.worksheets[0]["B4"] = "=SUM(B3)"
    book.save(template)
    source = small_target(tmp_path / "甲.xlsx", "甲", "甲局", "1234.5", "会议")
    made("目标表", source, target=tmp_path / "成.xlsx", template=template)
    [sheet] = openpyxl.load_workbook(tmp_path / "成.xlsx", data_only=True).worksheets
    assert (sheet["B3"].value, sheet["B3"].number_format) == (1234.5, "#,##0.00")
    assert sheet["B5"].value == 2469


@pytest.mark.parametrize("where", ["sheet", "footer", "comment"])
def test_placeholders_that_would_not_be_filled_are_refused(where: str, tmp_path: Path) -> None:
    template = to_workbook([["{{标题}}"], ["{{指标.三级指标}}"]], tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    if where == "sheet":
        book.create_sheet("第二张")["B2"] = "{{名称}}"
    elif where == "footer":
        sheet.oddFooter.center.text = "{{名称}}"
    else:
        sheet["A1"].comment = openpyxl.comments.Comment("{{名称}}", "x")
    book.save(template)
    source = small_target(tmp_path / "甲.xlsx", "甲", "甲局", "1", "会议")
    with pytest.raises(TemplateError, match=r"模板“模板\.xlsx”.*写着占位"):
        made("目标表", source, target=tmp_path / "成.xlsx", template=template)


def test_a_template_of_another_kind_of_workbook(tmp_path: Path) -> None:
    template = tmp_path / "模板.xltx"
    book = openpyxl.load_workbook(template_path("目标表"))
    book.template = True
    book.save(template)
    source = small_target(tmp_path / "甲.xlsx", "甲", "甲局", "1", "会议")
    made("目标表", source, target=tmp_path / "成.xlsx", template=template)
    assert not openpyxl.load_workbook(tmp_path / "成.xlsx").template


def test_other_sheets_of_a_template_follow_the_rows(tmp_path: Path) -> None:
    template = to_workbook([["{{标题}}"], ["{{指标.三级指标}}"], ["末"]], tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(template)
    book.create_sheet("汇总")["A1"] = "=COUNTA(表!A2:A2)&表!A3"
    book.save(template)
    source = small_target(tmp_path / "甲.xlsx", "甲", "甲局", "1", "会议", "培训", "检查")
    made("目标表", source, target=tmp_path / "成.xlsx", template=template)
    after = openpyxl.load_workbook(tmp_path / "成.xlsx")["汇总"]
    assert after["A1"].value == "=COUNTA('甲'!A2:A4)&'甲'!A5"


def test_sources_that_cannot_give_the_form_are_named(tmp_path: Path) -> None:
    source = to_workbook(SOUND, tmp_path / "评.xlsx")
    with pytest.raises(NotDerivableError, match=r"“评\.xlsx”里没有能写成收支批复表的表"):
        made("收支批复表", source, target=tmp_path / "x.xlsx")


def test_file_results_without_tables_give_a_sentence() -> None:
    nothing = FileResult(Path("空.xlsx"), why="打不开")
    with pytest.raises(NotDerivableError, match="读到的是没有表"):
        sources_of(named("自评表"), [[nothing]])


@pytest.mark.parametrize("block", [False, True])
def test_an_inferred_profile_is_said_whatever_the_template(block: bool, tmp_path: Path) -> None:
    """一张一页的、几个项目一页的模板都说；评价人指定了口径的不说。"""
    rows = [["{{项目.名称}}" if block else "{{名称}}", "<"], ["{{指标.三级指标}}", "{{指标.得分}}"]]
    template = to_workbook(rows, tmp_path / "模板.xlsx")
    source = to_workbook(changed(SOUND, {"F17": "90%", "H17": "9"}), tmp_path / "甲.xlsx")
    form = named("自评表")
    own, chosen = process(source, check=False), process(source, load_profile(), check=False)
    [said] = made_sheets(sources_of(form, [[own]]), made=form, template=template)
    [silent] = made_sheets(sources_of(form, [[chosen]]), made=form, template=template)
    assert [each for each in said.cautions if "照口径“全国”算：没有选口径，照表推断" in each]
    assert not [each for each in silent.cautions if "口径" in each and "算：" in each]


@pytest.mark.parametrize(
    ("name", "left"), [("自评表", True), ("批复清单", True), ("批复表", False)]
)
def test_details_that_a_derived_form_does_not_carry_are_said(
    name: str, left: bool, tmp_path: Path
) -> None:
    rows = [
        ["2025年项目支出绩效目标申报表"],
        ["项目名称", "某培训"],
        ["项目实施计划", "一季度摸底，二季度开班。"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "培训人数", "≥100人"],
    ]
    source = to_workbook(rows, tmp_path / "甲.xlsx")
    form = named(name)
    [sheet] = made_sheets(sources_of(form, [[process(source, check=False)]]), made=form)
    assert ("项目实施计划" in sheet.left) is left


def test_a_project_given_twice_counts_once_in_the_summary(tmp_path: Path) -> None:
    """同一份自评给了两遍的，合计只算一次，说略过了哪一份；空白表不占一行。"""
    folder = WORKBOOKS / "自评表"
    first = folder / "05_2023_talent_subsidy.xlsx"
    again = tmp_path / "副本.xlsx"
    again.write_bytes(first.read_bytes())
    other = folder / "09_litigation_policy.xlsx"
    form = named("自评汇总表")
    blank = WORKBOOKS / "空白表" / "自评表.xlsx"
    [source] = sources_from(form, [first, again, other, blank])
    assert [line.name.text for line in source.table.lines] == [
        "2023年度高层次人才补贴",
        "法律诉讼及政策法规业务经费",
        "合计",
    ]
    [repeated, apart] = source.instead_of
    assert "只写后者" in repeated
    assert "H22 的总分原来填 100，写的是算出的 90" in apart


def test_the_whole_department_is_no_project_of_the_summary(tmp_path: Path) -> None:
    """部门整体的自评不算进合计，说出来；没有名称、没有金额的项目也说；只有部门整体的，写不成。"""
    rows = [
        ["某县水务局2024年部门整体支出绩效自评表"],
        ["部门名称", "某县水务局", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "维修渠道", "≥10公里", "12公里", "50", "50"],
        ["效益指标", "社会效益指标", "受益人数", "≥100人", "120人", "50", "50"],
        ["总分", "", "", "", "", "100", "100"],
    ]
    whole = to_workbook(rows, tmp_path / "整体.xlsx")
    poor = [["某县水务局2024年项目支出绩效自评表"], ["项目名称", "渠道维修"], *rows[2:]]
    money = ["年度资金总额（万元）", "", "", "全年预算数", "38", "全年执行数", "36.1"]
    nameless = [poor[0], money, *rows[2:]]
    form = named("自评汇总表")
    with pytest.raises(NotDerivableError, match="部门整体的自评表，不是一个项目的"):
        sources_from(form, [whole])
    found = sources_from(
        form,
        [
            whole,
            to_workbook(poor, tmp_path / "甲.xlsx"),
            to_workbook(nameless, tmp_path / "乙.xlsx"),
        ],
    )
    [source] = found
    assert [line.name.text for line in source.table.lines] == ["渠道维修", "", "合计"]
    assert source.table.lines[-1].adjusted.total.number == Decimal(38)
    assert any("整体.xlsx" in said for said in source.instead_of)
    [sheet] = made_sheets(found, made=form)
    assert any("“渠道维修”的预算数、执行数没有写全" in said for said in sheet.cautions)
    assert any("1 个项目的自评表没有写项目名称" in said for said in sheet.cautions)


def test_a_file_of_one_gives_the_gathered_forms(tmp_path: Path) -> None:
    """合成一份的表只由一个文件得来的，记着是哪个文件。"""
    source = to_workbook(SOUND, tmp_path / "评.xlsx")
    assert [each.file for each in sources_from(named("自评汇总表"), [source])] == [source]


@pytest.mark.parametrize(("total", "written"), [("94.5", None), ("96.5", Decimal("96.5"))])
def test_a_form_never_contradicts_its_own_total(
    total: str, written: Decimal | None, tmp_path: Path
) -> None:
    """有数要先核对的：原来填的总分是写出来的各项之和才照写，不然空着，与评分一样；结论等总分定了再拟。"""
    # 完成值可能错位：它的得分照所填，别的照算。
    changes = {"B23": None, "F16": "18册", "H16": "7", "H21": "8", "H22": total}
    source = to_workbook(changed(SOUND, changes), tmp_path / "评.xlsx")
    form = named("自评表")
    [sheet] = made_sheets(sources_from(form, [source]), made=form)
    write_sheets([sheet], tmp_path / "成.xlsx")
    [table] = process(tmp_path / "成.xlsx", check=False).document.tables
    rows = [row.score.number for row in table.indicators]
    fund = table.annual_total
    assert fund is not None
    assert sum(filter(None, [*rows, fund.score.number])) == Decimal("96.5")
    assert (table.total.score.number, table.conclusion.text) == (written, "")
    [said] = [each for each in sheet.cautions if "核对以前不作数" in each]
    assert ("总分、等级照原来填的" if written else "总分、等级空着（H22 原来填 94.5）") in said


def test_a_total_that_waits_for_the_evaluator_is_not_made_up(tmp_path: Path) -> None:
    """过期了而填满分的一行要核定：原来填的总分是写出来的各项之和才照写，不然空着，说原来填的是几。"""
    form = named("自评表")
    late = {"F18": "2025年2月10日", "H18": "10", "H21": "8", "B23": None}
    for total, written in (("96.5", None), ("98.5", Decimal("98.5"))):
        source = to_workbook(changed(SOUND, late | {"H22": total}), tmp_path / f"{total}.xlsx")
        [sheet] = made_sheets(sources_from(form, [source]), made=form)
        target = tmp_path / f"成{total}.xlsx"
        write_sheets([sheet], target)
        [table] = process(target, check=False).document.tables
        assert table.total.score.number == written
        assert table.grade.text == ""
        assert not table.conclusion.text
        [said] = [each for each in sheet.cautions if "核对以前不作数" in each]
        assert ("总分、等级照原来填的" if written else "总分、等级空着") in said
        assert ("总分" in sheet.left) is (written is None)


def test_what_nobody_adjusted_has_no_difference(tmp_path: Path) -> None:
    """调整数空着的一行增减空着，合计的调整、增减也空着；年度不一的标题不写年度。"""
    folder = WORKBOOKS / "预算调整批复"
    source = folder / "004_06_调整考试考务经费.xlsx"
    [own] = process(source, check=False).document.tables
    fund = own.annual_total
    assert fund is not None
    blank = replace(
        own,
        year=2022,
        fields={**own.fields, "项目名称": Entry("春节慰问费")},
        funds=tuple(
            replace(each, adjusted=each.adjusted._replace(number=None, text=""))
            for each in own.funds
        ),
    )
    table = project_budget([own, blank], named("项目支出批复表").form)
    total, first, second = with_sums(table).lines
    assert first.change.total.number == fund.adjusted.number - fund.initial.number
    assert (second.adjusted.total.number, second.change.total.number) == (None, None)
    assert (total.adjusted.total.number, total.change.total.number) == (None, None)
    assert (table.year, table.title.text) == (None, "部门预算项目支出批复表")


def test_without_adjustments_the_adjusted_columns_are_blank(tmp_path: Path) -> None:
    source = next((WORKBOOKS / "目标表").glob("*.xlsx"))
    [line, *_] = budget_rows(source)
    assert line.initial.total.number is not None
    assert (line.adjusted.total.number, line.change.total.number) == (None, None)


def budget_rows(*paths: Path) -> tuple[Line, ...]:
    [source] = sources_from(named("项目支出批复表"), paths)
    return with_sums(source.table).lines


@pytest.mark.parametrize(
    "form", ["调整批复表", "收支批复表", "功能分类批复表", "部门整体调整批复表", "项目支出批复表"]
)
def test_the_same_content_twice_is_written_once(form: str, tmp_path: Path) -> None:
    """整本和抽出的单张内容一样：只写一份，说出来。"""
    held = {
        "调整批复表": "004_06_调整考试考务经费",
        "收支批复表": "004_01_收支总体情况",
        "功能分类批复表": "004_03_一般公共预算支出第2印较长",
        "部门整体调整批复表": "004_05_部门整体支出调整",
        "项目支出批复表": "004_06_调整考试考务经费",
    }
    first = WORKBOOKS / "预算调整批复" / f"{held[form]}.xlsx"
    again = tmp_path / "另存.xlsx"
    again.write_bytes(first.read_bytes())
    [source] = sources_from(named(form), [first, again])
    [said] = source.instead_of
    assert "重复，内容一样，只写后者" in said


JINBAO, LOCAL, LEVEL3 = (
    WORKBOOKS / "自评表" / f"{stem}.xlsx"
    for stem in ("12_jinbao_network_ops", "16_employment_subsidy_local", "19_hr_system_ops_level3")
)


@pytest.mark.parametrize(
    ("source", "total", "grade", "told"),
    [
        (
            JINBAO,
            "72.43",
            "中",
            [
                "H20“系统维护完成时间” 的得分要由评价人核定，空着没有写；"
                "H24“确保全州金保网络运行稳定” 填的得分不在可得的范围之内，要由评价人核定，照原来填的",
                "总分、等级照原来填的 72.43",
            ],
        ),
        (
            LOCAL,
            "79.02",
            "中",
            ["H28 的总分原来填 89.02，写的是算出的 79.02", "C29 的等级原来写“良”"],
        ),
        (LEVEL3, "85", "良", ["C27 的等级原来写“中”，总分 85 照口径“黔南州”是“良”"]),
    ],
)
def test_both_forms_of_a_run_tell_one_total(
    source: Path, total: str, grade: str, told: list[str], tmp_path: Path
) -> None:
    """没有核定的得分空着或照填，总分、等级不照它算；与原来填的不同的说出来，两种表一样，结论不改。"""
    [before] = process(source, check=False).document.tables
    form = named("自评表")
    [sheet] = made_sheets(sources_from(form, [source]), made=form)
    write_sheets([sheet], tmp_path / "成.xlsx")
    [own] = process(tmp_path / "成.xlsx", check=False).document.tables
    [listed] = sources_from(named("自评汇总表"), [source])
    line = listed.table.lines[0]
    assert own.total.score.number == line.score.number == Decimal(total)
    assert own.grade_cell.text.endswith(grade)
    assert line.grade.text == grade
    assert own.conclusion.text == before.conclusion.text
    for each in told:
        assert any(each in said for said in sheet.cautions)
        # 汇总表里没有结论一格，说的是原表的。
        in_source = each.replace("C29", "B29").replace("C27", "B27")
        assert any(in_source in said for said in listed.instead_of)


def test_the_summary_takes_the_printed_total_when_asked() -> None:
    form = named("自评汇总表")
    read = [[process(LOCAL, check=False)]]
    [source] = sources_of(form, read, as_printed=True)
    assert (source.table.lines[0].score.number, source.table.lines[0].grade.text) == (
        Decimal("89.02"),
        "良",
    )
    assert source.instead_of == ()


@pytest.mark.parametrize(
    "written", ["单位(盖章)：某县教育局", "单位名称（盖章）：某县教育局", "编制单位：某县教育局"]
)
def test_who_files_a_form_is_at_its_top_and_other_fields_are_rows(
    written: str, tmp_path: Path
) -> None:
    """填报单位在抬头；别的栏目在资金以上，两栏一行，不接在联系电话后面。"""
    rows = [["" if "填报单位" in text else text for text in row] for row in SOUND]
    wide = ["<"] * (len(rows[0]) - 1)
    rows.insert(3, ["项目属性", "<", "新增项目", *wide[2:]])
    rows.insert(3, ["一级项目名称", "<", "教育专项", *wide[2:]])
    rows.insert(1, [written, *wide])
    form = named("自评表")
    found = sources_from(form, [to_workbook(rows, tmp_path / "评.xlsx")])
    write_sheets(made_sheets(found, made=form), tmp_path / "成.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets[0]
    assert sheet["A3"].value == "填报单位（盖章）：某县教育局"
    last = str(sheet.cell(sheet.max_row, 1).value)
    assert last.startswith("联系人")
    assert not any(each in last for each in ("教育局", "一级项目", "属性"))
    texts = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    money = next(place for place, row in enumerate(texts) if "资金来源" in row)
    above = [text for row in texts[:money] for text in row]
    assert above[above.index("一级项目名称") + 1] == "教育专项"
    assert above[above.index("项目属性") + 1] == "新增项目"


def test_a_monitoring_form_names_no_months_nobody_gave(tmp_path: Path) -> None:
    source = next((WORKBOOKS / "目标表").glob("*.xlsx"))
    target = made("监控表", source, target=tmp_path / "监.xlsx")
    texts = [str(c.value) for row in openpyxl.load_workbook(target).worksheets[0] for c in row]
    assert any("1—　月执行数" in text for text in texts)
    assert not any("1—7月" in text for text in texts)


def test_files_that_give_nothing_are_said() -> None:
    files = sorted((WORKBOOKS / "申报表").glob("*.xlsx"))
    found = sources_from(named("申报表"), files)
    said = [each for source in found for each in source.instead_of]
    assert len(found) + len(said) == len(files) == 4
    assert any("里是部门整体支出绩效目标表，写不成申报表，没有写" in each for each in said)


def test_a_label_moved_beside_a_column_left_out_looks_as_its_neighbours(tmp_path: Path) -> None:
    """合写的指标值一栏去掉了：全年预算数挪到右边一列，字体、对齐、数字格式与旁边的一样。"""
    source = WORKBOOKS / "目标表" / "000_01_驻外劳务协作服务工作.xlsx"
    listed, form = named("批复清单"), named("自评表")
    write_sheets(made_sheets(sources_from(listed, [source]), made=listed), tmp_path / "清单.xlsx")
    sources = sources_from(form, [tmp_path / "清单.xlsx"])
    write_sheets(made_sheets(sources, made=form), tmp_path / "成.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "成.xlsx").worksheets[0]
    cells = {
        cell.value: cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and cell.value
    }
    head, beside = cells["全年预算数（A）"], cells["年初预算数"]
    assert "指标性质" in cells
    for first, second in ((head, beside), (below(sheet, head), below(sheet, beside))):
        assert first.font.b == second.font.b
        assert first.number_format == second.number_format
        assert first.alignment.horizontal == second.alignment.horizontal
        assert first.alignment.vertical == second.alignment.vertical


def below(sheet: Worksheet, cell: Cell) -> Cell:
    found = sheet.cell(cell.row + 1, cell.column)
    assert isinstance(found, Cell)
    return found


def test_whose_enclosure_a_form_was_is_not_copied_but_said() -> None:
    source = WORKBOOKS / "申报表" / "002_01_部门整体支出绩效目标表.xlsx"
    [own] = process(source, check=False).document.tables
    assert own.fields["附件"].text == "附件4"
    form = named("自评表")
    found = sources_from(form, [source])
    [sheet] = made_sheets(found, made=form)
    assert "附件4" not in set(sheet.plan.values.values())
    assert "附件" in sheet.left


@pytest.mark.parametrize("name", ["申报表", "监控表", "目标表", "批复表"])
def test_a_form_without_indicators_has_the_columns_of_a_blank_one(name: str) -> None:
    form = named(name)
    blank = blank_source(form)
    [usual] = made_sheets([blank], made=form)
    bare = replace(blank, table=replace(blank.table, indicators=()))
    [sheet] = made_sheets([bare], made=form)
    assert sheet.plan.columns.sources == usual.plan.columns.sources
