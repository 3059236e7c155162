"""能生成的表：名称、模板、由哪些表得来。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from perfxl.model.table import Form, Table
from perfxl.rendering.derived.adjustments import adjustments
from perfxl.rendering.derived.approvals import approval_list, single_approval
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.project_lines import project_budget
from perfxl.rendering.derived.self_evaluations import self_evaluations
from perfxl.standards.profile import Profile

# 由几张表得出要的表；表照 --from 分组。
Derive = Callable[[Sequence[Sequence[Table]], Profile], list[Table]]

_TARGETS = (Form.TARGET, Form.TRANSFER_TARGET, Form.APPLICATION)
_ADJUSTMENTS = (Form.APPROVAL_ADJUSTMENT, Form.DEPARTMENT_ADJUSTMENT)


@dataclass(frozen=True)
class MadeForm:
    """一种能生成的表。

    ``name`` 是命令行里的名称，也是模板文件名；``derived`` 是还能由哪些表得来；``gathered`` 是几个
    文件合成一份的。
    """

    name: str
    form: Form
    derived: tuple[Form, ...] = ()
    derive: Derive | None = None
    gathered: bool = False

    @property
    def compares(self) -> bool:
        """由年初、调整两份比出来的。"""
        return self.derive is _adjusted


def _evaluations(groups: Sequence[Sequence[Table]], profile: Profile) -> list[Table]:
    tables = chain.from_iterable(groups)
    return [each for table in tables for each in self_evaluations(table, profile)]


def _single_approvals(groups: Sequence[Sequence[Table]], profile: Profile) -> list[Table]:
    tables = chain.from_iterable(groups)
    return [each for table in tables for each in single_approval(table)]


def _list(groups: Sequence[Sequence[Table]], profile: Profile) -> list[Table]:
    return [approval_list(list(chain.from_iterable(groups)), profile)]


def _adjusted(groups: Sequence[Sequence[Table]], profile: Profile) -> list[Table]:
    """第一个 --from 是年初的，第二个是调整后的。"""
    if len(groups) != 2:
        raise NotDerivableError(
            "调整批复表要年初的、调整后的各一份：--from 年初.xlsx --from 调整.xlsx（文件夹也可以）。"
        )
    return adjustments(*groups)


def _project_lines(form: Form) -> Derive:
    return lambda groups, profile: [project_budget(list(chain.from_iterable(groups)), form)]


_PROJECTS = (*_TARGETS, Form.APPROVAL_ADJUSTMENT)
MADE_FORMS: tuple[MadeForm, ...] = (
    MadeForm(
        "自评表",
        Form.SELF_EVALUATION,
        (*_TARGETS, Form.APPROVAL_LIST, *_ADJUSTMENTS, Form.DEPARTMENT_TARGET),
        _evaluations,
    ),
    MadeForm("目标表", Form.TARGET),
    MadeForm("转移支付目标表", Form.TRANSFER_TARGET),
    MadeForm("申报表", Form.APPLICATION),
    MadeForm("部门整体目标表", Form.DEPARTMENT_TARGET),
    MadeForm("批复表", Form.TARGET, (*_TARGETS, Form.APPROVAL_LIST), _single_approvals),
    MadeForm("批复清单", Form.APPROVAL_LIST, _TARGETS, _list, gathered=True),
    MadeForm("调整批复表", Form.APPROVAL_ADJUSTMENT, _TARGETS, _adjusted, gathered=True),
    MadeForm(
        "部门整体调整批复表",
        Form.DEPARTMENT_ADJUSTMENT,
        (Form.DEPARTMENT_TARGET,),
        _adjusted,
        gathered=True,
    ),
    MadeForm("收支批复表", Form.BUDGET_SUMMARY),
    MadeForm("功能分类批复表", Form.FUNCTION_BUDGET),
    MadeForm(
        "项目支出批复表",
        Form.PROJECT_BUDGET,
        _PROJECTS,
        _project_lines(Form.PROJECT_BUDGET),
        gathered=True,
    ),
    MadeForm(
        "转移支付批复表",
        Form.TRANSFER_BUDGET,
        _PROJECTS,
        _project_lines(Form.TRANSFER_BUDGET),
        gathered=True,
    ),
)
MADE_NAMES = tuple(made.name for made in MADE_FORMS)
# 命令行里也认的别的叫法。
_OTHER_NAMES = {
    "绩效自评表": "自评表",
    "部门整体自评表": "自评表",
    "绩效目标表": "目标表",
    "项目绩效目标表": "目标表",
    "绩效目标批复表": "批复表",
    "批复单表": "批复表",
    "批复表清单": "批复清单",
    "部门整体": "部门整体目标表",
    "功能分类": "功能分类批复表",
    "功能分类科目": "功能分类批复表",
    "收支总表": "收支批复表",
    "调整批复": "调整批复表",
    "预算调整批复": "调整批复表",
}


def made_form(name: str) -> MadeForm | None:
    """按名称、表的全称或英文代号找；没有为 ``None``。

    >>> [made_form(each).name for each in ("自评表", "self_evaluation", "项目支出批复表", "功能分类")]
    ['自评表', '自评表', '项目支出批复表', '功能分类批复表']
    >>> made_form("决算表") is None
    True
    """
    wanted = _OTHER_NAMES.get(name, name)
    for made in MADE_FORMS:
        if wanted in (made.name, made.form.value, made.form.label):
            return made
    return None


def own_form(form: Form) -> MadeForm:
    """照一种表的原样重排时用的。"""
    return next(made for made in MADE_FORMS if made.form is form)
