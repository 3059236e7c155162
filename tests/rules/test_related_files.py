"""许多文件分批核对，与合在一起核对一字不差：各条规则的例子，连同几个文件夹放在一起的。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rule_case import parse_case, tables_of

from perfxl.model.finding import Finding
from perfxl.model.outline import OutlinedTable
from perfxl.model.table import Table
from perfxl.rules.engine.batches import InBatches
from perfxl.rules.engine.related_files import Surroundings, traits_of
from perfxl.rules.engine.running import check_tables, in_order
from perfxl.standards.profile import load_profile

CASES = sorted(Path(__file__).parent.glob("PX6*/*.case"))
PROFILE = load_profile()


def books_of(tables: Iterable[Table]) -> dict[str, list[Table]]:
    found: dict[str, list[Table]] = {}
    for table in tables:
        found.setdefault(table.book, []).append(table)
    return found


def in_groups(tables: Sequence[Table]) -> list[Finding]:
    """相干的一组一组地核对。"""
    books = books_of(tables)
    names = list(books)
    around = Surroundings([traits_of(book, own) for book, own in books.items()])
    found: list[Finding] = []
    for group in around.groups():
        own = [table for place in group for table in books[names[place]]]
        found += check_tables(own, PROFILE, around.around(group))
    return found


def in_batches(tables: Sequence[Table], size: int) -> list[Finding]:
    """当作一组，``size`` 个文件一批地核对。"""
    books = books_of(tables)
    names = list(books)
    around = Surroundings([traits_of(book, own) for book, own in books.items()])
    outlines = [[OutlinedTable.of(table) for table in own] for own in books.values()]
    every = InBatches(around, range(len(names)), outlines, PROFILE)
    found = every.outlined()
    files = list(every.files())
    for start in range(0, len(files), size):
        batch = files[start : start + size]
        found += every.check(batch, lambda place: books[names[place]])
    return found


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """一个文件里的次序，与列出来的相同。"""
    found: dict[str, list[Finding]] = {}
    for each in sorted(findings, key=lambda each: (each.sheet, *in_order(each))):
        found.setdefault(each.file, []).append(each)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_one_case_apart(case: Path) -> None:
    tables = tables_of(parse_case(case.read_text("utf-8")))
    whole = by_file(check_tables(tables, PROFILE))
    assert by_file(in_groups(tables)) == whole
    for size in (1, 2):
        assert by_file(in_batches(tables, size)) == whole


def test_all_cases_in_their_folders() -> None:
    """各例各在一个文件夹里，项目大多同名：别处的也可能是同一个。"""
    tables = [
        replace(table, book=f"{case.parent.name}{case.stem}/{table.book}")
        for case in CASES
        for table in tables_of(parse_case(case.read_text("utf-8")))
    ]
    whole = by_file(check_tables(tables, PROFILE))
    assert sum(map(len, whole.values())) > 100
    assert by_file(in_groups(tables)) == whole
    for size in (1, 16):
        assert by_file(in_batches(tables, size)) == whole


def test_an_outline_does_not_pass_for_empty() -> None:
    [table, *_] = tables_of(parse_case(CASES[0].read_text("utf-8")))
    outline = OutlinedTable.of(table)
    assert (outline.project, outline.form, outline.title) == (
        table.project,
        table.form,
        table.title,
    )
    with pytest.raises(AttributeError, match="indicators"):
        _ = outline.indicators


def test_a_nameless_evaluation_beside_is_seen_apart_too() -> None:
    """没有读到名称的自评表与谁都不相干，却叫人说不准少了哪一个（PX625）。"""
    bad = (CASES[0].parent.parent / "PX625" / "bad.case").read_text("utf-8")
    tables = tables_of(parse_case(bad))
    assert "PX625" in {each.rule for each in check_tables(tables, PROFILE)}
    [other] = tables_of(parse_case("[自评表 无名.xlsx]\nC4 =\n"))
    tables.append(other)
    whole = by_file(check_tables(tables, PROFILE))
    assert "PX625" not in {each.rule for own in whole.values() for each in own}
    assert by_file(in_groups(tables)) == whole
    assert by_file(in_batches(tables, 1)) == whole


def test_a_name_with_its_own_year_is_related() -> None:
    changed = "[自评表 自评.xlsx]\nC4 = 2024年乡镇图书室建设\nA5 = 项目编码\nC5 =\nE14 = ≥9个\n"
    tables = tables_of(parse_case(f"[调整批复 批复.xlsx]\n{changed}"))
    whole = by_file(check_tables(tables, PROFILE))
    told = {each.rule for own in whole.values() for each in own}
    assert "PX609" in told
    assert told.isdisjoint({"PX625", "PX632"})
    assert by_file(in_groups(tables)) == whole
    assert by_file(in_batches(tables, 1)) == whole
