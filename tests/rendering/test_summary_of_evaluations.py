"""成的自评汇总表有盖章、填报日期、联系人的地方，填报单位说得出的写上；同一栏的数位数一样。"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from gridtext import changed, to_workbook
from making import only_table_in
from rule_case import sound

from perfxl.actions.forms_made import known_form
from perfxl.many_files.making import made_sheets, sources_of, write_sheets
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
    head = next(n for n, row in enumerate(rows) if row[0][0] == "项目名称")
    below = rows[head + 1 : head + 4]
    for name, codes in (("执行率", {"0.00%"}), ("自评得分", {"0.00"})):
        place = [text for text, _ in rows[head]].index(name)
        cells = [row[place] for row in below if row[place][0]]
        assert {code for _, code in cells} == codes
    assert [row[4][0] for row in below] == ["95.00%", "100.00%", "97.50%"]
    assert [row[5][0] for row in below] == ["98.50", "99.00", ""]
