"""一个文件的活：读、评、查，以及写出副本和成表。"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from perfxl.batch.acceptance_lists import AcceptanceLists
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import parse_address
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table, UnknownPart
from perfxl.model.unread import UnreadSheet
from perfxl.model.workbook import Stamp, Workbook
from perfxl.reading.parts import Part
from perfxl.reading.sheet import read_sheet, rows_carried_over, unread_parts, unread_sheet
from perfxl.rendering.result_lists import is_result_heading, marked_places
from perfxl.rendering.score_changes import (
    CellChange,
    ScoreChanges,
    ScoresLeft,
    score_changes,
)
from perfxl.rules.engine.running import check_table, check_tables, in_order, refuse_unknown_rules
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import Profile, load_profile, profile_names
from perfxl.standards.rule_settings import Acceptance


@dataclass(frozen=True)
class FileResult:
    """一个文件的结果；``why`` 不空时读不了，其余为空。``cause`` 供 ``--debug`` 看。

    ``accepted`` 是已认可、不再列出的问题。``stamp`` 是读的时候文件的样子，写副本时看它变过没有。
    """

    path: Path
    document: Document | None = None
    scores: tuple[TableScore, ...] = ()
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    why: str = ""
    cause: Exception | None = None
    profile: Profile = field(default_factory=load_profile)
    stamp: Stamp | None = None

    @cached_property
    def certain_tables(self) -> tuple[Table, ...]:
        """读到的各张表，说不准的金额（数字格式与单位不合）空着：成表只用说得准的。"""
        tables = self.document.tables if self.document is not None else ()
        return tuple(table.certain() for table in tables)

    @property
    def has_errors(self) -> bool:
        """有 error 级的问题。"""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def document_of(workbook: Workbook) -> Document:
    """认出工作簿里的全部表；一张也没有时抛 ``UnreadableFileError``，说明看到了哪些字。"""
    tables: list[Table] = []
    unknown: list[UnknownPart] = []
    others: list[str] = []
    unread: list[UnreadSheet] = []
    above: Part | None = None
    for grid in workbook.grids:
        if is_result_heading(grid.text(1, 1)):
            continue
        reading = read_sheet(workbook.file, grid)
        tables += reading.tables
        unknown += reading.unknown
        if reading.tables:
            unread += unread_parts(grid, reading)
            above = reading.last_part
            continue
        others.append(grid.name)
        carried = rows_carried_over(grid, above) if above is not None else ()
        if carried:
            tables[-1] = replace(tables[-1], unread_rows=(*tables[-1].unread_rows, *carried))
        elif (sheet := unread_sheet(grid)) is not None:
            unread.append(sheet)
    if not tables:
        raise UnreadableFileError(_why_no_table(Path(workbook.file), others, unknown))
    return Document(workbook.file, tuple(tables), tuple(others), tuple(unknown), tuple(unread))


def _why_no_table(path: Path, sheets: list[str], unknown: list[UnknownPart]) -> str:
    if not sheets:
        return f"“{path.name}”里没有工作表（可能只有图表页），没有可读的表；请核对是不是这个文件。"
    seen = "；".join(
        f"工作表“{part.sheet}”开头写着{'、'.join(f'“{word}”' for word in part.words[:5])}"
        for part in unknown[:3]
    )
    empty = "、".join(f"“{name}”" for name in sheets[:5])
    return (
        f"“{path.name}”里没有认出绩效或预算批复的表（{seen or f'工作表 {empty} 里没有内容'}）；"
        "请核对表头：绩效的表要有“三级指标”“指标值”，预算批复的表要有名称和“年初预算数”“调整预算数”；"
        "三公经费、经济分类、资产一类的表不读。"
    )


def _process(path: Path, profile: Profile | None, *, check: bool) -> FileResult:
    return _result_of(path, lambda: _assess_file(path, profile, check=check))


def process(path: Path, profile: Profile | None = None, *, check: bool = True) -> FileResult:
    """读、评、查一个文件；读不了的写进 ``why``，不抛异常。

    没有给 ``profile`` 时用工作簿里名称“绩效口径”写的，也没有写的用默认。
    """
    result = _process(path, profile, check=check)
    return checked([result])[0] if check else result


def read_file(path: Path) -> FileResult:
    """只读懂一个文件，不评不查；读不了的写进 ``why``，不抛异常。"""
    return _result_of(path, lambda: FileResult(path, document_of(read_workbook(path))))


def _result_of(path: Path, work: Callable[[], FileResult]) -> FileResult:
    try:
        return work()
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


def _assess_file(path: Path, profile: Profile | None, *, check: bool) -> FileResult:
    workbook = read_workbook(path)
    return assess(workbook, profile or _own_profile(workbook), check=check)


def _own_profile(workbook: Workbook) -> Profile:
    if workbook.profile and workbook.profile not in profile_names():
        raise UnreadableFileError(
            f"“{Path(workbook.file).name}”的名称“绩效口径”写的是“{workbook.profile}”，没有这个口径；"
            "请在 Excel 的“公式—名称管理器”里改，或用 --profile 另给一个。"
        )
    return load_profile(workbook.profile) if workbook.profile else load_profile()


def assess(workbook: Workbook, profile: Profile, *, check: bool = True) -> FileResult:
    """读懂、评分、逐张校验一个已经读进来的工作簿；没有表时抛 ``UnreadableFileError``。

    只有自评表评分；别的表只跑适用于它的规则。跨表的核对和认可清单在 ``checked``。
    """
    document = document_of(workbook)
    scores: list[TableScore] = []
    findings: list[Finding] = []
    for table in document.tables:
        score = score_table(table, profile)
        if table.spec.scored:
            scores.append(score)
        if check:
            findings += check_table(table, score, profile)
    return FileResult(
        Path(workbook.file),
        document,
        tuple(scores),
        tuple(findings),
        profile=profile,
        stamp=workbook.stamp,
    )


def profile_named(name: str) -> Profile:
    """按名字或路径载入口径；有误、提到没有的规则时抛 ``ProfileError``。"""
    profile = load_profile(name)
    accepted = (each.rule for each in profile.accepted)
    refuse_unknown_rules([*sorted(profile.rules.named), *accepted], f"口径“{name}”")
    return profile


def process_all(
    paths: Iterable[Path], profile: Profile | None = None, *, check: bool = True
) -> Iterator[FileResult]:
    """逐个读、评、逐张查；几个文件之间的核对另用 ``checked``。"""
    for path in paths:
        yield _process(path, profile, check=check)


def checked(results: Sequence[FileResult]) -> list[FileResult]:
    """补上跨表（跨文件）的问题，去掉已认可的；次序与 ``results`` 相同。

    各文件旁边的认可清单（``校验认可.yaml``）有误的，那一个文件的问题照列，原因另成一个读不了的结果。
    """
    read = [result for result in results if result.document is not None]
    profile = read[0].profile if read else load_profile()
    tables = [table for result in read if result.document for table in result.document.tables]
    across: dict[str, list[Finding]] = {}
    for finding in check_tables(tables, profile):
        across.setdefault(finding.file, []).append(finding)
    lists = AcceptanceLists()
    finished: list[FileResult] = []
    for result in results:
        if result.document is None:
            finished.append(result)
            continue
        sheets = list(dict.fromkeys(table.sheet for table in result.document.tables))
        found = [*result.findings, *across.get(result.document.file, ())]
        found.sort(key=lambda each: (sheets.index(each.sheet), *in_order(each)))
        acceptances = (*result.profile.accepted, *lists.beside(result.path))
        finished.append(
            replace(
                result,
                findings=tuple(each for each in found if not _accepted(each, acceptances)),
                accepted=tuple(each for each in found if _accepted(each, acceptances)),
            )
        )
    finished += [FileResult(path, why=str(error), cause=error) for path, error in lists.faulty]
    return finished


def _accepted(finding: Finding, acceptances: Sequence[Acceptance]) -> bool:
    return any(acceptance.covers(finding) for acceptance in acceptances)


@dataclass(frozen=True)
class FilledCopy:
    """填好分的副本：写到哪里（没有要改的，没有写，为 ``None``），改了哪些格，哪些是用户的公式没有动，
    哪些公式没有得出数、总分因此没有填，哪些留给人填，``hidden`` 是写进了哪些隐藏的地方，``shown`` 是改了的各格现在看到的字。"""

    target: Path | None
    changes: tuple[CellChange, ...]
    kept_formulas: tuple[str, ...]
    unread_formulas: tuple[str, ...]
    left: tuple[ScoresLeft, ...] = ()
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def fill_scores(result: FileResult, target: Path | Output) -> FilledCopy:
    """把算出的分填进副本；表里的分已经与算出的相同的不写副本。写不了时抛 ``NotWritableError``。"""
    parts: list[ScoreChanges] = [score_changes(score, result.profile) for score in result.scores]
    changes = tuple(change for part in parts for change in part.changes)
    kept = tuple(cell for part in parts for cell in part.kept_formulas)
    unread = tuple(cell for part in parts for cell in part.unread_formulas)
    left = tuple(each for part in parts for each in part.left)
    if not changes:
        return FilledCopy(None, changes, kept, unread, left)
    from perfxl.hosts.workbook_copy import write_changes

    hidden = hidden_places(result.path, ((c.sheet, c.row, c.column) for c in changes))
    write_changes(result.path, changes, target, as_read=result.stamp)
    written = written_path(target)
    shown = shown_in(written, changes)
    return FilledCopy(written, changes, kept, unread, left, hidden, shown)


def shown_in(copy: Path, changes: Iterable[CellChange]) -> tuple[str, ...]:
    """写好的副本里，改了的各格看到的字。"""
    grids = {grid.name: grid for grid in read_workbook(copy).grids}
    return tuple(grids[each.sheet].text(each.row, each.column) for each in changes)


def hidden_places(path: Path, places: Iterable[tuple[str, int, int]]) -> tuple[str, ...]:
    """这几格（工作表、行、列）落在哪些隐藏的地方：``自评表 隐藏的第 8 行``；都看得见的为空。"""
    grids = {grid.name: grid for grid in read_workbook(path).grids}
    found: dict[str, None] = {}
    for sheet, row, column in places:
        grid = grids[sheet]
        said = grid.hidden_at(row, column)
        if said:
            found[said if grid.hidden else f"{sheet} {said}"] = None
    return tuple(found)


def no_self_evaluation(result: FileResult) -> str:
    """没有自评表可评时说的一句话：读到的是哪几种表。"""
    tables = result.document.tables if result.document else ()
    found = "、".join(dict.fromkeys(table.form.label for table in tables))
    return (
        f"“{result.path.name}”里没有自评表（读到的是{found}），没有实际完成值，评不了分；"
        "请给出填好完成值的自评表。"
    )


def mark_copy(result: FileResult, target: Path | Output) -> Path | None:
    """写出标好问题的副本，给出写到哪里；没有问题的不写。写不了时抛 ``NotWritableError``。"""
    if not result.findings:
        return None
    from perfxl.hosts.workbook_copy import write_marks

    write_marks(result.path, result.findings, target, as_read=result.stamp)
    return written_path(target)


def hidden_marks(result: FileResult) -> tuple[str, ...]:
    """标注会落在哪些隐藏的地方。"""
    marked = marked_places(result.findings)
    return hidden_places(result.path, ((name, *parse_address(cell)) for name, cell in marked))
