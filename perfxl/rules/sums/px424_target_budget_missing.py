"""PX424 有绩效目标而没有填预算总额"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.sums.fund_sums import parts_total
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import form_layout


@rule(
    id="PX424",
    title="有绩效目标而没有填预算总额",
    severity=Severity.WARNING,
    forms=TARGET_TABLES | ADJUSTMENTS,
    basis=(form_layout("印着“年度资金总额”一格"),),
    hint="请在 {cells} 填上金额，没有的填 0。",
)
def target_budget_missing(subject: Subject) -> Iterator[Hit]:
    """资金总额一格空着，这一边又有写了指标值的指标；空着不等于 0。

    调整批复表里新增或取消的项目，有一边本来就空着：那一边没有指标的不报。各来源填了、只有总额空着的，
    也说出各项之和。
    """
    table = subject.table
    fund = table.annual_total
    if fund is None:
        return
    sides = {cell.adjusted for cell in subject.target_cells}
    both = table.spec.shape is Shape.HALVES
    for column, is_adjusted in (("initial", False), ("adjusted", True)):
        entry: Entry = getattr(fund, column)
        if is_adjusted not in sides or not entry.exists:
            continue
        if entry.shown_amount is not None:
            continue
        total = _sum_of_parts(table, column)
        label = ("调整预算数" if is_adjusted else "年初预算数") if both else "预算数"
        side = ("调整后的" if is_adjusted else "年初的") if both else ""
        told = f"{fund.name}的{label}没有填写，表里却有{side}指标"
        yield Hit(
            entry,
            found=entry.text,
            expected=total,
            message=f"{told}；各来源之和是 {grouped(total)}{f' {table.money_unit}' if table.money_unit else ''}。"
            if total
            else f"{told}。",
        )


def _sum_of_parts(table: Table, column: str) -> Decimal | None:
    """总额下面各项之和；没有、只列了“其中”一项的为 ``None``。"""
    own = (group for group in table.fund_groups if group.whole is table.annual_total)
    group = next((group for group in own if not group.is_partial), None)
    return parts_total(group, column) if group is not None else None
