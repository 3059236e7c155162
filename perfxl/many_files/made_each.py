"""一个文件写一份的成表：先看轮廓定下哪一份由哪一份代替，写到哪个文件再取它的全部，写完不留。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from perfxl.actions import form_sources
from perfxl.actions.assessment import Assessment
from perfxl.actions.form_sources import Source
from perfxl.actions.forms_made import MadeForm
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.model.table import Table
from perfxl.rendering.derived.errors import NotDerivableError
from perfxl.standards.profile import Profile

if TYPE_CHECKING:
    from perfxl.many_files.aside import Spool


@dataclass(frozen=True)
class MakingEach:
    """怎样成表：``made`` 为 ``None`` 是整本；``profile`` 是选定的口径，``as_printed`` 同 ``made_sheets``。"""

    made: MadeForm | None
    profile: Profile | None
    as_printed: bool = False

    def sources(self, result: FileResult) -> list[Source]:
        """一个文件能写的各张，一张只一份；一张也没有的抛 ``NotDerivableError``，整本的为空。"""
        read = [result.whole]
        if self.made is None:
            return form_sources.whole_book(read)
        given = [result.path.name]
        found = form_sources.every_source(
            self.made, [read], self.profile, given=given, as_printed=self.as_printed
        )
        return list(form_sources.by_origin(found).values())


@dataclass(frozen=True)
class MadeOfFile:
    """一个文件写成的一份：写它的第几张、第几张（``MakingEach.sources`` 里的）。

    ``instead_of`` 是同一个项目别的几份，各一句；``uses_profile``：里面有照口径拟、评的。
    ``error`` 不空的，为什么写不成。
    """

    making: MakingEach
    result: FileResult
    places: tuple[int, ...] = ()
    instead_of: tuple[str, ...] = ()
    uses_profile: bool = False
    error: NotDerivableError | None = None

    def sources(self) -> list[Source]:
        """要写的各张，取全部来排；写不成的抛 ``NotDerivableError``。"""
        if self.error is not None:
            raise self.error
        every = self.making.sources(self.result)
        return [every[place] for place in self.places]


class _Origin(NamedTuple):
    """要写的一张由哪一张得来（放到一边的是轮廓）；``derived``：本来不是这种表。"""

    table: Table
    derived: bool


def made_of_each(
    making: MakingEach, results: Sequence[FileResult], spool: "Spool | None" = None
) -> list[MadeOfFile]:
    """读成的各个文件各写哪几张，照给的次序；都由别的文件代替的不在内。给了 ``spool`` 的，内存里只留轮廓。"""
    read = [each for each in results if each.document is not None]
    origins = [_origins(making, each, spool) for each in read]
    every = [one for own in origins if not isinstance(own, NotDerivableError) for one in own]
    # 本来就是这种表的在前：写的是它。
    every.sort(key=lambda each: each.derived)
    left, told = frozenset[int](), dict[int, Sequence[str]]()
    if making.made is not None:
        ready = {id(each.table): not each.derived for each in every}
        left, kept_for = form_sources.left_out_of(
            making.made, [each.table for each in every], ready
        )
        told |= kept_for
        first = next((id(each.table) for each in every if id(each.table) not in left), None)
        if first is not None:
            unused = form_sources.files_not_used(making.made, assessments_of(read))
            told[first] = (*told.get(first, ()), *unused)
    found = (
        _of_file(making, result, own, left, told) for result, own in zip(read, origins, strict=True)
    )
    return [each for each in found if each.places or each.error is not None]


def _of_file(
    making: MakingEach,
    result: FileResult,
    own: list[_Origin] | NotDerivableError,
    left: frozenset[int],
    told: dict[int, Sequence[str]],
) -> MadeOfFile:
    if isinstance(own, NotDerivableError):
        return MadeOfFile(making, result, error=own)
    kept = [(n, each) for n, each in enumerate(own) if id(each.table) not in left]
    return MadeOfFile(
        making,
        result,
        tuple(n for n, _ in kept),
        tuple(said for _, each in kept for said in told.get(id(each.table), ())),
        any(each.derived or not making.as_printed for _, each in kept),
    )


def _origins(
    making: MakingEach, result: FileResult, spool: "Spool | None"
) -> list[_Origin] | NotDerivableError:
    try:
        sources = making.sources(result)
    except NotDerivableError as error:
        return error.with_traceback(None)  # 不然连着那时的各张表，都放不掉
    tables: Sequence[Table] = [form_sources.origin_of(each) for each in sources]
    if spool is not None and making.made is not None:
        tables = _outlines(result, tables, spool)
    return [_Origin(table, source.derived) for table, source in zip(tables, sources, strict=True)]


def _outlines(result: FileResult, tables: Sequence[Table], spool: "Spool") -> Sequence[Table]:
    """只留轮廓：就是读到的那几张的，已经有了；拆开的清单、金额空着的，全部另放进 ``spool``。"""
    from perfxl.many_files.parting import parted, put_aside  # 文件不多的用不着

    whole = result.whole.document
    read = whole.tables, result.document.tables if result.document is not None else ()
    known = {id(table): outline for table, outline in zip(*read, strict=True)}
    if all(id(table) in known for table in tables):
        return [known[id(table)] for table in tables]
    document = replace(whole, tables=tuple(tables))
    own = FileResult(result.path, Assessment(document, result.profile))
    light = put_aside(parted(own, packs=spool.packs), spool, result.path).document
    return light.tables if light is not None else ()
