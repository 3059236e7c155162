"""写成 Word 的预算表与工作簿一样：金额带千位分节、两位小数，0 印一横，合计、“一、”一类加粗。"""

from decimal import Decimal
from itertools import dropwhile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from gridtext import parse_rows, to_workbook

from perfxl.actions.forms_made import known_form
from perfxl.hosts.outputs import Output, Outputs
from perfxl.many_files.making import made_sheets, sources_of, write_sheets
from perfxl.many_files.results import process
from perfxl.many_files.word_forms import write_word_form
from perfxl.model.number_format import show_number

TWO_SIDED = """
某局2025年部门收支总体情况批复表 | < | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | < | <
收入 | < | < | < | 支出 | < | < | <
项目 | 年初预算数 | 调整预算数 | 增减数 | 项目 | 年初预算数 | 调整预算数 | 增减数
一、一般公共预算拨款收入 | 9400.5 | 9340.5 | -60 | 一、基本支出 | 6000 | 6000 | 0
二、事业收入 | 460 | 460 | 0 | 二、项目支出 | 3860.5 | 3800.5 | -60
本年收入合计 | 9860.5 | 9800.5 | -60 | 本年支出合计 | 9860.5 | 9800.5 | -60
上年结转 | 0 | 0 | 0 | 结转下年 | 0 | 0 | 0
收入总计 | 9860.5 | 9800.5 | -60 | 支出总计 | 9860.5 | 9800.5 | -60
"""
LINES = """
某局2025年部门预算调整项目支出批复表 | < | < | < | <
单位：万元 | < | < | < | <
项目名称 | 年初预算数 | 调整预算数 | 增减数 | 备注
合计 | 1310 | 1305 | -5 | 全部
一、一般公共预算 | 1310 | 1305 | -5 |
（一）培训经费 | 1300 | 1305 | 5 |
（二）会议经费 | 10 | 0 | -10 |
"""


def both(form: str, text: str, folder: Path) -> tuple[Any, Any]:
    """同一份内容写成的工作簿的工作表、Word 的表格。"""
    source = to_workbook(parse_rows(text), folder / "表.xlsx")
    made = known_form(form)
    sources = sources_of(made, [[process(source, check=False)]])
    write_sheets(made_sheets(sources, made=made), folder / "成.xlsx")
    write_word_form(sources, made, Output(Outputs(), folder / "成.docx"))
    sheet = openpyxl.load_workbook(folder / "成.xlsx").worksheets[0]
    return sheet, docx.Document(str(folder / "成.docx")).tables[0]


def shown(cell: Any) -> str:
    value = cell.value
    return (
        show_number(Decimal(str(value)), cell.number_format)
        if isinstance(value, int | float)
        else str(value)
    )


@pytest.mark.parametrize(
    ("form", "text", "first", "bold"),
    [
        (
            "收支批复表",
            TWO_SIDED,
            "一、一般公共预算拨款收入",
            ["本年收入合计", "本年支出合计", "收入总计", "支出总计"],
        ),
        ("项目支出批复表", LINES, "合计", ["合计", "一、一般公共预算"]),
    ],
)
def test_a_budget_in_word_is_the_one_in_the_workbook(
    form: str, text: str, first: str, bold: list[str], tmp_path: Path
) -> None:
    sheet, table = both(form, text, tmp_path)
    start = next(row for row in range(1, 30) if sheet.cell(row, 1).value == first)
    below = list(dropwhile(lambda row: row.cells[0].text != first, table.rows))
    rows = [row for row in below if row.cells[0].text in _names(text)]
    for place, row in enumerate(rows):
        printed = [sheet.cell(start + place, n) for n in range(1, len(row.cells) + 1)]
        said = [shown(each) if each.value is not None else "" for each in printed]
        assert [cell.text for cell in row.cells] == said
    strong = [
        cell.text
        for row in rows
        for cell in row.cells
        if any(run.bold for paragraph in cell.paragraphs for run in paragraph.runs)
    ]
    assert [said for said in strong if said in _names(text) and said not in ("", "全部")] == bold
    assert strong[strong.index(bold[0]) + 1] in ("9,860.50", "1,310.00")


def _names(text: str) -> list[str]:
    return [cell.strip() for line in text.splitlines() for cell in line.split("|")]
