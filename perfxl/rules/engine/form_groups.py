"""规则适用的几种表：按表的样子（说的是什么、在哪一步、怎样排）归成几组，不逐种列举。

一种新的表落在哪几组，由它在 ``model/forms.yaml`` 里的一条说了算。
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from perfxl.model.form import Form, forms_where
from perfxl.model.form_spec import FormSpec, Scope, Shape, Stage


@dataclass(frozen=True, slots=True)
class FormGroup:
    """几种表和它们合起来的叫法，如 目标表、申报表。"""

    names: tuple[str, ...]
    forms: frozenset[Form]

    @property
    def said(self) -> str:
        """写在规则说明里的叫法。"""
        return "、".join(self.names)

    def __or__(self, other: "FormGroup") -> "FormGroup":
        names = dict.fromkeys((*self.names, *other.names))
        return FormGroup(tuple(names), self.forms | other.forms)

    def __contains__(self, form: Form) -> bool:
        return form in self.forms

    def __iter__(self) -> Iterator[Form]:
        return (form for form in Form if form in self.forms)


def _forms_where(name: str, holds: Callable[[FormSpec], bool]) -> FormGroup:
    return FormGroup((name,), forms_where(holds))


ALL_FORMS = _forms_where("全部表", lambda spec: True)
# 有指标的表。
TARGET_TABLES = _forms_where(
    "目标表、申报表",
    lambda spec: spec.shape is Shape.ONE and spec.stages[0] in (Stage.APPLICATION, Stage.APPROVAL),
)
APPLICATIONS = _forms_where(
    "申报表", lambda spec: spec.shape is Shape.ONE and spec.stages == (Stage.APPLICATION,)
)
DEPARTMENT_TARGETS = _forms_where(
    "部门整体目标表",
    lambda spec: (
        spec.shape is Shape.ONE
        and spec.scopes == (Scope.DEPARTMENT,)
        and Stage.APPLICATION in spec.stages
    ),
)
# 年初批复用的几种：目标表批复了就是批复表。
APPROVALS = _forms_where(
    "目标表、批复表", lambda spec: bool(spec.indicators) and Stage.APPROVAL in spec.stages
)
MONITORINGS = _forms_where("监控表", lambda spec: spec.stages == (Stage.MONITORING,))
SCORE_TABLES = _forms_where("评价评分表", lambda spec: spec.shape is Shape.SCORES)
SELF_EVALUATIONS = _forms_where("自评表", lambda spec: spec.scored)
ADJUSTMENTS = _forms_where("调整批复表", lambda spec: spec.shape is Shape.HALVES)
PROJECT_ADJUSTMENTS = _forms_where(
    "项目的调整批复表",
    lambda spec: spec.shape is Shape.HALVES and Scope.PROJECT in spec.scopes,
)
LISTS = _forms_where("批复清单", lambda spec: spec.shape is Shape.LIST)
# 一张说一个项目（部门）、一行一个指标的表。
TARGETS = TARGET_TABLES | MONITORINGS | SELF_EVALUATIONS
WITH_INDICATORS = TARGETS | ADJUSTMENTS | LISTS
# 项目从申报到自评，逐条对得上的几种表。
COMPARED = TARGET_TABLES | LISTS | PROJECT_ADJUSTMENTS | MONITORINGS | SELF_EVALUATIONS
DEPARTMENT_WHOLES = _forms_where(
    "部门整体的表", lambda spec: spec.scopes == (Scope.DEPARTMENT,) and bool(spec.indicators)
)
# 只有金额的预算表。
BUDGETS = _forms_where("预算批复表", lambda spec: spec.is_budget)
SUMMARIES = _forms_where("收支总表", lambda spec: spec.shape is Shape.TWO_SIDED)
SUBJECT_BUDGETS = _forms_where("功能分类表", lambda spec: spec.by_subject)
PROJECT_BUDGETS = _forms_where(
    "项目支出批复表",
    lambda spec: spec.is_budget and spec.has_projects_in_lines and Scope.LIST in spec.scopes,
)
TRANSFER_BUDGETS = _forms_where(
    "转移支付批复表",
    lambda spec: spec.is_budget and spec.has_projects_in_lines and Scope.AREA in spec.scopes,
)
PROJECT_LINES = PROJECT_BUDGETS | TRANSFER_BUDGETS
TARGET_REVIEWS = _forms_where("绩效目标审核表", lambda spec: spec.shape is Shape.REVIEW)
EVALUATION_SUMMARIES = _forms_where("自评汇总表", lambda spec: spec.shape is Shape.RESULTS)
# 说得出一个个项目的表。
WITH_PROJECTS = WITH_INDICATORS | PROJECT_LINES
