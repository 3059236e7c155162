"""读、查好的结果放到一边：内存里只留轮廓和问题，全部内容装成字节放进临时文件，要用时再取。

几千个文件的表都留在内存里，一个要几十 KB；放到一边的一个不到 5 KB。几万个文件的（``Spool.packs``），轮廓、问题也放进
临时文件，一个只留 1 KB 多：是哪个文件、有哪几张表、在临时文件的哪里。临时文件写不下（磁盘满了）的留在内存里。
"""

import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import IO, NamedTuple, overload

from perfxl.actions.assessment import Assessment
from perfxl.many_files.packed import packed, unpacked
from perfxl.model.finding import Finding
from perfxl.model.outline import OutlinedTable
from perfxl.model.score import TableScore
from perfxl.model.table import Table
from perfxl.rules.engine.related_files import TableTraits

# 取出来的先留着几个：挨着的文件常常互相对。轮廓小，多留几个。
_AT_HAND, _OUTLINES_AT_HAND = 64, 256
# 取回一段字节。
ReadBack = Callable[[], bytes]


class PackedFindings(Sequence[Finding]):
    """一个文件的问题，装成字节压着：几万个文件的几十万处，用到哪个文件的才拆开。"""

    __slots__ = ("_count", "_read_back")

    def __init__(self, findings: Sequence[Finding], spool: "Spool | None" = None) -> None:
        content = zlib.compress(packed([tuple(findings)]), 1)
        self._read_back: ReadBack = _Held(content) if spool is None else spool.put(content)
        self._count = len(findings)

    def put_in(self, spool: "Spool") -> "PackedFindings":
        """压好的放进 ``spool``。"""
        made = object.__new__(PackedFindings)
        made._read_back, made._count = spool.put(self._read_back()), self._count
        return made

    @property
    def spool(self) -> "Spool | None":
        """放在哪里；留在内存里的为 ``None``。"""
        return self._read_back.spool if isinstance(self._read_back, _Place) else None

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._unpacked())

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | Sequence[Finding]:
        return self._unpacked()[place]

    def _unpacked(self) -> tuple[Finding, ...]:
        found: list[tuple[Finding, ...]] = unpacked(zlib.decompress(self._read_back()))
        return found[0]


def with_findings_packed(read: Assessment, spool: "Spool | None" = None) -> Assessment:
    """问题压起来的同一个；给了 ``spool`` 的，压好的放进去。"""
    if not read.findings:
        return read
    if isinstance(read.findings, PackedFindings):
        return read if spool is None else replace(read, findings=read.findings.put_in(spool))
    return replace(read, findings=PackedFindings(read.findings, spool))


class FoundAside:
    """各文件跨表的问题，一次一次地添，拿一次；文件太多的（给了 ``spool``）放进去。"""

    def __init__(self, spool: "Spool | None" = None) -> None:
        self._spool = spool
        self._found: dict[str, list[Sequence[Finding]]] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """添上，各归各的文件。"""
        own: dict[str, list[Finding]] = {}
        for each in findings:
            own.setdefault(each.file, []).append(each)
        for file, found in own.items():
            put = found if self._spool is None else PackedFindings(found, self._spool)
            self._found.setdefault(file, []).append(put)

    def taken(self, file: str) -> list[Finding]:
        """一个文件的，照添的先后；拿过就没有了。"""
        return [each for found in self._found.pop(file, ()) for each in found]


class Outlines(NamedTuple):
    """一个文件各张表的轮廓，和别的文件的核对看得到的。"""

    tables: tuple[OutlinedTable, ...]
    traits: tuple[TableTraits, ...]


class Aside:
    """放到一边的一个文件：怎样取出全部（``take``），怎样取出轮廓（``outlines``，轮廓还在内存里的是它自己）。

    ``token`` 是内容的号码，内容变了就变；不知道的为 ``""``。``traits`` 是轮廓里的，已经在手边的给。
    """

    __slots__ = ("_outlines", "_take", "_traits", "token")

    def __init__(
        self,
        take: Callable[[], Assessment],
        outlines: "Outlines | Callable[[], Outlines]",
        token: str = "",
        traits: tuple[TableTraits, ...] | None = None,
    ) -> None:
        self._take, self._outlines, self.token = take, outlines, token
        self._traits = traits

    def whole(self) -> Assessment:
        """读到、评出的全部；问题不在内。"""
        return _taken(self)

    def take(self) -> Assessment:
        """同上，不看手边有没有。"""
        return self._take()

    def changed(self, change: Callable[[Assessment], Assessment]) -> "Aside":
        """取出来的照 ``change`` 换过的。"""
        return Aside(lambda: change(self.whole()), self._outlines, self.token, self._traits)

    @property
    def outlines(self) -> Outlines:
        """各张表的轮廓和 ``traits``。"""
        return self._outlines if isinstance(self._outlines, Outlines) else _unpacked_outlines(self)

    def outlines_again(self) -> Outlines:
        """从临时文件、存放处取回的。"""
        assert not isinstance(self._outlines, Outlines)
        return self._outlines()

    @property
    def traits(self) -> tuple[TableTraits, ...]:
        """别的文件的核对看得到的。"""
        return self.outlines.traits if self._traits is None else self._traits

    def outline(self, number: int) -> OutlinedTable:
        """第几张表的轮廓。"""
        return self.outlines.tables[number]

    def whole_table(self, number: int) -> Table:
        """第几张表的全部。"""
        return self.whole().document.tables[number]


@lru_cache(maxsize=_AT_HAND)
def _taken(aside: Aside) -> Assessment:
    return aside.take()


@lru_cache(maxsize=_OUTLINES_AT_HAND)
def _unpacked_outlines(aside: Aside) -> Outlines:
    return aside.outlines_again()


class ScoresAside(Sequence[TableScore]):
    """放到一边的一个文件里各张自评表的分，问到时取回；``table`` 是取回的那一张。"""

    __slots__ = ("_aside",)

    def __init__(self, aside: Aside) -> None:
        self._aside = aside

    def __len__(self) -> int:
        return len(self._aside.whole().scores)

    def __iter__(self) -> Iterator[TableScore]:
        return iter(self._aside.whole().scores)

    @overload
    def __getitem__(self, place: int) -> TableScore: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[TableScore]: ...
    def __getitem__(self, place: int | slice) -> TableScore | Sequence[TableScore]:
        return self._aside.whole().scores[place]


class _Held:
    """留在内存里的一段字节。"""

    __slots__ = ("_content",)

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __call__(self) -> bytes:
        return self._content


class _Place:
    """临时文件里的一段。"""

    __slots__ = ("_size", "_start", "spool")

    def __init__(self, spool: "Spool", start: int, size: int) -> None:
        self.spool, self._start, self._size = spool, start, size

    def __call__(self) -> bytes:
        return self.spool.read(self._start, self._size)


class Spool:
    """一个临时文件，一段一段地接着写；随程序退出没有了。``packs``：文件太多，轮廓、问题也放进去。"""

    def __init__(self, *, packs: bool = False) -> None:
        self.packs = packs
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, content: bytes) -> ReadBack:
        """写下，给出怎样读回；写不下的留在内存里。"""
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="perfxl-")  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            self._file.seek(self._end)
            self._file.write(content)
            self._file.flush()
        except OSError:
            return _Held(content)
        start, size = self._end, len(content)
        self._end += size
        return _Place(self, start, size)

    def read(self, start: int, size: int) -> bytes:
        """读回一段。"""
        assert self._file is not None
        self._file.seek(start)
        return self._file.read(size)
