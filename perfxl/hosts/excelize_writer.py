"""用 excelize 改工作簿：在副本上改，写成新文件再整体换到位。

为什么用 excelize：在带文本框、图片、图表、批注的文件上试过，未改动的部件它原样写回；
openpyxl 读入再存会丢文本框和印章。文字一律用 ``set_cell_str`` 写，``=6万元`` 不会变成公式。
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import excelize

from perfxl.hosts.comments import add_comments
from perfxl.hosts.mark_styles import add_filled_styles
from perfxl.hosts.unreadable import NotWritableError
from perfxl.hosts.whole_file import written_whole
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.hosts.xlsx_reader import READABLE_SUFFIXES
from perfxl.model.address import cell_address, column_letters
from perfxl.model.finding import Finding
from perfxl.model.number_format import percent_as_number
from perfxl.rendering.page_breaks import PageArea
from perfxl.rendering.result_lists import MARK_COLOURS, mark_text, marked_places, worst
from perfxl.rendering.score_changes import CellChange
from perfxl.rendering.template import PlanValue, SheetPlan, Template


@contextmanager
def _opened(path: Path) -> Iterator[excelize.File]:
    with path.open("rb") as stream:
        if stream.read(2) != b"PK":
            raise NotWritableError(
                f"“{path.name}”是旧版 .xls（或 .et），可以读、查、评，不能直接写副本；"
                "请用 Excel 或 WPS 另存为 .xlsx 再写。"
            )
    try:
        book = excelize.open_file(str(path))
    except RuntimeError as error:
        raise NotWritableError(
            f"“{path.name}”打不开（{error}），请用 Excel 或 WPS 另存为 .xlsx 再试。"
        ) from error
    try:
        yield book
    finally:
        book.close()


def _set(book: excelize.File, sheet: str, cell: str, value: PlanValue) -> None:
    if value is None:
        book.set_cell_value(sheet, cell, None)
    elif isinstance(value, Decimal):
        if value == value.to_integral_value():
            book.set_cell_int(sheet, cell, int(value))
        else:
            book.set_cell_float(sheet, cell, float(value), -1, 64)
    elif (ratio := percent_as_number(value)) is not None and _shows_percent(book, sheet, cell):
        # 百分比格式的格里写数，公式引用它才算得对。
        book.set_cell_float(sheet, cell, float(ratio), -1, 64)
    else:
        book.set_cell_str(sheet, cell, value)


def _shows_percent(book: excelize.File, sheet: str, cell: str) -> bool:
    style = book.get_style(int(book.get_cell_style(sheet, cell)))
    return style.num_fmt in (9, 10) or "%" in (style.custom_num_fmt or "")


def _same_kind(source: Path, target: Path) -> None:
    """副本的后缀须与原件相同：宏和类型都认后缀。"""
    known = source.suffix.lower() in READABLE_SUFFIXES
    wanted = source.suffix.lower() if known else ".xlsx"
    if target.suffix.lower() != wanted:
        raise NotWritableError(
            f"由“{source.name}”写出的文件后缀应是 {wanted}，请改“{target.name}”。"
        )


def write_changes(source: Path, changes: Iterable[CellChange], target: Path) -> None:
    """把几格改动写到 ``source`` 的副本 ``target``；其余照旧。"""
    _same_kind(source, target)
    with written_whole(target, sources=[source]) as temporary, _opened(source) as book:
        for change in changes:
            _set(book, change.sheet, change.cell, change.after)
        _recalculate_on_open(book)
        _save(book, temporary)


def write_marks(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """在副本上给有问题的格涂色、加批注；已有的批注保留，说明接在后面。"""
    _same_kind(source, target)
    marks = marked_places(findings)
    comments: dict[str, dict[str, str]] = {}
    for (sheet, cell), here in marks.items():
        comments.setdefault(sheet, {})[cell] = mark_text(here)
    colours = {place: MARK_COLOURS[worst(here)] for place, here in marks.items()}
    with written_whole(target, sources=[source]) as temporary:
        with _opened(source) as book:
            styles = {place: int(book.get_cell_style(*place)) for place in marks}
            _save(book, temporary)
        filled = add_filled_styles(temporary, [(styles[place], colours[place]) for place in marks])
        with _opened(temporary) as book:
            for place, colour in colours.items():
                sheet, cell = place
                book.set_cell_style(sheet, cell, cell, filled[styles[place], colour])
            _save(book, temporary)
        add_comments(temporary, comments)


def read_template(path: Path) -> Template:
    """读模板第一张表：文字、合并、列宽、行高、字号。"""
    grid = read_workbook(path).grids[0]
    widths: dict[int, float] = {}
    heights: dict[int, float] = {}
    fonts: dict[tuple[int, int], float] = {}
    sizes: dict[int, float] = {}
    last_column = max([grid.last_column, *(block.right for block in grid.merged)])
    last_row = max([grid.last_row, *(block.bottom for block in grid.merged)])
    with _opened(path) as book:
        for column in range(1, last_column + 1):
            widths[column] = float(book.get_col_width(grid.name, column_letters(column)))
        for row in range(1, last_row + 1):
            heights[row] = float(book.get_row_height(grid.name, row))
        for row, column in grid.cells:
            style = book.get_cell_style(grid.name, cell_address(row, column))
            if style not in sizes:
                font = book.get_style(style).font
                sizes[style] = float(font.size) if font is not None and font.size else 11.0
            fonts[row, column] = sizes[style]
        page = _page_area(book, grid.name)
        title_row = _title_row(book, grid.name)
    return Template(path.name, grid, widths, heights, fonts, page=page, title_row=title_row)


_A4_POINTS = (595.3, 841.9)


def _page_area(book: excelize.File, sheet: str) -> PageArea:
    """A4 扣去页边距；横向时宽高对调。"""
    layout, margins = book.get_page_layout(sheet), book.get_page_margins(sheet)
    width, height = _A4_POINTS
    if layout.orientation == "landscape":
        width, height = height, width

    def inches(value: float | None, usual: float) -> float:
        return usual if value is None else float(value)

    across = inches(margins.left, 0.7) + inches(margins.right, 0.7)
    down = inches(margins.top, 0.75) + inches(margins.bottom, 0.75)
    return PageArea(width - across * 72, height - down * 72)


def _title_row(book: excelize.File, sheet: str) -> int | None:
    """每页重印的表头行（打印标题的末行）。"""
    for name in book.get_defined_name():
        if name.name == "_xlnm.Print_Titles" and name.scope in (sheet, None, ""):
            rows = re.search(r"\$(\d+):\$(\d+)", name.refers_to)
            if rows:
                return int(rows[2])
    return None


def write_plans(
    path: Path,
    template: Template,
    plans: list[tuple[str, SheetPlan]],
    target: Path,
    *,
    sources: Iterable[Path] = (),
) -> None:
    """按方案写出工作簿：一个方案一张表，样式、列宽、打印设置都来自模板第一张表。

    ``path`` 是模板文件，``template`` 是由它读出的模板。
    """
    with (
        written_whole(target, sources=[path, *sources]) as temporary,
        _opened(path) as book,
    ):
        base = book.get_sheet_list()[0]
        names = _sheet_names([name for name, _ in plans])
        merged = [block.address for block in template.grid.merged]
        book.set_sheet_name(base, names[0])
        for name in names[1:]:
            _copy_sheet(book, names[0], name)
        for name, (_, plan) in zip(names, plans, strict=True):
            _write_plan(book, name, plan, merged)
        book.set_active_sheet(0)
        _save(book, temporary)


def _copy_sheet(book: excelize.File, base: str, name: str) -> None:
    """复制一张表；excelize 复制时不带页面设置和打印标题，这里补上。"""
    book.copy_sheet(book.get_sheet_index(base), book.new_sheet(name))
    book.set_page_layout(name, book.get_page_layout(base))
    for defined in book.get_defined_name():
        if defined.scope == base:
            refers_to = re.sub(
                r"^[^!]*!", lambda _: f"'{name.replace(chr(39), chr(39) * 2)}'!", defined.refers_to
            )
            book.set_defined_name(
                excelize.DefinedName(name=defined.name, refers_to=refers_to, scope=name)
            )


def _write_plan(book: excelize.File, sheet: str, plan: SheetPlan, merged: list[str]) -> None:
    for address in merged:
        first, _, last = address.partition(":")
        book.unmerge_cell(sheet, first, last)
    counts: dict[int, int] = {}
    for source in plan.sources:
        counts[source] = counts.get(source, 0) + 1
    for row in range(max(plan.sources), 0, -1):
        for _ in range(counts.get(row, 0) - 1):
            book.duplicate_row(sheet, row)
        if row not in counts:
            book.remove_row(sheet, row)
    for (row, column), value in plan.values.items():
        _set(book, sheet, cell_address(row, column), value)
    for block in plan.merged:
        if block[:2] != block[2:]:
            book.merge_cell(
                sheet, cell_address(block.top, block.left), cell_address(block.bottom, block.right)
            )
    for row, height in plan.heights.items():
        book.set_row_height(sheet, row, height)
    for row in plan.page_starts:
        book.insert_page_break(sheet, f"A{row}")


def _sheet_names(wanted: list[str]) -> list[str]:
    """工作表名：去掉 Excel 不许的字，不超过 31 字，不重名。

    >>> _sheet_names(["一/二", "一/二", ""])
    ['一二', '一二(2)', '自评表']
    """
    names: list[str] = []
    for text in wanted:
        clean = "".join(sign for sign in text if sign not in "[]:*?/\\'\"\n\r\t").strip()[:28]
        clean = clean or "自评表"
        name, number = clean, 2
        while name.lower() in (taken.lower() for taken in names):
            name = f"{clean[:26]}({number})"
            number += 1
        names.append(name)
    return names


def _recalculate_on_open(book: excelize.File) -> None:
    book.set_calc_props(excelize.CalcPropsOptions(full_calc_on_load=True))


def _save(book: excelize.File, path: Path) -> None:
    try:
        book.save_as(str(path))
    except RuntimeError as error:
        raise NotWritableError(f"写不出“{path.parent}”中的文件（{error}）。") from error
