"""读打开着的工作表，与读文件逐格相同。"""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from number_format_pairs import Pair, pairs, write_workbook

from perfxl.excel import sheet_reader
from perfxl.excel.sheet_reader import TooLargeError, read_sheet
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.shipped import shipped_folder

pytestmark = pytest.mark.libreoffice

# 通篇没有“指标”一类字的表只取值，不问格式。
_LABEL = Pair("", "General", "三级指标", "", "", "")
SAMPLES = workbook_paths([shipped_folder("workbooks")])


def _contents(grid: Grid) -> dict[tuple[int, int], Any]:
    """各格人看到的样子、数、公式。

    Calc 不认识加载项的函数：名字写成小写，没有存值的重算成 #NAME?，这两样不算不同。
    """
    return {
        place: _content(cell) for place, cell in grid.cells.items() if cell.shown or cell.formula
    }


def _content(cell: Cell) -> tuple[CellKind, str, Any, str]:
    formula = (cell.formula or "").upper()
    if formula.removeprefix("[1]!").startswith("PERF_") and cell.shown in ("", "#NAME?"):
        return CellKind.TEXT, "", None, formula
    return cell.kind, cell.shown, cell.number, formula


@pytest.mark.parametrize("source", SAMPLES, ids=lambda path: path.stem)
def test_open_sheets_read_like_the_file(source: Path, opened: Any) -> None:
    book = opened(source)
    grids = read_workbook(source).grids
    assert [sheet.name for sheet in book.sheets] == [grid.name for grid in grids]
    for sheet, grid in zip(book.sheets, grids, strict=True):
        live = read_sheet(sheet)
        assert _contents(live) == _contents(grid)
        assert sorted(live.merged) == sorted(grid.merged)
        assert live.hidden == grid.hidden


def test_traps_of_excel(tmp_path: Path, opened: Any) -> None:
    source = tmp_path / "陷阱.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "三级指标"
    sheet["B2"] = "=100%"
    sheet["B3"], sheet["B3"].data_type = "=6万元", "s"
    sheet["B4"], sheet["B4"].number_format = 0.95, "0%"
    sheet["B5"], sheet["B5"].number_format = 45657, "yyyy/m/d"
    sheet["B6"] = "=1/0"
    sheet["B7"] = True
    sheet["B8"] = '=IF(B4>0,"","x")'
    sheet["B9"], sheet["B9"].number_format = 4520747.1, "#,##0.00"
    sheet["B11"] = "藏着"
    sheet.row_dimensions[11].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["E4"] = "右"
    sheet.merge_cells("E4:F6")
    sheet.merge_cells("G4:G6")
    sheet["G4"] = "竖"
    other = book.create_sheet("藏表")
    other["A1"] = 1
    other.sheet_state = "hidden"
    book.save(source)
    live = opened(source)
    grid = read_sheet(live.sheets[0])
    shown = {cell.address: cell.shown for cell in grid.cells.values()}
    assert shown == {
        "A1": "三级指标",
        "B2": "=100%",
        "B3": "=6万元",
        "B4": "95%",
        "B5": "2024/12/31",
        "B6": "#DIV/0!",
        "B7": "TRUE",
        "B8": "",
        "B9": "4,520,747.10",
        "B11": "藏着",
        "E4": "右",
        "G4": "竖",
    }
    assert grid.cells[3, 2].formula is None
    assert grid.cells[6, 2].kind is CellKind.ERROR
    assert 11 in grid.hidden_rows
    assert 4 in grid.hidden_columns
    assert [block.address for block in sorted(grid.merged)] == ["E4:F6", "G4:G6"]
    assert read_sheet(live.sheets["藏表"]).hidden


def test_formats_are_shown_like_in_the_file(tmp_path: Path, opened: Any) -> None:
    """同一套格式，打开着的工作表和文件显示得一样；Calc 改写了代码的除外。"""
    rows = [row for row in pairs() if not row.reason and row.kind not in ("大小", "文字")][::4]
    source = tmp_path / "格式.xlsx"
    write_workbook(source, [*rows, _LABEL], for_calc=False)
    cells = read_sheet(opened(source).sheets[0]).cells
    same = [
        (row.code, row.value, row.shown, cells[number, 1].shown.strip())
        for number, row in enumerate(rows, 1)
        if cells[number, 1].number_format == row.code
    ]
    assert len(same) > len(rows) / 2
    assert [each for each in same if each[2] != each[3]] == []


def test_chinese_excel_gives_local_codes() -> None:
    """COM 给的代码：随区域的短日期是美国的写法，常规、颜色可能是中文的。"""
    moment = datetime(2024, 12, 31)
    shown = [
        sheet_reader._cell((1, 1), value, str(value), code).shown
        for value, code in (
            (moment, "m/d/yyyy"),
            (moment, "m/d/yyyy h:mm"),
            (moment, 'yyyy"年"m"月"d"日"'),
            (datetime(1899, 12, 31, 6), "[h]:mm"),
            (2500.0, 'G/通用格式"人"'),
            (59.0, '[红色][<60]0"分";0"分"'),
            (1e30, "G/通用格式"),
            ("100", '"≥"@"人"'),
        )
    ]
    assert shown == [
        *("2024/12/31", "2024/12/31 0:00", "2024年12月31日", "30:00"),
        *("2500人", "59分", "1E+30", "≥100人"),
    ]


def test_a_column_formatted_to_the_end_is_read_to_its_last_value(
    tmp_path: Path, opened: Any
) -> None:
    source = tmp_path / "整列格式.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["一级指标", "得分"])
    book.worksheets[0]["A1048576"].number_format = "0.00"
    book.worksheets[0]["B9000"] = 7
    book.save(source)
    grid = read_sheet(opened(source).sheets[0])
    assert sorted(grid.cells) == [(1, 1), (1, 2), (9000, 2)]


def test_an_enormous_area_is_refused_with_a_sentence(tmp_path: Path, opened: Any) -> None:
    source = tmp_path / "太大.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 1
    book.worksheets[0]["ZZ9000"] = 1
    book.save(source)
    sheet = opened(source).sheets[0]
    with pytest.raises(TooLargeError, match="太大，没有读"):
        read_sheet(sheet)
