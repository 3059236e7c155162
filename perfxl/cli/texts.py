"""结果写成给人看的文字：读到了什么、问题、得分。"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from perfxl.grammar import parse
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Entry, Table
from perfxl.scoring.rounding import plain

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def document_text(document: Document) -> RenderableType:
    """一个文件读到的全部表。"""
    parts: list[RenderableType] = [Text(f"文件：{document.file}", style="bold")]
    parts += [_table_text(table) for table in document.tables]
    if document.other_sheets:
        parts.append(Text(f"没有自评表的工作表：{'、'.join(document.other_sheets)}"))
    return Group(*parts, Text(""))


def _table_text(table: Table) -> RenderableType:
    year = f"（{table.year}年度）" if table.year and str(table.year) not in table.title.text else ""
    lines = [f"工作表“{table.sheet}” {table.block.address}　{table.title.text}{year}"]
    lines += [f"  {name}：{entry.text}（{entry.cell}）" for name, entry in table.fields.items()]
    lines += [f"  {_fund_text(table, position)}" for position in range(len(table.funds))]
    if not table.funds:
        lines.append("  资金情况：没有读到")
    names = {"expected": "预期目标", "actual": "实际完成情况"}
    lines += [
        f"  {names[key]}：{shortened(entry.text)}（{entry.cell}）"
        for key, entry in table.goals.items()
    ]
    grid = _grid(
        "行", "一级指标", "二级指标", "三级指标", "指标值", "读作", "完成值", "分值", "得分"
    )
    for row in table.indicators:
        hidden = "（隐藏）" if row.row in table.hidden_rows else ""
        grid.add_row(
            f"{row.row}{hidden}",
            row.level1.text,
            row.level2.text,
            row.level3.text,
            row.target.text,
            parse(row.target.text).kind.label,
            row.actual.text,
            _number(row.weight),
            _number(row.score),
        )
    total = table.total
    end = [
        f"  总分：分值 {_number(total.weight) or '—'}，得分 {_number(total.score) or '—'}"
        f"（{total.score.cell or '没有这一格'}）　等级：{table.grade.text or '没有读到'}"
    ]
    end += [f"  {each.cell} 是表样的提示，不算指标：{each.text}" for each in table.hints]
    end += [
        f"  第{each.row}行未识别（{each.cell}）：{shortened(each.text)}"
        for each in table.unrecognised
    ]
    end += [f"  {each.cell} 是公式，文件里没有计算结果" for each in table.uncalculated]
    return Group(Text("\n".join(lines)), grid, Text("\n".join(end)))


def _fund_text(table: Table, position: int) -> str:
    fund = table.funds[position]
    columns = (("年初", fund.initial), ("全年", fund.adjusted), ("执行", fund.executed))
    amounts = "　".join(
        f"{name} {_number(entry) or '—'}" for name, entry in columns if entry.exists
    )
    rate = f"　执行率 {plain(fund.rate.number)}%" if fund.rate.number is not None else ""
    points = f"　得分 {_number(fund.score)}" if fund.score.number is not None else ""
    return f"{fund.name}（{table.money_unit or '没有写单位'}）：{amounts}{rate}{points}"


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
    return f"共 {files} 个文件、{tables} 张自评表：{counted}{failed}。"


def score_text(score: TableScore) -> RenderableType:
    """一张表的得分和说明。"""
    table = score.table
    title = Text(f"{Path(table.book).name} · {table.sheet} · {table.project}", style="bold")
    grid = _grid("格", "三级指标", "指标值", "完成值", "分值", "表中", "应得", "说明")
    fund = table.total_fund
    if fund is not None:
        grid.add_row(
            fund.score.cell,
            "预算执行率",
            "",
            f"{score.execution.rate}%" if score.execution.rate is not None else "",
            _decimal(score.execution.weight),
            _number(fund.score),
            _decimal(score.execution.score),
            score.execution.explanation,
        )
    for row in score.indicators:
        judged = row.judged.score
        differs = row.printed is not None and judged is not None and row.printed != judged
        grid.add_row(
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
    return Group(title, grid, end)


def _grid(*titles: str) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in titles:
        numeric = title in ("行", "分值", "得分", "表中", "应得")
        grid.add_column(title, justify="right" if numeric else "left", overflow="fold")
    return grid


def _number(entry: Entry) -> str:
    return plain(entry.number) if entry.number is not None else entry.text


def _decimal(number: Decimal | None) -> str:
    return "" if number is None else plain(number)


def shortened(text: str) -> str:
    """一行里放得下的开头。"""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:58]}……"
