"""系统说的毛病（``OSError``）换成一句中文：事实，怎么办。"""

import errno

_FULL = "磁盘满了，请腾出地方再试"
_DENIED = "没有权限，或正被其他程序打开，请关闭它、换一个有权限的地方再试"
_BUSY = "正被其他程序占用，请关闭后再试"
_NETWORK = "网络盘或外接盘断开了，请接好再试"
_LINKS = "链接绕成了圈，请改好链接再试"
_MANY = "打开的文件太多，请关掉一些程序再试"
_LONG = "名字或路径太长，请换一个短一点、浅一点的"
_ODD_NAME = "名字里有这里不许用的字，请换一个名字"

# 各系统有的号码不全，按名字取。
_BY_NAME = {
    "ENOSPC": _FULL,
    "EDQUOT": "磁盘的配额用完了，请腾出地方再试",
    "EFBIG": "超过了这里许可的文件大小，请换一个地方再试",
    "EROFS": "那里是只读的，请换一个地方",
    "EACCES": _DENIED,
    "EPERM": _DENIED,
    "EBUSY": _BUSY,
    "ETXTBSY": _BUSY,
    "EDEADLK": _BUSY,
    "ENAMETOOLONG": _LONG,
    "ENOENT": "找不到它或它所在的文件夹（可能被移走、改名或删去），请核对后再试",
    "EEXIST": "已经有同名的文件或文件夹，请换一个名字",
    "ENOTDIR": "路径当中有一段不是文件夹，请核对路径",
    "EISDIR": "它是文件夹，请写明文件名",
    "ENOTEMPTY": "文件夹里还有东西，请换一个",
    "ELOOP": _LINKS,
    "EIO": "磁盘读写出错（可能坏了或被拔掉），请换一个地方再试",
    "ENXIO": _NETWORK,
    "ENODEV": _NETWORK,
    "ESTALE": _NETWORK,
    "ENOTCONN": _NETWORK,
    "ETIMEDOUT": _NETWORK,
    "EHOSTDOWN": _NETWORK,
    "EHOSTUNREACH": _NETWORK,
    "ENETDOWN": _NETWORK,
    "ENETUNREACH": _NETWORK,
    "ECONNRESET": _NETWORK,
    "EMFILE": _MANY,
    "ENFILE": _MANY,
    "EMLINK": _LINKS,
    "ENOMEM": "内存不够，请关掉一些程序再试",
    "EILSEQ": _ODD_NAME,
    "EPIPE": "接收的程序已经结束",
    "EBADF": "它没有打开",
}
_BY_NUMBER = {
    number: said
    for name, said in _BY_NAME.items()
    if (number := getattr(errno, name, None)) is not None
}
# Windows 自己的号码：比换算成的 errno 说得准。
_BY_WINDOWS = {
    21: _NETWORK,
    32: "正被其他程序打开，请关闭后再试",
    33: "正被其他程序打开，请关闭后再试",
    39: _FULL,
    53: _NETWORK,
    59: _NETWORK,
    64: _NETWORK,
    67: _NETWORK,
    112: _FULL,
    123: _ODD_NAME,
    206: _LONG,
}


def os_fault(error: OSError) -> str:
    """什么毛病、怎么办；末尾不带句号。没有见过的照系统的原话。

    >>> os_fault(OSError(errno.ENOSPC, "No space left on device"))
    '磁盘满了，请腾出地方再试'
    >>> os_fault(OSError(9999, "odd"))
    '系统的原话是“odd”，请核对后再试'
    """
    windows = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
    known = windows or _BY_NUMBER.get(error.errno or 0)
    if known is not None:
        return known
    return f"系统的原话是“{error.strerror or type(error).__name__}”，请核对后再试"


def is_known_fault(error: OSError) -> bool:
    """是磁盘、权限一类的毛病；不是的（如压缩包里的位置写错了）多半是内容损坏。"""
    return (getattr(error, "winerror", None) or 0) in _BY_WINDOWS or error.errno in _BY_NUMBER
