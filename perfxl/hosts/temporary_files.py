"""写到一半的文件放在哪里：名字先登记、再建，程序怎样结束都收走。

名字都以 ``.perfxl-`` 开头；被强行杀死时留下的，凭名字认得，不当作工作簿。
"""

import atexit
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfxl.model.file_faults import NotWritableError

PREFIX = ".perfxl-"
_left: set[Path] = set()


def is_temporary(name: str) -> bool:
    """是不是本程序写到一半的文件的名字。"""
    return name.startswith(PREFIX)


@contextmanager
def temporary_file(folder: Path, suffix: str, mode: int) -> Iterator[Path]:
    """``folder`` 里一个新的空文件；用完还在的删掉。建不了抛 ``OSError``。

    ``mode`` 是权限，照例扣去 umask。
    """
    path = _fresh(folder, suffix)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        yield path
    finally:
        if path in _left:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            _left.discard(path)


def moved_away(path: Path) -> None:
    """这个临时文件已经换到位了，不必再收。"""
    _left.discard(path)


@contextmanager
def temporary_folder(inside: Path | None = None) -> Iterator[Path]:
    """``inside``（不写时是系统的临时文件夹）里一个新的文件夹；用完连同里面的一起删掉。

    建不了抛 ``NotWritableError``。
    """
    path = _made_folder(inside)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        _left.discard(path)


def remove_stale(seconds: float = 24 * 3600) -> None:
    """收走系统的临时文件夹里以前被强行杀死时留下的文件夹：这么久没有动过的，没有谁还在用。"""
    import tempfile

    oldest = time.time() - seconds
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                if path.stat().st_mtime < oldest and path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)


def _made_folder(inside: Path | None) -> Path:
    import tempfile  # 不写文件的命令用不着

    place = inside or Path("临时文件夹")
    try:
        place = inside or Path(tempfile.gettempdir())  # 没有能写的，也抛 OSError
        path = _fresh(place, "")
        path.mkdir(mode=0o700)
    except OSError as error:
        raise NotWritableError.because(place, error) from error
    return path


def _fresh(folder: Path, suffix: str) -> Path:
    path = folder / f"{PREFIX}{os.urandom(8).hex()}{suffix}"
    _left.add(path)
    return path


@atexit.register
def remove_left() -> None:
    """中止得不是时候、没有来得及收走的，都收走。"""
    for path in tuple(_left):
        with suppress(OSError):
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)
        _left.discard(path)
