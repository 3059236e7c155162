"""能生成的表：名称、模板、由哪些表得来，都写在 ``model/forms.yaml`` 的 ``made``；这里是怎样得来。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from perfxl.model.errors import PerfxlError
from perfxl.model.form import Form, made_in_order
from perfxl.model.form_spec import Made, Stage
from perfxl.model.table import Table
from perfxl.rendering.derived.adjustments import adjustments
from perfxl.rendering.derived.approvals import (
    ProfileOf,
    approval_list,
    single_approval,
    single_target,
)
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.derived.evaluation_lines import evaluation_summary
from perfxl.rendering.derived.monitorings import monitorings
from perfxl.rendering.derived.project_lines import project_budget
from perfxl.rendering.derived.self_evaluations import self_evaluations

# 不评分，由别的表得来时也照口径：没有写的分值，总分的等级。
_BY_PROFILE = ("approval_list", "evaluation_summary")


@dataclass(frozen=True)
class MadeForm:
    """一种能生成的表：``form`` 的一种写法，见 ``Made``。"""

    form: Form
    made: Made

    @property
    def name(self) -> str:
        """命令行、菜单里的名称，也是模板文件名。"""
        return self.made.name

    @property
    def title(self) -> str:
        """空白表的标题。"""
        return self.made.title or self.form.label

    @property
    def stage(self) -> Stage:
        """写成的表在哪一步。"""
        return self.made.stage or self.form.spec.stages[0]

    @property
    def derived(self) -> tuple[Form, ...]:
        """还能由哪几种表得来。"""
        return tuple(map(Form, self.made.sources))

    @property
    def gathered(self) -> bool:
        """几个文件合成一份。"""
        return self.made.gathered

    @property
    def sums_several(self) -> bool:
        """几个文件合成一份，不分先后；由年初、调整两份比出来的要分。"""
        return self.gathered and not self.compares

    @property
    def compares(self) -> bool:
        """由年初、调整两份比出来。"""
        return self.made.compares

    @property
    def uses_profile(self) -> bool:
        """照口径拟分值、评分、定等级。"""
        return self.form.spec.scored or self.made.by in _BY_PROFILE

    def is_already(self, table: Table) -> bool:
        """已经是要的表，照原样写；批复的一份标题另是一种，由它得来的（``derived`` 里有自己）不算。"""
        stage = self.made.stage
        if stage is None and self.form in self.derived:
            return table.form is self.form and table.stage is not Stage.APPROVAL
        return table.form is self.form and stage in (None, table.stage)

    def derive(self, groups: Sequence[Sequence[Table]], profile: ProfileOf) -> list[Table]:
        """由照 ``--from`` 分组的几张表得出要的表；得不出抛 ``NotDerivableError``。"""
        return DERIVATIONS[self.made.by](self, groups, profile)


Derive = Callable[[MadeForm, Sequence[Sequence[Table]], ProfileOf], list[Table]]


def _evaluations(
    made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf
) -> list[Table]:
    tables = chain.from_iterable(groups)
    return [each for table in tables for each in self_evaluations(table, made.form, profile(table))]


def _monitorings(
    made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf
) -> list[Table]:
    tables = chain.from_iterable(groups)
    return [each for table in tables for each in monitorings(table, made.form)]


def _single_approvals(
    made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf
) -> list[Table]:
    tables = chain.from_iterable(groups)
    return [each for table in tables for each in single_approval(table, made.form)]


def _single_targets(
    made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf
) -> list[Table]:
    tables = chain.from_iterable(groups)
    return [each for table in tables for each in single_target(table, made.form)]


def _list(made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf) -> list[Table]:
    return [approval_list(list(chain.from_iterable(groups)), made.form, profile)]


def _adjusted(made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf) -> list[Table]:
    """第一个 --from 是年初的，第二个是调整后的。"""
    if len(groups) != 2:
        raise NotDerivableError(
            "调整批复表由年初的、调整后的两份比出来，各写一次 --from：--from 年初.xlsx --from 调整.xlsx"
            "（一份是几个文件的，写它们所在的文件夹）。"
        )
    return adjustments(groups[0], groups[1], made.form)


def _project_lines(
    made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf
) -> list[Table]:
    return [project_budget(list(chain.from_iterable(groups)), made.form)]


def _evaluation_lines(
    made: MadeForm, groups: Sequence[Sequence[Table]], profile: ProfileOf
) -> list[Table]:
    return [evaluation_summary(list(chain.from_iterable(groups)), made.form)]


# ``forms.yaml`` 里 ``by`` 的各种办法。
DERIVATIONS: Mapping[str, Derive] = {
    "self_evaluation": _evaluations,
    "monitoring": _monitorings,
    "single_approval": _single_approvals,
    "single_target": _single_targets,
    "approval_list": _list,
    "adjustment": _adjusted,
    "project_budget": _project_lines,
    "evaluation_summary": _evaluation_lines,
}
MADE_FORMS: tuple[MadeForm, ...] = tuple(MadeForm(*pair) for pair in made_in_order())
MADE_NAMES = tuple(made.name for made in MADE_FORMS)
# 不是一种表：把一个工作簿里的各种表照原样重排。
WHOLE_BOOK = "整本"


def made_form(name: str) -> MadeForm | None:
    """按名称、别的叫法、表的全称或英文代号找；没有为 ``None``。

    >>> [made_form(each).name for each in ("自评表", "self_evaluation", "项目支出批复表", "功能分类")]
    ['自评表', '自评表', '项目支出批复表', '功能分类批复表']
    >>> made_form("决算表") is None
    True
    """
    for made in MADE_FORMS:
        if name in (made.name, *made.made.names):
            return made
    for made in MADE_FORMS:
        if name in (made.form.value, made.form.label):
            return made
    return None


def known_form(name: str, *, or_book: bool = False) -> MadeForm:
    """同 ``made_form``；没有的抛 ``PerfxlError``，列出有哪些（``or_book`` 是整本也行）。"""
    found = made_form(name)
    if found is None:
        book = f"，和{WHOLE_BOOK}（照原样重排一遍）" if or_book else ""
        raise PerfxlError(f"没有“{name}”这种表；能生成的有：{'、'.join(MADE_NAMES)}{book}。")
    return found


def own_form(form: Form) -> MadeForm | None:
    """照一种表的原样重排时用的；只读、没有模板的表为 ``None``。"""
    return next((made for made in MADE_FORMS if made.form is form), None)
