"""中止：Ctrl-C（SIGINT）、SIGTERM、SIGHUP 来了怎样停。

要在别的都没有载入之前装好，所以只引用最轻的标准库。

- 还在启动、已经做完：什么也没有写到一半，说一句就退出。
- 正在做：抛 ``Stopped``，各处的收尾照常走，写到一半的都删掉。
- 收尾时又来一次：不再等，删掉登记着的临时文件，马上退出。
"""

import atexit
import os
import signal
import sys

TYPE_CHECKING = False  # typing 要多花几毫秒载入
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

_SAID = "已中止。"
_working = False
_told = False
_received = 0


class Stopped(BaseException):
    """收到了信号；不是出错，谁也不要接住，一直到最外面。"""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def watch_signals() -> None:
    """装好；启动的人说好不理会的（如 nohup）照旧不理会。"""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _on_signal)


def begin_work() -> None:
    """此后来的信号抛 ``Stopped``。"""
    global _working
    _working = True


def end_work() -> None:
    """此后来的信号直接退出。"""
    global _working
    _working = False


def _on_signal(number: int, frame: "FrameType | None") -> None:
    if not _working:
        leave(number)
    end_work()
    global _received
    _received = number
    # 半路扔下的对象收尾时可能出错，那不是给用户看的。
    sys.unraisablehook = lambda unraisable: None
    raise Stopped(number)


def refuse_to_go_on() -> None:
    """已经收到过信号的，抛 ``Stopped``：有的库会把它换成自己的错误，那不是程序的毛病。"""
    if _received:
        raise Stopped(_received)


def leave(number: int) -> "NoReturn":
    """不等收尾，删掉临时文件，说一句，马上退出；退出码是 128 加信号的号码。"""
    atexit._run_exitfuncs()
    say_stopped()
    os._exit(128 + number)


def say_stopped() -> None:
    """说“已中止。”：直接写到标准错误，不经可能正写到一半的缓冲。"""
    global _told
    if _told:
        return
    _told = True
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
    try:
        os.write(2, f"{_SAID}\n".encode(encoding, "replace"))
    except OSError:
        return
