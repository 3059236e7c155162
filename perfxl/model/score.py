"""得分：数、上下限，和一句会计能核对的说明。"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from perfxl.model.sentence import NOTHING, Sentence, joined, sentence
from perfxl.model.table import Entry, Indicator, Table

# 判断不了是因为公式没有结果、没有写符号、没有分值……：补上就算得出，不是由人定的。
UNCALCULATED, SIGN_MISSING, WEIGHT_MISSING = "uncalculated", "sign-missing", "weight-missing"
# 认可了，得分照所填。
ACCEPTED = "accepted"
TARGET_MISSING, ACTUAL_MISSING, UNIT_DIFFERS = "target-missing", "actual-missing", "unit-differs"
# 印成一行的预算执行率，预算数、执行数没有读到，表上也没有印执行率。
EXECUTION_UNREAD = "execution-unread"
# 同上，照表上印的执行率算的。
EXECUTION_AS_PRINTED = "execution-as-printed"
_MENDABLE = frozenset(
    {UNCALCULATED, SIGN_MISSING, WEIGHT_MISSING, TARGET_MISSING, UNIT_DIFFERS, EXECUTION_UNREAD}
)
# 做完了但晚了，填的高过部分达成一档的上限，写了原因：照用，说一句。
LATE_EXPLAINED = "late-explained"
# 没有做到，而扣几分没有算法的：名次、等级。
MISSED_OPEN = frozenset({"missed-place", "missed-grade"})


class Awaits(Enum):
    """一行的得分还不算数，等的是什么。"""

    ACTUAL = auto()
    """实际完成值没有填：补填就算得出，不是由人给分。"""
    MENDING = auto()
    """没有写符号、没有指标值、单位不同、公式没有结果、执行数没有读到：补上、改好就算得出。"""
    CHECKING = auto()
    """填的分不在可得的范围之内，或没有做到而填了满分：要核对。"""
    EVALUATOR = auto()
    """写法是文字，晚了，部分达成：由评价人给，还没有填。"""


class Judged(NamedTuple):
    """一条指标值与完成值比较的结果，未与表中位置相连。

    ``score`` 为 ``None``：程序判断不了，须由评价人给分，此时 ``low``–``high`` 为可给的范围。
    ``low == high`` 表示分数由算式定死；``said`` 是说明；``rule`` 是所用规则的英文名。
    """

    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    said: Sentence
    rule: str

    @property
    def explanation(self) -> str:
        """照读来的表说的说明。"""
        return str(self.said)

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
    def has_narrow_band(self) -> bool:
        """可得的比 0 到分值窄，不是一个定数。"""
        low, high = self.judged.low, self.judged.high
        if low is None or high is None or low == high:
            return False
        return low > 0 or high < (self.weight or Decimal(0))

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
    def awaits(self) -> Awaits | None:
        """这一行的分还不算数，等的是什么；算数的、不计分的为 ``None``。评分、成表、汇总、校验都照它。"""
        judged, printed = self.judged, self.printed
        if not self.weight:
            return None
        if judged.score is None and judged.rule == ACTUAL_MISSING:
            return Awaits.ACTUAL
        if judged.score is None and judged.rule in _MENDABLE:
            return Awaits.MENDING
        if printed is not None:
            return Awaits.CHECKING if self._is_to_be_checked else None
        decided = judged.score is not None and judged.score == judged.high
        return None if decided else Awaits.EVALUATOR

    @property
    def _is_to_be_checked(self) -> bool:
        """填的分明摆着不对：不在可得的范围之内（写满分就是的不算），或没有做到而填了满分。"""
        if self.is_outside_band:
            return not self._is_over_full
        return self.judged.rule in MISSED_OPEN and self.printed == self.weight

    @property
    def is_as_filled(self) -> bool:
        """该给几分本来由人定（写法是文字，晚了几天），评价人填了，没有什么不对：照所填的计。

        没有写符号、没有填完成值一类，补上就算得出的不在内。
        """
        judged = self.judged
        by_hand = judged.score is None and judged.low != judged.high
        return by_hand and self.printed is not None and bool(self.weight) and self.awaits is None

    @property
    def is_impossible(self) -> bool:
        """照所填的计，而所填的小于 0 或超过分值：加出来的不是总分。"""
        if not self.weight or self.judged.score is not None or self.printed is None:
            return False
        return not 0 <= self.printed <= self.weight

    @property
    def is_pending(self) -> bool:
        """计入总分的是所填的、暂按的分，而该给几分还没有定。"""
        return self.printed is not None and self.awaits is not None

    @property
    def _is_over_full(self) -> bool:
        """应得满分而填得比分值还多：写满分，没有什么要核定的。"""
        due = self.judged.score
        return self.printed is not None and due == self.weight and self.printed > (due or 0)

    @property
    def is_provisional(self) -> bool:
        """算的只是暂按的分：要由评价人给，而没有填，或填的不在可得的范围之内。"""
        return self.judged.score is not None and self.awaits is not None

    @property
    def is_undecided(self) -> bool:
        """没有填，程序也没有可暂按的：总分算不出。"""
        return self.judged.score is None and self.printed is None and self.awaits is not None


class ExecutionScore(NamedTuple):
    """预算执行率与得分。``rate`` 以百分数计，62.83 即 62.83%；``score`` 不计入时为 ``None``。"""

    rate: Decimal | None
    weight: Decimal | None
    score: Decimal | None
    said: Sentence

    @property
    def explanation(self) -> str:
        """照读来的表说的说明。"""
        return str(self.said)


class Hanging(NamedTuple):
    """一格和它的栏目：靠可疑的数算出来的，等着填写的。"""

    entry: Entry
    what: str


class Slip(NamedTuple):
    """一个可疑的数：哪一格、哪里可疑（一句话，不带句号），靠它的各格。

    ``doubt`` 是可能怎样错了，``why`` 已经说明白的为空。
    """

    entry: Entry
    why: Sentence
    hangs: tuple[Hanging, ...]
    doubt: Sentence = sentence("可能错了数量级")

    @property
    def advice(self) -> Sentence:
        """要人做什么。"""
        doubt = (self.doubt, "，") if self.doubt else ()
        return sentence(self.why, "，", *doubt, "请先核对 ", self.entry)


class AcceptedCell(NamedTuple):
    """认可了、照所填的一格：是什么，认可的理由。"""

    entry: Entry
    what: str
    reason: str

    @property
    def said(self) -> Sentence:
        """半句。"""
        return sentence(self.entry, f" 的{self.what}已认可（{self.reason}），照所填的没有改")


@dataclass(frozen=True, slots=True)
class TableScore:
    """一张自评表的全部得分。

    ``total`` 为 ``None``：总分算不出，此时 ``grade`` 为 ``""``。``incomplete`` 是缺分值、缺资金的
    原因，``overweight`` 是分值合计超过满分，``undecided`` 是有行的得分没有填、程序也算不出（完成值空着，要由评价人给），
    或填的超出分值，``unread`` 是表格里有没读成的行。``uncalculated`` 是公式没有结果、得分因此算不出的各格；
    ``pending`` 是待评价人核定而计入了总分的得分格，有它的总分、等级未定。
    ``accepted`` 是认可了、照所填的各格（``scoring.accepted_scores``）。
    ``slips`` 是可能错了数量级的数、核定不了的得分，见 ``scoring.slips``；``read_as_percent`` 是没有写百分号、
    照百分数算了得分（没有填得分）的值。
    """

    table: Table
    execution: ExecutionScore
    indicators: tuple[IndicatorScore, ...]
    total: Decimal | None
    grade: str
    profile: str
    full_score: Decimal = Decimal(100)
    incomplete: Sentence = NOTHING
    overweight: str = ""
    undecided: Sentence = NOTHING
    unread: str = ""
    slips: tuple[Slip, ...] = ()
    uncalculated: tuple[Entry, ...] = ()
    pending: tuple[Entry, ...] = ()
    accepted: tuple[AcceptedCell, ...] = ()
    read_as_percent: tuple[Entry, ...] = ()

    @property
    def has_accepted_total(self) -> bool:
        """总分认可了：照所填的就作数，不等各行核定。"""
        place = self.table.total.score.place
        return self.total is not None and any(each.entry.place == place for each in self.accepted)

    @property
    def read_as_percent_said(self) -> Sentence:
        """没有写百分号、照百分数算了得分而表里没有填得分的，各格一句；没有的为空。"""
        cells = joined("、", self.read_as_percent)
        return sentence(cells, " 没有写百分号，得分照百分数算，请核对") if cells else cells

    @property
    def is_unsettled(self) -> bool:
        """总分、等级有数而未定：靠着可疑的数，或有待评价人核定的、暂按的得分。"""
        if self.total is None or self.has_accepted_total:
            return False
        return bool(self.slips or self.waiting)

    @property
    def is_awaited(self) -> bool:
        """有得分要由评价人定：总分、等级不照暂按的分写。"""
        return bool(self.undecided or self.pending) and not self.has_accepted_total

    def caution(self, slip: Slip) -> Sentence:
        """评了分，``slip`` 要说的：哪些不作数；不带句号。"""
        open_ones = "靠它的得分" if self.has_accepted_total else "得分、总分、等级都"
        return sentence(slip.advice, f"；核对以前，{open_ones}不作数")

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
    def as_filled_said(self) -> Sentence:
        """没有写百分号照百分数算的，程序判断不了、晚了而写了原因照评价人所填的计入总分的，照印的执行率算的，

        在哪几格，半句；没有的为空。
        """
        rows = self.indicators
        by_hand = joined("、", (row.indicator.score for row in rows if row.is_as_filled))
        late = joined(
            "、", (row.indicator.score for row in rows if row.judged.rule == LATE_EXPLAINED)
        )
        said = [self.read_as_percent_said] if self.read_as_percent else []
        if by_hand:
            said.append(sentence(by_hand, " 的得分程序判断不了，照所填的计入总分"))
        if late:
            why = " 晚了，填的得分高过部分达成一档的上限，写了原因，照所填的计入总分"
            said.append(sentence(late, why))
        said += [
            sentence(row.indicator.score, " ", row.judged.said)
            for row in rows
            if row.judged.rule == EXECUTION_AS_PRINTED
        ]
        return joined("；", said)

    @property
    def summed(self) -> Decimal:
        """各行计入总分的得分加执行率得分，算不出的按 0。"""
        rows = sum((row.counted for row in self.indicators), Decimal(0))
        return rows + (self.execution.score or Decimal(0))

    @property
    def printed_execution(self) -> Decimal | None:
        """计入总分的执行率得分：填了用填的，空着的按 0（由 PX404 报），没有这一格的用算的。"""
        if self.execution.weight is None:
            return None
        fund = self.table.annual_total
        if fund is not None and fund.score.exists and not fund.score.uncalculated:
            return fund.score.number or Decimal(0)
        return self.execution.score

    @property
    def printed_sum(self) -> Decimal:
        """照所填的分相加：执行率得分加各行得分，没填的按 0。"""
        rows = (row.printed for row in self.indicators if row.printed is not None)
        return sum(rows, self.printed_execution or Decimal(0))

    @property
    def pending_said(self) -> Sentence:
        """待核定的得分在哪几格，半句；没有的、总分算不出的、``slips`` 里已经说了的为空。"""
        told = {slip.entry.place for slip in self.slips}
        waiting = [entry for entry in self.waiting if entry.place not in told]
        return self.waiting_said(waiting) if self.total is not None and waiting else NOTHING

    def waiting_said(self, waiting: Iterable[Entry]) -> Sentence:
        """``waiting`` 里的各格等什么，半句：完成值、执行数空着的说补填哪一格，别的待评价人核定；总分、等级未定。"""
        entries = tuple(waiting)
        unfilled = self.unfilled
        blank: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.place in unfilled:
                blank.setdefault(unfilled[entry.place].what, []).append(entry)
        others = joined("、", (each for each in entries if each.place not in unfilled))
        said: list[Sentence] = []
        for what, own in blank.items():
            missing = joined("、", (unfilled[each.place].entry for each in own))
            scores = joined("、", own)
            said.append(
                sentence(missing, f" 没有填写{what}，请填；填上以前 ", scores, " 的得分没有依据")
            )
        said += [sentence(others, " 的得分待评价人核定")] if others else []
        end = "" if self.has_accepted_total else "，总分、等级未定"
        return sentence(joined("；", said), end)

    @property
    def unfilled(self) -> dict[tuple[int, int], Hanging]:
        """得分等着填写的各格（实际完成值，全年预算数、执行数）和栏目，凭得分格的位置。"""
        found = {
            row.indicator.score.place: Hanging(row.indicator.actual, "实际完成值")
            for row in self.indicators
            if row.awaits is Awaits.ACTUAL and row.indicator.actual.cell
        }
        fund = self.table.annual_total
        if fund is None or self.execution.rate is not None:
            return found
        for entry, what in ((fund.executed, "全年执行数"), (fund.budget, "全年预算数")):
            if entry.exists and not entry.text and not entry.uncalculated:
                found[fund.score.place] = Hanging(entry, what)
        return found

    @property
    def weight_total(self) -> Decimal:
        """各行分值加预算执行率的分值，没填的按 0。"""
        rows = sum((row.weight or Decimal(0) for row in self.indicators), Decimal(0))
        return rows + (self.execution.weight or Decimal(0))

    @property
    def known_weight_total(self) -> Decimal | None:
        """分值的合计；有一行没有分值、一行也没有的，不知道合计多少。"""
        rows = [row for row in self.indicators if not row.indicator.shares_points]
        if not rows or any(row.weight is None for row in rows):
            return None
        return self.weight_total or None

    @property
    def why_no_total(self) -> Sentence:
        """总分算不出的原因；算得出、认可了的为空。"""
        if self.has_accepted_total:
            return NOTHING
        if self.uncalculated:
            unknown = joined("、", self.uncalculated)
            return sentence(unknown, " 是公式，文件里没有计算结果，总分算不出")
        return (
            sentence(self.unread) or self.incomplete or sentence(self.overweight) or self.undecided
        )
