"""PX411 增减不等于调整减年初"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.reading.budget_tree import is_hint_line
from perfxl.rules.engine.form_groups import ADJUSTMENTS, BUDGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.budget_sums import SPLITS, budget_sums, name_of
from perfxl.scoring.rounding import grouped, to_the_fen
from perfxl.standards.documents import adjustment_layout

# 按万元取两位小数的零头。
_FUND_ROUNDING = Decimal("0.02")


@rule(
    id="PX411",
    title="增减不等于调整减年初",
    severity=Severity.ERROR,
    forms=BUDGETS | ADJUSTMENTS,
    basis=(
        adjustment_layout("增减数 = 调整预算数 − 年初预算数，合计、基本支出、项目支出各算各的"),
    ),
    message="“{name}”{split}的增减为 {found}，调整 {adjusted} 减年初 {initial} 是 {expected}，"
    "{gap}。",
    hint="请核对 {cells} 和这一行的年初、调整；两数都对的，增减改为 {expected}。",
)
def change_off(subject: Subject) -> Iterator[Hit]:
    """一行的增减与调整、年初对不上；空着的年初或调整当 0。

    按万元取整印出来的零头另行注明，只作参考。增减空着的由 PX423 报；一行的基本支出、项目支出加不成
    合计的（PX417），和差额正好与上下级的差额相同、多半是年初或调整填错的（PX412—PX416），由那几条报。

    调整批复表资金各行印着增减数的，同样看。
    """
    yield from _funds_off(subject)
    sums = budget_sums(subject)
    rows_off = {row for (row, _), off in sums.line_faults.items() if not off.rounded}
    doubtful = {line.row for fault in sums.faults for line in (fault.whole, *fault.parts)}
    for line in subject.table.lines:
        if is_hint_line(line) or line.row in rows_off or (line.row, line.side) in sums.suspects:
            continue
        for split, label in SPLITS.items():
            off = sums.change_fault(line, split)
            if off is None:
                continue
            entries: list[Entry] = [
                getattr(amounts, split) for amounts in (line.initial, line.adjusted, line.change)
            ]
            initial, adjusted, change = entries
            certain = not off.rounded and line.row not in doubtful
            yield Hit(
                change,
                found=off.found,
                expected=off.expected,
                words={
                    "name": name_of(line),
                    "split": "" if line.change.basic == line.change.project else label,
                    "initial": grouped(initial.number or Decimal(0)),
                    "adjusted": grouped(adjusted.number or Decimal(0)),
                    "gap": off.told(subject.table.money_unit),
                },
                severity=off.severity,
                related=(initial, adjusted),
                due=[Due(change, to_the_fen(off.expected, subject.table.money_unit), "增减数")]
                if certain
                else (),
            )


def _funds_off(subject: Subject) -> Iterator[Hit]:
    """资金各行的增减数。"""
    unit = subject.table.money_unit
    for fund in subject.table.funds:
        initial, adjusted, change = (
            each.number for each in (fund.initial, fund.adjusted, fund.change)
        )
        if initial is None or adjusted is None or change is None:
            continue
        expected = adjusted - initial
        if abs(change - expected) < _FUND_ROUNDING:
            continue
        yield Hit(
            fund.change,
            found=change,
            expected=expected,
            words={
                "name": fund.name,
                "split": "",
                "initial": grouped(initial),
                "adjusted": grouped(adjusted),
                "gap": f"差 {grouped(abs(change - expected))}{f' {unit}' if unit else ''}",
            },
            related=(fund.initial, fund.adjusted),
        )
