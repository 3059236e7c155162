"""表里用文字说明情况的地方：原因、备注、结论、实际完成情况、别的文字栏目。"""

from collections.abc import Collection, Iterator

from perfxl.model.table import ABSENT, Entry, Table
from perfxl.rules.unfilled import is_vague


def told_entries(table: Table) -> Iterator[Entry]:
    """这些格，空着的不给。"""
    for row in table.indicators:
        yield from (each for each in (row.reason, row.note) if not is_vague(each.text))
    goals = (table.goals.get(name, ABSENT) for name in ("actual", "adjusted"))
    for each in (table.conclusion, *goals, *table.details.values()):
        if not is_vague(each.text):
            yield each


def tells(table: Table, words: Collection[str]) -> bool:
    """有一处提到其中的一个词。"""
    return any(word in each.text for each in told_entries(table) for word in words)
