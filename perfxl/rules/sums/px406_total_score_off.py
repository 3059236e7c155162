"""PX406 总分不等于各行得分之和"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar.nothing_said import is_vague
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.partial_sums import partial_sums_off
from perfxl.rules.facts.total_row import is_total_row_off
from perfxl.rules.facts.unfilled import is_idle
from perfxl.scoring.rounding import ROUNDED_POINTS, SAME_POINTS, is_off, no_finer, plain
from perfxl.standards.documents import form_layout

_WITH_EXECUTION = "预算执行率得分与各行得分"


@rule(
    id="PX406",
    title="总分不等于各行得分之和",
    severity=Severity.ERROR,
    basis=(form_layout("表尾印着“总分”一行，是预算执行率得分与各三级指标得分之和"),),
    hint="请核对 {cells} 和各行得分；看是否漏了一行或加错。",
    needs_every_row=True,
)
def total_score_off(subject: Subject) -> Iterator[Hit]:
    """照所填的分相加，空着的按 0。差 0.01 的是取整方法不同，只作参考；总分空着的报错。

    总分以上另有合计行的，计不计执行率得分都可以，两样都对不上才报；夹在各行中间的小计、横着写的上级指标一行的得分，与它管的各行比。只有“合计”一行、正好是各行之和的，只提醒。
    """
    total = subject.table.total
    if subject.score.incomplete or not subject.table.has_scores:
        return
    yield from _subtotals_off(subject)
    yield from partial_sums_off(subject.table, subject.score.printed_execution or Decimal(0))
    if not total.score.exists:
        return
    expected = subject.printed_total
    found = total.score.number
    gap = abs((found if found is not None else Decimal(0)) - expected)
    if found is not None and not is_total_row_off(subject):
        return
    if subject.sums_rows_only:
        yield _without_execution(subject)
        return
    rounding = found is not None and gap <= ROUNDED_POINTS
    written = no_finer(expected, subject.profile.decimals)
    due = [Due(total.score, written, "总分")] if not rounding else []
    yield Hit(
        total.score,
        found=found if found is not None else "",
        expected=expected,
        message=_off("总分", found, _WITH_EXECUTION, expected, subject)
        + _grade_moved(found, written, subject),
        hint=_hint_blank(subject) if found is None else _hint_apart(subject),
        severity=Severity.INFO if rounding else None,
        related=_added(subject),
        due=due if _is_settled(subject) and not _rows_apart(subject) else (),
        follows=due,
    )


def _rows_apart(subject: Subject) -> list[str]:
    """所填的得分与算的不同的各格：照所填的加出来的，不是评分算的总分，改好它们再改总分。"""
    score, fund = subject.score, subject.table.annual_total
    if score.total is None or score.is_unsettled:
        return []  # 算不出、要先核对的另有话说
    pairs = [(row.indicator.score, row.judged.score) for row in score.indicators]
    if fund is not None and score.execution.weight is not None:
        pairs.insert(0, (fund.score, score.execution.score))
    return [entry.cell for entry, due in pairs if is_off(entry.number, due)]


def _hint_apart(subject: Subject) -> str:
    """有得分与算的不同的，先看它们；没有的用规则自己的提示，为 ``""``。"""
    cells = _rows_apart(subject)
    if not cells:
        return ""
    return f"{'、'.join(cells)} 的得分与算出的不同，请先核对，改好再照合计改 {subject.table.total.score.cell}。"


def _hint_blank(subject: Subject) -> str:
    """总分没有填、写着字的怎么办：先把空着的、没有定的得分填上；谈不上加错。"""
    cell = subject.table.total.score.cell
    rows = subject.score.indicators
    blank = [row.indicator.score.cell for row in rows if row.printed is None]
    waiting = [row.indicator.score.cell for row in rows if row.printed is not None and row.awaits]
    said = [
        f"{what} {'、'.join(filter(None, cells))} 的得分"
        for what, cells in (("填好", blank), ("核定", waiting))
        if any(cells)
    ]
    return f"请先{'，'.join(said)}，再在 {cell} 填总分。" if said else f"请在 {cell} 填总分。"


def _without_execution(subject: Subject) -> Hit:
    """“合计”只加了各行：表前后一致，只是没有印总分。"""
    total, execution = subject.table.total, subject.score.printed_execution or Decimal(0)
    return Hit(
        total.score,
        found=total.score.number or "",
        expected=subject.printed_total,
        message=f"{quoted(total.label.text)}填 {plain(total.score.number or Decimal(0))} 分，是各行得分之和，"
        f"没有算预算执行率得分 {plain(execution)} 分；加上是 {plain(subject.printed_total)} 分，表里没有写。",
        severity=Severity.WARNING,
        related=_added(subject),
    )


def _grade_moved(found: Decimal | None, due: Decimal, subject: Subject) -> str:
    """总分照合计改了，等级跟着变的，再说一句。"""
    limits = (Decimal(0), subject.profile.full_score)
    if found is None or not all(limits[0] <= each <= limits[1] for each in (found, due)):
        return ""
    before, after = (subject.profile.grade_of(each) for each in (found, due))
    return f"照合计，等级由“{before}”变为“{after}”。" if before != after else ""


def _added(subject: Subject) -> list[Entry]:
    """加进总分的各格：计分的执行率得分，各行得分。"""
    fund = subject.table.annual_total
    execution = [fund.score] if fund is not None and subject.score.execution.weight else []
    return [*execution, *(row.indicator.score for row in subject.score.indicators)]


def _subtotals_off(subject: Subject) -> Iterator[Hit]:
    """总分以上的合计行：各行得分之和，计或不计执行率得分。"""
    execution = subject.score.printed_execution or Decimal(0)
    with_execution = subject.printed_total
    for subtotal in subject.table.subtotals:
        found = subtotal.score.number
        if found is None:
            continue
        sums = ((with_execution - execution, "各行得分"), (with_execution, _WITH_EXECUTION))
        expected, whole = min(sums, key=lambda each: abs(found - each[0]))
        gap = abs(found - expected)
        if gap <= SAME_POINTS:
            continue
        label = "".join(subtotal.label.text.split()).strip(":：")
        yield Hit(
            subtotal.score,
            found=found,
            expected=expected,
            message=_off(f"{quoted(label)}行", found, whole, expected, subject),
            severity=Severity.INFO if gap <= ROUNDED_POINTS else None,
            related=[row.indicator.score for row in subject.score.indicators],
        )


def _off(label: str, found: Decimal | None, whole: str, expected: Decimal, subject: Subject) -> str:
    """总分（合计行）所填的与 ``whole`` 的合计差多少；没有填的、写着字的不说差多少。"""
    words, blank = subject.table.total.score.text, _blank_scores(subject)
    said = f"{whole}合计 {plain(expected)} 分"
    if found is None and is_vague(words):
        filled = any(row.printed is not None for row in subject.score.indicators)
        return (
            f"{label}没有填，{said}{blank}。"
            if filled or expected
            else f"{label}没有填，各行得分也都空着。"
        )
    if found is None:
        return f"{label}写着{quoted(words)}，读不出数，{said}{blank}。"
    return f"{label}填 {plain(found)} 分，{said}，差 {plain(abs(found - expected))} 分{blank}。"


def _is_settled(subject: Subject) -> bool:
    """各行得分都填了、都在分值和所属的档之内，合计才就是总分。

    分值合计不是满分的，可能漏了一行，总分倒是对的；执行率的分值没有写着的，计不计说不准。
    """
    rows = [row for row in subject.score.indicators if row.weight and not is_idle(row.indicator)]
    in_range = all(
        row.printed is not None
        and 0 <= row.printed <= (row.weight or 0)
        and not row.is_outside_band
        for row in rows
    )
    complete = subject.weight_total == subject.profile.full_score
    certain = in_range and complete and subject.execution_weight_is_certain
    return certain and 0 <= subject.printed_total <= subject.profile.full_score


def _blank_scores(subject: Subject) -> str:
    """空着、按 0 计的得分在哪几格。"""
    cells = [row.indicator.score.cell for row in subject.score.indicators if row.printed is None]
    cells = [cell for cell in cells if cell]
    return f"（{'、'.join(cells)} 空着，按 0 计）" if cells else ""
