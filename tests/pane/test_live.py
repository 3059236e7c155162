"""开着的工作簿照着做的一份：每格存什么、每张表标什么，与写进副本的、加载项写的一样。"""

import base64
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from opened_pane import FAULTY
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from perfxl.actions.outcome import Outcome
from perfxl.contract.pane import OwnRulesJson
from perfxl.model.edit import Edit, EditKind
from perfxl.model.own_notes import own_block, said_in
from perfxl.pane import engine, live
from perfxl.plans.own_marks import is_own_rule


def _asked(command: str, path: Path) -> dict[str, Any]:
    content = base64.b64encode(path.read_bytes()).decode()
    request = {
        "command": command,
        "workbook": {"name": path.name, "content": content},
        "live": True,
    }
    answered: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    assert answered.get("error", "") == ""
    return answered


def _marked(path: Path, target: Path) -> list[dict[str, Any]]:
    """照 ``live`` 标在一份副本上；给出各张表的。"""
    sheets: list[dict[str, Any]] = _asked("check", path)["live"]["marks"]
    book = openpyxl.load_workbook(path)
    for each in sheets:
        sheet = book[each["sheet"]]
        for rule in each["rules"]:
            fill = PatternFill(bgColor=rule["colour"], fill_type="solid")
            formula = rule["formula"].removeprefix("=")
            sheet.conditional_formatting.add(
                rule["areas"].replace(",", " "), FormulaRule([formula], fill=fill)
            )
        for note in each["notes"]:
            sheet[note["cell"]].comment = Comment(note["after"], "x") if note["after"] else None
    book.save(target)
    return sheets


def test_marks_are_those_of_the_outcome_and_marked_again_nothing_changes(tmp_path: Path) -> None:
    answered = _asked("check", FAULTY)
    [sheet] = answered["live"]["marks"]
    assert not sheet["clears"]
    assert all(is_own_rule(rule["formula"]) for rule in sheet["rules"])
    wanted = {each["cells"].split(":")[0].split(",")[0] for each in answered["outcome"]["marks"]}
    assert wanted <= {note["cell"] for note in sheet["notes"]}
    once = tmp_path / "标过.xlsx"
    _marked(FAULTY, once)
    assert _asked("check", once)["live"]["marks"] == []
    [cleared] = _asked("clear", once)["live"]["marks"]
    assert cleared["clears"]
    assert cleared["rules"] == []
    assert {note["cell"] for note in cleared["notes"]} == {note["cell"] for note in sheet["notes"]}
    assert all(note["after"] == "" for note in cleared["notes"])


def test_what_a_person_wrote_stays_whatever_stands_beside_it(tmp_path: Path) -> None:
    [sheet] = _asked("check", FAULTY)["live"]["marks"]
    cell = sheet["notes"][0]["cell"]
    block = own_block("旧的话")
    forged = block.replace("旧的话", "我改过的话")
    for before, kept in (
        ("请核对", "请核对"),
        (f"请核对\n{block}\n已核对", "请核对\n已核对"),
        (forged, "我改过的话"),
        ("〔绩效校验〕我自己写的", "我自己写的"),
    ):
        book = openpyxl.load_workbook(FAULTY)
        book[sheet["sheet"]][cell].comment = Comment(before, "某人")
        book.save(tmp_path / "批注.xlsx")
        [again] = _asked("check", tmp_path / "批注.xlsx")["live"]["marks"]
        [note] = [each for each in again["notes"] if each["cell"] == cell]
        assert note["before"] == before
        assert note["after"].startswith(f"{kept}\n〔绩效校验〕")
        assert said_in(note["after"])
        changed = _asked("clear", tmp_path / "批注.xlsx")["live"]["marks"]
        left = {each["cell"]: each["after"] for own in changed for each in own["notes"]}
        assert left.get(cell, before) == kept


def test_the_value_is_what_the_format_of_the_cell_needs(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cell, code in (("A1", "0.00%"), ("A2", "@"), ("A3", '0!.0,"万元"'), ("A5", "0.00%")):
        sheet[cell].number_format = code
    path = tmp_path / "格式.xlsx"
    book.save(path)
    name = sheet.title
    edits = (
        Edit(name, "A1", Decimal("62.83"), "执行率"),
        Edit(name, "A2", "=6万元", "指标值"),
        Edit(name, "A3", Decimal(30), "资金", unit="万元"),
        Edit(name, "A4", "=6万元", "指标值"),
        Edit(name, "A5", "62.83%", "执行率"),
        Edit(name, "A6", "", "空", kind=EditKind.BLANK),
        Edit(name, "A7", "95%", "指标值"),
    )
    made = live.live_edits(path, Outcome(edits=edits))
    assert [(each.cell, each.value) for each in made.edits] == [
        ("A1", 0.6283),
        ("A2", "=6万元"),
        ("A3", 300000.0),
        ("A4", "'=6万元"),
        ("A5", 0.6283),
        ("A6", None),
        ("A7", "'95%"),
    ]
    assert isinstance(made.own_rules, OwnRulesJson)


def test_scores_are_given_as_they_are_stored() -> None:
    answered = _asked("score", FAULTY)
    edits = answered["outcome"]["edits"]
    assert [(e["sheet"], e["cell"]) for e in answered["live"]["edits"]] == [
        (e["sheet"], e["cell"]) for e in edits
    ]
    assert edits


@pytest.mark.parametrize("command", ["check", "score", "fix"])
def test_who_does_not_ask_gets_none(command: str) -> None:
    content = base64.b64encode(FAULTY.read_bytes()).decode()
    request = {"command": command, "workbook": {"name": FAULTY.name, "content": content}}
    assert "live" not in json.loads(engine.answer(json.dumps(request)))


def test_a_book_without_marks_says_so() -> None:
    answered = _asked("clear", FAULTY)
    assert answered["live"]["marks"] == []
    assert "没有校验标记" in answered["said"]
