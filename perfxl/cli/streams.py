"""屏幕（标准输出、标准错误）写不进时不出错：记下来，最后说一句，文件照写。"""

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class GuardedOutput(io.RawIOBase):
    """写不进时记在 ``fault``，以后的都不写；``raw`` 为 ``None`` 是启动时就关着的。"""

    def __init__(self, raw: Any) -> None:
        super().__init__()
        self._raw = raw
        self.fault: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        if self._raw is None:
            raise io.UnsupportedOperation("fileno")
        number: int = self._raw.fileno()
        return number

    def isatty(self) -> bool:
        return self._raw is not None and bool(self._raw.isatty())

    def write(self, data: "ReadableBuffer") -> int | None:
        if self.fault is None:
            try:
                if self._raw is None:
                    raise OSError(errno.EBADF, os.strerror(errno.EBADF))
                written: int | None = self._raw.write(data)
                return written
            except OSError as error:
                self.fault = error
        return len(memoryview(data).cast("B"))


def guard_streams() -> GuardedOutput:
    """把标准输出、标准错误换成写不进也不出错的；给出标准输出的，最后看它的 ``fault``。"""
    _fill_closed_places()
    output, sys.stdout = _guarded(sys.stdout)
    _, sys.stderr = _guarded(sys.stderr)
    return output


def _guarded(stream: Any) -> tuple[GuardedOutput, io.TextIOWrapper]:
    held: Any = getattr(stream, "buffer", None)
    raw = getattr(held, "raw", held)
    guarded = GuardedOutput(raw)
    # 用户要不缓冲的（PYTHONUNBUFFERED），没有中间那一层。
    inner: Any = io.BufferedWriter(guarded) if raw is not held or raw is None else guarded
    return guarded, io.TextIOWrapper(
        inner,
        encoding=getattr(stream, "encoding", None) or "utf-8",
        errors="replace",
        line_buffering=bool(getattr(stream, "line_buffering", False)),
        write_through=bool(getattr(stream, "write_through", False)),
    )


def _fill_closed_places() -> None:
    """启动时关着的标准输入、输出的号码先占住：不然打开的第一个文件会得到它。"""
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return
    opened = os.open(os.devnull, os.O_RDWR)
    while opened <= 2:
        opened = os.open(os.devnull, os.O_RDWR)
    os.close(opened)
