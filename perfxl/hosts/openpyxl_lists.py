"""新建清单工作簿：校验结果、评分汇总。新书没有要保的东西，openpyxl 写起来最直接。"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.escaped_text import escaped
from perfxl.hosts.new_book import save_new_book
from perfxl.hosts.outputs import Output, written_path
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table
from perfxl.plans.row_height import text_height
from perfxl.rendering.result_lists import (
    EXPLANATION_COLUMNS,
    FINDING_COLUMNS,
    MARK_COLOURS,
    OTHER_COLOUR,
    UNREAD_COLOUR,
    UNREAD_RULE,
    ListValue,
    explanation_rows,
    finding_row,
    sheet_row,
    unread_row,
)
from perfxl.rendering.score_changes import CellChange, LeftCell
from perfxl.rendering.unread_lists import sheet_said, unread_rows_of, unread_sheets_of
from perfxl.rules.engine.registry import all_rules
from perfxl.scoring.rounding import plain

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
    ("没有总分的原因", 40),
)
_RULE_COLUMNS = (("规则", 9.0), ("级别", 8.0), ("规则说的是", 40.0), ("处数", 8.0))
_PROJECT_COLUMNS = (
    *(("链接", 6.0), ("文件", 26.0), ("工作表", 22.0), ("表", 22.0), ("项目（部门）", 32.0)),
    *((severity.label, 7.0) for severity in Severity),
)
_UNREAD_COLUMN = (("没读懂的行", 8.0),)
_FIX_COLUMNS = (
    *(("原文件", 22.0), ("工作表", 14.0), ("单元格", 9.0), ("栏目", 12.0)),
    *(("原来写的", 24.0), ("改成", 24.0), ("照哪条规则", 36.0), ("附注", 20.0)),
)
_LEFT_COLUMNS = (
    *(("原文件", 22.0), ("工作表", 14.0), ("单元格", 9.0), ("栏目", 12.0)),
    *(("原来写的", 24.0), ("算出来的", 24.0), ("为什么没有改", 60.0), ("哪条规则", 36.0)),
)
# 窄于此的栏放的是数、等级一类，居中好看。
_NARROW = 11


def write_findings(
    target: Path | Output,
    findings: Sequence[Finding],
    unread: Sequence[tuple[str, str]],
    *,
    documents: Sequence[Document] = (),
    accepted: int = 0,
    counted: Sequence[Finding] | None = None,
    sources: Iterable[Path] = (),
) -> None:
    """校验结果：可筛选，单元格一栏链到原文件；另有按规则、按项目的合计。

    没有读懂的行列在最前，没有认出表的工作表列在最后。``documents`` 是查过的文件（没有问题的表也列在
    按项目合计里），``accepted`` 是已认可、没有列出的处数，``counted`` 是合计要算的全部问题（只列了
    一部分时）。
    """
    folder = written_path(target).parent
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "校验结果"
    _write_findings_sheet(sheet, findings, documents, folder)
    tables = [table for document in documents for table in document.tables]
    _fill(
        book.create_sheet("按规则合计"), _RULE_COLUMNS, _rule_counts(counted or findings, accepted)
    )
    if tables:
        projects = book.create_sheet("按项目合计")
        _write_project_counts(projects, counted or findings, tables)
        for row, table in enumerate(tables, 2):
            first_cell = table.block.address.partition(":")[0]
            address = _address(table.book, beside=folder)
            _link(projects, row, 1, address, table.sheet, first_cell)
    if unread:
        failed = book.create_sheet("没有读成的文件")
        _fill(failed, (("文件", 40), ("原因", 80)), [list(each) for each in unread])
    save_new_book(book, target, sources)


def _write_findings_sheet(
    sheet: Worksheet, findings: Sequence[Finding], documents: Sequence[Document], folder: Path
) -> None:
    """没有读懂的行、问题、没有认出表的工作表，一处一行，链到原文件。"""
    told = [each for each in findings if each.rule == UNREAD_RULE]
    others = [each for each in findings if each.rule != UNREAD_RULE]
    places = {(each.file, each.sheet) for each in told}
    # 没有列出 PX128 的（只列错误、已认可），也要说。
    unread = [each for each in unread_rows_of(documents) if (each.file, each.sheet) not in places]
    sheets = unread_sheets_of(documents)
    listed = [
        *((UNREAD_COLOUR, each.file, each.sheet, each.cells) for each in told),
        *((UNREAD_COLOUR, each.file, each.sheet, each.cells) for each in unread),
        *((MARK_COLOURS[each.severity], each.file, each.sheet, each.cells) for each in others),
        *((OTHER_COLOUR, file, each.sheet, each.block.address) for file, each in sheets),
    ]
    rows = [
        *(finding_row(each, _short_path(each.file)) for each in told),
        *(unread_row(each, _short_path(each.file)) for each in unread),
        *(finding_row(each, _short_path(each.file)) for each in others),
        *(sheet_row(each, _short_path(file)) for file, each in sheets),
    ]
    _fill(sheet, FINDING_COLUMNS, rows)
    for row, (colour, file, name, cells) in enumerate(listed, 2):
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
        place = cells.partition(",")[0]
        _link(sheet, row, 5, _address(file, beside=folder), name, place)


def _rule_counts(findings: Sequence[Finding], accepted: int) -> list[list[object]]:
    """每条规则几处，多的在前；末行是已认可的处数。"""
    titles = {rule.id: rule.title for rule in all_rules().values()}
    tally = Counter((finding.rule, finding.severity) for finding in findings)
    names = {finding.rule: titles.get(finding.rule, finding.name) for finding in findings}
    rows: list[list[object]] = [
        [rule, severity.label, names[rule], number]
        for (rule, severity), number in sorted(tally.items(), key=lambda each: (-each[1], each[0]))
    ]
    return [*rows, ["", "", "已认可，没有列出", accepted]] if accepted else rows


def _write_project_counts(
    sheet: Worksheet, findings: Sequence[Finding], tables: Sequence[Table]
) -> None:
    """每张表一行：三个级别各几处；没有问题的也列。有没读懂的行的，另加一栏。"""
    tally = Counter(
        (finding.file, finding.sheet, finding.project, finding.severity) for finding in findings
    )
    unread = _UNREAD_COLUMN if any(table.unread_rows for table in tables) else ()
    rows: list[list[object]] = []
    for table in tables:
        key = table.book, table.sheet, table.project
        counts = [tally[*key, severity] for severity in Severity]
        rows.append(
            [
                *("打开", _short_path(table.book), table.sheet, table.form.label, table.project),
                *counts,
                *((len(table.unread_rows) or None,) if unread else ()),
            ]
        )
    _fill(sheet, (*_PROJECT_COLUMNS, *unread), rows)


def _link(sheet: Worksheet, row: int, column: int, address: str, name: str, cell: str) -> None:
    """链到原文件的一格。"""
    link = sheet.cell(row, column)
    quoted = name.replace("'", "''")
    link.hyperlink = visible_text(f"{address}#'{quoted}'!{cell}")
    link.font = Font(name="宋体", size=10, color="0563C1", underline="single")


def write_fixes(
    target: Path | Output,
    fixes: Iterable[tuple[str, CellChange, str, Sequence[str], str]],
    left: Sequence[tuple[str, LeftCell]] = (),
) -> None:
    """改动清单：``(原件, 改动, 改好看到的, 照哪几条规则, 附注)``，一格一行；另一张是留给人改的。"""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "改动清单"
    titles = {rule.id: rule.title for rule in all_rules().values()}
    rows: list[list[object]] = [
        [
            _short_path(file),
            change.sheet,
            change.cell,
            change.what,
            change.before,
            _as_shown(change.after, shown),
            _rules_said(rules, titles),
            remark,
        ]
        for file, change, shown, rules, remark in fixes
    ]
    _fill(sheet, _FIX_COLUMNS, rows)
    if left:
        kept: list[list[object]] = [
            [
                _short_path(file),
                each.sheet,
                each.cell,
                each.what,
                each.before,
                each.value,
                each.why,
                _rules_said(each.rules, titles),
            ]
            for file, each in left
        ]
        _fill(book.create_sheet("留给人改的"), _LEFT_COLUMNS, kept)
    save_new_book(book, target)


def _as_shown(value: Decimal | str, shown: str) -> Decimal | str:
    """改成了什么：看到的就是这个数的仍写成数，``95%``、``48万元`` 一类照看到的写。"""
    number = isinstance(value, Decimal) and shown.replace(",", "") == plain(value)
    return value if number else shown


def _rules_said(rules: Sequence[str], titles: Mapping[str, str]) -> str:
    return "；".join(f"{rule} {titles.get(rule, '')}" for rule in rules)


def write_scores(
    target: Path | Output,
    scores: Iterable[TableScore],
    findings: Sequence[Finding],
    *,
    documents: Sequence[Document] = (),
) -> None:
    """评分汇总：一个项目一行，没有总分的写明原因；另一张逐行列出得分和说明。

    ``documents`` 里没有认出表的工作表列在末尾。
    """
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
                score.why_no_total,
            ]
        )
        details += explanation_rows(score)
    blank = [None] * (len(_SCORE_COLUMNS) - 2)
    rows += [
        [_short_path(file), *blank, sheet_said(sheet)]
        for file, sheet in unread_sheets_of(documents)
    ]
    _fill(summary, _SCORE_COLUMNS, rows)
    _fill(book.create_sheet("逐行说明"), EXPLANATION_COLUMNS, details)
    save_new_book(book, target)


def _short_path(file: str) -> str:
    """文件名连同所在的文件夹，好分清各单位同名的文件。"""
    return "/".join(Path(file).resolve().parts[-2:])


def _address(file: str, *, beside: Path) -> str:
    """链接里的文件地址：就在清单旁边或下级文件夹里的写相对地址，一起搬走也还打得开。"""
    full, folder = Path(file).resolve(), beside.resolve()
    if full.is_relative_to(folder):
        return quote(os.fsencode(full.relative_to(folder).as_posix()))
    return full.as_uri()


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
                cell.value, cell.data_type = escaped(visible_text(value)), "s"
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
