"""``perfxl summary``：汇总，一个项目一年一行。"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from perfxl.actions.summary import NothingToSummariseError, SummaryOutcome
from perfxl.cli import options
from perfxl.cli.console import json_pieces, notice, print_json_pieces
from perfxl.cli.copies import shortened_note
from perfxl.cli.given_files import given_acceptances, given_workbooks, once
from perfxl.cli.long_runs import LongRun, long_run_options
from perfxl.cli.only_options import year_and_unit
from perfxl.cli.pdf_copies import pdf_option, refuse_pdf_without_book, write_pdf_copies
from perfxl.hosts.outputs import Output
from perfxl.hosts.whole_file import write_pieces, write_text
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import checked, profile_named, with_folders_told
from perfxl.many_files.summarising import summarised, write_summary
from perfxl.many_files.work import Work
from perfxl.model.file_faults import NotWritableError
from perfxl.model.summary import Summary
from perfxl.rendering.output_names import SUMMARY

# -o 的后缀：写成汇报的，写成字的（和它的样式）。
_REPORTS = (".xlsx", ".html")
_TEXTS = {".json": "json", ".txt": "text"}


@click.command(options_metavar="[选项]")
@options.files_argument
@year_and_unit("看")
@options.profile_option
@options.output_option("汇总写到这个文件，看后缀写成工作簿（.xlsx）、网页（.html）、.json、.txt。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    help="屏幕上的样式，不写是 text。",
)
@options.no_acceptances_option
@options.acceptances_option
@pdf_option
@long_run_options
@options.replace_option
@options.debug_option
def summary(
    files: tuple[Path, ...],
    year: int | None,
    unit: str,
    profile: str | None,
    output: Path | None,
    style: str | None,
    no_acceptances: bool,
    acceptances: Path | None,
    pdf: bool,
    how: LongRun,
    replace: bool,
    debug: bool,
) -> None:
    """汇总：各单位的自评表一个项目一行，问题多的在前；按单位、按指标类别合计，重复的只算一次。"""
    shown_as = _style_for(style, output)
    lists = given_acceptances(acceptances, ignoring=no_acceptances)
    refuse_pdf_without_book(output, pdf=pdf)
    chosen = profile_named(profile) if profile else None
    found = _without_own(given_workbooks(files, stored=True), output)
    outputs = outputs_of(found.paths, replace=replace, profile=profile, others=[acceptances])
    target = outputs.named(output) if output is not None else None
    work = Work(chosen, stored=True, summarised=True)
    apart = how.apart(work, found.paths)
    read = once(how.results(work, found.paths, "汇总", apart=apart))
    count = len(read)
    index = apart.index if apart is not None else None
    results = with_folders_told(checked(read, lists, index), found)
    del read  # 几万个文件的，核对以前的一份不再用
    if apart is not None:
        apart.save()
    try:
        outcome = summarised(results, count, year=year, unit=unit)
    except NothingToSummariseError as error:
        if shown_as == "json" and target is None:  # 照着 JSON 做的程序也要知道略过了哪些
            _show(error.outcome, shown_as)
        raise
    failed = _report(outcome, shown_as, target)
    if pdf and target is not None and not failed:
        failed = write_pdf_copies([target.path], outputs)
    _report_causes(results, debug=debug)
    failed |= bool(outcome.summary.unread)
    sys.exit(options.UNREADABLE if failed else options.OK)


def _without_own(found: FoundWorkbooks, output: Path | None) -> FoundWorkbooks:
    """上一次写在同一个文件夹里的汇总，不当作要读的。"""
    if output is None or output.suffix.lower() != ".xlsx":
        return found
    from perfxl.hosts.report_book import is_own_report

    own = output.resolve()
    origins = {
        path: folder
        for path, folder in found.origins.items()
        if folder is None or path.resolve() != own or not is_own_report(path)
    }
    return FoundWorkbooks(origins, found.unopened, found.leftovers)


def _style_for(style: str | None, output: Path | None) -> str:
    """屏幕上的样式；``-o`` 的后缀写不成的、与样式矛盾的不收。"""
    suffix = output.suffix.lower() if output is not None else ""
    if output is not None and suffix not in (*_REPORTS, *_TEXTS):
        kinds = "、".join((*_REPORTS, *_TEXTS))
        raise click.UsageError(f"写不成“{output.name}”；-o 的后缀可以是 {kinds}。")
    if style is not None and suffix in _TEXTS and _TEXTS[suffix] != style:
        raise click.UsageError(f"--format {style} 与 -o 的后缀 {suffix} 不符，请改一个。")
    return style or "text"


def _report(outcome: SummaryOutcome, style: str, target: Output | None) -> bool:
    """写进文件，或说在屏幕上；文件没有写成的仍说在屏幕上，返回 ``True``。"""
    try:
        if target is not None:
            _write(outcome, target)
    except NotWritableError as error:
        _show(outcome, style)
        notice(f"没有写成{SUMMARY}：{error}")
        return True
    if target is None or target.path.suffix.lower() in _REPORTS:
        _show(outcome, style)
    if target is not None:
        notice(f"{SUMMARY}：{target.path}{shortened_note(target)}")
    return False


def _write(outcome: SummaryOutcome, target: Output) -> None:
    """照后缀写成哪一种。"""
    suffix = target.path.suffix.lower()
    if suffix in _REPORTS:
        write_summary(outcome.summary, target, date.today())
    elif suffix == ".json":
        write_pieces(target, _json(outcome.summary))
    else:
        from perfxl.cli.screen import as_text
        from perfxl.cli.summary_text import summary_text

        write_text(target, as_text(*(line.rich() for line in summary_text(outcome))))


def _show(outcome: SummaryOutcome, style: str) -> None:
    """写到屏幕上。"""
    if style == "json":
        print_json_pieces(_json(outcome.summary))
        for each in outcome.summary.unread:
            notice(f"没有读成：{each.why}")
        return
    from perfxl.cli.styled import print_styled
    from perfxl.cli.summary_text import summary_text

    print_styled(summary_text(outcome))


def _json(found: Summary) -> Iterator[str]:
    """一段一段的 JSON：几万个项目不都留在内存里。"""
    from perfxl.contract.shapes import dump
    from perfxl.contract.summary import ProjectJson, SummaryJson

    projects = (dump(ProjectJson.of(each)) for each in found.projects)
    return json_pieces(dump(SummaryJson.of(found, ())), "projects", projects)


def _report_causes(results: list[FileResult], *, debug: bool) -> None:
    """读不了的已经列在汇总里；要看详情的在这里。"""
    for each in results:
        if debug and each.cause is not None:
            import traceback

            notice("".join(traceback.format_exception(each.cause)))
