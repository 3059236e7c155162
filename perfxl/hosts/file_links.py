"""链到别的文件：地址怎样写，怎样叫它。"""

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote


@lru_cache(maxsize=65536)
def short_path(file: str) -> str:
    """文件名连同所在的文件夹，好分清各单位同名的文件。"""
    return "/".join(Path(file).resolve().parts[-2:])


@lru_cache(maxsize=65536)
def link_address(file: str, *, beside: Path) -> str:
    """链接里的文件地址：就在 ``beside`` 文件夹或下级的写相对地址，一起搬走也还打得开。"""
    full, folder = Path(file).resolve(), beside.resolve()
    if full.is_relative_to(folder):
        return quote(os.fsencode(full.relative_to(folder).as_posix()))
    return full.as_uri()


def place_in_book(sheet: str, cell: str) -> str:
    """工作簿里的一格：``'自评表'!E14``。"""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}"
