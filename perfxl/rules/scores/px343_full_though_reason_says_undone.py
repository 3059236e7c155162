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
    r"|(?:(?:施工|工程|建设|项目|工作)?进度|工期|施工|建设|工作)(?:严重)?(?:滞后|延误|推迟)|延期(?:完成|完工|实施|交付)"
    r"|(?<!不)(?:只|仅)(?:完成|做到|达到)了?(?:\d|一半|半数|部分|大半|不到|[一二三四五六七八九]成)"
)
# 说的是上年，已经补上、后来做完的，改了任务的，跨年的，没有这样的事的。
_OTHERWISE = Pattern(
    r"上年|往年|原计划|虽|但已|已(?:于|在|经)|(?:最终|后期|后来|年底|现已|均已|全部)[^，,未没无]*(?:完成|完工|竣工|达到|补齐)"
    r"|调减|核减|取消|相应调整|跨年|(?:没有|无|不存在|未发生|未出现)[^，,]{0,4}未(?:完成|达)"
)
# 说到钱的，没有做到的是资金一头：尾款没有支付，预算没有执行完。
_MONEY = Pattern(r"资金|预算|支付|支出|付款|尾款|拨款|款项")
# 半句里的原因，说到钱也只是原因：因资金不到位没有完成任务。
_CAUSE = Pattern(
    r".*(?:导致|致使|造成|使得)|(?:因|由于|受).*?(?:到位|紧张|不足|短缺|困难|影响|原因|晚|迟|滞后)(?:的?原因|的?影响)?"
)
# 没有做到的可能是钱，要看同一句里有没有说到钱：资金年底下达，未及时拨付。
_MAY_BE_MONEY = Pattern(r"(?:拨付|发放|到位)$|^进度")


@rule(
    id="PX343",
    title="得了满分，原因却写没有完成",
    severity=Severity.WARNING,
    basis=(own_convention("原因说的是为什么没有做到，与完成值、得分不相反"),),
    message="“{level3}”得满分 {score} 分，原因栏却写“{found}”。",
    hint="请核对 {cells} 和完成值、得分：没有做到的照实填完成值、扣分，做到了的删去这一句。",
)
def full_though_reason_says_undone(subject: Subject) -> Iterator[Hit]:
    """这一行得了满分，原因栏说没有完成、滞后。没有完成的是资金支付、已经补上的不报；因为资金不到位而没有完成的报。"""
    for row in subject.score.indicators:
        reason = row.indicator.reason
        full = row.weight and row.printed == row.weight
        if not full or not reason.text or row.indicator.is_execution:
            continue
        found = next(filter(_says_undone, re.split("[。；;！!\n]", reason.text)), "")
        if found:
            yield Hit(
                reason,
                found=found.strip(),
                words={"level3": row.indicator.level3.text, "score": row.printed},
                related=(row.indicator.actual, row.indicator.score),
            )


def _says_undone(sentence: str) -> bool:
    """一句话说没有做到；逐个半句地看，钱只是原因的（因资金不到位，没有完成任务）也是。"""
    if _OTHERWISE.search(sentence):
        return False
    told_money = _MONEY.search(sentence) is not None
    for clause in (_CAUSE.sub("", each) for each in re.split("[，,]", sentence)):
        found = _UNDONE.search(clause)
        if found is None or _MONEY.search(clause):
            continue
        if not (told_money and _MAY_BE_MONEY.search(found[0])):
            return True
    return False
