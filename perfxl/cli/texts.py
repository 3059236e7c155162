"""结果写成屏幕上的字：照 ``actions`` 说的排开、上颜色；得分、改动。"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cli.cells import number_text
from perfxl.cli.styled import Styled
from perfxl.model.edit import Edit
from perfxl.model.finding import Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Table
from perfxl.rendering.cell_text import due_text, shortened
from perfxl.rendering.score_words import total_said
from perfxl.scoring.open_rows import explained
from perfxl.scoring.rounding import plain_or_blank

if TYPE_CHECKING:
    from rich.console import RenderableType

    from perfxl.actions.check_many import ToldFinding, ToldTable, UnreadTold
    from perfxl.actions.made_edits import MadeEdit

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def findings_text(tables: "Iterable[ToldTable]", *, basis: bool = True) -> Iterator[Styled]:
    """问题，一张表一组；牵连出来的缩在它的因下面，一处一行。``basis``：连同依据。"""
    for table in tables:
        yield Styled(f"\n{table.title}", style="bold")
        yield from (_finding_text(each, basis=basis) for each in table.findings)


def _finding_text(told: "ToldFinding", *, basis: bool) -> Styled:
    line = Styled("    └ 随之" if told.follows else "  ")
    line.append(told.severity.label, style=_STYLES[told.severity])
    if told.follows:
        line.append(f" {told.place}　{told.said}", style="dim")
        return line
    line.append(f" {told.place}\n    {told.said}")
    line.append(f"\n    怎么办：{told.hint}", style="dim")
    if told.basis and basis:
        line.append(f"\n    依据：{told.basis}", style="dim")
    return line


def fixes_text(file: str, fixes: "Sequence[MadeEdit]") -> list[Styled]:
    """``--fix`` 改了的格，一格一行；没有改的为空。"""
    if not fixes:
        return []
    lines = [Styled(f"\n{file}：改了 {len(fixes)} 格", style="bold")]
    for fix in fixes:
        reasons = "；".join(("、".join(fix.edit.because), *fix.remarks))
        lines.append(Styled(f"  {edit_line(fix)}（{reasons}）"))
    return lines


def edit_line(made: "MadeEdit") -> str:
    """写了的一格：``自评表!H15 得分：10 → 9``。"""
    edit = made.edit
    before, after = shortened(str(edit.before)) or "空", shortened(made.shown)
    return f"{edit.named_place} {edit.what}：{before} → {after}"


def left_text(file: str, left: Sequence[Edit]) -> list[Styled]:
    """``--fix`` 留给人改的格，同一个缘故的写在一起；没有的为空。"""
    if not left:
        return []
    lines = [Styled(f"\n{file}：留给人改的 {len(left)} 格，没有动", style="bold")]
    for why, group in groupby(sorted(left, key=lambda each: each.doubt), lambda each: each.doubt):
        lines.append(Styled(f"  {why}：", style="yellow"))
        for each in group:
            before, computed = shortened(str(each.before)) or "空", due_text(each)
            due = f"，算出来是 {shortened(computed)}" if computed else ""
            lines.append(Styled(f"    {each.named_place} {each.what}：{before}{due}"))
    return lines


def unread_text(unread: "UnreadTold") -> list[Styled]:
    """合计里点名的：没有读懂的行，没有认出表的工作表；都没有时为空。"""
    from perfxl.actions.check_many import UNREAD_ROWS

    text = Styled()
    if unread.rows:
        text.append(UNREAD_ROWS, style="bold red")
    for line in unread.rows:
        text.append(f"\n  {line}", style="red")
    for line in unread.sheets:
        text.append("\n" if text else "")
        text.append(line)
    return [text] if text else []


def forms_text(tables: Iterable[Table]) -> str:
    """各种表各有几张：绩效自评表 18 张、项目绩效目标表 13 张……"""
    tally = Counter(table.form for table in tables)
    return "、".join(f"{form.label} {number} 张" for form, number in tally.most_common())


def score_text(score: TableScore) -> "RenderableType":
    """一张表的得分和说明。"""
    from rich.console import Group
    from rich.text import Text

    from perfxl.cli.cells import grid

    table = score.table
    title = Text(f"{Path(table.book).name} · {table.sheet} · {table.project}", style="bold")
    rows = grid("格", "三级指标", "指标值", "完成值", "分值", "表中", "应得", "说明")
    fund = table.annual_total
    if fund is not None:
        rows.add_row(
            fund.score.cell,
            "预算执行率",
            "",
            f"{score.execution.rate}%" if score.execution.rate is not None else "",
            plain_or_blank(score.execution.weight),
            number_text(fund.score),
            plain_or_blank(score.execution.score),
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
            plain_or_blank(row.weight),
            plain_or_blank(row.printed),
            plain_or_blank(judged) if judged is not None else "待核定",
            str(explained(row)),
            style="red" if differs else None,
        )
    end = Text(f"  {total_said(score)}；口径：{score.profile}\n")
    doubts = [Text(f"  {score.caution(slip)}", "yellow") for slip in score.slips]
    return Group(title, rows, *doubts, end)
