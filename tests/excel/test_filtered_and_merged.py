"""筛选藏着行、合并着的格：整块地写在 Excel 里会写串，单清一格会被拒。"""

from pathlib import Path
from typing import Any

import openpyxl
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


@pytest.mark.parametrize("hidden", ["A3:A3", "A2:A4", "A3:A6", "A2:A6"])
def test_formulas_of_a_filtered_sheet_are_frozen_each_to_its_own_value(
    opened: Any, tmp_path: Path, said: Any, hidden: str
) -> None:
    """连着几行的 PERF 公式，筛选藏着开头、中间、末尾几行的：各是各的值，还原后各是各的公式。"""
    live = opened(_perf_formulas(tmp_path / "筛选.xlsx")).sheets["表"]
    values = live["B2:C6"].value
    before = _contents(live)
    _filter(live, "A1:C6", hidden)
    commands.freeze_formulas()
    assert said().startswith("10格 PERF 公式已换成值")
    assert live["B2:C6"].value == values == [[row + 0.5, f"甲{row}"] for row in range(2, 7)]
    assert not any(text.startswith("=") for row in _contents(live) for text in row)
    assert live[hidden].rows.hidden is True
    commands.restore()
    assert _contents(live) == before
    assert live[hidden].rows.hidden is True


def _perf_formulas(path: Path) -> Path:
    """五行两列 PERF 公式，没有存着算好的值。"""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "表"
    sheet.append(["名称", "得分", "等级"])
    for row in range(2, 7):
        # Calc 里没有加载项：IF 使 PERF 函数不求值，公式却照样是 PERF 公式。
        score = f"=IF(TRUE,{row}.5,PERF_SCORE(A{row},A{row},1))"
        sheet.append([f"第{row}行", score, f'=IF(TRUE,"甲{row}",PERF_GRADE(A{row}))'])
    made.save(path)
    return path


def test_formulas_not_yet_worked_out_are_not_frozen_to_nothing(
    opened: Any, tmp_path: Path, said: Any, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """手动重算的工作簿里还没有算的公式，没有值：不换成空格，算出来再换。"""
    live = opened(_perf_formulas(tmp_path / "没有算.xlsx")).sheets["表"]
    _filter(live, "A1:C6", "A3:A3")  # 公式因此要重算，接着命令就关了自动重算
    with monkeypatch.context() as patch:
        patch.setattr(type(app.impl), "calculate", lambda app: None)
        commands.freeze_formulas()
    assert said().startswith("表!B2、表!C2")
    assert "还没有算出来，没有固化，请按 F9 重算" in said()
    commands.freeze_formulas()
    assert said().startswith("10格 PERF 公式已换成值")
    assert "没有算出来" not in said()
    assert live["B2:C6"].value == [[row + 0.5, f"甲{row}"] for row in range(2, 7)]


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
