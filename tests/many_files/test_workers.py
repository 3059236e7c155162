"""分给几个进程做：结果与在一个进程里的相同；进程死了、半路停下，做完的都在，不留下进程。"""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from command_line import perfxl

import perfxl as package
from perfxl.many_files import workers as workers_module
from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.jobs import WORTH_IT, jobs_for
from perfxl.many_files.packed import packed, unpacked
from perfxl.many_files.results import done_in_order
from perfxl.many_files.work import Work
from perfxl.many_files.workers import Workers
from perfxl.model.file_faults import NoTableError
from perfxl.shipped import shipped_folder

SAMPLES = [shipped_folder("workbooks") / name for name in ("自评表", "预算调整批复", "批复表")]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="看 /proc 里的进程")


def none_stays(seconds: float = 10) -> bool:
    """没有留下进程；刚结束的，收它的线程要一会儿才记下。"""
    end = time.monotonic() + seconds
    while active_children() and time.monotonic() < end:
        time.sleep(0.05)
    return active_children() == []


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """随带的样表，连同读不了的、没有表的、没有的。"""
    folder = tmp_path_factory.mktemp("表")
    broken, other = folder / "坏.xlsx", folder / "通讯录.xls"
    broken.write_bytes(b"PK\3\4nothing")
    other.write_text("<table><tr><td>姓名</td></tr></table>")
    found = workbook_paths(SAMPLES)
    return [*found[:7], broken, other, folder / "没有.xlsx", *found[7:]]


def told(results: Iterator[FileResult]) -> list[tuple[object, ...]]:
    """能比的各项：出错的缘由比种类和话。"""
    return [
        (
            *(each.path, each.assessment, each.why, each.skipped),
            (type(each.cause).__name__, str(each.cause)) if each.cause else None,
        )
        for each in results
    ]


@pytest.fixture(scope="module")
def alone(paths: list[Path]) -> list[tuple[object, ...]]:
    return told(done_in_order(Work(), paths))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_results_are_those_of_one_process_in_order(
    paths: list[Path],
    alone: list[tuple[object, ...]],
    method: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if method == "fork" and sys.platform != "linux":
        pytest.skip("只在 Linux 上分身")
    monkeypatch.setattr(workers_module, "_start_method", lambda: method)
    with Workers(2) as workers:
        assert told(done_in_order(Work(), paths, workers)) == alone
        assert workers.died == 0
        assert len(active_children()) == 2
    assert none_stays()


@pytest.mark.parametrize("depth", list(Depth))
def test_any_executor_does(paths: list[Path], depth: Depth) -> None:
    with ThreadPoolExecutor(3) as executor:
        done = told(done_in_order(Work(depth=depth), paths, Workers(3, executor)))
    assert done == told(done_in_order(Work(depth=depth), paths))


def test_the_command_writes_the_same(paths: list[Path]) -> None:
    given = [str(path) for path in paths[:12]]
    for command in (["check"], ["check", "--format", "json"], ["score"], ["read", "--json"]):
        one, two = perfxl(*command, *given, "--jobs", "1"), perfxl(*command, *given, "--jobs", "2")
        assert (one.code, one.out, one.err) == (two.code, two.out, two.err)
        assert one.out


def test_a_killed_worker_costs_nothing_that_was_done(
    paths: list[Path], alone: list[tuple[object, ...]]
) -> None:
    with Workers(2) as workers:
        results = done_in_order(Work(), paths, workers)
        first = next(results)
        os.kill(active_children()[0].pid or 0, getattr(signal, "SIGKILL", signal.SIGTERM))
        assert told(iter([first, *results])) == alone
        assert workers.died >= 1
    assert none_stays()


class Failing(Executor):
    """``poison`` 这个文件做不成；``lost`` 以后什么都交不出去。"""

    def __init__(self, poison: Path, *, lost: bool = False) -> None:
        self.poison, self.lost = poison, lost
        self.submitted = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.submitted += 1
        future: Future[Any] = Future()
        if self.lost or self.poison in args[1]:
            future.set_exception(RuntimeError("worker lost"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_the_file_that_kills_is_named_and_the_others_are_done(
    paths: list[Path], alone: list[tuple[object, ...]]
) -> None:
    poison = paths[3]
    done = list(done_in_order(Work(), paths, Workers(2, Failing(poison))))
    assert [each.path for each in done] == paths
    assert f"读“{poison.name}”时工作进程中止了" in done[3].why
    others = [each for each in done if each.path != poison]
    assert told(iter(others)) == [each for each in alone if each[0] != poison]


def test_when_the_executor_is_gone_the_rest_is_done_here(paths: list[Path]) -> None:
    executor = Failing(paths[0], lost=True)
    done = list(done_in_order(Work(), paths, Workers(2, executor)))
    assert [each.path for each in done] == paths
    assert 1 <= sum("工作进程中止" in each.why for each in done) <= 3
    assert executor.submitted < len(paths)


POISON = """
import os, signal, sys
from pathlib import Path
from perfxl.many_files import workers as module
from perfxl.many_files.work import Work
from perfxl.many_files.results import done_in_order
from perfxl.many_files.workers import Workers

class Deadly(Work):
    def of(self, path):
        if "14" in path.name:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().of(path)

if __name__ == "__main__":
    paths = sorted(Path(sys.argv[1]).glob("*.xlsx"))
    with Workers(2) as workers:
        for each in done_in_order(Deadly(), paths, workers):
            print(each.path.name, bool(each.assessment), each.why)
"""


@on_linux
def test_a_file_that_kills_every_worker_is_named(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(POISON, "utf-8")
    done = subprocess.run(
        [sys.executable, script, SAMPLES[0]], capture_output=True, encoding="utf-8", timeout=300
    )
    names = sorted(path.name for path in SAMPLES[0].glob("*.xlsx"))
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == names, done.stderr
    for line in lines:
        assert ("工作进程中止了" in line) is ("14" in line.split()[0])
        assert ("True" in line) is ("14" not in line.split()[0])


def children_of(number: int) -> list[int]:
    """``/proc`` 里的子进程。"""
    place = Path(f"/proc/{number}/task/{number}/children")
    return [int(each) for each in place.read_text().split()]


def is_gone(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@on_linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_is_left_behind(number: int, tmp_path: Path) -> None:
    """Ctrl-C、结束、强行杀死，工作进程都跟着走。"""
    process = subprocess.Popen(
        [sys.executable, "-m", "perfxl", "check", *(SAMPLES * 20), "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    until = time.monotonic() + 300
    while len(children_of(process.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    own = children_of(process.pid)
    assert len(own) >= 2
    process.send_signal(number)
    _, said = process.communicate(timeout=300)
    assert "Traceback" not in said
    assert process.returncode == (-number if number == signal.SIGKILL else 128 + number)
    until = time.monotonic() + 120
    while not all(map(is_gone, own)) and time.monotonic() < until:
        time.sleep(0.05)
    assert all(map(is_gone, own))


def test_how_many() -> None:
    assert jobs_for(1) == jobs_for(WORTH_IT - 1) == 1
    assert jobs_for(WORTH_IT) >= 1
    assert (jobs_for(10, 3), jobs_for(2, 8), jobs_for(0, 4)) == (3, 2, 1)


def test_what_comes_back_is_small_and_equal(paths: list[Path]) -> None:
    """装好的不到通常装法的九成；出错的缘由送得回来，种类、话、附注都在。"""
    results = list(done_in_order(Work(), paths[:7]))
    content = packed(results)
    assert unpacked(content) == results
    assert len(content) < 0.95 * len(pickle.dumps(results, 5))
    fault = FileResult(Path("a.xlsx"), why="话", cause=NoTableError("话", unrelated=True))
    crash = FileResult(Path("b.xlsx"), why="错", cause=ZeroDivisionError("除"))
    [first, second] = unpacked(packed([fault, crash]))
    assert isinstance(first.cause, NoTableError)
    assert (first.cause.unrelated, str(first.cause)) == (True, "话")
    assert second.cause is not None
    assert "ZeroDivisionError: 除" in str(second.cause)
    assert "工作进程里" in second.cause.__notes__[0]


def test_the_python_interface_takes_processes_and_executors() -> None:
    alone = package.check(*SAMPLES)
    assert package.check(*SAMPLES, jobs=2) == alone
    with ThreadPoolExecutor(2) as executor:
        assert package.check(*SAMPLES, executor=executor) == alone
        scored = package.score(SAMPLES[0], executor=executor)
    assert scored.scores == package.score(SAMPLES[0]).scores
    assert none_stays()
