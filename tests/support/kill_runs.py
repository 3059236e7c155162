"""中途中止：启动命令，过一会儿发信号，看留下什么。

长的一遍在 ``benchmarks/kills.py``（``make kill``）。
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfxl.shipped import shipped_folder

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
SAMPLES = shipped_folder("workbooks") / "自评表"
# 各有要标的；要改的、要填分的也有。
NAMES = ("08_startup_loan_interest.xlsx", "19_hr_system_ops_level3.xlsx", "24_szyf_training.xlsx")


def commands() -> dict[str, list[str]]:
    """要中止的命令；输出都写进当前文件夹。"""
    given = [str(SAMPLES / name) for name in NAMES]
    return {
        "score -o": ["score", *given, "-o", "分"],
        "check --mark": ["check", *given, "--mark", "-o", "标"],
        "check --fix": ["check", *given, "--fix", "-o", "改"],
        "check -o": ["check", *given, "-o", "校验结果.xlsx"],
        "make": ["make", "自评表", *given, "-o", "成"],
    }


@dataclass(frozen=True)
class Stopped:
    """中止了的一次：退出码，标准错误上的话，不该留下的。"""

    code: int
    said: str
    faults: tuple[str, ...]


def stopped_run(arguments: list[str], seconds: float, number: int) -> Stopped:
    """运行 ``seconds`` 秒后发信号 ``number``。"""
    with tempfile.TemporaryDirectory(prefix="kill-") as place:
        work, temporary = Path(place) / "work", Path(place) / "tmp"
        work.mkdir()
        temporary.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-m", "perfxl", *arguments],
            cwd=work,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            preexec_fn=_heed_signals,
        )
        time.sleep(seconds)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        faults = tuple(_faults(process.returncode, said, number, work, temporary))
        return Stopped(process.returncode, said, faults)


def _heed_signals() -> None:
    """自己在后台运行时，有的信号是说好不理会的，会传给它。"""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def _faults(code: int, said: str, number: int, work: Path, temporary: Path) -> Iterator[str]:
    if "Traceback" in said or "Exception ignored" in said:
        yield f"出错的位置露了出来：{said[-300:]}"
    # 解释器自己还没有启动好的，由系统按信号结束。
    if code not in (0, 1, 128 + number, -number):
        yield f"退出码 {code}"
    if code == 128 + number and "已中止。" not in said:
        yield "没有说“已中止。”"
    for path in (*work.rglob("*"), *temporary.rglob("*")):
        if path.name.startswith(".perfxl-") or path.is_relative_to(temporary):
            yield f"留下了 {path.name}"
        elif path.suffix == ".xlsx" and not zipfile.is_zipfile(path):
            yield f"只有半个 {path.name}"


def whole_time(arguments: list[str]) -> float:
    """不中止要几秒。"""
    with tempfile.TemporaryDirectory(prefix="kill-") as place:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "perfxl", *arguments],
            cwd=place,
            capture_output=True,
            check=False,
        )
        return time.perf_counter() - start
