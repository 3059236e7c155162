"""``perfxl compare``：比对一个项目的几步，或几个年度。"""

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click

from perfxl.actions.compare import Comparison
from perfxl.actions.compare import compare as compare_documents
from perfxl.cli.console import json_pieces, notice, print_json_pieces, report_unread, say
from perfxl.cli.copies import shortened_note
from perfxl.cli.given_files import given_workbooks, once
from perfxl.cli.ignored import report_ignored
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.only_options import Only, only_options
from perfxl.cli.options import (
    OK,
    UNREADABLE,
    debug_option,
    files_argument,
    output_option,
    replace_option,
)
from perfxl.cli.pdf_copies import pdf_option, refuse_pdf_without_book, write_pdf_copies
from perfxl.hosts.outputs import Output
from perfxl.hosts.whole_file import write_pieces
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import with_folders_told
from perfxl.many_files.work import Work

_SUFFIXES = {".xlsx": "xlsx", ".json": "json", ".txt": "text"}


@click.command(options_metavar="[选项]")
@files_argument
@output_option("结果写到这个文件：.xlsx 是可以打印的比对表，变了的格涂色；.json、.txt。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "xlsx"]),
    default=None,
    help="结果的样式；不写时看 -o 的后缀，没有 -o 是 text。",
)
@only_options
@pdf_option
@long_run_options
@replace_option
@debug_option
def compare(
    files: tuple[Path, ...],
    output: Path | None,
    style: str | None,
    only: Only,
    pdf: bool,
    how: LongRun,
    replace: bool,
    debug: bool,
) -> None:
    """比对：同一项目的申报、批复、调整、自评（或几个年度）之间变了什么。"""
    chosen = _style_for(style, output)
    refuse_pdf_without_book(output, pdf=pdf)
    found = given_workbooks(files, stored=True)
    outputs = outputs_of(found.paths, replace=replace)
    target = outputs.named(output) if output is not None else None
    work = Work(depth=Depth.READ, stored=True)
    apart = how.apart(work, found.paths)
    results = once(how.results(work, found.paths, "读表", apart=apart))
    results = with_folders_told(results, found)
    [results] = only.of([results])
    comparison = compare_documents([each.document for each in results if each.document])
    results = [each for each in results if each.why or each.skipped]  # 读成的，写的时候不再用
    no_pdf = False
    if comparison.projects:
        _report(comparison, results, chosen, target)
        no_pdf = pdf and target is not None and write_pdf_copies([target.path], outputs)
    report_ignored(comparison.ignored, "没有比")
    report_unread(results, debug=debug)
    if not comparison.projects:
        notice(_NOTHING)
    failed = no_pdf or not comparison.projects or any(result.why for result in results)
    sys.exit(UNREADABLE if failed else OK)


_NOTHING = "给出的文件里没有可以比对的项目表；请给同一项目的申报表、批复表、调整批复表、自评表中的两份以上。"


def _style_for(style: str | None, output: Path | None) -> str:
    """结果的样式：写明的照写明的，没有写的看 ``-o`` 的后缀；两样矛盾的不收。"""
    if output is None and style == "xlsx":
        raise click.UsageError("--format xlsx 请用 -o 写明文件，如 -o 比对.xlsx。")
    if output is None:
        return style or "text"
    by_suffix = _SUFFIXES.get(output.suffix.lower())
    if by_suffix is None:
        raise click.UsageError(f"写不成“{output.name}”；-o 的后缀可以是 .xlsx、.json、.txt。")
    if style not in (None, by_suffix):
        raise click.UsageError(f"--format {style} 与 -o 的后缀 {output.suffix} 不符，请改一个。")
    return by_suffix


def _report(
    comparison: Comparison, results: Sequence[FileResult], style: str, target: Output | None
) -> None:
    if style == "xlsx":
        assert target is not None
        _write_book(comparison, results, target)
    elif style == "json":
        from perfxl.contract.comparison import ComparisonJson, ProjectComparedJson
        from perfxl.contract.shapes import dump
        from perfxl.contract.unread import UnreadJson

        unread = [UnreadJson(file=str(each.path), why=each.why) for each in results if each.why]
        projects = (dump(ProjectComparedJson.of(each)) for each in comparison.projects)
        data = dump(ComparisonJson.of(comparison, unread))
        pieces = json_pieces(data, "projects", projects)
        if target is None:
            print_json_pieces(pieces)
            return
        write_pieces(target, chain(pieces, "\n"))
    else:
        from perfxl.cli.comparison_text import comparison_lines

        if target is None:
            for line in comparison_lines(comparison):
                say(line)
            return
        write_pieces(target, (f"{line}\n" for line in comparison_lines(comparison)))
    notice(f"已写出：{target.path}{shortened_note(target)}")


def _write_book(comparison: Comparison, results: Sequence[FileResult], target: Output) -> None:
    from perfxl.hosts.printed_books import write_printed

    unread = [(str(each.path), each.why) for each in results if each.why]
    write_printed(target, comparison.sheets(unread))
    notice(comparison.said)
