"""“校验结果”好用：能筛选，表头不动，打印成一页宽，说得出单位；标记排了序也跟着走，批注读得清。"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl.excel import commands, marks
from perfxl.excel.result_sheet import write_result_sheet
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import process
from perfxl.matching.organisations import department_of
from perfxl.plans.lists import CellLink, ListColumn, ListSheet
from perfxl.plans.marks import Mark, SortableRows
from perfxl.plans.own_marks import MARK_FORMULA, _coloured
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

pytestmark = pytest.mark.libreoffice

FAULTY = workbook_paths([shipped_folder("workbooks") / "自评表"])[10]


def test_the_list_is_set_up_for_use(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    rows = listed.used_range.shape[0]
    [area] = [
        each.DataArea
        for each in _filters(book)
        if each.AutoFilter and each.DataArea.Sheet == listed.index - 1
    ]
    assert (area.StartRow, area.EndRow, area.EndColumn) == (1, rows - 1, 8)
    assert book.impl.frozen == {"校验结果": 2}
    document = book.impl.document
    styles = document.StyleFamilies.getByName("PageStyles")
    page = styles.getByName(listed.impl.xs.PageStyle)
    assert page.IsLandscape
    assert page.Width > page.Height
    assert page.ScaleToPagesX == 1
    assert listed.impl.xs.getTitleRows().EndRow == 1
    # 用户在看的还是他的表，他的页面设置没有动。
    assert styles.getByName(book.sheets[0].impl.xs.PageStyle).Name != page.Name


def test_a_list_whose_filter_stays_is_written_right(
    opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """放不开筛选的宿主（Mac）：先让各行露出来再写，不写串。"""
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    wanted = listed.used_range.value
    last = listed.used_range.last_cell.row
    listed.range((3, 6)).value = "旧"
    listed.range((4, 1), (last, 1)).rows.hidden = True
    monkeypatch.setattr("perfxl.excel.result_sheet._stop_filtering", lambda sheet: None)
    commands.check()
    assert book.sheets["校验结果"].used_range.value == wanted


def test_a_filtered_list_shows_its_new_rows(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    last = listed.used_range.shape[0]
    listed.range((3, 1), (last, 1)).rows.hidden = True
    book.sheets[0]["H24"].value = 9999
    commands.check()
    renewed = listed.used_range.shape[0]
    assert listed.range((1, 1), (renewed, 1)).rows.hidden is False
    [area] = [each.DataArea for each in _filters(book) if each.DataArea.Sheet == listed.index - 1]
    assert area.EndRow == renewed - 1


def _filters(book: Any) -> list[Any]:
    ranges = book.impl.document.DatabaseRanges
    return [ranges.getByName(name) for name in ranges.ElementNames]


def test_the_shown_sheet_stays_in_front(opened: Any) -> None:
    book = opened(FAULTY)
    shown = book.sheets.active.name
    commands.check()
    assert book.sheets.active.name == shown


def test_unit_and_project_are_told(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    [table] = process(FAULTY, load_profile()).document.tables
    assert listed["E2"].value == "项目"
    assert listed["I2"].value == "单位"
    assert listed["E3"].value == table.project
    assert listed["I3"].value == department_of(table) != ""


def test_links_with_quotes_and_long_cells(opened: Any) -> None:
    book = opened(FAULTY)
    many = ",".join(f"H{row}" for row in range(10, 100))
    links = [CellLink("", "甲\"乙'丙", "A1"), CellLink("", "表", many), CellLink("", "表", "")]
    wanted = ListSheet(
        "校验结果", (ListColumn("格", 9), ListColumn("说", 9)), [["", "=1+1"]] * 3, links, 1
    )
    sheet = write_result_sheet(book, wanted)
    assert sheet["A3"].formula == '=HYPERLINK("#\'甲""乙\'\'丙\'!A1","A1")'
    assert len(sheet["A4"].formula) < 300
    assert sheet["A5"].value is None
    assert sheet["B3"].value == "=1+1"


def _shown_colours(sheet: Any, addresses: list[str]) -> list[bool]:
    """各格眼下有没有涂上颜色：照条件格式的公式算。"""
    found = []
    for address in addresses:
        cell = sheet[address]
        row = cell.row
        hits = False
        for rule in cell.conditional_formats:
            formula = rule.formula.replace("ROW()", str(row)).removeprefix("=")
            probe = sheet["Z1"]
            probe.formula = f"=--({formula})"
            hits = hits or probe.value == 1
            probe.clear_contents()
        found.append(hits)
    return found


def test_marks_follow_their_rows_when_sorted(opened: Any) -> None:
    book = opened(FAULTY)
    sheet = book.sheets[0]
    commands.check()
    [table] = process(FAULTY, load_profile()).document.tables
    names = {each.level3.row: each.level3 for each in table.indicators}
    rows = sorted(names)
    scores = [f"H{row}" for row in rows]
    before = dict(zip(rows, _shown_colours(sheet, scores), strict=True))
    # 有涂的、有不涂的，倒过来才看得出颜色跟着走。
    assert set(before.values()) == {True, False}
    # 倒过来排：各行的字换了位置。
    texts = {row: sheet.range((row, names[row].column)).value for row in rows}
    for row, other in zip(rows, reversed(rows), strict=True):
        sheet.range((row, names[row].column)).value = texts[other]
    after = dict(zip(rows, _shown_colours(sheet, scores), strict=True))
    assert [after[row] for row in rows] == [before[row] for row in reversed(rows)]
    commands.clear_marks()
    assert len(sheet.cells.conditional_formats) == 0


def test_rows_that_look_alike_keep_fixed_marks() -> None:
    rows = SortableRows(5, 9, 4, {5: "甲", 6: 'a"b', 8: "丁"})
    given = [
        Mark("表", "H5:H6", "FFC7CE", 0, "", rows),
        Mark("表", "H7", "FFC7CE", 0, "", rows),
        Mark("表", "A1", "FFC7CE", 0, ""),
    ]
    assert list(_coloured(given)) == [
        ("A1,H7", MARK_FORMULA),
        (
            "H5:H9",
            '=("perfxl"="perfxl")*ISNUMBER(FIND("|"&INDEX($D:$D,ROW())&"|","|a""b|甲|"))',
        ),
    ]


def test_the_same_rows_in_several_columns_are_one_rule() -> None:
    rows = SortableRows(5, 9, 4, {5: "甲", 6: "乙", 7: "丙"})
    given = [
        *(Mark("表", f"{column}5:{column}6", "FFC7CE", 0, "", rows) for column in "GHK"),
        Mark("表", "J7", "FFC7CE", 0, "", rows),
    ]
    alike, other = _coloured(given)
    assert alike == (
        "G5:H9,K5:K9",
        '=("perfxl"="perfxl")*ISNUMBER(FIND("|"&INDEX($D:$D,ROW())&"|","|乙|甲|"))',
    )
    assert other[0] == "J5:J9"


def test_the_printer_is_spoken_to_once(opened: Any, app: Any, monkeypatch: Any) -> None:
    """Excel 每设一项页面设置都问一次打印机：攒着一次交，出了错也放开。"""
    from calc.excel_faces import PageSetup

    applied = []
    once = PageSetup.apply
    monkeypatch.setattr(PageSetup, "apply", lambda page: (applied.append(page), once(page)))
    opened(FAULTY)
    commands.check()
    assert len(applied) == 1
    assert app.api.PrintCommunication
    book = opened(FAULTY)
    monkeypatch.setattr(PageSetup, "__setattr__", lambda *_: 1 / 0)
    commands.check()
    assert app.api.PrintCommunication
    assert book.sheets["校验结果"]["A3"].value


def test_a_formula_of_many_keys_stays_within_excel_s_limit() -> None:
    keys = {row: f"第{row:03d}个指标的名字写得很长很长" * 3 for row in range(5, 105)}
    rows = SortableRows(5, 104, 4, keys)
    given = [Mark("表", f"H{row}", "FFC7CE", 0, "", rows) for row in keys]
    formulas = [formula for _, formula in _coloured(given)]
    assert max(map(len, formulas)) <= 255
    assert sum(formula.count("第") for formula in formulas) == 300


def test_marks_that_stay_the_same_are_not_written_again(opened: Any, tmp_path: Path) -> None:
    book = opened(_three_sheets(tmp_path / "三张.xlsx"))
    commands.check()
    before = {sheet.name: _looks(sheet) for sheet in book.sheets}
    book.sheets[1]["H24"].value = 9999
    written = []
    with pytest.MonkeyPatch.context() as patch:
        marked = marks.mark_sheet
        patch.setattr(
            marks, "mark_sheet", lambda s, *rest: (written.append(s.name), marked(s, *rest))
        )
        commands.check()
        assert written == [book.sheets[1].name]
        commands.check()
    assert written == [book.sheets[1].name]
    after = {sheet.name: _looks(sheet) for sheet in book.sheets}
    assert [name for name in before if before[name] != after[name]] == [book.sheets[1].name]


def test_marks_taken_away_by_hand_are_put_back(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    sheet = book.sheets[0]
    before = _looks(sheet)
    sheet.cells.conditional_formats[0].delete()
    commands.check()
    assert _looks(sheet) == before
    sheet.notes[0].delete()
    commands.check()
    assert _looks(sheet) == before


def test_marks_of_a_sheet_that_is_right_now_are_taken_away(opened: Any, tmp_path: Path) -> None:
    book = opened(_three_sheets(tmp_path / "三张.xlsx"))
    commands.check()
    book.sheets[1].clear_contents()
    commands.check()
    assert _looks(book.sheets[1]) == ([], [])
    assert _looks(book.sheets[0])[0]


def _three_sheets(target: Path) -> Path:
    book = openpyxl.load_workbook(FAULTY)
    for name in ("第二张", "第三张"):
        book.copy_worksheet(book.worksheets[0]).title = name
    book.save(target)
    return target


def _looks(sheet: Any) -> tuple[list[Any], list[Any]]:
    rules = [(rule.formula, rule.fill_color) for rule in sheet.cells.conditional_formats]
    return sorted(rules), sorted((note.location.address, note.text) for note in sheet.notes)


def test_widths_of_one_s_own_stay(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    listed["C1"].column_width = 50
    rows = listed.used_range.shape[0]
    book.sheets[0]["H24"].value = 9999
    commands.check()
    assert listed["C1"].column_width == pytest.approx(50, abs=0.5)
    assert listed["A2"].font.bold
    assert listed.used_range.shape[0] >= rows
    assert listed.range((3, 1)).color is not None


def test_a_list_that_stays_the_same_is_not_written_again(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    listed["D3"].color = "#FFFF00"
    commands.check()
    assert listed["D3"].color == (255, 255, 0)
    assert listed.impl.api.AutoFilterMode
    # 链接换成了字的、排了序的、多出一行的，都换新。
    place = next(cell for cell in listed["A3:J3"] if cell.formula.startswith("=HYPERLINK"))
    link = place.formula
    last = listed.used_range.shape[0]
    first = listed["A3:J3"].formula
    for change in (
        lambda: setattr(place, "value", place.value),
        lambda: setattr(listed["A3:J3"], "value", listed["A4:J4"].value),
        lambda: setattr(listed[f"A{last + 1}"], "value", "多的"),
    ):
        change()
        commands.check()
        assert listed["D3"].color is None
        assert place.formula == link
        assert listed["A3:J3"].formula == first
        assert listed.used_range.shape[0] == last


def test_rows_of_a_list_written_again_fit_their_text(opened: Any) -> None:
    book = opened(FAULTY)
    commands.check()
    listed = book.sheets["校验结果"]
    rows = range(3, listed.used_range.shape[0] + 1)
    heights = [listed[f"A{row}"].row_height for row in rows]
    assert max(heights) > 20
    listed["A3"].value = "换新"
    commands.check()
    assert [listed[f"A{row}"].row_height for row in rows] == heights
