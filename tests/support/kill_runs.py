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
# Windows 没有，那里也不试。
KILL = getattr(signal, "SIGKILL", 9)
SAMPLES = shipped_folder("workbooks") / "自评表"
# 各有要标的；要改的、要填分的也有。
NAMES = ("08_startup_loan_interest.xlsx", "19_hr_system_ops_level3.xlsx", "24_szyf_training.xlsx")


def commands() -> dict[str, list[str]]:
    """平时测试里中止的命令；输出都写进当前文件夹。"""
    given = [str(SAMPLES / name) for name in NAMES]
    return {
        "score -o": ["score", *given, "-o", "分"],
        "check --mark": ["check", *given, "--mark", "-o", "标"],
        "check --fix": ["check", *given, "--fix", "-o", "改"],
        "check -o": ["check", *given, "-o", "校验结果.xlsx"],
        "make": ["make", "自评表", *given, "-o", "成"],
    }


def every_command() -> dict[str, list[str]]:
    """每条会写文件的命令。"""
    given = [str(SAMPLES / name) for name in NAMES]
    whole, targets = (str(shipped_folder("workbooks") / it) for it in ("预算调整批复", "目标表"))
    return commands() | {
        "check --store": ["check", *given, "--store", "存"],
        "make 整本": ["make", "整本", "--from", whole, "-o", "整本"],
        "make --blank": ["make", "申报表", "--blank", "-o", "空白.xlsx"],
        "summary 工作簿": ["summary", *given, "-o", "汇总.xlsx"],
        "summary 网页": ["summary", *given, "-o", "汇总.html"],
        "letter": ["letter", *given, "-o", "意见"],
        "compare": ["compare", *given[:2], "-o", "比对.xlsx"],
        "indicators": ["indicators", targets, "-o", "指标库.xlsx"],
        "template new": ["template", "new", "自评表", "-o", "模板.xlsx"],
        "read --jobs": ["read", "--json", *given, "--jobs", "2"],
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
    # 程序的代码还没有载入时，SIGINT 由解释器自己打出位置。
    before_ours = code == -number and f"{os.sep}perfxl{os.sep}" not in said
    if ("Traceback" in said or "Exception ignored" in said) and not before_ours:
        yield f"出错的位置露了出来：{said[-300:]}"
    # 解释器自己还没有启动好的，由系统按信号结束；SIGKILL 谁也拦不住。
    if code not in (0, 1, 128 + number, -number):
        yield f"退出码 {code}"
    if code == 128 + number and "已中止。" not in said:
        yield "没有说“已中止。”"
    for path in (*work.rglob("*"), *temporary.rglob("*")):
        if path.name.startswith(".perfxl-") or path.is_relative_to(temporary):
            if number != KILL:  # 被杀的来不及收拾，只是叫得出名字的都要是完整的
                yield f"留下了 {path.name}"
        elif path.is_file() and not _is_whole(path):
            yield f"只有半个 {path.name}"


def _is_whole(path: Path) -> bool:
    if path.suffix in (".xlsx", ".docx"):
        return zipfile.is_zipfile(path)
    if path.suffix == ".html":
        return path.read_text("utf-8").rstrip().endswith("</html>")
    return True


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
