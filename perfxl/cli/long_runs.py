"""许多文件的命令怎样做：记过的不再读，其余分给几个进程，一个个收，看进度，最后说一说途中的事。"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfxl.cli import options
from perfxl.cli.console import notice, with_progress
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.garbage_collection import no_collection, set_aside
from perfxl.many_files.jobs import jobs_for
from perfxl.many_files.results import changed_since, done_in_order
from perfxl.many_files.work import Work

if TYPE_CHECKING:
    from perfxl.many_files.store import Store
    from perfxl.many_files.store_index import Apart
    from perfxl.many_files.workers import Workers
    from perfxl.model.workbook import Stamp

Command = Callable[..., Any]

# 每收几个文件放到一边一次。
_AT_ONCE = 64
# 一句话里最多点几个文件。
_NAMED = 3
# 多过这么多个文件的，读好的不都留在内存里。
_KEPT_AT_HAND = 500
# 多过这么多个文件的，问题也压起来。
_UNPACKED = 5000


def long_run_options(command: Command) -> Command:
    """``--jobs``、``--store``、``--resume``、``--scheduler``；命令得到的是 ``how``，一个 ``LongRun``。"""

    @wraps(command)
    def told_how(
        *args: Any,
        jobs: int | None,
        store: Path | None,
        resume: bool,
        scheduler: str | None,
        **given: Any,
    ) -> Any:
        if scheduler is not None and jobs is not None:
            raise click.UsageError("--jobs 和 --scheduler 只能用一个。")
        return command(*args, how=LongRun(jobs, store, resume, scheduler), **given)

    chosen: Command = told_how
    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen


_OPTIONS = (
    click.option(
        "--jobs",
        type=options.jobs_given,
        metavar="进程数",
        help="分给几个进程做；不写时自己定：文件不到 300 个的不分。结果都一样。",
    ),
    click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="文件夹",
        help="读、查的结果记在这个文件夹里，一个文件一份 JSON；没有变过的文件下次不再读。",
    ),
    click.option(
        "--resume",
        is_flag=True,
        help="接着上次没有做完的：同 --store，记在你自己的文件夹里，不必写明。",
    ),
    click.option(
        "--scheduler",
        metavar="tcp://主机:端口",
        help="分给这个 Dask 集群做（要装 perfxl[cluster]）；几万个文件才值得。",
    ),
)


@dataclass(frozen=True)
class LongRun:
    """怎样做；``jobs`` 没有写明为 ``None``，``store`` 是记在哪里，``resume`` 记在自己的文件夹里，
    ``scheduler`` 是 Dask 集群的地址。
    """

    jobs: int | None = None
    store: Path | None = None
    resume: bool = False
    scheduler: str | None = None

    def results(
        self,
        work: Work,
        paths: Sequence[Path],
        doing: str,
        *,
        printed: bool = False,
        apart: "Apart | None" = None,
    ) -> Iterator[FileResult]:
        """各文件的结果，照次序，做好一个给一个；人在看时显示进度（``doing`` 是在做什么）。

        ``printed``：收到一个就写到屏幕上，那样不显示进度。``apart``：全部内容放到一边（``FileResult.whole``）。
        """
        store = self._store()
        with no_collection():
            kept = _kept_in(store, work, paths, apart)
        missing = [path for path in paths if path not in kept]
        own = replace(work, store=store)
        seen: list[tuple[Path, Stamp | None]] = []
        unkept: list[str] = []
        fresh = 0
        with self._workers(missing) as workers, no_collection():
            done = done_in_order(own, missing, workers, apart.spool if apart else None)
            merged = (kept[path]() if path in kept else next(done) for path in paths)
            watched = printed and sys.stdout.isatty()
            for each in merged if watched else with_progress(merged, len(paths), doing):
                seen.append((each.path, each.stamp))
                unkept += [each.unkept] if each.unkept else []
                if apart is not None and apart.index is not None and each.path not in kept:
                    apart.index.add(each)
                if not isinstance(kept.get(each.path), _Ready):
                    fresh += 1
                    if fresh % _AT_ONCE == 0:
                        set_aside()
                yield each
        set_aside(clean=fresh < _AT_ONCE and apart is not None)
        if workers is not None and workers.died:
            notice("有工作进程半路中止过，它手里的文件都又做了一遍。")
        _tell_of_the_way(seen, unkept)

    def apart(self, work: Work, paths: Sequence[Path]) -> "Apart | None":
        """文件多的，读好的放到哪里；不多的都留在内存里，为 ``None``。"""
        if len(paths) <= _KEPT_AT_HAND:
            return None
        from perfxl.many_files.aside import Spool  # 文件不多的用不着
        from perfxl.many_files.store_index import Apart  # 文件不多的用不着

        spool = Spool(packs=len(paths) > _UNPACKED)
        store = self._store()
        if store is None:
            return Apart(spool)
        from perfxl.many_files.store_index import StoreIndex

        return Apart(spool, StoreIndex(store, work))

    def _workers(self, paths: Sequence[Path]) -> "AbstractContextManager[Workers | None]":
        if self.scheduler is not None and paths:
            from perfxl.many_files.cluster import cluster

            return cluster(self.scheduler, paths)
        jobs = jobs_for(len(paths), self.jobs)
        if jobs == 1:
            return nullcontext()
        from perfxl.many_files.workers import Workers  # 一两个文件用不着

        return Workers(jobs)

    def _store(self) -> "Store | None":
        if self.store is None and not self.resume:
            return None
        from perfxl.many_files.store import Store, own_store

        return Store(self.store or own_store())


def _kept_in(
    store: "Store | None", work: Work, paths: Iterable[Path], apart: "Apart | None"
) -> dict[Path, Callable[[], FileResult]]:
    """存放处里有的各个文件，和怎样取出来。"""
    if store is None:
        return {}
    if apart is None or apart.index is None:
        taking = ((path, work.taking(store, path)) for path in paths)
        return {
            path: taken if apart is None else partial(_aside, taken, apart, work)
            for path, taken in taking
            if taken is not None
        }
    from perfxl.many_files.parting import packed_as

    index, kept = apart.index, dict[Path, Callable[[], FileResult]]()
    for path in paths:
        found = index.found(path)
        if found is not None:
            kept[path] = _Ready(packed_as(found, apart.spool))
        elif (taken := work.taking(store, path)) is not None:
            kept[path] = partial(_aside, taken, apart, work)
    return kept


@dataclass(frozen=True)
class _Ready:
    """已经取好了的。"""

    found: FileResult

    def __call__(self) -> FileResult:
        return self.found


def _aside(taken: Callable[[], FileResult], apart: "Apart", work: Work) -> FileResult:
    """存放处里有、目录里没有的：取出来放到一边，也记进目录。"""
    from perfxl.many_files.parting import parted, put_aside

    halves = parted(taken(), summarised=work.summarised, packs=apart.spool.packs)
    found = put_aside(halves, apart.spool)
    if apart.index is not None:
        apart.index.add(found)
    return found


def _tell_of_the_way(seen: "Sequence[tuple[Path, Stamp | None]]", unkept: Sequence[str]) -> None:
    """途中的事：文件读了以后又变过，没有记成。"""
    changed = [f"“{path}”" for path in changed_since(seen)]
    if changed:
        more = f" 等 {len(changed)} 个" if len(changed) > _NAMED else ""
        notice(
            f"{'、'.join(changed[:_NAMED])}{more}读了以后又改过或没有了，结果说的是改以前的；请再运行一次。"
        )
    if unkept:
        notice(f"{unkept[0]}有 {len(unkept)} 个文件的结果没有记下，下次要再读。")
