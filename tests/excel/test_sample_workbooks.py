"""随带的样表：公式旁存着的值与重算的相同，重写一遍得到同样的文件，表是读得懂的。"""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from perf_formulas import is_perf, value_of
from sample_workbooks import write_all

from perfxl.many_files.results import process
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

WORKBOOKS = shipped_folder("workbooks")
WITH_FORMULAS = [
    WORKBOOKS / "导览.xlsx",
    WORKBOOKS / "带函数" / "自评表（带函数）.xlsx",
    WORKBOOKS / "空白表" / "自评表（带函数）.xlsx",
]


@pytest.mark.parametrize("path", WITH_FORMULAS, ids=lambda path: path.stem)
def test_stored_values_are_what_the_formulas_give(path: Path) -> None:
    formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    checked = 0
    for sheet in formulas.worksheets:
        values = {
            cell.coordinate: cell.value if cell.value is not None else ""
            for row in stored[sheet.title].iter_rows()
            for cell in row
        }
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert is_perf(cell.value)
                    assert value_of(sheet, cell.value, values) == values[cell.coordinate]
                    checked += 1
    assert checked >= 9


@pytest.mark.parametrize("path", WITH_FORMULAS, ids=lambda path: path.stem)
def test_functions_are_stored_as_excel_stores_those_of_an_addin(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        link = package.read("xl/externalLinks/externalLink1.xml").decode()
        relations = package.read("xl/externalLinks/_rels/externalLink1.xml.rels").decode()
        formulas = [
            text
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet")
            for text in re.findall("<f>(.*?)</f>", package.read(name).decode())
        ]
    assert 'xlExternalLinkPath/xlStartup" Target="perfxl.xlam" TargetMode="External"' in relations
    assert all(text.startswith("[1]!PERF_") for text in formulas)
    called = {text.removeprefix("[1]!").partition("(")[0] for text in formulas}
    assert set(re.findall('definedName name="(\\w+)"', link)) == called


def test_written_again_they_are_the_same(tmp_path: Path) -> None:
    for path in write_all(tmp_path):
        assert path.read_bytes() == (WORKBOOKS / path.relative_to(tmp_path)).read_bytes(), path.name


def test_the_sound_one_has_no_finding_and_the_faulty_one_has() -> None:
    profile = load_profile()
    assert process(WITH_FORMULAS[1], profile).findings == ()
    faulty = process(WITH_FORMULAS[0], profile).findings
    assert {finding.sheet for finding in faulty} == {"错例（按校验试试）"}
    assert {"PX203", "PX301", "PX312", "PX308"} <= {finding.rule for finding in faulty}


@pytest.mark.parametrize("name", ["自评表.xlsx", "自评表（带函数）.xlsx"])
def test_blank_forms_offer_choices_and_are_read(name: str) -> None:
    path = WORKBOOKS / "空白表" / name
    validations = openpyxl.load_workbook(path).worksheets[0].data_validations.dataValidation
    assert [str(each.sqref) for each in validations] == ["B13:B20", "C13:C20"]
    document = process(path, load_profile()).document
    assert document is not None
    assert len(document.tables) == 1
