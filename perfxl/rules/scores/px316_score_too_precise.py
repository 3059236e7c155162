"""PX316 得分的小数位太多"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX316",
    title="得分的小数位太多",
    severity=Severity.INFO,
    basis=(own_convention("得分保留口径所定的小数位（通常 2 位），四舍五入"),),
    message="“{found}”等得分超过 {expected} 位小数。",
    hint="请把 {cells} 四舍五入到 {expected} 位小数。",
)
def score_too_precise(subject: Subject) -> Iterator[Hit]:
    """看得见的小数位多于口径所定的，一张表合成一条。单元格格式已经只显示 2 位的不报。"""
    table = subject.table
    entries = [row.score for row in table.indicators]
    entries += [fund.score for fund in table.funds] + [table.total.score]
    limit = subject.profile.decimals
    long = [entry for entry in entries if _score_decimals(entry) > limit]
    if long:
        yield Hit(long, found=long[0].text, expected=str(limit))


def _score_decimals(entry: Entry) -> int:
    if entry.number is None:
        return 0
    try:
        return decimal_places(Decimal(entry.text.strip().removesuffix("分")))
    except InvalidOperation:
        return 0
