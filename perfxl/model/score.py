"""得分：数、上下限，和一句会计能核对的说明。"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfxl.model.table import Entry, Indicator, Table

# 判断不了是因为公式没有结果、没有写符号、没有分值……：补上就算得出，不是由人定的。
UNCALCULATED, SIGN_MISSING, WEIGHT_MISSING = "uncalculated", "sign-missing", "weight-missing"
_MENDABLE = frozenset(
    {UNCALCULATED, SIGN_MISSING, WEIGHT_MISSING, "target-missing", "actual-missing", "unit-differs"}
)


class Judged(NamedTuple):
    """一条指标值与完成值比较的结果，未与表中位置相连。

    ``score`` 为 ``None``：程序判断不了，须由评价人给分，此时 ``low``–``high`` 为可给的范围。
    ``low == high`` 表示分数由算式定死；``rule`` 是所用规则的英文名。
    """

    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    explanation: str
    rule: str

    @property
    def is_fixed(self) -> bool:
        """分数由算式定死，评价人没有余地。"""
        return self.score is not None and self.low == self.high


class IndicatorScore(NamedTuple):
    """一行指标的得分；``printed`` 是表中所填的分。"""

    indicator: Indicator
    weight: Decimal | None
    printed: Decimal | None
    judged: Judged

    @property
    def counted(self) -> Decimal:
        """计入总分的分：算得出用算的，算不出用表中填的，都没有按 0。"""
        if self.judged.score is not None:
            return self.judged.score
        return self.printed if self.printed is not None else Decimal(0)

    @property
    def is_outside_band(self) -> bool:
        """填的分不在可得的范围之内；分数由算式定死的不算。"""
        low, high = self.judged.low, self.judged.high
        if self.printed is None or low is None or high is None or low == high:
            return False
        return not low <= self.printed <= high

    @property
    def is_unknown(self) -> bool:
        """该给几分不知道：指标值、完成值、分值的公式没有结果。"""
        return self.judged.score is None and self.judged.rule == UNCALCULATED

    @property
    def is_as_filled(self) -> bool:
        """该给几分本来由人定（写法是文字，晚了几天），评价人填了，在可得的范围之内：照所填的计。

        没有写符号一类，补上就算得出的不在内。
        """
        judged, printed = self.judged, self.printed
        if not self.weight or printed is None or judged.rule in _MENDABLE:
            return False
        low, high = judged.low, judged.high
        return (
            judged.score is None and low is not None and high is not None and low <= printed <= high
        )

    @property
    def is_pending(self) -> bool:
        """计入总分的是所填的、暂按的分，而该给几分还要由评价人核定。"""
        if not self.weight or self.printed is None or self.is_as_filled:
            return False
        return self.judged.score is None or (self.is_outside_band and not self._is_over_full)

    @property
    def _is_over_full(self) -> bool:
        """应得满分而填得比分值还多：写满分，没有什么要核定的。"""
        due = self.judged.score
        return self.printed is not None and due == self.weight and self.printed > (due or 0)

    @property
    def is_provisional(self) -> bool:
        """算的只是暂按的分：要由评价人给，而没有填，或填的不在可得的范围之内。"""
        judged = self.judged
        if judged.score is None or judged.low is None or judged.low == judged.high:
            return False
        outside = self.is_outside_band and not self._is_over_full
        return outside or (self.printed is None and judged.score != judged.high)

    @property
    def is_undecided(self) -> bool:
        """要由评价人给分，还没有填，程序也没有可暂按的。"""
        return bool(self.weight) and self.judged.score is None and self.printed is None


class ExecutionScore(NamedTuple):
    """预算执行率与得分。``rate`` 以百分数计，62.83 即 62.83%；``score`` 不计入时为 ``None``。"""

    rate: Decimal | None
    weight: Decimal | None
    score: Decimal | None
    explanation: str


class Hanging(NamedTuple):
    """靠可疑的数算出来的一格和它的栏目。"""

    entry: Entry
    what: str


class Slip(NamedTuple):
    """一个可疑的数：哪一格、哪里可疑（一句话，不带句号），靠它的各格。

    ``doubt`` 是可能怎样错了，``why`` 已经说明白的为 ``""``。
    """

    entry: Entry
    why: str
    hangs: tuple[Hanging, ...]
    doubt: str = "可能错了数量级"

    @property
    def advice(self) -> str:
        """要人做什么。"""
        doubt = f"{self.doubt}，" if self.doubt else ""
        return f"{self.why}，{doubt}请先核对 {self.entry.cell}"

    @property
    def caution(self) -> str:
        """评了分要说的：哪些不作数；不带句号。"""
        return f"{self.advice}；核对以前，得分、总分、等级都不作数"


class AcceptedCell(NamedTuple):
    """认可了、照所填的一格：是什么，认可的理由。"""

    entry: Entry
    what: str
    reason: str

    @property
    def said(self) -> str:
        """半句。"""
        return f"{self.entry.cell} 的{self.what}已认可（{self.reason}），照所填的没有改"


@dataclass(frozen=True, slots=True)
class TableScore:
    """一张自评表的全部得分。

    ``total`` 为 ``None``：总分算不出，此时 ``grade`` 为 ``""``。``incomplete`` 是缺分值、缺资金的
    原因，``overweight`` 是分值合计超过满分，``undecided`` 是有行要评价人给分而没有填，``unread`` 是表格里有
    没读成的行。``uncalculated`` 是公式没有结果、得分因此算不出的各格；``pending`` 是待评价人核定而计入了总分的得分格，
    有它的总分、等级未定。``accepted`` 是认可了、照所填的各格（``scoring.accepted_scores``）。
    ``slips`` 是可能错了数量级的数、核定不了的得分，见 ``scoring.slips``。
    """

    table: Table
    execution: ExecutionScore
    indicators: tuple[IndicatorScore, ...]
    total: Decimal | None
    grade: str
    profile: str
    full_score: Decimal = Decimal(100)
    incomplete: str = ""
    overweight: str = ""
    undecided: str = ""
    unread: str = ""
    slips: tuple[Slip, ...] = ()
    uncalculated: tuple[Entry, ...] = ()
    pending: tuple[Entry, ...] = ()
    accepted: tuple[AcceptedCell, ...] = ()

    @property
    def is_unsettled(self) -> bool:
        """总分、等级有数而未定：靠着可疑的数，或有待评价人核定的、暂按的得分。"""
        return self.total is not None and bool(self.slips or self.waiting)

    @property
    def is_awaited(self) -> bool:
        """有得分要由评价人定：总分、等级不照暂按的分写。"""
        return bool(self.undecided or self.pending)

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """计入总分而要由评价人核定的得分格：照所填的（``pending``），和只有暂按的分的。"""
        provisional = (row.indicator.score for row in self.indicators if row.is_provisional)
        both = dict.fromkeys((*self.pending, *provisional))
        return tuple(sorted(both, key=lambda entry: entry.place))

    @property
    def open_places(self) -> frozenset[tuple[int, int]]:
        """得分、总分、等级里核对以前不作数的各格：可疑的数、靠它的，要由评价人核定的。"""
        doubted = {each.entry.place for each in self.slips}
        hanging = {each.entry.place for slip in self.slips for each in slip.hangs}
        return frozenset(doubted | hanging | {each.place for each in self.waiting})

    @property
    def as_filled_said(self) -> str:
        """程序判断不了、照评价人所填的计入总分的在哪几格，半句；没有的为 ``""``。"""
        cells = [row.indicator.score.cell for row in self.indicators if row.is_as_filled]
        return f"{'、'.join(cells)} 的得分程序判断不了，照所填的计入总分" if cells else ""

    @property
    def summed(self) -> Decimal:
        """各行计入总分的得分加执行率得分，算不出的按 0。"""
        rows = sum((row.counted for row in self.indicators), Decimal(0))
        return rows + (self.execution.score or Decimal(0))

    @property
    def pending_said(self) -> str:
        """待核定的得分在哪几格，半句；没有的、总分算不出的、``slips`` 里已经说了的为 ``""``。"""
        told = {slip.entry.place for slip in self.slips}
        cells = [entry.cell for entry in self.waiting if entry.place not in told]
        if self.total is None or not cells:
            return ""
        return f"{'、'.join(cells)} 的得分待评价人核定，总分、等级未定"

    @property
    def weight_total(self) -> Decimal:
        """各行分值加预算执行率的分值，没填的按 0。"""
        rows = sum((row.weight or Decimal(0) for row in self.indicators), Decimal(0))
        return rows + (self.execution.weight or Decimal(0))

    @property
    def why_no_total(self) -> str:
        """总分算不出的原因；算得出为 ``""``。"""
        unknown = "、".join(entry.cell for entry in self.uncalculated)
        formulas = f"{unknown} 是公式，文件里没有计算结果，总分算不出" if unknown else ""
        return formulas or self.unread or self.incomplete or self.overweight or self.undecided
