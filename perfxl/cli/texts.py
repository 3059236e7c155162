"""结果写成给人看的文字：问题、得分。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from perfxl.cli.cells import grid, number_text
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Table
from perfxl.scoring.rounding import plain

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def findings_text(findings: Sequence[Finding]) -> RenderableType:
    """问题，按表分组。"""
    parts: list[RenderableType] = []
    group: tuple[str, str, str] | None = None
    for finding in findings:
        here = (finding.file, finding.sheet, finding.project)
        if here != group:
            group = here
            title = f"{finding.file} · {finding.sheet} · {finding.project or '（没有项目名称）'}"
            parts.append(Text(f"\n{title}", style="bold"))
        head = Text("  ")
        head.append(finding.severity.label, style=_STYLES[finding.severity])
        head.append(f" {finding.cells}　{finding.rule}\n    {finding.message}")
        head.append(f"\n    怎么办：{finding.hint}\n    依据：{finding.basis}", style="dim")
        parts.append(head)
    return Group(*parts)


def counts_text(files: int, tables: int, findings: Iterable[Finding], unread: int) -> str:
    """一行合计。"""
    tally = dict.fromkeys(Severity, 0)
    for finding in findings:
        tally[finding.severity] += 1
    counted = "，".join(f"{severity.label} {number} 处" for severity, number in tally.items())
    failed = f"；{unread} 个文件没有读成" if unread else ""
    return f"共 {files} 个文件、{tables} 张表：{counted}{failed}。"


def forms_text(tables: Iterable[Table]) -> str:
    """各种表各有几张：绩效自评表 18 张、项目绩效目标表 13 张……"""
    tally = Counter(table.form for table in tables)
    return "、".join(f"{form.label} {number} 张" for form, number in tally.most_common())


def score_text(score: TableScore) -> RenderableType:
    """一张表的得分和说明。"""
    table = score.table
    title = Text(f"{Path(table.book).name} · {table.sheet} · {table.project}", style="bold")
    rows = grid("格", "三级指标", "指标值", "完成值", "分值", "表中", "应得", "说明")
    fund = table.total_fund
    if fund is not None:
        rows.add_row(
            fund.score.cell,
            "预算执行率",
            "",
            f"{score.execution.rate}%" if score.execution.rate is not None else "",
            _decimal(score.execution.weight),
            number_text(fund.score),
            _decimal(score.execution.score),
            score.execution.explanation,
        )
    for row in score.indicators:
        judged = row.judged.score
        differs = row.printed is not None and judged is not None and row.printed != judged
        rows.add_row(
            row.indicator.score.cell,
            row.indicator.level3.text,
            row.indicator.target.text,
            row.indicator.actual.text,
            _decimal(row.weight),
            _decimal(row.printed),
            _decimal(judged) if judged is not None else "待核定",
            row.judged.explanation,
            style="red" if differs else None,
        )
    printed = table.total.score.number
    said = (
        f"表中填 {plain(printed)} 分、{table.grade.text or '没有等级'}"
        if printed is not None
        else ("表中没有填总分")
    )
    total = (
        score.why_no_total
        if score.total is None
        else f"总分 {plain(score.total)} 分，等级 {score.grade}"
    )
    end = Text(f"  {total}（{said}）；口径：{score.profile}\n")
    return Group(title, rows, end)


def _decimal(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
