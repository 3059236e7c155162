"""资金总额以下一行一个来源、名称左金额右写下去的：名称不认得的也是来源。"""

from collections.abc import Sequence
from decimal import Decimal

from perfxl.grammar.amounts import amount
from perfxl.grammar.patterns import Pattern
from perfxl.model.fund import FundRole
from perfxl.model.table import Entry
from perfxl.reading.fund_words import fund_words, is_among
from perfxl.reading.labels import field_name, fund_name, goal_name

_PAIR = 2
# 右边的数不是钱。
_NOT_MONEY = Pattern(
    "(?:[人户次个件台套场期村天]数|数量|面积|建设规模|周期|工期|期限|年限|时间|日期|长度|里程|比例|率"
    "|编码|电话|序号)$"
)


class SourcesDown:
    """看过的各行：总额是多少，接着写下来的各来源加到了多少。"""

    def __init__(self) -> None:
        self._begin(None)

    def _begin(self, whole: Decimal | None) -> None:
        self._whole = whole
        self._summed = Decimal(0)
        self._sources = 0
        # 上一行的行号，名称、金额所在的列。
        self._last: tuple[int, int, int] | None = None

    def goes_on(self, texts: Sequence[Entry]) -> bool:
        """这一行接着写：紧挨着上一行，名称、金额正对着，加起来没有超过总额。

        总额以下第一个要写着“其中”，才看得出是在数来源；来源下面再分的“其中”，不超过总额就是。
        """
        if len(texts) != _PAIR or self._whole is None:
            return False
        label, value = texts
        among = is_among(label.text)
        if (label.row - 1, label.column, value.column) != self._last or label.number is not None:
            return False
        if not (self._sources or among) or field_name(label.text) or goal_name(label.text):
            return False
        if _NOT_MONEY.search(fund_name(label.text)):
            return False
        number = value.number if value.number is not None else amount(value.text)
        most = self._whole if among else self._whole - self._summed
        return number is not None and 0 <= number <= most

    def add(self, pairs: Sequence[tuple[Entry, Entry]]) -> None:
        """这一行读成的名称和金额；不止一对的、没有读成的，从头看起。"""
        if len(pairs) != 1 or pairs[0][0].place == pairs[0][1].place:
            self._begin(None)
            return
        [(label, value)] = pairs
        if fund_words(fund_name(label.text)).role is FundRole.TOTAL:
            self._begin(value.number)
        else:
            nested = is_among(label.text) and self._sources
            self._summed += Decimal(0) if nested else value.number or Decimal(0)
            self._sources += 1
        self._last = label.row, label.column, value.column
