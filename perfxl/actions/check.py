"""校验：一个工作簿的问题怎么说、怎么列、怎么标。"""

from collections.abc import Iterable

from perfxl.actions.assessment import Assessment
from perfxl.actions.outcome import Outcome
from perfxl.actions.read import unread_rows, unread_sheets
from perfxl.model.finding import Finding, Severity
from perfxl.rendering.finding_lists import marks_of, own_finding_list


def check(assessed: Assessment) -> Outcome:
    """``sentences`` 先是读到几张表、有几处问题，再是没有读懂的；没有问题的不列清单。"""
    document, findings = assessed.document, assessed.findings
    unread = (*unread_rows(document), *unread_sheets(document))
    counted = counts_said(findings)
    first = f"读到{len(document.tables)}张表，{counted}。"
    if not findings:
        return Outcome((first, *unread))
    heading = f"{counted}（口径：{assessed.profile.name}）{''.join(unread)}"
    tables = document.tables
    return Outcome(
        (first, *unread),
        lists=(own_finding_list(findings, heading, tables),),
        marks=marks_of(findings, tables),
    )


def counts_said(findings: Iterable[Finding]) -> str:
    """错误2处、提醒1处；没有为“没有发现问题”。"""
    every = [finding.severity for finding in findings]
    counts = [f"{each.label}{every.count(each)}处" for each in Severity if each in every]
    return "、".join(counts) or "没有发现问题"
