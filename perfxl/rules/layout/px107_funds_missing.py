"""PX107 没有读到资金情况"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of, quoted
from perfxl.standards.documents import form_layout


@rule(
    id="PX107",
    title="资金情况没有读到或没有读全",
    severity=Severity.WARNING,
    basis=(form_layout("自评表印着全年预算数、全年执行数、执行率几栏"),),
    message="这张表没有读到资金情况，执行率、预算执行率得分和总分没有核对。",
    hint="请看一下 {cells} 以下的资金各栏，表头写成“全年预算数”“全年执行数”即可读到。",
)
def funds_missing(subject: Subject) -> Iterator[Hit]:
    """没有一行资金：或是表里没有，或是栏目的叫法不认得。没有检查的要说出来。

    有一栏金额没有认出，全年预算数或执行数因此没有读到的，也说：不拿年初数当全年预算数。
    """
    table = subject.table
    if not table.funds:
        yield Hit(subject.place)
        return
    fund = table.annual_total
    if fund is None or not fund.unread_heads or (fund.budget.exists and fund.executed.exists):
        return
    heads = fund.unread_heads
    names = "、".join(quoted(each.text) for each in heads)
    missing = "全年执行数" if fund.budget.exists else "全年预算数"
    yield Hit(
        heads,
        found="、".join(each.text for each in heads),
        message=f"{names}栏写着金额，没有认出是什么，{missing}没有读到，"
        "执行率、预算执行率得分和与预算有关的没有核对。",
        hint=f"请看一下 {address_of(heads)}：是{missing}的，把栏名写成“{missing}”；不是的可以不管。",
    )
