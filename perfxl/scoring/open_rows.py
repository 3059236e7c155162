"""得分还定不下来的各行怎样说：等的是什么、在哪一格，每一格都说到，免得照说的填了还是没有总分。"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfxl.grammar import Deadline, Qualitative
from perfxl.model.score import (
    ACTUAL_MISSING,
    EXECUTION_UNREAD,
    MISSED_OPEN,
    SIGN_MISSING,
    TARGET_MISSING,
    UNIT_DIFFERS,
    Awaits,
    IndicatorScore,
)
from perfxl.model.sentence import NOTHING, Sentence, Told, joined, sentence
from perfxl.model.table import Entry
from perfxl.scoring.rounding import plain

# 连同指标名说的最多几格，再多的只说格。
_NAMED = 6


def why_undecided(rows: Sequence[IndicatorScore]) -> Sentence:
    """总分因此算不出的各行：没有填、程序也没有可暂按的，填的超出分值的；没有为空。"""
    said = [*_unmended(row for row in rows if row.is_undecided)]
    if waiting := [row for row in rows if row.is_undecided and not how_to_mend(row)]:
        said.append(sentence(_cells(waiting), " 要由评价人给分，还没有填"))
    for row in rows:
        if row.is_impossible:
            printed = plain(row.printed or Decimal(0))
            scope = "可得的 " if row.has_narrow_band else " "
            said.append(
                sentence(
                    row.indicator.score, f" 填的 {printed} 分不在{scope}{band_said(row)} 分之内"
                )
            )
    if said:
        said += _unmended(row for row in rows if row.is_pending)
    return sentence(joined("；", said), "，总分算不出") if said else NOTHING


def why_left_open(rows: Sequence[IndicatorScore]) -> Sentence:
    """写的时候还定不下来的各行：没有填的空着，填的不在可得范围之内的照填的；没有为空。"""
    waiting = [row for row in rows if row.is_undecided or row.is_provisional]
    said = [*_unmended(row for row in rows if row in waiting or row.is_pending)]
    by_hand = [row for row in waiting if not how_to_mend(row)]
    blank = [row for row in by_hand if row.printed is None]
    filled = [row for row in by_hand if row.printed is not None]
    if blank:
        said.append(sentence(_cells(blank), " 的得分要由评价人核定，空着没有写"))
    if filled:
        why = " 填的得分不在可得的范围之内，要由评价人核定，照原来填的"
        said.append(sentence(_cells(filled), why))
    return joined("；", said)


def open_band(row: IndicatorScore) -> tuple[Decimal, Decimal] | None:
    """等着人给分的一行可得几分到几分；不等人给分的、没有余地的为 ``None``。成表、校验都照它说。"""
    low, high = row.judged.low, row.judged.high
    by_hand = row.awaits in (Awaits.EVALUATOR, Awaits.CHECKING)
    if not by_hand or low is None or high is None or low == high:
        return None
    return low, high


def band_said(row: IndicatorScore) -> str:
    """可得几分到几分；没有分档的是 0 到分值。"""
    low, high = row.judged.low, row.judged.high
    if low is None or high is None or low == high:
        low, high = Decimal(0), row.weight or Decimal(0)
    return f"{plain(low)}—{plain(high)}"


def how_to_mend(row: IndicatorScore) -> Sentence:
    """补上、改好就算得出、不必由人给分的，要做什么；别的情形为空。"""
    mending = _mending(row)
    return sentence(mending[0], f" {mending[1]}") if mending is not None else NOTHING


def _mending(row: IndicatorScore) -> tuple[Entry, str] | None:
    """要补的是哪一格、补什么；由人给分的、没有那一格的为 ``None``。"""
    if row.awaits not in (Awaits.ACTUAL, Awaits.MENDING):
        return None
    target, actual = row.indicator.target, row.indicator.actual
    told = {
        ACTUAL_MISSING: (actual, "没有填写实际完成值，请填"),
        TARGET_MISSING: (target, "没有填写指标值，请填"),
        SIGN_MISSING: (target, "的指标值没有写符号，请补上"),
        EXECUTION_UNREAD: (actual, "没有写执行率，全年执行数也没有读到，请写上执行率"),
        UNIT_DIFFERS: (actual, "的单位与指标值不同，请改成一致"),
    }
    found = told.get(row.judged.rule)
    return found if found is not None and found[0].exists else None


def _unmended(rows: Iterable[IndicatorScore]) -> Iterator[Sentence]:
    """补上就算得出的各行，一个缘故一句，不说成要由评价人给分。"""
    cells: dict[str, list[Told]] = {}
    for row in rows:
        if (mending := _mending(row)) is not None:
            cell, what = mending
            cells.setdefault(what, []).append(Told(cell, row.indicator.level3.text))
    for what, named in cells.items():
        more = f" 等 {len(named)} 格" if len(named) > _NAMED else " "
        yield sentence(joined("、", named[:_NAMED]), f"{more}{what}")


def how_to_word(row: IndicatorScore) -> Sentence:
    """完成值写的是话、程序不能与指标值比的，怎样写就能核对；别的情形为空。"""
    judged, target, actual = row.judged, row.indicator.target_value, row.indicator.actual_value
    if judged.score is not None or judged.rule not in {"not-comparable", *MISSED_OPEN}:
        return NOTHING
    cell = row.indicator.actual
    if not cell.exists or not isinstance(actual, Deadline | Qualitative):
        return NOTHING
    if isinstance(target, Qualitative):
        words = "“达成预期指标”“部分达成预期指标”“未完成预期指标”一类的说法"
        return sentence(cell, f" 写成{words}，即可按档核对")
    if not isinstance(target, Deadline):
        return NOTHING
    if target.last_day() is not None:
        return sentence(cell, " 写做完的日期（如“11月20日”），即可与时限核对")
    how = f" 都按时的照指标值写“{target.raw}”，没有都按时的写“部分达成预期指标”，即可核对"
    return sentence(cell, how)


def explained(row: IndicatorScore) -> Sentence:
    """得分的说明，连同完成值怎样写就能核对。"""
    return joined("；", filter(None, (row.judged.said, how_to_word(row))))


def _cells(rows: Sequence[IndicatorScore]) -> Sentence:
    named = [Told(row.indicator.score, row.indicator.level3.text) for row in rows[:_NAMED]]
    others = [row.indicator.score for row in rows[_NAMED:]]
    more = f" 等 {len(rows)} 格" if others else ""
    return sentence(joined("、", [*named, *others]), more)
