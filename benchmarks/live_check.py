"""“校验”一个四十张表的工作簿：开着的（真在运行的 LibreOffice Calc，经 xlwings）与命令行轮流，取中位数之比，连同往返次数。

要装有 LibreOffice 和 python3-uno。运行：PYTHONPATH=tests/support python benchmarks/live_check.py
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import calc
import openpyxl
from calc_calls import counted_calls

from perfxl.excel import commands
from perfxl.many_files.finding import workbook_paths
from perfxl.shipped import shipped_folder

ROUNDS = 7
SHEETS = 40


def seconds(work: Callable[[], object]) -> float:
    """做一回的用时。"""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def many_sheets(target: Path) -> Path:
    """一份有毛病的自评表，抄成四十张。"""
    source = workbook_paths([shipped_folder("workbooks") / "自评表"])[10]
    book = openpyxl.load_workbook(source)
    for number in range(SHEETS - 1):
        book.copy_worksheet(book.worksheets[0]).title = f"{number + 2:02d}表"
    book.save(target)
    return target


def command_line(path: Path) -> None:
    """``perfxl check`` 整个进程。"""
    done = subprocess.run(
        [sys.executable, "-m", "perfxl", "check", str(path)],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(f"perfxl check: {done.returncode}")


def main() -> None:
    """打印用时和比值：没有标过的（一处处都要标）、标过再查的。"""
    first: list[float] = []
    again: list[float] = []
    command: list[float] = []
    with tempfile.TemporaryDirectory() as folder, calc.running_app() as app:
        source = many_sheets(Path(folder) / "四十张.xlsx")
        for number in range(ROUNDS + 1):
            path = shutil.copyfile(source, Path(folder) / f"第{number}份.xlsx")
            book = app.books.open(str(path))
            book.set_mock_caller()
            times = seconds(commands.check), seconds(lambda p=path: command_line(p))
            then = seconds(commands.check)
            if number:  # 头一回要载入规则，不算
                first.append(times[0])
                command.append(times[1])
                again.append(then)
            else:
                starting = times[0]
            book.close()
        book = app.books.open(str(source))
        book.set_mock_caller()
        counts = []
        for _ in range(2):
            with counted_calls() as calls:
                commands.check()
            counts.append(sum(calls.values()))
    base = statistics.median(command)
    sys.stdout.write(f"perfxl check：{base:.2f} 秒；Excel 刚启动后头一回：{starting:.2f} 秒\n")
    for said, times, calls in (("没有标过的", first, counts[0]), ("标过再查的", again, counts[1])):
        middle = statistics.median(times)
        sys.stdout.write(
            f"{said}：{middle:.2f} 秒（{min(times):.2f}—{max(times):.2f}），"
            f"是命令行的 {middle / base:.2f} 倍，往返 {calls} 次\n"
        )


if __name__ == "__main__":
    main()
