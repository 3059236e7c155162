"""改坏的 .xls、.et：照种子改一两处记录、扇区、字节。同一个种子总得到同样的字节。"""

import random
import struct
from collections.abc import Callable, Iterator

from mutated_workbooks import Mutant

_BEGIN, _END, _SECTOR = b"\x09\x08\x10\x00", b"\x0a\x00\x00\x00", 512
# 数、文字、公式、空格、合并、行。
_CELLS = frozenset({0x203, 0x27E, 0xFD, 0xBD, 0x06, 0x201, 0xBE, 0xE5, 0x208})
_ODD = (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xfe\xff\xff\xff", b"\x00\x00\x00\x80", b"\x01")


def old_mutant(data: bytes, seed: int) -> Mutant:
    """照种子改坏一份；多数改一处，少数改两三处。"""
    chance = random.Random(seed)
    held, said = bytearray(data), []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        said.append(chance.choice(_CHANGES)(held, chance))
    return Mutant(bytes(held), "；".join(said))


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """工作簿里的各条记录：在哪里、是哪一种、多长；几段之间隔着的不管。"""
    place = data.find(_BEGIN)
    while 0 <= place < len(data) - 4:
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == 0 or length > 8224:
            place = data.find(_BEGIN, place + 4)
            continue
        yield place, kind, length
        place += 4 + length


def _a_record(data: bytearray, chance: random.Random) -> tuple[int, int, int]:
    """先挑种类再挑一条，免得总是格。"""
    named: dict[int, list[tuple[int, int, int]]] = {}
    for each in _records(bytes(data)):
        named.setdefault(each[1], []).append(each)
    return chance.choice(named[chance.choice(sorted(named))]) if named else (0, 0, 0)


def _content(data: bytearray, chance: random.Random) -> str:
    place, kind, length = _a_record(data, chance)
    at = place + 4 + chance.randrange(max(length, 1))
    new = chance.choice(
        (*_ODD, bytes(chance.randrange(256) for _ in range(chance.randrange(1, 5))))
    )
    data[at : at + len(new)] = new
    return f"记录 {kind:#x} 的第 {at - place - 4} 字节改成 {new.hex()}"


def _cell(data: bytearray, chance: random.Random) -> str:
    """一格、一行、一处合并：改坏了多半还读得了。"""
    held = [each for each in _records(bytes(data)) if each[1] in _CELLS]
    if not held:
        return _content(data, chance)
    place, kind, length = chance.choice(held)
    at = place + 4 + chance.randrange(0, max(length - 1, 1), 2)
    data[at : at + 2] = struct.pack(
        "<H", chance.choice((0, 1, 255, 256, 65535, chance.randrange(99)))
    )
    return f"格 {kind:#x} 的第 {at - place - 4} 字节改掉"


def _length(data: bytearray, chance: random.Random) -> str:
    place, kind, length = _a_record(data, chance)
    new = chance.choice((0, 1, length // 2, max(length - 1, 0), length + 1, 8224, 65535))
    data[place + 2 : place + 4] = struct.pack("<H", new)
    return f"记录 {kind:#x} 的长度 {length} 改成 {new}"


def _kind(data: bytearray, chance: random.Random) -> str:
    place, kind, _ = _a_record(data, chance)
    other = _a_record(data, chance)[1]
    new = chance.choice((other, chance.randrange(65536)))
    data[place : place + 2] = struct.pack("<H", new)
    return f"记录 {kind:#x} 改成 {new:#x}"


def _swapped(data: bytearray, chance: random.Random) -> str:
    place, kind, length = _a_record(data, chance)
    other, _, other_length = _a_record(data, chance)
    size = 4 + min(length, other_length)
    one, two = data[place : place + size], data[other : other + size]
    data[place : place + size], data[other : other + size] = two, one
    return f"记录 {kind:#x} 与 {other} 处的对调"


def _sector_table(data: bytearray, chance: random.Random) -> str:
    """容器开头、扇区表里的一个数。"""
    at = chance.choice((chance.randrange(0, _SECTOR, 4), chance.randrange(0, len(data), 4)))
    new = chance.choice((*_ODD, struct.pack("<I", chance.randrange(len(data) // _SECTOR + 2))))
    data[at : at + len(new)] = new
    return f"第 {at} 字节的数改成 {new.hex()}"


def _cut(data: bytearray, chance: random.Random) -> str:
    share = chance.random()
    del data[int(len(data) * share) :]
    return f"文件只剩 {share:.0%}"


def _sector_moved(data: bytearray, chance: random.Random) -> str:
    number = len(data) // _SECTOR
    one, two = chance.randrange(number or 1), chance.randrange(number or 1)
    first, second = slice(one * 512, one * 512 + 512), slice(two * 512, two * 512 + 512)
    data[first], data[second] = data[second], data[first]
    return f"第 {one}、{two} 个扇区对调"


def _junk(data: bytearray, chance: random.Random) -> str:
    at = chance.randrange(len(data) + 1)
    data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 9)))
    return f"第 {at} 字节插进几个字节"


_CHANGES: tuple[Callable[[bytearray, random.Random], str], ...] = (
    *[_cell] * 16,
    *[_content] * 4,
    *[_length] * 2,
    *[_kind] * 4,
    *[_sector_table] * 2,
    *(_swapped, _cut, _sector_moved, _junk),
)
