"""看一份模板写得对不对：每个不认得的、写错的占位在哪一格，照这种表还缺哪些。"""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from perfxl.actions.form_sources import blank_source
from perfxl.actions.forms_made import MADE_FORMS, MadeForm, made_form
from perfxl.actions.make import Templates
from perfxl.actions.own_figures import holds_own_figures
from perfxl.grammar.patterns import Pattern
from perfxl.model.address import cell_address
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS
from perfxl.model.form_spec import Scope, Shape
from perfxl.plans.expansion import PRINTED, template_placeholders
from perfxl.plans.placeholders import (
    Placeholder,
    PlaceholderError,
    Reference,
    has_placeholder,
    parse_placeholder,
)
from perfxl.plans.planning import plan_sheet
from perfxl.plans.template import Template, TemplateError
from perfxl.rendering.form_content import (
    DETAIL_GROUPS,
    GROUP_ATTRIBUTES,
    VALUES,
    field_placeholders,
    form_content,
    placeholder_names,
    projects_content,
)
from perfxl.rendering.lone_braces import lone_braces, name_in_workbook
from perfxl.rendering.unplaced import equivalents

# 一格里写着几个栏名的，到冒号、占位为止。
_LABEL_ENDS = Pattern(r"[:：]|\{\{[^}]*\}\}|\s{2,}|\n")
# 随带的模板里有、自己的模板里可以没有的。
_OPTIONAL_GROUPS = frozenset({"栏目", *DETAIL_GROUPS, "合计"})
_WANTED_VALUES = frozenset(
    {"名称", "年度总体目标", "实际完成情况", "调整后目标", "总分", "自评结论"}
)
# 没有它就不成这种表；别的各栏，各地的表本来就有多有少。
_ESSENTIAL = frozenset({"名称", "指标.三级指标", "指标.指标值", "指标.合写指标值"}) | {
    *("指标.实际完成值", "指标.调整后指标值", "指标.执行情况", "项目.项目"),
    *("预算.名称", "收支.收入名称", "收支.支出名称"),
}


@dataclass(frozen=True)
class TemplateFault:
    """模板的一处毛病；``cell`` 为空的是整份模板的。

    ``minor``：少了一栏，表还是写得成，数据里有的那一栏到时候会说没有位置。
    """

    cell: str
    message: str
    minor: bool = False


def check_template(
    template: Template, shipped: Templates, made: MadeForm | None = None
) -> tuple[list[TemplateFault], MadeForm]:
    """一份模板的毛病，和照哪一种表看的；不知道是哪种表时抛 ``TemplateError``。``shipped`` 给出随带的模板。"""
    chosen = made or _guessed(template)
    held, faults = _held(template)
    if not held and not faults:
        message = "第一张工作表里没有 {{…}} 占位，不是模板；请用 perfxl template new 取一份来改。"
        return [TemplateFault("", message)], chosen
    for (row, column), placeholder in held.items():
        for reference in placeholder.references:
            said = name_fault(reference, chosen, omittable=placeholder.omittable)
            if said:
                faults.append(TemplateFault(cell_address(row, column), said))
    faults += _unprinted(template, held)
    faults += _own_figures(template)
    used = {str(each) for placeholder in held.values() for each in placeholder.references}
    faults += missing_names(used, chosen, shipped(chosen.name).template)
    if all(each.minor for each in faults):
        faults += _unplannable(template, chosen, held)
    return faults, chosen


def _held(
    template: Template,
) -> tuple[dict[tuple[int, int], Placeholder], list[TemplateFault]]:
    """各格的占位，和写错了的。"""
    faults: list[TemplateFault] = []
    held: dict[tuple[int, int], Placeholder] = {}
    for (row, column), cell in sorted(template.grid.cells.items()):
        text, address = str(cell.value), cell_address(row, column)
        alone = lone_braces(text, name_in_workbook)
        faults += [TemplateFault(address, each.said) for each in alone]
        if not has_placeholder(text):
            continue
        try:
            held[row, column] = parse_placeholder(text)
        except PlaceholderError as error:
            if not alone:  # 大括号不成对，已经说了
                faults.append(TemplateFault(address, f"“{text}”{error}。"))
    return held, faults


def _guessed(template: Template) -> MadeForm:
    found = made_form(template.grid.name) or made_form(Path(template.name).stem)
    if found is None:
        names = "、".join(made.name for made in MADE_FORMS)
        raise TemplateError(
            f"看不出“{template.name}”是哪一种表的模板，请用 --form 写明，如 --form 自评表（有：{names}）。"
        )
    return found


def unknown_name(reference: Reference) -> str:
    """名字不认得时怎么说；认得为 ``""``。"""
    name, attribute = reference.name, reference.attribute
    values = {*VALUES, *field_placeholders()}
    if not attribute:
        if name in values:
            return ""
        if name in GROUP_ATTRIBUTES:
            return f"“{name}”是一组数据，要写明是哪一栏，如 {{{{{name}.{sorted(GROUP_ATTRIBUTES[name])[0]}}}}}。"
        return f"不认得“{name}”{_perhaps(name, values)}。"
    if name in ("loop", PRINTED):
        return ""
    if name not in GROUP_ATTRIBUTES:
        return f"不认得“{reference}”，没有“{name}”这组数据{_perhaps(name, GROUP_ATTRIBUTES)}。"
    known = GROUP_ATTRIBUTES[name] | (values if name == "项目" else set())
    if attribute in known:
        return ""
    return f"“{name}”里没有“{attribute}”{_perhaps(attribute, known)}。"


def name_fault(reference: Reference, made: MadeForm | None, *, omittable: bool) -> str:
    """一个名字不认得、这种表没有这一栏时怎样说；没有毛病的为 ``""``。"""
    said = unknown_name(reference)
    return said if said or omittable or made is None else _foreign(reference, made)


def printed_labels(text: str) -> list[str]:
    """一格里印着的各个栏名。"""
    return _LABEL_ENDS.split(text)


def _unprinted(template: Template, held: dict[tuple[int, int], Placeholder]) -> list[TemplateFault]:
    """``{{栏.某某}}`` 照数据里同名的栏目写；模板里没有印着这个栏名的，多半是写错了字。"""
    printed = {
        placeholder_names(label)
        for place, cell in template.grid.cells.items()
        for label in printed_labels(str(cell.value))
        if place not in held or "{{" not in label
    }
    return [
        TemplateFault(cell_address(row, column), said, minor=True)
        for (row, column), placeholder in held.items()
        for reference in placeholder.references
        if (said := unprinted_said(reference, printed))
    ]


def _own_figures(template: Template) -> list[TemplateFault]:
    """印在模板里的金额、日期、文号：每张成表都照印。"""
    return [
        TemplateFault(
            cell_address(row, column),
            f"“{_shortened(str(cell.value))}”里写着金额、日期或文号，每张成表都会照印；"
            "是一份表自己的，请换成占位或删去。",
            minor=True,
        )
        for (row, column), cell in sorted(template.grid.cells.items())
        if holds_own_figures(str(cell.value))
    ]


def _shortened(text: str) -> str:
    said = "".join(text.split())
    return said if len(said) <= 40 else f"{said[:40]}…"


def unprinted_said(reference: Reference, printed: Collection[str]) -> str:
    """``{{栏.某某}}`` 里的栏名，模板里印着的（``printed``）和各地的栏目里都没有的怎样说；有的为 ``""``。"""
    name = reference.attribute
    if reference.name != PRINTED or name in printed or name in field_placeholders():
        return ""
    perhaps = get_close_matches(name, sorted({*printed, *field_placeholders()}), 1, 0.6)
    group = "" if perhaps and perhaps[0] in field_placeholders() else f"{PRINTED}."
    meant = f"，是不是“{group}{perhaps[0]}”" if perhaps else ""
    return (
        f"“{PRINTED}.{name}”：模板里没有印着“{name}”这个栏名{meant}；"
        "数据里没有同名的栏目，写出来是空的。"
    )


def _foreign(reference: Reference, made: MadeForm) -> str:
    """这种表没有的指标、资金的栏怎样说：写出来总是空的，读回来又是“没有读”；有的为 ``""``。"""
    spec = made.form.spec
    known, own = {
        "指标": (INDICATOR_COLUMNS, spec.indicators),
        "资金": (FUND_COLUMNS, spec.funds),
    }.get(reference.name, ({}, ()))
    columns = [each for each in known.values() if reference.attribute in each.placeholders]
    if not columns or any(each.key in own for each in columns) or not own:
        return ""
    return (
        f"{spec.label}没有“{reference.attribute}”一栏，写出来总是空的；请删去这一栏，"
        f"或写成 {{{{{reference}|可略}}}}。"
    )


def _perhaps(word: str, known: object) -> str:
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.5)  # type: ignore[call-overload]
    return f"，是不是“{close[0]}”" if close else "；可以写的名字见 docs/模板.md"


def missing_names(held: Collection[str], made: MadeForm, shipped: Template) -> list[TemplateFault]:
    """随带的模板里有、这一份里没有的要紧的占位；``held`` 是这一份提到的名字。"""
    used = {*held}
    if (
        "项目" in {each.partition(".")[0] for each in used}
        and made.form.spec.shape is not Shape.LIST
    ):
        used |= {each.removeprefix("项目.") for each in used}
    faults: dict[str, TemplateFault] = {}
    # 部门整体的表，部门名称常写在标题里。
    whole = made.form.spec.scopes[0] is Scope.DEPARTMENT
    for (row, column), placeholder in template_placeholders(shipped).items():
        if placeholder.omittable:
            continue
        for reference in placeholder.references:
            said = str(reference)
            wanted = (
                reference.name not in _OPTIONAL_GROUPS
                if reference.attribute
                else said in _WANTED_VALUES
            )
            if wanted and not any(each in used for each in equivalents(said)):
                place = cell_address(row, column)
                faults[said] = TemplateFault(
                    "",
                    f"缺少 {{{{{said}}}}}，{made.name}的这一项会写不进去（随带的模板写在 {place}）。",
                    minor=said not in _ESSENTIAL or (said == "名称" and whole),
                )
    return list(faults.values())


def _unplannable(
    template: Template, made: MadeForm, held: dict[tuple[int, int], Placeholder]
) -> list[TemplateFault]:
    """名字都对，用空白表试排一遍，看还有没有别的毛病（如重复的行合并错了）。"""
    used = frozenset(each for placeholder in held.values() for each in placeholder.references)
    content = form_content(blank_source(made).table, used)
    is_list = made.form.spec.shape is Shape.LIST
    if any(each.name == "项目" for each in used) and not is_list:
        content = projects_content([content, content])
    try:
        plan_sheet(template, content)
    except TemplateError as error:
        return [TemplateFault("", str(error))]
    return []
