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
    """总分靠着的、还不算数的几格：照所填的、暂定的分，可疑的数；没有的、总分认可了的为 ``""``。"""
    if score.has_accepted_total:
        return ""
    unfilled = score.unfilled
    waiting = {entry.place: entry.cell for entry in score.waiting}
    blank = [unfilled[place] for place in waiting if place in unfilled]
    others = [cell for place, cell in waiting.items() if place not in unfilled]
    doubted = [slip.entry.cell for slip in score.slips if slip.entry.place not in waiting]
    said = [f"{entry.cell} 没有填写{what}" for entry, what in blank]
    said += [f"{'、'.join(others)} 待评价人核定"] if others else []
    said += [f"{'、'.join(doubted)} 要先核对"] if doubted else []
    return f"（未定：{'；'.join(said)}）" if said else ""
