"""许多文件的结果：逐个做，几个文件之间再核对，文件夹里跳过的、打不开的也说。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.actions.acceptances import across, each_across, with_unmet_told
from perfxl.actions.assessment import Assessment, VoidAcceptances
from perfxl.hosts.source_file import stamp_of
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.accepted_results import scores_aside
from perfxl.many_files.file_result import Depth, FileResult, assessments_of
from perfxl.many_files.finding import FoundWorkbooks
from perfxl.many_files.work import Work
from perfxl.model.file_faults import NoTableError
from perfxl.model.workbook import Stamp
from perfxl.rules.engine.running import refuse_unknown_rules
from perfxl.standards.profile import Profile, load_profile
from perfxl.standards.rule_settings import Acceptance

if TYPE_CHECKING:
    from perfxl.many_files.across_files import AcrossMemory
    from perfxl.many_files.aside import Spool
    from perfxl.many_files.parting import Parted
    from perfxl.many_files.workers import Workers


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
    from perfxl.many_files.parting import put_aside  # 文件不多的用不着

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
    if any(each.aside is not None for each in results):
        aside = _each_across(results, memory, beside, options)
        finished = [scores_aside(each) for each in _with_each(results, aside)]
        heeded = {} if lists.ignoring else beside
        whole = with_unmet_told(assessments_of(finished), heeded, options["listed_in"])
    else:
        finished, whole = list(results), across(assessments_of(results), beside, **options)
    unused = lists.unused(books)
    told = (_with_unused_told(each, unused) for each in whole)
    return [*_with_each(finished, told), *lists_unread(lists)]


def _with_each(results: Iterable[FileResult], read: Iterator[Assessment]) -> Iterator[FileResult]:
    """``results`` 里读成的，依次换成 ``read`` 给的。"""
    for each in results:
        yield each if each.assessment is None else replace(each, assessment=next(read))


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
