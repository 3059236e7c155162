"""``perfxl form``：认得哪些表、各有哪些栏、靠什么认、由什么得来。全都照 ``model/forms.yaml`` 说。"""

from collections.abc import Iterator

import click

from perfxl.actions.forms_made import MadeForm, made_form
from perfxl.cli.options import debug_option
from perfxl.cli.screen import console
from perfxl.model.columns import GOALS, INDICATOR_COLUMNS
from perfxl.model.form import Form
from perfxl.model.form_spec import Columns, FormSpec, Recognition, Scope, Shape, Stage

SCOPES = {
    Scope.PROJECT: "项目",
    Scope.DEPARTMENT: "部门整体",
    Scope.AREA: "转移支付",
    Scope.LIST: "许多项目",
}
STAGES = {
    Stage.APPLICATION: "申报",
    Stage.APPROVAL: "批复",
    Stage.ADJUSTMENT: "调整",
    Stage.MONITORING: "监控",
    Stage.EVALUATION: "自评",
}
SHAPES = {
    Shape.ONE: "一行一个指标",
    Shape.SCORES: "一行一个指标，没有指标值，照评分标准打分",
    Shape.HALVES: "一行一个指标，年初与调整后并列",
    Shape.LIST: "一行一个指标，左边重复写项目",
    Shape.LINES: "一行一个科目或项目",
    Shape.RESULTS: "一行一个项目，写着执行数、得分、等级",
    Shape.REVIEW: "一行一项审核内容",
    Shape.TWO_SIDED: "收入、支出左右并列",
}
_COLUMNS = {"project": "项目名称", "project_code": "项目编码"}


@click.command(options_metavar="[选项]")
@click.argument("name", required=False, metavar="[表名]")
@debug_option
def form(name: str | None, debug: bool) -> None:
    """认得哪些表：不写表名时列出全部。"""
    print_forms(name)


def print_forms(name: str | None) -> None:
    """全部的表；写了名称的只说那一种，没有这种时抛 ``click.UsageError``。"""
    screen = console()
    if name is not None:
        found = _form_named(name)
        if found is None:
            raise click.UsageError(f"没有“{name}”这种表；运行 perfxl form 可看全部。")
        screen.print("\n".join(_page(found.spec)))
        return
    for form in Form:
        spec = form.spec
        names = "、".join(made.name for made in spec.made) or "只读"
        screen.print(f"{spec.label}（{spec.name}）")
        screen.print(f"  make 的表名：{names}　认法：{_recognised(spec)}")
    screen.print(f"共 {len(Form)} 种；perfxl form 表名 看各有哪些栏、由什么得来。")


def _form_named(name: str) -> Form | None:
    """照 make 的表名找；只读的表照全称、英文代号。"""
    made = made_form(name)
    if made is not None:
        return made.form
    named = next((form for form in Form if name in (form.value, form.label)), None)
    if named is not None or not name.endswith("表"):
        return named
    # 文书里的简称（审核表、评分表）：全称的末尾几个字，只有一种表是这样的。
    short = [form for form in Form if form.label.endswith(name)]
    return short[0] if len(short) == 1 else None


def _page(spec: FormSpec) -> Iterator[str]:
    yield f"{spec.label}（{spec.name}）"
    yield f"说的是：{'、'.join(SCOPES[each] for each in spec.scopes)}"
    yield f"哪一步：{'、'.join(STAGES[each] for each in spec.stages)}"
    yield f"排法：{SHAPES[spec.shape]}{'；由程序评分' if spec.scored else ''}"
    yield f"靠什么认：{_recognised(spec)}"
    if spec.goals:
        yield f"总体目标：{'、'.join(GOALS[each] for each in spec.goals)}"
    for title, columns in (("指标", spec.indicators), ("资金", spec.funds), ("预算行", spec.lines)):
        if columns:
            yield f"{title}的栏：{_columns(columns)}"
    for made in (MadeForm(Form(spec.name), each) for each in spec.made):
        others = f"（也叫{'、'.join(made.made.names)}）" if made.made.names else ""
        sources = "、".join(form.label for form in made.derived)
        yield f"make {made.name}{others}：同一种表{f'，或由{sources}得来' if sources else ''}"
    if not spec.made:
        yield "make 不写这种表：只读、只查"


def _columns(columns: Columns) -> str:
    return "、".join(
        f"{column.label}（印着才有）" if column.key in columns.when_printed else column.label
        for column in columns
    )


def _recognised(spec: FormSpec) -> str:
    return "；或".join(_way(each) for each in spec.recognised_by)


def _way(way: Recognition) -> str:
    said: list[str] = []
    if way.columns:
        said.append(f"有{'、'.join(sorted(map(_column, way.columns)))}")
    if way.any_columns:
        said.append(f"有{'或'.join(sorted(map(_column, way.any_columns)))}一栏")
    said += ["年初与调整后两套并列"] if way.halves else []
    said += ["收入、支出左右并列"] if way.two_sided else []
    said += ["按科目编码列"] if way.by_subject else []
    said += ["标题写着部门（单位）整体"] if way.department else []
    said += [f"标题写{_quoted(way.title)}"] if way.title else []
    said += [f"标题没有写{_quoted(way.title_without)}"] if way.title_without else []
    said += [f"写着{_quoted(way.words)}"] if way.words else []
    said += [f"没有{_quoted(way.without)}"] if way.without else []
    return "，".join(said) or "别的都不是"


def _column(key: str) -> str:
    column = INDICATOR_COLUMNS.get(key)
    return _COLUMNS.get(key) or (column.label if column is not None else key)


def _quoted(words: tuple[str, ...]) -> str:
    return "或".join(f"“{word}”" for word in words)
