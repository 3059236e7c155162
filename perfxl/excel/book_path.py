"""工作簿存在本机的哪里；没存过的、在网盘网址上的没有。"""

import sys
from pathlib import Path

import xlwings as xw


def full_name(book: xw.Book) -> str:
    """路径或网址；没存过的是书名。

    在 Windows 上直接问 Excel：xlwings 的 ``fullname`` 遇到网盘会去读工作簿里的设置表、照它找文件。
    """
    if sys.platform == "win32":
        return str(book.api.FullName)
    return book.fullname


def local_path(book: xw.Book) -> Path | None:
    """本机磁盘上的文件。"""
    name = full_name(book)
    if is_in_cloud(book):
        return None
    path = Path(name)
    return path if path.is_file() else None


def is_in_cloud(book: xw.Book) -> bool:
    """在网盘的网址上（OneDrive、SharePoint）。"""
    return "://" in full_name(book)


def without_brackets(name: str) -> str:
    """新文件的名字：方括号在 Excel 里是引用的记号，换成圆括号。

    >>> without_brackets("自评表[1].xlsx")
    '自评表(1).xlsx'
    """
    return name.translate(str.maketrans("[]", "()"))
