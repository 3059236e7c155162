"""几个项目合成的一份：不是一个年度的说出来，标题照写；清单没有位置的栏目、签名、各项来源说在哪几格。"""

from pathlib import Path

import pytest
from gridtext import parse_rows, to_workbook

from perfxl.actions.form_sources import Source, sources_of
from perfxl.actions.forms_made import known_form
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.results import process

APPLICATION = """
项目支出绩效目标申报表（{year}年度） | < | < | <
主管部门 | 云溪县文化局 | 实施单位 | 云溪县图书馆
项目名称 | {name} | 起止时间 | {year}年1月至12月
项目资金（万元） | 年度资金总额 | 100 | <
^ | 其中：财政拨款 | 80 | <
^ | 其他资金 | 20 | <
年度总体目标 | 建成12个图书室 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 建成图书室数量 | ≥12个
填报人：张三 | | 审核人：李四 |
"""


def derived(form: str, folder: Path, *years: int) -> Source:
    paths = [
        to_workbook(
            parse_rows(APPLICATION.format(year=year, name=f"图书室建设{year % 10}")),
            folder / f"{year}.xlsx",
        )
        for year in years
    ]
    [source] = sources_of(known_form(form), [assessments_of([process(path) for path in paths])])
    return source


@pytest.mark.parametrize("form", ["批复清单", "项目支出批复表"])
@pytest.mark.parametrize(
    ("years", "title"),
    [
        ((2025, 2026), "2025—2026年部门预算"),
        ((2023, 2026), "部门预算"),
        ((2026,), "2026年部门预算"),
    ],
)
def test_several_years_in_one_are_said(
    form: str, years: tuple[int, ...], title: str, tmp_path: Path
) -> None:
    source = derived(form, tmp_path, *years)
    assert source.table.title.text.startswith(title)
    assert source.table.year == (years[0] if len(years) == 1 else None)
    said = [each for each in source.instead_of if "加在一起" in each]
    named = "、".join(map(str, years))
    assert [f"给出的表里有 {named} 年度的" in each for each in said] == [True] * (len(years) > 1)


def test_what_a_list_has_no_place_for_is_named_with_its_cells(tmp_path: Path) -> None:
    cells = derived("批复清单", tmp_path, 2026).left
    assert cells["填报人"] == ("A10",)
    assert cells["审核人"] == ("C10",)
    assert cells["起止时间"] == ("D3",)
    assert cells["主管部门"] == ("B2",)
    assert cells["各项资金来源"] == ("C5", "C6")
    assert not {"项目名称", "实施单位"} & cells.keys()


def test_cells_of_several_files_name_their_file(tmp_path: Path) -> None:
    cells = derived("批复清单", tmp_path, 2025, 2026).left
    assert cells["填报人"] == ("“2025.xlsx”A10", "“2026.xlsx”A10")
