"""监控表的全年预计能不能达到指标值（PX327、PX328 共用）：与评分同一把尺子。"""

from dataclasses import replace
from decimal import Decimal
from enum import Enum, auto

from perfxl.model.table import Indicator
from perfxl.rules.facts.unfilled import is_unfilled
from perfxl.scoring.judging import judge_row
from perfxl.scoring.scored_row import scored_row_of
from perfxl.standards.profile import Profile

_FULL = Decimal(100)


class Outlook(Enum):
    """照全年预计看。"""

    MET = auto()
    BELOW = auto()
    UNKNOWN = auto()


def outlook(row: Indicator, profile: Profile) -> Outlook:
    """全年预计与指标值相比；比不出的、没有填的是 ``UNKNOWN``。"""
    if not row.expected.text or is_unfilled(row.expected):
        return Outlook.UNKNOWN
    expected = replace(row, actual=row.expected, score=row.score._replace(number=None))
    judged = judge_row(scored_row_of(expected, _FULL), profile)
    if judged.score is None or judged.high is None:
        return Outlook.UNKNOWN
    return Outlook.BELOW if judged.high < _FULL else Outlook.MET
