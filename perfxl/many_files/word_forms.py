"""成表写成 Word 文档：照 .docx 的模板，一份文档里一个项目接一个项目。"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfxl.actions.form_sources import Source, blank_source
from perfxl.actions.forms_made import MADE_NAMES, MadeForm
from perfxl.actions.make import MadeContent, made_contents
from perfxl.actions.template_check import TemplateFault
from perfxl.actions.word_template_check import WordPlace, check_word_template
from perfxl.grammar.glyphs import compact
from perfxl.hosts.outputs import Output
from perfxl.hosts.whole_file import written_whole
from perfxl.hosts.word_files import WordTemplate
from perfxl.many_files.making import conclusion_text, held_template, template_path, templates_with
from perfxl.model.os_fault import os_fault
from perfxl.plans.placeholders import Reference, asks_cost_first
from perfxl.plans.template import TemplateError
from perfxl.rendering.form_content import form_content
from perfxl.rendering.lone_braces import lone_braces, name_in_document
from perfxl.rendering.template_notes import word_template_notes
from perfxl.rendering.word_facts import (
    ONE,
    SEVERAL,
    repeats_forms,
    word_facts,
    word_loops,
    word_references,
)
from perfxl.rendering.word_templates import document_template
from perfxl.shipped import shipped_folder

WORD = ".docx"
_LONGEST_FIRST = sorted(MADE_NAMES, key=len, reverse=True)


def word_template_path(made: MadeForm) -> Path:
    """随带的 Word 模板；没有单独排过的，是工作簿的模板，用时换成 Word 的。"""
    own = shipped_folder("templates") / f"{made.name}{WORD}"
    return own if own.is_file() else template_path(made.name)


def refuse_unwritable(made: MadeForm, template: Path | None) -> None:
    """写不成 Word 文档的，抛 ``TemplateError``。"""
    if template is None or template.suffix.lower() != WORD:
        held_word_template(made, template)


def held_word_template(made: MadeForm, template: Path | None = None) -> WordTemplate:
    """读好的 Word 模板：自己的 .docx，或由工作簿的模板换成的；没有给的用随带的。"""
    path = template or word_template_path(made)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise TemplateError(f"模板“{path}”读不了：{os_fault(error)}。") from error
    return _held(path, made.name, changed)


@lru_cache(maxsize=8)
def _held(path: Path, name: str, changed: int) -> WordTemplate:
    """``changed`` 是文件的修改时间，改过的重读。"""
    content = None if path.suffix.lower() == WORD else _converted(path)
    return WordTemplate(path, name, is_form=True, content=content)


def _converted(path: Path) -> bytes:
    """工作簿的模板换成的 .docx；换不成的抛 ``TemplateError``。"""
    from perfxl.hosts.word_templates import sheet_look, template_document  # 用到才载入

    template = held_template(path).template
    return template_document(document_template(template, sheet_look(path)))


def write_word_template(made: MadeForm, source: Path, target: Path | Output) -> None:
    """一份模板 ``source``（.docx，或要换成 Word 的 .xlsx）写成 ``target``，末尾附一页说明。"""
    from perfxl.hosts.word_templates import with_notes  # 用到才载入

    word = held_word_template(made, source)
    notes = word_template_notes(made.name, made.form.spec, _names_in(word))
    content = with_notes(word.content, notes)
    with written_whole(target, sources=[source]) as temporary:
        temporary.write_bytes(content)


def write_word_form(
    sources: Sequence[Source],
    made: MadeForm,
    target: Output,
    *,
    template: Path | None = None,
    conclusion: Path | None = None,
    drafted: bool = True,
    as_printed: bool = False,
) -> list[MadeContent]:
    """各张表写成一份文档；给出各张的名字、没有位置的、要看一眼的。

    模板写错的抛 ``TemplateError``，写不成抛 ``NotWritableError``。
    """
    word = held_word_template(made, template)
    used = _names_in(word)
    if not used:
        raise TemplateError(
            f"“{word.path.name}”里没有 {{{{{ONE}.名称}}}} 一类的占位，不是成表的 Word 模板；"
            f"请用 perfxl template new {made.name} -o 我的{WORD} 取一份来改。"
        )
    text = conclusion_text(conclusion, drafted=drafted)
    contents = made_contents(
        sources,
        used,
        text,
        as_printed=as_printed,
        cost_first=asks_cost_first(word.text),
        printed=frozenset(compact(said) for _, said in word.places),
    )
    _refuse_several(word, len(contents))
    own = _cautions_of(word, len(contents))
    contents[0] = replace(contents[0], cautions=(*contents[0].cautions, *own))
    facts = [word_facts(each.content, used) for each in contents]
    title = str(contents[0].content.values.get("标题", ""))
    word.write({SEVERAL: facts, ONE: facts[0]}, target, title)
    return contents


def _names_in(word: WordTemplate) -> frozenset[Reference]:
    """正文、页眉、页脚里提到的名字。"""
    return word_references("\n".join([word.text, *(text for _, text in word.places)]))


def _refuse_several(word: WordTemplate, count: int) -> None:
    """没有按项目重复的模板只写得下一张表。"""
    if count > 1 and not repeats_forms(word.text):
        raise TemplateError(
            f"模板“{word.path.name}”里没有 {{%p for {ONE} in {SEVERAL} %}}，一份文档只写得下一张表，"
            f"给出的有 {count} 张；请加上这一段（到 {{%p endfor %}}），或一个文件一份（--word -o 文件夹）。"
        )


def _cautions_of(word: WordTemplate, count: int) -> Iterator[str]:
    """模板里要人看一眼的：少一层大括号的，几张表共用的页眉、页脚里的占位。"""
    loops = word_loops(word.text)
    for where, text in word.places:
        for each in lone_braces(text, name_in_document(loops)):
            yield f"模板“{word.path.name}”的{where}，{each.said.rstrip('。')}"
        if count > 1 and where.endswith(("页眉", "页脚")) and word_references(text):
            yield (
                f"模板“{word.path.name}”的{where}里写着占位，一份文档里 {count} 张表共用，"
                "印的都是第一张的；请挪到正文里，或一个文件一份（--word -o 文件夹）"
            )


def is_word_form(path: Path) -> bool:
    """是成表的 Word 模板（正文写着 ``表.``，文件名写着表名），不是审核意见的。"""
    if path.suffix.lower() != WORD:
        return False
    named = any(name in path.stem for name in MADE_NAMES)
    return named or bool(word_references(WordTemplate(path).text))


class WordForm(NamedTuple):
    """一份 Word 模板是哪一种表；``guessed``：文件名没有写，照里面的占位认的。"""

    name: str
    guessed: bool


def word_form_of(path: Path) -> WordForm:
    """文件名写着的一种表；没有写的，是与它提到的名字最相近的随带的模板那一种。"""
    named = next((name for name in _LONGEST_FIRST if name in path.stem), "")
    if named:
        return WordForm(named, guessed=False)
    own = _names_in(WordTemplate(path))
    return WordForm(max(MADE_NAMES, key=lambda name: _likeness(own, name)), guessed=True)


def _likeness(own: frozenset[Reference], name: str) -> float:
    """与随带的一种模板提到的名字相同的，占两边合起来的几成。"""
    shipped = held_template(template_path(name)).used
    return len(own & shipped) / len(own | shipped)


def check_word_form(path: Path, made: MadeForm) -> list[TemplateFault]:
    """一份 Word 模板的毛病：逐段逐格看，名字都对的再照空白表填一遍；打不开的抛 ``TemplateError``。"""
    word = WordTemplate(path, made.name, is_form=True)
    places = [WordPlace(*each) for each in word.places]
    faults = check_word_template(places, made, templates_with())
    if any(not each.minor for each in faults):
        return faults
    used = _names_in(word)
    facts = word_facts(form_content(blank_source(made).table, used), used)
    try:
        word.filled({SEVERAL: [facts], ONE: facts})
    except TemplateError as error:
        faults.append(TemplateFault("", str(error)))
    return faults
