"""PX410 全年预算数或执行数为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.spending import unfilled_spending
from perfxl.standards.documents import form_layout


@rule(
    id="PX410",
    title="全年预算数或执行数为空",
    severity=Severity.ERROR,
    basis=(form_layout("印着全年预算数、全年执行数两栏"),),
    hint="请在 {cells} 填上金额，没有支出的填 0。",
)
def budget_or_executed_missing(subject: Subject) -> Iterator[Hit]:
    """资金总额一行的预算数或执行数空着；没有这一栏的表由 PX107 或不报，数字格式与单位不合的由 PX431 报。

    总额以下各项来源，有预算数而执行数空着、别处填了的，只提醒。
    """
    fund = subject.table.annual_total
    if fund is None:
        return
    for entry, column in ((fund.budget, "全年预算数"), (fund.executed, "全年执行数")):
        unfilled = entry.number is None and not entry.uncalculated and not entry.is_doubtful
        if entry.exists and unfilled and not _is_told(subject, entry):
            message = (
                f"{fund.name}的{column}写着{quoted(entry.text)}，读不成数，执行率算不出。"
                if entry.text
                else f"{fund.name}的{column}没有填写，执行率算不出。"
            )
            yield Hit(entry, found=entry.text, message=message)
    for part in unfilled_spending(subject.table):
        if part != fund:
            yield Hit(
                part.executed,
                found="",
                message=f"{part.name}有全年预算数 {part.budget.text}，全年执行数没有填写。",
                severity=Severity.WARNING,
                related=(part.budget,),
            )


def _is_told(subject: Subject, entry: Entry) -> bool:
    """整张表都没有填报，执行数空着也由 PX131 一起说了。"""
    fund = subject.table.annual_total
    rows = [row for row in subject.score.indicators if not row.indicator.is_execution]
    whole = bool(rows) and len(subject.unreported_rows) == len(rows)
    return whole and fund is not None and entry == fund.executed and not entry.text
