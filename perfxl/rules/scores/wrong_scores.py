"""分数由算式定死、而所填的分与它不同的行（PX306、PX312 共用）。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfxl.model.score import IndicatorScore
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.class_weights import follows
from perfxl.scoring.judging import judge_by_target
from perfxl.scoring.rounding import ROUNDED_POINTS, SAME_POINTS
from perfxl.scoring.scored_row import scored_row_of
from perfxl.scoring.table_score import judged_under
from perfxl.standards.profile import load_profile, profile_names


class WrongScore(NamedTuple):
    """一行填错的分：应得、所填、分值。``other`` 是所填的分合的另一份口径，没有为 ``""``。

    ``by_target``：印成一行的预算执行率，照这一行写的指标值算就是所填的分（写着 ≥95%，做到了）。
    """

    row: IndicatorScore
    due: Decimal
    printed: Decimal
    weight: Decimal
    other: str
    by_target: bool = False

    @property
    def is_rounding(self) -> bool:
        """相差不到一分钱（0.01），是取整方法不同。"""
        return abs(self.printed - self.due) <= ROUNDED_POINTS

    @property
    def is_full_though_missed(self) -> bool:
        """没有做到，却给了满分。"""
        return self.printed == self.weight > self.due and not (
            self.is_rounding or self.other or self.by_target
        )


def wrong_scores(subject: Subject) -> Iterator[WrongScore]:
    """逐行给出；做到了却少给分的、超出分值的、分档的另有规则，不在此列。

    印成一行的预算执行率照执行率给分，不是做到做不到：执行率满了而少给分的也在此列。
    """
    for row in subject.score.indicators:
        due, printed, weight = row.judged.score, row.printed, row.weight
        if printed is None or due is None or weight is None or not row.judged.is_fixed:
            continue
        if printed == due or not 0 <= printed <= weight:
            continue
        if printed < due == weight and not row.indicator.is_execution:
            continue
        if subject.is_slipped(row.indicator.actual):
            continue  # 由 PX231 报
        if abs(printed - due) > SAME_POINTS:
            other = profile_followed(row, subject)
            yield WrongScore(row, due, printed, weight, other, _fits_its_target(row, subject))


def _fits_its_target(row: IndicatorScore, subject: Subject) -> bool:
    if not row.indicator.is_execution or row.weight is None:
        return False
    scored = scored_row_of(row.indicator, row.weight)
    judged = judge_by_target(scored, row.weight, subject.profile)
    return judged.is_fixed and judged.score == row.printed


def profile_followed(row: IndicatorScore, subject: Subject) -> str:
    """所填的分合随程序带的另一份口径：那一份的名字，分值也合的在先；都不合为 ``""``。"""
    fitting = _profiles_followed(row, subject)
    weights = subject.class_weights
    execution = subject.score.execution.weight or Decimal(0)
    like = (n for n in fitting if weights and follows(weights, execution, load_profile(n)))
    return next(like, fitting[0] if fitting else "")


def _profiles_followed(row: IndicatorScore, subject: Subject) -> list[str]:
    printed = row.printed or Decimal(0)
    rate = subject.score.execution.rate
    found: list[str] = []
    for name in profile_names():
        other = load_profile(name)
        if other.equal_miss is subject.profile.equal_miss and other.bands == subject.profile.bands:
            continue  # 一行的分只看这两样
        judged = judged_under(other, row.indicator, row.weight, rate, subject.table)
        low, high = judged.low, judged.high
        if judged.score is None or low is None or high is None:
            continue
        slack = ROUNDED_POINTS if judged.is_fixed else Decimal(0)
        if low - slack <= printed <= high + slack:
            found.append(name)
    return found
