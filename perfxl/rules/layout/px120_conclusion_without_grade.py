"""PX120 自评结论没有写等级"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
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
    """填了自评结论而没有等级词；有等级格而空着的，说等级格，结论里写着等级的也说。结论空着的由 PX105 报。"""
    table = subject.table
    cell, conclusion = table.grade_cell, table.conclusion
    if table.grade.text:
        if cell.exists and not cell.text and table.indicators:
            yield _blank_cell(cell, table.grade.text)
        return
    if conclusion.exists and is_vague(conclusion.text):
        return
    if cell.exists and table.indicators:
        yield Hit(cell, words={"place": "等级一栏"})
    elif conclusion.exists:
        yield Hit(conclusion, found=conclusion.text, words={"place": "自评结论"})


def _blank_cell(cell: Entry, told: str) -> Hit:
    return Hit(
        cell,
        message=f"等级一栏空着，自评结论里写的是“{told}”。",
        hint=f"请在 {cell.cell} 也写上等级“{told}”。",
    )
