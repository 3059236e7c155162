"""``score -o``：把算出的得分、执行率、总分、等级填回用户的表，别的一格不动。"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.due import Due
from perfxl.model.edit import Edit
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Table
from perfxl.reading.grades import grade_in
from perfxl.scoring.edits import edit_of
from perfxl.scoring.rounding import half_up, no_finer, plain
from perfxl.scoring.told_totals import told_apart
from perfxl.scoring.written_values import graded_cells, rate_in_style
from perfxl.standards.profile import Profile


@dataclass(frozen=True)
class ScoreEdits:
    """要写的格，留给人填的格；是用户公式、保留不动的格；公式没有得出数、总分因此没有填的格。

    ``left`` 的 ``doubt`` 说为什么不写：靠着可能错了数量级的数，要由评价人核定，与别的字写在一起。
    ``kept_formulas``、``unread_formulas`` 是连同工作表名的位置。``told`` 是总分、等级写好以后，
    没有地方写的、文字里还写着别的，各半句。
    """

    edits: tuple[Edit, ...]
    left: tuple[Edit, ...] = ()
    kept_formulas: tuple[str, ...] = ()
    unread_formulas: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def left_said(left: Iterable[Edit]) -> list[str]:
    """留给人填的几格，一个缘故一句，不带句号。"""
    cells: dict[tuple[str, str], list[str]] = {}
    for edit in left:
        cells.setdefault((edit.sheet, edit.doubt), []).append(edit.named_place)
    return [f"{doubt}；{'、'.join(places)} 没有填" for (_, doubt), places in cells.items()]


def score_edits(score: TableScore, profile: Profile) -> ScoreEdits:
    """与表中现有内容不同的格才改；公式一律保留，打开后由 Excel 重算。

    得分是用户公式的行照它的值计入总分，等级随总分，免得与表上看到的对不上。
    要由评价人核定的得分不写暂按的分，总分、等级也不写（``left``）；认可了的照所填。
    """
    table = score.table
    total, unread = _shown_total(score, profile)
    results = _due_results(table, profile, total)
    accepted = {each.entry.place for each in score.accepted}
    changed = [
        each
        for each in (*_due_scores(score, profile), *results)
        if each.entry.exists and not _is_already(each.entry, each.value, profile.decimals)
        if each.entry.place not in accepted
    ]
    kept = [each.entry for each in changed if each.entry.formula is not None]
    doubts = _doubts(score, results)
    edits = [
        _edit(table, each, doubts.get(each.entry.place, ""))
        for each in changed
        if each.entry.formula is None
    ]
    settled = table.total.score.place not in doubts
    return ScoreEdits(
        tuple(edit for edit in edits if not edit.doubt),
        tuple(edit for edit in edits if edit.doubt),
        _places(table, kept),
        _places(table, unread),
        tuple(_told(score, total, profile)) if total is not None and settled else (),
    )


def _edit(table: Table, due: Due, doubt: str) -> Edit:
    """一格的改动；``doubt`` 不空的、与别的字写在一起的，留给人。"""
    edit = edit_of(table, due)
    if due.entry.continued and not doubt:
        doubt = f"{due.entry.cell} 里还写着别的字，应是 {edit.after}，请自己改"
    return replace(edit, doubt=doubt) if doubt else edit


def _doubts(score: TableScore, results: Iterable[Due]) -> dict[tuple[int, int], str]:
    """留给人填的各格和为什么：靠着可疑的数的；要由评价人核定的得分，和因此未定的总分、等级（``results``）。"""
    found: dict[tuple[int, int], str] = {}
    if waiting := score.waiting:
        cells = "、".join(each.cell for each in waiting)
        said = f"{cells} 的得分待评价人核定，总分、等级未定"
        found |= {each.place: said for each in (*waiting, *(due.entry for due in results))}
    for slip in reversed(score.slips):
        found |= {each.entry.place: slip.advice for each in slip.hangs}
    return found


def _told(score: TableScore, total: Decimal, profile: Profile) -> Iterator[str]:
    """总分写成 ``total`` 以后要说的：等级没有地方写，文字里还写着别的总分、等级。"""
    table, own, conclusion = score.table, score.table.grade_cell, score.table.conclusion
    accepted = {each.entry.place for each in score.accepted}
    # 认可了的等级照所填，没有什么要说的。
    kept = accepted & {own.place, conclusion.place}
    grade = score.grade if kept else profile.grade_of(total)
    written = {each.entry.place: str(each.value) for each in graded_cells(table, grade)}
    if not kept and own.exists and grade_in(written.get(own.place, "")) != grade:
        yield f"{own.cell} 的等级一栏写着“{own.text}”，没有改；总分 {plain(total)} 分是“{grade}”，请自己改"
    if (
        not kept
        and not own.exists
        and conclusion.text
        and not grade_in(written.get(conclusion.place, conclusion.text))
    ):
        yield (
            f"表里没有单独写等级的格，{conclusion.cell} 的自评结论里也没有写等级，没有往里添；"
            f"总分 {plain(total)} 分是“{grade}”，请写进结论"
        )
    text = written.get(conclusion.place, conclusion.text)
    as_written = replace(table, conclusion=conclusion._replace(text=text))
    for each in told_apart(score, as_written, total, grade):
        yield f"{each.said}，请在 {each.cell} 把{each.old}改成{each.new}"


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


def _due_results(table: Table, profile: Profile, total: Decimal | None) -> list[Due]:
    """总分、等级各格应当看到的；算不出的没有。"""
    if total is None:
        return []
    return [Due(table.total.score, total, "总分"), *graded_cells(table, profile.grade_of(total))]


def _places(table: Table, entries: list[Entry]) -> tuple[str, ...]:
    return tuple(table.place_named(entry) for entry in entries)


def _shown_total(score: TableScore, profile: Profile) -> tuple[Decimal | None, list[Entry]]:
    """与表上看到的分对得上的总分：用户公式的格照公式的值；公式没有得出数的，总分说不准。

    负的、超过满分的不是总分，为 ``None``。
    """
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
    total = score.total + sum((entry.number or 0) - own for entry, own in formulas)
    shown = no_finer(total, profile.decimals)
    return (shown if 0 <= shown <= profile.full_score else None), []


def _is_already(entry: Entry, value: str | Decimal, decimals: int) -> bool:
    """取到口径的位数是同一个数；按比值写的执行率位数多两位。"""
    if isinstance(value, Decimal):
        places = max(decimals, decimal_places(value))
        return entry.number is not None and half_up(entry.number, places) == value
    if value.endswith("%"):
        return entry.number is not None and value == f"{plain(entry.number)}%"
    return entry.text == value
