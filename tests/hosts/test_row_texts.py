"""各行直接写成文字的成表，与在树上一格一格改的，一格不差。"""

from pathlib import Path

import openpyxl
import pytest
from samples import LAID_OUT

from perfxl.hosts import template_files
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.ready_templates import ReadyTemplate
from perfxl.hosts.row_texts import RowTexts
from perfxl.many_files.making import made_sheets, template_path, whole_book, write_sheets
from perfxl.many_files.results import process

# 几种版面：缩成一页、几页、拆开的长文字、清单、收支并列、分几栏的指标值。
CHOSEN = ("02_szyf", "07_resident", "004_05", "003_01", "004_01", "002_02", "000_02")
SAMPLES = [path for path in LAID_OUT if path.stem.startswith(CHOSEN)]


def contents(path: Path) -> list[object]:
    """各表的格、样子、合并、行高、列宽、换页。"""
    found: list[object] = []
    for sheet in openpyxl.load_workbook(path):
        found.append(
            {
                cell.coordinate: (
                    cell.value,
                    cell.data_type,
                    cell.number_format,
                    repr(cell.font),
                    repr(cell.border),
                    repr(cell.alignment),
                )
                for row in sheet.iter_rows()
                for cell in row
            }
        )
        found.append(sorted(map(str, sheet.merged_cells.ranges)))
        found.append({row: each.height for row, each in sheet.row_dimensions.items()})
        found.append({name: each.width for name, each in sheet.column_dimensions.items()})
        found.append((sheet.print_title_rows, [each.id for each in sheet.row_breaks.brk]))
    return found


def _made_ready_again(path: Path) -> ReadyTemplate:
    return ReadyTemplate(EditedBook.open(path))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_written_as_text_and_cell_by_cell_are_the_same(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = made_sheets(whole_book([process(path, check=False)]), as_printed=True)
    write_sheets(sheets, tmp_path / "文字.xlsx")
    monkeypatch.setattr(RowTexts, "of", lambda sheet: None)
    monkeypatch.setattr(template_files, "ready_template", _made_ready_again)
    write_sheets(sheets, tmp_path / "一格一格.xlsx")
    assert contents(tmp_path / "文字.xlsx") == contents(tmp_path / "一格一格.xlsx")


def test_a_template_made_ready_once_writes_as_one_opened_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [made_sheets(whole_book([process(path, check=False)])) for path in SAMPLES]
    # 写过别的以后再写，同头一次写的一样：一份的样式、行列不会留到下一份里。
    for time, order in (("先", made), ("后", [*reversed(made)])):
        for sheets in order:
            write_sheets(sheets, tmp_path / f"{made.index(sheets)}{time}.xlsx")
    monkeypatch.setattr(template_files, "ready_template", _made_ready_again)
    for number, sheets in enumerate(made):
        write_sheets(sheets, tmp_path / f"{number}另开.xlsx")
        opened = (tmp_path / f"{number}另开.xlsx").read_bytes()
        assert (tmp_path / f"{number}先.xlsx").read_bytes() == opened, SAMPLES[number].name
        assert (tmp_path / f"{number}后.xlsx").read_bytes() == opened, SAMPLES[number].name


def test_a_template_saved_again_is_opened_again(tmp_path: Path) -> None:
    template = tmp_path / "模板.xlsx"
    template.write_bytes(template_path("自评表").read_bytes())
    sources = whole_book([process(SAMPLES[0], check=False)])
    for number, colour in enumerate(("00FF0000", "0000FF00")):
        book = openpyxl.load_workbook(template)
        for cell in book.worksheets[0]["A"]:
            cell.font = openpyxl.styles.Font(color=colour)
        book.save(template)
        sheets = made_sheets(sources, template=template)
        write_sheets(sheets, tmp_path / f"{number}.xlsx")
        written = openpyxl.load_workbook(tmp_path / f"{number}.xlsx").worksheets[0]
        assert written["A1"].font.color.rgb == colour


def test_every_shipped_template_can_be_written_as_text() -> None:
    for path in sorted(template_path("自评表").parent.glob("**/*.xlsx")):
        book = EditedBook.open(path)
        assert RowTexts.of(book.sheet(book.sheet_names[0])) is not None, path.name


def test_formulas_and_runs_of_their_own_fonts_are_left_to_the_tree(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template_path("自评表"))
    book.worksheets[0]["J13"] = "=SUM(J11)"
    book.save(tmp_path / "公式.xlsx")
    edited = EditedBook.open(tmp_path / "公式.xlsx")
    assert RowTexts.of(edited.sheet(edited.sheet_names[0])) is None
