"""按位置看一行：指标名、指标值、完成值、分值、得分各在自己的一格里的，写着什么字都是一行指标。"""

from decimal import Decimal

from perfxl.grammar import Measured, parse
from perfxl.grammar.cached_property import cached_property
from perfxl.model.table import ABSENT, Entry
from perfxl.reading.header import RESULTS, Columns
from perfxl.reading.labels import is_exact_table_column, is_known_level, is_total
from perfxl.reading.region import Region
from perfxl.reading.row_kinds import RowKind, row_kind
from perfxl.reading.signature_rows import is_signature_row

# 一行指标各有各的格的栏。
OWN_COLUMNS = ("level3", "target", *RESULTS, "weight", "score")
# 一行的分值、得分没有比这更大的；再大的是电话、日期。
_MOST_POINTS = Decimal(200)


class RowPlaces:
    """一套指标的各栏占哪些列，一行里哪几格在自己的栏里。"""

    def __init__(self, region: Region, columns: Columns, adjusted: Columns) -> None:
        self.region = region
        self.columns = columns
        self.adjusted = adjusted
        self.of_role = {role: self._columns_of(role) for role in columns}
        told = tuple(role for role in ("target", *RESULTS) if role in columns)
        # 指标值、完成值；没有的表（照评分标准打分）是分值、得分。
        self.tells_values = bool(told)
        self.answers = told or tuple(role for role in ("weight", "score") if role in columns)

    @cached_property
    def own_columns(self) -> set[int]:
        """指标名、指标值、完成值、分值、得分各栏所占的列。"""
        return {
            column
            for columns in (self.columns, self.adjusted)
            for role in OWN_COLUMNS
            for column in columns.get(role, [])
        }

    @cached_property
    def first_level(self) -> int:
        """上级指标、指标名最左边的一列；再往左是行标题，或左右排的另一栏。"""
        levels = ("level1", "level2", "level3")
        return min((c for role in levels for c in self.columns.get(role, ())), default=0)

    def columns_of(self, role: str) -> list[int]:
        """该栏的列。每级指标都带分值的表有几个“分值”，取三级指标右边的那个。"""
        return self.of_role.get(role, [])

    def _columns_of(self, role: str) -> list[int]:
        columns = self.columns[role]
        if role in ("weight", "score"):
            named = self.columns.get("level3") or self.columns.get("level2") or [0]
            return [column for column in columns if column > named[-1]] or columns
        return columns

    def own(self, row: int, role: str, columns: Columns | None = None) -> Entry:
        """这一栏里这一行自己的、有字的格；从上面、左边并来的，和并到别的栏里去的，不算。"""
        places = self.columns_of(role) if columns is None else columns.get(role, [])
        others = self.own_columns.difference(places)
        for column in places:
            entry = self.region.entry(row, column)
            if entry.text and (entry.row, entry.column) == (row, column):
                block = self.region.grid.block(row, column)
                if others.isdisjoint(range(block.left, block.right + 1)):
                    return entry
        return ABSENT

    def name(self, row: int) -> Entry:
        """指标名自己的一格；没有三级指标一栏的是二级指标。"""
        role = "level3" if "level3" in self.columns else "level2"
        return self.own(row, role) or self.own(row, role, self.adjusted)

    def _wide_name(self, row: int) -> Entry:
        """与左边的上级指标并成一格的指标名；指标值、完成值、分值都在自己的格里才算。"""
        if not self.has_points(row) or not all(self.own(row, role) for role in self.answers):
            return ABSENT
        column = (self.columns.get("level3") or self.columns.get("level2") or [0])[0]
        entry = self.region.entry(row, column) if column else ABSENT
        return entry if entry.row == row else ABSENT

    def value(self, row: int) -> Entry:
        """指标值（没有写的，完成值；没有这两栏的，分值、得分）自己的一格。"""
        return (
            self.own(row, "target")
            or self.own(row, "target", self.adjusted)
            or next(filter(None, (self.own(row, role) for role in self.answers)), ABSENT)
        )

    def fills_grid(self, row: int) -> bool:
        """指标名、指标值、做得怎样的各栏都写在自己的一格里。"""
        return bool(self.name(row)) and all(self.own(row, role) for role in self.answers)

    def has_points(self, row: int) -> bool:
        """分值、得分栏里写着这一行自己的分。"""
        cells = [self.own(row, role) for role in ("weight", "score")]
        points = [self.region.points(each.row, each.column) for each in cells if each]
        return any(each.number is not None and 0 <= each.number <= _MOST_POINTS for each in points)

    def is_under_level(self, row: int) -> bool:
        """左边写着上级指标，或上面的上级指标并下来。"""
        return self._is_merged_under(row) or any(
            is_known_level(entry.text) for entry in self._levels(row)
        )

    def _is_merged_under(self, row: int) -> bool:
        """上面的上级指标的格一直并到这一行。"""
        return any(entry.text and entry.row < row for entry in self._levels(row))

    def _levels(self, row: int) -> list[Entry]:
        return [
            self.region.first_said(row, self.columns[role])
            for role in ("level1", "level2")
            if role in self.columns
        ]

    def holds_indicator(self, row: int, *, surely: bool = False) -> bool:
        """按位置看是一行指标：指标名、指标值各在自己的一格里，又有分值，或左边有上级指标。

        两样都没有而指标值量得出的也算，``surely`` 时不算。签章一类的字，要有分值，或上级指标的格
        把它也并在内。
        """
        name, value = self.name(row) or self._wide_name(row), self.value(row)
        if not name or not value:
            return False
        if is_exact_table_column(name.text) and is_exact_table_column(value.text):
            return False  # 重印的表头
        if not self.tells_values and row_kind(name.text) is RowKind.SUBTOTAL:
            return False
        if self._is_merged_under(row):
            return True
        if is_total(name.text):
            return False
        if self.has_points(row):
            return True
        if RowKind.SIGNED in (row_kind(name.text), row_kind(value.text)):
            return False
        if is_signature_row(self.region.texts(row)):
            return False
        return self.is_under_level(row) or (not surely and isinstance(parse(value.text), Measured))
