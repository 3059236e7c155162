"""时间长的事在另一个进程里做：Excel 不等它，状态栏有进度，随时可以停下。

这边（Excel 启动的 Python）用 ``start``、``progress``、``stop``、``finish``；那边是
``python -m perfxl.excel.long_run``：标准输入第一行是要做什么，以后再来一行、或这边没有了，就停下；
标准输出每行一个 JSON。
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from perfxl.excel.log_file import keep_log
from perfxl.excel.long_jobs import Job, Result, work
from perfxl.hosts.temporary_files import is_temporary, remove_left
from perfxl.model.errors import PerfxlError

_NO_WINDOW = 0x08000000
STOPPED = "已停下，没有写出文件。"
_DIED = "另一个进程中途停了，没有做完；再按一次可以重来。"


class StoppedError(Exception):
    """这边说停下。"""


def is_possible() -> bool:
    """Mac 上每个命令自己就是一个做完就没有的进程，托不住另一个。"""
    return sys.platform != "darwin"


class LongRun:
    """一件正在另一个进程里做的事。``ended`` 在它不论怎样结束以后叫一次。"""

    def __init__(self, job: Job, ended: Callable[[], None] = lambda: None) -> None:
        self._ended = ended
        self._process = subprocess.Popen(
            [_python(), "-E", "-P", "-B", "-m", "perfxl.excel.long_run"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW if os.name == "nt" else 0,
        )
        self._doing = "正在启动"
        self._result: Result | None = None
        self._tell(json.dumps(job))
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def progress(self) -> str:
        """正在做什么；做完了（不论怎样）为 ``""``。"""
        return "" if self._result is not None else self._doing

    def result(self) -> Result:
        """做完了：要说的话，写出的文件，见 ``long_jobs.Result``。"""
        return self._result or {"said": _DIED}

    def stop(self) -> None:
        """让它在做完手上这一个文件后停下。"""
        self._doing = "正在停下"
        self._tell("stop")

    def _tell(self, line: str) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            stream.write(line.encode("ascii") + b"\n")
            stream.flush()
        except (OSError, ValueError):  # 那边已经没有了，由 _listen 说
            return

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        result: Result = {"said": _DIED}
        for line in stream:
            message = json.loads(line)
            if "said" in message:
                result = message
            elif self._doing != "正在停下":
                self._doing = message["progress"]
        self._process.wait()
        for pipe in (stream, self._process.stdin):
            if pipe is not None:
                pipe.close()
        self._ended()
        self._result = result


def _python() -> str:
    """有控制台的那一个：标准输入、输出总是通的。"""
    console = Path(sys.executable).with_name("python.exe")
    return str(console) if os.name == "nt" and console.is_file() else sys.executable


def main() -> None:
    """那边的进程。"""
    keep_log()
    job = json.loads(sys.stdin.buffer.readline())
    stopped = threading.Event()

    def wait() -> None:
        sys.stdin.buffer.readline()  # 一行，或者这边没有了
        stopped.set()

    threading.Thread(target=wait, daemon=True).start()

    def progress(text: str) -> None:
        if stopped.is_set():
            raise StoppedError
        _say({"progress": text})

    try:
        result = work(job, progress)
    except StoppedError:
        result = {"said": STOPPED}
    except PerfxlError as error:
        result = {"said": str(error)}
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("the long run failed")
        result = {"said": f"程序出错（{type(error).__name__}），没有做完；详情记在“{keep_log()}”。"}
    _remove_copy(job)
    _say(result)
    sys.stdout.flush()
    remove_left()
    os._exit(0)  # 等着标准输入的线程不必等


def _remove_copy(job: Job) -> None:
    """快照本来由那边删；那边没有了的，这边删。"""
    folder = Path(job["copy"]).parent if "copy" in job else None
    if folder is not None and is_temporary(folder.name):
        shutil.rmtree(folder, ignore_errors=True)


def _say(message: Result) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
