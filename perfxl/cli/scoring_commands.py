"""``perfxl score``：评分，写填好分的副本。"""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfxl.actions.score import NOTHING_TO_FILL, no_self_evaluation
from perfxl.cli import options
from perfxl.cli.console import (
    json_pieces,
    notice,
    print_json,
    print_json_pieces,
    report_unread,
    skipped_json,
)
from perfxl.cli.copies import Said, copy_outputs, is_one_file, refuse_no_copy, write_copies
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.only_options import Only, only_options
from perfxl.cli.options import OK, UNREADABLE
from perfxl.hosts.outputs import Output
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.accepted_results import with_accepted_scores
from perfxl.many_files.file_result import Depth, FileResult, assessments_of
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import lists_unread, with_folders_told
from perfxl.many_files.work import Work
from perfxl.rendering.output_names import SCORED, copy_ending
from perfxl.standards.profile import load_profile

if TYPE_CHECKING:
    from perfxl.contract.scores import ScoresJson
    from perfxl.many_files.copies import FilledCopy


@click.command(options_metavar="[选项]")
@options.files_argument
@options.profile_option
@options.output_option(
    "写副本，填好得分、执行率、总分和等级，其余原样；给文件夹时一个文件一份，没有要改的不写。"
)
@options.style_option("得分的样式；xlsx 即写副本。")
@only_options
@long_run_options
@options.replace_option
@options.debug_option
def score(
    files: tuple[Path, ...],
    profile: str | None,
    output: Path | None,
    style: str,
    only: Only,
    how: LongRun,
    replace: bool,
    debug: bool,
) -> None:
    """评分：每行应得几分、怎么算的；-o 另写填好分的副本。"""
    refuse_no_copy(output)
    chosen = load_profile(profile) if profile else None
    found = given_workbooks(files)
    outputs = outputs_of(found.paths, replace=replace, profile=profile)
    if output is not None and is_one_file(output):
        outputs.named(output)  # 写不得的先说，不白评一遍
    at_once = style == "text" and only.is_all
    lists = AcceptanceLists()
    work = Work(chosen, Depth.SCORE)
    apart = how.apart(work, found.paths)
    coming = how.results(work, found.paths, "评分", printed=at_once, apart=apart)
    results: list[FileResult] = []
    for each in with_accepted_scores(coming, lists):
        results.append(each)
        if at_once:
            _print_scores(each)
    [results] = only.of([results])
    scored = [result for result in results if _has_evaluation(result)]
    unscored = [result for result in results if result.document and not _has_evaluation(result)]
    failed = False
    if output is not None or style == "xlsx":
        done = [result.path for result in scored]
        targets = copy_outputs(done, found, output, outputs, copy_ending(SCORED), "评分副本")
        failed = write_copies(scored, targets, "评分副本", partial(_fill, lists), NOTHING_TO_FILL)
    results = with_folders_told(results, found) + lists_unread(lists)
    if style == "json":
        _print_json(results, unscored)
    elif style == "text":
        for each in () if at_once else results:
            _print_scores(each)
        _print_ends(results)
    for result in unscored:
        given = found.origins[result.path] is None
        notice(_why_unscored(result) if given else _passed_over(result))
    if unscored and not scored and found.origins[unscored[-1].path] is not None:
        notice("没有自评表可评；请给出填好完成值的自评表。")
    report_unread(results, debug=debug)
    # 文件夹里夹着别的表不算毛病；写明的文件、一张自评表也没有的才算。
    named = any(found.origins[result.path] is None for result in unscored)
    failed |= named or not scored or any(result.why for result in results)
    sys.exit(UNREADABLE if failed else OK)


def _has_evaluation(result: FileResult) -> bool:
    """有自评表可评；不必看分，分可能放在一边。"""
    tables = result.document.tables if result.document is not None else ()
    return any(table.spec.scored for table in tables)


def _fill(lists: AcceptanceLists, result: FileResult, target: Output) -> Said:
    from perfxl.many_files.copies import fill_scores

    lists.refuse_faulty(result.path)
    filled = fill_scores(result, target)
    lines = [*_changes(filled), *filled.outcome.not_filled]
    what, nothing = f"，改了 {len(filled.made)} 格", filled.outcome.nothing_filled
    return Said(filled.target is not None, what, lines, nothing)


def _changes(filled: "FilledCopy") -> list[str]:
    """改了的格，一格一行。"""
    from perfxl.cli.texts import edit_line

    lines = [edit_line(made) for made in filled.made]
    if filled.hidden:
        lines.append(f"其中有写进隐藏的地方的：{'、'.join(filled.hidden)}")
    return lines


def _why_unscored(result: FileResult) -> str:
    return no_self_evaluation(result.document) if result.document is not None else result.why


def _passed_over(result: FileResult) -> str:
    """文件夹里夹着的别的表：一行，只说是哪几种表。"""
    tables = result.document.tables if result.document is not None else ()
    kinds = "、".join(dict.fromkeys(table.form.label for table in tables))
    return f"{result.path}：{kinds}，不评分"


def _json(result: FileResult) -> "ScoresJson":
    from perfxl.contract.scores import ScoresJson, TableScoreJson
    from perfxl.contract.unread import UnreadRowJson, UnreadSheetJson

    read = [result.document] if result.document is not None else []
    return ScoresJson(
        file=str(result.path),
        profile_why=result.assessment.profile_why if result.assessment else "",
        tables=[TableScoreJson.of(each) for each in result.scores],
        unread_rows=UnreadRowJson.all_of(read),
        unread_sheets=UnreadSheetJson.all_of(read),
    )


def _print_scores(result: FileResult) -> None:
    from perfxl.cli.screen import console
    from perfxl.cli.texts import score_text

    for each in result.scores:
        console().print(score_text(each))


def _print_ends(results: Sequence[FileResult]) -> None:
    """没有读懂的，用的是哪一份口径。"""
    from perfxl.actions.check_many import profiles_said, profiles_used, unread_told
    from perfxl.cli.screen import console
    from perfxl.cli.texts import unread_text

    screen = console()
    read = [each.document for each in results if each.document is not None]
    for line in unread_text(unread_told(read)):
        screen.print(line.rich())
    for said in profiles_said(profiles_used(assessments_of(results))):
        screen.print(said)


def _print_json(results: Sequence[FileResult], unscored: Sequence[FileResult]) -> None:
    """一个文件是一个对象；几个文件时各是 ``documents`` 的一项，没有评成的也列出来。"""
    from perfxl.contract.shapes import dump

    scored = [result for result in results if _has_evaluation(result)]
    if len(results) == 1 and scored:
        print_json(dump(_json(scored[0])))
        return
    unread = [{"file": str(each.path), "why": each.why} for each in results if each.why]
    others = [{"file": str(each.path), "why": _why_unscored(each)} for each in unscored]
    whole = {"documents": [], "unread": unread, "unscored": others}
    pieces = json_pieces(
        whole | skipped_json(results), "documents", (dump(_json(each)) for each in scored)
    )
    print_json_pieces(pieces)
