"""``perfxl indicators``：指标库。"""

import sys
from pathlib import Path

import click

from perfxl.actions.indicators import indicator_library
from perfxl.cli import options
from perfxl.cli.console import notice, report_unread
from perfxl.cli.copies import shortened_note
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.ignored import report_ignored
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.only_options import year_and_unit
from perfxl.hosts.file_names import is_folder
from perfxl.hosts.printed_books import write_printed
from perfxl.many_files.file_result import Depth
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import with_folders_told
from perfxl.many_files.work import Work


@click.command(options_metavar="[选项]")
@options.files_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="指标库.xlsx",
    help="指标库写到这个文件。",
)
@year_and_unit("收")
@long_run_options
@options.replace_option
@options.debug_option
def indicators(
    files: tuple[Path, ...],
    output: Path,
    year: int | None,
    unit: str,
    how: LongRun,
    replace: bool,
    debug: bool,
) -> None:
    """指标库：批复表、目标表、申报表里用过的指标，通常的指标值、单位，用过几回、在哪里。"""
    if output.suffix.lower() != ".xlsx" or is_folder(output):
        raise click.UsageError(f"指标库写成 .xlsx，“{output.name}”写不成。")
    found = given_workbooks(files)
    outputs = outputs_of(found.paths, replace=replace)
    target = outputs.named(output)
    work = Work(depth=Depth.READ)
    apart = how.apart(work, found.paths)
    results = list(how.results(work, found.paths, "读表", apart=apart))
    results = with_folders_told(results, found)
    library = indicator_library(
        [each.document for each in results if each.document is not None], year=year, unit=unit
    )
    results = [each for each in results if each.why or each.skipped]  # 读成的，写的时候不再用
    if library.indicators:
        unread = [(str(each.path), each.why) for each in results if each.why]
        write_printed(target, library.sheets(unread))
        notice(f"已写出：{target.path}{shortened_note(target)}")
        notice(library.said)
    else:
        notice(f"{library.nothing_said}，没有写指标库。")
    report_ignored(library.left, "没有收")
    report_unread(results, debug=debug)
    failed = not library.indicators or any(each.why for each in results)
    sys.exit(options.UNREADABLE if failed else options.OK)
