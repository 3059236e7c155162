"""分档给分：达成、部分达成、未完成三档，做完了但晚了的也照档。

评价人填的分在档内的照用，不在档内或没填的给默认值。
"""

from decimal import Decimal

from perfxl.model.score import LATE_EXPLAINED, Judged
from perfxl.model.sentence import sentence
from perfxl.scoring.rounding import half_up, plain
from perfxl.scoring.row_to_judge import RowToJudge
from perfxl.standards.profile import Band

_ZERO = Decimal(0)


def in_band(row: RowToJudge, band: Band, why: str, rule: str) -> Judged:
    """在 ``band`` 一档：填的分在档内的照用，不在的给默认值；``why`` 是归到这一档的缘故。"""
    decimals = row.profile.decimals
    printed = row.scored.printed
    low, high = half_up(row.weight * band.low, decimals), half_up(row.weight * band.high, decimals)
    score = half_up(row.weight * band.default, decimals)
    span = f"可得{plain(low)}—{plain(high)}分"
    if printed is not None and low <= printed <= high:
        if printed == score == high:
            return Judged(score, low, high, sentence(f"{why}，得满分{plain(row.weight)}分"), rule)
        filled = f"评价人填{plain(printed)}分，在档内，照用"
        return Judged(printed, low, high, sentence(f"{why}，{span}，{filled}"), rule)
    if printed is not None:
        over = f"表中填{plain(printed)}分，不在档内，暂按{plain(score)}分，请评价人核定"
        return Judged(score, low, high, sentence(f"{why}，{span}，{over}"), rule)
    if score == high == row.weight:
        return Judged(score, low, high, sentence(f"{why}，得满分{plain(row.weight)}分"), rule)
    return Judged(
        score, low, high, sentence(f"{why}，{span}，暂按{plain(score)}分，请评价人核定"), rule
    )


def judged_late(row: RowToJudge, why: str) -> Judged:
    """做完了、但晚了：不得满分，最多到部分达成一档的上限；给几分由评价人定，程序不替他定。

    所填的在这以内的照用；高于上限而没有满分、写了原因的也照用。
    """
    printed, decimals = row.scored.printed, row.profile.decimals
    low = half_up(_ZERO, decimals)
    high = half_up(row.weight * row.profile.bands["partial"].high, decimals)
    span = f"{why}，可得{plain(low)}—{plain(high)}分"
    if printed is None:
        return Judged(None, low, high, sentence(f"{span}，请评价人核定"), "late")
    if low <= printed <= high:
        said = f"{span}，评价人填{plain(printed)}分，在档内，照用"
        return Judged(printed, low, high, sentence(said), "late")
    if high < printed < row.weight and row.scored.explained:
        said = f"{span}；单位扣到{plain(printed)}分，写了原因，照用"
        return Judged(printed, low, row.weight, sentence(said), LATE_EXPLAINED)
    said = f"{span}，表中填{plain(printed)}分，不在档内，请评价人核定"
    return Judged(None, low, high, sentence(said), "late")
