"""启动用时：整个进程，与光启动 Python 并排轮流跑。

    python benchmarks/start.py [轮数]

比的是同一轮里两个进程之比的中位数：经过的时间，和用的处理器时间（机器忙的时候看它）。各模块先编译好，同装好的一样；
``-c`` 是从源码现编译。
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from perfxl.shipped import shipped_folder

_ROUNDS = 15
_FORM = str(shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx")
_PERFXL = str(Path(sys.executable).with_name("perfxl"))
_BARE = [sys.executable, "-c", "pass"]
# 命令，和至多几倍。
COMMANDS: dict[str, tuple[list[str], int | None]] = {
    "perfxl --help": ([_PERFXL, "--help"], 6),
    "perfxl value 98%": ([_PERFXL, "value", "98%"], 10),
    "perfxl check 一份自评表": ([_PERFXL, "check", _FORM], 22),
    "perfxl check --format json": ([_PERFXL, "check", _FORM, "--format", "json"], None),
    "perfxl read 一份自评表": ([_PERFXL, "read", _FORM], None),
    "perfxl score 一份自评表": ([_PERFXL, "score", _FORM], None),
    "perfxl form": ([_PERFXL, "form"], None),
    "perfxl rule PX301": ([_PERFXL, "rule", "PX301"], None),
    "import perfxl": ([sys.executable, "-c", "import perfxl"], None),
}


def spent(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """一个进程从头到尾：经过几秒，用了几秒处理器。"""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), command
    return time.perf_counter() - start, used.ru_utime + used.ru_stime


def main() -> None:
    """打印各命令是光启动 Python 的几倍。"""
    numbers = [each for each in sys.argv[1:] if each.isdigit()]
    rounds = int(numbers[0]) if numbers else _ROUNDS
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if "-c" in sys.argv:
            environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        measure(rounds, environment)


def measure(rounds: int, environment: dict[str, str]) -> None:
    """轮流跑几轮，打印比值。"""
    for command, _ in COMMANDS.values():
        spent(command, environment)  # 先跑一遍，编译好
    ratios: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    bare: list[tuple[float, float]] = []
    for _ in range(rounds):
        for name, (command, _most) in COMMANDS.items():
            before, here, after = (spent(each, environment) for each in (_BARE, command, _BARE))
            bare += [before, after]
            ratios[name].append(
                (2 * here[0] / (before[0] + after[0]), 2 * here[1] / (before[1] + after[1]))
            )
    passed, used = (statistics.median(each) * 1000 for each in zip(*bare, strict=True))
    print(f"光启动 Python：{passed:.1f} 毫秒，处理器 {used:.1f} 毫秒")
    for name, (_, most) in COMMANDS.items():
        passed, used = (statistics.median(each) for each in zip(*ratios[name], strict=True))
        limit = f"（至多 {most}）" if most else ""
        print(f"{name}：{passed:.1f} 倍，处理器 {used:.1f} 倍{limit}")


if __name__ == "__main__":
    main()
