"""``perfxl template``：取一份模板、看模板。"""

import sys
from pathlib import Path

import click

from perfxl.actions.template_check import TemplateFault
from perfxl.cli.console import notice
from perfxl.cli.copies import shortened_note
from perfxl.cli.form_names import form_named
from perfxl.cli.options import debug_option, replace_option
from perfxl.hosts.outputs import Outputs
from perfxl.hosts.whole_file import copy_whole
from perfxl.many_files.letters import check_opinion_template, opinion_template
from perfxl.many_files.making import check_template_file, conclusion_path, template_path

_CONCLUSION = "自评结论"
_FAULTS = 1


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def template() -> None:
    """模板：取一份来改（new），看改得对不对（check）。"""


@template.command("new", options_metavar="[选项]")
@click.argument("form", metavar="表名")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="输出", help="写到这个文件。"
)
@replace_option
@debug_option
def new_template(form: str, output: Path | None, replace: bool, debug: bool) -> None:
    """取一份随带的模板：在 Excel 里改字体、列宽、栏目，再用 make --template 指给程序。

    表名写“自评结论”，取的是结论草稿的文字模板（.txt）；写“审核意见”“审核表”，取的是 letter 用的模板
    （审核意见有 .docx 和 .xlsx，看 -o 的后缀，不写是 .docx）。
    """
    source = opinion_template(form, output.suffix if output is not None else "")
    if source is None:
        source = conclusion_path() if form == _CONCLUSION else template_path(form_named(form).name)
    outputs = Outputs([source], replace=replace)
    own = Path(f"{source.stem}（模板）{source.suffix}")
    target = outputs.named(output) if output is not None else outputs.chosen(own, "（模板）")
    copy_whole(source, target)
    notice(f"已写出：{target.path}{shortened_note(target)}")


@template.command("check", options_metavar="[选项]")
@click.argument("file", type=click.Path(path_type=Path), metavar="模板")
@click.option("--form", metavar="表名", help="照哪一种表看；不写时看第一张工作表的名字。")
@debug_option
def check_command(file: Path, form: str | None, debug: bool) -> None:
    """看一份模板：哪一格的占位不认得、写错了，缺了哪些。有问题时退出码为 1。"""
    known = check_opinion_template(file) if form is None else None
    if known is not None:
        notice(f"“{file.name}”照{known}看没有问题，可以用 letter --template 指给程序。")
        return
    faults, checked = check_template_file(file, form_named(form) if form else None)
    for fault in faults:
        notice(_fault_line(fault))
    if faults:
        sys.exit(_FAULTS)
    notice(
        f"“{file.name}”照{checked.name}看没有问题，可以用 make {checked.name} --template 指给程序。"
    )


def _fault_line(fault: TemplateFault) -> str:
    return f"{fault.cell}　{fault.message}" if fault.cell else fault.message
