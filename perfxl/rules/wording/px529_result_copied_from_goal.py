"""PX529 实际完成情况照抄预期目标"""

from collections.abc import Iterator
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# 更短的，一句话说完，相同不奇怪。
_FEWEST = 12


@rule(
    id="PX529",
    title="实际完成情况照抄预期目标",
    severity=Severity.INFO,
    basis=(own_convention("实际完成情况写做成了什么，不是再说一遍目标"),),
    message="实际完成情况与预期目标一字不差，看不出实际做成了什么。",
    hint="请在 {cells} 写明实际完成了多少、效果怎样。",
)
def result_copied_from_goal(subject: Subject) -> Iterator[Hit]:
    """两格的字去掉空白、标点和“已”“了”以后相同。"""
    goals = subject.table.goals
    goal, actual = goals.get("expected", ABSENT), goals.get("actual", ABSENT)
    if len(actual.text) < _FEWEST or goal.place == actual.place:
        return
    if _bare(goal.text) == _bare(actual.text):
        yield Hit(actual, found=actual.text, related=(goal,))


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    return "".join(sign for sign in compact(text) if sign.isalnum() and sign not in "已了")
