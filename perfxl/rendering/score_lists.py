"""评分汇总和评分说明的清单：写成文件、写进打开的工作簿，用同一份。"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Entry
from perfxl.plans.lists import BookName, CellLink, ListColumn, ListSheet, ListValue
from perfxl.rendering.output_names import EXPLANATION_SHEET, SCORE_LIST
from perfxl.rendering.score_words import total_said
from perfxl.rendering.unread_lists import sheet_said, unread_sheets_of
from perfxl.scoring.open_rows import explained
from perfxl.scoring.rule_names import rule_name

_CELL = ListColumn("单元格", 8.0)
EXPLANATION_COLUMNS = (
    *(ListColumn("项目", 20.0), ListColumn("三级指标", 24.0), _CELL, ListColumn("指标值", 14.0)),
    *(ListColumn("实际完成值", 16.0), ListColumn("分值", 6.0), ListColumn("表中得分", 7.0)),
    *(ListColumn("算出得分", 7.0), ListColumn("规则", 12.0), ListColumn("说明", 50.0)),
)
_SCORE_COLUMNS = (
    *(ListColumn("文件", 24), ListColumn("项目", 36), ListColumn("执行率", 10)),
    *(ListColumn("执行率得分", 8), ListColumn("总分", 9), ListColumn("等级", 6)),
    *(ListColumn("表中总分", 9), ListColumn("表中等级", 7)),
    *(ListColumn(severity.label, 6) for severity in Severity),
    ListColumn("没有总分的原因", 40),
)


def explanation_list(scores: Sequence[TableScore], profile: str) -> ListSheet:
    """一个打开着的工作簿各张表逐行的得分和说明，连同预算执行率、总分；``profile`` 是口径的名字。"""
    explained = [(each, *row) for each in scores for row in _explained(each)]
    return ListSheet(
        EXPLANATION_SHEET,
        EXPLANATION_COLUMNS,
        [values for _, _, values in explained],
        [
            CellLink(each.table.book, each.table.sheet_of(entry), entry.address)
            for each, entry, _ in explained
        ],
        EXPLANATION_COLUMNS.index(_CELL) + 1,
        heading=f"{EXPLANATION_SHEET}（口径：{profile}）",
    )


def score_lists(
    scores: Sequence[TableScore],
    findings: Sequence[Finding],
    *,
    documents: Sequence[Document] = (),
) -> list[ListSheet]:
    """评分汇总：一个项目一行，没有总分的写明原因；另一张逐行列出得分和说明。

    ``documents`` 里没有认出表的工作表列在末尾。
    """
    rows = [_score_row(score, findings) for score in scores]
    blank = [None] * (len(_SCORE_COLUMNS) - 2)
    rows += [[BookName(file), *blank, sheet_said(s)] for file, s in unread_sheets_of(documents)]
    details = [values for each in scores for _, values in _explained(each)]
    return [
        ListSheet(SCORE_LIST, _SCORE_COLUMNS, rows),
        ListSheet("逐行说明", EXPLANATION_COLUMNS, details),
    ]


def _score_row(score: TableScore, findings: Iterable[Finding]) -> list[ListValue]:
    table, rate = score.table, score.execution.rate
    here = [
        each.severity
        for each in findings
        if (each.file, each.project) == (table.book, table.project) and each.sheet in table.sheets
    ]
    return [
        BookName(table.book),
        table.project,
        f"{rate}%" if rate is not None else "",
        score.execution.score,
        score.total,
        score.grade,
        table.total.score.number,
        table.grade.text,
        *(here.count(severity) for severity in Severity),
        str(score.why_no_total or score.pending_said),
    ]


def _given(score: Decimal | None) -> ListValue:
    return "待核定" if score is None else score


def _explained(score: TableScore) -> Iterator[tuple[Entry, list[ListValue]]]:
    """一张表逐行的得分和说明，按 ``EXPLANATION_COLUMNS`` 的次序：预算执行率，各指标，总分；连同各在哪一格。"""
    table, project = score.table, score.table.project
    fund, execution = table.annual_total, score.execution
    if fund is not None:
        rate = f"{execution.rate}%" if execution.rate is not None else ""
        spent: list[ListValue] = [project, "预算执行率", fund.score.cell, "", rate]
        spent += [execution.weight, fund.score.number, execution.score, "", execution.explanation]
        yield fund.score, spent
    for row in score.indicators:
        indicator = row.indicator
        yield (
            indicator.score,
            [
                *(project, indicator.level3.text, indicator.score.cell),
                *(indicator.target.text, indicator.actual.text),
                *(row.weight, row.printed, _given(row.judged.score)),
                *(rule_name(row.judged.rule), str(explained(row))),
            ],
        )
    printed = table.total.score
    total: list[ListValue] = [project, "总分", printed.cell, "", ""]
    total += [score.weight_total, printed.number, score.total, "", total_said(score)]
    yield printed, total
