"""标记：有问题的格涂色、加批注。"""

from perfxl.actions.assessment import Assessment
from perfxl.actions.outcome import Outcome
from perfxl.rendering.finding_lists import marks_of


def mark(assessed: Assessment) -> Outcome:
    """各处问题的标记；没有问题的为空。"""
    return Outcome(marks=marks_of(assessed.findings, assessed.document.tables))
