"""一个文件的结果：读到、评出、查出什么，或者为什么读不了。"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.actions.assessment import (
    Assessment,
    VoidAcceptances,
    across,
    assess,
    each_across,
    with_unmet_told,
)
from perfxl.actions.document import document_of
from perfxl.hosts.source_file import stamp_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.accepted_results import as_accepted
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.model.file_faults import NoTableError, UnreadableFileError
from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.model.table import Document
from perfxl.model.workbook import Stamp
from perfxl.rules.engine.running import refuse_unknown_rules
from perfxl.standards.profile import Profile, load_profile
from perfxl.standards.rule_settings import Acceptance

if TYPE_CHECKING:
    from perfxl.many_files.across_files import AcrossMemory
    from perfxl.many_files.aside import Aside, Parted, Spool
    from perfxl.many_files.store import Store
    from perfxl.many_files.workers import Workers


@dataclass(frozen=True)
class KeptAs:
    """取自存放处里的哪一份：它的号码，原来的文件（全路径），何时记的；``older``：别的版本的程序记的。"""

    place: Path
    key: str
    path: str
    at: int
    older: bool = False


@dataclass(frozen=True)
class FileResult:
    """一个文件的结果；``why`` 不空时读不了，``assessment`` 为 ``None``。``cause`` 供 ``--debug`` 看。

    ``skipped`` 不空时是夹在文件夹里的无关的工作簿，跳过去了，不算毛病。
    ``unkept`` 不空时是没有记进存放处，为什么。``kept`` 是给的就是存放处里的一份，没有读原来的文件。
    ``aside`` 不空时，``assessment`` 里只有各表的轮廓和问题，全部内容在 ``whole``。
    """

    path: Path
    assessment: Assessment | None = None
    why: str = ""
    cause: Exception | None = None
    skipped: str = ""
    unkept: str = ""
    kept: KeptAs | None = None
    aside: "Aside | None" = None

    @property
    def whole(self) -> Assessment:
        """读到、评出的全部；放到一边的取回来，问题仍看 ``findings``。读不了的没有，抛 ``ValueError``。"""
        if self.aside is not None:
            return self.aside.whole()
        if self.assessment is None:
            raise ValueError(f"{self.path} was not read: {self.why}")
        return self.assessment

    @property
    def in_full(self) -> Assessment:
        """同 ``whole``，连同查出的问题、认可了的。"""
        whole, own = self.whole, self.assessment
        if own is None or own is whole:
            return whole
        return replace(own, document=whole.document, scores=whole.scores)

    def changed(self, change: Callable[[Assessment], Assessment]) -> "FileResult":
        """``whole`` 照 ``change`` 换过的；放到一边的，取回来的时候才换。"""
        if self.aside is None:
            own = self.assessment
            return self if own is None else replace(self, assessment=change(own))
        from perfxl.many_files.aside import changed  # 文件不多的用不着

        return changed(self, self.aside, change)

    @property
    def document(self) -> Document | None:
        """读到的；读不了的没有。"""
        return self.assessment.document if self.assessment is not None else None

    @property
    def scores(self) -> Sequence[TableScore]:
        """各张自评表的分。"""
        return self.assessment.scores if self.assessment is not None else ()

    @property
    def findings(self) -> Sequence[Finding]:
        """问题，已认可的不在内。"""
        return self.assessment.findings if self.assessment is not None else ()

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """已认可的问题。"""
        return self.assessment.accepted if self.assessment is not None else ()

    @property
    def profile(self) -> Profile:
        """所用的口径；读不了的是默认。"""
        return self.assessment.profile if self.assessment is not None else load_profile()

    @property
    def stamp(self) -> Stamp | None:
        """读的时候文件的样子。"""
        return self.assessment.stamp if self.assessment is not None else None

    @property
    def has_errors(self) -> bool:
        """有 error 级的问题。"""
        return self.assessment is not None and self.assessment.has_errors


def assessments_of(results: Iterable[FileResult]) -> list[Assessment]:
    """读成的各个文件的。"""
    return [each.assessment for each in results if each.assessment is not None]


class Depth(Enum):
    """一个文件做到哪一步：读懂；读、评；读、评、逐张查。"""

    READ = "read"
    SCORE = "score"
    CHECK = "check"


@dataclass(frozen=True)
class Work:
    """对每个文件做什么；不看别的文件，所以在哪个进程、哪台机器上做都一样。

    ``store`` 是记着以前结果的存放处；``stored``：给的也可以是存放处里的一份（.json）。
    ``aside``：在工作进程里就分成两半（``parted``），主进程不必都拆开；``packs``：轮廓、问题也装成字节；
    ``summarised``：汇总要的各行先写好。

    没有给 ``profile`` 时用工作簿里名称“绩效口径”写的，也没有写的照表推断。
    """

    profile: Profile | None = None
    depth: Depth = Depth.CHECK
    store: "Store | None" = None
    stored: bool = False
    aside: bool = False
    packs: bool = False
    summarised: bool = False

    def of(self, path: Path) -> FileResult:
        """一个文件的结果；读不了的写进 ``why``，不抛异常。有存放处的，记过的不再读，没有记过的记下。"""
        if self.stored and path.suffix.lower() == ".json":
            from perfxl.many_files.stored_documents import stored_result  # 少有人给存放处

            return stored_result(path, self.profile, self.depth)
        known = self.store.known(path) if self.store is not None else None
        if self.store is None or known is None:
            return result_of(path, lambda: self._assessed(path))
        kept = self.store.kept(known, path, self.profile, self.depth)
        if kept is not None:
            return kept
        result = result_of(path, lambda: self._assessed(path))
        return replace(result, unkept=self.store.keep(known, result, self.profile, self.depth))

    def parted(self, path: Path) -> "FileResult | Parted":
        """一个文件的结果，分成留在内存里的和放到一边的两半。"""
        from perfxl.many_files.aside import parted  # 文件不多的用不着

        return parted(self.of(path), summarised=self.summarised, packs=self.packs)

    def _assessed(self, path: Path) -> Assessment:
        workbook = read_workbook(path)
        if self.depth is Depth.READ:
            return Assessment(document_of(workbook), load_profile(), stamp=workbook.stamp)
        return assess(workbook, self.profile, check=self.depth is Depth.CHECK)


def done_in_order(
    work: Work,
    paths: Iterable[Path],
    workers: "Workers | None" = None,
    spool: "Spool | None" = None,
) -> Iterator[FileResult]:
    """许多文件的入口：逐个做，照给的次序一个个给出；``workers`` 是分给几个进程做（没有给的就在这里做）。

    结果与在一个进程里做的相同。几个文件之间的核对另用 ``checked``。给了 ``spool`` 的，全部内容放到一边。
    """
    if spool is None:
        return map(work.of, paths) if workers is None else workers.done_in_order(work, paths)
    from perfxl.many_files.aside import put_aside  # 文件不多的用不着

    apart = replace(work, aside=True, packs=spool.packs)
    given = list(paths)
    done: Iterable[FileResult | Parted] = (
        map(apart.parted, given) if workers is None else workers.done_in_order(apart, given)
    )
    return (put_aside(each, spool, path) for path, each in zip(given, done, strict=False))


def changed_since(seen: Iterable[tuple[Path, Stamp | None]]) -> list[Path]:
    """读了以后又变过、没有了的文件：结果说的是以前的内容。``seen`` 是各文件和读的时候的样子。"""
    return [path for path, stamp in seen if stamp is not None and _now(path) != stamp]


def _now(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def process(path: Path, profile: Profile | None = None, *, check: bool = True) -> FileResult:
    """读、评、查一个文件；读不了的写进 ``why``，不抛异常。

    没有给 ``profile`` 时用工作簿里名称“绩效口径”写的，也没有写的用默认。
    """
    result = Work(profile, Depth.CHECK if check else Depth.SCORE).of(path)
    return checked([result])[0] if check else result


def read_file(path: Path) -> FileResult:
    """只读懂一个文件，不评不查；读不了的写进 ``why``，不抛异常。"""
    return Work(depth=Depth.READ).of(path)


def result_of(path: Path, work: Callable[[], Assessment]) -> FileResult:
    """``work`` 做成的；做不成的写进 ``why``，不抛异常。"""
    try:
        return FileResult(path, work())
    except UnreadableFileError as error:
        return FileResult(path, why=str(error), cause=error)
    except OSError as error:
        return FileResult(path, why=str(UnreadableFileError.because(path, error)), cause=error)
    except Exception as error:  # noqa: BLE001  程序的毛病也不能拖累其余文件
        why = (
            f"处理“{path.name}”时程序出错（{type(error).__name__}），这个文件没有结果；"
            "请加上 --debug 再运行一次，把显示的内容反馈给维护者。"
        )
        return FileResult(path, why=why, cause=error)


def profile_named(name: str) -> Profile:
    """按名字或路径载入口径；有误、提到没有的规则时抛 ``ProfileError``。"""
    profile = load_profile(name)
    accepted = (each.rule for each in profile.accepted)
    refuse_unknown_rules([*sorted(profile.rules.named), *accepted], f"口径“{name}”")
    return profile


def process_all(
    paths: Iterable[Path],
    profile: Profile | None = None,
    *,
    check: bool = True,
    workers: "Workers | None" = None,
) -> Iterator[FileResult]:
    """逐个读、评、逐张查，见 ``done_in_order``。"""
    return done_in_order(Work(profile, Depth.CHECK if check else Depth.SCORE), paths, workers)


def checked(
    results: Sequence[FileResult],
    lists: AcceptanceLists | None = None,
    memory: "AcrossMemory | None" = None,
) -> list[FileResult]:
    """补上跨表（跨文件）的问题，去掉已认可的，认可了的得分照所填；次序与 ``results`` 相同。

    ``lists`` 说认哪些认可清单，没有给的认各文件旁边的。``memory`` 记着以前跨表核对的结果，没有变的照用。

    各文件旁边的认可清单（``校验认可.yaml``）有误的，那一个文件的问题照列，原因另成一个读不了的结果。
    """
    lists = lists or AcceptanceLists()
    books = {each.assessment.file: each.path for each in results if each.assessment is not None}
    beside = {name: lists.beside(path) for name, path in books.items()}
    options: dict[str, Any] = {
        "listed_in": lists.listed_in(books),
        "ignoring": lists.ignoring,
        "instead": lists.instead is not None,
    }
    whole: Iterator[Assessment]
    if any(each.aside is not None for each in results):
        told = with_unmet_told(
            list(_each_across(results, memory, beside, options)),
            {} if lists.ignoring else beside,
            options["listed_in"],
        )
        whole = iter(told)
    else:
        whole = iter(across(assessments_of(results), beside, **options))
    unused = lists.unused(books)
    finished = [
        each
        if each.assessment is None
        else as_accepted(replace(each, assessment=_with_unused_told(next(whole), unused)))
        for each in results
    ]
    return finished + lists_unread(lists)


def _with_unused_told(each: Assessment, unused: Mapping[str, Sequence[str]]) -> Assessment:
    """``unused`` 是各文件旁边没有用的认可清单，一份一句。"""
    void = tuple(VoidAcceptances((), said) for said in unused.get(each.file, ()))
    return replace(each, void_acceptances=(*each.void_acceptances, *void)) if void else each


def lists_unread(lists: AcceptanceLists) -> list[FileResult]:
    """有误的认可清单，当作没有读成的文件说。"""
    return [FileResult(path, why=str(error), cause=error) for path, error in lists.faulty]


def _each_across(
    results: Sequence[FileResult],
    memory: "AcrossMemory | None",
    beside: Mapping[str, Sequence[Acceptance]],
    options: dict[str, Any],
) -> Iterator[Assessment]:
    """放到一边的分批核对；问题压着的，仍压起来。"""
    from perfxl.many_files.across_files import found_across  # 文件不多的用不着
    from perfxl.many_files.aside import PackedFindings, with_findings_packed

    read = assessments_of(results)
    packed = [each.findings for each in read if isinstance(each.findings, PackedFindings)]
    spool = packed[0].spool if packed else None
    for each in each_across(read, found_across(results, memory, spool), beside, **options):
        yield with_findings_packed(each, spool) if packed else each


def with_folders_told(results: Sequence[FileResult], found: FoundWorkbooks) -> list[FileResult]:
    """文件夹里与绩效无关的只说跳过，打不开的文件夹也说。"""
    return skipping_unrelated(results, found) + unopened_folders(found)


def skipping_unrelated(results: Sequence[FileResult], found: FoundWorkbooks) -> list[FileResult]:
    """文件夹里与绩效、预算无关的工作簿（工资表、通讯录）只说跳过；写明的文件、一个也没有读成的照旧说。"""
    if not any(each.assessment is not None for each in results):
        return list(results)
    return [_skipped(each) if found.origins.get(each.path) else each for each in results]


def _skipped(result: FileResult) -> FileResult:
    cause = result.cause
    if not (isinstance(cause, NoTableError) and cause.unrelated):
        return result
    return replace(result, why="", skipped=cause.skipped_said(result.path.name))


def unopened_folders(found: FoundWorkbooks) -> list[FileResult]:
    """打不开的文件夹，当作没有读成的文件说。"""
    return [FileResult(place, why=str(error), cause=error) for place, error in found.unopened]
