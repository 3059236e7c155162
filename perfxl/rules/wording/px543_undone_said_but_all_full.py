"""PX543 文字说有没完成的，各行却都得满分"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_money import clauses_of, told_texts
from perfxl.rules.facts.unfilled import is_idle
from perfxl.standards.documents import own_convention

_UNDONE = Pattern(
    r"(?:未能?|尚未|没有|没能)(?:如期|按期|按时|按计划|及时|全部|全面)*"
    r"(?:完成|完工|竣工|达到|达标|开展|实施|启动|开工|投用|交付|验收|建成)(?!的?投资|率)"
)
# 说的是钱，或说没有这回事。
_OTHERWISE = Pattern(
    r"已于|已在|已经|补齐|补完|补做|资金|预算|支付|支出|尾款|无未|没有未|不存在|上年|往年"
)


@rule(
    id="PX543",
    title="文字说有没完成的，各行却都得满分",
    severity=Severity.WARNING,
    basis=(own_convention("实际完成情况、自评结论与各行的完成值、得分说的是一回事"),),
    message="{place}写“{found}”，而各行指标都得了满分。",
    hint="请核对 {cells} 和各行的完成值、得分：没有完成的照实填，扣分并写原因。",
    needs_every_row=True,
)
def undone_said_but_all_full(subject: Subject) -> Iterator[Hit]:
    """实际完成情况、自评结论的一句说尚未完工、未按期完成，而没有一行扣分。说资金没有支付的不报。"""
    rows = [
        row
        for row in subject.score.indicators
        if row.weight and not row.indicator.is_execution and not is_idle(row.indicator)
    ]
    if not rows or any(row.printed is None or row.printed < (row.weight or 0) for row in rows):
        return
    for place, entry in told_texts(subject.table):
        said = (c for c in clauses_of(entry.text) if _UNDONE.search(c) and not _OTHERWISE.search(c))
        found = next(said, "")
        if found:
            yield Hit(entry, found=found, words={"place": place})
