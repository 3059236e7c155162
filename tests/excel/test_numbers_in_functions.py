"""单元格函数的数：除出来的长小数、极大极小的数都是数。"""

from typing import Any

import pytest

from perfxl.excel import functions
from perfxl.excel.functions import (
    PERF_EXEC_SCORE,
    PERF_GRADE,
    PERF_RATE,
    PERF_SCORE,
    PERF_TOTAL,
    PERF_VALUE,
)

NUMBERS: list[Any] = [
    *(100 / 3, 1 / 7, 2 / 3 * 10, 0.1 + 0.2, 1e30, 1e308, -1e308, 1e-300, 5e-324, 1e15 / 7),
    *("33.33333333333333333333333", "\u202d188480\u202c", "１８８\u00a0４８０．５"),
]


def test_divided_numbers_are_numbers() -> None:
    assert PERF_RATE(100 / 3, 10) == 30.0
    assert PERF_RATE([[100 / 3], [1 / 3]], [[10], [1 / 9]]) == [[30.0], [33.33]]
    assert PERF_EXEC_SCORE(100 / 3, 10, 10) == 3.0
    assert PERF_TOTAL([[6.282666666666667], [75]]) == pytest.approx(81.2826666666667)
    assert PERF_GRADE(100 - 1 / 3) == "优"
    assert PERF_SCORE(100 / 3, 100 / 3, 10) == 10
    assert PERF_VALUE(100 / 3, "数值") == pytest.approx(100 / 3)


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def test_no_number_is_refused_and_none_fails(number: Any) -> None:
    results = [
        *(PERF_RATE(number, 10), PERF_RATE(10, number), PERF_EXEC_SCORE(number, 10)),
        *(PERF_EXEC_SCORE(10, number), PERF_TOTAL([[number], [1]]), PERF_TOTAL(number, number)),
        *(PERF_VALUE(number), PERF_VALUE(number, "数值")),
    ]
    assert not [each for each in results if "不是" in str(each) or "维护者" in str(each)]
    for name, arguments in {
        "PERF_GRADE": (number,),
        "PERF_SCORE": (number, number, 10),
        "PERF_EXPLAIN": (f"≥{number}人", f"{number}人", number),
        "PERF_CHECK": (number,),
        "PERF_WEIGHTS": ([[number], ["产出指标"]],),
    }.items():
        assert "维护者" not in str(getattr(functions, name)(*arguments))


def test_what_excel_cannot_hold_is_its_own_error() -> None:
    assert PERF_RATE(5e-324, 1e300) == "#NUM!"
    assert str(PERF_RATE(-1e308, 10)) == "0.0"
