"""要读的文件：是不是普通文件，读了以后又变过没有。"""

import os
import stat
from pathlib import Path

from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.workbook import Stamp


def head_of(path: Path, size: int) -> tuple[bytes, Stamp]:
    """开头的 ``size`` 字节；不是普通文件的抛 ``UnreadableFileError``，打不开的抛 ``OSError``。"""
    # 先看再开：管道一开就一直等。
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UnreadableFileError(
            f"“{path}”不是普通文件（是管道、设备一类），读不了；请先存成文件再试。"
        )
    with path.open("rb") as stream:
        stamp = stamp_of(os.fstat(stream.fileno()))
        return stream.read(size), stamp


def source_bytes(path: Path, as_read: Stamp | None = None) -> bytes:
    """要写副本的原件的内容；打不开、读了以后（``as_read``）又变过的抛 ``NotWritableError``。"""
    try:
        with path.open("rb") as stream:
            now = stamp_of(os.fstat(stream.fileno()))
            content = stream.read()
    except OSError as error:
        raise NotWritableError(str(UnreadableFileError.because(path, error))) from error
    if as_read is not None and now != as_read:
        raise NotWritableError(
            f"“{path}”读了以后又改过，照原来读的写会写错地方，没有写；请再运行一次。"
        )
    return content


def stamp_of(found: os.stat_result) -> Stamp:
    """系统说的文件的样子。"""
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
