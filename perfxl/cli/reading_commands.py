"""``perfxl read``：逐张表列出读懂了什么、没读懂什么。"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from perfxl.cli.console import PrintedJsonList, print_json, report_unread, skipped_json
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.options import debug_option, exit_code, files_argument
from perfxl.cli.stopping import Stopped
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.results import skipping_unrelated, with_folders_told
from perfxl.many_files.work import Work
from perfxl.model.table import Document


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
    done = how.results(Work(depth=Depth.READ), found.paths, "读表", printed=not as_json)
    if as_json and len(found.paths) + len(found.unopened) == 1:
        results = skipping_unrelated(list(done), found)
        _print_one(results)
    elif as_json:
        results = _print_each(done, found)
    else:
        results = with_folders_told(list(_told(done)), found)
    report_unread(results, debug=debug)
    sys.exit(exit_code(results))


def _told(done: Iterable[FileResult]) -> Iterator[FileResult]:
    """一个一个写到屏幕上，写了的表不再留着：多少个文件都只占一点内存。"""
    for each in _kept_first(done):
        _print_text(each[0])
        yield each[1]


def _kept_first(done: Iterable[FileResult]) -> Iterator[tuple[FileResult, FileResult]]:
    """各个结果，和留到最后的：只有第一个读成的连着表，好知道有读成的。"""
    some_read = False
    for each in done:
        yield each, replace(each, assessment=None) if some_read else each
        some_read |= each.assessment is not None


def _print_one(results: Sequence[FileResult]) -> None:
    """一个文件是一个对象；没有读成的同几个文件的。"""
    [each] = results
    if each.document is not None:
        print_json(_dumped(each.document))
    else:
        PrintedJsonList("documents").end(_rest(results))


def _print_each(done: Iterable[FileResult], found: FoundWorkbooks) -> list[FileResult]:
    """几个文件各是 ``documents`` 的一项，读好一个写一个；没有读成的列在后面。半路停下的，写出的仍是一份完整的 JSON。"""
    printed, kept = PrintedJsonList("documents"), list[FileResult]()
    try:
        for each, light in _kept_first(done):
            if each.document is not None:
                printed.add(_dumped(each.document))
            kept.append(light)
    except Stopped:
        printed.end(_rest(skipping_unrelated(kept, found)))
        raise
    results = with_folders_told(kept, found)
    printed.end(_rest(results))
    return results


def _dumped(document: Document) -> object:
    from perfxl.contract.document import DocumentJson
    from perfxl.contract.shapes import dump

    return dump(DocumentJson.of(document))


def _rest(results: Sequence[FileResult]) -> dict[str, object]:
    unread = [{"file": str(each.path), "why": each.why} for each in results if each.why]
    return {"unread": unread} | skipped_json(results)


def _print_text(result: FileResult) -> None:
    from perfxl.cli.document_text import document_text
    from perfxl.cli.screen import console

    if result.document is not None:
        console().print(document_text(result.document))
