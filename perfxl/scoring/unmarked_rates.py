"""没有写百分号的比率：PX206 对它有疑问；所填的得分又与照它算的不同的，核对以前不作数。"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Value, parse
from perfxl.grammar.nearer import is_bare_ratio
from perfxl.model.sentence import Sentence, sentence
from perfxl.model.table import Entry, Indicator
from perfxl.reading.rate_names import says_rate


def is_unmarked_rate(level3: Entry, value: Entry, target: Value | None = None) -> bool:
    """名称说的是比率，或与它相比的 ``target`` 是百分数，值却是不带单位的数。"""
    if not says_rate(level3.text) and not is_percent(target):
        return False
    read = parse(value.to_read)
    return isinstance(read, Measured) and read.kind is Kind.QUANTITY and not read.unit


def is_unmarked_actual(row: Indicator) -> bool:
    """完成值没有写百分号，是百分之几说不清。

    度量单位单列着 %（或写在栏名、名称末尾）的，写 91 就是 91%；写 0.91 而当作 91% 来比的，是 91% 还是 0.91% 要人核对。
    """
    if not row.unit.exists and not row.context.measured_in:
        return is_unmarked_rate(row.level3, row.actual, row.target_value)
    return is_bare_ratio(row.actual_value, row.target_value)


def is_percent(value: Value | None) -> bool:
    """是百分数。"""
    return isinstance(value, Measured) and value.kind is Kind.PERCENT


def unmarked_in(row: Indicator) -> Iterator[tuple[Entry, Sentence]]:
    """一行里没有写百分号的格（指标值、完成值），和为什么可疑。"""
    alone = not row.unit.exists and not row.context.measured_in
    if alone and is_unmarked_rate(row.level3, row.target, row.actual_value):
        yield row.target, _why("指标值", row.target)
    if is_unmarked_actual(row):
        yield row.actual, _why("完成值", row.actual)


def _why(what: str, entry: Entry) -> Sentence:
    return sentence(entry, f" 的{what}“{entry.text}”是比率，没有写百分号")
