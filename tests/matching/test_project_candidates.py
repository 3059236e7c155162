"""许多同名的项目归成组来找：与逐个看的结果相同。"""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from rule_case import Section, tables_of

from perfxl.matching import project_candidates
from perfxl.matching.project import Project
from perfxl.matching.projects import match_projects, projects_of
from perfxl.model.table import Table

UNITS = ("云溪县图书馆", "云溪县教育局", "教育局", "[164]云溪县教育局（本级）", "云溪县少年宫", "")
NAMES = (
    "公用经费",
    "公用",
    "公用经费（第二批）",
    "教师培训经费",
    "教师 培训项目",
    "教师培训经费补助",
)
CODES = ("", "", "52230024T000000000101", "52230024T000000000102")


@pytest.fixture(scope="module")
def kinds() -> list[Table]:
    return tables_of([Section(name, "书.xlsx") for name in ("自评表", "目标表", "批复清单")])


def _copied(kinds: list[Table], chance: random.Random, count: int) -> Iterator[Table]:
    for place in range(count):
        table = chance.choice(kinds)
        fields = {
            name: entry._replace(text=chance.choice(UNITS))
            if "单位" in name or "部门" in name
            else entry._replace(text=chance.choice(NAMES))
            if name == "项目名称"
            else entry
            for name, entry in table.fields.items()
        }
        lines = tuple(
            replace(
                each,
                name=each.name._replace(text=chance.choice(NAMES)),
                code=each.code._replace(text=chance.choice(CODES)),
                organisation=each.organisation._replace(text=chance.choice(UNITS)),
                initial=each.initial._replace(
                    total=each.initial.total._replace(number=Decimal(chance.choice((1, 2))))
                ),
            )
            for each in table.lines
        )
        book = f"{chance.choice(('甲', '乙'))}/{place // 2}.xlsx"
        year = chance.choice((2023, 2024, None))
        yield replace(table, book=book, fields=fields, lines=lines, year=year)


def _said(ones: list[Project], others: list[Project]) -> list[tuple[int, int, str, bool]]:
    return [(id(m.one), id(m.other), m.ground, m.ambiguous) for m in match_projects(ones, others)]


def test_groups_find_what_looking_at_each_finds(
    kinds: list[Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, found = random.Random(20), 0
    for _ in range(12):
        projects = projects_of(list(_copied(kinds, chance, 60)))
        ones = [each for each in projects if each.line is None]
        monkeypatch.setattr(project_candidates, "_FEW", 10_000)
        each_looked_at = _said(ones, projects)
        monkeypatch.setattr(project_candidates, "_FEW", 0)
        assert _said(ones, projects) == each_looked_at
        found += len(each_looked_at)
    assert found > 200
