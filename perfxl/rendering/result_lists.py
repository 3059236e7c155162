"""校验结果和评分说明的栏目与行：写成文件和写进打开的工作簿，用同一份。"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.unread import UnreadSheet
from perfxl.rendering.unread_lists import UnreadRows, sheet_said
from perfxl.scoring.rule_names import rule_name

# 加载项在工作簿里新建的表；第一格以“perfxl 表名”开头，读表时凭它跳过。
FINDINGS_SHEET, EXPLANATION_SHEET, RECORD_SHEET = "校验结果", "评分说明", "改动记录"
RESULT_SHEETS = (FINDINGS_SHEET, EXPLANATION_SHEET, RECORD_SHEET)


def is_result_heading(text: str) -> bool:
    """加载项写的结果表的第一格。

    >>> is_result_heading("perfxl 校验结果：错误2处"), is_result_heading("perfxl 培训心得")
    (True, False)
    """
    return text.startswith(tuple(f"perfxl {name}" for name in RESULT_SHEETS))


# 错误、提醒、参考的底色。
MARK_COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}
# 没有读懂的行、没有认出表的工作表的底色。
UNREAD_COLOUR, OTHER_COLOUR = "FF9999", "E7E6E6"
# 说没有读懂的行的规则。
UNREAD_RULE = "PX128"

ListValue = str | Decimal | int | None
# 栏名和列宽；合起来约一页 A4 横向。
FINDING_COLUMNS = (
    ("级别", 6.0),
    ("规则", 7.5),
    ("文件", 18.0),
    ("工作表", 11.0),
    ("单元格", 15.0),
    ("项目", 16.0),
    ("问题", 34.0),
    ("怎么办", 30.0),
    ("依据", 26.0),
)
EXPLANATION_COLUMNS = (
    ("项目", 20.0),
    ("三级指标", 24.0),
    ("单元格", 8.0),
    ("指标值", 14.0),
    ("实际完成值", 16.0),
    ("分值", 6.0),
    ("表中得分", 7.0),
    ("算出得分", 7.0),
    ("规则", 12.0),
    ("说明", 50.0),
)


def finding_row(finding: Finding, file: str) -> list[ListValue]:
    """一条问题，按 ``FINDING_COLUMNS`` 的次序；``file`` 是给人看的文件名。"""
    return [
        finding.severity.label,
        finding.rule,
        file,
        finding.sheet,
        finding.cells,
        finding.project,
        finding.said,
        finding.hint,
        finding.basis,
    ]


def unread_row(each: UnreadRows, file: str) -> list[ListValue]:
    """一处没有读懂的行，按 ``FINDING_COLUMNS`` 的次序。"""
    return [
        *("没读懂", "", file, each.sheet, each.cells, each.project),
        f"{each.rows} 行没有读懂：{each.why}；总分、等级、合计没有判。",
        "请照问题改好再查；改不了的，总分、等级请自己核对。",
        "",
    ]


def sheet_row(sheet: UnreadSheet, file: str) -> list[ListValue]:
    """一张没有认出表的工作表，按 ``FINDING_COLUMNS`` 的次序。"""
    return [
        *("没认出", "", file, sheet.sheet, sheet.block.address, ""),
        f"{sheet_said(sheet)}，没有检查。",
        "不是绩效、预算的表的，可以不管。",
        "",
    ]


def explanation_rows(score: TableScore) -> Iterator[list[ListValue]]:
    """一张表逐行的得分和说明，按 ``EXPLANATION_COLUMNS`` 的次序。"""
    for row in score.indicators:
        yield [
            score.table.project,
            row.indicator.level3.text,
            row.indicator.score.cell,
            row.indicator.target.text,
            row.indicator.actual.text,
            row.weight,
            row.printed,
            row.judged.score,
            rule_name(row.judged.rule),
            row.judged.explanation,
        ]


def marked_places(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """要标的格：``(工作表, 每段的第一格)`` → 那里的问题。"""
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        for address in finding.cells.split(","):
            first = address.partition(":")[0]
            if first:
                places.setdefault((finding.sheet, first), []).append(finding)
    return places


def mark_text(findings: Sequence[Finding]) -> str:
    """一格的批注：每条问题一行。"""
    return "\n".join(f"【{f.severity.label} {f.rule}】{f.said}{f.hint}" for f in findings)


def worst(findings: Sequence[Finding]) -> Severity:
    """几条问题里最重的级别。"""
    order = list(Severity)
    return min((finding.severity for finding in findings), key=order.index)
