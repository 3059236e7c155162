"""PX528 扣了分，结论却说没有问题"""

import re
from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_money import told_texts
from perfxl.rules.facts.unfilled import is_idle
from perfxl.standards.documents import own_convention

_NONE_WRONG = Pattern(r"(?:不存在|没有|无|未发现)(?:任何|明显|其他)?(?:的)?问题(?=$|[，。；、,;])")
_ALL_DONE = Pattern(
    r"(?:各项|全部|所有|\d+[项个条])(?:年度)?(?:绩效)?(?:指标|目标|任务)(?:值)?(?:均|都|已|全部|全面)*(?:已)?(?:完成|达到|达成|实现|做到|达标)"
)
_HEDGED = Pattern("基本|大部分|多数|除|但|未|仅|主要|较好")


@rule(
    id="PX528",
    title="扣了分，结论却说没有问题",
    severity=Severity.WARNING,
    basis=(own_convention("自评结论与各行的得分一致，有没有做到的就说出来"),),
    message="{place}写“{found}”，而“{level3}”等 {times} 个指标没有得满分。",
    hint="请核对 {cells}：写明哪些没有做到、为什么、怎样改进。",
    needs_every_row=True,
)
def no_problem_said_but_docked(subject: Subject) -> Iterator[Hit]:
    """有指标扣了分，实际完成情况、自评结论却写“不存在问题”“各项指标全部完成”。说“基本完成”“除……外”的不报。"""
    docked = [
        row.indicator
        for row in subject.score.indicators
        if row.printed is not None
        and row.weight is not None
        and row.printed < row.weight
        and not row.indicator.is_execution
        and not is_idle(row.indicator)
    ]
    if not docked:
        return
    for place, entry in told_texts(subject.table):
        found = _NONE_WRONG.search(entry.text) or _ALL_DONE.search(entry.text)
        if found is None or _HEDGED.search(_around(entry.text, found)):
            continue
        yield Hit(
            entry,
            found=found[0],
            words={"place": place, "level3": docked[0].level3.text, "times": len(docked)},
            related=[row.score for row in docked],
        )


def _around(text: str, found: re.Match[str]) -> str:
    """同一句里的字。"""
    start = max(text.rfind("。", 0, found.start()), text.rfind("；", 0, found.start())) + 1
    end = text.find("。", found.end())
    return text[start : found.start()] + text[found.end() : end if end >= 0 else len(text)]
