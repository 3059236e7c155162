"""PX131 还没有填报"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX131",
    title="还没有填报",
    severity=Severity.ERROR,
    basis=(form_layout("印着实际完成值、得分两栏"),),
    hint="请填好 {cells} 再查；不用的行，指标值写“/”或删去。",
)
def not_reported_yet(subject: Subject) -> Iterator[Hit]:
    """接连三行以上完成值、得分全空，合成一条；只漏了一两行的由 PX202、PX304 逐行报。"""
    blank = subject.unreported_rows
    if not blank:
        return
    every = [row for row in subject.score.indicators if not row.indicator.is_execution]
    whole = len(blank) == len(every)
    fund = subject.table.annual_total
    unspent = [fund.executed] if fund is not None and _is_blank_amount(fund.executed) else []
    money = "，全年执行数也没有填" if unspent and whole else ""
    said = "还没有填报" if whole else "有一段还没有填报"
    yield Hit(
        [entry for row in blank for entry in (row.indicator.actual, row.indicator.score)],
        found="",
        message=f"{said}：{len(blank)} 行完成值、得分全空{money}。",
        related=(*(unspent if whole else ()), subject.table.total.score),
    )


def _is_blank_amount(entry: Entry) -> bool:
    return entry.exists and entry.number is None and not entry.text and not entry.uncalculated
