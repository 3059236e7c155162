"""SIGTERM、SIGINT、SIGHUP 什么时候来都不留临时文件、不露出错的位置；屏幕写不进也说一句。"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from gridtext import changed, to_workbook
from kill_runs import SIGNALS, commands, stopped_run, whole_time
from rule_case import sound

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这些信号")

COMMANDS = commands()


@pytest.mark.parametrize("name", COMMANDS)
def test_stopped_while_it_works(name: str) -> None:
    """长的一遍（500 次，每条要写文件的命令）在 make kill。"""
    whole = whole_time(COMMANDS[name])
    for place, number in enumerate(SIGNALS):
        done = stopped_run(COMMANDS[name], whole * (0.55 + 0.15 * place), number)
        assert done.faults == ()


def test_stopped_while_it_starts() -> None:
    """载入各个库的时候：handler 已经装好，还什么都没有做。"""
    done = stopped_run(COMMANDS["check -o"], 0.25, signal.SIGTERM)
    assert done.faults == ()


def test_stopped_in_the_middle_of_writing(tmp_path: Path) -> None:
    """正写到一半、正收尾时又来一次。"""
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "import perfxl.cli as cli\n"
        "from perfxl.hosts import whole_file\n"
        "def stop(path): os.kill(os.getpid(), signal.SIGTERM)\n"
        "whole_file.to_disk = stop\n"
        "if sys.argv[1] == 'twice':\n"
        "    unlink = Path.unlink\n"
        "    def again(path, **how):\n"
        "        Path.unlink = unlink\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        unlink(path, **how)\n"
        "    Path.unlink = again\n"
        "sys.argv = ['perfxl', 'template', 'new', '自评表', '-o', '新/a.xlsx']\n"
        "cli.run()\n"
    )
    for times in ("once", "twice"):
        done = subprocess.run(
            [sys.executable, "-c", script, times],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, "已中止。\n")
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_signal_that_is_to_be_ignored_stays_ignored(tmp_path: Path) -> None:
    """nohup：关了窗口也做完。"""
    process = subprocess.Popen(
        [sys.executable, "-m", "perfxl", "template", "new", "自评表", "-o", "a.xlsx"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    time.sleep(0.2)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=300)
    assert process.returncode == 0
    assert (tmp_path / "a.xlsx").exists()


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return to_workbook(changed(sound(), {"H22": "99"}), tmp_path / "错.xlsx")


def run(*arguments: str | Path, **how: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "perfxl", *map(str, arguments)],
        encoding="utf-8",
        check=False,
        timeout=300,
        **how,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_screen_is_said_and_the_files_are_written(
    faulty: Path, tmp_path: Path, unbuffered: str
) -> None:
    with Path("/dev/full").open("w") as full:
        done = run(
            *("check", faulty, "--mark", "-o", tmp_path / "标.xlsx"),
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == 2
    assert "标准输出）没有写全：磁盘满了" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "标.xlsx").exists()
    with Path("/dev/full").open("w") as full:
        assert run("check", faulty, stdout=full, stderr=full).returncode == 2


def test_a_screen_that_is_closed_is_said(faulty: Path, tmp_path: Path) -> None:
    done = run(
        *("check", faulty, "--mark", "-o", tmp_path / "标.xlsx"),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: os.close(1),
    )
    assert done.returncode == 2
    assert "没有写全" in done.stderr
    assert (tmp_path / "标.xlsx").read_bytes().startswith(b"PK")
    done = run("check", faulty, stdout=subprocess.PIPE, preexec_fn=lambda: os.close(2))
    assert done.returncode == 1
    assert "共 1 个文件" in done.stdout


def test_a_reader_that_leaves_early_is_no_fault(faulty: Path, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(
        *("check", faulty, "--mark", "-o", tmp_path / "标.xlsx"),
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    assert done.returncode == 1
    assert "没有写全" not in done.stderr
    assert (tmp_path / "标.xlsx").exists()


def test_a_stop_that_a_library_turned_into_its_own_error_is_a_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from perfxl.cli import app, stopping

    def interrupted(*_: object, **__: object) -> None:
        with contextlib.suppress(stopping.Stopped):
            stopping.begin_work()
            stopping._on_signal(15, None)
        raise ValueError("made of the stop by a library")

    monkeypatch.setattr(stopping, "_received", 0)
    monkeypatch.setattr(app.cli, "main", interrupted)
    with pytest.raises(stopping.Stopped):
        app.main()
