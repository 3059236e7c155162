"""``score -o``：把算出的得分、执行率、总分、等级填回用户的表，别的一格不动。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.due import Due
from perfxl.model.edit import Edit
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Table
from perfxl.reading.grades import grade_in
from perfxl.scoring.edits import edit_of, left_in_words
from perfxl.scoring.execution import is_rate_as_printed
from perfxl.scoring.rounding import ROUNDED_POINTS, half_up, no_finer, plain
from perfxl.scoring.told_totals import told_apart
from perfxl.scoring.written_values import graded_cells, rate_in_style, written_number
from perfxl.standards.profile import Profile

# 得分各格的栏目名。
SCORE, EXECUTION_SCORE = "得分", "执行率得分"
# 原来写的话太长的，只说头几个字。
_LONGEST = 16


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
    cells: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for edit in left:
        before = edit.before if isinstance(edit.before, str) else ""
        cells.setdefault((edit.sheet, edit.doubt), []).append((edit.named_place, before))
    return [f"{doubt}；{_as_they_stand(places)}" for (_, doubt), places in cells.items()]


def results_as_they_stand(table: Table) -> str:
    """总分没有写的，总分、等级两格现在是什么样，半句。"""
    total, grade = table.total.score, table.grade
    if not total.text and not grade.text:
        return "没有填总分和等级"
    named = [(total, "总分"), (grade, "等级")]
    return _as_they_stand([(each.cell or what, each.text) for each, what in named])


def _as_they_stand(cells: Iterable[tuple[str, str]]) -> str:
    """没有动的各格（在哪里，写着什么）：空着的没有填，别的仍是原来的。"""
    every = list(cells)
    blank = [place for place, before in every if not before]
    filled = [f"{place} 仍是原来的{_quoted(before)}" for place, before in every if before]
    said = [f"{'、'.join(blank)} 没有填"] if blank else []
    said += [f"{'、'.join(filled)}，没有改"] if filled else []
    return "，".join(said)


def _quoted(text: str) -> str:
    """格里原来的：数照写，话引着，太长的只引头几个字。"""
    if text.replace(".", "", 1).isdigit():
        return f" {text}"
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '……'}”"


def score_edits(score: TableScore, profile: Profile) -> ScoreEdits:
    """与表中现有内容不同的格才改；公式一律保留，打开后由 Excel 重算。

    得分是用户公式的行照它的值计入总分，等级随总分，免得与表上看到的对不上。
    要由评价人核定的得分不写暂按的分，总分、等级也不写（``left``）；认可了的照所填。
    总分写不了、而各行改了就与填着的总分不合的，各行也不改（``left``）：不写出自相矛盾的副本。
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
    written = [each for each in changed if each.entry.formula is None]
    doubts |= _against_the_total(score, written, doubts)
    edits = [_edit(table, each, doubts.get(each.entry.place, "")) for each in written]
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
        return left_in_words(edit, due.entry)
    return replace(edit, doubt=doubt) if doubt else edit


def _doubts(score: TableScore, results: Iterable[Due]) -> dict[tuple[int, int], str]:
    """留给人填的各格和为什么：靠着可疑的数的；要由评价人核定的得分，和因此未定的总分、等级（``results``）。"""
    found: dict[tuple[int, int], list[str]] = {}
    for slip in score.slips:
        for each in slip.hangs:
            found.setdefault(each.entry.place, []).append(str(slip.advice))
    if waiting := score.waiting:
        said = str(score.waiting_said(waiting))
        leaning = () if score.has_accepted_total else results
        for entry in (*waiting, *(due.entry for due in leaning)):
            found.setdefault(entry.place, [said])
    return {place: "；".join(reasons) for place, reasons in found.items()}


def _against_the_total(
    score: TableScore, written: Sequence[Due], doubts: Mapping[tuple[int, int], str]
) -> dict[tuple[int, int], str]:
    """总分填着、写不了，而 ``written`` 里的得分改了就与它不合的：那几格也不改，为什么。

    本来就与各行不合的（由 PX406 报）不在内：改不改都不合。
    """
    total = score.table.total.score
    accepted = {each.entry.place for each in score.accepted}
    if total.number is None or total.formula is not None or total.place in accepted:
        return {}
    rewritten = any(each.entry.place == total.place for each in written)
    if rewritten and total.place not in doubts:
        return {}
    points = {
        each.entry.place: each
        for each in written
        if each.what in (SCORE, EXECUTION_SCORE) and each.entry.place not in doubts
    }
    change = sum(
        (Decimal(each.value) - (each.entry.number or 0) for each in points.values()), Decimal(0)
    )
    before = abs(total.number - score.printed_sum)
    after = abs(total.number - score.printed_sum - change)
    if before > ROUNDED_POINTS or after <= ROUNDED_POINTS:
        return {}
    why = doubts.get(total.place) or score.why_no_total or "算出的总分写不了"
    said = (
        f"{total.cell} 的总分 {total.text} 还定不下来（{why}），"
        "只改各行就与它不合；定下来以后再评一次，一起改"
    )
    return dict.fromkeys(points, said)


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
        yield f"{each.said}，请在 {each.entry.cell} 把{each.old}改成{each.new}"


def _due_scores(score: TableScore, profile: Profile) -> list[Due]:
    """得分、执行率各格应当看到的；算不出的、执行率只是少印几位的没有。"""
    table, execution = score.table, score.execution
    wanted = [
        Due(
            row.indicator.score,
            no_finer(row.judged.score, profile.decimals),
            SCORE,
            (row.judged.explanation,),
        )
        for row in score.indicators
        if row.judged.score is not None
    ]
    fund, why = table.annual_total, (execution.explanation,)
    if fund is not None and execution.rate is not None:
        if not is_rate_as_printed(fund, execution.rate):
            wanted.append(Due(fund.rate, rate_in_style(fund.rate, execution.rate), "执行率", why))
        if execution.score is not None:
            wanted.append(Due(fund.score, execution.score, EXECUTION_SCORE, why))
    return wanted


def _due_results(table: Table, profile: Profile, total: Decimal | None) -> list[Due]:
    """总分、等级各格应当看到的；算不出的没有。"""
    if total is None:
        return []
    again = [table.total_again.score] if table.total_again.score.exists else []
    totals = (Due(entry, total, "总分") for entry in (table.total.score, *again))
    return [*totals, *graded_cells(table, profile.grade_of(total))]


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
        number = written_number(entry)
        return number is not None and half_up(number, places) == value
    if value.endswith("%"):
        return entry.number is not None and value == f"{plain(entry.number)}%"
    return entry.text == value
