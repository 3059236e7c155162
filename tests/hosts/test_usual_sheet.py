"""照通常写法拆的与建树读的一样；不是通常写法的交给建树。"""

import zipfile
from pathlib import Path

import pytest

from perfxl.hosts import same_parts, xlsx_reader
from perfxl.hosts.same_parts import same_part
from perfxl.hosts.usual_sheet import usual_sheet
from perfxl.model.workbook import Workbook
from perfxl.shipped import shipped_folder

_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
_SAMPLES = sorted(shipped_folder("workbooks").rglob("*.xlsx"))


def _sheet(rows: str, head: str = _HEAD) -> bytes:
    return (head + rows + _TAIL).encode()


def _cells(rows: str) -> dict[str, tuple[object, str | None]]:
    """一张工作表里各格的地址 → （值，公式）。"""
    parser = xlsx_reader._SheetParser(["共享"], ["General"], 100, since_1904=False)
    found = usual_sheet(_sheet(rows))
    assert found is not None
    parser._read_usual_rows(found[0])
    return {cell.address: (cell.value, cell.formula) for cell in parser.cells.values()}


def _whole(book: Workbook) -> list[object]:
    return [(each.name, each.cells, each.merged, each.hidden_rows) for each in book.grids]


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.name)
def test_read_as_by_the_tree(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = xlsx_reader.read_xlsx(path)
    monkeypatch.setattr(xlsx_reader, "usual_sheet", lambda _: None)
    assert _whole(usual) == _whole(xlsx_reader.read_xlsx(path))


def test_most_samples_are_usual() -> None:
    with zipfile.ZipFile(_SAMPLES[0]) as package:
        assert usual_sheet(package.read("xl/worksheets/sheet1.xml")) is not None


def test_what_a_cell_may_hold() -> None:
    cells = _cells(
        '<row r="2" hidden="1"/><row r="3" spans="1:9"><c r="A3" s="0" t="s"><v>0</v></c>'
        '<c r="B3" s="1"/><c r="C3" t="n"></c><c r="D3" t="inlineStr"><is><t>&#24180;A&amp;B</t></is></c>'
        '<c r="E3" t="str" s="0"><f>A1&amp;"x"</f><v>x</v></c><c r="F3"><f t="shared" si="0"/><v></v></c>'
        '<c r="G3"><v>1.25</v></c><c r="H3" t="inlineStr"><is><t>_x0041_</t></is></c></row>'
    )
    assert {place: str(value) for place, (value, _) in cells.items()} == {
        "A3": "共享",
        "D3": "年A&B",
        "E3": "x",
        "F3": "None",
        "G3": "1.25",
        "H3": "A",
    }
    assert (cells["E3"][1], cells["F3"][1]) == ('A1&"x"', "")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c t="n"><v>1</v></c></row>',  # 不写地址
        '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
        '<row r="1"><x:c r="A1"><v>1</v></x:c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>甲]]></v></c></row>',
        '<row r="1"><c r="A1"><v>\x0b</v></c></row>',
        '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>',
    ],
)
def test_anything_else_is_left_to_the_tree(rows: str) -> None:
    assert usual_sheet(_sheet(rows)) is None


def test_other_encodings_are_left_to_the_tree() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    for encoding, usual in (("utf-8", True), ("gbk", False)):
        head = f'<?xml version="1.0" encoding="{encoding}"?>{_HEAD}'
        assert (usual_sheet(_sheet(rows, head)) is not None) is usual


@pytest.mark.parametrize("written", ["&nbsp;", "&", "&#0;", "&#xD800;", "&#99999999;"])
def test_a_broken_reference_is_a_fault(written: str) -> None:
    with pytest.raises(ValueError, match=r"reference|chr|surrogates"):
        _cells(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{written}</t></is></c></row>')


def test_a_changed_part_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_parts, "_kept", {})
    read: list[bytes] = []
    for name, content in (("甲", b"one"), ("乙", b"one"), ("丙", b"two")):
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/styles.xml", content)
        with zipfile.ZipFile(path) as package:
            read.append(same_part(package, "xl/styles.xml"))
    assert read == [b"one", b"one", b"two"]
    assert len(same_parts._kept) == 2
