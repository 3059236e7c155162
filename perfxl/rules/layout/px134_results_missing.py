"""PX134 没有读到完成值、得分一栏"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator, Table
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import form_layout

# 说的是分、评的栏名。
_OF_POINTS = ("分", "评")


@rule(
    id="PX134",
    title="没有读到完成值、得分一栏",
    severity=Severity.WARNING,
    basis=(form_layout("印着“实际完成值”“得分”两栏"),),
    message="这张表没有读到“{name}”一栏{other}，{unchecked}没有核对。",
    hint="请看 {cells}：是{name}的，栏名改成“{name}”；没有这一栏的，加上填好。",
)
def results_missing(subject: Subject) -> Iterator[Hit]:
    """整张自评表没有实际完成值一栏（只有完成率）；或有分值而没有得分一栏，另有一栏写着分、评的没有读。

    有这一栏而某行没填的由 PX202、PX304 报；分值一栏没有读到的由 PX108 报。
    """
    table = subject.table
    rows, columns = table.indicators, _unread_heads(table)
    if not rows:
        return
    if not any(row.actual.exists for row in rows):
        rates = tuple(row.done_rate for row in rows if row.done_rate.exists)
        yield _hit(rows[0], columns, "实际完成值", "做到没有、该得几分", rates)
    weighed = any(row.weight.exists for row in rows)
    pointed = tuple(head for head in columns if any(word in head.text for word in _OF_POINTS))
    if weighed and pointed and not any(row.score.exists for row in rows):
        yield _hit(rows[0], pointed, "得分", "各行得分、总分和等级")


def _unread_heads(table: Table) -> tuple[Entry, ...]:
    """指标栏里没有读的栏；资金情况的各栏不算。"""
    first = min((row.row for row in table.indicators), default=0)
    above = max((each.label.row for each in table.funds if each.label.row < first), default=0)
    return tuple(each for each in table.filled_unread_columns if above < each.row < first)


def _hit(
    first: Indicator,
    columns: tuple[Entry, ...],
    name: str,
    unchecked: str,
    rates: tuple[Entry, ...] = (),
) -> Hit:
    """``rates`` 是只写着完成率的各格。"""
    heads = "、".join(quoted("".join(head.text.split())) for head in columns)
    return Hit(
        columns or rates or first.level3,
        found=heads,
        words={
            "name": name,
            "other": f"（没有读的有{heads}）" if heads else "（只有完成率）" if rates else "",
            "unchecked": unchecked,
        },
    )
