"""读、查好的结果放到一边：内存里只留轮廓和问题，全部内容装成字节放进临时文件，要用时再取。

几千个文件的表都留在内存里，一个要几十 KB；放到一边的一个不到 5 KB。临时文件写不下（磁盘满了）的留在内存里。
"""

import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import IO, TYPE_CHECKING, overload

from perfxl.actions.assessment import Assessment
from perfxl.many_files.packed import packed, unpacked
from perfxl.many_files.results import FileResult
from perfxl.model.finding import Finding
from perfxl.model.outline import OutlinedTable
from perfxl.model.table import Table
from perfxl.rules.engine.related_files import TableTraits, traits_of

if TYPE_CHECKING:
    from perfxl.many_files.store_index import StoreIndex

# 取出来的先留着几个：挨着的文件常常互相对。
_AT_HAND = 64


class PackedFindings(Sequence[Finding]):
    """一个文件的问题，装成字节压着：几万个文件的几十万处，用到哪个文件的才拆开。"""

    __slots__ = ("_content", "_count")

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._content = zlib.compress(packed([tuple(findings)]), 1)
        self._count = len(findings)

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
        found: list[tuple[Finding, ...]] = unpacked(zlib.decompress(self._content))
        return found[0]


def with_findings_packed(read: Assessment) -> Assessment:
    """问题压起来的同一个。"""
    if not read.findings or isinstance(read.findings, PackedFindings):
        return read
    return replace(read, findings=PackedFindings(read.findings))


@dataclass(eq=False)
class Aside:
    """放到一边的一个文件：别的文件的核对看得到的（``traits``），怎样取出全部（``take``）。

    ``token`` 是内容的号码，内容变了就变；不知道的为 ``""``。
    """

    traits: tuple[TableTraits, ...]
    take: Callable[[], Assessment]
    token: str = ""

    def whole(self) -> Assessment:
        """读到、评出的全部；问题不在内。"""
        return _taken(self)


@lru_cache(maxsize=_AT_HAND)
def _taken(aside: Aside) -> Assessment:
    return aside.take()


class Spool:
    """一个临时文件，一段一段地接着写；随程序退出没有了。``packs``：文件太多，问题也压起来。"""

    def __init__(self, *, packs: bool = False) -> None:
        self.packs = packs
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, content: bytes) -> Callable[[], bytes]:
        """写下，给出怎样读回；写不下的留在内存里。"""
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="perfxl-")  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            self._file.seek(self._end)
            self._file.write(content)
            self._file.flush()
        except OSError:
            return lambda: content
        start, size = self._end, len(content)
        self._end += size
        return lambda: self._read(start, size)

    def _read(self, start: int, size: int) -> bytes:
        assert self._file is not None
        self._file.seek(start)
        return self._file.read(size)


@dataclass(frozen=True)
class Parted:
    """分成两半的一个结果：留在内存里的，和装成字节的全部。"""

    light: FileResult
    traits: tuple[TableTraits, ...]
    whole: bytes


def parted(result: FileResult, *, summarised: bool = False) -> FileResult | Parted:
    """在读它的进程里分好；没有读成的不分。``summarised``：汇总要的各行先写好。"""
    read = result.assessment
    if read is None:
        return result
    traits = traits_of(read.file, read.document.tables).tables
    light = outlined(result)
    if summarised and light.assessment is not None:
        from perfxl.actions.summary_rows import drafted_rows  # 只校验的用不着

        light = replace(light, assessment=replace(light.assessment, drafts=drafted_rows(read)))
    return Parted(light, traits, packed([replace(read, findings=())]))


def outlined(result: FileResult) -> FileResult:
    """只留轮廓和问题的结果。"""
    read = result.assessment
    if read is None:
        return result
    tables = tuple(map(OutlinedTable.of, read.document.tables))
    document = replace(read.document, tables=tables)
    return replace(result, assessment=replace(read, document=document, scores=()))


def put_aside(each: FileResult | Parted, spool: Spool) -> FileResult:
    """全部放进 ``spool``，留下的记着怎样取。"""
    if isinstance(each, FileResult):
        return each
    read_back = spool.put(each.whole)
    aside = Aside(each.traits, lambda: _assessment_in(read_back()))
    return backed(packed_as(each.light, spool), aside)


def packed_as(light: FileResult, spool: Spool) -> FileResult:
    """文件太多的，问题也压起来。"""
    read = light.assessment
    if read is None or not spool.packs:
        return light
    return replace(light, assessment=with_findings_packed(read))


def backed(light: FileResult, aside: Aside) -> FileResult:
    """轮廓里没有留着的，问到时取回来。"""
    if light.assessment is not None:
        for number, table in enumerate(light.assessment.document.tables):
            if isinstance(table, OutlinedTable):
                table.backed(partial(_table_of, aside, number))
    return replace(light, aside=aside)


def _table_of(aside: Aside, number: int) -> Table:
    return aside.whole().document.tables[number]


def _assessment_in(content: bytes) -> Assessment:
    found: list[Assessment] = unpacked(content)
    return found[0]


@dataclass
class Apart:
    """放到一边的一次运行：临时文件，存放处的目录（没有存放处的为 ``None``）。"""

    spool: Spool
    index: "StoreIndex | None" = None

    def save(self) -> None:
        """目录有新的，写下。"""
        if self.index is not None:
            self.index.save()
