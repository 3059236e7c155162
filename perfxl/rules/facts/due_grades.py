"""空着的等级应当是什么（PX105、PX120），等级能不能照总分改（PX308）：与 ``score -o`` 填的一样。"""

from perfxl.model.due import Due
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import is_off
from perfxl.scoring.written_values import graded_cells


def has_settled_total(subject: Subject) -> bool:
    """填了总分、与各行得分相合，没有不在档内的；不然要先把它们改对。"""
    printed = subject.table.total.score.number
    if any(row.is_outside_band for row in subject.score.indicators):
        return False
    return printed is not None and not is_off(printed, subject.printed_total)


def blank_grade_due(subject: Subject) -> list[Due]:
    """没有写等级的，照填好的总分应写在哪一格；写了的、总分定不下来的为空。"""
    total = subject.table.total.score.number
    if subject.table.grade.text or total is None or subject.score.total is None:
        return []
    if not has_settled_total(subject):
        return []
    return graded_cells(subject.table, subject.profile.grade_of(total))
