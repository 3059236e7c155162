"""PX430 说不准哪一行是年度的资金总额"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import FundDoubt, Period, Table
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX430",
    title="说不准哪一行是年度的资金总额",
    severity=Severity.WARNING,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("资金情况先写年度资金总额，再写它的来源；另写实施期的，要写明是哪一期"),),
    message="{what}，说不准年度的资金总额是多少，与预算有关的核对没有做。",
    hint="请核对 {cells}：{advice}。",
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
    what, advice = _said(table, several=bool(rivals))
    yield Hit(
        [fund.label for fund in rivals or table.funds],
        found="、".join(fund.name for fund in rivals or table.funds),
        words={"what": what, "advice": advice},
    )


def _said(table: Table, *, several: bool) -> tuple[str, str]:
    """怎么不清楚，和怎么办。"""
    if several:
        return (
            "资金总额不止一个，数不相同",
            "写明哪一个是年度的，别的写明是什么（如“实施期资金总额”）",
        )
    if table.funds_of(Period.YEAR):
        return "资金情况写了几种来源，没有总额", "加一行“年度资金总额”"
    return "资金情况只有实施期的，没有年度的", "补上年度的资金总额和来源"
