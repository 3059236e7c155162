"""批复清单写成单张的表：项目类别照写，编码与名称分开，单位前面不带代码。"""

from pathlib import Path
from typing import Any

import pytest
from gridtext import parse_rows, to_workbook

from perfxl.actions.form_sources import Source, sources_of
from perfxl.actions.forms_made import known_form
from perfxl.actions.next_year import next_year_sources
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.results import process
from perfxl.matching.organisations import without_unit_code
from perfxl.model.table import Entry
from perfxl.rendering.derived.filing_unit import filing_unit

_HEAD = "2025年部门预算项目支出绩效目标批复表\n金额单位：万元\n"
_INDICATORS = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重"
_ROWS = (
    ("产出指标 | 数量指标 | 监管小区数 | = | 32 | 个 | 50", "特定目标类 | 68 | 监管到位"),
    ("效益指标 | 社会效益 | 质量事故 | = | 0 | 起 | 40", "^ | ^ | ^"),
    ("产出指标 | 数量指标 | 改造户数 | ≥ | 120 | 户 | 90", "其他运转类 | 96 | 改造危房"),
)


def listed(columns: str, *starts: str) -> str:
    """清单；``columns`` 是项目类别以前的各栏，``starts`` 是各行的这几格。"""
    rows = [f"{start} | {own} | {row}" for start, (row, own) in zip(starts, _ROWS, strict=True)]
    head = f"{columns} | 项目类别 | 预算数 | 绩效目标 | {_INDICATORS}"
    return _HEAD + "\n".join([head, *rows])


JOINED = listed(
    "预算单位 | 项目名称",
    "201001-某县住建局（本级） | 522725250001-小区改造监管",
    "^ | ^",
    "201001-某县住建局（本级） | 522725250003-危房改造配套",
)
APART = listed(
    "单位编码 | 单位名称 | 项目编码 | 项目名称",
    "201001 | 某县住建局（本级） | 522725250001 | 小区改造监管",
    "^ | ^ | ^ | ^",
    "201001 | 某县住建局（本级） | 522725250003 | 危房改造配套",
)
WANTED = [
    ("小区改造监管", "522725250001", "某县住建局（本级）", "特定目标类"),
    ("危房改造配套", "522725250003", "某县住建局（本级）", "其他运转类"),
]


def derived(form: str, text: str, path: Path) -> list[Source]:
    results = assessments_of([process(to_workbook(parse_rows(text), path), check=False)])
    if form == "申报表":
        return next_year_sources(known_form(form), results, 2026)
    return sources_of(known_form(form), [results])


def told(source: Source) -> tuple[Any, ...]:
    fields = source.table.fields
    names = ("项目名称", "项目编码", "实施单位", "项目类别")
    return tuple(fields.get(name, Entry()).text for name in names)


@pytest.mark.parametrize("text", [JOINED, APART], ids=["接在名称前", "各占一栏"])
@pytest.mark.parametrize("form", ["自评表", "批复表", "监控表", "申报表"])
def test_a_listed_project_keeps_its_category_and_code(form: str, text: str, tmp_path: Path) -> None:
    sources = derived(form, text, tmp_path / "清单.xlsx")
    assert [told(each) for each in sources] == WANTED
    assert all("单位编码" in each.left for each in sources)
    seals = {each.table.fields["填报单位"].text for each in sources if form in ("自评表", "监控表")}
    assert seals <= {"某县住建局（本级）"}


def test_where_the_code_stood_is_said(tmp_path: Path) -> None:
    left = [each.left["单位编码"] for each in derived("自评表", JOINED, tmp_path / "清单.xlsx")]
    assert left == [("A4",), ("A6",)]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("201001-某县住建局", "某县住建局"),
        ("[164]某州人社局", "某州人社局"),
        ("（201001001）某县第一中学", "某县第一中学"),
        ("201001某县住建局", "某县住建局"),
        ("110指挥中心", "110指挥中心"),
        ("2022年援建办", "2022年援建办"),
        ("201001", "201001"),
    ],
)
def test_only_a_code_is_taken_off(printed: str, name: str) -> None:
    assert without_unit_code(printed) == name
    sealed = filing_unit({"实施单位": Entry(printed, 4, 2)})
    assert sealed is not None
    assert sealed.text == name


@pytest.mark.parametrize("form", ["自评表", "批复表", "监控表", "申报表"])
@pytest.mark.parametrize("label", ["部门", "主管部门", "预算部门"])
def test_the_department_above_a_list_is_over_its_projects(
    form: str, label: str, tmp_path: Path
) -> None:
    text = JOINED.replace("金额单位：万元", f"{label}：某县住建局 | 金额单位：万元")
    above = [
        each.table.fields.get("主管部门", Entry()).text
        for each in derived(form, text, tmp_path / "清单.xlsx")
    ]
    assert above == ["某县住建局"] * 2
