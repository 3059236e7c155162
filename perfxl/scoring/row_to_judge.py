"""判一行所需的全部，和不比就定得下来的几种结果：满分、定数、留给评价人、等着填。"""

from decimal import Decimal
from typing import NamedTuple

from perfxl.grammar import Value
from perfxl.model.score import Judged
from perfxl.model.sentence import sentence
from perfxl.scoring.rounding import plain
from perfxl.scoring.scored_row import ScoredRow
from perfxl.standards.profile import Profile

_ZERO = Decimal(0)


class RowToJudge(NamedTuple):
    """判一行所需的全部：这一行、分值、口径。"""

    scored: ScoredRow
    weight: Decimal
    profile: Profile

    @property
    def target(self) -> Value:
        return self.scored.target

    @property
    def is_cost(self) -> bool:
        return self.scored.is_cost

    @property
    def is_time_limit(self) -> bool:
        return self.scored.is_time_limit

    def comparing(self, target: Value, actual: Value) -> "RowToJudge":
        """同一行，换成这两个值来比。"""
        if target is self.target and actual is self.scored.actual:
            return self
        return self._replace(scored=self.scored._replace(target=target, actual=actual))

    def part(self, target: Value, actual: Value) -> "RowToJudge":
        """一格几个值里的一个；填的分是整行的，不随着它。"""
        scored = self.scored._replace(target=target, actual=actual, printed=None)
        return self._replace(scored=scored)

    def fixed(self, score: Decimal, explanation: str, rule: str) -> Judged:
        return Judged(score, score, score, sentence(explanation), rule)

    def full(self, why: str, rule: str) -> Judged:
        return self.fixed(self.weight, f"{why}，得满分{plain(self.weight)}分", rule)

    def open(self, why: str, rule: str) -> Judged:
        """判断不了：不猜，留给评价人。"""
        return Judged(None, _ZERO, self.weight, sentence(f"{why}，请评价人核定"), rule)

    def unfilled(self, what: str, rule: str) -> Judged:
        """判断不了，因为 ``what`` 没有填：填上就算得出，不是由人给分。"""
        return Judged(None, _ZERO, self.weight, sentence(f"没有填写{what}，请先填写"), rule)
