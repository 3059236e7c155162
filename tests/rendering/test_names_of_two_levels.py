"""一级项目名称与二级项目名称印在一处的：成表照原表的先后左右并排，栏名照印；只印一个的就是它。"""

from pathlib import Path

import openpyxl
import pytest
from command_line import perfxl as command
from docx import Document
from gridtext import only_table, parse_rows, to_workbook

import perfxl
from perfxl.shipped import shipped_folder

FORM = """
2025年项目绩效目标表 | < | < | < | <
{names}
主管部门 | 某局 | < | 实施单位 | 某中心
资金情况（万元） | 年度资金总额 | 16 | < | <
年度总体目标 | 办好 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 期数 | ≥5期 |
"""
ONE, TWO = "一级项目名称 | 特定目标", "二级项目名称 | 培训"
PRINTED = {
    f"{ONE} | < | {TWO}": ["一级项目名称", "特定目标", "二级项目名称", "培训"],
    f"{TWO} | < | {ONE}": ["二级项目名称", "培训", "一级项目名称", "特定目标"],
    f"{ONE} | < | < | <": ["一级项目名称", "特定目标"],
    f"{TWO} | < | < | <": ["二级项目名称", "培训"],
    f"{ONE} | < | 二级项目名称 | ": ["一级项目名称", "特定目标", "二级项目名称"],
}


def row_of_names(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    texts = [[str(cell.value) for cell in row if cell.value] for row in sheet.iter_rows()]
    [found] = [row for row in texts if any("项目名称" in text for text in row)]
    return found


@pytest.mark.parametrize(("names", "printed"), PRINTED.items())
@pytest.mark.parametrize("form", ["目标表", "批复表", "自评表"])
def test_names_stand_as_in_the_source(
    names: str, printed: list[str], form: str, tmp_path: Path
) -> None:
    source = to_workbook(parse_rows(FORM.format(names=names)), tmp_path / "甲.xlsx")
    made = perfxl.make(form, source).save(tmp_path / "成.xlsx")
    assert row_of_names(made) == printed


@pytest.mark.parametrize("names", PRINTED)
def test_made_again_they_stand_the_same(names: str, tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM.format(names=names)), tmp_path / "甲.xlsx")
    once = perfxl.make("目标表", source).save(tmp_path / "一.xlsx")
    again = perfxl.make("目标表", once).save(tmp_path / "二.xlsx")
    assert row_of_names(again) == row_of_names(once) == PRINTED[names]


def test_in_word_too(tmp_path: Path) -> None:
    rows = parse_rows(FORM.format(names=f"{TWO} | < | {ONE}"))
    source = to_workbook(rows, tmp_path / "甲.xlsx")
    assert command("make", "自评表", "--from", source, "-o", tmp_path / "成.docx").code == 0
    cells = Document(str(tmp_path / "成.docx")).tables[0].rows[0].cells
    texts = list(dict.fromkeys(cell.text for cell in cells))
    assert texts == PRINTED[f"{TWO} | < | {ONE}"]


def test_a_template_without_the_second_place_prints_it_in_a_row_of_its_own(tmp_path: Path) -> None:
    source = to_workbook(parse_rows(FORM.format(names=f"{ONE} | < | {TWO}")), tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(shipped_folder("templates") / "目标表.xlsx")
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if "同行名称" in str(cell.value):
                cell.value = None
    book.save(tmp_path / "模板.xlsx")
    made = perfxl.make("目标表", source, template=tmp_path / "模板.xlsx")
    sheet = openpyxl.load_workbook(made.save(tmp_path / "成.xlsx")).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts[texts.index("二级项目名称") + 1] == "培训"
    assert texts[texts.index("一级项目名称") + 1] == "特定目标"


def test_alone_the_first_level_names_the_project() -> None:
    table = only_table(parse_rows(FORM.format(names=f"{ONE} | < | < | <")))
    assert table.project == "特定目标"
    assert table.field_labels["项目名称"] == "一级项目名称"
    beside_blank = only_table(parse_rows(FORM.format(names=f"{ONE} | < | 二级项目名称 | ")))
    assert beside_blank.project == ""
