"""PX104 年度总体目标为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT
from perfxl.rules.registry import ADJUSTMENTS, TARGETS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.rules.unfilled import is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX104",
    title="年度总体目标为空",
    severity=Severity.WARNING,
    forms=TARGETS | ADJUSTMENTS,
    basis=(form_layout("预期目标与实际完成情况都应填写"),),
    message="年度总体目标的“{found}”没有填写。",
    hint="请在 {cells} 填写。",
)
def goal_missing(subject: Subject) -> Iterator[Hit]:
    """表里有预期目标、实际完成情况的格而没有填；没有这一格的表不报。

    调整批复表的目标常只写一边，两边都空着才报。
    """
    names = {"expected": "预期目标", "actual": "实际完成情况"}
    if subject.table.form in ADJUSTMENTS:
        goals = [entry for entry in subject.table.goals.values() if entry.exists]
        if goals and all(is_vague(entry.text) for entry in goals):
            yield Hit(goals, found="年初和调整后")
        return
    for key, name in names.items():
        entry = subject.table.goals.get(key, ABSENT)
        if entry.exists and is_vague(entry.text):
            yield Hit(entry, found=name)
