"""PX311 原因栏没有改进措施"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import own_convention


@rule(
    id="PX311",
    title="原因栏没有改进措施",
    severity=Severity.INFO,
    basis=(own_convention("未完成或扣分的指标，应写明原因和改进措施"),),
    message="“{level3}”扣了分，原因栏没有写改进措施。",
    hint="请在 {cells} 补上“改进措施：……”。",
)
def remedy_missing(subject: Subject) -> Iterator[Hit]:
    """写了原因，没有写下一步怎么改；写明以后哪一天做完、列入哪一年的计划、已经补上的，就是措施。"""
    for row in subject.score.indicators:
        reason = row.indicator.reason
        if row.printed is None or row.weight is None or row.printed >= row.weight:
            continue
        if not is_vague(reason.text) and not _says_remedy(reason.text, subject.table.year):
            yield Hit(reason, words={"level3": row.indicator.level3.text})


_REMEDIES = ("改进", "措施", "下一步", "今后", "下年", "将加强", "整改")
_DONE = "(?:完成|完工|竣工|建成|交付|交工|验收|投用|投入使用|支付|拨付|兑付|发放|结清|补|到位|实施|开展|启动|开工)"
# 已经补上、换好的；已补贴、已补助说的是花了钱。
_REMEDIED = Pattern(
    r"(?<![未不])(?:已|正在|正)(?:经|全部|全数|及时|陆续|逐步|于[^，,。；;]{1,10})?"
    r"(?:补(?![贴助偿])|更换|修复|返工|重做|重新|纠正|更正|追回|催[告缴办收]|约谈)"
)
_PLANNED = Pattern(
    r"(?:列入|纳入|安排在|安排到)[^，,。；;]{0,4}(?:(20\d\d)年|明年|次年|来年|下一?年)"
)
_WILL_BE_DONE = Pattern(
    r"(?:(20\d\d)年|明年|次年|来年|下一?年)[^，,。；;未没才]{0,10}?(?:前|底|内|末|季度|半年|月份?|日)?"
    rf"[^，,。；;未没才]{{0,6}}?{_DONE}"
)
_INTENDED = Pattern(
    rf"(?:将|拟|预计|计划|争取|力争|确保|承诺)(?:在|于)?(?:(20\d\d)年)?[^，,。；;]{{0,4}}"
    rf"(?:\d{{1,2}}月|年|季度)(?:中旬|上旬|下旬|份)?[底末]?[前内][^，,。；;未没才]{{0,6}}?{_DONE}"
)


def _says_remedy(text: str, year: int | None) -> bool:
    """写了下一步怎么改；``year`` 是表的年度，写着以后的日子才是打算。"""
    said = compact(text)
    if any(word in said for word in _REMEDIES) or _REMEDIED.search(said):
        return True
    return any(
        found[1] is None or year is None or int(found[1]) > year
        for pattern in (_PLANNED, _WILL_BE_DONE, _INTENDED)
        for found in pattern.finditer(said)
    )
