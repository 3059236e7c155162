"""目标表、申报表、批复表 → 自评表。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.matching.organisations import is_transfer
from perfxl.model.form_spec import Scope
from perfxl.model.table import (
    Derived,
    Entry,
    Form,
    Fund,
    Indicator,
    Period,
    Table,
    Total,
)
from perfxl.rendering.derived.approvals import projects_of
from perfxl.rendering.derived.filing_unit import with_filing_unit
from perfxl.rendering.derived.fresh_table import named_title
from perfxl.rendering.derived.standing import annual_funds, standing_goal, standing_indicators
from perfxl.rendering.derived.weights import weighted
from perfxl.standards.profile import Profile

_NOT_SCORED = Entry("-", derived=Derived("执行率只有总额一行计分"))


def self_evaluations(table: Table, form: Form, profile: Profile) -> list[Table]:
    """目标表、申报表、批复表 → 自评表：没有分值的拟上分值，预算填好，完成情况留空。

    清单一个项目一张；调整批复取调整后的指标和预算。
    """
    return [_evaluation(each, form, profile) for each in projects_of(table)]


def _evaluation(table: Table, form: Form, profile: Profile) -> Table:
    indicators = standing_indicators(table)
    complete = not table.unread_rows
    rows = weighted(indicators, profile, complete=complete)
    total = sum((row.weight.number or Decimal(0) for row in rows), profile.execution_weight)
    return table.as_form(
        form,
        title=named_title(_evaluation_title(table)),
        fields=with_filing_unit(table.fields),
        funds=(*_unspent_funds(table, profile), *table.funds_of(Period.WHOLE)),
        goals={"expected": standing_goal(table)},
        indicators=tuple(rows),
        period_indicators=(),
        lines=(),
        sums=(),
        details={},
        total=Total(weight=_weight_total(rows, total if complete else None)),
        conclusion=Entry(),
        grade=Entry(),
        grade_cell=Entry(),
    )


def _weight_total(rows: Sequence[Indicator], total: Decimal | None) -> Entry:
    if total is None:
        return Entry()
    return Entry(
        number=total, derived=Derived("各行分值加预算执行率的分值", tuple(r.weight for r in rows))
    )


def _evaluation_title(table: Table) -> str:
    year = f"{table.year}年度" if table.year else ""
    if is_transfer(table):
        return f"{year}转移支付区域（项目）绩效自评表"
    whole = table.scope is Scope.DEPARTMENT
    return f"{year}{'部门整体' if whole else '项目'}支出绩效自评表"


def _unspent_funds(table: Table, profile: Profile) -> Iterator[Fund]:
    """年度的各行，总额在最前：自评表的执行率写在首行。"""
    own = Derived(f"口径“{profile.name}”里预算执行率的分值")
    for place, fund in enumerate(annual_funds(table)):
        first = place == 0
        weight = Entry(number=profile.execution_weight, derived=own) if first else _NOT_SCORED
        rate = Entry() if first else _NOT_SCORED
        yield _unspent(fund, weight=weight, rate=rate)


def _unspent(fund: Fund, *, weight: Entry, rate: Entry) -> Fund:
    """只有预算、还没有执行数的一行资金。"""
    adjusted = fund.adjusted
    if adjusted.exists:  # 有调整的一栏而空着的，没有调整还是取消了，没有人说
        pass
    elif adjusted.shown_amount is None and fund.initial.exists:
        taken = Derived("没有写调整后的预算数，照年初预算数", (fund.initial,))
        adjusted = fund.initial._replace(derived=taken)
    elif adjusted.shown_amount is None:
        adjusted = fund.initial
    return replace(fund, adjusted=adjusted, executed=Entry(), weight=weight, rate=rate, score=rate)
