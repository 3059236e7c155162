"""公开的 18 份自评表：每格都与真值一致，已知的真问题都报出，没有毛病的不报错。"""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.results import process
from perfxl.model.cell import CellKind
from perfxl.model.finding import Severity
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

TRUTHS = sorted((Path(__file__).parent / "自评表").glob("*.json"))
BOOKS = shipped_folder("workbooks") / "自评表"


def number(truth: Path) -> int:
    return int(truth.stem[:2])


def result_of(truth: Path) -> FileResult:
    return process(BOOKS / f"{truth.stem}.xlsx", load_profile())


def result_numbered(wanted: int) -> FileResult:
    return result_of(next(truth for truth in TRUTHS if number(truth) == wanted))


def test_there_are_eighteen() -> None:
    assert len(TRUTHS) == 18


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_every_value_knows_its_cell(truth: Path) -> None:
    """JSON 里的单元格地址，用 openpyxl 独立打开去看，正是那个值。"""
    path = BOOKS / f"{truth.stem}.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    document = result_of(truth).document
    assert document is not None
    for row in document.tables[0].indicators:
        for entry in (row.level3, row.target, row.actual, row.reason):
            assert str(sheet[entry.cell].value or "").strip() == entry.text
        for entry in (row.weight, row.score):
            value = sheet[entry.cell].value
            assert (None if value is None else round(Decimal(str(value)), 6)) == entry.number


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_reader_agrees_with_openpyxl(truth: Path) -> None:
    """独立的读者读到同样的格、值、格式、合并。"""
    path = BOOKS / f"{truth.stem}.xlsx"
    [grid] = read_workbook(path).grids
    sheet = openpyxl.load_workbook(path).worksheets[0]
    theirs = {
        (cell.row, cell.column): cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert set(grid.cells) == set(theirs)
    for place, cell in grid.cells.items():
        other = theirs[place]
        if cell.kind is CellKind.NUMBER:
            assert float(cell.value) == pytest.approx(float(other.value), rel=1e-14)  # type: ignore[arg-type]
        else:
            assert cell.value == other.value
        assert cell.number_format == other.number_format
    assert {block.address for block in grid.merged} == {
        str(block) for block in sheet.merged_cells.ranges
    }


WHOLE = {1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 22, 24, 27}


@pytest.mark.parametrize("wanted", sorted(WHOLE))
def test_total_and_grade_agree_where_rows_are_whole(wanted: int) -> None:
    [score] = result_numbered(wanted).scores
    assert score.total == score.table.total.score.number
    assert score.grade == score.table.grade.text


@pytest.mark.parametrize("wanted", sorted({number(truth) for truth in TRUTHS} - WHOLE))
def test_tables_that_do_not_agree_are_findings(wanted: int) -> None:
    result = result_numbered(wanted)
    [score] = result.scores
    assert (score.total, score.grade) != (score.table.total.score.number, score.table.grade.text)
    assert result.has_errors


KNOWN = {
    6: {"PX408@E20", "PX409@F20"},
    7: {"PX205@F17"},
    8: {"PX304@H18", "PX304@H21"},
    9: {"PX301@G15:G21", "PX406@H22"},
    12: {"PX307@H24", "PX304@H20"},
    16: {"PX301@G15:G27", "PX406@H28"},
    19: {"PX308@B27", "PX408@E21:E22"},
    27: {"PX409@F22:F24"},
}


@pytest.mark.parametrize("wanted", KNOWN)
def test_known_faults_are_found(wanted: int) -> None:
    found = {f"{f.rule}@{f.cells}" for f in result_numbered(wanted).findings}
    assert found >= KNOWN[wanted]


def test_initial_budget_kept_as_cost_target_is_said() -> None:
    [finding] = [f for f in result_numbered(19).findings if f.rule == "PX408"]
    assert "年初预算数相同" in finding.message


@pytest.mark.parametrize("wanted", [2, 3, 5, 22])
def test_correct_tables_have_no_errors(wanted: int) -> None:
    assert not result_numbered(wanted).has_errors


def test_no_other_errors_than_the_judged_ones() -> None:
    """error 级的每一条都看过，确是毛病；新增的要再看。"""
    errors = {
        (number(truth), f"{finding.rule}@{finding.cells}")
        for truth in TRUTHS
        for finding in result_of(truth).findings
        if finding.severity is Severity.ERROR
    }
    assert errors == {
        (8, "PX304@H18"),
        (8, "PX304@H21"),
        (9, "PX301@G15:G21"),
        (9, "PX302@G15:G19"),
        (9, "PX406@H22"),
        (12, "PX304@H20"),
        (12, "PX307@H24"),
        (16, "PX301@G15:G27"),
        (16, "PX302@G24:G25"),
        (16, "PX406@H28"),
        (19, "PX308@B27"),
    }
