"""表里用文字说明情况的地方：原因、备注、结论、实际完成情况、别的文字栏目。"""

from collections.abc import Collection, Iterator

from perfxl.model.table import ABSENT, Entry, Table
from perfxl.rules.facts.unfilled import is_vague

# 说到钱的，就算说明了。
MONEY_WORDS = (
    *("预算", "执行", "支付", "支出", "资金", "拨付", "结转", "结余", "节约", "经费", "款项"),
    *("款未", "尾款", "报账", "报销", "财政", "费用", "压减", "付款", "结算"),
)


def told_entries(table: Table) -> Iterator[Entry]:
    """这些格，空着的不给。"""
    for row in table.indicators:
        yield from (each for each in (row.reason, row.note) if not is_vague(each.text))
    for fund in table.funds:
        yield from (each for each in fund.told if not is_vague(each.text))
    goals = (table.goals.get(name, ABSENT) for name in ("actual", "adjusted"))
    for each in (table.conclusion, *goals, *table.details.values()):
        if not is_vague(each.text):
            yield each


def tells(table: Table, words: Collection[str]) -> bool:
    """有一处提到其中的一个词。"""
    return any(word in each.text for each in told_entries(table) for word in words)


def shared_reason(table: Table) -> str:
    """写在指标栏以外、各项合在一处的原因（未完成原因及改进措施：……）；没有写为 ``""``。"""
    outside = (*table.details.items(), *table.printed_fields().items())
    told = (each.text for name, each in outside if "原因" in name)
    return next((text for text in told if not is_vague(text)), "")
