"""命令行给的文件和文件夹。"""

from collections.abc import Iterable
from pathlib import Path

import click

from perfxl.cli.console import notice
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import FoundWorkbooks, found_workbooks


def given_workbooks(files: Iterable[Path], *, stored: bool = False) -> FoundWorkbooks:
    """给的文件和文件夹里的工作簿，``stored`` 时连同存放处里的各份；一个也没有时抛 ``click.UsageError``。"""
    found = found_workbooks(files, stored=stored)
    for place in found.leftovers:
        notice(f"“{place}”是以前没有写完的临时文件，没有用了，可以删去。")
    if not found.paths and found.unopened:
        raise found.unopened[0][1]
    if not found.paths:
        raise click.UsageError("给出的文件夹里没有 Excel 工作簿（.xlsx、.xlsm、.xls、.et）。")
    return found


def once(results: Iterable[FileResult]) -> list[FileResult]:
    """又在存放处、又在文件夹里的只留一个，说出来。"""
    every = list(results)
    if not any(each.kept for each in every):
        return every
    from perfxl.many_files.stored_documents import counted_once  # 少有人给存放处

    found = counted_once(every)
    for said in found.said:
        notice(said)
    return found.results


def given_acceptances(instead: Path | None, *, ignoring: bool) -> AcceptanceLists:
    """``--acceptances``、``--no-acceptances`` 说的认可清单；两个都写了的抛 ``click.UsageError``。"""
    if ignoring and instead is not None:
        raise click.UsageError("--no-acceptances 和 --acceptances 只能用一个。")
    return AcceptanceLists(instead, ignoring=ignoring)
