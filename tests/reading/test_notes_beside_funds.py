"""紧接着资金写的说明：括号里的一句是说明，“资金说明”右边的一段话不是又一项资金，哪一样也不丢。"""

from pathlib import Path

import openpyxl
import pytest
from gridtext import only_table, parse_rows, to_workbook

import perfxl
from perfxl.model.table import RemarkKind, Table

FORM = """
2025年项目支出绩效目标表 | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 某中心
资金情况（万元） | 年度资金总额 | 16 | < | <
{note}
年度总体目标 | 办好 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 期数 | ≥5期 |
"""
NOTE, BRACKETED = "注：财政拨款含上级补助。", "（说明：含上年结转5万元）"


def table_with(note: str) -> Table:
    return only_table(parse_rows(FORM.format(note=note)))


@pytest.mark.parametrize("note", [NOTE, BRACKETED])
def test_a_note_under_the_funds_is_a_note(note: str) -> None:
    table = table_with(f"{note} | < | < | < | <")
    assert [(each.kind, each.text) for each in table.remarks] == [(RemarkKind.NOTE, note)]
    assert (table.details, table.leftover) == ({}, ())


@pytest.mark.parametrize("label", ["资金说明", "资金测算依据"])
def test_an_amount_told_in_a_note_is_no_fund(label: str) -> None:
    table = table_with(f"{label} | 含上年结转5万元 | < | < | <")
    assert [fund.name for fund in table.funds] == ["年度资金总额"]
    assert table.details[label].text == "含上年结转5万元"


@pytest.mark.parametrize("note", [NOTE, BRACKETED])
def test_it_is_printed_once_in_the_made_form(note: str, tmp_path: Path) -> None:
    rows = parse_rows(FORM.format(note=f"{note} | < | < | < | <"))
    source = to_workbook(rows, tmp_path / "甲.xlsx")
    made = perfxl.make("目标表", source).save(tmp_path / "成.xlsx")
    sheet = openpyxl.load_workbook(made).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert [text for text in texts if "结转" in text or "上级补助" in text] == [note]
    assert texts[-1] == note
