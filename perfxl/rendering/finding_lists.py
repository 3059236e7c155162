"""校验结果的清单和标记：写成文件、写进打开的工作簿，用同一份。"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from perfxl.matching.organisations import department_of
from perfxl.model.address import parse_address
from perfxl.model.finding import Finding, Severity, folded, with_consequences
from perfxl.model.table import Document, Table
from perfxl.model.unread import UnreadSheet
from perfxl.plans.lists import (
    BookName,
    CellLink,
    ListColumn,
    ListRow,
    ListSheet,
    ListValue,
    LongList,
)
from perfxl.plans.marks import Mark, SortableRows
from perfxl.rendering.output_names import FINDINGS_SHEET
from perfxl.rendering.sortable_rows import sortable_rows
from perfxl.rendering.unread_lists import UnreadRows, sheet_said, unread_rows_of, unread_sheets_of
from perfxl.rules.engine.registry import all_rules

# 错误、提醒、参考的底色。
MARK_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}
# 没有读懂的行、没有认出表的工作表的底色。
_UNREAD_COLOUR, _OTHER_COLOUR = "FF9999", "E7E6E6"
# 说没有读懂的行的规则。
_UNREAD_RULE = "PX128"

# 栏名和列宽；合起来约一页 A4 横向。
_FILE = ListColumn("文件", 18.0)
_CELL = ListColumn("单元格", 15.0)
FINDING_COLUMNS = (
    *(ListColumn("级别", 6.0), ListColumn("规则", 7.5), _FILE, ListColumn("工作表", 11.0), _CELL),
    *(ListColumn("项目", 16.0), ListColumn("问题", 34.0), ListColumn("怎么办", 30.0)),
    ListColumn("依据", 26.0),
)
# 都在一个打开着的工作簿里，“文件”一栏不写。
OWN_FINDING_COLUMNS = (
    *(column for column in FINDING_COLUMNS if column is not _FILE),
    ListColumn("单位", 16.0),
)
_RULE_COLUMNS = (
    *(ListColumn("规则", 9.0), ListColumn("级别", 8.0)),
    *(ListColumn("规则说的是", 40.0), ListColumn("处数", 8.0)),
)
_PROJECT_COLUMNS = (
    *(ListColumn("链接", 6.0), ListColumn("文件", 26.0), ListColumn("工作表", 22.0)),
    *(ListColumn("表", 22.0), ListColumn("项目（部门）", 32.0)),
    *(ListColumn(severity.label, 7.0) for severity in Severity),
)
_UNREAD_COLUMN = ListColumn("没读懂的行", 8.0)


def marks_of(findings: Iterable[Finding], tables: Iterable[Table] = ()) -> tuple[Mark, ...]:
    """各处问题的标记；``tables`` 里的表排了序，颜色跟着行走。"""
    findings = folded(findings)
    order, rows = list(Severity), sortable_rows(tables)
    return tuple(
        Mark(
            each.sheet,
            each.cells,
            MARK_COLOURS[each.severity],
            order.index(each.severity),
            f"【{each.severity.label} {each.rule}】{each.said}{_what_to_do(each)}",
            _rows_around(each, rows),
        )
        for each in findings
    )


def _rows_around(
    finding: Finding, rows: Mapping[str, tuple[SortableRows, ...]]
) -> SortableRows | None:
    first = finding.cells.partition(",")[0].partition(":")[0]
    if not first:
        return None
    row = parse_address(first)[0]
    groups = rows.get(finding.sheet, ())
    return next((each for each in groups if each.first <= row <= each.last), None)


def own_finding_list(
    findings: Sequence[Finding], heading: str, tables: Iterable[Table] = ()
) -> ListSheet:
    """一个打开着的工作簿的问题，不写文件一栏，末尾写是哪个单位的表。"""
    findings = folded(findings)
    place = FINDING_COLUMNS.index(_FILE)
    units = {
        (sheet, table.project): department_of(table) for table in tables for sheet in table.sheets
    }
    rows = [
        [*finding_row(finding), units.get((finding.sheet, finding.project), "")]
        for finding in findings
    ]
    return ListSheet(
        FINDINGS_SHEET,
        OWN_FINDING_COLUMNS,
        [[*row[:place], *row[place + 1 :]] for row in rows],
        [CellLink(finding.file, finding.sheet, finding.cells) for finding in findings],
        OWN_FINDING_COLUMNS.index(_CELL) + 1,
        [MARK_COLOURS[finding.severity] for finding in findings],
        f"{FINDINGS_SHEET}：{heading}",
    )


def finding_lists(
    files: Sequence[Sequence[Finding]],
    unread: Sequence[tuple[str, str]],
    *,
    documents: Sequence[Document],
    level: Severity = Severity.INFO,
    accepted: int = 0,
    told: Sequence[str] = (),
) -> list[ListSheet]:
    """校验结果，和按规则、按项目的合计、没有读成的文件（``unread``：文件、原因）。

    ``files`` 是各文件的问题，与查过的文件 ``documents`` 一一相应（没有问题的表也列在按项目合计里）；
    ``level`` 是只列这一级和更重的，合计照全部的算。``accepted`` 是已认可、没有列出的处数，
    ``told`` 是谁认可的、口径关掉了哪些规则。几万个文件的问题压着，写到哪个文件才拆开。
    """
    listed = _Listed(files, documents, level)
    lists = [listed.sheet(), _rule_counts(listed.tally, listed.names, accepted, told)]
    if any(document.tables for document in documents):
        lists.append(_project_counts(files, documents))
    if unread:
        columns = (ListColumn("文件", 40), ListColumn("原因", 80))
        lists.append(ListSheet("没有读成的文件", columns, unread))
    return lists


class _Listed:
    """各文件的问题先看一遍：合计，和哪个文件有哪几级要列的。"""

    def __init__(
        self,
        files: Sequence[Sequence[Finding]],
        documents: Sequence[Document],
        level: Severity,
    ) -> None:
        self._files, self._documents, self._level = files, documents, level
        self.tally: Counter[tuple[str, Severity]] = Counter()
        self.names: dict[str, str] = {}
        self._unread: list[int] = []
        self._levels: dict[Severity, list[int]] = {each: [] for each in Severity}
        self._count = 0
        places: set[tuple[str, str]] = set()
        for number, own in enumerate(files):
            every = list(own)
            self.tally.update((each.rule, each.severity) for each in every)
            self.names |= {each.rule: each.name for each in every}
            told, others = self._shown(every)
            self._count += len(told) + len(others)
            places |= {(each.file, each.sheet) for each in told}
            self._unread += [number] if told else []
            for severity in {group[0].severity for group in with_consequences(others)}:
                self._levels[severity].append(number)
        # 没有列出 PX128 的（只列错误、已认可），也要说。
        self._rows = [e for e in unread_rows_of(documents) if (e.file, e.sheet) not in places]
        self._sheets = unread_sheets_of(documents)

    def sheet(self) -> ListSheet:
        """没有读懂的行、问题、没有认出表的工作表，一处一行，链到原文件；几个文件的，重的问题在先。"""
        return LongList(
            FINDINGS_SHEET,
            FINDING_COLUMNS,
            (),
            link_column=FINDING_COLUMNS.index(_CELL) + 1,
            produced=self._produced,
            size=self._count + len(self._rows) + len(self._sheets),
        )

    def _shown(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
        """一个文件要列的：没有读懂的行，别的。"""
        shown = [each for each in findings if each.severity.at_least(self._level)]
        told = [each for each in shown if each.rule == _UNREAD_RULE]
        return told, [each for each in shown if each.rule != _UNREAD_RULE]

    def _produced(self) -> Iterator[ListRow]:
        for number in self._unread:
            for each in self._shown(self._files[number])[0]:
                yield _row(finding_row(each), _UNREAD_COLOUR, each.file, each.sheet, each.cells)
        for left in self._rows:
            yield _row(_unread_row(left), _UNREAD_COLOUR, left.file, left.sheet, left.cells)
        for each in self._others():
            colour = MARK_COLOURS[each.severity]
            yield _row(finding_row(each), colour, each.file, each.sheet, each.cells)
        for file, sheet in self._sheets:
            values = _sheet_row(sheet, file)
            yield _row(values, _OTHER_COLOUR, file, sheet.sheet, sheet.block.address)

    def _others(self) -> Iterator[Finding]:
        """没有读懂的行以外的：一个文件的照先后，几个文件的重的在先，牵连出来的跟着因。"""
        if len(self._documents) <= 1:
            for own in self._files:
                yield from folded(self._shown(own)[1])
            return
        for severity, numbers in self._levels.items():
            for number in numbers:
                for group in with_consequences(self._shown(self._files[number])[1]):
                    if group[0].severity is severity:
                        yield from group


def _row(values: Sequence[ListValue], colour: str, file: str, sheet: str, cells: str) -> ListRow:
    return ListRow(values, CellLink(file, sheet, cells.partition(",")[0]), colour)


def _what_to_do(finding: Finding) -> str:
    """牵连出来的，先改它的因。"""
    if finding.cause is None:
        return finding.hint
    return (
        f"由 {finding.cause.cells}（{finding.cause.rule}）牵连，先改那里，改好再看；{finding.hint}"
    )


def finding_row(finding: Finding) -> list[ListValue]:
    """一条问题，按 ``FINDING_COLUMNS`` 的次序。"""
    return [
        finding.severity.label,
        finding.rule,
        BookName(finding.file),
        finding.sheet,
        finding.cells,
        finding.project,
        f"└ {finding.said}" if finding.cause is not None else finding.said,
        _what_to_do(finding),
        finding.basis,
    ]


def _unread_row(each: UnreadRows) -> list[ListValue]:
    """一处没有读懂的行，按 ``FINDING_COLUMNS`` 的次序。"""
    return [
        *("没读懂", "", BookName(each.file), each.sheet, each.cells, each.project),
        f"{each.rows} 行没有读懂：{each.why}；总分、等级、合计没有判。",
        "请照问题改好再查；改不了的，总分、等级请自己核对。",
        "",
    ]


def _sheet_row(sheet: UnreadSheet, file: str) -> list[ListValue]:
    """一张没有认出表的工作表，按 ``FINDING_COLUMNS`` 的次序。"""
    return [
        *("没认出", "", BookName(file), sheet.sheet, sheet.block.address, ""),
        f"{sheet_said(sheet)}，没有检查。",
        "不是绩效、预算的表的，可以不管。",
        "",
    ]


def _rule_counts(
    tally: Mapping[tuple[str, Severity], int],
    names: Mapping[str, str],
    accepted: int,
    told: Sequence[str],
) -> ListSheet:
    """每条规则几处，多的在前；末行是已认可的处数。"""
    titles = {rule.id: rule.title for rule in all_rules().values()}
    rows: list[list[ListValue]] = [
        [rule, severity.label, titles.get(rule, names[rule]), number]
        for (rule, severity), number in sorted(tally.items(), key=lambda each: (-each[1], each[0]))
    ]
    if accepted:
        rows.append(["", "", "已认可，没有列出", accepted])
    rows += [["", "", said, None] for said in told]
    return ListSheet("按规则合计", _RULE_COLUMNS, rows)


def _project_counts(files: Sequence[Sequence[Finding]], documents: Sequence[Document]) -> ListSheet:
    """每张表一行：三个级别各几处；没有问题的也列。有没读懂的行的，另加一栏。"""
    tables = [table for document in documents for table in document.tables]
    unread = (_UNREAD_COLUMN,) if any(table.unread_rows for table in tables) else ()

    def produced() -> Iterator[ListRow]:
        for findings, document in zip(files, documents, strict=True):
            tally = Counter((each.sheet, each.project, each.severity) for each in findings)
            for table in document.tables:
                yield _project_row(table, tally, counts_unread=bool(unread))

    columns = (*_PROJECT_COLUMNS, *unread)
    return LongList("按项目合计", columns, (), link_column=1, produced=produced, size=len(tables))


def _project_row(
    table: Table, tally: Mapping[tuple[str, str, Severity], int], *, counts_unread: bool
) -> ListRow:
    counts = [
        sum(tally.get((sheet, table.project, severity), 0) for sheet in table.sheets)
        for severity in Severity
    ]
    left = (len(table.unread_rows) or None,) if counts_unread else ()
    first = ("打开", BookName(table.book), table.sheet, table.form.label, table.project)
    link = CellLink(table.book, table.sheet, table.block.address.partition(":")[0])
    return ListRow((*first, *counts, *left), link)
