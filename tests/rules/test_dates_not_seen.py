"""完成时间看不全的：只看到序列号、格式不显示年份。评分照着算了，校验要说。"""

from datetime import datetime

import pytest
from gridtext import changed, to_grid
from rule_case import sound

from perfxl.model.cell import Cell, CellKind
from perfxl.model.finding import Finding
from perfxl.reading.sheet import read_sheet
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_ROW, _COLUMN = 18, 6
_MONTH_AND_DAY = 'm"月"d"日"'


def told(cell: Cell) -> list[Finding]:
    grid = to_grid(changed(sound(), {}), "自评表")
    grid.cells[_ROW, _COLUMN] = cell
    [table] = read_sheet("书.xlsx", grid).tables
    profile = load_profile()
    findings = check_table(table, score_table(table, profile), profile)
    return [each for each in findings if each.rule == "PX129"]


def dated(day: datetime, code: str) -> Cell:
    return Cell(_ROW, _COLUMN, CellKind.DATE, day, number_format=code)


def test_a_year_that_is_not_shown_and_not_the_tables_is_told() -> None:
    [only] = told(dated(datetime(2025, 1, 10), _MONTH_AND_DAY))
    assert (only.cells, only.severity) == ("F18", "warning")
    assert "2025/1/10" in only.message
    assert "1月10日" in only.message


@pytest.mark.parametrize(
    ("day", "code"),
    [(datetime(2024, 11, 10), _MONTH_AND_DAY), (datetime(2025, 1, 10), "yyyy/m/d")],
)
def test_a_year_that_is_shown_or_the_tables_is_not(day: datetime, code: str) -> None:
    assert told(dated(day, code)) == []


def test_a_serial_number_read_as_a_day_is_told() -> None:
    from_number = to_grid(changed(sound(), {"F18": "45626"}), "自评表").cells[_ROW, _COLUMN]
    [only] = told(from_number)
    assert (only.cells, only.severity) == ("F18", "info")
    assert "2024年11月30日" in only.message


def test_a_day_written_in_figures_is_not() -> None:
    assert told(to_grid(changed(sound(), {"F18": "20241130"})).cells[_ROW, _COLUMN]) == []
