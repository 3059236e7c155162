"""许多文件的汇总：读、查、评过的各个文件合成一份。"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from perfxl.actions.summary import SummaryOutcome, summary
from perfxl.hosts.outputs import Output
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.model.errors import PerfxlError
from perfxl.model.summary import LeftOut, Summary


def summarised(
    results: Iterable[FileResult], files: int, *, year: int | None = None, unit: str = ""
) -> SummaryOutcome:
    """``results`` 是 ``checked``、``with_folders_told`` 以后的，``files`` 是找到几个工作簿。

    没有 ``unit`` 这个单位的抛 ``PerfxlError``。
    """
    every = list(results)
    outcome = summary(
        assessments_of(every),
        files=files,
        unread=[LeftOut(str(each.path), each.why) for each in every if each.why],
        ignored=[LeftOut(str(each.path), f"{each.skipped}。") for each in every if each.skipped],
        year=year,
        unit=unit,
    )
    gone = (str(each.path) for each in every if each.kept and not each.path.exists())
    return replace(outcome, summary=replace(outcome.summary, gone=frozenset(gone)))


def write_summary(found: Summary, target: Output, today: date) -> None:
    """照后缀写成工作簿（.xlsx）或网页（.html）；写不成抛 ``PerfxlError``。"""
    from perfxl.rendering.summary_report import summary_report

    report = summary_report(found, f"{today.year}年{today.month}月{today.day}日")
    suffix = target.path.suffix.lower()
    if suffix == ".html":
        from perfxl.hosts.report_html import write_page

        write_page(target, report)
    elif suffix == ".xlsx":
        from perfxl.hosts.report_book import write_report

        write_report(target, report)
    else:
        raise PerfxlError(f"汇总写不成“{target.path.name}”，后缀可以是 .xlsx、.html。")
