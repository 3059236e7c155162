"""同一个项目交了几份：许多单位都有的同名项目不必个个比，没有名称的不算同一个。"""

from dataclasses import replace
from unittest.mock import patch

import pytest
from gridtext import changed, only_table
from rule_case import sound

from perfxl.matching import repeated
from perfxl.matching.project import Project, project_name_entry
from perfxl.matching.repeated import repeated_projects


def project(book: str, unit: str = "云溪县图书馆", **changes: str | None) -> Project:
    cells: dict[str, str | None] = {"G5": unit or None, **changes}
    if not unit:
        cells |= {"A3": None, "C5": None}
    table = replace(only_table(changed(sound(), cells)), book=book)
    return Project(table, None, project_name_entry(table), table.year)


@pytest.mark.parametrize("count", [50, 200])
def test_a_project_that_every_unit_has_is_compared_with_its_own(count: int) -> None:
    first = project("收/0.xlsx")
    units = [
        replace(
            first.table,
            book=f"收/{number}.xlsx",
            fields=first.table.fields
            | {"实施单位": first.table.fields["实施单位"]._replace(text=f"第{number}小学")},
        )
        for number in range(count)
    ]
    every = [Project(table, None, first.name, first.year) for table in units]
    twice = Project(replace(units[7], book="收/又.xlsx"), None, first.name, first.year)
    with patch.object(repeated, "_is_same", wraps=repeated._is_same) as compared:
        [found] = repeated_projects([*every, twice])
    assert (found.kept, found.other) == (every[7], twice)
    assert compared.call_count == 1


def test_without_a_unit_the_same_folder_or_the_same_contents_count() -> None:
    one = project("甲局/表.xlsx", "")
    beside = project("甲局/另一份.xlsx", "", F7="170000", F8="170000")
    elsewhere = project("乙局/表.xlsx", "", F7="170000", F8="170000")
    copied = project("丙局/表.xlsx", "")
    found = repeated_projects([one, beside, elsewhere, copied])
    assert [(each.kept, each.other, each.is_identical) for each in found] == [
        (one, beside, False),
        (one, copied, True),
    ]


def test_a_copy_without_a_year_is_a_copy_only_when_it_says_the_same() -> None:
    one = project("甲/表.xlsx")
    undated = {"A2": None, "E18": "按时完成", "F18": "达成预期指标"}
    copied = project("乙/表.xlsx", A2=None)
    copied = Project(copied.table, None, copied.name, None)
    other = project("丙/表.xlsx", **undated)
    other = Project(other.table, None, other.name, None)
    found = repeated_projects([one, copied, other])
    assert [(each.kept, each.other) for each in found] == [(one, copied)]


def test_tables_without_a_name_are_never_one() -> None:
    one, other = project("甲/表.xlsx", C4=None), project("甲/又.xlsx", C4=None)
    assert repeated_projects([one, other]) == []


def test_codes_tell_projects_of_one_name_apart() -> None:
    one, other, same = project("甲/1.xlsx"), project("甲/2.xlsx"), project("甲/3.xlsx")
    codes = {"A": one, "B": other, "A ": same}
    coded = []
    for code, each in codes.items():
        entry = each.name._replace(text=code.strip() * 8)
        fields = each.table.fields | {"项目编码": entry}
        coded.append(Project(replace(each.table, fields=fields), None, each.name, each.year))
    found = repeated_projects(coded)
    assert [(found_one.kept, found_one.other) for found_one in found] == [(coded[0], coded[2])]
