"""PX526 目标里写的数与指标值不同"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from perfxl.grammar import Kind, Measured, parse
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.standards.documents import own_convention

_CLAUSE = re.compile(r"[，。；、,;\n]")
_STATED = re.compile(r"(?<!\d)(?<!\d\.)(\d[\d.]*+[万亿]?)\s*+([\u4e00-\u9fff]{1,2})")
# 名称与目标的这一句至少有这么多字连着相同，才算说的是一件事。
_SHARED = 3


@rule(
    id="PX526",
    title="目标里写的数与指标值不同",
    severity=Severity.INFO,
    forms=TARGETS,
    basis=(own_convention("年度总体目标与指标说的是同一件事时，数应一致"),),
    message="年度总体目标写“{found}”，指标“{level3}”的指标值是“{expected}”。",
    hint="请核对 {cells} 和指标值，改成一致；说的不是一件事的可以不管。",
    needs_every_row=True,
)
def goal_number_differs(subject: Subject) -> Iterator[Hit]:
    """目标的一句话与指标名称有三个字以上连着相同、单位相同，而数不同。

    同样单位的别的指标正是这个数的不报；百分数和金额常是另一种口径，不比。
    """
    goal = subject.table.goals.get("expected", Entry())
    counted = [
        (stated, stated.value)
        for stated in subject.stated_targets
        if isinstance(stated.value, Measured) and stated.value.kind is Kind.QUANTITY
    ]
    for clause in _CLAUSE.split(goal.text):
        for found in _STATED.finditer(clause):
            written = parse(found[0])
            if not isinstance(written, Measured) or written.unit is None:
                written = parse(found[1] + found[2][0])
            if not isinstance(written, Measured) or written.kind is not Kind.QUANTITY:
                continue
            same_unit = [each for each in counted if each[1].unit == written.unit]
            if any(value.number == written.number for _, value in same_unit):
                continue
            alike = [stated for stated, _ in same_unit if _shares_words(clause, stated)]
            if len(alike) == 1:
                yield Hit(
                    goal,
                    found=clause.strip(),
                    expected=alike[0].target.text,
                    words={"level3": alike[0].level3.text},
                    related=(alike[0].target,),
                )


def _shares_words(clause: str, stated: StatedTarget) -> bool:
    name = re.sub(r"(?:数量|个数|人数|次数|数)$", "", stated.level3.text)
    matcher = SequenceMatcher(None, clause, name, autojunk=False)
    return matcher.find_longest_match().size >= min(_SHARED, max(len(name), 2))
