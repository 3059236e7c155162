"""数字格式决定人看到什么，人看到什么就按什么评：整张表读、评，不单看一格。"""

from datetime import datetime
from decimal import Decimal

import pytest
from gridtext import to_grid
from rule_case import sound

from perfxl.model.cell import Cell, CellKind, number_or_date
from perfxl.model.number_format import stored_number
from perfxl.reading.sheet import read_sheet
from perfxl.scoring.table_score import IndicatorScore, score_table
from perfxl.standards.profile import load_profile

# 没有毛病的自评表里第一行指标的指标值、完成值。
_TARGET, _ACTUAL = (15, 5), (15, 6)
Stored = float | str


def _cell(place: tuple[int, int], value: Stored, code: str) -> Cell:
    if isinstance(value, str):
        return Cell(*place, CellKind.TEXT, value, code)
    return Cell(*place, *number_or_date(stored_number(float(value)) or Decimal(0), code), code)


def _judged(target: tuple[Stored, str], actual: tuple[Stored, str]) -> IndicatorScore:
    grid = to_grid(sound())
    for place, (value, code) in ((_TARGET, target), (_ACTUAL, actual)):
        grid.cells[place] = _cell(place, value, code)
    [table] = read_sheet("书.xlsx", grid).tables
    return score_table(table, load_profile()).indicators[0]


@pytest.mark.parametrize(
    ("target", "actual", "texts", "score"),
    [
        ((2500, '"≥"General"人"'), (1800, 'General"人"'), ("≥2500人", "1800人"), "7.20"),
        ((2500, '"≥"G/通用格式"人"'), (1800, 'G/通用格式"人"'), ("≥2500人", "1800人"), "7.20"),
        (
            (25000, '[>=10000]"≥"0!.0,"万人";"≥"0"人"'),
            (1800, '[>=10000]0!.0,"万人";0"人"'),
            ("≥2.5万人", "1800人"),
            "0.72",
        ),
        ((4, '"≥"0\\次\\/\\年'), (3, "0\\次\\/\\年"), ("≥4次/年", "3次/年"), "7.50"),
        (("100", '"≥"@"人"'), (98, '0"人"'), ("≥100人", "98人"), "9.80"),
        ((2500, '"≥"0"人"'), (1800, '[DBNum1]General"人"'), ("≥2500人", "一千八百人"), "7.20"),
        ((2500, '"≥"0"人"'), (1800, '[DBNum1]0"人"'), ("≥2500人", "一八〇〇人"), "7.20"),
        ((0.95, '"≥"0%'), (0.9, "0.0%"), ("≥95%", "90.0%"), "9.47"),
        ((30, '"≤"0"天"'), (45, 'General"天"'), ("≤30天", "45天"), "6.67"),
    ],
)
def test_numbers_are_judged_as_shown(
    target: tuple[Stored, str], actual: tuple[Stored, str], texts: tuple[str, str], score: str
) -> None:
    row = _judged(target, actual)
    assert (row.indicator.target.text, row.indicator.actual.text) == texts
    assert row.judged.score == Decimal(score)


_IN_TIME, _LATE = 45626, 45688  # 2024-11-30、2025-01-31


@pytest.mark.parametrize(
    "code",
    [
        *("yyyymm", "yyyymmdd", "m/d/yy", "mmm-yy", "d-mmm-yy", "yy/m/d", 'yyyy"年"m"月"', "e-m-d"),
        *("yyyy/m/d aaaa", "[$-404]e/m/d", "[DBNum1]yyyy年m月d日", "yyyy.m.d", "yyyy-mm-dd h:mm"),
    ],
)
def test_dates_are_judged_as_dates(code: str) -> None:
    """12 月底前要完成的：11 月做完的满分，次年 1 月的不给满分；怎样的格式都一样，不会当数比。"""
    deadline = ("2024年12月底前", "General")
    assert _judged(deadline, (_IN_TIME, code)).judged.score == 10
    late = _judged(deadline, (_LATE, code)).judged
    assert (late.rule, late.low, late.high) == ("late", 0, 8)
    assert _judged((_LATE, code), (_IN_TIME, code)).judged.score == 10


@pytest.mark.parametrize("code", ["mmdd", "m/d", "m.d", "m-d", "d/m"])
def test_day_without_a_year_is_a_day(code: str) -> None:
    """1130 不是一千一百三十，11-30 不是十一到三十。"""
    assert _judged(("12月底前", "General"), (_IN_TIME, code)).judged.score == 10


def test_elapsed_time_is_a_length() -> None:
    """30:00 是 30 小时，不是 6:00。"""
    row = _judged(("≤24小时", "General"), (1.25, "[h]:mm"))
    assert row.indicator.actual.text == "30:00"
    assert row.judged.score == Decimal("8.00")


@pytest.mark.parametrize(
    ("value", "code"),
    [(-5.0, "yyyy/m/d"), (50.0, "[>=100]0;[<=10]0"), (1800.0, ";;;"), (1800.0, "0.0E+00")],
)
def test_what_cannot_be_seen_is_not_scored(value: float, code: str) -> None:
    row = _judged(("≥2500人", "General"), (value, code))
    assert row.judged.score is None


def test_negative_in_parentheses_stays_negative() -> None:
    row = _judged(("≥2%", "General"), (-0.035, "0.0%_);(0.0%)"))
    assert row.indicator.actual.text == "(3.5%)"
    assert row.judged.score == 0


def test_iso_date_without_a_format_is_a_date() -> None:
    grid = to_grid(sound())
    grid.cells[_TARGET] = Cell(*_TARGET, CellKind.TEXT, "2024年12月底前")
    grid.cells[_ACTUAL] = Cell(*_ACTUAL, CellKind.DATE, datetime(2024, 11, 30))
    [table] = read_sheet("书.xlsx", grid).tables
    assert score_table(table, load_profile()).indicators[0].judged.score == 10


@pytest.mark.parametrize(
    ("value", "code", "points"),
    [
        (6.28266667, "0.00", "6.28"),
        (6.28266667, '0.00"分"', "6.28"),
        (6.28266667, "0.0", "6.28266667"),
        (0.1, "0%", "10"),
        (10, '0"%"', "10"),
        (10, 'General"分"', "10"),
        (9.5, "_ * #,##0.00_ ;_ * -#,##0.00_ ", "9.50"),
    ],
)
def test_points_as_shown(value: float, code: str, points: str) -> None:
    grid = to_grid(sound())
    grid.cells[15, 8] = _cell((15, 8), value, code)
    [table] = read_sheet("书.xlsx", grid).tables
    assert table.indicators[0].score.number == Decimal(points)
