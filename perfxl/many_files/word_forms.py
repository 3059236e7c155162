"""成表写成 Word 文档：照 .docx 的模板，一份文档里一个项目接一个项目。"""

from collections.abc import Sequence
from pathlib import Path

from perfxl.actions.forms_made import MadeForm
from perfxl.actions.make import MadeContent, Source, blank_source, made_contents
from perfxl.actions.template_check import unknown_name
from perfxl.hosts.outputs import Output
from perfxl.hosts.word_files import MERGED_UP, WordTemplate
from perfxl.many_files.making import conclusion_text
from perfxl.plans.template import TemplateError
from perfxl.rendering.form_content import form_content
from perfxl.rendering.word_facts import ONE, SEVERAL, word_facts, word_references
from perfxl.shipped import shipped_folder

WORD = ".docx"
# 随带 Word 模板的几种表。
WORD_FORMS = ("自评表", "申报表")


def word_template_path(made: MadeForm) -> Path:
    """随带的 Word 模板；没有的抛 ``TemplateError``，说哪几种有。"""
    if made.name not in WORD_FORMS:
        raise TemplateError(
            f"{made.name}没有随带的 Word 模板（{'、'.join(WORD_FORMS)}有）；"
            "请写成 .xlsx，或用 --template 给一份自己的 .docx 模板。"
        )
    return shipped_folder("templates") / f"{made.name}{WORD}"


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
    word = WordTemplate(template or word_template_path(made), made.name, is_form=True)
    used = word_references(word.text)
    if not used:
        raise TemplateError(
            f"“{word.path.name}”里没有 {{{{{ONE}.名称}}}} 一类的占位，不是成表的 Word 模板；"
            f"请用 perfxl template new {WORD_FORMS[0]} -o 我的{WORD} 取一份来改。"
        )
    text = conclusion_text(conclusion, drafted=drafted)
    contents = made_contents(sources, used, text, as_printed=as_printed)
    facts = [word_facts(each.content, used, MERGED_UP) for each in contents]
    # 只写了一张表的模板也能用：那里的“表”是第一张。
    title = str(contents[0].content.values.get("标题", ""))
    word.write({SEVERAL: facts, ONE: facts[0]}, target, title)
    return contents


def is_word_form(path: Path) -> bool:
    """是成表的 Word 模板（正文写着 ``表.``），不是审核意见的。"""
    if path.suffix.lower() != WORD:
        return False
    return bool(word_references(WordTemplate(path).text))


def word_form_of(path: Path) -> str:
    """文件名写着的一种表；没有写的是自评表。"""
    return next((name for name in WORD_FORMS if name in path.stem), WORD_FORMS[0])


def check_word_form(path: Path, made: MadeForm) -> None:
    """照空白表填一遍；名字不认得、写错了的抛 ``TemplateError``。"""
    word = WordTemplate(path, made.name, is_form=True)
    used = word_references(word.text)
    unknown = [said for each in sorted(used, key=str) if (said := unknown_name(each))]
    if unknown:
        raise TemplateError(
            f"模板“{path.name}”：{'；'.join(each.rstrip('。') for each in unknown)}。"
        )
    content = form_content(blank_source(made).table, used)
    facts = word_facts(content, used, MERGED_UP)
    word.filled({SEVERAL: [facts], ONE: facts})
