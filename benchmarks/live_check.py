"""“校验”一个四十张表的工作簿：开着的（真在运行的 LibreOffice Calc，经 xlwings）与命令行轮流，取中位数之比，连同往返次数。

经过的时间随机器忙闲变（两个进程来回等），所以另量处理器时间：这边的和 Calc 的合在一起。
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
from typing import NamedTuple

import calc
import openpyxl
from calc_calls import counted_calls
from processor_time import processor

from perfxl.excel import commands
from perfxl.many_files.finding import workbook_paths
from perfxl.shipped import shipped_folder

ROUNDS = 7
SHEETS = 40


class Took(NamedTuple):
    """做一回用了多少秒：经过的，处理器的（连同子进程、Calc）。"""

    passed: float
    used: float


def took(work: Callable[[], object], calc_process: int) -> Took:
    """做一回的用时。"""
    start, before = time.perf_counter(), processor(calc_process)
    work()
    return Took(time.perf_counter() - start, processor(calc_process) - before)


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
    first: list[Took] = []
    again: list[Took] = []
    command: list[Took] = []
    with tempfile.TemporaryDirectory() as folder, calc.running_app() as app:
        source = many_sheets(Path(folder) / "四十张.xlsx")
        for number in range(ROUNDS + 1):
            path = shutil.copyfile(source, Path(folder) / f"第{number}份.xlsx")
            book = app.books.open(str(path))
            book.set_mock_caller()
            times = (
                took(commands.check, app.pid),
                took(lambda p=path: command_line(p), app.pid),  # type: ignore[misc]
                took(commands.check, app.pid),
            )
            if number:  # 头一回要载入规则，不算
                for where, each in zip((first, command, again), times, strict=True):
                    where.append(each)
            book.close()
        book = app.books.open(str(source))
        book.set_mock_caller()
        counts = []
        for _ in range(2):
            with counted_calls() as calls:
                commands.check()
            counts.append(sum(calls.values()))
    base = _middle(command)
    sys.stdout.write(f"perfxl check：{base.passed:.2f} 秒，处理器 {base.used:.2f} 秒\n")
    for said, runs, calls in (("没有标过的", first, counts[0]), ("标过再查的", again, counts[1])):
        middle = _middle(runs)
        sys.stdout.write(
            f"{said}：{middle.passed:.2f} 秒，是命令行的 {middle.passed / base.passed:.1f} 倍；"
            f"处理器 {middle.used:.2f} 秒，{middle.used / base.used:.1f} 倍；往返 {calls} 次\n"
        )


def _middle(runs: list[Took]) -> Took:
    return Took(*(statistics.median(each) for each in zip(*runs, strict=True)))


if __name__ == "__main__":
    main()
