"""成的自评汇总表有盖章、填报日期、联系人的地方，填报单位说得出的写上；同一栏的数位数一样；

各项编了序号，主要问题及改进措施照各张写着的原因。
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from gridtext import changed, to_workbook
from making import only_table_in
from rule_case import sound

from perfxl.actions.forms_made import known_form
from perfxl.many_files.making import made_sheets, sources_of, whole_book, write_sheets
from perfxl.many_files.results import process
from perfxl.model.number_format import show_number

_FIRST: dict[str, str] = {}
_SECOND = {"C4": "古籍修复", "F7": "180000", "F8": "180000", "H7": "100.00%", "I7": "10"}
_OTHER_UNIT = {"A3": "填报单位（盖章）：云溪县文化馆", "G5": "云溪县文化馆"}
_CODED = {"A3": "填报单位（盖章）：", "G5": "201001-云溪县图书馆"}
_STRANGER = {**_OTHER_UNIT, "C5": "云溪县体育局"}
_BLANK = "填报日期、联系人和联系电话空着，请填"


def summary(
    folder: Path, *given: Mapping[str, str]
) -> tuple[tuple[str, ...], list[list[tuple[str, str]]]]:
    """要说的话，和印出来的各行：看到的字、数字格式。"""
    results = [
        process(to_workbook(changed(sound(), dict(changes)), folder / f"{n}.xlsx"), check=False)
        for n, changes in enumerate(given)
    ]
    form = known_form("自评汇总表")
    [sheet] = made_sheets(sources_of(form, [results]), made=form)
    write_sheets([sheet], folder / "汇总.xlsx")
    printed = openpyxl.load_workbook(folder / "汇总.xlsx").worksheets[0]
    rows = [
        [(shown(each.value, each.number_format), each.number_format) for each in row]
        for row in printed.iter_rows()
    ]
    return sheet.cautions, rows


def shown(value: object, code: str) -> str:
    if isinstance(value, int | float):
        return show_number(Decimal(str(value)), code)
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    ("second", "unit", "told"),
    [
        ({}, "云溪县图书馆", _BLANK),
        (_CODED, "云溪县图书馆", _BLANK),
        (_OTHER_UNIT, "云溪县文化局", _BLANK),
        (_STRANGER, "", f"填报单位（盖章）、{_BLANK}"),
    ],
    ids=["同一个单位", "一份没有写填报单位", "同一个主管部门", "各是各的"],
)
def test_who_seals_a_summary(
    second: Mapping[str, str], unit: str, told: str, tmp_path: Path
) -> None:
    said, rows = summary(tmp_path, _FIRST, {**_SECOND, **second})
    texts = [text for row in rows for text, _ in row if text]
    assert texts[1:4] == [f"填报单位（盖章）：{unit}", "填报日期：", "单位：万元"]
    assert texts[-1].split() == ["联系人：", "联系电话："]
    assert told in said
    read = only_table_in(tmp_path / "汇总.xlsx")
    assert read.fields["填报单位"].text == unit if unit else "填报单位" not in read.fields
    assert read.money_unit == "万元"


def test_numbers_of_a_column_have_the_same_places(tmp_path: Path) -> None:
    _, rows = summary(tmp_path, _FIRST, _SECOND)
    head = next(n for n, row in enumerate(rows) if row[1][0] == "项目名称")
    below = rows[head + 1 : head + 4]
    for name, codes in (("执行率", {"0.00%"}), ("自评得分", {"0.00"})):
        place = [text for text, _ in rows[head]].index(name)
        cells = [row[place] for row in below if row[place][0]]
        assert {code for _, code in cells} == codes
    assert [row[5][0] for row in below] == ["95.00%", "100.00%", "97.50%"]
    assert [row[6][0] for row in below] == ["98.50", "99.00", ""]


def test_projects_are_numbered_and_their_problems_told(tmp_path: Path) -> None:
    """序号只编项目；原因一样的写一遍，“无”不写，没有写的空着；汇总表自己的栏名照印。"""
    reasons = {
        "I15": "设备到货晚。改进措施：早招标。",
        "I16": "设备到货晚。改进措施：早招标。",
        "I17": "无",
    }
    _, rows = summary(tmp_path, {**_FIRST, **reasons}, {**_SECOND, **dict.fromkeys(reasons, "")})
    head = next(n for n, row in enumerate(rows) if row[1][0] == "项目名称")
    assert [rows[head][place][0] for place in (0, 8)] == ["序号", "主要问题及改进措施"]
    below = rows[head + 1 : head + 4]
    assert [row[0][0] for row in below] == ["1", "2", ""]
    assert [row[8][0] for row in below] == ["设备到货晚。改进措施：早招标", "", ""]
    read = only_table_in(tmp_path / "汇总.xlsx")
    assert [line.note.text for line in read.lines] == [row[8][0] for row in below]
    assert {line.ordinal.text for line in read.lines} == {""}


def test_a_summary_keeps_the_name_of_its_notes(tmp_path: Path) -> None:
    _, _ = summary(tmp_path, _FIRST, _SECOND)
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    sheet = book.worksheets[0]
    head = next(
        cell for row in sheet.iter_rows() for cell in row if cell.value == "主要问题及改进措施"
    )
    head.value = "备注"
    book.save(tmp_path / "另.xlsx")
    [made] = made_sheets(whole_book([process(tmp_path / "另.xlsx", check=False)]))
    texts = [str(value) for value in made.plan.values.values()]
    assert "备注" in texts
    assert "主要问题及改进措施" not in texts


def test_the_rate_of_the_total_is_of_projects_told_whole(tmp_path: Path) -> None:
    (tmp_path / "全").mkdir()
    unspent = {**_SECOND, **dict.fromkeys(("F7", "F8", "F9", "F10", "F11", "H7", "I7"), "")}
    told, rows = summary(tmp_path, _FIRST, unspent)
    [total] = [row for row in rows if any(text == "合计" for text, _ in row)]
    assert not [text for text, _ in total if "%" in text]
    assert any("合计的执行率也空着" in each for each in told)
    _, rows = summary(tmp_path / "全", _FIRST, _SECOND)
    [total] = [row for row in rows if any(text == "合计" for text, _ in row)]
    assert [text for text, _ in total if "%" in text] == ["97.50%"]
