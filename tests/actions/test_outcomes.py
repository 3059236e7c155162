"""动作的结果：只有数据，不看宿主；写得成 JSON。"""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from gridtext import changed, to_grid
from rule_case import sound

from perfxl.actions.acceptances import across
from perfxl.actions.assessment import Assessment, assess
from perfxl.actions.check import check
from perfxl.actions.fix import fix
from perfxl.actions.forms_made import made_form
from perfxl.actions.make import make
from perfxl.actions.mark import mark
from perfxl.actions.outcome import Outcome
from perfxl.actions.read import read
from perfxl.actions.score import score
from perfxl.contract.outcome import OutcomeJson
from perfxl.contract.shapes import dump
from perfxl.hosts.file_book import previewed
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.making import conclusion_text, templates_with
from perfxl.model.edit import EditKind
from perfxl.model.workbook import Workbook
from perfxl.shipped import shipped_folder

# 得分填错，总分、等级跟着错。
WRONG: dict[str, str | None] = {"H16": "8", "H22": "97.5"}


def workbook(changes: dict[str, str | None]) -> Workbook:
    return Workbook("表.xlsx", (to_grid(changed(sound(), changes), name="自评表"),))


def assessed(changes: dict[str, str | None]) -> Assessment:
    return across([assess(workbook(changes))])[0]


def test_a_sound_book_needs_nothing() -> None:
    sound_book = assessed({})
    assert check(sound_book) == Outcome(("读到1张表，没有发现问题。",))
    assert mark(sound_book).marks == ()
    assert score(sound_book).edits == ()


def test_check_says_counts_lists_and_marks() -> None:
    outcome = check(assessed(WRONG))
    assert outcome.sentences[0].startswith("读到1张表，错误")
    [listed] = outcome.lists
    assert listed.heading.startswith("校验结果：错误")
    assert len(listed.rows) == len(listed.links) == len(listed.colours) == len(outcome.marks)
    assert {mark.cells for mark in outcome.marks} >= {"H16"}
    assert outcome.edits == ()


def test_score_gives_edits_with_what_was_there_and_why() -> None:
    edits = {edit.cell: edit for edit in score(assessed(WRONG)).edits}
    assert (edits["H16"].before, edits["H16"].after) == ("8", Decimal("9.00"))
    assert "×" in edits["H16"].because[0]
    assert all(edit.kind is EditKind.SHOWN and not edit.doubt for edit in edits.values())


def test_fix_looks_at_the_book_as_it_will_be() -> None:
    """改一轮、看一轮：得分改了，总分跟着改；改好以后没有问题。"""
    outcome = fix(workbook(WRONG), assessed(WRONG))
    edits = {edit.cell: edit for edit in outcome.edits}
    assert {cell: edit.after for cell, edit in edits.items()}["H16"] == Decimal("9.00")
    assert edits["H16"].because == ("PX306",)
    assert [(made.edit, made.shown) for made in outcome.made if made.edit.cell == "H16"] == [
        (edits["H16"], "9")
    ]
    assert outcome.after is not None
    assert outcome.after.findings == ()


@pytest.mark.parametrize(
    "source", workbook_paths([shipped_folder("workbooks")]), ids=lambda p: p.stem
)
def test_fixes_in_memory_are_the_fixes_of_the_file(source: Path) -> None:
    """在内存里改一轮看一轮，与写成文件、再读一遍的相同：改哪几格、留给人的、改好看到的、还剩的问题。"""
    read = replace(read_workbook(source), stamp=None)
    book = across([assess(read)])[0]
    in_memory, on_disk = fix(read, book), fix(read, book, preview=previewed(source))
    assert in_memory.edits == on_disk.edits
    assert in_memory.left == on_disk.left
    assert in_memory.made == on_disk.made
    assert in_memory.after is not None
    assert on_disk.after is not None
    assert in_memory.after.findings == on_disk.after.findings


def test_a_form_is_made_of_sheets() -> None:
    made = made_form("自评表")
    assert made is not None
    outcome = make(made, assess(workbook({}), check=False), templates_with(), conclusion_text())
    assert [sheet.template.name for sheet in outcome.sheets] == ["自评表.xlsx"]


@pytest.mark.parametrize("name", ["read", "check", "score", "mark", "fix", "make"])
def test_every_outcome_is_json(name: str) -> None:
    book, made = assessed(WRONG), made_form("自评表")
    assert made is not None
    outcomes = {
        "read": lambda: read(workbook(WRONG))[1],
        "check": lambda: check(book),
        "score": lambda: score(book),
        "mark": lambda: mark(book),
        "fix": lambda: fix(workbook(WRONG), book),
        "make": lambda: make(made, book, templates_with(), conclusion_text()),
    }
    outcome = outcomes[name]()
    told = json.loads(json.dumps(dump(OutcomeJson.of(outcome)), ensure_ascii=False))
    assert told["schema"] == "perfxl.outcome/1"
    assert told["sentences"] == list(outcome.sentences)
    assert len(told["edits"]) == len(outcome.edits)
    assert [len(each["rows"]) for each in told["lists"]] == [
        len(each.rows) for each in outcome.lists
    ]
    assert len(told["marks"]) == len(outcome.marks)
    assert [sheet["name"] for sheet in told["sheets"]] == [sheet.name for sheet in outcome.sheets]
    if name == "score":
        first = told["edits"][0]
        assert first["before"]["kind"] == first["after"]["kind"] == "shown"
        assert isinstance(first["after"]["value"], int | float)
    if name == "make":
        assert told["sheets"][0]["values"]
    assert str(Path.home()) not in json.dumps(told)
