"""成的自评表、自评汇总表里，执行率、总分、等级、分值合计与原来填的不同的：哪一格，填的、算的各是什么，为什么。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfxl.model.score import Slip, TableScore
from perfxl.scoring.execution import is_rate_as_printed
from perfxl.scoring.open_rows import band_said, how_to_word, open_band
from perfxl.scoring.rounding import half_up, no_finer, plain
from perfxl.scoring.slips import written_execution_rate
from perfxl.scoring.told_totals import told_apart
from perfxl.scoring.written_values import written_result
from perfxl.standards.profile import Profile

# 一句话里最多列几行得分。
_SHOWN = 6


def told_results(score: TableScore, profile: Profile) -> tuple[str, ...]:
    """一张评过分的自评表（``slips.as_filled`` 的）要说的话，各半句；与原来填的一样的为空。"""
    return (
        *_leaning(score, profile),
        *(kept.said for kept in score.accepted),
        *_no_total(score, profile),
        *_bands(score),
        *_wordings(score),
        *filter(None, (score.as_filled_said,)),
        *_pending(score, profile),
        *_rate(score),
        *_total(score, profile),
        *_grade(score, profile),
        *_texts(score, profile),
    )


def _leaning(score: TableScore, profile: Profile) -> Iterable[str]:
    """可疑的数各一句：要人做什么，靠它的写成什么。"""
    return (f"{slip.advice}；{_leaning_said(slip, score, profile)}" for slip in score.slips)


def _leaning_said(slip: Slip, score: TableScore, profile: Profile) -> str:
    """靠可疑的数 ``slip`` 的格写成什么，总分写的是什么；可疑的就是得分的，照原来填的就是它。"""
    scores = {row.indicator.score.place for row in score.indicators}
    said = "靠它的得分照原来填的" if slip.entry.place not in scores else "照原来填的写"
    if score.total is None:
        return said
    kept = written_result(score, profile)[0] is not None
    printed = score.table.total.score
    how = "照原来填的" if kept else "空着"
    before = "" if kept or not printed.text else f"（{printed.cell} 原来填 {printed.text}）"
    return f"{said}，总分、等级{how}{before}，核对以前不作数"


def _pending(score: TableScore, profile: Profile) -> Iterator[str]:
    """待评价人核定的得分在哪几格，总分、等级写的是什么。"""
    if score.pending_said:
        yield f"{score.pending_said}，{_written_said(score, profile)}"


def _written_said(score: TableScore, profile: Profile) -> str:
    """总分没有算出、没有定的，写出来的是什么。"""
    printed = score.table.total.score
    total, grade = written_result(score, profile)
    if total is not None:
        return f"照原来填的 {plain(printed.number or Decimal(0))}{f'、{grade}' if grade else ''}"
    return f"没有填（{printed.cell} 原来填 {printed.text}）" if printed.text else "没有填"


def told_weights(score: TableScore) -> tuple[str, ...]:
    """分值合计与原来填的不同的，半句。"""
    printed, due = score.table.total.weight, score.known_weight_total
    if printed.number is None or score.unread or not due or due == printed.number:
        return ()
    said = (
        f"{printed.cell} 的分值合计原来填 {plain(printed.number)}，写的是各项分值之和 {plain(due)}"
    )
    return (said,)


def _no_total(score: TableScore, profile: Profile) -> Iterator[str]:
    """总分算不出的原因，和写出来的是什么；得分因此没有写的几格。"""
    if score.undecided and score.undecided != score.why_no_total:
        yield score.undecided
    if not score.why_no_total:
        return
    unknown = [row.indicator.score for row in score.indicators if row.is_unknown]
    cells = "、".join(entry.cell for entry in unknown if entry.text)
    rows = f"{cells} 的得分没有写，" if cells else ""
    printed = score.table.total.score.number
    summed = no_finer(score.summed, profile.decimals)
    total, grade = written_result(score, profile)
    kept = total is not None
    more = f"；写出来的各项之和是 {plain(summed)}" if kept and summed != printed else ""
    what, blank = ("总分", "，等级没有填") if kept and not grade else ("总分、等级", "")
    yield f"{score.why_no_total}，{rows}{what}{_written_said(score, profile)}{blank}{more}"


def _bands(score: TableScore) -> Iterator[str]:
    """等着人给分、填的不在范围之内的各行，可得几分到几分。"""
    named = [
        f"{row.indicator.score.cell}“{row.indicator.level3.text}” {band_said(row)} 分"
        for row in score.indicators
        if open_band(row) is not None
    ]
    if named:
        yield f"可得的分：{'、'.join(named)}"


def _wordings(score: TableScore) -> Iterator[str]:
    """等着人给分的各行，完成值怎样写程序就能核对。"""
    for row in score.indicators:
        if row.is_undecided and (advice := how_to_word(row)):
            yield advice


def _rate(score: TableScore) -> Iterator[str]:
    """写出来的执行率与资金总额一行所填的不同的；只差所印的位数的不算。"""
    fund, due = score.table.annual_total, written_execution_rate(score)
    if fund is None or fund.rate.number is None or due is None:
        return
    if not is_rate_as_printed(fund, due):
        yield (
            f"{fund.rate.cell} 的执行率原来填 {plain(half_up(fund.rate.number))}%，"
            f"写的是 {fund.executed.cell} 执行数 ÷ {fund.budget.cell} 预算数算出的 {plain(due)}%"
        )


def _total(score: TableScore, profile: Profile) -> Iterator[str]:
    printed = score.table.total.score
    total, _ = written_result(score, profile)
    if total is None or printed.number in (None, total):
        if said := _rows_apart(score, filled_only=True):
            yield f"得分与原来填的不同：{said}"
        return
    why = _rows_apart(score) or "各项得分相加就是它"
    yield f"{printed.cell} 的总分原来填 {printed.text}，写的是算出的 {plain(total)}：{why}"


def _rows_apart(score: TableScore, *, filled_only: bool = False) -> str:
    """得分写的与原来填的不同的各行；``filled_only``：原来空着的不算。"""
    fund, due = score.table.annual_total, score.execution.score
    apart = [
        f"{row.indicator.score.cell} 填 {row.indicator.score.text or '空'}，应得 {plain(row.counted)}"
        for row in score.indicators
        if row.printed != row.counted
        and (row.printed is not None or (row.counted and not filled_only))
    ]
    if fund is not None and fund.score.number is not None and due not in (None, fund.score.number):
        apart.insert(0, f"{fund.score.cell} 填 {fund.score.text}，执行率得分应是 {plain(due)}")
    more = f"等 {len(apart)} 处" if len(apart) > _SHOWN else ""
    return "；".join(apart[:_SHOWN]) + more


def _grade(score: TableScore, profile: Profile) -> Iterator[str]:
    printed = score.table.grade
    total, grade = written_result(score, profile)
    if total is None or not printed.text or printed.text == grade:
        return
    yield (
        f"{printed.cell} 的等级原来写“{printed.text}”，"
        f"总分 {plain(total)} 照口径“{score.profile}”是“{grade}”"
    )


def _texts(score: TableScore, profile: Profile) -> Iterator[str]:
    """照抄的文字里写着别的总分、等级的。"""
    total, grade = written_result(score, profile)
    if total is not None:
        for each in told_apart(score, score.table, total, grade):
            yield f"{each.said}，请把{each.old}改成{each.new}"
