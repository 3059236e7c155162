"""PX430 说不准哪一行是年度的资金总额"""

from collections.abc import Iterator
from typing import NamedTuple

from perfxl.model.finding import Severity
from perfxl.model.table import FundDoubt, Period, Table
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of
from perfxl.standards.documents import own_convention


@rule(
    id="PX430",
    title="说不准哪一行是年度的资金总额",
    severity=Severity.WARNING,
    forms=TARGETS | ADJUSTMENTS,
    basis=(own_convention("资金情况先写年度资金总额，再写它的来源；另写实施期的，要写明是哪一期"),),
)
def fund_total_unclear(subject: Subject) -> Iterator[Hit]:
    """几个总额数不相同、又没有写明哪一期；只有几种来源而没有总额；只有实施期的，没有年度的。

    没有读到一行资金的由 PX107 报；总额空着的由 PX410、PX424 报；总额比它的一部分还小的由 PX401、PX426 报。
    """
    table = subject.table
    if not table.funds or table.annual_total is not None:
        return
    rivals = [
        fund for fund in table.funds_of(Period.YEAR) if FundDoubt.ONE_OF_TOTALS in fund.doubts
    ]
    unclear = _unclear(table, several=bool(rivals))
    cells = [fund.label for fund in rivals or table.funds]
    yield Hit(
        cells,
        found="、".join(fund.name for fund in rivals or table.funds),
        message=f"{unclear.fact}，说不准年度的资金总额是多少，与预算有关的核对没有做。",
        hint=f"请核对 {address_of(cells)}：{unclear.remedy}。",
    )


class _Unclear(NamedTuple):
    """怎么不清楚，怎么办。"""

    fact: str
    remedy: str


_SEVERAL = _Unclear(
    "资金总额不止一个，数不相同", "写明哪一个是年度的，别的写明是什么（如“实施期资金总额”）"
)
_ONLY_SOURCES = _Unclear("资金情况写了几种来源，没有总额", "加一行“年度资金总额”")
_ONLY_WHOLE_PERIOD = _Unclear("资金情况只有实施期的，没有年度的", "补上年度的资金总额和来源")


def _unclear(table: Table, *, several: bool) -> _Unclear:
    if several:
        return _SEVERAL
    return _ONLY_SOURCES if table.funds_of(Period.YEAR) else _ONLY_WHOLE_PERIOD
