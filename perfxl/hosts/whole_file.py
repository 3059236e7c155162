"""输出文件：写完整了再换到位，绝不写到输入文件上。"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from perfxl.hosts.unreadable import NotWritableError


@contextmanager
def written_whole(target: Path, *, sources: Iterable[Path] = ()) -> Iterator[Path]:
    """给出一个临时路径供写入，写完整了再换到 ``target``；中途出错则什么也不留下。

    ``sources`` 是输入文件：``target`` 是其中之一、是文件夹、或写不进时，抛 ``NotWritableError``。
    """
    for source in sources:
        if target.exists() and source.exists() and target.samefile(source):
            raise NotWritableError(
                f"输出文件“{target}”就是输入文件；为免改动原件，请换一个输出文件名。"
            )
    if target.is_dir():
        raise NotWritableError(f"“{target}”是文件夹，请写明输出文件名。")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".perfxl-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise NotWritableError(
            f"写不进“{target.parent}”，请换一个存在而且有写权限的文件夹。"
        ) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    except PermissionError as error:
        raise NotWritableError(f"“{target}”正被其他程序打开，请关闭后再试。") from error
    finally:
        temporary.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """照抄一个文件。"""
    with written_whole(target, sources=[source]) as temporary:
        temporary.write_bytes(source.read_bytes())


def write_text(target: Path, text: str, *, sources: Iterable[Path] = ()) -> None:
    """写一个 UTF-8 文本文件。"""
    with written_whole(target, sources=sources) as temporary:
        temporary.write_text(text, "utf-8")
