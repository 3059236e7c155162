"""PX120 自评结论没有写等级"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.due_grades import blank_grade_due
from perfxl.rules.facts.unfilled import is_vague
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import own_convention


@rule(
    id="PX120",
    title="自评结论没有写等级",
    severity=Severity.WARNING,
    basis=(own_convention("自评结论应写明等级和主要情况"),),
    message="{place}里没有读到等级（优、良、中、差），等级与总分没有核对。",
    hint="请在 {cells} 写明等级，结论可写成“优。……”。",
)
def conclusion_without_grade(subject: Subject) -> Iterator[Hit]:
    """填了自评结论而没有等级词；有等级格而空着的，说等级格，结论里写着等级的也说。

    结论空着的由 PX105 报，总分填好了的，空着的等级格也说。
    """
    table = subject.table
    cell, conclusion = table.grade_cell, table.conclusion
    if table.grade.text:
        if cell.exists and not cell.text and table.indicators:
            yield _blank_cell(cell, table.grade.text)
        return
    due = blank_grade_due(subject)
    if conclusion.exists and is_vague(conclusion.text) and not due:
        return
    if cell.exists and table.indicators:
        yield _due_cell(cell, due, subject) if due else Hit(cell, words={"place": "等级一栏"})
    elif conclusion.exists and is_vague(conclusion.text):
        return
    elif conclusion.exists:
        yield Hit(
            conclusion,
            found=conclusion.text,
            words={"place": "自评结论"},
            severity=None if _asks_grade(table.conclusion_label) else Severity.INFO,
        )


def _asks_grade(label: str) -> bool:
    """印着“自评结论”的要写等级；叫别的（评价结论、总体评价）的表式哪里也没有印等级，只作参考。"""
    return not label or ("自评" in label and "结论" in label)


def _due_cell(cell: Entry, due: Sequence[Due], subject: Subject) -> Hit:
    total = subject.table.total.score.number or Decimal(0)
    grade = subject.profile.grade_of(total)
    return Hit(
        cell,
        message=f"等级一栏没有填，总分 {plain(total)} 分是“{grade}”。",
        hint=f"请在 {cell.cell} 写上等级“{grade}”。",
        due=due,
    )


def _blank_cell(cell: Entry, told: str) -> Hit:
    return Hit(
        cell,
        message=f"等级一栏空着，自评结论里写的是“{told}”。",
        hint=f"请在 {cell.cell} 也写上等级“{told}”。",
    )
