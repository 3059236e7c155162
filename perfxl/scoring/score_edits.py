"""``score -o``：把算出的得分、执行率、总分、等级填回用户的表，别的一格不动。"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.due import Due
from perfxl.model.edit import Edit
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Table
from perfxl.scoring.edits import edit_of, may_write
from perfxl.scoring.rounding import half_up, no_finer, plain
from perfxl.scoring.slips import leaning_on
from perfxl.scoring.written_values import graded_cells, rate_in_style
from perfxl.standards.profile import Profile


@dataclass(frozen=True)
class ScoreEdits:
    """要写的格，留给人填的格；是用户公式、保留不动的格；公式没有得出数、总分因此没有填的格。

    ``left`` 靠着可能错了数量级的数，``doubt`` 说要先核对什么。后两样是连同工作表名的位置。
    """

    edits: tuple[Edit, ...]
    left: tuple[Edit, ...] = ()
    kept_formulas: tuple[str, ...] = ()
    unread_formulas: tuple[str, ...] = ()


def left_said(left: Iterable[Edit]) -> list[str]:
    """留给人填的几格，一个缘故一句，不带句号。"""
    cells: dict[tuple[str, str], list[str]] = {}
    for edit in left:
        cells.setdefault((edit.sheet, edit.doubt), []).append(edit.named_place)
    return [f"{doubt}；{'、'.join(places)} 没有填" for (_, doubt), places in cells.items()]


def score_edits(score: TableScore, profile: Profile) -> ScoreEdits:
    """与表中现有内容不同的格才改；公式一律保留，打开后由 Excel 重算。

    得分是用户公式的行照它的值计入总分，等级随总分，免得与表上看到的对不上。
    要由评价人核定的得分不写暂按的分，总分、等级也不写（``left``）。
    """
    table = score.table
    shown, unread = _shown_total(score)
    results = _due_results(score, profile, shown)
    changed = [
        each
        for each in (*_due_scores(score, profile), *results)
        if each.entry.exists and not _is_already(each.entry, each.value, profile.decimals)
    ]
    waiting = score.waiting
    unsettled = f"{'、'.join(each.cell for each in waiting)} 的得分待评价人核定，总分、等级未定"
    awaited = {each.place for each in (*waiting, *(due.entry for due in results))}
    kept = [each.entry for each in changed if each.entry.formula is not None]
    edits: list[Edit] = []
    for each in changed:
        if may_write(each.entry):
            edit, leaning = edit_of(table, each), leaning_on(score.slips, each.entry)
            doubt = leaning[0].advice if leaning else edit.doubt
            if waiting and not doubt and each.entry.place in awaited:
                doubt = unsettled
            edits.append(replace(edit, doubt=doubt))
    return ScoreEdits(
        tuple(edit for edit in edits if not edit.doubt),
        tuple(edit for edit in edits if edit.doubt),
        _places(table, kept),
        _places(table, unread),
    )


def _due_scores(score: TableScore, profile: Profile) -> list[Due]:
    """得分、执行率各格应当看到的；算不出的没有。"""
    table, execution = score.table, score.execution
    wanted = [
        Due(
            row.indicator.score,
            no_finer(row.judged.score, profile.decimals),
            "得分",
            (row.judged.explanation,),
        )
        for row in score.indicators
        if row.judged.score is not None
    ]
    fund, why = table.annual_total, (execution.explanation,)
    if fund is not None and execution.rate is not None:
        wanted.append(Due(fund.rate, rate_in_style(fund.rate, execution.rate), "执行率", why))
        if execution.score is not None:
            wanted.append(Due(fund.score, execution.score, "执行率得分", why))
    return wanted


def _due_results(score: TableScore, profile: Profile, total: Decimal | None) -> list[Due]:
    """总分、等级各格应当看到的；算不出的没有。"""
    table = score.table
    shown = total if total is None else no_finer(total, profile.decimals)
    if shown is None or not 0 <= shown <= profile.full_score:
        return []
    return [Due(table.total.score, shown, "总分"), *graded_cells(table, profile.grade_of(shown))]


def _places(table: Table, entries: list[Entry]) -> tuple[str, ...]:
    return tuple(table.place_named(entry) for entry in entries)


def _shown_total(score: TableScore) -> tuple[Decimal | None, list[Entry]]:
    """与表上看到的分对得上的总分：用户公式的格照公式的值；公式没有得出数的，总分说不准。"""
    pairs = [
        (row.indicator.score, row.counted)
        for row in score.indicators
        if row.judged.score is not None
    ]
    fund = score.table.annual_total
    if fund is not None and score.execution.score is not None:
        pairs.append((fund.score, score.execution.score))
    formulas = [(entry, own) for entry, own in pairs if entry.formula is not None]
    unread = [entry for entry, _ in formulas if entry.number is None]
    if score.total is None or unread:
        return None, unread
    return score.total + sum((entry.number or 0) - own for entry, own in formulas), []


def _is_already(entry: Entry, value: str | Decimal, decimals: int) -> bool:
    """取到口径的位数是同一个数；按比值写的执行率位数多两位。"""
    if isinstance(value, Decimal):
        places = max(decimals, decimal_places(value))
        return entry.number is not None and half_up(entry.number, places) == value
    if value.endswith("%"):
        return entry.number is not None and value == f"{plain(entry.number)}%"
    return entry.text == value
