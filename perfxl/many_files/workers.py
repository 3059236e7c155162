"""分给几个进程做：文件分成小段交出去，照次序收回，结果与在一个进程里做的相同。

自己起的进程，或别人给的 ``concurrent.futures`` 的 executor（Dask 的 ``client.get_executor()`` 也是一种）。
进程半路死了（被杀、内存不够），已经收回的照留，它手里的一段单独再做，再死就一个一个地做，说出是哪个文件。
"""

import atexit
import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from perfxl.many_files.file_result import Depth, FileResult
from perfxl.many_files.packed import packed, unpacked
from perfxl.many_files.work import Work
from perfxl.rules.engine.registry import all_rules

# 一段几个文件：多了送一趟省，少了几个进程分得匀。
_LONGEST_CHUNK = 16
# 每个进程手里有一段，另有几段等着：结果回来得太快也不堆在内存里。
_WAITING = 3
# 别人给的 executor 接连几个文件做不成，就不再交给它。
_GIVE_UP = 3
# 收尾时等进程自己退出多久（秒）。
_PATIENCE = 2.0

_Chunk = tuple[Path, ...]


class Workers:
    """几个工作进程，或别人给的 ``executor``（``jobs`` 是它有几个工作者）；用 ``with`` 收尾。

    ``died`` 是有几次工作进程半路死了；那时手里的文件都又做了一遍。
    """

    def __init__(self, jobs: int, executor: Executor | None = None) -> None:
        self._jobs = jobs
        self._given = executor
        self._own: Executor | None = None
        self._processes: set[BaseProcess] = set()
        self._failed, self._here = 0, False
        self.died = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """不再做了：没有做完的扔下，自己起的进程都结束。"""
        if self._own is not None:
            self._own.shutdown(wait=False, cancel_futures=True)
            _end(self._processes)
            self._own = None
            _open.discard(self)

    def done_in_order(self, work: Work, paths: Iterable[Path]) -> Iterator[FileResult]:
        """各文件的结果，照给的次序；调用时就开始做，不等去取。"""
        chunks = deque(_chunks(list(paths), self._jobs))
        waiting: deque[tuple[_Chunk, Future[bytes]]] = deque()
        if chunks and work.depth is Depth.CHECK:
            all_rules()  # 先载入，分出去的进程就不必各载入一遍
        self._fill(work, chunks, waiting)
        return self._collected(work, chunks, waiting)

    def _collected(
        self, work: Work, chunks: deque[_Chunk], waiting: deque[tuple[_Chunk, Future[bytes]]]
    ) -> Iterator[FileResult]:
        while waiting:
            chunk, future = waiting.popleft()
            self._fill(work, chunks, waiting)
            try:
                content = future.result()
            except Exception:  # noqa: BLE001  做的事自己不抛异常：是工作进程、executor 的毛病
                yield from self._after_a_death(work, [(chunk, future), *waiting])
                waiting.clear()
                self._fill(work, chunks, waiting)
                continue
            yield from unpacked(content)

    def _fill(
        self, work: Work, chunks: deque[_Chunk], waiting: deque[tuple[_Chunk, Future[bytes]]]
    ) -> None:
        while chunks and len(waiting) < self._jobs * _WAITING:
            waiting.append((chunks[0], self._submitted(work, chunks[0])))
            chunks.popleft()

    def _submitted(self, work: Work, chunk: _Chunk) -> "Future[bytes]":
        """交出去；交不出的，是一份已经失败了的。"""
        before = set(active_children())
        if self._here:
            return _done(run(work, chunk))
        try:
            with _signals_held():
                future = self._executor().submit(run, work, chunk)
        except Exception as error:  # noqa: BLE001  进程死了还没有收到消息的
            future = Future()
            future.set_exception(error)
        self._processes |= set(active_children()) - before  # 没有交出去的，也可能起了进程
        return future

    def _executor(self) -> Executor:
        if self._given is not None:
            return self._given
        if self._own is None:
            self._own = _own_executor(self._jobs)
            _open.add(self)
        return self._own

    def _after_a_death(
        self, work: Work, waiting: Sequence[tuple[_Chunk, "Future[bytes]"]]
    ) -> Iterator[FileResult]:
        """死的时候手里的各段：做完了的收下，没有做完的换新的进程再做。"""
        self.died += 1
        self.close()
        for chunk, future in waiting:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from unpacked(future.result())
            else:
                yield from self._again(work, chunk)

    def _again(self, work: Work, chunk: _Chunk) -> Iterator[FileResult]:
        """再做一遍；又死了，一个一个地做，还死的就是它。"""
        try:
            content = self._submitted(work, chunk).result()
        except Exception as error:  # noqa: BLE001  同上
            self.close()
            if len(chunk) == 1:
                self._failed += 1
                # 别人给的 executor 接连做不成：多半是整个不在了，其余的在这里做。
                self._here |= self._given is not None and self._failed >= _GIVE_UP
                yield FileResult(chunk[0], why=_why_dead(chunk[0]), cause=error)
                return
            for path in chunk:
                yield from self._again(work, (path,))
        else:
            self._failed = 0
            yield from unpacked(content)


def _done(content: bytes) -> "Future[bytes]":
    future: Future[bytes] = Future()
    future.set_result(content)
    return future


def _why_dead(path: Path) -> str:
    return (
        f"读“{path.name}”时工作进程中止了（可能内存不够，或被别的程序结束），这个文件没有结果，其余照常；"
        "请单独对它再运行一次。"
    )


def run(work: Work, chunk: _Chunk) -> bytes:
    """工作进程里：一段文件逐个做，结果装好；要放到一边的先分成两半。"""
    return packed([(work.parted if work.aside else work.of)(path) for path in chunk])


def _chunks(paths: Sequence[Path], jobs: int) -> Iterator[_Chunk]:
    """分成小段：不多的文件也要每个进程都有得做。"""
    size = max(1, min(_LONGEST_CHUNK, len(paths) // (jobs * _WAITING)))
    for start in range(0, len(paths), size):
        yield tuple(paths[start : start + size])


_open: set[Workers] = set()


def _own_executor(jobs: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    context = get_context(_start_method())
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _start_method() -> str:
    """Linux 上没有别的线程时分身（载入好的都现成），否则另起一个新的。"""
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


@contextmanager
def _signals_held() -> Iterator[None]:
    """起进程的一刹那来的信号先留着：不让刚起来、还没有准备好的进程收到。"""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


def _begin() -> None:
    """工作进程开始：Ctrl-C 由主进程管，主进程没有了自己也退出。

    主进程正收着结果，不找垃圾；这里做完一段就送走了，照常找，不然越积越多。
    """
    gc.freeze()
    gc.enable()
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _end(processes: set[BaseProcess]) -> None:
    """结束这些进程，等它们退出。

    刚起来、还没有准备好的进程留着信号不收（``_signals_held``），机器忙时能拖很久：等不到的强行结束，它只读不写。
    """
    for each in processes:
        with suppress(ValueError, OSError):
            each.terminate()
    for each in processes:
        with suppress(ValueError, OSError, AssertionError):
            each.join(_PATIENCE)
            if each.is_alive():
                each.kill()
                each.join(_PATIENCE)
    processes.clear()


def _end_all() -> None:
    for each in list(_open):
        each.close()


# 先于 multiprocessing 自己的收尾：它要等各进程做完。
atexit.register(_end_all)
