"""各宿主共同的一面：读、照改动写、放回、另存一份，在 .xlsx 和开着的工作簿上一个样；.xls 只读。"""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Protection

from perfxl.hosts.book import HostedBook
from perfxl.hosts.file_book import FileBook
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.cell import CellKind
from perfxl.model.edit import Edit, EditKind
from perfxl.model.file_faults import NotWritableError
from perfxl.model.workbook import Workbook

if TYPE_CHECKING:
    import xlwings as xw

OLD = Path(__file__).parents[1] / "hosts" / "旧版" / "自评_没有问题.xls"
SHEET = "自评表"
Hosted = Callable[[Path], HostedBook]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append(["三级指标", "得分", "执行率", "说明"])
    sheet.append(["建成图书室", 8, 0.6, "原来的说明"])
    sheet.append(["配置图书", 9, None, None])
    sheet.append(["合计", "=SUM(B2:B3)"])
    sheet["C2"].number_format = "0.00%"
    sheet["B2"].number_format = "0.00"
    path = tmp_path / "原件.xlsx"
    book.save(path)
    return path


@pytest.fixture(params=["xlsx", pytest.param("calc", marks=pytest.mark.libreoffice)])
def hosted(request: pytest.FixtureRequest) -> Hosted:
    if request.param == "xlsx":
        return FileBook
    opened = request.getfixturevalue("opened")

    def open_book(path: Path) -> HostedBook:
        from perfxl.excel.open_book import OpenBook

        return OpenBook(opened(path), save_copy=_save_calc_copy)

    return open_book


def _save_calc_copy(book: "xw.Book", path: Path) -> None:
    from calc.bridge import properties, url

    book.api.storeToURL(url(path), properties(FilterName="Calc MS Excel 2007 XML"))


EDITS = (
    Edit(SHEET, "B2", Decimal("9.25"), "得分", "8.00"),
    Edit(SHEET, "C2", Decimal("62.83"), "执行率", "60.00%"),
    Edit(SHEET, "C3", "=6万元", "执行率"),
    Edit(SHEET, "D2", "", "说明", "原来的说明"),
    Edit(SHEET, "D3", "已核对", "说明"),
)
# 写好以后看到的，和存着的数。
SEEN = {"B2": "9.25", "C2": "62.83%", "C3": "=6万元", "D2": "", "D3": "已核对", "B4": "18.25"}


def seen(workbook: Workbook, cells: Any = SEEN) -> dict[str, str]:
    [grid] = [each for each in workbook.grids if each.name == SHEET]
    by_address = {cell.address: cell.shown for cell in grid.cells.values()}
    return {cell: by_address.get(cell, "") for cell in cells}


def stored(workbook: Workbook) -> dict[str, tuple[CellKind, Any, str | None]]:
    [grid] = [each for each in workbook.grids if each.name == SHEET]
    found = {each.address: (each.kind, each.value, each.formula) for each in grid.cells.values()}
    return {cell: content for cell, content in found.items() if content[1] not in (None, "")}


def test_edits_are_seen_as_asked(hosted: Hosted, source: Path) -> None:
    book = hosted(source)
    assert seen(book.read(), ["B2", "C2", "D2"]) == {
        "B2": "8.00",
        "C2": "60.00%",
        "D2": "原来的说明",
    }
    book.apply(EDITS)
    assert seen(book.read()) == SEEN
    [grid] = book.read().grids
    assert {cell.address: cell.kind for cell in grid.cells.values()}["C3"] is CellKind.TEXT


def test_made_edits_say_what_was_stored_and_undo_themselves(hosted: Hosted, source: Path) -> None:
    book = hosted(source)
    before = stored(book.read())
    made = book.apply([*EDITS, Edit(SHEET, "B4", Decimal(20), "合计", "17")])
    kinds = {edit.cell: (edit.was, edit.before) for edit in made}
    assert kinds == {
        "B2": (EditKind.NUMBER, Decimal(8)),
        "C2": (EditKind.NUMBER, Decimal("0.6")),
        "C3": (EditKind.BLANK, ""),
        "D2": (EditKind.TEXT, "原来的说明"),
        "D3": (EditKind.BLANK, ""),
        "B4": (EditKind.FORMULA, "=SUM(B2:B3)"),
    }
    book.apply([edit.undone() for edit in reversed(made)])
    after = stored(book.read())
    assert {k: (kind, v) for k, (kind, v, f) in after.items() if f is None} == {
        k: (kind, v) for k, (kind, v, f) in before.items() if f is None
    }
    [grid] = book.read().grids
    [total] = [cell for cell in grid.cells.values() if cell.address == "B4"]
    assert total.formula == "SUM(B2:B3)"


def test_what_is_left_to_a_person_is_not_written(hosted: Hosted, source: Path) -> None:
    book = hosted(source)
    left = Edit(SHEET, "B2", Decimal(900), "得分", "8", doubt="请先核对 B2")
    with pytest.raises(ValueError, match="left to a person"):
        book.apply([EDITS[4], left])
    assert seen(book.read(), ["B2", "D3"]) == {"B2": "8.00", "D3": ""}


def test_a_locked_cell_costs_all_edits_and_one_sentence(hosted: Hosted, source: Path) -> None:
    locked = openpyxl.load_workbook(source)
    sheet = locked.worksheets[0]
    sheet["D3"].protection = Protection(locked=False)
    sheet.protection.enable()
    locked.save(source)
    book = hosted(source)
    with pytest.raises(NotWritableError) as refused:
        book.apply([EDITS[4], EDITS[0]])
    assert SHEET in str(refused.value)
    assert "撤销工作表保护" in str(refused.value)
    assert str(refused.value).count("。") == 1
    assert seen(book.read(), ["B2", "D3"]) == {"B2": "8.00", "D3": ""}


def test_a_snapshot_holds_the_edits_and_leaves_the_book(
    hosted: Hosted, source: Path, tmp_path: Path
) -> None:
    original = source.read_bytes()
    book = hosted(source)
    book.apply(EDITS)
    target = book.save_snapshot(tmp_path / "快照.xlsx")
    assert target == tmp_path / "快照.xlsx"
    assert seen(read_workbook(target)) == SEEN
    assert source.read_bytes() == original
    assert book.read().file == str(source)
    with pytest.raises(NotWritableError, match="已经有"):
        book.save_snapshot(target)
    left = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".~lock")}
    assert left == {"原件.xlsx", "快照.xlsx"}


def test_a_snapshot_without_edits_is_the_same_book(
    hosted: Hosted, source: Path, tmp_path: Path
) -> None:
    book = hosted(source)
    target = book.save_snapshot(tmp_path / "快照.xlsx")
    assert stored(read_workbook(target)) == stored(book.read())


def test_an_old_book_is_read_and_kept_but_not_written(tmp_path: Path) -> None:
    source = tmp_path / "旧.xls"
    shutil.copy(OLD, source)
    book: HostedBook = FileBook(source)
    [grid, *_] = book.read().grids
    with pytest.raises(NotWritableError) as refused:
        book.apply([Edit(grid.name, "A1", "字", "标题")])
    assert str(refused.value) == (
        "“旧.xls”是旧版 .xls（或 .et），可以读、查、评，不能直接写副本；请用 Excel 或 WPS 另存为 .xlsx 再写。"
    )
    assert [each.cells for each in book.read().grids] == [
        each.cells for each in read_workbook(source).grids
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["旧.xls"]
