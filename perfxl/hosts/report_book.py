"""汇报写成工作簿：第一张是总览（数、Excel 自己的图），后面各是一张长表。"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.new_book import save_new_book
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.page_setup import print_lying
from perfxl.hosts.report_rows import StreamedSheet, Styles, last_row
from perfxl.plans.fonts import CellFont
from perfxl.plans.printed_sheets import MOST_LINKS
from perfxl.plans.report import ColumnKind, Report, ReportChart, ReportSheet
from perfxl.plans.row_height import text_height

# 写在文件属性的“类别”里，凭它认出是自己写的。
_CATEGORY = "perfxl report"
_EDGE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FORMATS = {
    ColumnKind.AMOUNT: "#,##0.00",
    ColumnKind.POINTS: "0.00",
    ColumnKind.PERCENT: '0.00"%"',
    ColumnKind.COUNT: "#,##0",
    ColumnKind.YEAR: "0",
}
# 总览分成这么多窄栏：一个数占两栏，一张图占一半。
_COLUMNS, _COLUMN_WIDTH = 18, 7.2
_HALF = _COLUMNS // 2
# 一张图占几行；四边离格线多远（EMU）。
_CHART_ROWS, _ROW_HEIGHT = 16, 15.75
_GAP = 60_000


def write_report(target: Path | Output, report: Report, *, sources: Iterable[Path] = ()) -> None:
    """写不成抛 ``NotWritableError``。"""
    book = Workbook()
    book.properties.creator, book.properties.category = "perfxl", _CATEGORY
    overview = book.worksheets[0]
    overview.title = "总览"
    _write_overview(overview, report)
    folder = written_path(target).parent
    writers = {}
    for plan in report.sheets:
        sheet = book.create_sheet(plan.name)
        _write_head(sheet, plan)
        writers[plan.name] = StreamedSheet(plan, _styles(sheet, plan), folder).writer
    save_new_book(book, target, sources, writers)


def is_own_report(path: Path) -> bool:
    """是 ``write_report`` 写的：放在要读的文件夹里，再写一次时不当作要读的。"""
    try:
        with ZipFile(path) as book:
            return _CATEGORY in book.read("docProps/core.xml").decode("utf-8", "replace")
    except (OSError, KeyError, BadZipFile):
        return False


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """写文字：以等号开头的也是文字。"""
    cell: Any = sheet.cell(row, column)
    cell.value, cell.data_type = escaped(visible_text(text)), "s"
    written: Cell = cell
    return written


def _write_head(sheet: Worksheet, plan: ReportSheet) -> None:
    """第一行说是什么，第二行表头；筛选、不动的行、打印。"""
    note = f"　{plan.note}" if plan.note else ""
    if plan.count > MOST_LINKS:
        note += (
            f"；一张表至多 {MOST_LINKS:,} 个链接，以下各行没有链接，请照文件、工作表、单元格去找"
        )
    cell = _text(sheet, 1, 1, f"{plan.heading}{note}")
    cell.font = Font(name="宋体", size=10, color="7F7F7F")
    sheet.row_dimensions[1].height = 18
    for place, column in enumerate(plan.columns, 1):
        head = _text(sheet, 2, place, column.title)
        head.font = Font(name="宋体", size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="E7E6E6")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = _BOX
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    heights = (text_height(column.title, [column.width], CellFont(10)) for column in plan.columns)
    sheet.row_dimensions[2].height = max(heights) + 4
    last = get_column_letter(len(plan.columns))
    sheet.auto_filter.ref = f"A2:{last}{max(2 + plan.count, 2)}"
    sheet.freeze_panes = "C3" if len(plan.columns) > 8 else "A3"
    _set_up_page(sheet)
    sheet.print_title_rows = "2:2"
    _choose_printed(sheet, plan)


def _choose_printed(sheet: Worksheet, plan: ReportSheet) -> None:
    """印哪几栏：又宽又长的几栏另成一块，印在后面，左边重印说一行是谁的几栏。"""
    last, bottom = get_column_letter(len(plan.columns)), last_row(plan)
    first_apart = next((n for n, each in enumerate(plan.columns) if each.apart), None)
    if first_apart is None:
        sheet.print_area = f"A1:{last}{bottom}"
        return
    before, after = get_column_letter(first_apart), get_column_letter(first_apart + 1)
    sheet.print_area = [f"A1:{before}{bottom}", f"{after}1:{last}{bottom}"]
    heads = next((n for n, each in enumerate(plan.columns, 1) if each.heads), 1)
    sheet.print_title_cols = f"A:{get_column_letter(heads)}"


def _set_up_page(sheet: Worksheet) -> None:
    """A4 横向，一页宽，每页有表名和页码。"""
    print_lying(sheet)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.5, 0.6
    margins.header = margins.footer = 0.3
    footer: Any = sheet.oddFooter
    footer.left.text, footer.center.text = "&A", "第 &P 页，共 &N 页"


def _styles(sheet: Worksheet, plan: ReportSheet) -> Styles:
    """各栏的样式，用到才登记。"""

    @cache
    def style(place: int, colour: str, linked: bool, is_total: bool) -> int:
        kind = plan.columns[place].kind
        cell: Any = Cell(sheet, row=1, column=1)
        cell.font = Font(
            name="宋体",
            size=10,
            bold=is_total,
            color="0563C1" if linked else None,
            underline="single" if linked else None,
        )
        centred = kind in (ColumnKind.WORD, ColumnKind.YEAR, ColumnKind.COUNT)
        across = "right" if kind.is_number and not centred else "center" if centred else "left"
        cell.alignment = Alignment(
            horizontal=across, vertical="center", wrap_text=kind is ColumnKind.TEXT
        )
        cell.border = _BOX
        cell.number_format = _FORMATS.get(kind, "General")
        fill = colour or ("F2F2F2" if is_total else "")
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        number: int = cell.style_id
        return number

    return style


def _write_overview(sheet: Worksheet, report: Report) -> None:
    for column in range(1, _COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _COLUMN_WIDTH
    sheet.sheet_view.showGridLines = False
    _line(sheet, 1, report.stamp, Font(name="宋体", size=9, color="7F7F7F"), across="left")
    _line(sheet, 2, report.title, Font(name="黑体", size=20, bold=True), height=36)
    _line(sheet, 3, report.subtitle, Font(name="宋体", size=10, color="595959"), height=20)
    _figures(sheet, 5, report)
    row = 8
    for remark in report.remarks:
        cell = _line(
            sheet, row, f"· {remark}", Font(name="宋体", size=11, color="9C5700"), across="left"
        )
        cell.fill = PatternFill("solid", fgColor="FFF2CC")
        row += 1
    row += bool(report.remarks)
    tables = row + _CHART_ROWS * ((len(report.charts) + 1) // 2)
    for number in range(row, tables):
        sheet.row_dimensions[number].height = _ROW_HEIGHT
    row_of_tables = tables + 1
    _line(sheet, tables, "图上的数", Font(name="宋体", size=11, bold=True), across="left")
    for number in range(0, len(report.charts), 2):
        pair = report.charts[number : number + 2]
        bottoms = [
            _chart(sheet, chart, row, row_of_tables, half) for half, chart in enumerate(pair)
        ]
        row, row_of_tables = row + _CHART_ROWS, max(bottoms) + 2
    for note in report.notes:
        _line(sheet, row_of_tables, note, Font(name="宋体", size=9, color="7F7F7F"), across="left")
        row_of_tables += 1
    last = get_column_letter(_COLUMNS)
    sheet.print_area = f"A1:{last}{row_of_tables}"
    _set_up_page(sheet)
    # 总览竖着印在一页上。
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1


def _line(
    sheet: Worksheet, row: int, text: str, font: Font, *, across: str = "center", height: float = 18
) -> Cell:
    """一整行合成一格的字。"""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_COLUMNS)
    cell = _text(sheet, row, 1, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    widths = [_COLUMN_WIDTH] * _COLUMNS
    sheet.row_dimensions[row].height = max(
        height, text_height(text, widths, CellFont(font.size or 10))
    )
    return cell


def _figures(sheet: Worksheet, row: int, report: Report) -> None:
    """几个数，一个占两栏：上面叫什么，下面是多少。"""
    for place, figure in enumerate(report.figures):
        column = 2 * place + 1
        for down, text in enumerate((figure.label, figure.value)):
            sheet.merge_cells(
                start_row=row + down,
                end_row=row + down,
                start_column=column,
                end_column=column + 1,
            )
            for each in (column, column + 1):
                sheet.cell(row + down, each).border = _BOX
            cell = _text(sheet, row + down, column, text)
            cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
            cell.fill = PatternFill("solid", fgColor="F2F2F2" if down else "D9E2F3")
            size = 13 if down else 10
            colour = "C00000" if figure.alarming and down else "1F3864"
            cell.font = Font(name="宋体", size=size, bold=bool(down), color=colour)
    sheet.row_dimensions[row].height, sheet.row_dimensions[row + 1].height = 20, 30


def _chart(sheet: Worksheet, chart: ReportChart, row: int, table: int, half: int) -> int:
    """一张图，和它下面的数；给出数的最后一行。"""
    first = half * _HALF + 1
    split = first + _HALF - 3
    bottom = _numbers(sheet, chart, table, first, split)
    if chart.points:
        drawn: Any = _drawn(sheet, chart, table + 1, first, split, bottom)
        drawn.anchor = _place(row, first)
        sheet.add_chart(drawn)
    return bottom


def _place(row: int, first: int) -> TwoCellAnchor:
    """图占的地方：半页宽，照格子定，列宽变了也跟着。"""
    start = AnchorMarker(col=first - 1, colOff=_GAP, row=row - 1, rowOff=_GAP)
    end = AnchorMarker(
        col=first - 1 + _HALF - 1, colOff=400_000, row=row - 2 + _CHART_ROWS, rowOff=0
    )
    return TwoCellAnchor(editAs="twoCell", _from=start, to=end)


def _numbers(sheet: Worksheet, chart: ReportChart, top: int, first: int, split: int) -> int:
    """图上的数，写成一张小表：名称占几栏，数占三栏。"""
    rows: list[tuple[str, object]] = [(chart.title, chart.unit)]
    rows += [(point.label, point.value) for point in chart.points]
    for down, (label, value) in enumerate(rows):
        row = top + down
        for start, end in ((first, split - 1), (split, first + _HALF - 2)):
            sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=end)
            for column in range(start, end + 1):
                sheet.cell(row, column).border = _BOX
        name = _text(sheet, row, first, label)
        number: Any = sheet.cell(row, split)
        number.value = value
        for cell in (name, number):
            cell.font = Font(name="宋体", size=10, bold=not down)
            if not down:
                cell.fill = PatternFill("solid", fgColor="E7E6E6")
        name.alignment = Alignment(shrink_to_fit=True, vertical="center")
        number.alignment = Alignment(horizontal="right", vertical="center")
    return top + len(rows) - 1


def _drawn(
    sheet: Worksheet, chart: ReportChart, top: int, first: int, split: int, bottom: int
) -> BarChart:
    """Excel 自己的图：一根一根的，数写在旁边，没有网格线和图例。"""
    drawn: Any = BarChart()
    drawn.type = "bar" if chart.horizontal else "col"
    drawn.add_data(
        Reference(sheet, min_col=split, min_row=top - 1, max_row=bottom), titles_from_data=True
    )
    drawn.set_categories(Reference(sheet, min_col=first, min_row=top, max_row=bottom))
    drawn.title = chart.title
    drawn.title.tx.rich.p[0].pPr = ParagraphProperties(
        defRPr=CharacterProperties(sz=1200, b=True, solidFill="1F3864")
    )
    drawn.title.overlay, drawn.roundedCorners, drawn.varyColors = False, False, False
    drawn.legend = None
    drawn.gapWidth = 50
    [series] = drawn.series
    series.graphicalProperties = GraphicalProperties(solidFill=chart.colour)
    for place, point in enumerate(chart.points):
        if point.colour:
            own = DataPoint(idx=place, spPr=GraphicalProperties(solidFill=point.colour))
            series.dPt.append(own)
    series.dLbls = DataLabelList()
    series.dLbls.showVal = True
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(series.dLbls, other, False)
    drawn.x_axis.delete, drawn.y_axis.delete = False, True
    drawn.y_axis.majorGridlines = None
    drawn.y_axis.scaling.min = 0
    drawn.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill="BFBFBF"))
    drawn.x_axis.txPr = RichText(
        p=[
            Paragraph(
                pPr=ParagraphProperties(defRPr=CharacterProperties(sz=900)),
                endParaRPr=CharacterProperties(),
            )
        ]
    )
    if chart.horizontal:
        drawn.x_axis.scaling.orientation = "maxMin"
    return drawn  # type: ignore[no-any-return]
