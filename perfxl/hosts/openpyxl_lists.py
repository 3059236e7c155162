"""新建清单工作簿：校验结果、评分汇总。新书没有要保的东西，openpyxl 写起来最直接。"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.hosts.whole_file import written_whole
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.rendering.result_lists import (
    EXPLANATION_COLUMNS,
    FINDING_COLUMNS,
    MARK_COLOURS,
    ListValue,
    explanation_rows,
    finding_row,
)
from perfxl.rendering.row_height import text_height
from perfxl.rules.registry import all_rules

_EDGE = Side(style="thin", color="999999")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_SCORE_COLUMNS = (
    ("文件", 24),
    ("项目", 36),
    ("执行率", 10),
    ("执行率得分", 8),
    ("总分", 9),
    ("等级", 6),
    ("表中总分", 9),
    ("表中等级", 7),
    ("错误", 6),
    ("提醒", 6),
    ("参考", 6),
)
# 窄于此的栏放的是数、等级一类，居中好看。
_NARROW = 11


def write_findings(
    target: Path,
    findings: Sequence[Finding],
    unread: Sequence[tuple[str, str]],
    *,
    sources: Iterable[Path] = (),
) -> None:
    """校验结果：可筛选，单元格一栏链到原文件；另有一张按规则的合计。"""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "校验结果"
    rows = [finding_row(finding, _short_path(finding.file)) for finding in findings]
    _fill(sheet, FINDING_COLUMNS, rows)
    for row, finding in enumerate(findings, 2):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=MARK_COLOURS[finding.severity])
        link = sheet.cell(row, 5)
        place = finding.cells.partition(",")[0]
        name = finding.sheet.replace("'", "''")
        link.hyperlink = f"{_uri(finding.file)}#'{name}'!{place}"
        link.font = Font(name="宋体", size=10, color="0563C1", underline="single")
    counts = book.create_sheet("按规则合计")
    titles = {rule.id: rule.title for rule in all_rules().values()}
    tally: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        key = (finding.rule, finding.severity.label, titles.get(finding.rule, finding.name))
        tally[key] = tally.get(key, 0) + 1
    _fill(
        counts,
        (("规则", 9), ("级别", 8), ("规则说的是", 40), ("处数", 8)),
        [[rule, label, name, number] for (rule, label, name), number in sorted(tally.items())],
    )
    if unread:
        failed = book.create_sheet("没有读成的文件")
        _fill(failed, (("文件", 40), ("原因", 80)), [list(each) for each in unread])
    with written_whole(target, sources=sources) as temporary:
        book.save(temporary)


def write_scores(target: Path, scores: Iterable[TableScore], findings: Sequence[Finding]) -> None:
    """评分汇总：一个项目一行；另一张逐行列出得分和说明。"""
    book = Workbook()
    summary = book.worksheets[0]
    summary.title = "评分汇总"
    rows: list[list[object]] = []
    details: list[list[ListValue]] = []
    for score in scores:
        table = score.table
        counted = [
            sum(
                f.severity is severity
                and (f.file, f.sheet, f.project) == (table.book, table.sheet, table.project)
                for f in findings
            )
            for severity in Severity
        ]
        rate = score.execution.rate
        rows.append(
            [
                _short_path(table.book),
                table.project,
                f"{rate}%" if rate is not None else "",
                score.execution.score,
                score.total,
                score.grade,
                table.total.score.number,
                table.grade.text,
                *counted,
            ]
        )
        details += explanation_rows(score)
    _fill(summary, _SCORE_COLUMNS, rows)
    _fill(book.create_sheet("逐行说明"), EXPLANATION_COLUMNS, details)
    with written_whole(target) as temporary:
        book.save(temporary)


def _short_path(file: str) -> str:
    """文件名连同所在的文件夹，好分清各单位同名的文件。"""
    return "/".join(Path(file).resolve().parts[-2:])


def _uri(file: str) -> str:
    return Path(file).resolve().as_uri()


def _fill(
    sheet: Worksheet, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[object]]
) -> None:
    for column, (title, width) in enumerate(columns, 1):
        head = sheet.cell(1, column, title)
        head.font = Font(name="宋体", size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="E7E6E6")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = _BOX
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(rows, 2):
        height = 18.0
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                # 指标值以等号开头的也是文字，不能成公式。
                cell.value, cell.data_type = value, "s"
                height = max(height, text_height(value, [columns[column - 1][1]], 10))
            elif isinstance(value, Decimal | int) or value is None:
                cell.value = value
            cell.font = Font(name="宋体", size=10)
            narrow = columns[column - 1][1] < _NARROW
            cell.alignment = Alignment(
                horizontal="center" if narrow else "left", vertical="center", wrap_text=True
            )
            cell.border = _BOX
        sheet.row_dimensions[row].height = min(height, 400.0)
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
    sheet.print_title_rows = "1:1"
