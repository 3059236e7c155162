"""PX340 没有做到，原因却写已完成"""

from collections.abc import Iterator

from perfxl.grammar import Attainment, Measured, Operator, Qualitative
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# 整句说的是做完了：已按计划全部完成。已经完成年度任务。说完成了多少、完成的是哪一部分的不是。
_DONE = Pattern(
    r"^(?:(?:本年度?|全年|年度|全部|各项|本项|该项|此项)+(?:目标|指标|任务|工作)*|(?:目标|指标|任务|工作)+)?"
    r"(?:现|均|都|目前|年底前?)*(?:已经?)?(?:均|都)?"
    r"(?:按照?(?:年度|年初|既定|合同|时间|序时|工作|实施)*(?:计划|要求|进度|目标|预期|规定|约定|节点|方案)"
    r"|全部|全面|全数|按期|按时|如期|如数|圆满|顺利|超额|保质保量|按质按量)*(?:已经?)?"
    r"(?:(?:完成|达成|做到|达标|实现)(?:了)?(?:(?:全?年度?|本年|预期|既定|计划|全部|各项|目标|任务|指标|工作|要求)*"
    r"|(?!前期|部分|主要|初步|阶段|[一二三四五六七八九十两半多近约大])[^，。；,;\d]{2,4}(?:任务|目标))"
    r"|达到了?(?:预期|既定|年初|年度|设定|计划)+的?(?:目标|指标|要求|效果))(?=$|[，。；,;！!])"
)
# 同一格里另说了差在哪里、为什么，就是原因。
_EXPLAINED = Pattern(
    r"但|(?<!原)因|由于|受.{1,12}影响|未|没有(?!偏差)|不足|(?<!偏)差|(?<!减)少|剩余|其余|余下|推迟|滞后|预计|调整|只|仅"
)


@rule(
    id="PX340",
    title="没有做到，原因却写已完成",
    severity=Severity.WARNING,
    basis=(own_convention("未完成原因说的是为什么没有做到，不与完成值相反"),),
    message="“{level3}”指标值“{target}”、完成值“{actual}”，没有做到，原因栏却写“{found}”。",
    hint="请核对 {cells}：没有做到的写明原因和改进措施，做到了的改完成值。",
)
def reason_says_done(subject: Subject) -> Iterator[Hit]:
    """完成值没有达到指标值（或写着未完成、部分达成），原因栏开头写“已全部完成”，别的原因一句也没有。"""
    for row in subject.table.indicators:
        reason = row.reason.text.strip()
        found = _DONE.match(reason)
        if found is None or _EXPLAINED.search(reason[found.end() :]):
            continue
        if falls_short(row):
            yield Hit(
                row.reason,
                found=found[0],
                words={
                    "level3": row.level3.text,
                    "target": row.target.text,
                    "actual": row.actual.text,
                },
                related=(row.target, row.actual),
            )


def falls_short(row: Indicator) -> bool:
    """完成值没有做到指标值：数比得出的看数，文字看等级。"""
    target, actual = row.target_value, row.actual_value
    if isinstance(actual, Qualitative):
        return actual.level in (Attainment.PARTIAL, Attainment.UNMET)
    if not (isinstance(target, Measured) and isinstance(actual, Measured)):
        return False
    if target.dimension != actual.dimension or target.upper is not None or actual.approximate:
        return False
    if target.operator is Operator.AT_LEAST:
        return actual.base_number < target.base_number
    return target.operator is Operator.AT_MOST and actual.base_number > target.base_number
