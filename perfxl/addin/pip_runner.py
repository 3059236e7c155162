"""运行 pip；从哪里下载由用户自己的 pip 设置决定，这里不写任何软件源。"""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

from perfxl.hosts.temporary_files import temporary_folder

Done = subprocess.CompletedProcess[str]


class Pip(Protocol):
    """运行一次 pip；``alone`` 时不看任何 pip 设置。"""

    def __call__(self, arguments: Sequence[str], *, alone: bool = False) -> Done: ...


def run_pip(arguments: Sequence[str], *, alone: bool = False) -> Done:
    """用运行 perfxl 的这个 Python 的 pip。"""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    options = ["--no-input"]
    if alone:
        environment["PIP_CONFIG_FILE"] = os.devnull
        options.append("--isolated")
    # pip 的临时文件放进我们收得走的文件夹：中途中止时它自己来不及收。
    with temporary_folder() as folder:
        return subprocess.run(
            [sys.executable, "-m", "pip", *options, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**environment, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))},
            check=False,
        )


def pip_words(done: Done) -> str:
    """pip 没有做成时该说的一句：怎么办，连同 pip 的原话。"""
    if "No module named pip" in done.stderr:
        return "这个 Python 没有 pip；请先运行 python -m ensurepip。"
    lines = [line.strip(" ╰│─>") for line in done.stderr.splitlines()]
    said = [line for line in lines if line.startswith("ERROR:")]
    words = said[-1].removeprefix("ERROR:").strip() if said else f"退出码 {done.returncode}"
    return f"请在能连上 Python 软件源（或配好了 pip 软件源）的电脑上再试。pip 的原话：{words}"
