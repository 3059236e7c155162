"""PX403 执行率与预算数、执行数不符"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.fund import Fund, Period
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.spending import has_sound_rate, is_plain_execution
from perfxl.scoring.execution import LIKELY_RATE, is_rate_as_printed
from perfxl.scoring.rounding import half_up, plain
from perfxl.scoring.written_values import rate_in_style
from perfxl.standards.documents import evaluation_measures


@rule(
    id="PX403",
    title="执行率与预算数、执行数不符",
    severity=Severity.ERROR,
    basis=(evaluation_measures("预算执行率 = 全年执行数 ÷ 全年预算数（调整后）"),),
    message="执行率填 {found}%，按 全年执行数 ÷ 全年预算数 应为 {expected}%。",
    hint="请在 {cells} 改为 {written}，或核对预算数（应是调整后的）和执行数。",
)
def execution_rate_off(subject: Subject) -> Iterator[Hit]:
    """所填执行率与算出的相差超过所印的位数；取到所印的位数（四舍五入、去尾）相同的不报。

    没有填而得分填了的只作参考；算出来高得离谱的，多半是预算数、执行数错了，不叫人照它改。财政拨款一类的分项，
    填了的也照它自己的两个数算。
    """
    yield from _parts_off(subject)
    fund, rate = subject.table.annual_total, subject.score.execution.rate
    if fund is None or not has_sound_rate(fund) or rate is None:
        return
    if fund.rate.number is None:
        yield from _blank(fund, rate)
        return
    if subject.is_slipped(fund.budget, fund.executed):
        return  # 由 PX231 报
    if not is_rate_as_printed(fund, rate):
        written = rate_in_style(fund.rate, rate)
        yield Hit(
            fund.rate,
            found=half_up(fund.rate.number),
            expected=rate,
            words={"written": written},
            hint=_look_first(fund) if rate > LIKELY_RATE else "",
            related=(fund.adjusted, fund.executed),
            due=_due(fund, written),
        )


def _parts_off(subject: Subject) -> Iterator[Hit]:
    """总额以外各行填的执行率：照这一行自己的预算数、执行数算。"""
    whole = subject.table.annual_total
    for fund in subject.table.funds:
        if fund is whole or fund.period is not Period.YEAR or fund.rate.number is None:
            continue
        if not is_plain_execution(fund) or subject.is_slipped(fund.budget, fund.executed):
            continue
        budget, executed = fund.execution_amounts
        if not budget or executed is None:
            continue
        rate = half_up(executed / budget * 100)
        if is_rate_as_printed(fund, rate):
            continue
        written = rate_in_style(fund.rate, rate)
        yield Hit(
            fund.rate,
            found=fund.rate.number,
            expected=rate,
            message=f"{quoted(fund.name)}执行率填 {plain(fund.rate.number)}%，"
            f"按 全年执行数 ÷ 全年预算数 应为 {plain(rate)}%。",
            words={"written": written},
            related=(fund.budget, fund.executed),
            due=_due(fund, written),
        )


def _blank(fund: Fund, rate: Decimal) -> Iterator[Hit]:
    """有执行率一格而空着，得分填了。"""
    blank = fund.rate.exists and not fund.rate.text and not fund.rate.uncalculated
    if not blank or fund.score.number is None:
        return
    written = rate_in_style(fund.rate, rate)
    yield Hit(
        fund.rate,
        found="",
        expected=rate,
        severity=Severity.INFO,
        message=f"执行率没有填，按 全年执行数 ÷ 全年预算数 是 {plain(rate)}%。",
        hint=f"请在 {fund.rate.cell} 填上。",
        related=(fund.adjusted, fund.executed),
        due=_due(fund, written),
    )


def _due(fund: Fund, written: str | Decimal) -> list[Due]:
    """两个数有可疑的，``scoring.slips`` 说了，改正照它留给人，与评分一样。"""
    executed = fund.executed.number
    known = fund.budget.number is not None and executed is not None and executed >= 0
    return [Due(fund.rate, written, "执行率")] if known else []


def _look_first(fund: Fund) -> str:
    return f"请先核对 {fund.budget.cell}、{fund.executed.cell}：照现在的数算出来太高，多半有一个错了；改好再看执行率。"
