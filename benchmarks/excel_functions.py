"""一次数组公式的代价：一万行 PERF_SCORE 经 xlwings 的 COM 服务代码，与直接评分同样的行之比。

假的是 pywin32 和 Excel（``tests/support/fake_excel.py``），转换和调用是 xlwings 真正的代码；
跨进程传数的时间不在内。每轮两边都清掉缓存，轮流运行，取中位数之比。
"""

import statistics
import time
from collections.abc import Callable
from decimal import Decimal

from fake_excel import MISSING, FakeBook, FakeSheet, reference, windows_xlwings

from perfxl.grammar import parsing, quantities, units
from perfxl.scoring.judging import judge
from perfxl.standards.profile import load_profile

ROWS, ROUNDS = 10_000, 9


def main() -> None:
    """打印毫秒数和比值。"""
    rows = [[f"≥{100 + n}人", f"{90 + n}人", float(n % 10 + 1)] for n in range(ROWS)]
    profile = load_profile()
    with windows_xlwings() as server:
        from perfxl.functions import cell_functions

        sheet = FakeSheet(FakeBook(), "自评表", rows)
        columns = [reference(sheet, 1, column, ROWS) for column in (1, 2, 3)]
        given = (*columns, MISSING, MISSING)

        def bare() -> None:
            for target, actual, weight in rows:
                judge(target, actual, Decimal(str(weight)), profile=profile)

        def array_call() -> None:
            server.CallUDF("perfxl.excel.functions", "PERF_SCORE", given)

        def clear() -> None:
            for room in (cell_functions, parsing, quantities, units):
                for cached in vars(room).values():
                    if hasattr(cached, "cache_clear"):
                        cached.cache_clear()

        times: dict[str, list[float]] = {"直接评分": [], "一次数组调用": [], "再算一次": []}
        for _ in range(ROUNDS):
            clear()
            times["直接评分"].append(_seconds(bare))
            clear()
            times["一次数组调用"].append(_seconds(array_call))
            times["再算一次"].append(_seconds(array_call))
    base = statistics.median(times["直接评分"])
    for name, measured in times.items():
        middle = statistics.median(measured)
        print(f"{name}：{ROWS} 行 {middle * 1000:.0f} 毫秒，是直接评分的 {middle / base:.2f} 倍")


def _seconds(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
