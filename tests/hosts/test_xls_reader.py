"""读旧版 .xls 和 WPS 的 .et：与同一内容的 .xlsx 读出来一样。

``旧版/`` 里的文件是 LibreOffice 由 .xlsx 另存的。
"""

import json
import shutil
import struct
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import calc
import pytest
import xlrd.formatting
from number_format_pairs import pairs, write_workbook
from truth import differences

from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.hosts import xls_reader
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.copies import mark_copy
from perfxl.many_files.results import process, read_file
from perfxl.model.address import Block
from perfxl.model.cell import CellKind
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.shipped import shipped_folder

OLD = Path(__file__).parent / "旧版"
GOLDEN = Path(__file__).parent.parent / "golden"
SAME = {
    "目标表": "目标表/000_01_驻外劳务协作服务工作",
    "自评表": "自评表/01_szyf_exam",
    "收支总体情况": "预算调整批复/004_01_收支总体情况",
}


@pytest.mark.parametrize("suffix", [".xls", ".et", ".xlsx"])
@pytest.mark.parametrize("name", SAME)
def test_old_files_read_like_the_new_ones(tmp_path: Path, name: str, suffix: str) -> None:
    """格式看内容，不看后缀。"""
    path = tmp_path / f"{name}{suffix}"
    shutil.copy(OLD / f"{name}.xls", path)
    document = read_file(path).document
    assert document is not None
    truth = json.loads((GOLDEN / f"{SAME[name]}.json").read_text("utf-8"))
    assert differences(truth["tables"], dump(DocumentJson.of(document))["tables"]) == []


@pytest.mark.parametrize("name", SAME)
def test_cells_formats_and_merges_are_the_same(name: str) -> None:
    [old] = read_workbook(OLD / f"{name}.xls").grids
    [new] = read_workbook(shipped_folder("workbooks") / f"{SAME[name]}.xlsx").grids
    assert {place: cell.shown for place, cell in old.cells.items()} == {
        place: cell.shown for place, cell in new.cells.items()
    }
    assert {place: cell.number for place, cell in old.cells.items()} == {
        place: cell.number for place, cell in new.cells.items()
    }
    assert set(old.merged) == set(new.merged)


def test_amounts_are_read_as_their_formats_show_them() -> None:
    """年初数缩小一万倍显示，全年数的格式写着万元，执行数的格式写着元；栏名写万元。"""
    document = read_file(OLD / "自评_万元.xls").document
    assert document is not None
    [table] = document.tables
    assert [
        (fund.initial.number, fund.adjusted.number, fund.executed.number) for fund in table.funds
    ] == [
        (20, 18, Decimal("17.1")),
        (20, 18, Decimal("17.1")),
        (15, 13, Decimal("12.1")),
        (5, 5, 5),
        (0, 0, 0),
    ]


def test_every_kind_of_cell() -> None:
    grid, hidden = read_workbook(OLD / "各种格.xls").grids
    cells = {row: grid.cells[row, 1] for row in range(1, 10)}
    assert [cells[row].kind for row in range(1, 10)] == [
        CellKind.TEXT,
        CellKind.NUMBER,
        CellKind.NUMBER,
        CellKind.DATE,
        CellKind.BOOL,
        CellKind.ERROR,
        CellKind.NUMBER,
        CellKind.TEXT,
        CellKind.TEXT,
    ]
    assert (cells[2].value, cells[2].shown) == (Decimal("12.5"), "12.50")
    assert (cells[3].value, cells[3].shown) == (Decimal("0.95"), "95%")
    assert (cells[4].value, cells[4].shown) == (datetime(2024, 12, 31), "2024-12-31")
    assert (cells[6].value, cells[7].value, cells[8].value) == ("#DIV/0!", 25, "两行\n文字")
    assert grid.merged == (Block(1, 2, 2, 3),)
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({9}), frozenset({4}))
    assert grid.comments == {(1, 1): "批注文字"}
    assert (grid.hidden, hidden.hidden, hidden.name) == (False, True, "隐藏表")


def test_huge_number_does_not_refuse_the_file() -> None:
    [grid] = read_workbook(OLD / "极大的数.xls").grids
    assert grid.text(2, 1) == "1E+30"
    assert grid.cells[2, 1].value == Decimal("1E+30")


@pytest.mark.libreoffice
def test_formats_are_shown_as_in_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """一千多对格式 × 值另存成 .xls，读出来与 .xlsx 里的一样；LibreOffice 改写了代码的除外。"""
    calc.require()
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    from calc.bridge import properties
    from calc.office import Office

    rows = [row for row in pairs() if not row.reason]
    new, old = tmp_path / "formats.xlsx", tmp_path / "formats.xls"
    write_workbook(new, rows, for_calc=False)
    office = Office()
    try:
        office.open(new.as_uri()).storeToURL(old.as_uri(), properties(FilterName="MS Excel 97"))
    finally:
        office.quit()
    cells = read_workbook(old).grids[0].cells
    wrong = [
        (row.code, cell.number_format, row.shown, cell.shown)
        for number, row in enumerate(rows, 1)
        if (cell := cells[number, 1]).shown.strip() != row.shown and cell.number_format == row.code
    ]
    assert not wrong
    same = [
        row for number, row in enumerate(rows, 1) if cells[number, 1].shown.strip() == row.shown
    ]
    assert len(same) > len(rows) * 0.9


@pytest.mark.parametrize("part", [0.1, 0.3, 0.55, 0.9])
def test_truncated_files_are_damaged(tmp_path: Path, part: float) -> None:
    whole = (OLD / "自评表.xls").read_bytes()
    path = tmp_path / "半截.xls"
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(UnreadableFileError, match=r"“半截\.xls”.*另存为 \.xlsx"):
        read_workbook(path)


def test_noise_is_refused(tmp_path: Path) -> None:
    """乱码里凑巧有 BIFF 的开头，也只是一句话。"""
    whole = bytearray((OLD / "自评表.xls").read_bytes())
    path = tmp_path / "乱.xls"
    for start in range(600, len(whole), 97):
        path.write_bytes(bytes(whole[:start]) + b"\xff" * 40 + bytes(whole[start + 40 :]))
        result = read_file(path)
        assert result.document or "乱.xls" in result.why


def test_marks_are_not_written_into_an_old_file(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xls"
    shutil.copy(OLD / "自评表.xls", path)
    result = process(path)
    assert result.scores
    with pytest.raises(NotWritableError, match=r"旧版 \.xls.*另存为 \.xlsx"):
        mark_copy(result, tmp_path / "标注.xlsx")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["自评表.xls"]


def test_sectors_that_form_a_ring_are_damage(tmp_path: Path) -> None:
    """短流的扇区表写成一圈：xlrd 会一直转下去，内存越占越多。"""
    data = bytearray((OLD / "半个字符.xls").read_bytes())
    (table,) = struct.unpack_from("<i", data, 60)
    place = 512 + table * 512
    (second,) = struct.unpack_from("<i", data, place + 4)
    assert second > 0  # 工作簿在短流里，头两个扇区连着
    struct.pack_into("<128i", data, place, *[0] * 128)
    path = tmp_path / "一圈.xls"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"“一圈\.xls”.*已损坏"):
        read_workbook(path)


def test_styles_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """几百万条样式、名称的记录：不读，不是读上十几秒。"""
    few = xls_reader._no_more_than(3, "xf_list", xlrd.formatting.handle_xf)
    monkeypatch.setattr(xlrd.formatting, "handle_xf", few)
    with pytest.raises(UnreadableFileError, match="样式或名称多得不像是绩效表格，没有读"):
        read_workbook(OLD / "自评表.xls")
