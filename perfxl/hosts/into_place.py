"""写好的临时文件落到磁盘、换到位：要么是新文件，要么整个换掉原来的，没有半个。"""

import atexit
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, takewhile
from pathlib import Path

# 这种磁盘（U 盘、有的网络盘）不能建硬链接。
_NO_LINKS = {
    getattr(errno, name)
    for name in ("EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV", "EINVAL")
    if hasattr(errno, name)
}
_renamed: set[Path] = set()
_NO_SYNC = {errno.EINVAL, errno.ENOSYS, getattr(errno, "ENOTSUP", errno.EINVAL)}


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """没有的文件夹逐级建好；里面的事没有做成的，新建的空文件夹又拿掉。"""
    if folder.is_dir():
        yield
        return
    folders = chain([folder], folder.parents)
    missing = list(takewhile(lambda each: not os.path.lexists(each), folders))
    made: list[Path] = []
    try:
        for each in reversed(missing):
            with suppress(FileExistsError):  # 同时运行的另一个也在建
                each.mkdir()
                made.append(each)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        yield
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()
        raise


def to_disk(path: Path) -> None:
    """等到内容真的在磁盘上；磁盘满了、坏了这时才说的，抛 ``OSError``。"""
    opened = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(opened)


def folder_to_disk_later(folder: Path) -> None:
    """文件夹里的新名字，程序结束时一起写到磁盘：逐个等，几百份副本要多等几秒。"""
    _renamed.add(folder)


@atexit.register
def folders_to_disk() -> None:
    """新名字写到磁盘；Windows 和有的磁盘做不到，不算毛病。"""
    while _renamed:
        folder = _renamed.pop()
        if os.name == "nt":
            continue
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def put_new(temporary: Path, target: Path) -> None:
    """换到一个还没有的名字；已经有了抛 ``FileExistsError``，同时运行的几个也不会互相盖掉。"""
    if os.name == "nt":
        temporary.rename(target)  # Windows 的改名本来就不盖
        return
    if not hasattr(os, "link"):  # WebAssembly 里没有硬链接
        _put_in_claimed(temporary, target)
        return
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _put_in_claimed(temporary, target)
    else:
        temporary.unlink()


def _put_in_claimed(temporary: Path, target: Path) -> None:
    """先占住名字再换上去：占名字这一步只有一个能成。"""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        temporary.replace(target)
    except BaseException:
        if temporary.exists():
            target.unlink()
        raise


def put_over(temporary: Path, target: Path, standing: os.stat_result) -> None:
    """换掉 ``target``（现在的情况是 ``standing``），权限和所属照旧。"""
    new = temporary.stat()
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (standing.st_uid, standing.st_gid):
        with suppress(OSError):  # 不是管理员，换不了属主
            os.chown(temporary, standing.st_uid, standing.st_gid)
    temporary.chmod(stat.S_IMODE(standing.st_mode) & 0o777)
    temporary.replace(target)
