"""认可了的得分、总分、等级：照表里所填，不用算的；靠它的总分、等级照它。"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from perfxl.model.score import ACCEPTED, AcceptedCell, IndicatorScore, Judged, Slip, TableScore
from perfxl.model.sentence import NOTHING, sentence
from perfxl.model.table import Entry
from perfxl.scoring.open_rows import why_undecided
from perfxl.scoring.rounding import plain
from perfxl.standards.profile import Profile

# 一格在哪张工作表、第几行、第几列。
Place = tuple[str, int, int]
_ZERO = Decimal(0)


def as_accepted(score: TableScore, reasons: Mapping[Place, str], profile: Profile) -> TableScore:
    """``reasons`` 是认可了的各格和理由；得分、执行率、总分、等级不在里面的照旧。"""
    table = score.table
    fund = table.annual_total
    named = [(row.indicator.score, "得分") for row in score.indicators if row.printed is not None]
    if fund is not None:
        named += [(fund.rate, "执行率"), (fund.score, "执行率得分")]
    named += [(table.total.score, "总分"), (table.grade_cell, "等级"), (table.conclusion, "结论")]
    kept = [
        AcceptedCell(entry, what, why)
        for entry, what in named
        if entry.text and (why := reasons.get((table.sheet_of(entry), *entry.place), ""))
    ]
    if not kept:
        return score
    held = {each.entry.place: each.reason for each in kept}
    rows = tuple(_as_filled(row, held) for row in score.indicators)
    execution = score.execution
    if fund is not None and fund.score.place in held and fund.score.number is not None:
        execution = execution._replace(score=fund.score.number)
    return _with_results(
        replace(
            score,
            indicators=rows,
            execution=execution,
            slips=tuple(slip for slip in score.slips if not _is_answered(slip, score, held)),
            pending=tuple(entry for entry in score.pending if entry.place not in held),
            undecided=why_undecided(rows),
            accepted=tuple(kept),
        ),
        profile,
    )


def _is_answered(slip: Slip, score: TableScore, held: Mapping[tuple[int, int], str]) -> bool:
    """可疑的就是认可了的一格，或靠它的得分都认可了：照所填的，不等它核对。"""
    fund = score.table.annual_total
    scores = {row.indicator.score.place for row in score.indicators}
    scores |= {fund.score.place} if fund is not None else set()
    hanging = [each.entry.place for each in slip.hangs if each.entry.place in scores]
    return slip.entry.place in held or (bool(hanging) and all(each in held for each in hanging))


def _with_results(kept: TableScore, profile: Profile) -> TableScore:
    """``kept`` 的总分、等级；认可了的照所填，别的照换过的各项再算。"""
    held = {each.entry.place for each in kept.accepted}
    printed, own_grade = kept.table.total.score, kept.table.grade
    total, undecided = None if kept.why_no_total else kept.summed, kept.undecided
    if printed.place in held and printed.number is not None:
        total, undecided = printed.number, NOTHING
    grade = "" if total is None else profile.grade_of(total)
    if total is not None and own_grade.text and own_grade.place in held:
        grade = own_grade.text
    return replace(kept, total=total, grade=grade, undecided=undecided)


def _as_filled(row: IndicatorScore, held: Mapping[tuple[int, int], str]) -> IndicatorScore:
    """认可了的一行：得分就是所填的。"""
    entry: Entry = row.indicator.score
    if row.printed is None or entry.place not in held:
        return row
    accepted = f"；所填的{plain(row.printed)}分已认可（{held[entry.place]}），照它"
    said = sentence(row.judged.said, accepted)
    return row._replace(judged=Judged(row.printed, row.printed, row.printed, said, ACCEPTED))
