"""时限与完成时间相比：按时得满分，晚了按档。"""

from perfxl.grammar import Deadline
from perfxl.grammar.glyphs import compact
from perfxl.model.score import Judged
from perfxl.scoring.judging_in_bands import in_band, judged_late
from perfxl.scoring.row_to_judge import RowToJudge

# 两边都没有写年份，就是同一年里的两天；是哪一年不要紧，有 2 月 29 日就行。
_SAME_YEAR = 2000


def by_deadline(row: RowToJudge, target: Deadline, actual: Deadline) -> Judged:
    """完成时间与时限相比；没有可比的日期、只写了年份、只做了一步的留给评价人。"""
    if target.is_each_month and actual.is_each_month:
        target, actual = target.in_month(1), actual.in_month(1)
    neither = not (target.year or actual.year)
    due = target.last_day(_SAME_YEAR if neither else None)
    done = actual.last_day(due.year if due else None)
    if due is None or done is None:
        if compact(target.raw) == compact(actual.raw):
            return in_band(row, row.profile.bands["met"], "完成值与指标值一致", "attainment-met")
        return row.open(f"时限“{target.raw}”与“{actual.raw}”没有可比的日期", "not-comparable")
    bare_year = actual.year and not (actual.month or actual.day or actual.period)
    if done > due and bare_year and actual.year == due.year:
        return row.open(
            f"完成时间只写了“{actual.raw}”，看不出在{target.raw}之前还是之后", "not-comparable"
        )
    step = actual.partly_done or ("" if row.scored.context.expected else actual.planned)
    if done <= due and step and step not in target.raw + row.scored.context.name:
        return row.open(f"完成值“{actual.raw}”只说到“{step}”，看不出全部做完没有", "not-comparable")
    if done <= due:
        return row.full(f"完成时间{actual.raw}不晚于指标值{target.raw}", "met-deadline")
    return judged_late(row, f"完成时间{actual.raw}晚于指标值{target.raw}")
