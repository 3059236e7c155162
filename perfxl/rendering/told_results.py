"""成的自评表、自评汇总表里，执行率、总分、等级、分值合计与原来填的不同的：哪一格，填的、算的各是什么，为什么。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfxl.model.score import Slip, TableScore
from perfxl.model.sentence import NOTHING, Sentence, Told, joined, sentence
from perfxl.scoring.execution import is_rate_as_printed
from perfxl.scoring.open_rows import band_said, how_to_word, open_band
from perfxl.scoring.rounding import half_up, no_finer, plain
from perfxl.scoring.slips import written_execution_rate
from perfxl.scoring.told_totals import told_apart
from perfxl.scoring.written_values import written_result
from perfxl.standards.profile import Profile

# 一句话里最多列几行得分。
_SHOWN = 6


def told_results(score: TableScore, profile: Profile) -> tuple[Sentence, ...]:
    """一张评过分的自评表（``slips.as_filled`` 的）要说的话，各半句；与原来填的一样的为空。

    说到的是读来的表的格，写在哪里的那一份自己说（``Sentence.at``）。
    """
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


def _leaning(score: TableScore, profile: Profile) -> Iterable[Sentence]:
    """可疑的数各一句：要人做什么，靠它的写成什么。"""
    return (
        sentence(slip.advice, "；", _leaning_said(slip, score, profile)) for slip in score.slips
    )


def _leaning_said(slip: Slip, score: TableScore, profile: Profile) -> Sentence:
    """靠可疑的数 ``slip`` 的格写成什么，总分写的是什么；可疑的就是得分的，照原来填的就是它。"""
    scores = {row.indicator.score.place for row in score.indicators}
    said = "靠它的得分照原来填的" if slip.entry.place not in scores else "照原来填的写"
    if score.total is None:
        return sentence(said)
    kept = written_result(score, profile)[0] is not None
    printed = score.table.total.score
    how = "照原来填的" if kept else "空着"
    filled = sentence("（", printed, f" 原来填 {printed.text}）")
    before = NOTHING if kept or not printed.text else filled
    return sentence(f"{said}，总分、等级{how}", before, "，核对以前不作数")


def _pending(score: TableScore, profile: Profile) -> Iterator[Sentence]:
    """待评价人核定的得分在哪几格，总分、等级写的是什么。"""
    if score.pending_said:
        yield sentence(score.pending_said, "，", _written_said(score, profile))


def _written_said(score: TableScore, profile: Profile) -> Sentence:
    """总分没有算出、没有定的，写出来的是什么。"""
    printed = score.table.total.score
    total, grade = written_result(score, profile)
    if total is not None:
        kept = f"照原来填的 {plain(printed.number or Decimal(0))}"
        return sentence(kept, f"、{grade}" if grade else "")
    before = ("（", printed, f" 原来填 {printed.text}）") if printed.text else ()
    return sentence("没有填", *before)


def told_weights(score: TableScore) -> tuple[Sentence, ...]:
    """分值合计与原来填的不同的，半句。"""
    printed, due = score.table.total.weight, score.known_weight_total
    if printed.number is None or score.unread or not due or due == printed.number:
        return ()
    said = f" 的分值合计原来填 {plain(printed.number)}，写的是各项分值之和 {plain(due)}"
    return (sentence(printed, said),)


def _no_total(score: TableScore, profile: Profile) -> Iterator[Sentence]:
    """总分算不出的原因，和写出来的是什么；得分因此没有写的几格。"""
    if score.undecided and score.undecided != score.why_no_total:
        yield score.undecided
    if not score.why_no_total:
        return
    unknown = [row.indicator.score for row in score.indicators if row.is_unknown]
    cells = joined("、", (entry for entry in unknown if entry.text))
    rows = sentence(cells, " 的得分没有写，") if cells else NOTHING
    printed = score.table.total.score.number
    summed = no_finer(score.summed, profile.decimals)
    total, grade = written_result(score, profile)
    kept = total is not None
    more = f"；写出来的各项之和是 {plain(summed)}" if kept and summed != printed else ""
    what, blank = ("总分", "，等级没有填") if kept and not grade else ("总分、等级", "")
    written = _written_said(score, profile)
    yield sentence(score.why_no_total, "，", rows, what, written, f"{blank}{more}")


def _bands(score: TableScore) -> Iterator[Sentence]:
    """等着人给分、填的不在范围之内的各行，可得几分到几分。"""
    named = [
        sentence(Told(row.indicator.score, row.indicator.level3.text), f" {band_said(row)} 分")
        for row in score.indicators
        if open_band(row) is not None
    ]
    if named:
        yield sentence("可得的分：", joined("、", named))


def _wordings(score: TableScore) -> Iterator[Sentence]:
    """等着人给分的各行，完成值怎样写程序就能核对。"""
    for row in score.indicators:
        if row.is_undecided and (advice := how_to_word(row)):
            yield advice


def _rate(score: TableScore) -> Iterator[Sentence]:
    """写出来的执行率与资金总额一行所填的不同的；只差所印的位数的不算。"""
    fund, due = score.table.annual_total, written_execution_rate(score)
    if fund is None or fund.rate.number is None or due is None:
        return
    if not is_rate_as_printed(fund, due):
        yield sentence(
            *(fund.rate, f" 的执行率原来填 {plain(half_up(fund.rate.number))}%，写的是 "),
            *(fund.executed, " 执行数 ÷ ", fund.budget, f" 预算数算出的 {plain(due)}%"),
        )


def _total(score: TableScore, profile: Profile) -> Iterator[Sentence]:
    printed = score.table.total.score
    total, _ = written_result(score, profile)
    if total is None or printed.number in (None, total):
        if said := _rows_apart(score, filled_only=True):
            yield sentence("得分与原来填的不同：", said)
        return
    why = _rows_apart(score) or "各项得分相加就是它"
    yield sentence(printed, f" 的总分原来填 {printed.text}，写的是算出的 {plain(total)}：", why)


def _rows_apart(score: TableScore, *, filled_only: bool = False) -> Sentence:
    """得分写的与原来填的不同的各行；``filled_only``：原来空着的不算。"""
    fund, due = score.table.annual_total, score.execution.score
    apart = [
        sentence(own, f" 填 {own.text or '空'}，应得 {plain(row.counted)}")
        for row in score.indicators
        if row.printed != row.counted
        and (row.printed is not None or (row.counted and not filled_only))
        for own in [row.indicator.score]
    ]
    if fund is not None and fund.score.number is not None and due not in (None, fund.score.number):
        said = f" 填 {fund.score.text}，执行率得分应是 {plain(due)}"
        apart.insert(0, sentence(fund.score, said))
    more = f"等 {len(apart)} 处" if len(apart) > _SHOWN else ""
    return sentence(joined("；", apart[:_SHOWN]), more)


def _grade(score: TableScore, profile: Profile) -> Iterator[Sentence]:
    printed = score.table.grade
    total, grade = written_result(score, profile)
    if total is None or not printed.text or printed.text == grade:
        return
    yield sentence(
        *(printed, f" 的等级原来写“{printed.text}”，"),
        f"总分 {plain(total)} 照口径“{score.profile}”是“{grade}”",
    )


def _texts(score: TableScore, profile: Profile) -> Iterator[Sentence]:
    """照抄的文字里写着别的总分、等级的。"""
    total, grade = written_result(score, profile)
    if total is not None:
        for each in told_apart(score, score.table, total, grade):
            yield sentence(each.said, f"，请把{each.old}改成{each.new}")
