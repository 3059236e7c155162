"""文件系统放得下的文件名。"""

import os
from contextlib import suppress
from pathlib import Path

# 各系统都放得下的：UTF-8 不过 255 字节，UTF-16 不过 255 个单位。
_LONGEST = 255
# 加密的文件夹（eCryptfs）里最短，143 字节；这么短的不必问。
_ANYWHERE = 140


def is_folder(path: Path) -> bool:
    """是已有的文件夹；名字太长、没有权限看的不是，不抛。"""
    return os.path.isdir(path)  # noqa: PTH112


def longest_name(folder: Path) -> int:
    """``folder`` 里文件名最多多少字节；还没有建的看上级，问不出来的按 255。"""
    if not hasattr(os, "pathconf"):
        return _LONGEST
    for place in (folder, *folder.parents):
        with suppress(OSError, ValueError):
            asked: int = os.pathconf(place, "PC_NAME_MAX")
            return min(asked, _LONGEST) if asked > 0 else _LONGEST
    return _LONGEST


def fits_in(name: str, folder: Path) -> bool:
    """``folder`` 放得下这个名字。"""
    return len(os.fsencode(name)) <= _ANYWHERE or not is_too_long(name, longest_name(folder))


def fitting_name(stem: str, tail: str, longest: int = _LONGEST) -> str:
    """``stem`` 接 ``tail``（结尾的字和后缀）；太长的截短 ``stem``，``tail`` 一字不少。

    >>> fitting_name("自评表", "（已标注）.xlsx")
    '自评表（已标注）.xlsx'
    >>> short = fitting_name("长" * 85, "（已标注）.xlsx")
    >>> short.endswith("长（已标注）.xlsx"), len(short.encode()) <= 255
    (True, True)
    """
    name = f"{stem}{tail}"
    while len(stem) > 1 and is_too_long(name, longest):
        # 汉字一个三字节：按超出的量截，截不够再来。
        over = max(len(os.fsencode(name)) - longest, _units(name) - _LONGEST, 1)
        stem = stem[: max(1, len(stem) - max(1, over // 4))].rstrip(" .")
        name = f"{stem}{tail}"
    return name


def is_too_long(name: str, longest: int = _LONGEST) -> bool:
    """文件系统放不下的名字。"""
    return len(os.fsencode(name)) > longest or _units(name) > _LONGEST


def _units(name: str) -> int:
    return len(name.encode("utf-16-le", "surrogatepass")) // 2
