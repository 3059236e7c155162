"""PX549 文字里写的指标条数与表内不同"""

import re
from collections.abc import Iterator

from perfxl.grammar import Measured, parse
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.told_money import told_texts
from perfxl.rules.facts.unfilled import is_idle
from perfxl.standards.documents import own_convention

# 8项指标、8个三级指标、共设8条绩效指标；“3项指标未完成”说的是几条没有做到。
_COUNT = Pattern(
    r"(?P<all>共|设(?:定|置|立)?|全部|所有)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})"
    r"(?:项|个|条)(?:三级)?(?:绩效)?指标(?P<after>[^，。；,;]{0,12})"
)
_ALL_DONE = Pattern(
    r"^(?:均|都|已|全部|全面|中)*(?:已)?(?:全部)?(?:完成|达标|达到|实现|达成)(?!率)"
)
_UNDONE = Pattern(
    r"^(?:均|都)?(?:未|没有|没能|尚未)(?:能)?(?:全部|全面)?(?:完成|达标|达到|实现|达成)"
)
_PART = Pattern(r"其中|产出|效益|满意度|数量|质量|时效|成本|一级|二级|有$")


@rule(
    id="PX549",
    title="文字里写的指标条数与表内不同",
    severity=Severity.WARNING,
    basis=(own_convention("文字里说的指标条数、没有做到的条数，与表内相同"),),
    message="{place}写“{found}”，表内{what} {expected} 条。",
    hint="请核对 {cells} 和各行指标，改成一致。",
    needs_every_row=True,
)
def told_count_differs(subject: Subject) -> Iterator[Hit]:
    """自评结论、实际完成情况写“8项指标全部完成”“3项指标未完成”，与表内指标的条数、扣了分的条数不同。

    只说其中一类的（产出指标 5 项）不比；“完成 7 项、未完成 1 项”分着说的，合起来对得上的不报。
    """
    texts = [(place, entry) for place, entry in told_texts(subject.table) if "指标" in entry.text]
    if not texts:
        return
    rows = [
        row
        for row in subject.score.indicators
        if row.weight and not row.indicator.is_execution and not is_idle(row.indicator)
    ]
    lost = sum(row.printed is not None and row.printed < (row.weight or 0) for row in rows)
    for place, entry in texts:
        told = [each for each in map(_told, _COUNT.finditer(entry.text)) if each is not None]
        numbers = [number for number, _, _ in told]
        if sum(numbers) == len(rows) or (len(rows) in numbers[:1] and len(numbers) > 1):
            continue
        for number, undone, text in told:
            right = {lost} if undone else {len(rows), len(rows) + 1, len(rows) - lost}
            if number not in right:
                yield Hit(
                    entry,
                    found=text,
                    expected=str(lost if undone else len(rows)),
                    words={"place": place, "what": "扣了分的有" if undone else "的指标有"},
                )
                break


def _told(found: re.Match[str]) -> tuple[int, bool, str] | None:
    """说了几条、是不是没有做到的；说的是其中一类、看不出的为 ``None``。"""
    before = found.string[max(0, found.start() - 4) : found.start()]
    value = parse(f"{found['n']}条")
    if _PART.search(before) or not isinstance(value, Measured):
        return None
    undone = _UNDONE.match(found["after"]) is not None
    if not undone and not (found["all"] or _ALL_DONE.match(found["after"])):
        return None
    return int(value.number), undone, found[0]
