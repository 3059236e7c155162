"""随带的别的版式：列得全，看得过，照它成表读回来，除了排法不同，内容一样。"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import perfxl as command
from gridtext import parse_rows, to_workbook

import perfxl
from perfxl.actions.forms_made import known_form
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.many_files.making import check_template_file
from perfxl.many_files.results import read_file
from perfxl.many_files.template_variants import VARIANTS, TemplateVariant
from perfxl.shipped import shipped_folder

WORKBOOKS = shipped_folder("workbooks")
SAMPLES = {
    "自评表": ["自评表/27_title_review_labor_appraisal.xlsx", "自评表/01_szyf_exam.xlsx"],
    "申报表": ["申报表/002_03_公益性岗位补贴.xlsx"],
    "目标表": ["目标表/000_03_三支一扶招募考试.xlsx"],
}


def named(form: str, name: str) -> TemplateVariant:
    return next(each for each in VARIANTS if (each.form, each.name) == (form, name))


def test_every_variant_is_listed_and_every_listed_one_is_shipped() -> None:
    files = sorted((shipped_folder("templates") / "版式").rglob("*.xlsx"))
    assert files == sorted(each.path for each in VARIANTS)
    said = command("template", "list").out
    for each in VARIANTS:
        assert f"  {each.name}　{each.said}" in said


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_a_variant_passes_the_check(variant: TemplateVariant) -> None:
    faults, _ = check_template_file(variant.path, known_form(variant.form))
    assert [each.message for each in faults if not each.minor] == []


def rows_of(path: Path) -> list[dict[str, Any]]:
    document = read_file(path).document
    assert document is not None
    table = dump(DocumentJson.of(document))["tables"][0]
    keys = ("level1", "level2", "level3", "actual", "weight", "score", "reason", "explanation")
    return [
        {key: row.get(key) for key in keys} | {"target": (row.get("target") or "").replace(" ", "")}
        for row in table["indicators"]
    ]


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_made_by_a_variant_the_indicators_read_back_the_same(
    variant: TemplateVariant, tmp_path: Path
) -> None:
    for number, sample in enumerate(SAMPLES[variant.form]):
        source = WORKBOOKS / sample
        book = perfxl.make(variant.form, source, template=variant.name, as_printed=True)
        made = rows_of(book.save(tmp_path / f"{number}.xlsx"))
        read = rows_of(source)
        if variant.name == "成本在先":
            made, read = (sorted(each, key=lambda row: str(row["level3"])) for each in (made, read))
        # 定性的拆开以后，性质一栏写着“定性”，读回来还是那句话。
        assert made == read
        allowed = {"资金.年初预算数"} if variant.name == "20-40-40" else set()
        assert {each.partition("：")[2] for each in book.left} <= allowed


def test_cost_comes_first(tmp_path: Path) -> None:
    source = WORKBOOKS / "自评表" / "27_title_review_labor_appraisal.xlsx"
    book = perfxl.make("自评表", source, template="成本在先")
    [table] = perfxl.read(book.save(tmp_path / "a.xlsx")).tables
    costs = [row.is_cost for row in table.indicators]
    assert any(costs)
    assert costs == sorted(costs, reverse=True)


def test_a_joined_target_is_split_without_inventing_a_sign(tmp_path: Path) -> None:
    text = """
项目支出绩效目标申报表 | < | < | <
项目名称 | 甲项目 | < | <
年度资金总额（万元） | 10 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | ≥50人
产出指标 | 数量指标 | 教材册数 | 300册
产出指标 | 时效指标 | 完成时间 | 2025年12月底前
效益指标 | 社会效益指标 | 改善服务 | 有效改善
"""
    source = to_workbook(parse_rows(text), tmp_path / "申.xlsx")
    book = perfxl.make("申报表", source, template="三栏")
    [table] = perfxl.read(book.save(tmp_path / "a.xlsx")).tables
    split = [(row.nature.text, row.value.text, row.unit.text) for row in table.indicators]
    assert split == [
        ("≥", "50", "人"),
        ("", "300", "册"),
        ("定性", "2025年12月底前", ""),
        ("定性", "有效改善", ""),
    ]


def test_the_points_of_the_halves_are_those_of_the_data(tmp_path: Path) -> None:
    source = WORKBOOKS / "自评表" / "01_szyf_exam.xlsx"
    book = perfxl.make("自评表", source, template="20-40-40")
    values = book.sheets[0].plan.values.values()
    assert any("（10分）" in str(each) for each in values)
    assert any("（90分）" in str(each) for each in values)


def test_an_unknown_name_lists_those_there_are(tmp_path: Path) -> None:
    source = WORKBOOKS / "自评表" / "01_szyf_exam.xlsx"
    given = ("make", "自评表", "--from", source, "-o", tmp_path / "a.xlsx", "--template")
    done = command(*given, "四栏")
    assert done.code == 2
    assert "三栏、成本在先、20-40-40、竖版" in done.err
    assert not (tmp_path / "a.xlsx").exists()
    with pytest.raises(perfxl.PerfxlError, match="随带的别的版式：没有"):
        perfxl.make("批复清单", source, template="三栏")


def test_a_variant_can_be_taken_and_restyled(tmp_path: Path) -> None:
    done = command("template", "new", "自评表", "三栏", "-o", tmp_path / "我的.xlsx")
    assert done.code == 0, done.err
    check = command("template", "check", tmp_path / "我的.xlsx")
    assert check.code == 0, check.out + check.err


def test_a_dash_stays_a_dash_as_a_percentage(tmp_path: Path) -> None:
    """财政拨款一行的执行率印着横线，不能成了 0%。"""
    source = WORKBOOKS / "自评表" / "01_szyf_exam.xlsx"
    template = to_workbook(
        [["{{标题}}"], ["{{资金.名称}}", "{{资金.执行率|百分比}}"], ["{{指标.三级指标}}"]],
        tmp_path / "模板.xlsx",
    )
    book = perfxl.make("自评表", source, template=template)
    shown = [str(each) for each in book.sheets[0].plan.values.values()]
    assert "-" in shown
    assert "0%" not in shown


@pytest.mark.parametrize("variant", [each for each in VARIANTS if each.form == "自评表"], ids=str)
def test_an_ordinary_project_with_long_reasons_is_on_one_page(
    variant: TemplateVariant, tmp_path: Path
) -> None:
    """十一条指标、四条写着长原因的：各种版式都写成一页。"""
    source = WORKBOOKS / "自评表" / "12_jinbao_network_ops.xlsx"
    book = perfxl.make("自评表", source, template=variant.name)
    sheet = openpyxl.load_workbook(book.save(tmp_path / "a.xlsx")).worksheets[0]
    assert (sheet.page_setup.fitToHeight, len(sheet.row_breaks.brk)) == (1, 0)
