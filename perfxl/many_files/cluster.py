"""分给一个 Dask 集群做（``perfxl[cluster]``）：各台机器要装同一版的 perfxl，用同样的路径打得开那些文件。"""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from perfxl.many_files.store import version
from perfxl.many_files.workers import Workers
from perfxl.model.errors import PerfxlError

# 连不上等多久（秒）。
_PATIENCE = 15


@contextmanager
def cluster(address: str, paths: Sequence[Path]) -> Iterator[Workers]:
    """连上 ``address``（``tcp://主机:8786``）的集群；连不上、用不成的抛 ``PerfxlError``。"""
    try:
        from distributed import Client
    except ImportError as error:
        raise PerfxlError(
            '分给集群做要另装 Dask：请运行 pip install "perfxl[cluster]"，或不写 --scheduler，用 --jobs。'
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # 断线一类由这里说
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:  # 连接超时也是 OSError
        raise PerfxlError(
            f"连不上集群“{address}”；请核对地址，看 dask scheduler 在不在运行。"
        ) from error
    try:
        threads: int = sum(client.nthreads().values())
        if not threads:
            raise PerfxlError(f"集群“{address}”里还没有工作者；请先在各台机器上运行 dask worker。")
        _refuse_unfit(client, paths)
        yield Workers(threads, client.get_executor())
    finally:
        client.close()


def about_worker(paths: Sequence[str]) -> tuple[str, str]:
    """工作者那边：perfxl 的版本，打不开的第一个文件（都打得开为 ``""``）。"""
    unseen = (path for path in paths if not os.path.isfile(path))  # noqa: PTH113
    return version().partition("+")[0], next(unseen, "")


def _refuse_unfit(client: object, paths: Sequence[Path]) -> None:
    """各工作者先看一眼：版本不同，结果会不同；看不到文件的，一个也读不成。"""
    own = version().partition("+")[0]
    ends = [str(path) for path in (*paths[:1], *paths[-1:]) if path.is_file()]
    try:
        answers = client.run(about_worker, ends)  # type: ignore[attr-defined]
    except Exception as error:  # 没有装、装的太旧，毛病各样
        raise PerfxlError(
            f"集群的工作者用不成 perfxl（{type(error).__name__}）；请在各台机器上装同一版（{own}）。"
        ) from error
    for place, (its, unseen) in answers.items():
        if its != own:
            raise PerfxlError(
                f"集群的工作者 {place} 装的是 perfxl {its}，这里是 {own}；请装成同一版。"
            )
        if unseen:
            raise PerfxlError(
                f"集群的工作者 {place} 打不开“{unseen}”；请把文件放在各台机器都能用的共享文件夹，给完整的路径。"
            )
