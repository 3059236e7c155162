"""筛选藏着行、合并着的格：整块地写在 Excel 里会写串，单清一格会被拒。"""

from typing import Any

import pytest

from perfxl.excel import cell_writer, commands
from perfxl.excel.cell_values import formulas_of
from perfxl.excel.cell_writer import as_made, contents_of, write_all
from perfxl.excel.session import RefusedError
from perfxl.many_files.finding import workbook_paths
from perfxl.model.edit import Edit, EditKind
from perfxl.shipped import shipped_folder

pytestmark = pytest.mark.libreoffice

FAULTY = workbook_paths([shipped_folder("workbooks") / "自评表"])[10]


def _filter(sheet: Any, area: str, hidden: str) -> None:
    sheet.api.Range(area).AutoFilter()
    sheet[hidden].rows.hidden = True


def _contents(sheet: Any) -> Any:
    return formulas_of(sheet.used_range)


def _made(book: Any, edits: list[Edit]) -> tuple[Edit, ...]:
    return as_made(edits, contents_of(book, edits), {})


def test_the_model_fills_what_is_seen_with_the_first(opened: Any) -> None:
    sheet = opened(FAULTY).sheets[0]
    _filter(sheet, "K1:K6", "K3:K3")
    sheet["K2:K5"].value = [["甲"], ["乙"], ["丙"], ["丁"]]
    assert sheet["K2:K5"].value == ["甲", None, "甲", "甲"]
    sheet["M2:M3"].merge()
    with pytest.raises(Exception, match="1004"):
        sheet["M2"].clear_contents()


def test_a_filtered_sheet_is_scored_and_restored(opened: Any) -> None:
    sheet = opened(FAULTY).sheets[0]
    before = _contents(sheet)
    commands.score()
    wanted = _contents(sheet)
    commands.restore()
    assert _contents(sheet) == before
    _filter(sheet, "A12:I30", "A15:A16")
    commands.score()
    assert _contents(sheet) == wanted
    commands.restore()
    assert _contents(sheet) == before
    assert sheet["A15:A16"].rows.hidden is True


def test_what_is_not_stored_is_put_back_and_refused(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """宿主说没有藏着的行，写下去却串了：读回来看得出。"""
    book = opened(FAULTY)
    sheet = book.sheets[0]
    sheet["K2:K4"].value = [["旧1"], ["旧2"], ["旧3"]]
    _filter(sheet, "K1:K6", "K3:K3")
    monkeypatch.setattr(cell_writer, "rows_hidden", lambda area: False)
    edits = [
        Edit(sheet.name, f"K{row}", f"新{row}", "备注", kind=EditKind.TEXT) for row in (2, 3, 4)
    ]
    with pytest.raises(RefusedError, match=r"K3.*清除筛选"):
        write_all(book, _made(book, edits), {})
    assert sheet["K2:K4"].value == ["旧1", "旧2", "旧3"]


def test_a_merged_cell_is_emptied_and_filled_again(opened: Any) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    sheet["K2:K3"].merge()
    for before in ("", "旧"):
        sheet["K2"].value = before
        edit = Edit(sheet.name, "K2", "" if before else "新", "备注", kind=EditKind.TEXT)
        edit = edit if not before else Edit(sheet.name, "K2", "", "备注", kind=EditKind.BLANK)
        [made] = _made(book, [edit])
        write_all(book, [made], {})
        assert sheet["K2"].value == (None if before else "新")
        write_all(book, [made.undone()], {})
        assert sheet["K2"].value == (before or None)
