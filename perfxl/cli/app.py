"""命令组：各命令的参数和退出码。"""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import perfxl
from perfxl.addin.errors import AddinError
from perfxl.batch.files import copy_suffix, fresh_path, output_names, workbook_paths
from perfxl.batch.work import (
    FileResult,
    checked,
    fill_scores,
    mark_copy,
    no_self_evaluation,
    process,
    process_all,
    read_file,
)
from perfxl.cli.addin_commands import addin
from perfxl.cli.cells import shortened
from perfxl.cli.console import (
    as_json,
    as_text,
    console,
    notice,
    print_json,
    report_unread,
    with_progress,
)
from perfxl.cli.demo import run_demo
from perfxl.cli.document_text import document_text
from perfxl.cli.making_commands import make, template
from perfxl.cli.reference import print_profile, print_rule, print_values
from perfxl.cli.texts import (
    counts_text,
    findings_text,
    score_text,
)
from perfxl.hosts.openpyxl_lists import write_findings
from perfxl.hosts.unreadable import NotWritableError, UnreadableFileError
from perfxl.hosts.whole_file import write_text
from perfxl.model.contract import (
    DocumentJson,
    FindingJson,
    FindingsJson,
    ScoresJson,
    TableScoreJson,
    UnreadJson,
    dump,
)
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.rendering.template import TemplateError
from perfxl.standards.profile import DEFAULT_PROFILE, ProfileError, load_profile

OK, FAULTS, UNREADABLE, CRASHED = 0, 1, 2, 3
_USER_ERRORS = (
    NotWritableError,
    UnreadableFileError,
    TemplateError,
    NotDerivableError,
    ProfileError,
    AddinError,
)

Command = Callable[..., Any]

_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…"
)
_profile = click.option(
    "--profile",
    metavar="口径",
    help="评分口径的名字，或一份 .yaml 的路径。"
    f"不写时用工作簿里定的（名称“绩效口径”），没有定的用{DEFAULT_PROFILE}。",
)


def _output(what: str) -> Callable[[Command], Command]:
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="输出", help=what
    )


def _style(what: str) -> Callable[[Command], Command]:
    return click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json", "xlsx"]),
        default="text",
        show_default=True,
        help=what,
    )


_debug = click.option("--debug", is_flag=True, help="出错时显示程序内部的出错位置。")


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


def _process_files(
    files: tuple[Path, ...], profile: str | None, doing: str, *, check: bool
) -> list[FileResult]:
    chosen = load_profile(profile) if profile else None
    paths = _paths(files)
    results = list(with_progress(process_all(paths, chosen, check=check), len(paths), doing))
    return checked(results) if check else results


def _paths(files: tuple[Path, ...]) -> list[Path]:
    paths = workbook_paths(files)
    if not paths:
        raise click.UsageError("给出的文件夹里没有 Excel 工作簿（.xlsx、.xlsm、.xls、.et）。")
    return paths


def _exit_code(results: list[FileResult]) -> int:
    if any(result.why for result in results):
        return UNREADABLE
    return FAULTS if any(result.has_errors for result in results) else OK


@cli.command(options_metavar="[选项]")
@_files
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（perfxl.document/1）。")
@_debug
def read(files: tuple[Path, ...], as_json: bool, debug: bool) -> None:
    """读表：逐张表列出读懂了什么、没读懂什么。"""
    paths = _paths(files)
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
    sys.exit(_exit_code(results))


@cli.command(options_metavar="[选项]")
@_files
@_profile
@_style("结果的样式。")
@_output("结果写到这个文件；与 --mark 连用时是标注副本的文件或文件夹。")
@click.option("--mark", is_flag=True, help="另写一份副本，在有问题的格上涂色、加批注。")
@_debug
def check(
    files: tuple[Path, ...],
    profile: str | None,
    style: str,
    output: Path | None,
    mark: bool,
    debug: bool,
) -> None:
    """校验：列出每处问题的单元格、依据和改法。有“错误”级问题时退出码为 1。"""
    results = _process_files(files, profile, "校验", check=True)
    # 与 --mark 连用时 -o 是标注副本的去处，清单不能再写到那里。
    failed = _write_marked(results, output) if mark else False
    _report_findings(results, style, None if mark else output)
    report_unread(results, debug=debug)
    sys.exit(UNREADABLE if failed else _exit_code(results))


def _write_marked(results: list[FileResult], output: Path | None) -> bool:
    """逐个写标注副本；有写不成的返回 ``True``，不耽误其余。"""
    failed = False
    done = [result for result in results if result.document is not None]
    single = output is not None and output.suffix.lower() in (".xlsx", ".xlsm")
    if single and len(done) > 1:
        raise click.UsageError("几个文件的标注副本不能写成一个文件，-o 请给文件夹。")
    names = output_names([result.path for result in done], "（已标注）")
    for result in done:
        if single and output is not None:
            target = output
        else:
            name = names[result.path]
            target = output / name if output else fresh_path(result.path.with_name(name))
        try:
            mark_copy(result, target)
        except NotWritableError as error:
            failed = True
            notice(f"没有写成标注副本：{error}")
        else:
            notice(f"标注副本：{target}")
    return failed


def _report_findings(results: list[FileResult], style: str, output: Path | None) -> None:
    findings = [finding for result in results for finding in result.findings]
    unread = [(str(result.path), result.why) for result in results if result.why]
    tables = sum(len(result.document.tables) for result in results if result.document)
    sources = [result.path for result in results]
    if style == "xlsx":
        output = output or fresh_path(Path("校验结果.xlsx"))
        write_findings(output, findings, unread, sources=sources)
    elif style == "json":
        data = dump(
            FindingsJson(
                files=len(results),
                findings=[FindingJson.of(finding) for finding in findings],
                unread=[UnreadJson(file=file, why=why) for file, why in unread],
                accepted=sum(len(result.accepted) for result in results),
            )
        )
        if output is None:
            print_json(data)
        else:
            write_text(output, as_json(data), sources=sources)
    else:
        summary = counts_text(len(results), tables, findings, len(unread))
        if output is None:
            console().print(findings_text(findings), f"\n{summary}")
        else:
            write_text(output, as_text(findings_text(findings), summary), sources=sources)
    if output is not None:
        notice(f"校验结果：{output}")


@cli.command(options_metavar="[选项]")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@_profile
@_output("写一份副本，填好得分、执行率、总分和等级，其余原样。")
@_style("得分的样式；xlsx 即写副本。")
@_debug
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
@_debug
def value(texts: tuple[str, ...], as_json: bool, debug: bool) -> None:
    """看一句指标值怎么读：perfxl value "≥9.8万人"。"""
    print_values(texts, as_json=as_json)


@cli.command(options_metavar="[选项]")
@click.argument("rule_id", required=False, metavar="[编号]")
@_debug
def rule(rule_id: str | None, debug: bool) -> None:
    """规则说明：不写编号时列出全部。"""
    print_rule(rule_id)


@cli.command(options_metavar="[选项]")
@click.argument("name", required=False, metavar="[口径]")
@_debug
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
@_debug
def demo(folder: Path, debug: bool) -> None:
    """演示：对随带的样表读、查、评、成表，结果写进文件夹。"""
    run_demo(folder)


cli.add_command(make)
cli.add_command(template)
cli.add_command(addin)
