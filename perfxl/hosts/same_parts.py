"""各个文件里一字不差的部件：关系、工作簿、样式，同一份表样填出来的多半一样，只解压一次。

认的是压着的字节、目录里写的大小和校验码都一样：一样的字节解出来一定一样，不靠校验码猜。
"""

import struct
import zipfile
from typing import IO

_SIGNATURE = b"PK\x03\x04"
_HEAD = 30
# 记着的至多这么多份、每份压着的至多这么大；满了从头记起。
_MOST_KEPT, _LARGEST_KEPT = 256, 64 * 1024

_kept: dict[tuple[object, ...], bytes] = {}


def same_part(package: zipfile.ZipFile, name: str) -> bytes:
    """部件 ``name`` 的内容；第一次见的由 ``zipfile`` 解压、核对。"""
    info, stream = package.getinfo(name), package.fp
    if stream is None or info.compress_size > _LARGEST_KEPT:
        return package.read(info)
    key = (
        *(info.orig_filename, info.compress_type, info.flag_bits, info.CRC),
        *(info.file_size, info.compress_size, *_written(stream, info)),
    )
    content = _kept.get(key)
    if content is None:
        content = package.read(info)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = content
    return content


def _written(stream: IO[bytes], info: zipfile.ZipInfo) -> tuple[bytes, bytes, bytes]:
    """文件里自己的一段：开头（不连时间）、名字和附加的、压着的内容；写坏了的由 ``zipfile`` 说，不在这里认。"""
    stream.seek(info.header_offset)
    head = stream.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(_SIGNATURE):
        raise zipfile.BadZipFile("a part is not where the directory says")
    name, extra = struct.unpack("<HH", head[26:])
    return head[:10] + head[14:], stream.read(name + extra), stream.read(info.compress_size)
