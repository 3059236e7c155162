"""分给一个真的 Dask 集群（两个工作者）：结果与在一个进程里的相同；杀掉一个，做完的都在。"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import perfxl

from perfxl.many_files import cluster as cluster_module
from perfxl.many_files.cluster import cluster
from perfxl.many_files.finding import workbook_paths
from perfxl.many_files.results import done_in_order
from perfxl.many_files.work import Work
from perfxl.model.errors import PerfxlError
from perfxl.shipped import shipped_folder

distributed = pytest.importorskip("distributed", reason="没有装 Dask（perfxl[cluster]）")
pytestmark = pytest.mark.filterwarnings("ignore")

PATHS = workbook_paths([shipped_folder("workbooks") / name for name in ("自评表", "批复表")])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as held:
        yield held.scheduler_address


def test_results_are_those_of_one_process_in_order(address: str) -> None:
    with cluster(address, PATHS) as workers:
        assert list(done_in_order(Work(), PATHS, workers)) == list(done_in_order(Work(), PATHS))
        assert workers.died == 0


def test_the_command_writes_the_same(address: str) -> None:
    given = ("check", *PATHS[:8], "--format", "json")
    one, many = perfxl(*given, "--jobs", "1"), perfxl(*given, "--scheduler", address)
    assert (many.code, many.out) == (one.code, one.out)
    assert perfxl(*given, "--scheduler", address, "--jobs", "2").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL")
def test_a_killed_worker_costs_nothing(address: str) -> None:
    alone = list(done_in_order(Work(), PATHS))
    with distributed.Client(address) as client, cluster(address, PATHS) as workers:
        numbers: dict[str, int] = client.run(os.getpid)
        results = done_in_order(Work(), PATHS, workers)
        first = next(results)
        os.kill(next(iter(numbers.values())), signal.SIGKILL)
        assert [first, *results] == alone


def test_what_cannot_be_reached_is_said(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "_PATIENCE", 1)
    with pytest.raises(PerfxlError, match="连不上集群"), cluster("tcp://127.0.0.1:9", PATHS):
        pass

    monkeypatch.setattr(cluster_module, "version", lambda: "9.9.9+x")
    with (
        pytest.raises(PerfxlError, match=r"装的是 perfxl .*，这里是 9\.9\.9"),
        cluster(address, PATHS),
    ):
        pass
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    here = tmp_path / "表.xlsx"
    here.write_bytes(PATHS[0].read_bytes())
    with (
        pytest.raises(
            PerfxlError, match=r"打不开“表\.xlsx”；请把文件放在各台机器都能用的共享文件夹"
        ),
        cluster(address, [Path("表.xlsx")]),
    ):
        pass


def test_without_dask_it_is_said_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = perfxl("check", PATHS[0], "--scheduler", "tcp://127.0.0.1:8786")
    assert (done.code, done.out) == (2, "")
    assert 'pip install "perfxl[cluster]"' in done.err
