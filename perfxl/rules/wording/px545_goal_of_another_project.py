"""PX545 名称、目标与指标说的不是一个项目"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.model.table import ABSENT
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.project_words import indicator_words, pairs_of
from perfxl.standards.documents import own_convention

# 少于这么多对字，说不上说的是什么。
_FEWEST = 5
_FEW_ROWS = 4


@rule(
    id="PX545",
    title="目标与指标说的不是一个项目",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(own_convention("年度总体目标与绩效指标说的是同一个项目"),),
    message="年度总体目标写{goal}，与项目名称和全部指标没有一个词相同。",
    hint="请核对 {cells}，多半是从别的项目的表上抄来没有改。",
    needs_every_row=True,
)
def goal_of_another_project(subject: Subject) -> Iterator[Hit]:
    """年度总体目标没有一个词与项目名称、指标名称和解释相同。通用的话（完成、资金、群众……）不凭它认；字数少的不判。

    部门整体的目标说的是部门的职责，不是一个项目，不判。
    """
    table = subject.table
    goal = table.goals.get("expected", ABSENT)
    if table.scope is Scope.DEPARTMENT or len(table.indicators) < _FEW_ROWS:
        return
    said = pairs_of([goal.text])
    words = (table.project, *indicator_words(table))
    if len(said) < _FEWEST or any(said & pairs_of([text]) for text in words):
        return
    first = goal.text.split("。")[0]
    yield Hit(goal, found=goal.text, words={"goal": quoted(first)})
