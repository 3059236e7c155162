"""一张表说的是项目还是部门整体、在申报还是批复……：同一种表几样都用的，看标题上写的字。"""

from perfxl.grammar.glyphs import compact
from perfxl.model.form import Form
from perfxl.model.form_spec import Scope, Stage

_SCOPE_WORDS = {Scope.DEPARTMENT: "整体"}
# 先看后一步的：“调整批复”是调整。
_STAGE_WORDS = {Stage.ADJUSTMENT: "调整", Stage.APPROVAL: "批复", Stage.APPLICATION: "申报"}


def scope_of(form: Form, title: str) -> Scope:
    """说的是什么；标题没有写明的，是这种表的第一个。"""
    scopes, words = form.spec.scopes, compact(title)
    said = (scope for scope, word in _SCOPE_WORDS.items() if word in words and scope in scopes)
    return next(said, scopes[0])


def stage_of(form: Form, title: str) -> Stage:
    """在一年里的哪一步；标题没有写明的，是这种表的第一个。"""
    stages, words = form.spec.stages, compact(title)
    said = (stage for stage, word in _STAGE_WORDS.items() if word in words and stage in stages)
    return next(said, stages[0])
