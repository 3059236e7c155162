"""命令组：各命令的参数和退出码。"""

import sys
import traceback
from pathlib import Path

import click

import perfxl
from perfxl.addin.errors import AddinError
from perfxl.batch.files import copy_suffix, fresh_path
from perfxl.batch.work import (
    fill_scores,
    no_self_evaluation,
    process,
    read_file,
)
from perfxl.cli.addin_commands import addin
from perfxl.cli.cells import shortened
from perfxl.cli.checking_commands import check, exit_code, given_paths
from perfxl.cli.console import (
    console,
    notice,
    print_json,
    report_unread,
    with_progress,
)
from perfxl.cli.demo import run_demo
from perfxl.cli.document_text import document_text
from perfxl.cli.making_commands import make, template
from perfxl.cli.options import (
    CRASHED,
    OK,
    UNREADABLE,
    debug_option,
    files_argument,
    output_option,
    profile_option,
    style_option,
)
from perfxl.cli.reference import print_profile, print_rule, print_values
from perfxl.cli.texts import (
    score_text,
)
from perfxl.hosts.unreadable import NotWritableError, UnreadableFileError
from perfxl.model.contract import (
    DocumentJson,
    ScoresJson,
    TableScoreJson,
    dump,
)
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.template import TemplateError
from perfxl.standards.profile import ProfileError, load_profile

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
    except BrokenPipeError:
        sys.exit(OK)
    except _USER_ERRORS as error:
        if debug:
            traceback.print_exc()
        notice(str(error))
        sys.exit(UNREADABLE)
    except Exception as error:
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
    paths = given_paths(files)
    results = list(with_progress(map(read_file, paths), len(paths), "读表"))
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
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@profile_option
@output_option("写一份副本，填好得分、执行率、总分和等级，其余原样。")
@style_option("得分的样式；xlsx 即写副本。")
@debug_option
def score(file: Path, profile: str | None, output: Path | None, style: str, debug: bool) -> None:
    """评分：每行应得几分、怎么算的；-o 另写一份填好分的副本。"""
    result = process(file, load_profile(profile) if profile else None, check=False)
    if result.why:
        report_unread([result], debug=debug)
        sys.exit(UNREADABLE)
    if not result.scores:
        notice(no_self_evaluation(result))
        sys.exit(UNREADABLE)
    if style == "xlsx" and output is None:
        output = fresh_path(file.with_name(f"{file.stem}（已评分）{copy_suffix(file)}"))
    if output is not None:
        filled = fill_scores(result, output)
        notice(f"已写出：{filled.target}，改了 {len(filled.changes)} 格")
        for change in filled.changes:
            before, after = shortened(change.before) or "空", shortened(str(change.after))
            notice(f"  {change.sheet}!{change.cell} {change.what}：{before} → {after}")
        if filled.kept_formulas:
            notice(f"  {'、'.join(filled.kept_formulas)} 是公式，保留未动，打开后会重新计算")
        if filled.unread_formulas:
            notice(f"  {'、'.join(filled.unread_formulas)} 的公式没有得出数，总分和等级没有填")
        for reason in dict.fromkeys(each.why_no_total for each in result.scores):
            if reason:
                notice(f"  {reason}，没有填总分和等级")
    if style == "json":
        tables = [TableScoreJson.of(each) for each in result.scores]
        print_json(dump(ScoresJson(file=str(file), tables=tables)))
    elif style == "text":
        screen = console()
        for each in result.scores:
            screen.print(score_text(each))


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
    default=Path("演示结果"),
)
@debug_option
def demo(folder: Path, debug: bool) -> None:
    """演示：对随带的样表读、查、评、成表，结果写进文件夹。"""
    run_demo(folder)


cli.add_command(check)
cli.add_command(make)
cli.add_command(template)
cli.add_command(addin)
