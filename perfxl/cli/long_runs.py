"""许多文件的命令怎样做：分给几个进程，一个个收，看进度，半路停下时收尾。"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfxl.cli.console import notice, with_progress
from perfxl.many_files.jobs import jobs_for
from perfxl.many_files.results import FileResult, Work, done_in_order

if TYPE_CHECKING:
    from perfxl.many_files.workers import Workers

Command = Callable[..., Any]

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="进程数",
    help="分给几个进程做；不写时自己定：文件不到 300 个的不分。结果都一样。",
)


@dataclass(frozen=True)
class LongRun:
    """怎样做；``jobs`` 没有写明为 ``None``。"""

    jobs: int | None = None

    def results(self, work: Work, paths: Sequence[Path], doing: str) -> Iterator[FileResult]:
        """各文件的结果，照次序，做好一个给一个；人在看时显示进度（``doing`` 是在做什么）。"""
        with self._workers(len(paths)) as workers:
            yield from with_progress(done_in_order(work, paths, workers), len(paths), doing)
        gc.freeze()  # 都要留到最后：以后不必再看它们是不是垃圾
        if workers is not None and workers.died:
            notice("有工作进程半路中止过，它手里的文件都又做了一遍。")

    def _workers(self, files: int) -> "AbstractContextManager[Workers | None]":
        jobs = jobs_for(files, self.jobs)
        if jobs == 1:
            return nullcontext()
        from perfxl.many_files.workers import Workers  # 一两个文件用不着

        return Workers(jobs)
