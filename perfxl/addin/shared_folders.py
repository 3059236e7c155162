"""一个文件夹别人写不写得进：写得进的，里面的程序可能被人换掉。"""

import importlib
import os
import stat
from pathlib import Path
from typing import Any

# 所有人、经过登录的、普通用户、来宾：不是管理员也算在内的几类。
_MANY = ("S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-32-546", "S-1-5-4")
# 写数据、加文件、加文件夹、删下级、改权限、改所有者、通用写、通用全部。
_WRITES = 0x2 | 0x4 | 0x40 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000
# 上级文件夹上，能把这一个整个换掉的：删除、删下级、改权限、改所有者、通用写、通用全部。
_REPLACES = 0x10000 | 0x40 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000
_ALLOWED = 0
_INHERIT_ONLY = 0x8


def others_may_write(folder: Path) -> bool:
    """别的普通账户写得进，或能在上级把它整个换掉；还没有的文件夹看它要建在哪里，问不出来的当作写不进。

    带粘滞位的（``/tmp``）别人只能加、不能换，不算。
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        if os.name == "nt":
            return _by_dacl(folder, _WRITES | _REPLACES) or any(
                _by_dacl(each, _REPLACES) for each in folder.parents
            )
        return any(_by_mode(each.stat()) for each in (folder, *folder.parents))
    except Exception:  # noqa: BLE001  网络盘、别的文件系统问不出，什么错都可能
        return False


def _by_mode(found: os.stat_result) -> bool:
    if found.st_mode & stat.S_ISVTX:
        return False
    by_group = bool(found.st_mode & stat.S_IWGRP) and found.st_gid != os.getegid()
    return by_group or bool(found.st_mode & stat.S_IWOTH)


def _by_dacl(folder: Path, rights: int) -> bool:
    security: Any = importlib.import_module("win32security")
    found = security.GetNamedSecurityInfo(
        str(folder), security.SE_FILE_OBJECT, security.DACL_SECURITY_INFORMATION
    )
    dacl = found.GetSecurityDescriptorDacl()
    if dacl is None:  # 没有名单就是谁都行
        return True
    for place in range(dacl.GetAceCount()):
        (kind, flags), mask, sid = dacl.GetAce(place)[:3]
        if kind != _ALLOWED or flags & _INHERIT_ONLY:
            continue
        if security.ConvertSidToStringSid(sid) in _MANY and mask & rights:
            return True
    return False
