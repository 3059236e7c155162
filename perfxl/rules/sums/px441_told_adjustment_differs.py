"""PX441 文字里写的调整数与两个预算数不符"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry, Indicator
from perfxl.rules.engine.form_groups import ADJUSTMENTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.rules.facts.told_money import amounts_in, as_told
from perfxl.rules.sums.cost_sums import in_unit
from perfxl.standards.documents import own_convention

_ADJUSTED = Pattern(
    r"(调减|压减|核减|追减|追加|调增)(?:了|预算|资金|经费|指标|财政资金)*(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)"
)
_UP = ("追加", "调增")


@rule(
    id="PX441",
    title="文字里写的调整数与两个预算数不符",
    severity=Severity.WARNING,
    forms=ADJUSTMENTS,
    basis=(own_convention("文字里写调增、调减了多少，就是调整预算数减年初预算数"),),
    hint="请核对 {cells} 和资金情况，改成一致；说的是其中一笔的，请写明是哪一笔。",
)
def told_adjustment_differs(subject: Subject) -> Iterator[Hit]:
    """年度总体目标、说明里只写了一次“调增21.24万元”“调减预算120万元”，与两个预算数之差不同，或方向反了。"""
    table = subject.table
    total, factor = table.annual_total, table.money_factor
    if total is None or factor is None:
        return
    if total.initial.number is None or total.adjusted.number is None:
        return
    shift = (total.adjusted.number - total.initial.number) * factor
    known = amounts_in(table)
    for place, entry in _texts(subject):
        found = list(_ADJUSTED.finditer(entry.text))
        if len(found) != 1:
            continue
        [one] = found
        verb, told = one[1], as_told(one[0], one[2], one[3])
        part = any(told.is_near(abs(each)) for each in known)
        turned = shift != 0 and (shift > 0) is not (verb in _UP)
        if turned or not (told.is_near(abs(shift)) or part):
            yield Hit(
                entry,
                found=told.text,
                expected=str(abs(shift)),
                message=f"{place}写{quoted(told.clause)}，调整预算数比年初预算数"
                f"{'多' if shift >= 0 else '少'} {in_unit(abs(shift), subject)}。",
                related=(total.initial, total.adjusted),
            )


def _texts(subject: Subject) -> Iterator[tuple[str, Entry]]:
    goals, rows = subject.table.goals, subject.table.indicators
    told = {goals[name] for name in ("expected", "adjusted") if name in goals}
    yield from (("年度总体目标", each) for each in sorted(told, key=lambda each: each.place))
    notes: dict[tuple[int, int], Indicator] = {}
    for row in rows:
        if row.note.text and notes.setdefault(row.note.place, row) is row:
            yield "说明", row.note
