"""要读的文件：是不是普通文件，是不是大得没边，读了以后又变过没有。"""

import errno
import os
import stat
from pathlib import Path

from perfxl.model.file_faults import NotWritableError, UnreadableFileError
from perfxl.model.os_fault import os_fault
from perfxl.model.workbook import Stamp


def head_of(path: Path, size: int) -> tuple[bytes, Stamp]:
    """开头的 ``size`` 字节；不是普通文件的抛 ``UnreadableFileError``，打不开的抛 ``OSError``。"""
    # 先看再开：管道一开就一直等。
    if not _is_stored(path.stat()):
        raise UnreadableFileError(
            f"“{path}”不是普通文件（是管道、设备一类），读不了；请先存成文件再试。"
        )
    with path.open("rb") as stream:
        stamp = stamp_of(os.fstat(stream.fileno()))
        return stream.read(size), stamp


def kept_bytes(path: Path, most: int) -> bytes:
    """自己记下的一份文件的内容；管道、设备、大过 ``most`` 字节的抛 ``OSError``，不打开。"""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > most:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.read_bytes()


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


def template_bytes(path: Path, called: str, most: int) -> bytes:
    """一份模板文件的内容，至多 ``most`` KB；太大的、打不开的、不是普通文件的抛 ``TemplateError``。"""
    from perfxl.plans.template import TemplateError  # 光读表的用不着

    try:
        found = path.stat()
        if not _is_stored(found):
            raise TemplateError(
                f"{called}“{path.name}”不是普通文件（是管道、设备一类），没有读；请先存成文件。"
            )
        if found.st_size > most * 1000:
            raise TemplateError(
                f"{called}“{path.name}”大过 {_size(most)}，不像是人写的，没有读；请核对。"
            )
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{called}“{path}”读不了：{os_fault(error)}。") from error


def _size(kilobytes: int) -> str:
    return f"{kilobytes // 1000} MB" if kilobytes >= 1000 else f"{kilobytes} KB"


def _is_stored(found: os.stat_result) -> bool:
    """普通文件；文件夹也算，由系统自己说打不开。"""
    return stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)


def stamp_of(found: os.stat_result) -> Stamp:
    """系统说的文件的样子。"""
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
