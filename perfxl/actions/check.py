"""校验：一个工作簿的问题怎么说、怎么列、怎么标。"""

from collections.abc import Iterable

from perfxl.actions.assessment import Assessment, accepted_said, silenced_said
from perfxl.actions.document import results_said
from perfxl.actions.outcome import Outcome
from perfxl.actions.read import unread_rows, unread_sheets
from perfxl.model.finding import Finding, Severity
from perfxl.model.table import Document
from perfxl.rendering.finding_lists import marks_of, own_finding_list
from perfxl.rendering.output_names import RESULT_SHEETS


def check(assessed: Assessment, level: Severity = Severity.INFO) -> Outcome:
    """``sentences`` 先是读到几张表、有几处问题，再是没有读懂的、已认可的；没有问题的不列清单。

    ``level`` 是只列、只标这一级和更重的；说的处数照全部的算。
    """
    document, findings = assessed.document, assessed.findings
    unread = (*unread_rows(document), *unread_sheets(document), *_results_said(document))
    counted = counts_said(findings)
    said = (f"读到{len(document.tables)}张表，{counted}。", *unread, *_accepted_said(assessed))
    shown = [each for each in findings if each.severity.at_least(level)]
    if not shown:
        return Outcome(said)
    only = (
        ""
        if level is Severity.INFO
        else f"，只列{level.label}{'' if _is_top(level) else '和更重的'}"
    )
    tables = document.tables
    heading = (
        f"{counted}（口径：{assessed.profile.name}，{assessed.profile_why}{only}）{''.join(unread)}"
    )
    return Outcome(
        said,
        lists=(own_finding_list(shown, heading, tables),),
        marks=marks_of(shown, tables),
    )


def _results_said(document: Document) -> tuple[str, ...]:
    """加载项自己的名字（校验结果、评分说明）的不必说，别的名字的说出来。"""
    said = results_said(each for each in document.result_sheets if not _is_own_name(each))
    return (said,) if said else ()


def _is_own_name(sheet: str) -> bool:
    return sheet.partition("(")[0] in RESULT_SHEETS


def _is_top(level: Severity) -> bool:
    return level is next(iter(Severity))


def _accepted_said(assessed: Assessment) -> tuple[str, ...]:
    told = [void.said for void in assessed.void_acceptances]
    told += filter(None, [silenced_said(assessed.profile)])
    if not assessed.accepted:
        return tuple(told)
    counted = f"另有{len(assessed.accepted)}处已认可，没有列出"
    return (f"{counted}：{accepted_said(assessed.acceptances)}", *told)


def counts_said(findings: Iterable[Finding]) -> str:
    """错误2处、提醒1处；没有为“没有发现问题”。"""
    every = [finding.severity for finding in findings]
    counts = [f"{each.label}{every.count(each)}处" for each in Severity if each in every]
    return "、".join(counts) or "没有发现问题"
