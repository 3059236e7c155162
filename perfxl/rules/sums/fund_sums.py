"""资金各栏的加总（PX401、PX402、PX424、PX426 共用）；谁是谁的一部分，读表时已经定好。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.model.columns import Holds
from perfxl.model.table import Entry, FundGroup, Table
from perfxl.rules.engine.registry import Hit
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.printed_rounding import difference, is_unknown


def amount_columns(table: Table) -> dict[str, str]:
    """资金的各栏和它们在这种表上的叫法。"""
    columns = {
        column.key: column.label
        for column in table.spec.funds
        if column.holds is Holds.AMOUNT
        and column.key != "change"
        and (
            column.key not in table.spec.funds.when_printed
            or any(column.of(fund).exists for fund in table.funds)
        )
    }
    return columns if len(columns) > 1 else {"initial": "预算数"}


def columns_said(subject: Subject) -> tuple[tuple[str, str], ...]:
    """``amount_columns`` 的各对，一张表只找一次。"""
    return subject.once(_columns_said)


def _columns_said(subject: Subject) -> tuple[tuple[str, str], ...]:
    return tuple(amount_columns(subject.table).items())


def sum_hits(subject: Subject, group: FundGroup) -> Iterator[Hit]:
    """各栏里合计项与各项之和不等的。"""
    for column, label in columns_said(subject):
        total: Entry = getattr(group.whole, column)
        entries: list[Entry] = [getattr(part, column) for part in group.parts]
        off = difference(total, entries)
        if off is None:
            continue
        yield Hit(
            total,
            found=off.expected,
            expected=off.found,
            words={
                "column": label,
                "whole": group.whole.name,
                "parts": "、".join(part.name for part in group.parts),
                "gap": off.told(subject.table.money_unit),
            },
            severity=off.severity,
            related=entries,
        )


def is_summed(group: FundGroup, column: str) -> bool:
    """这一栏能合计：不止一项“其中”，各项都读得成数；财政拨款之下只列了一级的不算。"""
    if group.is_partial or (len(group.parts) == 1 and not group.is_of_total):
        return False
    entries: Sequence[Entry] = [getattr(part, column) for part in group.parts]
    return not any(map(is_unknown, entries))


def parts_total(group: FundGroup, column: str) -> Decimal | None:
    """一栏各项之和；各项都空着为 ``None``。"""
    entries: list[Entry] = [getattr(part, column) for part in group.parts]
    numbers = [entry.number for entry in entries if entry.number is not None]
    return sum(numbers, Decimal(0)) if numbers else None
