"""看一份 Word 模板写得对不对：与工作簿的模板说同样的话，写明是第几段、表格的第几行第几格。"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfxl.actions.forms_made import MadeForm
from perfxl.actions.make import Templates
from perfxl.actions.template_check import (
    TemplateFault,
    missing_names,
    name_fault,
    printed_labels,
    unprinted_said,
)
from perfxl.plans.document_template import MERGED_LEFT, MERGED_UP
from perfxl.plans.expansion import PRINTED
from perfxl.plans.placeholders import (
    Placeholder,
    PlaceholderError,
    Reference,
    parse_placeholder,
)
from perfxl.rendering.form_content import GROUP_ATTRIBUTES, placeholder_names
from perfxl.rendering.lone_braces import lone_braces, name_in_document
from perfxl.rendering.word_facts import (
    ONE,
    SEVERAL,
    whole_name,
    word_loops,
    word_references,
)
from perfxl.rendering.word_names import ROW_NAMES

_VALUES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_IFS = re.compile(r"\{%-?(?:p|tr|tc|r)?\s*(?:el)?if\s+(.*?)-?%\}", re.DOTALL)
_FORS = re.compile(r"\{%-?(?:p|tr|tc|r)?\s*for\s+\w+\s+in\s+(.*?)-?%\}", re.DOTALL)
_PLACED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_OWN_LABEL = re.compile(rf"\b{ONE}\.{PRINTED}\.(\w+)")


class WordPlace(NamedTuple):
    """文档里的一段或一格：在哪里（``第 3 段``、``表格第 2 行第 1 格``），写着什么。"""

    where: str
    text: str


def check_word_template(
    places: Sequence[WordPlace], made: MadeForm, shipped: Templates
) -> list[TemplateFault]:
    """一份 Word 模板的毛病。"""
    whole = "\n".join(each.text for each in places)
    used = word_references(whole)
    loops = word_loops(whole)
    printed = _printed(places)
    alone = {place: lone_braces(place.text, name_in_document(loops)) for place in places}
    if not used:
        message = (
            f"没有 {{{{{ONE}.名称}}}} 一类的占位，不是成表的 Word 模板；"
            f"请用 perfxl template new {made.name} -o 我的.docx 取一份来改。"
        )
        said = [TemplateFault(p.where, each.said) for p, own in alone.items() for each in own]
        return [*said, TemplateFault("", message)]
    faults: list[TemplateFault] = []
    for place, own in alone.items():
        where, text = place
        faults += [TemplateFault(where, each.said) for each in own]
        for found in _VALUES.finditer(text):
            wrong = dict.fromkeys(_value_faults(found[0], loops, made))
            faults += [TemplateFault(where, each) for each in wrong]
        for condition in (*_IFS.findall(text), *_FORS.findall(text)):
            faults += [TemplateFault(where, each) for each in _condition_faults(condition, loops)]
        for label in _OWN_LABEL.findall(text):
            said_of_label = unprinted_said(Reference(PRINTED, label), printed)
            if said_of_label:
                faults.append(TemplateFault(where, said_of_label, minor=True))
    return faults + missing_names({str(each) for each in used}, made, shipped(made.name).template)


def _printed(places: Iterable[WordPlace]) -> set[str]:
    """模板里印着的各个栏名。"""
    texts = (_PLACED.sub("", each.text) for each in places)
    return {placeholder_names(label) for text in texts for label in printed_labels(text)}


def _value_faults(text: str, loops: Mapping[str, str], made: MadeForm) -> Iterator[str]:
    """一处 ``{{…}}``。"""
    if MERGED_UP in text or MERGED_LEFT in text:
        text = text.replace(MERGED_UP, "").replace(MERGED_LEFT, "")
    try:
        placeholder = parse_placeholder(text)
    except PlaceholderError as error:
        yield f"“{text}”{error}。"
        return
    for reference in placeholder.references:
        said = _reference_fault(reference, loops, made, omittable=placeholder.omittable)
        if not said and reference.name == ONE and reference.attribute in GROUP_ATTRIBUTES:
            said = _group_said(reference.attribute)
        if said:
            yield said
    if placeholder.omittable and not _is_in_row(placeholder, loops):
        yield (
            f"“{text}”：“可略”只写在重复的行里；普通的一行、一段，"
            f"写在 {{%tr if … %}} 与 {{%tr endif %}}（段是 {{%p if … %}}）之间。"
        )


def _is_in_row(placeholder: Placeholder, loops: Mapping[str, str]) -> bool:
    return any(each.name in loops for each in placeholder.references)


def _condition_faults(condition: str, loops: Mapping[str, str]) -> Iterator[str]:
    """``if``、``for … in`` 后面的式子。"""
    try:
        placeholder = parse_placeholder(f"{{{{{condition.strip()}}}}}")
    except PlaceholderError as error:
        yield f"“{condition.strip()}”{error}。"
        return
    for reference in placeholder.references:
        if reference.name == SEVERAL or reference.attribute in GROUP_ATTRIBUTES:
            continue
        said = _reference_fault(reference, loops, None, omittable=True)
        if said:
            yield said


def _reference_fault(
    reference: Reference, loops: Mapping[str, str], made: MadeForm | None, *, omittable: bool
) -> str:
    """一个名字不认得、没有写“表.”、这种表没有这一栏时怎样说；没有毛病的为 ``""``。"""
    name, attribute = reference.name, reference.attribute
    if name in ("loop", SEVERAL):
        return ""
    if name in loops:
        own = Reference(loops[name], whole_name(attribute)) if attribute else Reference(loops[name])
        return name_fault(own, made, omittable=omittable)
    if name == ONE:
        group = attribute in GROUP_ATTRIBUTES or attribute == PRINTED
        return "" if group else name_fault(Reference(attribute), made, omittable=omittable)
    said = name_fault(reference, made, omittable=True)
    if said:
        return said
    if attribute and name in GROUP_ATTRIBUTES:
        return _group_said(name, attribute)
    return f"“{reference}”前面要写“{ONE}.”：{{{{{ONE}.{reference}}}}}。"


def _group_said(group: str, attribute: str = "") -> str:
    row = ROW_NAMES.get(group, "行")
    own = attribute or sorted(GROUP_ATTRIBUTES[group])[0]
    return (
        f"“{group}”是一组数据，一行一行重复：写在 {{%tr for {row} in {ONE}.{group} %}} 与 "
        f"{{%tr endfor %}} 之间的一行里，写成 {{{{{row}.{own}}}}}。"
    )
