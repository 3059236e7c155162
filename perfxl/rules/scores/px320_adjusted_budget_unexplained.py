"""PX320 预算调整了，没有说明原因"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.rules.engine.form_groups import ADJUSTMENTS, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_texts import tells
from perfxl.rules.facts.unfilled import is_vague
from perfxl.scoring.rounding import grouped
from perfxl.standards.documents import own_convention

_WORDS = (
    *(
        "调整",
        "调减",
        "调增",
        "追加",
        "追减",
        "压减",
        "压缩",
        "新增",
        "收回",
        "增加",
        "减少",
        "核减",
        "统筹",
    ),
    *("结转", "变更", "取消", "项目调剂", "调剂", "缩减", "调出", "调入", "年中"),
)
# 与年初数相差这么多才要说明。
_SHARE = Decimal("0.05")


@rule(
    id="PX320",
    title="预算调整了，没有说明原因",
    severity=Severity.INFO,
    forms=SELF_EVALUATIONS | ADJUSTMENTS,
    basis=(own_convention("预算调整较大的，在说明、备注或结论里写明为什么调整"),),
    message="{name}年初 {expected}{unit}，调整为 {found}{unit}，表里没有一处说明为什么调整。",
    hint="请在说明、备注或自评结论里写明 {cells} 为什么调整。",
    needs_every_row=True,
)
def adjusted_budget_unexplained(subject: Subject) -> Iterator[Hit]:
    """全年（调整后）预算数与年初相差百分之五以上，没有一处说到调整。

    调整批复表的说明栏写了字就算说明；没有说明栏的，新增（年初 0）、取消（调整为 0）的不报。
    """
    table = subject.table
    fund = table.annual_total
    if fund is None or fund.initial.number is None or fund.adjusted.number is None:
        return
    if not fund.is_sound("initial", "adjusted"):
        return
    initial, adjusted = fund.initial.number, fund.adjusted.number
    if table.spec.shape is Shape.HALVES:
        if not initial or not adjusted:
            return
        explained = not _has_place(subject) or _is_explained(subject)
    else:
        explained = tells(table, _WORDS)
    if explained or abs(adjusted - initial) <= abs(initial) * _SHARE:
        return
    yield Hit(
        fund.adjusted,
        found=adjusted,
        expected=initial,
        words={
            "name": fund.name,
            "unit": f" {table.money_unit}" if table.money_unit else "",
            "initial": grouped(initial),
        },
        related=(fund.initial,),
    )


def _has_place(subject: Subject) -> bool:
    """有一格可以写说明。"""
    rows = subject.table.indicators
    return any(row.note.exists or row.reason.exists for row in rows)


def _is_explained(subject: Subject) -> bool:
    """说明栏写了字就算；目标、别的栏目里要说到调整。"""
    rows = subject.table.indicators
    noted = any(not is_vague(row.note.text + row.reason.text) for row in rows)
    return noted or tells(subject.table, _WORDS)
