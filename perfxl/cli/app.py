"""命令组：各命令的参数和退出码。"""

import sys
import traceback
from pathlib import Path

import click

import perfxl
from perfxl.addin.errors import AddinError
from perfxl.batch.work import read_file
from perfxl.cli.addin_commands import addin
from perfxl.cli.checking_commands import check, exit_code
from perfxl.cli.console import (
    console,
    notice,
    print_json,
    report_unread,
    with_progress,
)
from perfxl.cli.demo import run_demo
from perfxl.cli.document_text import document_text
from perfxl.cli.form_text import print_forms
from perfxl.cli.given_files import given_workbooks, unopened_folders
from perfxl.cli.making_commands import make, template
from perfxl.cli.options import (
    CRASHED,
    OK,
    UNREADABLE,
    debug_option,
    files_argument,
    replace_option,
)
from perfxl.cli.reference import print_profile, print_rule, print_values
from perfxl.cli.scoring_commands import score
from perfxl.cli.stopping import refuse_to_go_on
from perfxl.contract.document import DocumentJson
from perfxl.contract.shapes import dump
from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.os_fault import os_fault
from perfxl.plans.template import TemplateError
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.standards.profile import ProfileError

_USER_ERRORS = (
    NotWritableError,
    UnreadableFileError,
    TemplateError,
    NotDerivableError,
    ProfileError,
    AddinError,
)


@click.group(
    name="perfxl",
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(perfxl.__version__, prog_name="perfxl")
def cli() -> None:
    """预算绩效表格：读表、校验、评分、成表。输入文件从不改动，结果都写到新文件。"""


def main() -> None:
    """运行命令；用户能改的毛病说一句中文，退出码 2；程序自身的毛病退出码 3。"""
    debug = "--debug" in sys.argv
    try:
        sys.exit(cli.main(prog_name="perfxl", standalone_mode=False))
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(UNREADABLE)
    except (click.Abort, KeyboardInterrupt):
        notice("已中止。")
        sys.exit(130)
    except _USER_ERRORS as error:
        if debug:
            traceback.print_exc()
        notice(str(error))
        sys.exit(UNREADABLE)
    except OSError as error:
        if debug:
            traceback.print_exc()
        place = f"“{error.filename}”" if error.filename else "当前文件夹或临时文件夹"
        notice(f"{place}读写不了：{os_fault(error)}。")
        sys.exit(UNREADABLE)
    except Exception as error:
        refuse_to_go_on()
        if debug:
            raise
        notice(
            f"程序出错（{type(error).__name__}：{error}），没有写出结果；"
            "请加上 --debug 再运行一次，把显示的内容反馈给维护者。"
        )
        sys.exit(CRASHED)


@cli.command(options_metavar="[选项]")
@files_argument
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（perfxl.document/1）。")
@debug_option
def read(files: tuple[Path, ...], as_json: bool, debug: bool) -> None:
    """读表：逐张表列出读懂了什么、没读懂什么。"""
    found = given_workbooks(files)
    results = list(with_progress(map(read_file, found.paths), len(found.paths), "读表"))
    results += unopened_folders(found)
    documents = [result.document for result in results if result.document is not None]
    if as_json:
        dumped = [dump(DocumentJson.of(document)) for document in documents]
        if len(results) == 1 and dumped:
            print_json(dumped[0])
        else:
            unread = [{"file": str(r.path), "why": r.why} for r in results if r.why]
            print_json({"documents": dumped, "unread": unread})
    else:
        screen = console()
        for document in documents:
            screen.print(document_text(document))
    report_unread(results, debug=debug)
    sys.exit(exit_code(results))


@cli.command(options_metavar="[选项]")
@click.argument("texts", nargs=-1, required=True, metavar="文字…")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@debug_option
def value(texts: tuple[str, ...], as_json: bool, debug: bool) -> None:
    """看一句指标值怎么读：perfxl value "≥9.8万人"。"""
    print_values(texts, as_json=as_json)


@cli.command(options_metavar="[选项]")
@click.argument("rule_id", required=False, metavar="[编号]")
@click.option("--markdown", is_flag=True, help="全部规则写成一份 Markdown 文档（docs/规则.md）。")
@debug_option
def rule(rule_id: str | None, markdown: bool, debug: bool) -> None:
    """规则说明：不写编号时列出全部。"""
    print_rule(rule_id, markdown=markdown)


@cli.command(options_metavar="[选项]")
@click.argument("name", required=False, metavar="[表名]")
@debug_option
def form(name: str | None, debug: bool) -> None:
    """认得哪些表：不写表名时列出全部。"""
    print_forms(name)


@cli.command(options_metavar="[选项]")
@click.argument("name", required=False, metavar="[口径]")
@debug_option
def profile(name: str | None, debug: bool) -> None:
    """口径说明：不写名字时列出全部。"""
    print_profile(name)


@cli.command(options_metavar="[选项]")
@click.argument(
    "folder",
    required=False,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="[文件夹]",
)
@replace_option
@debug_option
def demo(folder: Path | None, replace: bool, debug: bool) -> None:
    """演示：对随带的样表读、查、评、成表，结果写进文件夹；不写文件夹时是“演示结果”，已有的另起一个。"""
    sys.exit(OK if run_demo(folder, replace=replace) else UNREADABLE)


cli.add_command(check)
cli.add_command(score)
cli.add_command(make)
cli.add_command(template)
cli.add_command(addin)
