"""压缩包：部件用到时才解压；没有碰的照压缩好的原样抄走，坏了的图片也一字节不差。

标准库的 zipfile 只能解压了再压，坏的部件（校验和不对）一解压就出错，所以抄和写在这里。
依据：PKWARE APPNOTE 6.3.x 第 4.3 节。
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

# 1980-01-01：zip 里最早能写的日期，同样的内容总得到同样的文件。
_FIXED_DATE, _FIXED_TIME = (1 << 5) | 1, (1980, 1, 1, 0, 0, 0)
# 写的是 Unix，只有主人能读写。
_UNIX, _OWNER_ONLY = 3, 0o600 << 16
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_ENCRYPTED, _STREAMED, _UTF8 = 0x1, 0x8, 0x800
_WRITTEN_AT_ONCE = 1 << 16
# 没有用 zip64，写不下更大的。
_MOST_BYTES, _MOST_PARTS = 0xFFFF_FFFF, 0xFFFF
# zipfile 读一个坏了的、设了密码的、压缩方法不认识的部件时会出的错。
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # zipfile：部件自己设了密码；压缩方法不认识（它的一种），损坏的包头常成这样
    ValueError,
    struct.error,
)


class Packed(NamedTuple):
    """压缩好的一个部件。``flags`` 里只有压缩方法自己的几位。"""

    method: int
    flags: int
    crc: int
    size: int
    data: bytes


class ZipParts:
    """读进来的压缩包；打不开时抛 ``DAMAGED`` 里的错。"""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        # 重名的以后一个为准，与 zipfile 一样。
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        for info in self._infos.values():
            if info.flag_bits & _ENCRYPTED:
                raise RuntimeError("the parts are encrypted")

    @property
    def names(self) -> list[str]:
        """各部件在包里的写法，照原来的先后；文件夹不算。"""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """一个部件的内容；坏了的抛 ``DAMAGED`` 里的错。"""
        return self._zip.read(self._infos[name])

    def size(self, name: str) -> int:
        """一个部件解压以后几个字节。"""
        return self._infos[name].file_size

    @property
    def whole_size(self) -> int:
        """各部件解压以后合起来几个字节。"""
        return sum(info.file_size for info in self._infos.values())

    def packed(self, name: str) -> Packed:
        """一个部件压缩好的样子，不解压。"""
        info = self._infos[name]
        header = self._data[info.header_offset : info.header_offset + _LOCAL.size]
        mark, _, _, _, _, _, _, _, _, name_size, extra_size = _LOCAL.unpack(header)
        start = info.header_offset + _LOCAL.size + name_size + extra_size
        data = self._data[start : start + info.compress_size]
        if mark != b"PK\x03\x04" or len(data) != info.compress_size:
            raise zipfile.BadZipFile(f"{name} is not where the directory says")
        flags = info.flag_bits & ~(_ENCRYPTED | _STREAMED | _UTF8)
        return Packed(info.compress_type, flags, info.CRC, info.file_size, data)

    def is_stored(self, name: str) -> bool:
        """存而不压。"""
        info = self._infos.get(name)
        return info is not None and info.compress_type == zipfile.ZIP_STORED


def packed(data: bytes, *, stored: bool = False) -> Packed:
    """把内容压缩好。"""
    crc = zlib.crc32(data)
    if stored:
        return Packed(zipfile.ZIP_STORED, 0, crc, len(data), data)
    # 小的部件用不着 32 KB 的窗口：光备好它，比压缩还费时；压出来一样大。
    window = min(max(len(data).bit_length(), 9), 15)
    deflater = zlib.compressobj(-1, zlib.DEFLATED, -window, 8 if window == 15 else 6)
    return Packed(
        zipfile.ZIP_DEFLATED, 0, crc, len(data), deflater.compress(data) + deflater.flush()
    )


def write_zip(path: Path, parts: Iterable[tuple[str, Packed]]) -> None:
    """写成压缩包。大到 4 GB 的抛 ``OverflowError``。"""
    central: list[bytes] = []
    offset = 0
    # 攒够这么多才写一次：一份成表就是一次，几百 MB 的也不都攒着。
    with path.open("wb", _WRITTEN_AT_ONCE) as out:
        for name, part in parts:
            encoded = name.encode()
            flags = part.flags if name.isascii() else part.flags | _UTF8
            if offset + len(part.data) + part.size > _MOST_BYTES:
                raise OverflowError("the package would need zip64")
            shared = (flags, part.method, 0, _FIXED_DATE, part.crc, len(part.data), part.size)
            local = _LOCAL.pack(b"PK\x03\x04", 20, *shared, len(encoded), 0)
            out.writelines((local, encoded, part.data))
            made_by = _UNIX << 8 | 20
            entry = (b"PK\x01\x02", made_by, 20, *shared, len(encoded), 0, 0, 0, 0, _OWNER_ONLY)
            central.append(_CENTRAL.pack(*entry, offset) + encoded)
            offset += len(local) + len(encoded) + len(part.data)
        if len(central) >= _MOST_PARTS:
            raise OverflowError("too many parts")
        directory, count = b"".join(central), len(central)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
        out.writelines((directory, end))


def is_as_written(path: Path) -> bool:
    """这个压缩包还是 ``write_zip`` 写的那样：别的程序存过的，各部件的日期、写它的系统不会都是这样。"""
    try:
        with zipfile.ZipFile(path) as held:
            parts = held.infolist()
    except DAMAGED:
        return False
    own = (_UNIX, _FIXED_TIME, _OWNER_ONLY)
    return all((each.create_system, each.date_time, each.external_attr) == own for each in parts)
