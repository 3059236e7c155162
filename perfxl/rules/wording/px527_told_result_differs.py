"""PX527 文字里写的完成数与完成值不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import ABSENT
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.told_figures import Told, told_otherwise
from perfxl.standards.documents import own_convention


@rule(
    id="PX527",
    title="文字里写的完成数与完成值不同",
    severity=Severity.WARNING,
    basis=(own_convention("实际完成情况、自评结论与实际完成值说的是同一件事时，数应一致"),),
    hint="请核对 {cells} 和实际完成值，照实改成一致；说的不是一件事的可以不管。",
    needs_every_row=True,
)
def told_result_differs(subject: Subject) -> Iterator[Hit]:
    """实际完成情况、自评结论的半句里有指标的全部字、单位相同，而数与实际完成值不同；写着“少几个”的，与差额比。

    约数、累计、新增、人均和写着别的年度的不比；别的指标正是这个数的、对得上几条指标的、
    取整说得通的不报；金额、时限不比。
    """
    table = subject.table
    for place, entry in (
        ("实际完成情况", table.goals.get("actual", ABSENT)),
        ("自评结论", table.conclusion),
    ):
        if not entry.text:
            continue
        for told in told_otherwise(entry.text, table.indicators, "actual", table.year):
            yield Hit(
                entry,
                found=told.figure.clause,
                expected=told.row.actual.text,
                message=_message(place, told),
                related=(told.row.actual,),
            )


def _message(place: str, told: Told) -> str:
    said = f"{place}写{quoted(told.figure.clause)}，指标{quoted(told.row.level3.text)}"
    if not told.short:
        return f"{said}的实际完成值是{quoted(told.row.actual.text)}。"
    return (
        f"{said}的指标值是{quoted(told.row.target.text)}、"
        f"实际完成值是{quoted(told.row.actual.text)}，差的不是 {told.figure.text}。"
    )
