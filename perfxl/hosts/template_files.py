"""模板文件：读成 ``Template``，照方案写成成表。

成表的样式、列宽、打印设置、数据验证、条件格式、图形都来自模板第一张工作表。
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from perfxl.hosts.cell_values import set_value
from perfxl.hosts.editor.attributes import real
from perfxl.hosts.editor.book import EditedBook
from perfxl.hosts.editor.package import child
from perfxl.hosts.editor.sheet import EditedSheet
from perfxl.hosts.editor.styles import EditedStyles
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.page_totals import count_apart, number_apart
from perfxl.hosts.ready_templates import RowsInBook, kept_edges, ready_template
from perfxl.hosts.row_texts import LaidRows
from perfxl.hosts.sheet_names import sheet_names
from perfxl.hosts.stored_values import stored_value
from perfxl.hosts.template_notes import is_notes
from perfxl.hosts.whole_file import written_whole
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import cell_address
from perfxl.model.grid import Grid
from perfxl.plans.choices import Choices
from perfxl.plans.fonts import CellFont, points_per_width
from perfxl.plans.page_breaks import PageArea
from perfxl.plans.placeholders import has_placeholder
from perfxl.plans.printed_sheets import PrintedSheet
from perfxl.plans.template import SheetPlan, Template, TemplateError

_A4_POINTS = (595.3, 841.9)
# 一份模板最多几行、几格、几处占位、占位的格一共多少字；随带的最多 39 处、452 字。
_MOST_ROWS, _MOST_CELLS, _MOST_PLACES, _MOST_PLACED_TEXT = 20_000, 50_000, 2_000, 100_000


def read_template(path: Path) -> Template:
    """读模板第一张工作表：文字、合并、列宽、行高、字号、打印设置。"""
    grids = read_workbook(path).grids
    if not grids:
        raise TemplateError(f"模板“{path.name}”里没有工作表，请换一个文件。")
    grid = grids[0]
    _refuse_unlike_template(path, grid)
    book = EditedBook.open(path)
    sheet, styles = book.sheet(grid.name), book.styles
    _refuse_unfilled(path, grids, sheet)
    _refuse_protected(path, book, sheet, grid.cells)
    last_column = max([grid.last_column, *(block.right for block in grid.merged)], default=0)
    last_row = max([grid.last_row, *(block.bottom for block in grid.merged)], default=0)
    return Template(
        path.name,
        grid,
        {column: sheet.column_width(column) for column in range(1, last_column + 1)},
        {row: sheet.row_height(row) for row in range(1, last_row + 1)},
        _fonts(sheet, styles, grid.cells),
        points_per_width=points_per_width(styles.normal_font),
        page=_page_area(sheet),
        titles=book.print_titles(grid.name),
        may_shrink=sheet.fits_width_only,
        formats={place: styles.number_format(sheet.style(*place)) for place in grid.cells},
    )


def _refuse_unlike_template(path: Path, grid: Grid) -> None:
    """大得不像一张表的模板：光把占位编译好就要许多分钟。"""
    placed = [cell.shown for cell in grid.cells.values() if has_placeholder(cell.shown)]
    last_row = max([grid.last_row, *(block.bottom for block in grid.merged)], default=0)
    for number, most, what in (
        (last_row, _MOST_ROWS, "行"),
        (len(grid.cells), _MOST_CELLS, "格"),
        (len(placed), _MOST_PLACES, "处占位"),
        (sum(map(len, placed)), _MOST_PLACED_TEXT, "字的占位"),
    ):
        if number > most:
            raise TemplateError(
                f"模板“{path.name}”的第一张工作表有 {number:,} {what}，不像是一张表的模板"
                f"（至多 {most:,} {what}），没有读；请换一个文件。"
            )


def _refuse_unfilled(path: Path, grids: Sequence[Grid], sheet: EditedSheet) -> None:
    """占位只在第一张工作表的格里才填；写在别处的会原样印出来，所以不收。"""
    for number, grid in enumerate(grids):
        if number and is_notes(grid.text(1, 1)):
            continue
        for (row, column), cell in grid.cells.items():
            stray = str(cell.value) if number else (cell.formula or "")
            if "{{" in stray:
                where = f"工作表“{grid.name}”的 {cell_address(row, column)}"
                what = "公式里" if not number else "第一张以外的工作表里"
                raise TemplateError(
                    f"模板“{path.name}”{where} 写着占位，写在{what}的不会填；请挪到第一张工作表的普通格里。"
                )
    for place, text in grids[0].comments.items():
        if "{{" in text:
            raise TemplateError(
                f"模板“{path.name}”的 {cell_address(*place)} 的批注里写着占位，不会填；请挪到格里。"
            )
    footer = child(sheet.root, "headerFooter")
    if footer is not None and any("{{" in (each.text or "") for each in footer):
        raise TemplateError(f"模板“{path.name}”的页眉或页脚里写着占位，不会填；请挪到格里。")


def _fonts(
    sheet: EditedSheet, styles: EditedStyles, places: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], CellFont]:
    fonts: dict[int, CellFont] = {}
    found: dict[tuple[int, int], CellFont] = {}
    for place in places:
        style = sheet.style(*place)
        if style not in fonts:
            fonts[style] = styles.font(style)
        found[place] = fonts[style]
    return found


def _refuse_protected(
    path: Path, book: EditedBook, sheet: EditedSheet, places: Iterable[tuple[int, int]]
) -> None:
    if sheet.protection is None:
        return
    for row, column in sorted(places):
        if book.styles.is_locked(sheet.style(row, column)):
            raise TemplateError(
                f"模板“{path.name}”的工作表“{sheet.name}”设了保护，{cell_address(row, column)} 是锁定的格，"
                "填不进去；请在 Excel 的“审阅—撤销工作表保护”之后再用。"
            )


def _page_area(sheet: EditedSheet) -> PageArea:
    """A4 扣去页边距；横向时宽高对调。"""
    margins = child(sheet.root, "pageMargins")
    short, long = _A4_POINTS

    def inches(name: str, usual: float) -> float:
        return real(margins.get(name) if margins is not None else None, usual)

    across = inches("left", 0.7) + inches("right", 0.7)
    down = inches("top", 0.75) + inches("bottom", 0.75)
    upright = PageArea(short - across * 72, long - down * 72)
    lying = PageArea(long - across * 72, short - down * 72, is_landscape=True)
    chosen, other = (lying, upright) if sheet.is_landscape else (upright, lying)
    return replace(chosen, turned=other)


def write_plans(
    plans: Sequence[tuple[str, Path, SheetPlan]],
    target: Path | Output,
    *,
    sources: Iterable[Path] = (),
    choices: Choices | None = None,
    after: Sequence[PrintedSheet] = (),
) -> None:
    """按方案写出工作簿：一个方案（表名、模板文件、方案）一张工作表。

    第一个方案的模板文件作底；与它同一模板的复制一张，别的模板的从那个文件搬过来。
    ``choices`` 是下拉选项，放在末一张工作表里；``after`` 是接在成表后面的说明、清单。
    """
    templates = list(dict.fromkeys(path for _, path, _ in plans))
    with written_whole(target, sources=[*templates, *sources]) as temporary:
        ready, first = ready_template(templates[0]), plans[0][2]
        book = ready.laid(first.columns).book.copied()
        rows = RowsInBook(book, templates[0], ready)
        others = {path: EditedBook.open(path) for path in templates[1:]}
        blanks = {path: other.sheet_names[0] for path, other in others.items()}
        original, *rest = book.sheet_names
        names = sheet_names([name for name, _, _ in plans], rest)
        # 第一张就用模板自己那张，最后才改：别的都从它复制。
        book.rename(original, names[0])
        if len(plans) > 1:
            number_apart(book.sheet(names[0]))
            for path, other in others.items():
                number_apart(other.sheet(blanks[path]))
        for name, (_, path, plan) in zip(names[1:], plans[1:], strict=True):
            if path in others:
                book.copy_from(others[path], blanks[path], name)
            else:
                book.copy(names[0], name)
            write_plan(book, name, plan, rows.of(path, name, plan.columns))
        write_plan(book, names[0], first, ready.laid(first.columns).rows, referring=rest)
        # 这几样都要载入 openpyxl，比写一份表还久：用到才载入。
        if choices is not None:
            from perfxl.hosts.choice_sheets import add_choices

            lists = {name: plan.choices for name, (_, _, plan) in zip(names, plans, strict=True)}
            add_choices(book, choices, lists)
        if after:
            from perfxl.hosts.printed_books import add_printed

            before = set(book.sheet_names)
            add_printed(book, after, written_path(target).parent)
            count_apart(book, names, [each for each in book.sheet_names if each not in before])
        book.show_first()
        book.calculate_on_open()
        book.save(temporary)


def write_plan(
    book: EditedBook,
    name: str,
    plan: SheetPlan,
    rows: LaidRows | None = None,
    *,
    referring: Sequence[str] = (),
) -> None:
    """照方案改一张由模板复制来的工作表；``rows`` 是各行的半成品，没有的在树上一格一格改，
    ``referring`` 是可能引用着它的别的工作表。
    """
    sheet = book.sheet(name)
    if rows is not None:
        sheet.fill_rows(*rows.written(plan, book.styles))
        book.arrange(name, plan.rows, plan.columns, merged=plan.merged, referring=referring)
    else:
        edges = kept_edges(sheet.merged(), sheet.style, book.styles, plan.columns)
        for place, style in edges.items():
            sheet.set_style(*place, style)
        book.arrange(name, plan.rows, plan.columns, merged=plan.merged, referring=referring)
        _fill_cells(book, sheet, plan)
    sheet.set_column_widths(plan.widths.items())
    sheet.break_before(plan.page_starts)
    if plan.one_page is not None:
        sheet.print_on_one_page(landscape=plan.one_page.is_landscape)
    if plan.turned is not None:
        sheet.turn_page(landscape=plan.turned.is_landscape)
    if rows is None:
        _fill_values(sheet)


def _fill_cells(book: EditedBook, sheet: EditedSheet, plan: SheetPlan) -> None:
    """在树上一格一格填。"""
    for place, anchor in plan.copied_styles.items():
        sheet.set_style(*place, sheet.style(*anchor))
    for place, side in plan.open_edges.items():
        sheet.set_style(*place, book.styles.without_edge(sheet.style(*place), side))
    for place, value in plan.values.items():
        code = book.styles.number_format(sheet.style(*place))
        again = place in plan.copied_styles
        set_value(book, sheet, *place, stored_value(value, code, plan.money_unit, as_text=again))
    for row, height in plan.heights.items():
        sheet.set_row_height(row, height)


def _fill_values(sheet: EditedSheet) -> None:
    """模板里的公式写上现在的值；算不了的不存值，由 Excel 算。"""
    if not sheet.has_formulas:
        return
    from perfxl.plans.formula_values import FormulaValues

    values = FormulaValues(sheet.content, sheet.formula)
    for row, column in sheet.plain_formulas():
        sheet.set_cached(row, column, values.value(row, column))
