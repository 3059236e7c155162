"""PX403 执行率与预算数、执行数不符"""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.spending import has_sound_rate, is_plain_execution
from perfxl.scoring.written_values import rate_in_style
from perfxl.standards.documents import evaluation_measures

_DECIMALS = re.compile(r"\.(\d+)")


@rule(
    id="PX403",
    title="执行率与预算数、执行数不符",
    severity=Severity.ERROR,
    basis=(evaluation_measures("预算执行率 = 全年执行数 ÷ 全年预算数（调整后）"),),
    message="执行率填 {found}%，按 全年执行数 ÷ 全年预算数 应为 {expected}%。",
    hint="请在 {cells} 改为 {written}，或核对预算数（应是调整后的）和执行数。",
)
def execution_rate_off(subject: Subject) -> Iterator[Hit]:
    """所填执行率与算出的相差超过所印的位数。没有填的不报。"""
    fund, rate = subject.table.annual_total, subject.score.execution.rate
    if fund is None or not has_sound_rate(fund) or rate is None or fund.rate.number is None:
        return
    places = _printed_places(fund.rate)
    if abs(fund.rate.number - rate) > Decimal(1).scaleb(-places) * Decimal("0.51"):
        written = rate_in_style(fund.rate, rate)
        yield Hit(
            fund.rate,
            found=fund.rate.number,
            expected=rate,
            words={"written": written},
            related=(fund.adjusted, fund.executed),
            due=[Due(fund.rate, written, "执行率")] if is_plain_execution(fund) else (),
        )


def _printed_places(rate: Entry) -> int:
    """百分数印到几位小数：``87.00%`` 是两位，``0.866`` 是一位。"""
    number = rate.number or Decimal(0)
    stored = decimal_places(number)
    printed = _DECIMALS.search(rate.text)
    as_percent = printed is not None and "%" in rate.text
    return min(max(stored, len(printed[1]) if printed and as_percent else 0), 2)
