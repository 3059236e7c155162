"""``perfxl read``：逐张表列出读懂了什么、没读懂什么。"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from perfxl.cli.console import print_json, report_unread, skipped_json
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.options import debug_option, exit_code, files_argument
from perfxl.many_files.results import (
    Depth,
    FileResult,
    Work,
    skipping_unrelated,
    unopened_folders,
)


@click.command(options_metavar="[选项]")
@files_argument
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（perfxl.document/1）。")
@long_run_options
@debug_option
def read(
    files: tuple[Path, ...],
    as_json: bool,
    how: LongRun,
    debug: bool,
) -> None:
    """读表：逐张表列出读懂了什么、没读懂什么。"""
    found = given_workbooks(files)
    results: list[FileResult] = []
    done = how.results(Work(depth=Depth.READ), found.paths, "读表", printed=not as_json)
    some_read = False
    for each in done:
        if not as_json:
            _print_text(each)
        # 写到屏幕上了的，表不再留着（留一个，好知道有读成的）：多少个文件都只占一点内存。
        results.append(replace(each, assessment=None) if some_read and not as_json else each)
        some_read |= each.assessment is not None
    results = skipping_unrelated(results, found) + unopened_folders(found)
    if as_json:
        _print_json(results)
    report_unread(results, debug=debug)
    sys.exit(exit_code(results))


def _print_json(results: Sequence[FileResult]) -> None:
    """一个文件是一个对象；几个文件时各是 ``documents`` 的一项，没有读成的也列出来。"""
    from perfxl.contract.document import DocumentJson
    from perfxl.contract.shapes import dump

    dumped = [dump(DocumentJson.of(each.document)) for each in results if each.document is not None]
    if len(results) == 1 and dumped:
        print_json(dumped[0])
    else:
        unread = [{"file": str(each.path), "why": each.why} for each in results if each.why]
        print_json({"documents": dumped, "unread": unread} | skipped_json(results))


def _print_text(result: FileResult) -> None:
    from perfxl.cli.document_text import document_text
    from perfxl.cli.screen import console

    if result.document is not None:
        console().print(document_text(result.document))
