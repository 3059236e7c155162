"""一张表的轮廓：认得出是哪张表、里面有哪些项目，指标、资金的各行不在内。

几千个文件的表不必都留在内存里：列清单、找谁对谁只要轮廓，真要逐格核对时再取全部。
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

from perfxl.model.fund import Fund
from perfxl.model.table import Amounts, Line, Table

# 留着的各项；``lines`` 只留说得出一个个项目的。
KEPT = (
    *("form", "scope", "stage", "book", "sheet", "block", "title", "year", "month", "money_unit"),
    *("fields", "lines", "unread_rows", "hidden", "continues", "continued_on"),
)


class OutlinedTable(Table):
    """没有留着的，问了就取回全部来答（``backed``）；取不回的抛 ``AttributeError``，不当作空的。

    年度资金总额只有年初、全年、执行的数。
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"<OutlinedTable {self.book} {self.sheet}>"

    @classmethod
    def of(cls, table: Table) -> "OutlinedTable":
        """``table`` 的轮廓。"""
        kept = {name: getattr(table, name) for name in KEPT}
        kept["lines"] = _lines(table)
        total = table.annual_total
        slim = None if total is None else _fund(total)
        return cls.again(kept, slim, table.latest_deadline)

    @classmethod
    def again(
        cls, kept: dict[str, Any], total: Fund | None, latest_deadline: int | None
    ) -> "OutlinedTable":
        """由留着的各项（``KEPT``）、年度资金总额、时限里最后的一年还原。"""
        made = object.__new__(cls)
        made.__dict__.update(kept)
        made.__dict__.update(annual_total=total, latest_deadline=latest_deadline)
        return made

    def backed(self, whole: Callable[[], Table]) -> None:
        """没有留着的，照 ``whole`` 取回的答。"""
        self.__dict__["_whole"] = whole


def _fund(total: Fund) -> Fund:
    return replace(
        Fund(total.name, total.label, total.initial, total.adjusted),
        executed=total.executed,
        role=total.role,
    )


def _lines(table: Table) -> tuple[Line, ...]:
    if not table.spec.has_projects_in_lines:
        return ()
    return tuple(
        replace(
            Line(each.row, each.name, each.code),
            initial=Amounts(each.initial.total),
            adjusted=Amounts(each.adjusted.total),
            note=each.note,
            side=each.side,
            organisation=each.organisation,
            ordinal=each.ordinal,
        )
        for each in table.lines
    )


def _not_kept(name: str) -> property:
    def asked(self: OutlinedTable) -> Any:
        whole = self.__dict__.get("_whole")
        if whole is None:
            raise AttributeError(f"an outlined table has no {name}: take the whole one")
        return getattr(whole(), name)

    return property(asked)


# 由各行得出、在全部里算好了记着的。
_WORKED_OUT = ("fund_groups", "amounts", "doubtful_amounts", "column_decimals")


def _names() -> Iterable[str]:
    yield from (each.name for each in fields(Table) if each.name not in KEPT)
    yield from _WORKED_OUT


for _name in _names():
    setattr(OutlinedTable, _name, _not_kept(_name))
