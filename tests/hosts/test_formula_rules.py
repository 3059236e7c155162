"""按公式着色的条件格式：哪几块、什么公式、什么颜色，照优先的次序；别的种类不在内。"""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import PatternFill

from perfxl.hosts.formula_rules import formula_rules
from perfxl.model.file_faults import UnreadableFileError


@pytest.fixture
def coloured(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "有"
    book.create_sheet("没有")
    fill = PatternFill(bgColor="FFC7CE")
    first.conditional_formatting.add("A1:B2 D4", FormulaRule(['"x"="x"'], fill=fill))
    first.conditional_formatting.add(
        "C3", FormulaRule(["$A1>1"], fill=PatternFill(bgColor="DDEBF7"))
    )
    first.conditional_formatting.add("C3", CellIsRule("greaterThan", ["1"], fill=fill))
    first.conditional_formatting.add("E5", FormulaRule(["TRUE"]))
    book.save(tmp_path / "着色.xlsx")
    return tmp_path / "着色.xlsx"


def test_rules_by_formula_are_read(coloured: Path) -> None:
    assert formula_rules(coloured) == {
        "有": [
            (("A1:B2", "D4"), '="x"="x"', "FFC7CE"),
            (("C3",), "=$A1>1", "DDEBF7"),
            (("E5",), "=TRUE", ""),
        ],
        "没有": [],
    }


def test_prefixed_parts_are_read(coloured: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(coloured) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    for tag in ("worksheet", "conditionalFormatting", "cfRule", "formula", "sheetData"):
        parts[name] = parts[name].replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    parts[name] = parts[name].replace("<x:worksheet xmlns=", "<x:worksheet xmlns:x=")
    target = tmp_path / "前缀.xlsx"
    with zipfile.ZipFile(target, "w") as package:
        for part, text in parts.items():
            package.writestr(part, text)
    assert formula_rules(target) == formula_rules(coloured)


def test_a_broken_package_is_told(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableFileError):
        formula_rules(path)
