"""表里用文字说明情况的地方：原因、备注、结论、实际完成情况、别的文字栏目。"""

from collections.abc import Collection, Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import ABSENT, Entry, Table
from perfxl.rules.facts.unfilled import is_vague

# 说到钱的，就算说明了。
_MONEY_WORDS = (
    *("预算", "执行", "支付", "支出", "资金", "拨付", "结转", "结余", "节约", "经费", "款项"),
    *("款未", "尾款", "报账", "报销", "财政", "费用", "压减", "付款", "结算"),
)
# 说的是用得好、年中调了预算，不是为什么没有用完：资金使用规范，追加预算20万元。
_NOT_WHY = Pattern(
    "(?:项目|专项|财政)*(?:资金|经费|预算|款项|财务|支出|费用)(?:使用|管理|支出|拨付|支付|执行|安排|编制|收支|开支|[、和及与])*"
    "(?:基本|较为|较|比较|严格|做到|总体|均|都|情况)*(?:规范|合规|合法|合理|安全|良好|有序|专款专用|符合|及时)"
    "|(?:资金|经费)?专款专用|(?:追加|调增|增加|调整)了?(?:项目|年度|年初)?预算|预算(?:追加|调增|增加)"
)

# 评分标准一类的栏也说到预算执行率，不是原因；原因里才有的字。
_WHY_LEFT = Pattern("因|由于|待|尚未|未能|没有|尾款|结余|结转|节约|次年|下年|滞后|延迟|压减")


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


def tells_of_unspent(table: Table) -> bool:
    """有一处说到了钱，不只是夸用得规范、说追加过预算：算是说明了资金为什么没有用完。

    没有读的栏里写着为什么的也算：没有读，就不说“没有一处说到”。
    """
    unread = (entry.text for _, entries in table.unread_contents for entry in entries)
    return any(_tells_of_unspent(each.text) for each in told_entries(table)) or any(
        _WHY_LEFT.search(text) and _tells_of_unspent(text) for text in unread
    )


def _tells_of_unspent(text: str) -> bool:
    said = _NOT_WHY.sub("", "".join(text.split()))
    return any(word in said for word in _MONEY_WORDS)


def shared_reason(table: Table) -> str:
    """写在指标栏以外、各项合在一处的原因（未完成原因及改进措施：……）；没有写为 ``""``。"""
    outside = (*table.details.items(), *table.printed_fields().items())
    told = (each.text for name, each in outside if "原因" in name)
    return next((text for text in told if not is_vague(text)), "")
