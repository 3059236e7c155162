"""``perfxl summary``：汇总，一个项目一年一行。"""

import sys
from datetime import date
from pathlib import Path

import click

from perfxl.actions.summary import SummaryOutcome
from perfxl.cli import options
from perfxl.cli.console import as_json, notice, print_json
from perfxl.cli.copies import shortened_note
from perfxl.cli.given_files import given_workbooks
from perfxl.cli.long_runs import LongRun, jobs_option
from perfxl.hosts.outputs import Output
from perfxl.hosts.whole_file import write_text
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.output_places import outputs_of
from perfxl.many_files.results import (
    FileResult,
    Work,
    checked,
    profile_named,
    skipping_unrelated,
    unopened_folders,
)
from perfxl.many_files.summarising import summarised
from perfxl.model.summary import Summary
from perfxl.rendering.output_names import SUMMARY

# -o 的后缀说明的样式。
_STYLES = {".xlsx": "xlsx", ".html": "html", ".json": "json", ".txt": "text"}


@click.command(options_metavar="[选项]")
@options.files_argument
@click.option("--year", type=int, metavar="年度", help="只看这一年的，如 2024。")
@click.option("--unit", metavar="单位", default="", help="只看这个单位的；写名称里的几个字也行。")
@options.profile_option
@options.output_option("汇总写到这个文件，看后缀写成工作簿（.xlsx）、网页（.html）、.json、.txt。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    help="屏幕上的样式；不写时看 -o 的后缀，没有 -o 是 text。",
)
@jobs_option
@options.replace_option
@options.debug_option
def summary(
    files: tuple[Path, ...],
    year: int | None,
    unit: str,
    profile: str | None,
    output: Path | None,
    style: str | None,
    jobs: int | None,
    replace: bool,
    debug: bool,
) -> None:
    """汇总：各单位的自评表一个项目一行，问题多的在前；按单位、按指标类别合计，重复的只算一次。"""
    chosen_style = _style_for(style, output)
    chosen = profile_named(profile) if profile else None
    found = _without_own(given_workbooks(files), output)
    outputs = outputs_of(found.paths, replace=replace, profile=profile)
    target = outputs.named(output) if output is not None else None
    read = LongRun(jobs).results(Work(chosen), found.paths, "汇总")
    results = checked(list(read), AcceptanceLists())
    results = skipping_unrelated(results, found) + unopened_folders(found)
    outcome = summarised(results, len(found.paths), year=year, unit=unit)
    _report(outcome, chosen_style, target)
    _report_causes(results, debug=debug)
    sys.exit(options.UNREADABLE if any(each.why for each in results) else options.OK)


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
    """样式：写明的照写明的，没有写的看 ``-o`` 的后缀；两样矛盾的、写不成的不收。"""
    if output is None:
        return style or "text"
    own = _STYLES.get(output.suffix.lower())
    if own is None:
        kinds = "、".join(_STYLES)
        raise click.UsageError(f"写不成“{output.name}”；-o 的后缀可以是 {kinds}。")
    if style is not None and style != own and own in ("json", "text"):
        raise click.UsageError(f"--format {style} 与 -o 的后缀 {output.suffix} 不符，请改一个。")
    return own


def _report(outcome: SummaryOutcome, style: str, target: Output | None) -> None:
    """写进文件；写成工作簿的，屏幕上照说。"""
    if style in ("xlsx", "html") and target is not None:
        _write_report(outcome.summary, target, style)
        _tell_text(outcome, None)
    elif style == "json":
        data = _json(outcome.summary)
        if target is None:
            print_json(data)
        else:
            write_text(target, as_json(data))
    else:
        _tell_text(outcome, target)
    if target is not None:
        notice(f"{SUMMARY}：{target.path}{shortened_note(target)}")


def _write_report(found: Summary, target: Output, style: str) -> None:
    from perfxl.rendering.summary_report import summary_report

    today = date.today()
    report = summary_report(found, f"{today.year}年{today.month}月{today.day}日")
    if style == "html":
        from perfxl.hosts.report_html import write_page

        write_page(target, report)
    else:
        from perfxl.hosts.report_book import write_report

        write_report(target, report)


def _tell_text(outcome: SummaryOutcome, target: Output | None) -> None:
    from perfxl.cli.styled import print_styled
    from perfxl.cli.summary_text import summary_text

    lines = summary_text(outcome)
    if target is None:
        print_styled(lines)
        return
    from perfxl.cli.screen import as_text

    write_text(target, as_text(*(line.rich() for line in lines)))


def _json(found: Summary) -> dict[str, object]:
    from perfxl.contract.shapes import dump
    from perfxl.contract.summary import SummaryJson

    return dump(SummaryJson.of(found))


def _report_causes(results: list[FileResult], *, debug: bool) -> None:
    """读不了的已经列在汇总里；要看详情的在这里。"""
    for each in results:
        if debug and each.cause is not None:
            import traceback

            notice("".join(traceback.format_exception(each.cause)))
