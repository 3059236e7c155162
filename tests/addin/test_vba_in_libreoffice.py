"""在 LibreOffice 里真编译、真运行我们的 VBA；与 Python 打交道的 PerfxlBridge 换成复述的替身。"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import calc
import pytest

from perfxl import __version__
from perfxl.addin.build import packed_modules, sheet_texts, write_project
from perfxl.addin.vba_source import packed_source

_FOLDER = Path(__file__).parent / "vba"
_RUN_WITHOUT_ASKING = 4

pytestmark = pytest.mark.libreoffice
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def office() -> Iterator[Any]:
    calc.require()
    from calc.office import Office

    running = Office()
    try:
        yield running
    finally:
        running.quit()


@contextmanager
def opened(office: Any, folder: Path, modules: dict[str, str]) -> Iterator[Any]:
    from calc.bridge import properties, url

    path = folder / "perfxl.xlsm"
    write_project(path, modules)
    options = properties(Hidden=True, MacroExecutionMode=_RUN_WITHOUT_ASKING)
    book = office.desktop.loadComponentFromURL(url(path), "_blank", 0, options)
    try:
        yield book
    finally:
        book.close(True)


def _own(name: str) -> str:
    return packed_source(
        name, (_FOLDER / f"{name}.bas").read_text("utf-8"), __version__, sheet_texts()
    )


@pytest.fixture(scope="module")
def book(office: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with opened(office, tmp_path_factory.mktemp("替身"), _modules()) as document:
        document.Sheets.insertNewByName("表", 1)  # 第一张是加载项自己的
        yield document


def _modules() -> dict[str, str]:
    return packed_modules() | {name: _own(name) for name in ("PerfxlBridge", "PerfxlProbe")}


@pytest.fixture(scope="module")
def call(book: Any) -> Call:
    return _caller(book)


def _caller(book: Any) -> Call:
    scripts = book.getScriptProvider()

    def run(name: str, *arguments: object) -> Any:
        place = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
        return scripts.getScript(place).invoke(arguments, (), ())[0]

    return run


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=PERF_VERSION()", __version__),
        (
            "=PERF_SCORE(A1;5;B2)",
            "PERF_SCORE(1x1 Empty General; Double 5; 1x1 Empty General; missing; missing; missing; missing; missing)",
        ),
        (
            '=PERF_SCORE(A1:A3;B1:B3;C1:C3;"时效";"全国")',
            "PERF_SCORE("
            + "3x1 Variant() General; " * 3
            + "String 时效; String 全国; missing; missing; missing)",
        ),
        (
            "=PERF_EXPLAIN(A1;A2;A3;A4)",
            "PERF_EXPLAIN(" + "1x1 Empty General; " * 4 + "missing; missing; missing; missing)",
        ),
        ('=PERF_CHECK("≥95%")', "PERF_CHECK(String ≥95%; missing)"),
        ("=PERF_VALUE(A:A)", "PERF_VALUE(1x1 Empty General; missing)"),
        ('=PERF_VALUE(A1;"数值")', "PERF_VALUE(1x1 Empty General; String 数值)"),
        ("=PERF_RATE(100.5;J1)", "PERF_RATE(Double 100.5; 1x1 Double 0.00%)"),
        (
            "=PERF_EXEC_SCORE(A1;A2)",
            "PERF_EXEC_SCORE(1x1 Empty General; 1x1 Empty General; missing; missing)",
        ),
        ("=PERF_TOTAL()", "PERF_TOTAL()"),
        ("=PERF_TOTAL(A1:A9)", "PERF_TOTAL(9x1 Variant() General)"),
        (
            "=PERF_TOTAL(A1:A2;5;B1)",
            "PERF_TOTAL(2x1 Variant() General; Double 5; 1x1 Empty General)",
        ),
        ("=PERF_GRADE(A1;绩效口径)", "PERF_GRADE(1x1 Empty General; String 全国)"),
        ("=PERF_WEIGHTS(A1:A20)", "PERF_WEIGHTS(20x1 Variant() General; missing)"),
    ],
)
def test_arguments_arrive(book: Any, formula: str, shown: str) -> None:
    from calc.bridge import struct

    if not book.NamedRanges.hasByName("绩效口径"):
        book.NamedRanges.addNewByName("绩效口径", '"全国"', struct("table.CellAddress"), 0)
    cell = book.Sheets.getByIndex(1).getCellByPosition(7, 30)
    percent = book.Sheets.getByIndex(1).getCellByPosition(9, 0)
    percent.Value = 0.6283
    percent.NumberFormat = book.NumberFormats.queryKey("0.00%", struct("lang.Locale"), False)
    cell.setFormula(formula)
    assert cell.String == shown


def test_texts_stand_in_the_sheet(call: Call) -> None:
    for row, text in enumerate(sheet_texts(), 1):
        assert call("PerfxlProbe.ProbeText", str(row)) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#NULL!", 2000),
        ("#DIV/0!", 2007),
        ("#VALUE!", 2015),
        ("#REF!", 2023),
        ("#NAME?", 2029),
        ("#NUM!", 2036),
        ("#N/A", 2042),
    ],
)
def test_error_texts_become_errors(call: Call, text: str, number: int) -> None:
    error = f"error {number}"
    assert call("PerfxlProbe.ProbeScalar", text) == error
    # LibreOffice 的数组里放不下错误值，放进去就成了文字 Error 2042；Excel 的放得下。
    column = call("PerfxlProbe.ProbeColumn", text).replace("String Error", "error")
    assert column == f"Double 1.5|{error}|String #N/A "
    table = call("PerfxlProbe.ProbeTable", text).replace("String Error", "error")
    assert table == f"{error}|Double 2.5|String |{error}"


def test_other_texts_stay(call: Call) -> None:
    assert call("PerfxlProbe.ProbeScalar", "#n/a") == "String #n/a"
    assert call("PerfxlProbe.ProbeTable", "指标值缺符号") == (
        "String 指标值缺符号|Double 2.5|String |String 指标值缺符号"
    )


@pytest.mark.parametrize(
    ("argument", "passes"),
    [
        ("\\u9ed4\\u5357\\u5dde", True),
        ("\\uABCD", True),
        ("", False),
        ("全国", False),
        ("\\U9ed4", False),
        ("\\u9ed", False),
        ("\\u9ed4\\", False),
        ("\\u9edg", False),
        ("\\u9ed4');import os#", False),
        ("u\\9ed4", False),
        ("\\u9ed4" * 301, False),
    ],
)
def test_only_escapes_pass(call: Call, argument: str, passes: bool) -> None:
    assert bool(call("PerfxlProbe.ProbeEscaped", argument)) is passes


@pytest.mark.parametrize(
    ("verb", "argument", "said"),
    [
        ("check", "", "check()"),
        ("show_help", "", "show_help()"),
        ("make", "\\u81ea", "make(\\u81ea)"),
        ("choose_profile", "');x('", None),
        ("check", "\\u81ea", None),
        ("check(); import os", "", None),
        ("Check", "", None),
        ("", "", None),
    ],
)
def test_only_known_commands_run(call: Call, verb: str, argument: str, said: str | None) -> None:
    result = call("PerfxlProbe.ProbeRun", verb, argument)
    assert result == (said or "这个按钮的命令不认识，没有运行。请重新安装加载项。")


@pytest.mark.parametrize(
    ("number", "cell", "sentence"),
    [
        (3101, "perfxl 没有启动，请按功能区“绩效—帮助”查看办法", "还没有装好"),
        (3102, "perfxl 没有启动，请按功能区“绩效—帮助”查看办法", "pythonw.exe"),
        (3103, "perfxl 没有启动，请按功能区“绩效—帮助”查看办法", "动态库"),
        (3104, "perfxl 没有启动，请按功能区“绩效—帮助”查看办法", "安全软件"),
        (3105, "单元格函数只能在 Windows 的 Excel 里用", "没有做完"),
        (3106, "PERF_RATE算不出，请反馈给 perfxl 的维护者", "applescript"),
        (1004, "PERF_RATE算不出，请反馈给 perfxl 的维护者", "没有做完"),
        (3109, "PERF_RATE算不出，请反馈给 perfxl 的维护者", "以前的一份"),
        *(
            (number, "PERF_RATE算不出，请反馈给 perfxl 的维护者", "中途停了")
            for number in (462, -2147418105, -2147418094, -2147417851, -2147023169, -2147220995)
        ),
    ],
)
def test_failures_are_said_in_a_sentence(call: Call, number: int, cell: str, sentence: str) -> None:
    shown, said = call("PerfxlProbe.ProbeFailure", str(number)).split("|")
    assert shown == cell
    assert sentence in said
    sentence, *details = said.split("\n\n")
    assert sentence.endswith("。")
    assert details in ([], ["why", "日志：log"])


@pytest.mark.parametrize("number", [0, 462, -2147023170])
def test_settings_are_as_before_also_when_python_dies(call: Call, number: int) -> None:
    assert call("PerfxlProbe.ProbeSettings", str(number)) == "-4105|True"


def test_registering_help_never_fails(call: Call) -> None:
    assert call("PerfxlProbe.ProbeHelp") == "no error"


@pytest.mark.parametrize(
    ("path", "usable"),
    [
        (r"C:\perfxl\python\pythonw.exe", True),
        (r"D:\Program Files (x86)\绩效\Pythonw.EXE", True),
        (r"\\server\share\python\pythonw.exe", True),
        (r"pythonw.exe", False),
        (r"python\pythonw.exe", False),
        (r"\python\pythonw.exe", False),
        (r"C:pythonw.exe", False),
        (r"C:\perfxl\cmd.exe", False),
        (r"C:\perfxl\$(X)\pythonw.exe", False),
        (r'C:\a" -c "x\pythonw.exe', False),
        (r"\\?\C:\perfxl\pythonw.exe", False),
        (r"\\.\pipe\pythonw.exe", False),
        ("C:\\a\n\\pythonw.exe", False),
        ("C:\\" + "a" * 250 + "\\pythonw.exe", False),
    ],
)
def test_real_bridge_takes_only_full_paths(
    office: Any, tmp_path: Path, path: str, usable: bool
) -> None:
    with opened(office, tmp_path, packed_modules()) as book:
        assert bool(_caller(book)("PerfxlBridge.PerfxlIsWindowsPath", path)) is usable


def test_choices_on_a_protected_sheet_are_refused_in_a_sentence(
    office: Any, tmp_path: Path
) -> None:
    # 选中的格是眼前那个工作簿的，所以自己开一个。
    with opened(office, tmp_path, _modules()) as own:
        call, sheet = _caller(own), own.Sheets.getByIndex(0)
        assert call("PerfxlProbe.ProbeOffer", "C3:C5", "grades") == "=优,良,中,差"
        assert "已经有数据验证" in call("PerfxlProbe.ProbeOffer", "C5:C6", "signs")
        sheet.protect("密码")
        said = call("PerfxlProbe.ProbeOffer", "D3:D5", "grades")
        assert said.startswith("这张工作表受保护，加不了下拉选项，没有改动；")
        sheet.unprotect("密码")
        assert call("PerfxlProbe.ProbeOffer", "D3:D5", "grades") == "=优,良,中,差"
