"""往下看：表尾样子的一行下面还有没有指标，表尾以下有没有看着像指标而没有读的行。"""

from collections.abc import Collection

from perfxl.model.table import PROJECT_NAMES, Entry
from perfxl.model.unread import UnreadRow, WhyUnread
from perfxl.reading.header import RESULTS
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.labels import field_name, is_exact_table_column, is_fund_name
from perfxl.reading.row_kinds import RowKind, kind_of_row, row_kind
from perfxl.reading.row_places import OWN_COLUMNS
from perfxl.reading.titles import is_title


class RowsAhead:
    """一行以下的各行；``skipped`` 的行（重印的标题和表头、合计）不看。"""

    def __init__(self, cells: IndicatorCells, skipped: Collection[int] = ()) -> None:
        self._cells = cells
        self._skipped = skipped
        self._resumed_at = 0

    def go_on(self, row: int) -> bool:
        """下面还有指标行，或还没有读到的总分；隔着签章、别的标题、别的项目的不算。"""
        if row < self._resumed_at:
            return True
        region = self._cells.region
        for below in region.grid.rows_between(row + 1, region.block.bottom):
            texts = region.texts(below)
            if not texts or below in self._skipped:
                continue
            goes_on = self._goes_on_at(below, texts)
            if goes_on:
                self._resumed_at = below
            if goes_on is not None:
                return goes_on
        return False

    def lost(self, first: int, last: int, why: WhyUnread, *, ended: bool) -> list[UnreadRow]:
        """``first`` 到 ``last`` 行里看着像指标的；换了项目、另起表头以下不看。

        ``ended`` 是总分已经读到了。
        """
        found: list[UnreadRow] = []
        for row in self._cells.region.grid.rows_between(first, last):
            texts = self._cells.region.texts(row)
            if row in self._skipped or not texts:
                continue
            if _names_project(texts):
                break
            if sum(is_exact_table_column(entry.text) for entry in texts) > 1:
                break
            if self._is_lost(row, ended=ended):
                found.append(UnreadRow(tuple(texts), why))
        return found

    def _goes_on_at(self, row: int, texts: list[Entry]) -> bool | None:
        """这一行是指标或总分，为真；到了别的内容，为假；看不出，为 ``None``。"""
        if _names_project(texts):
            return False
        first, *others = texts
        kind = kind_of_row(texts)
        if kind is RowKind.TOTAL or (others and row_kind(others[0].text) is RowKind.TOTAL):
            return True if self._cells.place.has_points(row) else None
        if self._cells.place.holds_indicator(row, surely=True):
            return True
        signed = kind in (RowKind.SIGNED, RowKind.LABELS)
        return False if signed or is_title(first.text) else None

    def _is_lost(self, row: int, *, ended: bool) -> bool:
        """表尾以下的一行看着像指标：总分已经读到的，各栏都要写着。"""
        cells, place = self._cells, self._cells.place
        name = place.name(row)
        if ended and ("weight" in cells.columns or "score" in cells.columns):
            roles = [role for role in OWN_COLUMNS if role in cells.columns and role != "score"]
            return all(place.own(row, role).text for role in roles) and bool(name.text)
        # 左边另有字而不是上级指标的，多半是别的栏目；左边空着的，指标值量得出就算。
        labelled = any(entry.column < name.column for entry in cells.region.texts(row))
        if place.holds_indicator(row, surely=labelled):
            return not is_fund_name(name.text)
        answers = ((cells.entry(row, role), role) for role in ("target", *RESULTS))
        said = any(
            entry.text and entry.row == row and entry.column in place.columns_of(role)
            for entry, role in answers
        )
        return said and place.has_points(row)


def _names_project(texts: list[Entry]) -> bool:
    return any(field_name(entry.text) in PROJECT_NAMES for entry in texts)
