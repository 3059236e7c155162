"""公布的各种表：每格都与真值一致，每个值都知道自己在哪一格，没有一格没读懂。"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from samples import TRUTHS, book_of
from truth import differences

from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.many_files.results import process, read_file
from perfxl.model.form import Form

# 真值写着总体目标，所附的工作簿里这一格却是空的（整个文件里都没有这些字）。
GOAL_NOT_IN_FILE = {f"000_{number:02}" for number in range(4, 9)}


def read_json(path: Path) -> dict[str, Any]:
    result = read_file(path)
    assert result.document is not None, result.why
    return dump(DocumentJson.of(result.document))


def test_every_form_has_samples() -> None:
    forms = Counter(
        table["form"]
        for truth in TRUTHS
        for table in json.loads(truth.read_text("utf-8"))["tables"]
    )
    assert set(forms) == {form.value for form in Form}
    assert len(TRUTHS) >= 69


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_every_cell_agrees_with_the_truth(truth: Path) -> None:
    tables = json.loads(truth.read_text("utf-8"))["tables"]
    if truth.stem[:6] in GOAL_NOT_IN_FILE:
        [table] = tables
        goal = table["goals"].pop("expected")
        sheets = openpyxl.load_workbook(book_of(truth)).worksheets
        texts = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
        assert goal not in texts
    assert differences(tables, read_json(book_of(truth))["tables"]) == []


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_every_rule_runs(truth: Path) -> None:
    assert [each for each in process(book_of(truth)).findings if each.rule == "PX901"] == []


def test_a_goal_left_blank_is_said() -> None:
    for truth in TRUTHS:
        if truth.stem[:6] in GOAL_NOT_IN_FILE:
            found = [each for each in process(book_of(truth)).findings if each.rule == "PX104"]
            assert [each.cells for each in found] == ["C8"]
            [table] = read_json(book_of(truth))["tables"]
            assert table["goals"] == {"expected": ""}


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_every_cell_with_text_is_understood(truth: Path) -> None:
    for table in read_json(book_of(truth))["tables"]:
        assert table["unrecognised"] == {}
        assert "unread_columns" not in table


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_every_value_knows_its_cell(truth: Path) -> None:
    """JSON 里的单元格地址，用 openpyxl 独立打开去看，正是那个值。"""
    book = openpyxl.load_workbook(book_of(truth))
    checked = 0
    for table in read_json(book_of(truth))["tables"]:
        sheet = book[table["sheet"]]
        for row in (*table.get("indicators", ()), *table.get("lines", ())):
            for name, address in row["cells"].items():
                said = row.get(name)
                if not isinstance(said, str) or name in ("project", "level1", "level2", "target"):
                    continue
                shown = str(sheet[address].value if sheet[address].value is not None else "")
                if shown == "√":  # 划勾的，值是上面那一格的名称
                    shown = str(sheet.cell(11, sheet[address].column).value)
                    said = said.partition("；")[0]
                assert "".join(shown.split()) == "".join(said.split()), (name, address)
                checked += 1
    assert checked >= 5
