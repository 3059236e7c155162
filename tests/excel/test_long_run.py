"""批量、汇总、生成、比对在另一个进程里：有进度、停得下、被杀了说得出、Excel 这边没有了它也不留。真的启动进程。"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl.excel import commands, long_commands
from perfxl.excel.long_run import STOPPED, LongRun
from perfxl.excel.open_book import OpenBook
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
    return {"do": "check_folder", "folder": str(folder), "profile": "黔南州", "avoided": []}


def _wait(run: LongRun, seconds: float = 300) -> dict[str, str]:
    end = time.monotonic() + seconds
    while run.progress():
        assert time.monotonic() < end
        time.sleep(0.05)
    return run.result()


def test_progress_and_result(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    run = LongRun(_job(folder))
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
    number, end = int(done.stdout), time.monotonic() + 120
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
    assert long_commands.poll() == ""
    long_commands.start_folder(str(tmp_path / "没有"))
    assert "没有文件夹" in said()
    long_commands.start_folder(str(folder))
    assert said().startswith("开始校验文件夹“各单位”")
    long_commands.start_folder(str(folder))
    assert "还没有做完" in said()
    while long_commands.poll() != "done":
        assert long_commands.poll()
        time.sleep(0.05)
    long_commands.finish_run()
    assert "里4个工作簿校验完" in said()
    assert said().endswith("现已打开。")
    assert "校验结果.xlsx" in [book.name for book in app.books]
    assert long_commands.poll() == ""


@pytest.mark.libreoffice
def test_a_folder_is_summed_up_in_a_process_of_its_own(
    opened: Any, said: Any, app: Any, tmp_path: Path
) -> None:
    opened(SAMPLES[0])
    folder = _folder(tmp_path)
    for expected in ("汇总.xlsx", "汇总(2).xlsx"):
        long_commands.start_summary(str(folder))
        assert said().startswith("开始汇总文件夹“各单位”")
        assert long_commands.poll().startswith("perfxl 绩效：汇总，")
        _finished(app)
        assert "里4个工作簿汇总完（按磁盘上保存的内容），存为" in said()
        assert "4 个项目" in said()
        made = folder / expected
        assert f"存为“{made}”，现已打开。" in said()
        assert {"总览", "项目"} <= set(openpyxl.load_workbook(made).sheetnames)
    empty = tmp_path / "空"
    empty.mkdir()
    long_commands.start_summary(str(empty))
    _finished(app)
    assert said() == "文件夹“空”（连同下级）里没有工作簿，没有写汇总。"
    assert not list(empty.iterdir())


def _finished(app: Any) -> None:
    end = time.monotonic() + 300
    while long_commands.poll() != "done":
        assert time.monotonic() < end
        time.sleep(0.05)
    long_commands.finish_run()


def _many(target: Path, sheets: int) -> Path:
    book = openpyxl.load_workbook(SAMPLES[0])
    rows = book.worksheets[0].iter_rows()
    label = next(cell for line in rows for cell in line if cell.value == "项目名称")
    row, column = label.row, label.column + 1
    while not book.worksheets[0].cell(row, column).value:
        column += 1
    for number in range(2, sheets + 1):
        copy = book.copy_worksheet(book.worksheets[0])
        copy.title = f"第{number}张"
        copy.cell(row, column).value = f"第{number}个项目"  # 同一项目的几份只成一张
    book.save(target)
    return target


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """系统的临时文件夹，看留下什么。"""
    place = tmp_path / "临时"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.mark.libreoffice
def test_many_tables_are_made_in_a_process_of_their_own(
    opened: Any, said: Any, app: Any, tmp_path: Path, temporary: Path
) -> None:
    book = opened(_many(tmp_path / "十二张.xlsx", 12))
    changed = book.sheets[3]["A1"]
    changed.value = "没有存盘的标题 项目支出绩效自评表"
    commands.make("自评表")
    assert said().startswith("开始生成自评表")
    assert "生成" in long_commands.poll() or long_commands.poll() == "done"
    commands.make("自评表")
    assert "还没有做完" in said()
    _finished(app)
    made = tmp_path / "十二张（自评表）.xlsx"
    assert said().startswith(f"已生成12张自评表，存为“{made}”，现已打开。")
    assert len(openpyxl.load_workbook(made).worksheets) == 12
    assert not list(temporary.iterdir())
    assert long_commands.poll() == ""


@pytest.mark.libreoffice
def test_without_a_copy_many_tables_are_made_at_once(
    opened: Any, said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(_many(tmp_path / "十二张.xlsx", 12))

    def refused(_book: Any, _path: Path) -> None:
        raise OSError("policy")

    monkeypatch.setattr(OpenBook.__init__, "__kwdefaults__", {"save_copy": refused})
    commands.make("自评表")
    assert said().startswith("已生成12张自评表")
    assert long_commands.poll() == ""


@pytest.mark.libreoffice
def test_making_that_is_stopped_or_killed_leaves_nothing(
    opened: Any, said: Any, app: Any, tmp_path: Path, temporary: Path
) -> None:
    opened(_many(tmp_path / "许多张.xlsx", 60))
    before = sorted(tmp_path.iterdir())
    commands.make("自评表")
    long_commands.stop()
    _finished(app)
    assert said() == STOPPED
    commands.make("自评表")
    long_commands._running[0].run._process.send_signal(signal.SIGKILL)
    _finished(app)
    assert "中途停了" in said()
    assert sorted(tmp_path.iterdir()) == before
    assert not list(temporary.iterdir())


@pytest.mark.libreoffice
def test_the_open_book_is_compared_with_another(
    opened: Any, said: Any, app: Any, tmp_path: Path
) -> None:
    earlier = shutil.copyfile(SAMPLES[0], tmp_path / "目标申报.xlsx")
    book = opened(SAMPLES[0])
    app.impl.answers = [False, book.fullname, str(tmp_path / "没有.xlsx"), str(earlier)]
    commands_said = []
    for _ in range(2):
        long_commands.compare()
        commands_said.append(said())
    assert commands_said[0] == "没有选另一份，没有比对。"
    assert "选的就是本工作簿" in commands_said[1]
    assert long_commands.poll() == ""
    long_commands.compare()
    _finished(app)
    assert "没有找到文件" in said()
    long_commands.compare()
    assert said().startswith("开始与“目标申报.xlsx”比对")
    _finished(app)
    made = tmp_path / f"{SAMPLES[0].stem}（比对）.xlsx"
    assert f"存为“{made}”，现已打开。" in said()
    assert made.is_file()
