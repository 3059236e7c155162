"""一张表的轮廓：认得出是哪张表、里面有哪些项目，指标、资金的各行不在内。

几千个文件的表不必都留在内存里：列清单、找谁对谁只要轮廓，真要逐格核对时再取全部。几万个文件的，轮廓也不留：
``HeldTable`` 里只有认得出是哪张表的几样，别的问到时再取。
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from sys import intern
from typing import Any, Protocol

from perfxl.model.fund import Fund
from perfxl.model.table import Amounts, Line, Table

# 拆开的清单，手边留着几份。
_SPLIT_AT_HAND = 8
# 留着的各项；``lines`` 只留说得出一个个项目的。
KEPT = (
    *("form", "scope", "stage", "book", "sheet", "block", "title", "year", "month", "money_unit"),
    *("fields", "lines", "unread_rows", "hidden", "continues", "continued_on"),
    *("titled_evaluation", "nothing_filled"),
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

    def whole_table(self) -> Table | None:
        """全部；取不回的为 ``None``。"""
        whole: Callable[[], Table] | None = self.__dict__.get("_whole")
        return None if whole is None else whole()

    def backed(self, whole: Callable[[], Table]) -> None:
        """没有留着的，照 ``whole`` 取回的答。"""
        self.__dict__["_whole"] = whole


def _fund(total: Fund) -> Fund:
    return replace(
        Fund(total.name, total.label, total.initial, total.adjusted),
        executed=total.executed,
        role=total.role,
        unread_heads=total.unread_heads,
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
            year=each.year,
        )
        for each in table.lines
    )


def _not_kept(name: str) -> property:
    def asked(self: OutlinedTable) -> Any:
        whole = self.whole_table()
        if whole is None:
            raise AttributeError(f"an outlined table has no {name}: take the whole one")
        return getattr(whole, name)

    return property(asked)


# 由各行得出、在全部里算好了记着的。
_WORKED_OUT = ("fund_groups", "amounts", "doubtful_amounts", "column_decimals")


def _names() -> Iterable[str]:
    yield from (each.name for each in fields(Table) if each.name not in KEPT)
    yield from _WORKED_OUT


for _name in _names():
    setattr(OutlinedTable, _name, _not_kept(_name))


# 轮廓也放到一边的，仍留在手边的几样；小，多半各张表相同。
AT_HAND = (
    *("form", "scope", "stage", "book", "sheet", "year", "month", "money_unit"),
    *("hidden", "continues", "continued_on", "unread_rows", "titled_evaluation"),
)


class HeldTables(Protocol):
    """放到一边的一个文件里的各张表。"""

    def outline(self, number: int) -> OutlinedTable:
        """第几张的轮廓。"""

    def whole_table(self, number: int) -> Table:
        """第几张的全部。"""


class HeldTable(OutlinedTable):
    """轮廓也放到一边的一张表：是哪个文件里的第几张，和手边的几样（``AT_HAND``）；别的都取回来答。"""

    @classmethod
    def of_outline(cls, outline: OutlinedTable) -> "HeldTable":
        """``outline`` 的；说明在哪里取（``held_in``）以前，只答得了手边的几样。"""
        return cls.at_hand(*(outline.__dict__[name] for name in AT_HAND))

    @classmethod
    def at_hand(cls, *values: Any) -> "HeldTable":
        """由手边的几样还原。"""
        made = object.__new__(cls)
        made.__dict__.update(zip(AT_HAND, values, strict=True))
        made.__dict__["sheet"] = intern(made.sheet)
        return made

    def held_in(self, tables: HeldTables, number: int) -> None:
        """是 ``tables`` 里的第几张。"""
        self.__dict__.update(_tables=tables, _number=number)

    def outline(self) -> OutlinedTable:
        """取回的轮廓。"""
        tables: HeldTables = self.__dict__["_tables"]
        return tables.outline(self.__dict__["_number"])

    def whole_table(self) -> Table | None:
        tables: HeldTables = self.__dict__["_tables"]
        return tables.whole_table(self.__dict__["_number"])


def _outlined(name: str) -> property:
    return property(lambda self: getattr(self.outline(), name))


for _name in (*(each for each in KEPT if each not in AT_HAND), "annual_total", "latest_deadline"):
    setattr(HeldTable, _name, _outlined(_name))


def whole_of(table: Table) -> Table:
    """全部；本来就是全部的、取不回的，是它自己。"""
    whole = table.whole_table() if isinstance(table, OutlinedTable) else None
    return table if whole is None else whole


# 一张表拆成几张。
Splitting = Callable[[Table], Sequence[Table]]


class SplitTable:
    """放到一边的一张表拆成的几张：不留在内存里，问到了再拆。"""

    def __init__(self, table: OutlinedTable, splitting: Splitting) -> None:
        self._table, self._splitting = table, splitting

    @classmethod
    def parts_of(cls, table: Table, splitting: Splitting) -> list[Table]:
        """拆成的各张；``table`` 的全部就在内存里的，拆成的也是。"""
        if not isinstance(table, OutlinedTable):
            return list(splitting(table))
        split = cls(table, splitting)
        held = [HeldTable.of_outline(split.outline(n)) for n in range(len(_split(split)))]
        for number, each in enumerate(held):
            each.held_in(split, number)
        return list(held)

    def split(self) -> tuple[Table, ...]:
        """各张的全部，另拆一遍。"""
        return tuple(self._splitting(whole_of(self._table)))

    def outline(self, number: int) -> OutlinedTable:
        """第几张的轮廓。"""
        return OutlinedTable.of(self.whole_table(number))

    def whole_table(self, number: int) -> Table:
        """第几张的全部。"""
        return _split(self)[number]


@lru_cache(maxsize=_SPLIT_AT_HAND)
def _split(table: SplitTable) -> tuple[Table, ...]:
    return table.split()
