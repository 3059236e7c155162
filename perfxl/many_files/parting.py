"""读、查好的一个结果分成两半：轮廓和问题留在内存里，全部内容放到一边（``aside``）。"""

import zlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from perfxl.actions.assessment import Assessment
from perfxl.many_files.aside import (
    Aside,
    Outlines,
    ReadBack,
    ScoresAside,
    Spool,
    with_findings_packed,
)
from perfxl.many_files.file_result import FileResult
from perfxl.many_files.packed import packed, unpacked
from perfxl.model.outline import HeldTable, OutlinedTable
from perfxl.rules.engine.related_files import traits_of


@dataclass(frozen=True)
class Parted:
    """分成两半的一个结果：留在内存里的，和装成字节的全部。

    ``outlines`` 是各张表的轮廓和 ``traits``；文件太多，轮廓也装成字节的，``light`` 里是 ``HeldTable``、压着的问题。
    """

    light: FileResult
    outlines: Outlines | bytes
    whole: bytes


def parted(
    result: FileResult, *, summarised: bool = False, packs: bool = False
) -> FileResult | Parted:
    """在读它的进程里分好；没有读成的不分。``summarised``：汇总要的各行先写好；``packs``：轮廓、问题也装成字节。"""
    read = result.assessment
    if read is None:
        return result
    tables = tuple(map(OutlinedTable.of, read.document.tables))
    outlines = Outlines(tables, traits_of(read.file, read.document.tables).tables)
    light = replace(read, document=replace(read.document, tables=tables), scores=())
    if summarised:
        from perfxl.actions.summary_rows import drafted_rows  # 只校验的用不着

        light = replace(light, drafts=drafted_rows(read))
    whole = packed([replace(read, findings=())])
    if not packs:
        return Parted(replace(result, assessment=light), outlines, whole)
    light = with_findings_packed(_held(light))
    return Parted(replace(result, assessment=light), _packed_outlines(outlines), whole)


def _packed_outlines(outlines: Outlines) -> bytes:
    return zlib.compress(packed([outlines]), 1)


def _outlines_in(read_back: ReadBack) -> Outlines:
    found: list[Outlines] = unpacked(zlib.decompress(read_back()))
    return found[0]


def _held(light: Assessment) -> Assessment:
    """轮廓换成 ``HeldTable``。"""
    outlined = (each for each in light.document.tables if isinstance(each, OutlinedTable))
    tables = tuple(map(HeldTable.of_outline, outlined))
    return replace(light, document=replace(light.document, tables=tables))


def put_aside(each: FileResult | Parted, spool: Spool, path: Path | None = None) -> FileResult:
    """全部放进 ``spool``，留下的记着怎样取。``path`` 是给的那一个：是同一个文件的，不另留一份路径。"""
    if isinstance(each, FileResult):
        return each
    light = each.light if path is None else _named_by(each.light, path)
    take = partial(_assessment_in, spool.put(each.whole))
    if isinstance(each.outlines, Outlines):
        return backed(light, Aside(take, each.outlines))
    outlines = partial(_outlines_in, spool.put(each.outlines))
    return backed(_findings_in(light, spool), Aside(take, outlines))


def _named_by(light: FileResult, path: Path) -> FileResult:
    """路径、文件名写的与 ``path`` 一样的，就用它的：几万个文件的，几份同样的字占不少地方。"""
    read, file = light.assessment, str(path)
    if read is None or light.path != path or read.document.file != file:
        return light
    for table in read.document.tables:
        if table.book == file:
            table.__dict__["book"] = file
    own = replace(read, document=replace(read.document, file=file))
    return replace(light, path=path, assessment=own)


def packed_as(light: FileResult, spool: Spool) -> FileResult:
    """文件太多的，轮廓、问题也放进 ``spool``。"""
    read, aside = light.assessment, light.aside
    if read is None or aside is None or not spool.packs:
        return light
    held = replace(light, assessment=_held(read), aside=None)
    outlines = partial(_outlines_in, spool.put(_packed_outlines(aside.outlines)))
    return backed(_findings_in(held, spool), Aside(aside.take, outlines, aside.token))


def _findings_in(light: FileResult, spool: Spool) -> FileResult:
    assert light.assessment is not None
    return replace(light, assessment=with_findings_packed(light.assessment, spool))


def backed(light: FileResult, aside: Aside) -> FileResult:
    """轮廓里没有留着的，连同各张的分，问到时取回来。"""
    read = light.assessment
    if read is None:
        return replace(light, aside=aside)
    for number, table in enumerate(read.document.tables):
        if isinstance(table, HeldTable):
            table.held_in(aside, number)
        elif isinstance(table, OutlinedTable):
            table.backed(partial(aside.whole_table, number))
    return replace(light, assessment=replace(read, scores=ScoresAside(aside)), aside=aside)


def _assessment_in(read_back: ReadBack) -> Assessment:
    found: list[Assessment] = unpacked(read_back())
    return found[0]
