"""PX426 其中一项大于总额"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, FundGroup, Table
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.printed_rounding import difference
from perfxl.rules.sums.fund_sums import columns_said, is_summed
from perfxl.standards.documents import form_layout


@rule(
    id="PX426",
    title="其中一项大于总额",
    severity=Severity.WARNING,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("印着“其中：”，是总额的一部分"),),
    message="{column}：{part} {found} 大于{whole} {expected}，多 {gap}{unit}。",
    hint="请核对 {cells} 和{whole}。",
)
def fund_part_over_whole(subject: Subject) -> Iterator[Hit]:
    """一项资金比它的总额还大，而这一组没有列全、不能相加。

    列全了的由 PX401、PX402 按合计核对，这里不再报；取整的零头不报。
    """
    for group in _fund_groups(subject.table):
        for column, label in columns_said(subject):
            whole: Entry = getattr(group.whole, column)
            if whole.number is None or is_summed(group, column):
                continue
            for part in group.parts:
                entry: Entry = getattr(part, column)
                off = difference(whole, [entry])
                if off is not None and not off.rounded and off.expected > off.found:
                    yield Hit(
                        entry,
                        found=off.expected,
                        expected=off.found,
                        words={
                            "column": label,
                            "part": part.name,
                            "whole": group.whole.name,
                            "gap": off.gap + Decimal(0),
                            "unit": f" {subject.table.money_unit}"
                            if subject.table.money_unit
                            else "",
                        },
                        related=(whole,),
                    )


def _fund_groups(table: Table) -> Iterator[FundGroup]:
    """各组；年度的总额是实施期的一部分。"""
    yield from table.fund_groups
    whole, annual = table.whole_period_total, table.annual_total
    if whole is not None and annual is not None:
        yield FundGroup(whole, (replace(annual, among=True),))
