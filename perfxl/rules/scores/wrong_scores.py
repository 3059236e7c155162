"""分数由算式定死、而所填的分与它不同的行（PX306、PX312 共用）。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.grammar import Measured, Operator
from perfxl.model.score import IndicatorScore
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import read_values
from perfxl.scoring.judging import judge_row
from perfxl.scoring.rounding import ROUNDED_POINTS, SAME_POINTS
from perfxl.scoring.scored_row import scored_row_of
from perfxl.standards.profile import EqualMiss


@dataclass(frozen=True)
class WrongScore:
    """一行填错的分：应得、所填、分值。``pro_rata``：与“=”类按比例记分相符。"""

    row: IndicatorScore
    due: Decimal
    printed: Decimal
    weight: Decimal
    pro_rata: bool

    @property
    def is_rounding(self) -> bool:
        """相差不到一分钱（0.01），是取整方法不同。"""
        return abs(self.printed - self.due) <= ROUNDED_POINTS

    @property
    def is_full_though_missed(self) -> bool:
        """没有做到，却给了满分。"""
        return self.printed == self.weight > self.due and not (self.is_rounding or self.pro_rata)


def wrong_scores(subject: Subject) -> Iterator[WrongScore]:
    """逐行给出；做到了却少给分的、超出分值的、分档的另有规则，不在此列。"""
    for row in subject.score.indicators:
        due, printed, weight = row.judged.score, row.printed, row.weight
        if printed is None or due is None or weight is None or not row.judged.is_fixed:
            continue
        if printed == due or not 0 <= printed <= weight or printed < due == weight:
            continue
        if abs(printed - due) > SAME_POINTS:
            yield WrongScore(row, due, printed, weight, _is_pro_rata(row, subject))


def _is_pro_rata(row: IndicatorScore, subject: Subject) -> bool:
    target, _ = read_values(row.indicator)
    if not isinstance(target, Measured) or target.operator is not Operator.EQUAL:
        return False
    other = judge_row(
        scored_row_of(row.indicator, row.weight),
        replace(subject.profile, equal_miss=EqualMiss.PRO_RATA),
    )
    return other.score is not None and abs(other.score - (row.printed or 0)) <= ROUNDED_POINTS
