"""测试用的引擎本身：经 xlwings 的公开接口，行为要同 Excel 一样。"""

import datetime as dt
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import calc
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink

if TYPE_CHECKING:
    import xlwings as xw

pytestmark = pytest.mark.libreoffice

MARKER = '="perfxl"="perfxl"'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """openpyxl 写的工作簿。"""
    path = tmp_path_factory.mktemp("簿") / "绩效 自评.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表 1"
    for row in [
        ["指标", "目标值", "实际值", "得分", "日期", "达标"],
        ["培训人次", 100, 90, "=ROUND(C2/B2*20,2)", dt.datetime(2025, 3, 31), True],
        ["检查次数", 12, 12, "=IF(C3>=B3,10,0)", dt.datetime(2025, 12, 1, 8, 30), False],
        ["满意度", 0.95, 0.9, "=C4/0", None, "=C4>B4"],
        ["=6万元", "12", None, "=NA()", "=E2+1", None],
    ]:
        sheet.append(row)
    sheet["A5"].data_type = "s"
    sheet["B2"].number_format = "#,##0.00"
    sheet["B4"].number_format = sheet["C4"].number_format = "0.00%"
    sheet["B5"].number_format = "@"
    sheet["E2"].number_format = "yyyy-mm-dd"
    sheet["E5"].number_format = '[$-804]yyyy"年"m"月"d"日"'
    for cell in sheet[1]:
        cell.font = Font(name="宋体", bold=True, size=12, color="FFFF0000")
        cell.fill = PatternFill("solid", fgColor="FFD9E1F2")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
    sheet.merge_cells("A8:C9")
    sheet["A8"] = "说明"
    sheet.row_dimensions[11].hidden = True
    sheet.row_dimensions[12].height = 30
    sheet.column_dimensions["H"].hidden = True
    sheet.column_dimensions["B"].width = 22
    sheet["C2"].comment = Comment("低于目标", "审核")
    sheet["A3"].hyperlink = Hyperlink(ref="A3", location="'表 1'!A5")
    sheet["A4"].hyperlink = "https://example.org/"
    red = PatternFill("solid", bgColor="FFFFC7CE")
    sheet.conditional_formatting.add("A2:D5", FormulaRule(formula=['$A2="a,b"'], fill=red))
    sheet.conditional_formatting.add("A2:D5", CellIsRule(operator="lessThan", formula=["5"]))
    book.create_sheet("Other")
    book.defined_names["总分"] = DefinedName("总分", attr_text="'表 1'!$D$2:$D$5")
    sheet.defined_names["局部"] = DefinedName("局部", attr_text="'表 1'!$A$1")
    book.save(path)
    return path


@pytest.fixture
def book(app: "xw.App", made: Path) -> "Iterator[xw.Book]":
    book = app.books.open(made)
    yield book
    book.close()


@pytest.fixture
def sheet(book: "xw.Book") -> "xw.Sheet":
    return book.sheets["表 1"]


@pytest.fixture
def blank(app: "xw.App") -> "Iterator[xw.Sheet]":
    book = app.books.add()
    yield book.sheets[0]
    book.close()


# 应用


def test_status_bar_keeps_its_history(app: "xw.App") -> None:
    app.impl.status_history.clear()
    assert app.status_bar is False
    app.status_bar = "正在核对……"
    assert app.status_bar == "正在核对……"
    app.status_bar = False
    assert app.impl.status_history == ["正在核对……", False]


def test_alerts_are_recorded_and_answered(app: "xw.App") -> None:
    assert app.alert("完成", "perfxl") == "ok"
    app.impl.answer = "no"
    assert app.alert("要继续吗", buttons="yes_no", mode="critical") == "no"
    app.impl.answer = "ok"
    assert app.impl.alerts[-2:] == [
        ("完成", "perfxl", "ok", None),
        ("要继续吗", None, "yes_no", "critical"),
    ]


def test_application_switches(app: "xw.App") -> None:
    with app.properties(screen_updating=False, enable_events=False, interactive=False):
        assert (app.screen_updating, app.enable_events, app.interactive) == (False,) * 3
    assert (app.screen_updating, app.display_alerts, app.interactive) == (True,) * 3
    assert app.version.major == 16
    assert app.pid > 0
    assert Path(app.path).is_dir()
    assert app.startup_path == ""
    assert app.api is not None


def test_manual_calculation(app: "xw.App", blank: "xw.Sheet") -> None:
    blank["A1"].value = [1, "=A1*2"]
    app.calculation = "manual"
    blank["A1"].value = 5
    assert blank["B1"].value == 2
    app.calculate()
    assert blank["B1"].value == 10
    app.calculation = "automatic"
    assert app.calculation == "automatic"
    with pytest.raises(KeyError):
        app.calculation = "自动"


def test_books(app: "xw.App", book: "xw.Book", made: Path) -> None:
    import xlwings as xw

    assert (book.name, book.fullname) == (made.name, str(made))
    assert app.books.active == book
    assert app.books[made.name.upper()] == book
    assert app.books.open(made) == book
    assert xw.Book(str(made)) == book
    new = app.books.add()
    assert new.name.startswith("Book")
    assert new.fullname == new.name
    assert [each.name for each in app.books] == [book.name, new.name]
    assert app.books.active == new
    book.activate()
    assert app.books.active == book
    new.close()
    assert len(app.books) == 1
    with pytest.raises(KeyError):
        app.books[new.name]


def test_mock_caller(book: "xw.Book") -> None:
    import xlwings as xw

    book.set_mock_caller()
    assert xw.Book.caller() == book
    assert xw.Book.caller().app == book.app


def test_save(blank: "xw.Sheet", tmp_path: Path) -> None:
    blank["A1"].value = [["指标", 1.5], ["'=6万元", True]]
    path = tmp_path / "存.xlsx"
    blank.book.save(path)
    assert (blank.book.name, blank.book.fullname) == (path.name, str(path))
    saved = openpyxl.load_workbook(path).worksheets[0]
    assert [saved["A1"].value, saved["B1"].value] == ["指标", 1.5]
    assert saved["A2"].data_type == "s"
    blank["A1"].value = "改了"
    blank.book.save()
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == "改了"
    with pytest.raises(FileNotFoundError):
        blank.book.save(tmp_path / "没有" / "存.xlsx")


def test_a_broken_file_is_not_opened(app: "xw.App", tmp_path: Path) -> None:
    count = len(app.books)
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04junk")
    with pytest.raises(Exception, match=r"打不开|不是表格"):
        app.books.open(path)
    assert len(app.books) == count


# 名称、工作表


def test_names(book: "xw.Book", sheet: "xw.Sheet") -> None:
    assert "总分" in book.names
    assert book.names["总分"].refers_to == "='表 1'!$D$2:$D$5"
    assert book.names["总分"].refers_to_range == sheet["D2:D5"]
    assert [name.name for name in book.names] == ["总分", "'表 1'!局部"]
    assert [name.name for name in sheet.names] == ["'表 1'!局部"]
    added = book.names.add("合计", "=SUM('表 1'!$B$2,Other!$A$1)")
    assert added.refers_to == "=SUM('表 1'!$B$2,Other!$A$1)"
    sheet["G1"].value = "=合计"
    assert sheet["G1"].value == 100
    book.names["合计"].refers_to = "='表 1'!$B$3"
    assert sheet["G1"].value == 12
    added.delete()
    assert "合计" not in book.names
    assert sheet["总分"].address == "$D$2:$D$5"


def test_sheets(book: "xw.Book", sheet: "xw.Sheet") -> None:
    sheets = book.sheets
    assert [each.name for each in sheets] == ["表 1", "Other"]
    assert sheets["oTHER"] == sheets[-1] == sheets[1]
    assert sheets.active == sheet
    first = sheets.add(before=sheet)
    assert (first.index, sheets.active) == (1, first)
    last = sheets.add("清单", after=sheets[-1])
    assert (last.name, last.index, sheets.count) == ("清单", 4, 4)
    last.name = "问题清单"
    assert sheets[3].name == "问题清单"
    with pytest.raises(ValueError, match="already present"):
        sheets.add("other")
    with pytest.raises(KeyError):
        sheets["没有"]
    last.visible = False
    assert last.visible is False
    sheet.activate()
    assert sheets.active == sheet
    first.delete()
    assert sheet.index == 1
    copied = sheet.copy(after=sheets["Other"], name="副本")
    assert (copied.index, copied["A2"].value) == (3, "培训人次")
    assert copied["A8"].merge_area.address == "$A$8:$C$9"
    assert sheet.copy(before=sheet).name == "表 1 (2)"


def test_sheet_as_a_whole(blank: "xw.Sheet") -> None:
    assert blank.used_range.address == "$A$1"
    assert blank.cells.shape == (1048576, 16384)
    blank["B2"].value = [["a", 1], ["b", 2]]
    blank["B2"].color = (255, 0, 0)
    assert blank.used_range.address == "$B$2:$C$3"
    blank.autofit()
    blank.clear_formats()
    assert (blank["B2"].color, blank["B2"].value) == (None, "a")
    blank.clear_contents()
    assert blank["B2"].value is None
    blank["B2"].value = 1
    blank.clear()
    assert blank["B2"].value is None


# 值、公式


def test_values_read(sheet: "xw.Sheet") -> None:
    assert sheet["A2:F2"].value == ["培训人次", 100.0, 90.0, 18.0, dt.datetime(2025, 3, 31), True]
    assert sheet["E3"].value == dt.datetime(2025, 12, 1, 8, 30)
    assert sheet["F2:F5"].value == [True, False, False, None]
    assert [type(value) for value in sheet["F2:F4"].value] == [bool] * 3
    assert sheet["E4:E5"].value == [None, dt.datetime(2025, 4, 1)]
    assert sheet["A5:B5"].value == ["=6万元", "12"]
    assert sheet["D4:D5"].value == [None, None]
    assert sheet["D4:D5"].options(err_to_str=True).value == ["#DIV/0!", "#N/A"]
    assert sheet["B2"].options(numbers=int, ndim=2).value == [[100]]
    assert sheet["C5"].raw_value is None


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("=NA()", "#N/A"),
        ("=1/0", "#DIV/0!"),
        ("=#REF!+1", "#REF!"),
        ("=没有的名称", "#NAME?"),
        ('="a"+1', "#VALUE!"),
        ("=SQRT(-1)", "#NUM!"),
        ("#N/A", "#N/A"),
    ],
)
def test_errors(formula: str, text: str, blank: "xw.Sheet") -> None:
    blank["A1"].value = formula
    assert blank["A1"].options(err_to_str=True).value == text
    assert blank["A1"].value is None
    assert blank["A1"].formula == formula


@pytest.mark.parametrize(
    ("given", "stored", "code"),
    [
        ("'=6万元", "=6万元", "General"),
        ("'0012", "0012", "General"),
        ("''引", "'引", "General"),
        ("6万元", "6万元", "General"),
        ("1.5万", "1.5万", "General"),
        ("12", 12.0, "General"),
        (" -1.5e3", -1500.0, "General"),
        ("1,234", 1234.0, "#,##0"),
        ("95%", 0.95, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("≥95%", "≥95%", "General"),
        ("2025-01-02", dt.datetime(2025, 1, 2), "yyyy/m/d"),
        ("2025年1月2日", dt.datetime(2025, 1, 2), "yyyy/m/d"),
        ("2025", 2025.0, "General"),
        ("-", "-", "General"),
        ("true", True, "General"),
        (dt.date(2025, 1, 2), dt.datetime(2025, 1, 2), "yyyy/m/d"),
        (False, False, "General"),
        (None, None, "General"),
    ],
)
@pytest.mark.parametrize("block", [False, True])
def test_text_is_taken_as_excel_takes_it(
    given: object, stored: object, code: str, block: bool, blank: "xw.Sheet"
) -> None:
    if block:
        blank["A1"].value = [[given, "=1+1"], ["旁", given]]
        cells = [blank["A1"], blank["B2"]]
    else:
        blank["A1"].value = given
        cells = [blank["A1"]]
    for cell in cells:
        assert cell.value == stored
        assert type(cell.value) is type(stored)
        assert cell.number_format == code


def test_text_cells_keep_text(blank: "xw.Sheet") -> None:
    blank["A1:A4"].number_format = "@"
    blank["A1:B4"].value = [["12", "12"], ["=1+1", "=1+1"], [7, 7], ["'0012", "0012"]]
    assert blank["A1:B4"].value == [["12", 12.0], ["=1+1", 2.0], ["7", 7.0], ["0012", 12.0]]
    assert blank["A2"].formula == "=1+1"


def test_a_number_over_a_boolean_is_a_number(blank: "xw.Sheet") -> None:
    blank["A1"].value = True
    blank["A1"].number_format = "General"
    assert blank["A1"].value is True
    blank["A1"].value = 5
    assert blank["A1"].value == 5.0
    assert type(blank["A1"].value) is float


def test_formulas(sheet: "xw.Sheet", blank: "xw.Sheet") -> None:
    assert sheet["D2"].formula == "=ROUND(C2/B2*20,2)"
    assert sheet["A2:D3"].formula == (
        ("培训人次", "100", "90", "=ROUND(C2/B2*20,2)"),
        ("检查次数", "12", "12", "=IF(C3>=B3,10,0)"),
    )
    assert sheet["A5:C5"].formula == (("=6万元", "12", ""),)
    assert sheet["F2"].formula == "TRUE"
    written = """=IF('表 1'!B2>1,"a,b;'x'!",SUM({1,2;3,4}))"""
    sheet["G1"].formula = written
    assert (sheet["G1"].formula, sheet["G1"].value) == (written, "a,b;'x'!")
    sheet["G2"].formula = "=SUM(Other!$A$1:$B$2,'表 1'!B2)"
    assert (sheet["G2"].formula, sheet["G2"].value) == ("=SUM(Other!$A$1:$B$2,'表 1'!B2)", 100.0)
    written = '=IF(B2=TRUE,SUM(--{TRUE,FALSE}),VLOOKUP("TRUE",A1:B5,2,FALSE))'
    sheet["G3"].formula = written
    assert sheet["G3"].formula == written
    assert sheet["ZZ1:ZZ3"].value == [None] * 3
    blank["A1"].formula = [["=1+1", "字"], [3, "=A1*A2"]]
    assert blank["A1:B2"].value == [[2.0, "字"], [3.0, 6.0]]
    blank["C1:C2"].formula = "=A1*$A$2"
    assert blank["C1:C2"].formula == (("=A1*$A$2",), ("=A2*$A$2",))
    assert blank["C1:C2"].value == [6.0, 9.0]


def test_moving_about(blank: "xw.Sheet") -> None:
    blank["B2"].value = [["a", 1, 2], ["b", 3, 4], ["c", 5, None]]
    blank["B9"].value = "远"
    assert blank["B2"].expand().address == "$B$2:$D$4"
    assert blank["B2"].current_region.address == "$B$2:$D$4"
    assert blank["B2"].end("down").address == "$B$4"
    assert blank["B4"].end("down").address == "$B$9"
    assert blank["B9"].end("down").row == 1048576
    assert blank["B9"].end("up").address == "$B$4"
    assert blank["B2"].end("right").address == "$D$2"
    assert blank["D2"].end("left").address == "$B$2"
    block = blank["B2:C4"]
    assert (block.shape, len(block), block.last_cell.address) == ((3, 2), 6, "$C$4")
    assert block.offset(1, 1).address == "$C$3:$D$5"
    assert block.resize(1, 3).address == "$B$2:$D$2"
    assert block(2, 2).value == block(4).value == 3.0
    assert block.get_address(False, False) == "B2:C4"
    assert [row.address for row in block.rows] == ["$B$2:$C$2", "$B$3:$C$3", "$B$4:$C$4"]
    assert blank["A:B"].address == "$A:$B"
    assert blank["2:3"].address == "$2:$3"
    assert blank[1:3, 1].address == "$B$2:$B$3"


def test_external_address(sheet: "xw.Sheet", made: Path) -> None:
    assert sheet["A1"].get_address(external=True) == f"'[{made.name}]表 1'!$A$1"
    assert sheet["A1"].get_address(include_sheetname=True) == "'表 1'!$A$1"


def test_selection(app: "xw.App", book: "xw.Book", sheet: "xw.Sheet") -> None:
    sheet["B2:C3"].select()
    assert app.selection == sheet["B2:C3"]
    assert book.selection == sheet["B2:C3"]
    with pytest.raises(RuntimeError):
        book.sheets["Other"]["A1"].select()


# 格式


def test_formats_read(sheet: "xw.Sheet") -> None:
    cells = ["A1", "B2", "B4", "B5", "E2", "E5", "F2"]
    assert [sheet[cell].number_format for cell in cells] == [
        "General",
        "#,##0.00",
        "0.00%",
        "@",
        "yyyy-mm-dd",
        'yyyy"年"m"月"d"日"',
        "General",
    ]
    head = sheet["A1:F1"]
    assert (head.font.bold, head.font.size, head.font.name) == (True, 12.0, "宋体")
    assert (head.font.color, head.color) == ((255, 0, 0), (217, 225, 242))
    assert (head.wrap_text, head.horizontal_alignment) == (True, "center")
    assert sheet["A2"].color is None
    assert sheet["A2"].font.color == (0, 0, 0)


@pytest.mark.parametrize(
    "read",
    [
        lambda cells: cells.number_format,
        lambda cells: cells.font.bold,
        lambda cells: cells.font.size,
        lambda cells: cells.font.name,
        lambda cells: cells.font.color,
        lambda cells: cells.color,
        lambda cells: cells.wrap_text,
        lambda cells: cells.horizontal_alignment,
        lambda cells: cells.row_height,
        lambda cells: cells.column_width,
        lambda cells: cells.merge_cells,
    ],
)
def test_mixed_formats_are_none(read: Callable[[Any], Any], sheet: "xw.Sheet") -> None:
    assert read(sheet["A1:C12"]) is None


def test_formats_set(blank: "xw.Sheet") -> None:
    cells = blank["A1:B2"]
    for code in ["0.00%", "#,##0.00", "@", "yyyy-mm-dd", "General", 'yyyy"年"m"月"', "0.0"]:
        cells.number_format = code
        assert cells.number_format == code
    cells.color = "#C6EFCE"
    assert cells.color == (198, 239, 206)
    cells.color = None
    assert cells.color is None
    cells.font.bold = cells.font.italic = True
    cells.font.size, cells.font.color, cells.font.name = 14, (255, 0, 0), "仿宋"
    assert (cells.font.bold, cells.font.italic, cells.font.size) == (True, True, 14)
    assert (cells.font.color, cells.font.name) == ((255, 0, 0), "仿宋")
    cells.wrap_text = True
    cells.horizontal_alignment, cells.vertical_alignment = "right", "center"
    assert (cells.wrap_text, cells.horizontal_alignment) == (True, "right")
    assert cells.vertical_alignment == "center"
    cells.row_height, cells.column_width = 30, 20
    assert (cells.row_height, cells.column_width) == (30, 20)
    cells.autofit()
    assert cells.row_height < 30


def test_hidden_rows_and_columns(sheet: "xw.Sheet") -> None:
    assert sheet["A11"].rows.hidden is True
    assert sheet["A10:B11"].rows.hidden is None
    assert sheet["A1:A10"].rows.hidden is False
    assert sheet["H1"].columns.hidden is True
    assert sheet["G1:H1"].columns.hidden is None
    assert (sheet["A11"].row_height, sheet["A12"].row_height) == (0, 30)
    assert sheet["B1"].column_width == pytest.approx(22 - 5 / 7, abs=0.01)
    sheet["A11"].rows.hidden = False
    sheet["B1:C1"].columns.hidden = True
    assert sheet["A1:C12"].rows.hidden is False
    assert sheet["B1:C1"].columns.hidden is True
    assert sheet["B1"].column_width == 0


def test_merges(sheet: "xw.Sheet", blank: "xw.Sheet") -> None:
    assert sheet["B9"].merge_area.address == "$A$8:$C$9"
    assert sheet["A7"].merge_area.address == "$A$7"
    assert (sheet["B9"].merge_cells, sheet["A7"].merge_cells) == (True, False)
    assert (sheet["A8:C9"].merge_cells, sheet["A7:C9"].merge_cells) == (True, None)
    sheet["A7:C9"].value = [["x"] * 3] * 3
    assert sheet["A7:C9"].value == [["x"] * 3, ["x", None, None], [None] * 3]
    blank["A1"].value = [["左", "右"], ["下", 1]]
    blank["A1:B2"].merge()
    assert blank["A1:B2"].value == [["左", None], [None, None]]
    blank["A4:B5"].merge(across=True)
    assert blank["A5"].merge_area.address == "$A$5:$B$5"
    assert (blank["A4:B5"].merge_cells, blank["A1:B5"].merge_cells) == (True, None)
    blank["A1:B5"].unmerge()
    assert blank["A1:B5"].merge_cells is False


# 批注、链接、条件格式


def test_notes(book: "xw.Book", sheet: "xw.Sheet") -> None:
    assert sheet["C2"].note.text == "低于目标"
    assert sheet["A1"].note is None
    note = sheet["B3"].add_note("核对")
    assert isinstance(note.author, str)
    note.text = "再核对"
    assert {n.location.address: n.text for n in sheet.notes} == {
        "$C$2": "低于目标",
        "$B$3": "再核对",
    }
    assert [n.location.sheet.name for n in book.notes] == ["表 1", "表 1"]
    sheet["A2:D3"].value = [["x", "'1", 2, "=1+1"]] * 2
    assert [n.text for n in sheet.notes] == ["低于目标", "再核对"]
    sheet["B3"].clear_contents()
    assert sheet["B3"].note.text == "再核对"
    with pytest.raises(ValueError, match="already has a note"):
        sheet["B3"].add_note("又一条")
    sheet["B3"].note.delete()
    assert sheet["B3"].note is None
    assert len(book.notes) == 1


def test_links(sheet: "xw.Sheet", tmp_path: Path) -> None:
    assert sheet["A3"].hyperlink == "#'表 1'!A5"
    assert (sheet["A4"].hyperlink, sheet["A4"].value) == ("https://example.org/", "满意度")
    with pytest.raises(Exception, match="hyperlink"):
        _ = sheet["A2"].hyperlink
    sheet["G1"].add_hyperlink("#'表 1'!A5", "去看", "到出问题的格")
    assert (sheet["G1"].value, sheet["G1"].hyperlink) == ("去看", "#'表 1'!A5")
    path = tmp_path / "链接.xlsx"
    sheet.book.save(path)
    saved = openpyxl.load_workbook(path).worksheets[0]["G1"]
    assert (saved.value, saved.hyperlink.location) == ("去看", "'表 1'!A5")


def test_conditional_formats(sheet: "xw.Sheet") -> None:
    def styles() -> set[str]:
        families = sheet.book.api.StyleFamilies
        return set(families.getByName("CellStyles").ElementNames)

    before = styles()
    imported = [
        (rule.type, rule.formula or rule.formula1) for rule in sheet["A2"].conditional_formats
    ]
    assert imported == [("custom", '=$A2="a,b"'), ("cell_value", "=5")]
    assert sheet["A2"].conditional_formats[0].fill_color == (255, 199, 206)
    added = sheet["B2"].conditional_formats.add_custom(MARKER, fill_color="#FFC7CE", font_bold=True)
    sheet["C3:C4"].conditional_formats.add_custom("=IF(1,C3>$B$1,0)", font_color=(255, 0, 0))
    assert (added.type, added.formula, added.fill_color) == ("custom", MARKER, (255, 199, 206))
    assert (added.font_bold, added.font_italic, added.font_color) == (True, None, None)
    assert len(sheet["B2"].conditional_formats) == 3
    found = sheet.used_range.conditional_formats
    assert [rule.formula for rule in found][:2] == ["=IF(1,C3>$B$1,0)", MARKER]
    assert found.count == 4
    for rule in list(found):
        if rule.formula in (MARKER, '=$A2="a,b"', "=IF(1,C3>$B$1,0)"):
            rule.delete()
    assert [rule.type for rule in sheet.used_range.conditional_formats] == ["cell_value"]
    assert styles() <= before
    sheet["A2:C5"].conditional_formats.clear()
    assert len(sheet["A2"].conditional_formats) == 0
    assert len(sheet["D2"].conditional_formats) == 1


def test_copied_conditional_formats_outlive_the_first(blank: "xw.Sheet") -> None:
    blank["B2"].conditional_formats.add_custom(MARKER, fill_color="#FFC7CE")
    copied = blank.copy(name="副本")
    blank["B2"].conditional_formats[0].delete()
    [rule] = copied["B2"].conditional_formats
    assert (rule.formula, rule.fill_color) == (MARKER, (255, 199, 206))
    rule.delete()
    styles = blank.book.api.StyleFamilies.getByName("CellStyles").ElementNames
    assert not [name for name in styles if name.startswith("perfxl")]


def test_a_rule_beside_a_colour_scale_is_not_deleted(app: "xw.App", tmp_path: Path) -> None:
    """接口建不出色阶：同一处的规则删不了就抛错，色阶和规则都还在。"""
    made = openpyxl.Workbook()
    cells = made.worksheets[0].conditional_formatting
    scale = ColorScaleRule(
        start_type="min", start_color="FFFFFF", end_type="max", end_color="63BE7B"
    )
    cells.add("A1:A3", scale)
    cells.add("A1:A3", CellIsRule(operator="lessThan", formula=["5"]))
    made.save(tmp_path / "色阶.xlsx")
    book = app.books.open(tmp_path / "色阶.xlsx")
    sheet = book.sheets[0]
    [rule] = [each for each in sheet["A1"].conditional_formats if each.type == "cell_value"]
    before = sorted(each.type for each in sheet["A1"].conditional_formats)
    # Calc 的接口删一条要重建同一处余下的，建不出色阶；引擎宁可抛错，不弄丢它。
    with pytest.raises(NotImplementedError, match="颜色刻度、数据条或图标集，重建不了"):
        rule.delete()
    assert sorted(each.type for each in sheet["A1"].conditional_formats) == before
    assert len(before) == 2
    book.close()


def test_conditional_formats_are_saved(blank: "xw.Sheet", tmp_path: Path) -> None:
    blank["B2"].value = 1
    blank["B2"].conditional_formats.add_custom(MARKER, fill_color=(255, 199, 206))
    blank.book.save(tmp_path / "条件.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "条件.xlsx").worksheets[0]
    [rules] = [each.rules for each in saved.conditional_formatting]
    assert rules[0].formula == [MARKER[1:]]
    assert rules[0].dxf.fill.bgColor.rgb == "FFFFC7CE"


# 保护、复制、增删


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet["A1"], "value", "x"),
        lambda sheet: setattr(sheet["A1:B2"], "value", [[1, 2], [3, 4]]),
        lambda sheet: setattr(sheet["A1"], "formula", "=1+1"),
        lambda sheet: setattr(sheet["A1"], "color", (255, 0, 0)),
        lambda sheet: setattr(sheet["A1"], "number_format", "0"),
        lambda sheet: setattr(sheet["A1"], "row_height", 30),
        lambda sheet: setattr(sheet["A1"].font, "bold", True),
        lambda sheet: setattr(sheet["A1"].rows, "hidden", True),
        lambda sheet: sheet["A1"].add_note("x"),
        lambda sheet: sheet["C2"].note.delete(),
        lambda sheet: sheet["A1"].add_hyperlink("#A1", "x"),
        lambda sheet: sheet["A1"].conditional_formats.add_custom(MARKER, fill_color="#FFC7CE"),
        lambda sheet: sheet["A1"].clear_contents(),
        lambda sheet: sheet["A1:B1"].merge(),
        lambda sheet: sheet["1:1"].delete(),
    ],
)
def test_protected_sheet(change: Callable[[Any], Any], sheet: "xw.Sheet") -> None:
    sheet.impl.xs.protect("")
    with pytest.raises(Exception, match="受保护"):
        change(sheet)
    assert sheet["A1"].value == "指标"
    sheet.impl.xs.unprotect("")
    change(sheet)


def test_unlocked_cells_of_a_protected_sheet(blank: "xw.Sheet") -> None:
    protection = blank["A1"].api.CellProtection
    protection.IsLocked = False
    blank["A1"].api.CellProtection = protection
    blank.impl.xs.protect("")
    blank["A1"].value = "可以"
    assert blank["A1"].value == "可以"
    with pytest.raises(Exception, match="受保护"):
        blank["A1:A2"].value = 1


def test_protected_structure(book: "xw.Book") -> None:
    book.api.protect("")
    with pytest.raises(Exception, match="结构"):
        book.sheets.add("新")
    with pytest.raises(Exception, match="结构"):
        book.sheets["Other"].delete()
    book.api.unprotect("")
    book.sheets["Other"].delete()


def test_copying_and_clearing(sheet: "xw.Sheet", book: "xw.Book") -> None:
    other = book.sheets["Other"]
    sheet["A1:F5"].copy(other["A1"])
    assert other["A2:D2"].value == ["培训人次", 100.0, 90.0, 18.0]
    assert (other["A1"].font.bold, other["D2"].formula) == (True, "=ROUND(C2/B2*20,2)")
    other["A11"].copy_from(sheet["A1:F5"], copy_type="values")
    assert other["A12:F15"].value == sheet["A2:F5"].value
    assert other["D12"].formula == "18"
    other["A1:F1"].clear_formats()
    assert (other["A1"].font.bold, other["A1"].value) == (False, "指标")
    other["A2"].clear_contents()
    assert other["A2"].value is None
    other["A1:F5"].clear()
    assert other["A1:F5"].value == [[None] * 6] * 5


def test_inserting_and_deleting(blank: "xw.Sheet") -> None:
    blank["A1"].value = [["a", 1], ["b", 2]]
    blank["2:3"].insert("down")
    assert blank["A1:A4"].value == ["a", None, None, "b"]
    blank["2:3"].delete()
    assert blank["A1:B2"].value == [["a", 1.0], ["b", 2.0]]
    blank["A1"].insert("right")
    assert blank["A1:C1"].value == [None, "a", 1.0]
    blank["A1"].delete("left")
    assert blank["A1:B1"].value == ["a", 1.0]


def test_what_is_not_made_says_so(sheet: "xw.Sheet") -> None:
    # 这个引擎只在测试里代替 Excel；命令不用图表，引擎没有做的要抛错，不能装作成功，免得测试空过。
    with pytest.raises(NotImplementedError):
        _ = sheet.charts  # xlwings 的底子抛的，没有话
    # 没有剪贴板；Calc 的接口只在一个文档里原样复制，没有“只粘贴格式”：见 ranges.py。
    with pytest.raises(NotImplementedError, match="要给出目标区域"):
        sheet["A1"].copy()
    with pytest.raises(NotImplementedError, match="原样复制"):
        sheet["A1"].impl.copy_from(sheet["B1"], transpose=True)
    with pytest.raises(NotImplementedError, match="只复制 formats"):
        sheet["A1"].impl.copy_from(sheet["B1"], "formats")


# 进程


def test_nothing_is_left_behind(app: "xw.App", made: Path, tmp_path: Path) -> None:
    for number in range(30):
        book = app.books.open(made)
        book.sheets[0]["A1"].value = number
        book.save(tmp_path / f"{number}.xlsx")
        book.close()
    assert len(app.books) == 0
    assert sorted(each.suffix for each in tmp_path.iterdir()) == [".xlsx"] * 30


def test_stopped_for_good() -> None:
    calc.require()
    import xlwings as xw

    previous = xw.engines.active
    for _ in range(3):
        with calc.running_app() as app:
            app.books.add().sheets[0]["A1"].value = 1
            office = app.impl.office
            assert office.profile.is_dir()
        assert office.process.returncode is not None
        assert not office.profile.exists()
    with calc.running_app() as app:
        office = app.impl.office
        app.kill()
        assert app not in list(xw.apps)
    assert office.process.returncode is not None
    assert not office.profile.exists()
    assert xw.engines.active is previous


def test_a_fallen_office_is_started_again(made: Path) -> None:
    """LibreOffice 自己倒了，只另起一个再开，余下的测试不跟着倒；打不开的文件照旧抛错。"""
    calc.require()
    from calc.bridge import CalcError  # 要 LibreOffice 才载入得了

    with calc.running_app() as own:
        before = own.pid
        own.books.add()
        os.killpg(before, signal.SIGKILL)
        book = own.books.open(str(made))
        assert own.pid != before
        assert [each.name for each in own.books] == [book.name]
        assert book.sheets[0]["A1"].value == "指标"
        after = own.pid
        with pytest.raises(CalcError):
            own.impl.books.open(str(made.with_name("没有.xlsx")))
        assert own.pid == after
