"""单元格函数在 Python 一头的代价：一次交齐值和格式，经 xlwings 的 COM 服务代码。

一万行的数组公式，与直接评分同样的行之比；一格一格算，一次多少毫秒。假的是 pywin32
（``tests/support/fake_excel.py``），转换和调用是 xlwings 真正的代码；VBA 里取值和跨进程传数的时间不在内。
每轮两边都清掉缓存，轮流运行，取中位数。
"""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from fake_excel import windows_xlwings
from ratios import Ratios, middle_ratios

from perfxl.functions import cell_functions, handed_cells
from perfxl.functions.handed_cells import MARK
from perfxl.grammar import parsing
from perfxl.scoring.judging import judge
from perfxl.standards.profile import load_profile

ROWS, ROUNDS = 10_000, 5


def functions(rounds: int = ROUNDS) -> Ratios:
    """轮流算。"""
    rows = [(f"≥{100 + n}人", f"{90 + n}人", float(n % 10 + 1)) for n in range(ROWS)]
    profile = load_profile()
    columns = tuple(
        (MARK, 1, ROWS, 1, False, tuple((row[place],) for row in rows), "General", None)
        for place in range(3)
    )
    with windows_xlwings() as server:

        def ask(given: tuple[Any, ...]) -> Any:
            return server.CallUDF(
                "perfxl.excel.functions", "answer", ("PERF_SCORE", "", (*given, *[None] * 5))
            )

        def bare() -> None:
            for target, actual, weight in rows:
                judge(target, actual, Decimal(str(weight)), profile=profile)

        def singly() -> None:
            for row in rows:
                ask(tuple((MARK, 1, 1, 1, False, value, "General", None) for value in row))

        ask(columns)
        runs = {"直接评分": bare, "一次数组调用": lambda: ask(columns), "一格一次": singly}
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, run in runs.items():
                _clear()
                times[name].append(_seconds(run))
    return Ratios(
        "单元格函数",
        f"{ROWS:,} 行 PERF_SCORE，经 xlwings 真正的 COM 服务代码（pywin32 是假的，Excel 取值、跨进程传数不在内），"
        f"与直接评分同样的行比，轮流 {rounds} 轮，处理器时间。",
        "直接评分",
        middle_ratios(times, "直接评分"),
        frozenset({"一次数组调用", "一格一次"}),
    )


def _clear() -> None:
    cell_functions._judge.cache_clear()
    handed_cells._read.cache_clear()
    for name in dir(parsing):
        cached = getattr(parsing, name)
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    print(functions().text())
