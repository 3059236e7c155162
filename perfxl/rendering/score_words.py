"""一张自评表的总分怎样说：应得几分、哪一等，表中填的是什么，还有什么未定。"""

from perfxl.model.score import TableScore
from perfxl.scoring.rounding import plain


def total_said(score: TableScore) -> str:
    """半句，不带句号：``总分 92 分，等级 优（未定：H12 待评价人核定）（表中填 95 分、优）``；算不出的说为什么。"""
    if score.total is None:
        return f"{score.why_no_total}（{_printed_said(score)}）"
    weights = score.weight_total
    off = "" if weights == score.full_score else f"；分值合计 {plain(weights)} 分"
    return (
        f"总分 {plain(score.total)} 分，等级 {score.grade}{_open_said(score)}"
        f"（{_printed_said(score)}{off}）"
    )


def _printed_said(score: TableScore) -> str:
    printed = score.table.total.score.number
    if printed is None:
        return "表中没有填总分"
    return f"表中填 {plain(printed)} 分、{score.table.grade.text or '没有等级'}"


def _open_said(score: TableScore) -> str:
    """总分里照所填的、暂定的分计的几格；没有的为 ``""``。"""
    cells = [entry.cell for entry in score.waiting]
    return f"（未定：{'、'.join(cells)} 待评价人核定）" if cells else ""
