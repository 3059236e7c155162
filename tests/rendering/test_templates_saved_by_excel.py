"""模板在 Excel、WPS 里存过（共享字符串、拆开的占位、换了次序的样式、剩下的名称），成表一格不差。"""

import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from saved_by_excel import save_as_excel

from perfxl.actions.form_sources import Source, blank_source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm
from perfxl.many_files import making
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.making import (
    check_template_file,
    made_sheets,
    template_path,
    whole_book,
    write_sheets,
)
from perfxl.many_files.results import process
from perfxl.shipped import shipped_folder

FORMS = ("自评表", "目标表", "申报表", "批复表", "预算调整批复")


@pytest.fixture(scope="module", params=[False, True], ids=["共享字符串", "占位拆成几段"])
def stored(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bool]:
    """随带的模板，都在 Excel 里存过一遍；占位拆成几段的，各段有自己的字体。"""
    folder = tmp_path_factory.mktemp("模板")
    (folder / "templates").mkdir()
    for path in filter(Path.is_file, shipped_folder("templates").iterdir()):
        copy = folder / "templates" / path.name
        copy.write_bytes(path.read_bytes())
        if copy.suffix == ".xlsx":
            save_as_excel(copy, split_runs=bool(request.param))
    return folder / "templates", bool(request.param)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    """每种表几张，来自公布的样表。"""
    paths = workbook_paths([shipped_folder("workbooks") / name for name in FORMS])
    found: dict[Any, list[Source]] = {}
    for source in whole_book(process(path, check=False) for path in paths):
        found.setdefault(source.table.form, []).append(source)
    return [source for group in found.values() for source in group[:2]]


def cells(sheet: Worksheet, *, fonts: bool) -> dict[str, object]:
    """各格的内容和样子。"""
    found: dict[str, object] = {}
    for row in sheet.iter_rows():
        for cell in row:
            look = [cell.number_format, repr(cell.fill), repr(cell.border), repr(cell.alignment)]
            if fonts:
                look.append(repr(cell.font))
            found[cell.coordinate] = (cell.value, *look)
    return found


def contents(path: Path, *, fonts: bool) -> dict[str, object]:
    """工作簿里的一切：各表的格、合并、行高列宽、打印标题、数据验证、条件格式。"""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(path)
    return {
        sheet.title: (
            cells(sheet, fonts=fonts),
            sorted(str(block) for block in sheet.merged_cells.ranges),
            {row: each.height for row, each in sheet.row_dimensions.items()},
            {name: each.width for name, each in sheet.column_dimensions.items()},
            sheet.print_title_rows,
            [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation],
            [
                (str(area.sqref), [(rule.formula, repr(rule.dxf)) for rule in area.rules])
                for area in sheet.conditional_formatting
            ],
        )
        for sheet in book.worksheets
    }


def test_a_whole_book_is_the_same(
    stored: tuple[Path, bool],
    sources: list[Source],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved, split = stored
    write_sheets(made_sheets(sources), tmp_path / "今.xlsx")
    monkeypatch.setattr(making, "template_path", lambda name: saved / f"{name}.xlsx")
    write_sheets(made_sheets(sources), tmp_path / "存过.xlsx")
    now = contents(tmp_path / "今.xlsx", fonts=not split)
    after = contents(tmp_path / "存过.xlsx", fonts=not split)
    assert list(now) == list(after)
    for name, sheet in now.items():
        assert after[name] == sheet, name


@pytest.mark.parametrize("made", MADE_FORMS, ids=lambda made: made.name)
def test_each_form_is_the_same(
    stored: tuple[Path, bool], made: MadeForm, sources: list[Source], tmp_path: Path
) -> None:
    saved, split = stored
    assert check_template_file(saved / f"{made.name}.xlsx", made) == check_template_file(
        template_path(made.name), made
    )
    chosen = [blank_source(made), *(each for each in sources if each.table.form is made.form)]
    for number, source in enumerate(chosen):
        for name, template in (("今", None), ("存过", saved / f"{made.name}.xlsx")):
            sheets = made_sheets([source], made=made, template=template)
            write_sheets(sheets, tmp_path / f"{name}{number}.xlsx")
        assert contents(tmp_path / f"今{number}.xlsx", fonts=not split) == contents(
            tmp_path / f"存过{number}.xlsx", fonts=not split
        )


def test_a_column_that_the_form_lacks_is_a_fault_unless_omittable(tmp_path: Path) -> None:
    [made] = [each for each in MADE_FORMS if each.name == "监控表"]
    book = openpyxl.load_workbook(template_path(made.name))
    sheet = book.worksheets[0]
    row = next(cell.row for line in sheet for cell in line if "指标.备注" in str(cell.value))
    for column, text in (
        (15, "{{指标.得分}}"),
        (16, "{{指标.得分|可略}}"),
        (17, "{{指标.执行情况}}"),
    ):
        sheet.cell(row, column).value = text
    book.save(tmp_path / "监控表.xlsx")
    faults, _ = check_template_file(tmp_path / "监控表.xlsx", made)
    [fault] = faults
    assert fault.cell == f"O{row}"
    assert fault.message.startswith("绩效运行监控表没有“得分”一栏")
