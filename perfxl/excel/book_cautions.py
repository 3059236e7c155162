"""这个工作簿要当心什么：只读、旧格式、没存过、在网盘上、一起编辑、名字里有方括号；各一句话，没有为空。"""

import os
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from perfxl.excel.book_path import is_in_cloud, local_path

_OLD = (".xls", ".xlt")


def book_cautions(book: xw.Book) -> str:
    """写进工作簿以后要告诉用户的话。"""
    path = local_path(book)
    said = ""
    if _is_read_only(book, path):
        said += "本工作簿是只读的，这些内容要另存为新文件才留得住。"
    if Path(book.name).suffix.lower() in _OLD:
        said += "本工作簿是旧格式（.xls），建议另存为 .xlsx，免得批注和标色存不全。"
    if not Path(book.name).suffix:
        said += "本工作簿还没有保存过，请记得保存。"
    if is_in_cloud(book):
        said += "本工作簿在网盘上（OneDrive、SharePoint），旁边的认可清单没有看，新文件放在“文档”里；要用的请先存到本机。"
    if "[" in book.name or "]" in book.name:
        said += "文件名里有方括号，Excel 的链接会出错，建议改名；新文件的名字里换成了圆括号。"
    if _is_saved_at_once(book):
        said += "本工作簿开着自动保存，写的内容立刻存上去，一起编辑的人也看得见；不想要的请马上“清除标记”或“还原”。"
    return said


def _is_saved_at_once(book: xw.Book) -> bool:
    """存在 OneDrive、SharePoint 上，自动保存开着，别人可能正一起编辑。"""
    with suppress(Exception):  # 旧版和别的宿主没有这一项
        return book.api.AutoSaveOn is True
    return False


def _is_read_only(book: xw.Book, path: Path | None) -> bool:
    with suppress(Exception):  # 只有 Windows 的 Excel 有 ReadOnly
        if book.api.ReadOnly is True:
            return True
    return path is not None and not os.access(path, os.W_OK)
