"""随程序带的文件：模板、样表、说明书。安装后在包内的 ``shipped/``，在源码树里在各自的顶层文件夹。"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
# 说明书的网站在拷给别人的文件夹里叫什么。
MANUAL = "说明书"


@cache
def shipped_folder(name: str) -> Path:
    """``templates``、``workbooks``、``addin`` 之一的所在。

    >>> (shipped_folder("templates") / "自评表.xlsx").is_file()
    True
    """
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def manual_page() -> Path | None:
    """说明书网站的首页，双击就能看；没有带的（源码树里没有 ``make docs``）为 ``None``。"""
    folders = (_PACKAGE / "shipped" / "manual", _PACKAGE.parent / "build" / MANUAL)
    return next((page for each in folders if (page := each / "index.html").is_file()), None)
