"""``perfxl template``：取一份模板、看模板、由别的单位的表认一份。"""

import sys
from pathlib import Path

import click

from perfxl.actions.forms_made import MADE_FORMS, MadeForm
from perfxl.actions.template_check import TemplateFault
from perfxl.actions.template_learning import LearnedTemplate
from perfxl.cli.console import notice, say
from perfxl.cli.copies import shortened_note
from perfxl.cli.form_names import form_named
from perfxl.cli.options import debug_option, replace_option
from perfxl.cli.pdf_copies import write_pdf_copies
from perfxl.hosts.outputs import Outputs
from perfxl.hosts.pdf_copies import office
from perfxl.hosts.whole_file import copy_whole
from perfxl.many_files.letters import check_opinion_template, lone_braces_in, opinion_template
from perfxl.many_files.making import check_template_file, conclusion_path, template_path
from perfxl.many_files.template_studio import (
    learned_template,
    write_learned_template,
    write_preview,
    write_template,
    write_word_preview,
)
from perfxl.many_files.template_variants import chosen_template, variants_of
from perfxl.many_files.word_forms import (
    WORD,
    check_word_form,
    is_word_form,
    word_form_of,
    word_template_path,
    write_word_template,
)

_CONCLUSION = "自评结论"
_FAULTS = 1

_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="输出", help="写到这个文件。"
)
_preview = click.option(
    "--preview",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="另写一份填好样例的（.xlsx，Word 的模板写 .docx），看印出来的样子；"
    "装有 LibreOffice 的旁边再写一份 PDF。",
)


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def template() -> None:
    """模板：取一份来改（new），看改得对不对（check），由别的单位的表认一份（learn）。"""


@template.command("new", options_metavar="[选项]")
@click.argument("form", metavar="表名")
@click.argument("variant", metavar="[版式]", default="")
@_output
@_preview
@replace_option
@debug_option
def new_template(
    form: str, variant: str, output: Path | None, preview: Path | None, replace: bool, debug: bool
) -> None:
    """取一份随带的模板：在 Excel 里改字体、列宽、栏目，再用 make --template 指给程序。

    第二张工作表“说明”写着每一格的占位印出来是什么、还能写哪些名字；成表时不带去。
    后面写版式的名称（template list 列出全部），取的是那一种版式：template new 自评表 三栏。
    -o 写成 .docx 的，取的是 Word 的模板（批复清单没有）。
    表名写“自评结论”，取的是结论草稿的文字模板（.txt）；写“审核意见”“审核表”，取的是 letter 用的模板
    （审核意见有 .docx 和 .xlsx，看 -o 的后缀，不写是 .docx）。
    """
    source = opinion_template(form, output.suffix if output is not None else "")
    made = None
    is_word = output is not None and output.suffix.lower() == WORD
    if source is None and form == _CONCLUSION:
        source = conclusion_path()
    elif source is None:
        made = form_named(form)
        usual = word_template_path if is_word else (lambda each: template_path(each.name))
        source = chosen_template(variant, made) if variant else usual(made)
    if variant and made is None:
        raise click.UsageError(f"“{form}”的模板没有别的版式。")
    if preview is not None and made is None:
        raise click.UsageError(f"“{form}”的模板没有样例可填，不能用 --preview。")
    outputs = Outputs([source], replace=replace)
    own = Path(f"{source.stem}（模板）{source.suffix}")
    target = outputs.named(output) if output is not None else outputs.chosen(own, "（模板）")
    if made is None:
        copy_whole(source, target)
    elif is_word:
        write_word_template(made, source, target)
    else:
        write_template(made, source, target)
    notice(f"已写出：{target.path}{shortened_note(target)}")
    if preview is not None and made is not None:
        _write_preview(target.path, made, preview, outputs)


@template.command("list", options_metavar="[选项]")
@debug_option
def list_command(debug: bool) -> None:
    """随带的模板：各种表通常的版式，和别处的版式（make --template 名称）。"""
    for made in MADE_FORMS:
        say(made.name)
        for each in variants_of(made):
            say(f"  {each.name}　{each.said}")


@template.command("check", options_metavar="[选项]")
@click.argument("file", type=click.Path(path_type=Path), metavar="模板")
@click.option(
    "--form",
    metavar="表名",
    help="照哪一种表看；不写时看第一张工作表的名字，Word 的看文件名、里面的占位。",
)
@_preview
@replace_option
@debug_option
def check_command(
    file: Path, form: str | None, preview: Path | None, replace: bool, debug: bool
) -> None:
    """看一份模板：哪一格的占位不认得、写错了，缺了哪些。有写错的退出码为 1；只是少几栏的说一声。"""
    if file.suffix.lower() == WORD and (form is not None or is_word_form(file)):
        checked = form_named(form) if form else _form_of_document(file)
        faults = check_word_form(file, checked)
    else:
        known = check_opinion_template(file) if form is None else None
        if known is not None:
            _say_of_opinion(file, known)
            return
        faults, checked = check_template_file(file, form_named(form) if form else None)
    for fault in faults:
        notice(_fault_line(fault))
    if any(not fault.minor for fault in faults):
        sys.exit(_FAULTS)
    how = " --word" if file.suffix.lower() == WORD else ""
    notice(
        f"“{file.name}”照{checked.name}看没有{'别的' if faults else ''}问题，"
        f"可以用 make {checked.name}{how} --template 指给程序。"
    )
    if preview is not None:
        _write_preview(file, checked, preview, Outputs([file], replace=replace))


def _form_of_document(file: Path) -> MadeForm:
    """没有写明的 Word 模板是哪一种表；是猜的说出来。"""
    found = word_form_of(file)
    if found.guessed:
        notice(f"文件名没有写是哪一种表，照里面的占位认作{found.name}；不是的请用 --form 写明。")
    return form_named(found.name)


def _say_of_opinion(file: Path, kind: str) -> None:
    """意见书、审核表的模板填得成，还有没有会照字印出来的。"""
    alone = lone_braces_in(file, kind)
    for where, said in alone:
        notice(f"{where}　{said}")
    if alone:
        sys.exit(_FAULTS)
    notice(f"“{file.name}”照{kind}看没有问题，可以用 letter --template 指给程序。")


@template.command("learn", options_metavar="[选项]")
@click.argument("file", type=click.Path(path_type=Path), metavar="表")
@_output
@_preview
@replace_option
@debug_option
def learn_command(
    file: Path, output: Path | None, preview: Path | None, replace: bool, debug: bool
) -> None:
    """由别的单位的表认一份模板：空白表、填好的都行，认得出的格写上占位，认不出的点名。

    原来的表不动，另写一份；写好以后照 template check 再看一遍。
    """
    learned = learned_template(file)
    outputs = Outputs([file], replace=replace)
    own = Path(f"{file.stem}（模板）.xlsx")
    target = outputs.named(output) if output is not None else outputs.chosen(own, "（模板）")
    write_learned_template(learned, file, target)
    notice(f"已写出：{target.path}{shortened_note(target)}")
    _say_learned(learned)
    is_word = target.path.suffix.lower() == WORD
    faults = (
        check_word_form(target.path, learned.made)
        if is_word
        else check_template_file(target.path, learned.made)[0]
    )
    for fault in faults:
        notice(_fault_line(fault))
    if any(not fault.minor for fault in faults):
        sys.exit(_FAULTS)
    how = (
        " --word --template 指给程序。"
        if is_word
        else " --template 指给程序；逐格的说明在第二张工作表。"
    )
    notice(f"可以用 make {learned.made.name}{how}")
    if preview is not None:
        _write_preview(target.path, learned.made, preview, outputs)


def _say_learned(learned: LearnedTemplate) -> None:
    """认成哪一种表，逐格写了什么、凭什么，没有认出的。"""
    notice(
        f"认作{learned.made.name}（工作表“{learned.sheet}”），写了 {len(learned.proposals)} 格："
    )
    for each in learned.proposals:
        notice(f"  {each.cell}　{_one_line(each.text)}　凭“{_one_line(each.because)}”")
    for title, cells in (
        ("没有认出、照原样留着的", learned.unknown),
        ("附注、填表说明，照原样留着的", learned.notes),
        ("去掉的行里没有用上的字", learned.dropped),
    ):
        if cells:
            notice(f"{title}（原来的格，{len(cells)} 处）：")
            for cell, text in cells:
                notice(f"  {cell}　{_one_line(text)}")
    for said in learned.cautions:
        notice(f"请看一眼：{said}。")


def _one_line(text: str) -> str:
    joined = "".join(text.split())
    return joined if len(joined) <= 40 else f"{joined[:40]}…"


def _write_preview(file: Path, made: MadeForm, preview: Path, outputs: Outputs) -> None:
    """填好样例的一份，和它的 PDF。"""
    is_word = file.suffix.lower() == WORD
    if preview.suffix.lower() != (WORD if is_word else ".xlsx"):
        kind = " Word 文档，请写成 .docx" if is_word else "工作簿，请写成 .xlsx"
        raise click.UsageError(f"--preview 写的是{kind} 的文件名。")
    target = outputs.named(preview)
    left = (write_word_preview if is_word else write_preview)(file, made, target)
    notice(f"填好样例的：{target.path}")
    if left:
        notice(f"  样例里有而模板没有位置的：{'、'.join(left)}")
    if office() is not None:
        write_pdf_copies([target.path], outputs)


def _fault_line(fault: TemplateFault) -> str:
    return f"{fault.cell}　{fault.message}" if fault.cell else fault.message
