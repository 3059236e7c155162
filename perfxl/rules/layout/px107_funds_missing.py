"""PX107 没有读到资金情况"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX107",
    title="没有读到资金情况",
    severity=Severity.WARNING,
    basis=(form_layout("自评表印着全年预算数、全年执行数、执行率几栏"),),
    message="这张表没有读到资金情况，执行率、预算执行率得分和总分没有核对。",
    hint="请看一下 {cells} 以下的资金各栏，表头写成“全年预算数”“全年执行数”即可读到。",
)
def funds_missing(subject: Subject) -> Iterator[Hit]:
    """没有一行资金：或是表里没有，或是栏目的叫法不认得。没有检查的要说出来。"""
    table = subject.table
    if not table.funds:
        yield Hit(subject.place)
