"""单元格函数经 xlwings 真正的 COM 服务代码调用：引用、空格、错误值、日期、整列。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from fake_excel import (
    ERRORS,
    MISSING,
    ComError,
    FakeBook,
    FakeSheet,
    TimeType,
    reference,
    windows_xlwings,
)

from perfxl.excel.session import BUSY_ATTEMPTS, is_busy, limit_retries
from perfxl.functions.cell_functions import cell_functions
from perfxl.scoring.judging import judge
from perfxl.standards.profile import load_profile

MODULE = "perfxl.excel.functions"


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with windows_xlwings() as started:
        yield started


@pytest.fixture
def call(server: Any) -> Any:
    def called(name: str, *arguments: Any) -> Any:
        return server.CallUDF(MODULE, name, tuple(arguments))

    return called


def _sheet(rows: list[list[Any]]) -> FakeSheet:
    return FakeSheet(FakeBook(), "自评表", rows)


def test_one_cell(call: Any) -> None:
    sheet = _sheet([["≥2500人", "1800人", 10.0]])
    cells = [reference(sheet, 1, column) for column in (1, 2, 3)]
    assert call("PERF_SCORE", *cells, MISSING, MISSING) == 7.2
    assert call("PERF_EXPLAIN", *cells, MISSING, MISSING) == (
        "完成值1800人 ÷ 指标值2500人 × 10分 = 7.20分"
    )


def test_literals_instead_of_cells(call: Any) -> None:
    assert call("PERF_SCORE", "=6万元", "1.35万元", 5.0, "成本指标", "黔南州") == 0.0
    assert call("PERF_SCORE", "=6万元", "1.35万元", 5.0, "产出成本指标", "全国") != 0.0


def test_column_spills_and_every_kind_of_cell_is_understood(call: Any) -> None:
    rows: list[list[Any]] = [
        ["年度指标值", "实际完成值", "分值"],
        ["≥95%", 0.96, 10.0],
        [None, None, None],
        ["", "", ""],
        ["≥100人", ERRORS["#N/A"], 10.0],
        ["≥100人", "100人", "十分"],
        ["2024年12月底前", TimeType(2024, 11, 30), 5],
        ["有效提升", "达成预期指标", Decimal("7.5")],
        ["≥100人", None, 10.0],
    ]
    sheet = _sheet(rows)
    columns = [reference(sheet, 1, column, len(rows)) for column in (1, 2, 3)]
    assert call("PERF_SCORE", *columns, MISSING, MISSING) == [
        ["得分"],
        [10.0],
        [""],
        [""],
        ["#N/A"],
        ["分值“十分”不是数，请在分值格填数"],
        [5.0],
        [7.5],
        ["没有填写实际完成值，请先填写"],
    ]


def test_merged_second_level_labels_fill_down(call: Any) -> None:
    sheet = _sheet([["1-6万元", "8万元", 5.0, "成本指标"], ["1-6万元", "8万元", 5.0, None]])
    columns = [reference(sheet, 1, column, 2) for column in (1, 2, 3, 4)]
    assert call("PERF_SCORE", *columns, MISSING) == [[3.75], [3.75]]


def test_row_stays_a_row(call: Any) -> None:
    sheet = _sheet([["≥1人", "≥2人"], ["1人", "1人"], [10.0, 10.0]])
    rows = [reference(sheet, row, 1, 1, 2) for row in (1, 2, 3)]
    assert list(call("PERF_SCORE", *rows, MISSING, MISSING)) == [10.0, 5.0]


def test_whole_column_reads_only_what_is_used(call: Any) -> None:
    sheet = _sheet([["指标值", "完成值", "分值"], *[["≥1人", "1人", 1.0]] * 20])
    columns = [reference(sheet, 1, column, 1_048_576) for column in (1, 2, 3)]
    result = call("PERF_SCORE", *columns, MISSING, MISSING)
    assert len(result) == 21
    assert max(sheet.reads) == 21


def test_too_many_rows_is_a_sentence(call: Any) -> None:
    sheet = _sheet([["≥1人"]] * 100_001)
    result = call("PERF_CHECK", reference(sheet, 1, 1, 1_048_576), MISSING)
    assert result == "一次最多算100000行，请把引用缩到有数的行"


def test_closed_book_reference_arrives_as_an_error(call: Any) -> None:
    # 引用没打开的工作簿，Excel 交来错误值或已存的值，不是 Range。
    assert call("PERF_GRADE", ERRORS["#VALUE!"], MISSING) == "#VALUE!"


def test_two_columns_at_once_is_a_sentence(call: Any) -> None:
    sheet = _sheet([["≥1人", "1人"], ["≥1人", "1人"]])
    assert call("PERF_CHECK", reference(sheet, 1, 1, 2, 2), MISSING) == (
        "每个参数只能是一格或一列，请不要框选几列"
    )


def test_total_of_several_ranges(call: Any) -> None:
    sheet = _sheet([["得分", None], [6.28, 10.0], [None, "7.5"]])
    first, second = reference(sheet, 1, 1, 3), reference(sheet, 1, 2, 3)
    assert call("PERF_TOTAL", first, second, 1.0) == pytest.approx(24.78)
    assert call("PERF_TOTAL", first, "待定") == "第4项“待定”不是得分，总分算不出"
    assert call("PERF_TOTAL", first, ERRORS["#DIV/0!"]) == "#DIV/0!"


def test_grades_rates_weights_and_parts(call: Any) -> None:
    assert call("PERF_GRADE", 85.0, MISSING) == "良"
    assert call("PERF_GRADE", 120.0, MISSING) == "总分120应在0到100之间"
    assert call("PERF_RATE", 300000.0, 188480.0) == 62.83
    assert call("PERF_RATE", 0.0, 5.0) == 0.0
    assert call("PERF_RATE", None, 5.0) == "全年预算数为空，执行率算不出"
    assert call("PERF_EXEC_SCORE", 300000.0, 188480.0, MISSING) == 6.28
    assert call("PERF_EXEC_SCORE", 100.0, 250.0, 20.0) == 20.0
    sheet = _sheet([["一级指标"], ["产出指标"], [None], ["效益指标"], ["满意度指标"], ["其他"]])
    assert call("PERF_WEIGHTS", reference(sheet, 1, 1, 6), MISSING) == [
        ["分值"],
        [25.0],
        [25.0],
        [30.0],
        [10.0],
        ["口径“黔南州”没有规定“其他”的分值"],
    ]
    assert call("PERF_VALUE", "≥9.8万人", "数值") == 98000.0
    assert call("PERF_VALUE", "≥9.8万人", "颜色").startswith("没有“颜色”这一部分")


def test_unknown_profile_is_a_sentence(call: Any) -> None:
    said = call("PERF_SCORE", "≥1人", "1人", 1.0, MISSING, "火星")
    assert "没有名为“火星”的口径" in said
    said = call("PERF_GRADE", 80.0, "../x.yaml")
    assert said.startswith("没有名为“../x.yaml”的口径；现有：黔南州、")


def test_two_thousand_rows_score_as_the_core_does(call: Any) -> None:
    rows = [[f"≥{100 + n}人", f"{90 + n % 37}人", float(n % 10 + 1)] for n in range(2000)]
    sheet = _sheet(rows)
    columns = [reference(sheet, 1, column, 2000) for column in (1, 2, 3)]
    result = call("PERF_SCORE", *columns, MISSING, MISSING)
    profile = load_profile()
    expected = [
        judge(target, actual, Decimal(str(weight)), profile=profile).score
        for target, actual, weight in rows
    ]
    assert [row[0] for row in result] == [float(score) for score in expected if score is not None]


def test_a_fault_in_the_program_never_shows_a_traceback(
    call: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from perfxl.functions import cell_functions as core

    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(core, "_judged_rows", broken)
    said = call("PERF_SCORE", "≥1人", "1人", 1.0, MISSING, MISSING)
    assert said == "PERF_SCORE算不出（ZeroDivisionError），请反馈给 perfxl 的维护者"
    assert "secret detail" in caplog.text


NAMES = [function.name for function in cell_functions()]
KINDS: dict[str, list[Any]] = {
    "文字": ["≥100人", "1人"],
    "数": [0.95, 100],
    "空": [None, ""],
    "错误值": [ERRORS["#N/A"], ERRORS["#DIV/0!"]],
    "新错误值": [ERRORS["#SPILL!"], ERRORS["#CALC!"]],
    "长数字": ["9" * 32_000, "≥" + "0 " * 16_000],
    "日期": [TimeType(2024, 12, 31), TimeType(2025, 1, 2, 8, 30)],
    "逻辑": [True, False],
    "怪字": ["😀" * 10, "x" * 10_000],
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_function_takes_every_kind_of_cell(name: str, kind: str, call: Any) -> None:
    arguments = len(next(each for each in cell_functions() if each.name == name).arguments)
    sheet = _sheet([[value] * arguments for value in KINDS[kind]])
    cells = [reference(sheet, 1, column + 1) for column in range(arguments)]
    columns = [reference(sheet, 1, column + 1, 2) for column in range(arguments)]
    for given in (cells, columns, [KINDS[kind][0]] * arguments):
        result = call(name, *given)
        flat = [value for row in result for value in row] if isinstance(result, list) else [result]
        for value in flat:
            assert isinstance(value, str | float)
            assert "Traceback" not in str(value)
            assert "反馈" not in str(value), value
        if kind == "错误值":
            assert set(flat) <= {"#N/A", "#DIV/0!"}
        if kind == "新错误值":
            assert set(flat) <= {"#SPILL!", "#CALC!"}


@pytest.mark.parametrize("name", NAMES)
def test_every_function_takes_two_thousand_rows(name: str, call: Any) -> None:
    arguments = len(next(each for each in cell_functions() if each.name == name).arguments)
    values = ["≥100人", "98人", 10.0, "数量指标", "黔南州"]
    sheet = _sheet([values] * 2000)
    single = {"PERF_VALUE": 1, "PERF_EXEC_SCORE": 2, "PERF_GRADE": 1, "PERF_WEIGHTS": 1}
    columns = [reference(sheet, 1, column + 1, 2000) for column in range(arguments)]
    columns[single.get(name, arguments) :] = [MISSING] * (arguments - single.get(name, arguments))
    result = call(name, *columns)
    assert (
        result == "第1项“≥100人”不是得分，总分算不出"
        if name == "PERF_TOTAL"
        else (len(result) == 2000)
    )


def test_busy_excel_is_asked_a_bounded_number_of_times(server: Any) -> None:
    import sys

    windows = sys.modules["xlwings._xlwindows"]
    asked = []

    class Busy:
        @property
        def Value(self) -> None:  # noqa: N802
            asked.append(1)
            raise ComError(-2147418111, "Call was rejected by callee.", None, None)

    limit_retries()
    with pytest.raises(ComError) as caught:
        windows.COMRetryObjectWrapper(Busy()).Value  # noqa: B018
    assert len(asked) == BUSY_ATTEMPTS
    assert is_busy(caught.value)


def test_several_areas_in_one_argument_are_refused(call: Any) -> None:
    sheet = _sheet([[1.0], [2.0], [3.0]])
    several = reference(sheet, 1, 1, 3)
    several.target.Areas.Count = 2
    assert call("PERF_TOTAL", several) == "一个参数里框了几块，请分开写成几个参数，或只框一块"
