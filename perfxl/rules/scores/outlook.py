"""全年预计、没有分值的表的完成值能不能达到指标值（PX310、PX327、PX328 共用）：与评分同一把尺子。"""

from dataclasses import replace
from decimal import Decimal
from enum import Enum, auto

from perfxl.model.score import MISSED_OPEN
from perfxl.model.table import Indicator
from perfxl.rules.facts.unfilled import is_actual_unfilled, is_unfilled
from perfxl.scoring.judging import judge_row
from perfxl.scoring.scored_row import scored_row_of
from perfxl.standards.profile import Profile

_FULL = Decimal(100)


class Outlook(Enum):
    """与指标值相比。"""

    MET = auto()
    BELOW = auto()
    UNKNOWN = auto()


def outlook(row: Indicator, profile: Profile) -> Outlook:
    """全年预计与指标值相比；比不出的、没有填的是 ``UNKNOWN``。"""
    if not row.expected.text or is_unfilled(row.expected):
        return Outlook.UNKNOWN
    context = row.context._replace(expected=True)
    return reached(replace(row, actual=row.expected, context=context), profile)


def reached(row: Indicator, profile: Profile) -> Outlook:
    """实际完成值与指标值相比，不看分值、得分；比不出的、没有填的是 ``UNKNOWN``。"""
    if not row.actual.text or is_actual_unfilled(row):
        return Outlook.UNKNOWN
    expected = replace(row, score=row.score._replace(number=None))
    judged = judge_row(scored_row_of(expected, _FULL), profile)
    if judged.high is None:
        return Outlook.UNKNOWN
    # 给几分定不了的（没有写符号、晚了、名次没有达到），怎样读都不到满分的也是达不到。
    if judged.high < _FULL or judged.rule in MISSED_OPEN:
        return Outlook.BELOW
    return Outlook.UNKNOWN if judged.score is None else Outlook.MET
