"""批量在另一个进程里：有进度、停得下、被杀了说得出、Excel 这边没有了它也不留。真的启动进程。"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from perfxl.excel import folder_commands
from perfxl.excel.long_run import STOPPED, LongRun
from perfxl.shipped import shipped_folder

SAMPLES = sorted((shipped_folder("workbooks") / "自评表").glob("*.xlsx"))


def _folder(tmp_path: Path, copies: int = 1) -> Path:
    folder = tmp_path / "各单位"
    folder.mkdir()
    for number in range(copies):
        for source in SAMPLES[:4]:
            shutil.copyfile(source, folder / f"{number}_{source.name}")
    return folder


def _job(folder: Path) -> dict[str, Any]:
    return {"folder": str(folder), "profile": "黔南州", "avoided": []}


def _wait(run: LongRun, seconds: float = 90) -> dict[str, str]:
    end = time.monotonic() + seconds
    while run.progress():
        assert time.monotonic() < end
        time.sleep(0.05)
    return run.result()


def test_progress_and_result(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    start = time.monotonic()
    run = LongRun(_job(folder))
    assert time.monotonic() - start < 5
    assert run.progress()
    result = _wait(run)
    assert "里4个工作簿校验完" in result["said"]
    assert Path(result["path"]) == folder / "校验结果.xlsx"
    assert (folder / "校验结果.xlsx").is_file()


def test_stopped_half_way_nothing_is_written(tmp_path: Path) -> None:
    folder = _folder(tmp_path, copies=150)
    before = sorted(folder.iterdir())
    run = LongRun(_job(folder))
    while not run.progress().startswith("校验第"):
        time.sleep(0.01)
    run.stop()
    assert run.progress() == "正在停下"
    assert _wait(run) == {"said": STOPPED}
    assert sorted(folder.iterdir()) == before


def test_a_killed_process_is_said(tmp_path: Path) -> None:
    run = LongRun(_job(_folder(tmp_path, copies=150)))
    while not run.progress().startswith("校验第"):
        time.sleep(0.01)
    run._process.send_signal(signal.SIGKILL)
    assert "中途停了" in _wait(run)["said"]
    run.stop()


def test_a_fault_of_the_user_is_a_sentence(tmp_path: Path) -> None:
    result = _wait(LongRun({**_job(_folder(tmp_path)), "profile": "火星"}))
    assert "火星" in result["said"]
    assert result["said"].endswith("。")
    assert "path" not in result


@pytest.mark.skipif(os.name == "nt", reason="看进程在不在的办法只有 POSIX 有")
def test_without_the_one_who_asked_it_ends(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from perfxl.excel.long_run import LongRun\n"
        f"run = LongRun({_job(_folder(tmp_path, copies=300))!r})\n"
        "while not run.progress().startswith('校验第'): time.sleep(0.01)\n"
        "print(run._process.pid, flush=True); os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    number, end = int(done.stdout), time.monotonic() + 30
    while Path(f"/proc/{number}/cmdline").is_file() and time.monotonic() < end:
        if not Path(f"/proc/{number}/cmdline").read_bytes():
            break  # 已经结束，只等人收
        time.sleep(0.1)
    else:
        assert not Path(f"/proc/{number}").is_dir()


@pytest.mark.libreoffice
def test_the_three_steps_in_an_open_book(opened: Any, said: Any, app: Any, tmp_path: Path) -> None:
    opened(SAMPLES[0])
    folder = _folder(tmp_path)
    assert folder_commands.poll() == ""
    folder_commands.start_folder(str(tmp_path / "没有"))
    assert "没有文件夹" in said()
    folder_commands.start_folder(str(folder))
    assert said().startswith("开始校验文件夹“各单位”")
    folder_commands.start_folder(str(folder))
    assert "还没有做完" in said()
    while folder_commands.poll() != "done":
        assert folder_commands.poll()
        time.sleep(0.05)
    folder_commands.finish_folder()
    assert "里4个工作簿校验完" in said()
    assert said().endswith("现已打开。")
    assert "校验结果.xlsx" in [book.name for book in app.books]
    assert folder_commands.poll() == ""
