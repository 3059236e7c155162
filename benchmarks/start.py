"""启动用时：整个进程，与光启动 Python 并排轮流跑。

    python benchmarks/start.py [轮数]

比的是同一轮里两个进程用的处理器时间之比的中位数。各模块先编译好，同装好的一样；
``-c`` 是从源码现编译。
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from ratios import Ratios

from perfxl.shipped import shipped_folder

_ROUNDS = 5
_FORM = str(shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx")
_PERFXL = str(Path(sys.executable).with_name("perfxl"))
_BARE = [sys.executable, "-c", "pass"]
# 命令，和至多几倍。
COMMANDS: dict[str, tuple[list[str], int | None]] = {
    "--help": ([_PERFXL, "--help"], 6),
    "value 98%": ([_PERFXL, "value", "98%"], 10),
    "check 一份自评表": ([_PERFXL, "check", _FORM], 22),
    "check 写成 JSON": ([_PERFXL, "check", _FORM, "--format", "json"], None),
    "read 一份自评表": ([_PERFXL, "read", _FORM], None),
    "score 一份自评表": ([_PERFXL, "score", _FORM], None),
    "form": ([_PERFXL, "form"], None),
    "rule PX301": ([_PERFXL, "rule", "PX301"], None),
    "import perfxl": ([sys.executable, "-c", "import perfxl"], None),
}


def spent(command: list[str], environment: dict[str, str]) -> float:
    """一个进程从头到尾用了几秒处理器。"""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), command
    return used.ru_utime + used.ru_stime


def main() -> None:
    """打印各命令是光启动 Python 的几倍。"""
    numbers = [each for each in sys.argv[1:] if each.isdigit()]
    print(starting(int(numbers[0]) if numbers else _ROUNDS, compiled="-c" not in sys.argv).text())


def starting(rounds: int = _ROUNDS, *, compiled: bool = True) -> Ratios:
    """轮流跑几轮；``compiled`` 时各模块先编译好。"""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not compiled:
            environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        used = measured(rounds, environment)
    limits = [f"{name} 至多 {most} 倍" for name, (_, most) in COMMANDS.items() if most]
    return Ratios(
        "启动",
        f"整个进程，与光启动 Python 并排轮流 {rounds} 轮，处理器时间，各模块先编译好，同装好的一样。",
        "python -c pass",
        {"python -c pass": 1.0, **used},
        frozenset(COMMANDS),
        notes=[f"定下的：{'，'.join(limits)}。"],
    )


def measured(rounds: int, environment: dict[str, str]) -> dict[str, float]:
    """各命令的处理器时间是光启动 Python 的几倍：前后各量一次，取同一轮之比的中位数。"""
    for command, _ in COMMANDS.values():
        spent(command, environment)  # 先跑一遍，编译好
    ratios: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, (command, _most) in COMMANDS.items():
            before, here, after = (spent(each, environment) for each in (_BARE, command, _BARE))
            ratios[name].append(2 * here / (before + after))
    return {name: statistics.median(each) for name, each in ratios.items()}


if __name__ == "__main__":
    main()
