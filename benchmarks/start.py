"""启动用时：整个进程，与光启动 Python 并排轮流跑。

python benchmarks/start.py [轮数]

比的是同一轮里两个进程用的处理器时间之比的中位数；机器忙的时候，经过的时间不作数。
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from perfxl.shipped import shipped_folder

_ROUNDS = 15
_FORM = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"
_PERFXL = str(Path(sys.executable).with_name("perfxl"))
_BARE = [sys.executable, "-c", "pass"]
# 命令，和至多几倍。
COMMANDS: dict[str, tuple[list[str], int | None]] = {
    "perfxl --help": ([_PERFXL, "--help"], 6),
    "perfxl value 98%": ([_PERFXL, "value", "98%"], 10),
    "perfxl check 一份自评表": ([_PERFXL, "check", str(_FORM)], 22),
    "perfxl check --format json": ([_PERFXL, "check", str(_FORM), "--format", "json"], None),
    "perfxl read 一份自评表": ([_PERFXL, "read", str(_FORM)], None),
    "perfxl score 一份自评表": ([_PERFXL, "score", str(_FORM)], None),
    "perfxl form": ([_PERFXL, "form"], None),
    "perfxl rule PX301": ([_PERFXL, "rule", "PX301"], None),
    "import perfxl": ([sys.executable, "-c", "import perfxl"], None),
}


def seconds(command: list[str]) -> float:
    """一个进程从头到尾用的处理器时间，秒。"""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS
    ratios: dict[str, list[float]] = {name: [] for name in COMMANDS}
    bare: list[float] = []
    for _ in range(rounds):
        for name, (command, _most) in COMMANDS.items():
            before, used, after = seconds(_BARE), seconds(command), seconds(_BARE)
            bare += [before, after]
            ratios[name].append(2 * used / (before + after))
    print(f"光启动 Python：{statistics.median(bare) * 1000:.1f} 毫秒")
    for name, (_, most) in COMMANDS.items():
        limit = f"（至多 {most}）" if most else ""
        print(f"{name:　<20}{statistics.median(ratios[name]):6.1f} 倍{limit}")


if __name__ == "__main__":
    main()
