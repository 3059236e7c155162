"""PX104 年度总体目标为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.table import ABSENT
from perfxl.rules.engine.form_groups import ADJUSTMENTS, TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import form_layout, transfer_measures


@rule(
    id="PX104",
    title="年度总体目标为空",
    severity=Severity.WARNING,
    forms=TARGETS | ADJUSTMENTS,
    basis=(
        form_layout("表上印着“年度总体目标”，自评表分预期目标、实际完成情况两格"),
        transfer_measures(
            "第三条",
            "专项转移支付绩效目标是资金在一定期限内预期达到的产出和效果，是编制、分配预算和监控、评价的依据",
        ),
    ),
    message="{found}没有填写。",
    hint="请在 {cells} 填写。",
)
def goal_missing(subject: Subject) -> Iterator[Hit]:
    """表里有预期目标、实际完成情况的格而没有填；没有这一格的表不报。

    调整批复表的目标公布时常只写一边，只有一边空着的只作参考。
    """
    goals = subject.table.goals
    if subject.table.spec.shape is Shape.HALVES:
        names = {"expected": "年初的年度总体目标", "adjusted": "调整后的年度总体目标"}
        severity = (
            Severity.INFO if any(not is_vague(each.text) for each in goals.values()) else None
        )
    else:
        names = {"expected": "年度总体目标", "actual": "年度总体目标的实际完成情况"}
        severity = None
    for key, name in names.items():
        entry = goals.get(key, ABSENT)
        if entry.exists and is_vague(entry.text) and _has_side(subject, key):
            moved = key == "adjusted" and not _has_side(subject, "expected")
            hint = (
                f"请在 {entry.cell} 填写；项目是新增的，目标写在了年初一边，请移过来。"
                if moved
                else ""
            )
            yield Hit(entry, found=name, hint=hint, severity=severity)


def _has_side(subject: Subject, key: str) -> bool:
    """调整批复表里，没有预算的一边（新增、取消的项目）本来没有目标。"""
    fund = subject.table.annual_total
    if subject.table.spec.shape is not Shape.HALVES or fund is None:
        return True
    return bool((fund.adjusted if key == "adjusted" else fund.initial).number)
