"""两张表放在哪里、隔得多远。"""

from functools import lru_cache
from pathlib import PurePath

from perfxl.model.table import Table


def nearness(one: Table, other: Table) -> int:
    """两张表隔得多远：0 同一工作簿，1 同一文件夹，2 别处。"""
    if one.book == other.book:
        return 0
    return 1 if folder_of(one.book) == folder_of(other.book) else 2


@lru_cache(maxsize=16384)
def folder_of(book: str) -> str:
    """文件所在的文件夹。"""
    return str(PurePath(book).parent)
