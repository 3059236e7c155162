"""几个项目合成的一份：不是一个年度的说出来，标题照写；清单没有位置的栏目、签名、各项来源说在哪几格。"""

from pathlib import Path

import openpyxl
import pytest
from gridtext import parse_rows, to_workbook

from perfxl.actions.form_sources import Source, sources_of
from perfxl.actions.forms_made import known_form
from perfxl.many_files.file_result import assessments_of
from perfxl.many_files.making import made_sheets, write_sheets
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


LISTED = """
项目支出绩效目标申报表{year} | < | < | < | <
主管部门 | 云溪县文化局 | 实施单位 | 云溪县图书馆 | <
项目名称 | 图书室建设 | 项目类别 | {category} | <
项目资金（万元） | 年度资金总额 | 100 | < | <
年度总体目标 | 建成12个图书室 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 建成图书室数量 | {count} | {note}
效益指标 | 社会效益指标 | 群众文化生活 | 有效丰富 |
"""


def listed(folder: Path, **given: str) -> tuple[Source, tuple[str, ...], list[str]]:
    """写成的批复清单：内容，一张要说的，印出来的栏名。"""
    said = {"year": "（2026年度）", "category": "特定目标类", "count": "≥12个", "note": ""} | given
    path = to_workbook(parse_rows(LISTED.format(**said)), folder / "甲.xlsx")
    form = known_form("批复清单")
    [source] = sources_of(form, [assessments_of([process(path)])])
    [sheet] = made_sheets([source], made=form)
    target = folder / f"清单{len(list(folder.iterdir()))}.xlsx"
    write_sheets([sheet], target)
    printed = openpyxl.load_workbook(target).worksheets[0]
    head = next(row for row in printed.iter_rows() if row[0].value == "单位名称")
    below = printed[head[0].row + 1]
    names = [str(cell.value) for cell in (*head, *below) if cell.value]
    return source, sheet.cautions, names


def test_the_head_of_the_weights_says_what_stands_below(tmp_path: Path) -> None:
    """分值权重一栏下面是各条指标的，不写成“其中：预算执行率”；谁也没有写备注的，没有备注一栏。"""
    source, said, names = listed(tmp_path)
    assert names[-1] == "分值权重"
    assert (said, source.instead_of) == ((), ())
    assert listed(tmp_path, note="市里统一采购")[2][-1] == "备注"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"category": ""}, "“图书室建设”的表上没有写项目类别，空着，请填"),
        ({"count": "12个"}, "“建成图书室数量”的指标值没有写符号，绩效指标性质空着，请填"),
        ({"year": ""}, "甲.xlsx没有写年度，标题里没有写年度，请核对后补上"),
    ],
)
def test_what_a_list_prints_blank_is_said(given: dict[str, str], told: str, tmp_path: Path) -> None:
    source, said, _ = listed(tmp_path, **given)
    assert [*said, *source.instead_of] == [told]
