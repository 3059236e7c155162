"""收到的名字：只要名字，不认路径；怪的换成寻常的，绕不出临时文件夹。"""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

# 拖进来的文件夹，下级看到第几层。
_DEEPEST = 8
# 文件名至多几个字节：再长的，加上“（已评分）”一类就写不下；长的留开头、末尾各这么多字节，中间是这个字。
_LONGEST = 200
_HEAD, _TAIL = 120, 60
ELISION = "…"


def own_name(name: str, otherwise: str = "工作簿.xlsx") -> str:
    """只要文件名：别人给的路径不认，怪名字换成寻常的。

    >>> own_name("../../etc/passwd"), own_name(".."), own_name("自评表.xlsx")
    ('passwd', '工作簿.xlsx', '自评表.xlsx')
    """
    own = PureWindowsPath(PurePosixPath(name).name).name
    own = "".join(each for each in own if each.isprintable() and each not in '<>:"/\\|?*')
    own = own.strip(" .") or otherwise
    return own if len(own.encode()) <= _LONGEST else _shortened(own)


def _shortened(name: str) -> str:
    """太长的名字，中间略去：几个一起拖进来的还分得清。

    >>> _shortened("某某单位" * 30 + "自评表.xlsx")[-12:]
    '某某单位自评表.xlsx'
    """
    path = PurePosixPath(name)
    stem = path.stem.encode()
    head = stem[:_HEAD].decode(errors="ignore")
    tail = stem[-_TAIL:].decode(errors="ignore")
    return f"{head}{ELISION}{tail}{path.suffix[:8]}"


def own_folder(root: Path, folder: str) -> Path:
    """``folder``（``县医院/2025``，最上面一级为 ``""``）在 ``root`` 里的哪里。"""
    parts = PurePosixPath(folder.replace("\\", "/")).parts
    return root.joinpath(*(own_name(each, "文件夹") for each in parts[:_DEEPEST]))


def folder_within(root: Path, folder: Path) -> str:
    """``folder`` 从 ``root`` 写起；就是 ``root`` 的为 ``""``。"""
    within = folder.relative_to(root).as_posix()
    return "" if within == "." else within


def without_folder(folder: Path, said: str) -> str:
    """说的话里不提临时文件夹：不是用户认得的地方。"""
    return said.replace(f"{folder}{os.sep}", "")
