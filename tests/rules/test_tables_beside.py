"""哪几张表是一套：同一工作簿、同一文件夹里同一单位的；别的单位的预算表不拿来比。"""

import pytest
from rule_case import Section, findings_of, tables_of

from perfxl.rules.engine.form_groups import SUMMARIES
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.profile import load_profile

OWN, OTHER, BRANCH = "云溪县文化局", "云溪县教育局", "云溪县文化局图书馆"
TITLE = "{}2024年部门预算调整部门收支总体情况批复表"
# 只写着表名，看不出是哪个单位的。
NAMELESS = "部门收支总体情况批复表"
# 总数与别的单位的收支总表不同：PX620 会比的两个数。
WHOLE_CHANGES = {"F5": "386", "F6": "315"}


def whole(file: str, unit: str = OWN) -> Section:
    """部门整体的调整批复。"""
    title = f"{unit}2024年部门预算调整部门整体支出绩效目标批复表"
    return Section("部门整体调整", file, {"A1": title, "C3": unit, **WHOLE_CHANGES})


def summary(file: str, unit: str = OWN) -> Section:
    """收支总表；``unit`` 为空的没有写单位。"""
    return Section("收支总体", file, {"A1": TITLE.format(unit) if unit else NAMELESS})


def beside(*sections: Section) -> list[str]:
    """第一张表旁边的收支总表在哪几个文件。"""
    tables = tables_of(list(sections))
    table_set = TableSet(tuple(tables), load_profile())
    return [each.book for each in table_set.beside(tables[0], SUMMARIES)]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([OTHER], []),
        ([OWN], ["1.xlsx"]),
        ([OTHER, OWN], ["2.xlsx"]),
        ([BRANCH, OWN], ["2.xlsx"]),
        ([""], ["1.xlsx"]),
        ([OTHER, ""], []),
    ],
)
def test_in_a_folder_only_the_same_unit(units: list[str], expected: list[str]) -> None:
    files = [summary(f"甲/{place}.xlsx", unit) for place, unit in enumerate(units, 1)]
    found = beside(whole("甲/0.xlsx"), *files)
    assert found == [f"甲/{name}" for name in expected]


def test_the_code_and_the_level_of_a_unit_do_not_count() -> None:
    own = whole("甲/0.xlsx", f"[164]{OWN}（本级）")
    assert beside(own, summary("甲/1.xlsx", BRANCH), summary("甲/2.xlsx")) == ["甲/2.xlsx"]


def test_another_folder_is_never_beside() -> None:
    assert beside(whole("甲/0.xlsx"), summary("乙/1.xlsx")) == []


def test_the_own_workbook_comes_first() -> None:
    assert beside(whole("甲/0.xlsx"), summary("甲/0.xlsx"), summary("甲/1.xlsx")) == ["甲/0.xlsx"]


def test_in_a_workbook_of_two_units_only_the_own() -> None:
    tables = tables_of([whole("0.xlsx"), summary("0.xlsx", OTHER), summary("0.xlsx", OWN)])
    table_set = TableSet(tuple(tables), load_profile())
    [found] = table_set.beside(tables[0], SUMMARIES)
    assert found is tables[2]


@pytest.mark.parametrize(("unit", "told"), [(OWN, True), (OTHER, False)])
def test_another_units_summary_is_not_compared(unit: str, told: bool) -> None:
    found = findings_of([whole("甲/0.xlsx"), summary("甲/1.xlsx", unit)])
    assert any(each.rule == "PX620" for each in found) is told
