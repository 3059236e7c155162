"""成本类指标的金额合计与资金相比（PX408、PX409 共用）。"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.table import Entry
from perfxl.rules.registry import Hit
from perfxl.rules.subject import Subject
from perfxl.scoring.rounding import plain


def cost_sum_hits(subject: Subject, column: str, fund_entry: Entry | None) -> Iterator[Hit]:
    """``column``（target 或 actual）的合计与 ``fund_entry`` 不等时给出一处。

    有一行不是总额的金额（人均标准、数量、文字）、资金没有读到、不知道金额单位的，不比；部门整体
    支出的成本指标只管其中一项（如三公经费），也不比。
    """
    costs, factor = subject.cost_sum(column), subject.table.money_factor
    if costs is None or factor is None or fund_entry is None or fund_entry.number is None:
        return
    if "整体" in subject.table.title.text:
        return
    expected = fund_entry.number * factor
    if not costs.differs_from(expected):
        return
    yield Hit(
        costs.entries,
        found=costs.total,
        expected=expected,
        words={
            "total": _in_unit(costs.total, subject),
            "fund": _in_unit(expected, subject),
            "gap": _in_unit(abs(costs.total - expected), subject),
            "stale": _stale(subject, costs.total),
        },
        related=(fund_entry,),
    )


def _in_unit(amount: Decimal, subject: Subject) -> str:
    """以表的金额单位说。"""
    return f"{plain(amount / (subject.table.money_factor or 1))} {subject.table.money_unit}"


def _stale(subject: Subject, total: Decimal) -> str:
    """合计正好是年初预算数：预算调整后成本指标没有跟着改。"""
    fund, factor = subject.table.total_fund, subject.table.money_factor
    if fund is None or factor is None or fund.initial.number is None:
        return ""
    same = fund.adjusted.exists and total == fund.initial.number * factor
    return "，与年初预算数相同，预算调整后成本指标没有跟着改" if same else ""
