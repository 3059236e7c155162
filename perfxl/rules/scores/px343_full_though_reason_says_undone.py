"""PX343 得了满分，原因却写没有完成"""

import re
from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# 说这一行没有做到；“未发生”“没有完不成”一类不算。
_UNDONE = Pattern(
    r"(?:未能?|尚未|没有|没能|无法)(?:如期|按期|按时|按计划|及时|全部|全面|足额)*"
    r"(?:完成|完工|竣工|达到|达标|做到|开展|实施|启动|开工|开班|投用|交付|到位|验收|拨付|发放)"
    r"|(?:进度|工期|施工|建设|工作)(?:严重)?(?:滞后|延误|推迟)|延期(?:完成|完工|实施|交付)"
)
# 说的是别的：预算没有用完、上年、已经补上的。
_OTHERWISE = Pattern(r"资金|预算|支付|支出|付款|尾款|上年|往年|原计划|虽|但已|已(?:于|在|经)")


@rule(
    id="PX343",
    title="得了满分，原因却写没有完成",
    severity=Severity.WARNING,
    basis=(own_convention("原因说的是为什么没有做到，与完成值、得分不相反"),),
    message="“{level3}”得满分 {score} 分，原因栏却写“{found}”。",
    hint="请核对 {cells} 和完成值、得分：没有做到的照实填完成值、扣分，做到了的删去这一句。",
)
def full_though_reason_says_undone(subject: Subject) -> Iterator[Hit]:
    """这一行得了满分，原因栏说没有完成、滞后。说的是资金没有用完、已经补上的不报。"""
    for row in subject.score.indicators:
        reason = row.indicator.reason
        full = row.weight and row.printed == row.weight
        if not full or not reason.text or row.indicator.is_execution:
            continue
        found = next(
            (
                clause
                for clause in re.split("[。；;！!\n]", reason.text)
                if _UNDONE.search(clause) and not _OTHERWISE.search(clause)
            ),
            "",
        )
        if found:
            yield Hit(
                reason,
                found=found.strip(),
                words={"level3": row.indicator.level3.text, "score": row.printed},
                related=(row.indicator.actual, row.indicator.score),
            )
