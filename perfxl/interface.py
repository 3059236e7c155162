"""给 Python 用的：读、查、评、成表、看一句指标值。``import perfxl`` 就有，用到才载入。

>>> import perfxl
>>> perfxl.value("≥95%").number
Decimal('95')

数都是 ``Decimal``，每个值都记得自己在哪一格；结果都是冻结的，不会被改动，文件也不会，除非 ``save``。
用户能改的毛病（读不了、写不成、口径有误……）抛 ``PerfxlError``，``str()`` 是一句中文。
怎样用见 docs/Python接口.md。
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from perfxl.actions.assessment import AcceptedBy, accepted_said, silenced_said
from perfxl.actions.document import results_said
from perfxl.many_files.acceptance_lists import AcceptanceLists
from perfxl.many_files.accepted_results import with_accepted_scores
from perfxl.many_files.file_result import FileResult, assessments_of
from perfxl.many_files.finding import FoundWorkbooks, found_workbooks
from perfxl.many_files.results import (
    checked,
    lists_unread,
    process_all,
    profile_named,
    read_file,
    unopened_folders,
    with_folders_told,
)
from perfxl.model.errors import PerfxlError
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table
from perfxl.scoring.rounding import plain
from perfxl.standards.profile import Profile, load_profile

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from perfxl.actions.compare import Comparison, Ignored
    from perfxl.actions.form_sources import Source
    from perfxl.actions.forms_made import MadeForm
    from perfxl.actions.outcome import MadeSheet
    from perfxl.many_files.workers import Workers
    from perfxl.matching.comparison import ComparedProject
    from perfxl.model.summary import Summary
    from perfxl.rendering.fill_list import ToFill
    from perfxl.rendering.value_origins import TracedCell

AnyPath = str | os.PathLike[str]


@dataclass(frozen=True)
class Unread:
    """没有读成的一个文件，和为什么。"""

    file: str
    why: str


@dataclass(frozen=True)
class ProfileUsed:
    """一个文件用的口径，和为什么用它。"""

    file: str
    profile: str
    why: str


@dataclass(frozen=True, repr=False)
class Checked:
    """``check`` 的结果。

    ``findings`` 是问题，照文件、工作表、行列排；``accepted`` 是已认可的，不在 ``findings`` 里；
    ``documents`` 是读到的各个文件；``unread`` 是文件夹里没有读成的文件；``files`` 是一共看了几个文件；
    ``skipped`` 是命令行跳过的、与绩效无关的工作簿（这里的 ``check`` 不跳，都在 ``unread`` 里）。
    ``profiles`` 是各个文件用的口径，``acceptances`` 是认可了的各条（写在哪里、几处），
    ``disabled_rules`` 是口径关掉的规则，``told`` 把这两样和当作结果没有查的工作表说成话。
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    documents: tuple[Document, ...]
    unread: tuple[Unread, ...]
    files: int
    skipped: tuple[Unread, ...] = ()
    profiles: tuple[ProfileUsed, ...] = ()
    acceptances: tuple[AcceptedBy, ...] = ()
    disabled_rules: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, results: Iterable[FileResult], files: int, *, listed: bool = True) -> Self:
        """由各个文件的结果合成；``files`` 是一共看了几个；``listed`` 为假时不列问题（几万处的另取）。"""
        every = list(results)
        read = assessments_of(every)
        used = {each.profile.name: each.profile for each in read}
        accepted = tuple(one for each in read for one in each.acceptances)
        disabled = {rule for each in used.values() for rule in each.rules.disabled}
        told = (
            accepted_said(accepted),
            *dict.fromkeys(void.said for each in read for void in each.void_acceptances),
            *map(silenced_said, used.values()),
            *(_results_said(each.document) for each in read),
        )
        return cls(
            acceptances=accepted,
            disabled_rules=tuple(sorted(disabled)),
            told=tuple(filter(None, told)),
            findings=tuple(one for each in every for one in each.findings) if listed else (),
            accepted=tuple(one for each in every for one in each.accepted) if listed else (),
            documents=_documents(every),
            unread=tuple(Unread(str(each.path), each.why) for each in every if each.why),
            files=files,
            skipped=tuple(Unread(str(each.path), each.skipped) for each in every if each.skipped),
            profiles=tuple(
                ProfileUsed(each.file, each.profile.name, each.profile_why) for each in read
            ),
        )

    def __repr__(self) -> str:
        counts = "、".join(
            f"{level.label}{number}处"
            for level in Severity
            if (number := sum(each.severity is level for each in self.findings))
        )
        said = f"{self.files}个文件、{len(self.tables)}张表：{counts or '没有发现问题'}"
        return f"<Checked {said}{_unread_said(self.unread)}>"

    @property
    def tables(self) -> tuple[Table, ...]:
        """读到的各张表。"""
        return tuple(table for document in self.documents for table in document.tables)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """“错误”级的问题：会被退回的。"""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    def at_least(self, level: Severity | str) -> tuple[Finding, ...]:
        """这一级（``error``、``warning``、``info``）和更重的问题。"""
        return tuple(each for each in self.findings if each.severity.at_least(Severity(level)))


@dataclass(frozen=True, repr=False)
class Scored:
    """``score`` 的结果。

    ``scores`` 是各张自评表的分；``documents`` 是读到的各个文件；``unscored`` 是文件夹里没有自评表的文件，
    ``unread`` 是没有读成的。
    """

    scores: tuple[TableScore, ...]
    documents: tuple[Document, ...]
    unscored: tuple[Unread, ...]
    unread: tuple[Unread, ...]
    _results: tuple[FileResult, ...] = field(compare=False)

    def __repr__(self) -> str:
        totals = "、".join(
            f"{each.table.project} {'' if each.total is None else plain(each.total)}{each.grade or '没有总分'}"
            for each in self.scores
        )
        return f"<Scored {totals or '没有自评表'}{_unread_said(self.unread)}>"

    @property
    def not_filled(self) -> tuple[str, ...]:
        """``save`` 不填的格和为什么：用户的公式、可疑的数牵连的、总分算不出的，一个缘故一句。"""
        from perfxl.actions.score import score

        read = assessments_of(self._results)
        return tuple(said for each in read for said in score(each).not_filled)

    def save(self, path: AnyPath, *, replace: bool = False) -> Path | None:
        """另写一份副本，填好得分、执行率、总分、等级，其余原样；给出写到哪里，没有要填的不写，为 ``None``。

        只用于一个文件的结果。已有的文件不替换，除非 ``replace=True``；写不成抛 ``PerfxlError``。
        """
        from perfxl.many_files.copies import fill_scores
        from perfxl.many_files.output_places import outputs_of

        if len(self._results) != 1:
            raise PerfxlError("几个文件的分不能写成一个副本，请一个一个地评、一个一个地存。")
        [result] = self._results
        outputs = outputs_of([result.path], replace=replace, how="写明 replace=True")
        return fill_scores(result, outputs.named(Path(path))).target


@dataclass(frozen=True, repr=False)
class MadeBook:
    """``make`` 的结果：排好的各张工作表，还没有写进文件。

    ``cautions`` 是要人看一眼的（各张的前面带工作表名；并成一行的、略过的各份在先，没有工作表名），
    ``left`` 是有内容而模板里没有位置、没有写进的，各带工作表名；
    ``not_written`` 是取数的表里没有读懂、因此没有写进的，一个文件一句；``unread`` 是文件夹里没有读成的文件。
    """

    form: str
    sheets: "tuple[MadeSheet, ...]"
    not_written: tuple[str, ...]
    unread: tuple[Unread, ...]
    _merged: tuple[str, ...] = field(compare=False)
    _inputs: tuple[Path, ...] = field(compare=False)

    def __repr__(self) -> str:
        names = "、".join(each.name for each in self.sheets)
        return f"<MadeBook {self.form}：{names}{_unread_said(self.unread)}>"

    @property
    def cautions(self) -> tuple[str, ...]:
        """要人看一眼的；略过了哪几份、哪几份并成一行在先，与命令行说的一样。"""
        own = (f"“{each.name}”：{said}" for each in self.sheets for said in each.cautions)
        return (*self._merged, *own)

    @property
    def left(self) -> tuple[str, ...]:
        """没有写进的。"""
        return tuple(f"“{each.name}”：{name}" for each in self.sheets for name in each.left)

    @property
    def traced(self) -> "tuple[tuple[str, TracedCell], ...]":
        """各格从哪里来：（工作表名，一格）；``make(…, traced=True)`` 的才有。"""
        return tuple((each.name, cell) for each in self.sheets for cell in each.traced)

    @property
    def to_fill(self) -> "tuple[tuple[str, ToFill], ...]":
        """待填的表（新一年的，由批复写的自评表）里要填的各格：（工作表名，哪一格、填什么、去年的）。"""
        return tuple((each.name, cell) for each in self.sheets for cell in each.to_fill)

    def save(self, path: AnyPath, *, replace: bool = False, checklist: bool = False) -> Path:
        """写成一个 .xlsx，一个项目一张工作表；给出写到哪里。``checklist`` 附一张填写清单（待填的才有）。

        已有的文件不替换，除非 ``replace=True``；取数的文件任何时候都不替换。写不成抛 ``PerfxlError``。
        """
        from perfxl.many_files.making import write_sheets
        from perfxl.many_files.output_places import outputs_of

        target = Path(path)
        if target.suffix.lower() != ".xlsx":
            raise PerfxlError(f"成表只写 .xlsx，“{target.name}”写不成；请换一个文件名。")
        outputs = outputs_of(self._inputs, replace=replace, how="写明 replace=True")
        output = outputs.named(target)
        write_sheets(self.sheets, output, checklist=checklist)
        return output.path


@dataclass(frozen=True, repr=False)
class Summarised:
    """``summary`` 的结果。

    ``summary`` 里有各项目（``projects``）、各单位（``units``）、各类指标、各条规则的合计，核对出的不同（``differences``），
    没有算进来的（``ignored``）和没有读成的（``unread``）；``told`` 是合计和要人知道的几句话。
    """

    summary: "Summary"
    told: tuple[str, ...]
    _inputs: tuple[Path, ...] = field(compare=False)

    def __repr__(self) -> str:
        return f"<Summarised {self.told[0].removesuffix('。')}>"

    def save(self, path: AnyPath, *, replace: bool = False) -> Path:
        """写成工作簿（.xlsx）或网页（.html）；给出写到哪里。

        已有的文件不替换，除非 ``replace=True``；读过的文件任何时候都不替换。写不成抛 ``PerfxlError``。
        """
        from datetime import date

        from perfxl.many_files.output_places import outputs_of
        from perfxl.many_files.summarising import write_summary

        outputs = outputs_of(self._inputs, replace=replace, how="写明 replace=True")
        output = outputs.named(Path(path))
        write_summary(self.summary, output, date.today())
        return output.path


@dataclass(frozen=True, repr=False)
class Compared:
    """``compare`` 的结果。

    ``projects`` 是各个项目（各步、资金、指标），变化要紧的在前；``told`` 是逐个项目变了什么的话；
    ``ignored`` 是没有比的表和为什么，``unread`` 是文件夹里没有读成的文件。
    """

    comparison: "Comparison"
    unread: tuple[Unread, ...]
    _inputs: tuple[Path, ...] = field(compare=False)

    def __repr__(self) -> str:
        return f"<Compared {self.comparison.said.removesuffix('。')}{_unread_said(self.unread)}>"

    @property
    def projects(self) -> "tuple[ComparedProject, ...]":
        """各个项目，变化要紧的在前。"""
        return tuple(self.comparison.projects)

    @property
    def ignored(self) -> "tuple[Ignored, ...]":
        """没有比的表，和为什么。"""
        return self.comparison.ignored

    @property
    def told(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """有变化的各个项目：名称，变了什么，一处一句。"""
        from perfxl.rendering.comparison_words import project_words

        return tuple((each.name, tuple(project_words(each))) for each in self.comparison.changed)

    def save(self, path: AnyPath, *, replace: bool = False) -> Path:
        """写成可以打印的比对表（.xlsx）；给出写到哪里。已有的文件不替换，除非 ``replace=True``。"""
        from perfxl.hosts.printed_books import write_printed
        from perfxl.many_files.output_places import outputs_of

        outputs = outputs_of(self._inputs, replace=replace, how="写明 replace=True")
        output = outputs.named(Path(path))
        write_printed(output, self.comparison.sheets((e.file, e.why) for e in self.unread))
        return output.path


def compare(*paths: AnyPath) -> Compared:
    """比对：同一项目的申报、批复、调整、自评（或几个年度）之间变了什么；文件，或文件夹连同下级里的工作簿。

    写明的文件读不了、一个项目也没有，抛 ``PerfxlError``；文件夹里读不了的记在 ``unread``。
    """
    from perfxl.actions.compare import compare as compared

    found = _found(paths)
    results = with_folders_told([read_file(path) for path in found.paths], found)
    unread = _unread(results, found)
    comparison = compared(_documents(results))
    if not comparison.projects:
        raise PerfxlError("给出的文件里没有可以比对的项目表。")
    return Compared(comparison, unread, tuple(found.paths))


def read(path: AnyPath) -> Document:
    """读懂一个工作簿里的各张表；读不了、一张表也没有认出的，抛 ``PerfxlError``。

    >>> from perfxl.shipped import shipped_folder
    >>> document = read(shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx")
    >>> first = document.tables[0].indicators[0]
    >>> first.level3.text, first.target.text, first.target.cell
    ('“三支一扶”招募人数', '≥100人', 'E15')
    """
    result = read_file(Path(path))
    if result.document is None:
        raise UnreadableFileError(result.why) from result.cause
    return result.document


def check(
    *paths: AnyPath,
    profile: AnyPath | None = None,
    jobs: int = 1,
    executor: "Executor | None" = None,
) -> Checked:
    """校验：文件，或文件夹连同下级里的工作簿；几个文件之间也互相核对。

    ``profile`` 是口径的名字，或一份 .yaml 的路径；不写时用工作簿里定的，没有定的照表推断。
    写明的文件读不了抛 ``PerfxlError``；文件夹里的记在 ``unread``，其余照查。
    ``jobs`` 是分给几个进程做，``executor`` 是分给这个 ``concurrent.futures`` 的 executor（Dask 的
    ``client.get_executor()`` 也行），``jobs`` 这时是它有几个工作者；结果都一样。
    """
    found = _found(paths)
    chosen = profile_named(os.fspath(profile)) if profile is not None else None
    with _workers(jobs, executor) as workers:
        results = checked(list(process_all(found.paths, chosen, workers=workers)))
    results += unopened_folders(found)
    _refuse_unread(results, found)
    return Checked.of(results, len(found.paths))


def score(
    *paths: AnyPath,
    profile: AnyPath | None = None,
    jobs: int = 1,
    executor: "Executor | None" = None,
) -> Scored:
    """评分：每行应得几分、怎么算的；文件，或文件夹连同下级里的工作簿。

    写明的文件读不了、里面没有自评表，抛 ``PerfxlError``；文件夹里的记在 ``unread``、``unscored``。
    ``jobs``、``executor`` 同 ``check``。
    """
    from perfxl.actions.score import no_self_evaluation

    found = _found(paths)
    chosen = _profile(profile)
    lists = AcceptanceLists()
    with _workers(jobs, executor) as workers:
        coming = process_all(found.paths, chosen, check=False, workers=workers)
        results = list(with_accepted_scores(coming, lists))
    unread = _unread([*results, *unopened_folders(found), *lists_unread(lists)], found)
    unscored: list[Unread] = []
    for each in results:
        if each.document is not None and not each.scores:
            why = no_self_evaluation(each.document)
            if found.origins[each.path] is None:
                raise PerfxlError(why)
            unscored.append(Unread(str(each.path), why))
    return Scored(
        scores=tuple(each for result in results for each in result.scores),
        documents=_documents(results),
        unscored=tuple(unscored),
        unread=unread,
        _results=tuple(results),
    )


def summary(
    *paths: AnyPath, year: int | None = None, unit: str = "", profile: AnyPath | None = None
) -> Summarised:
    """汇总：一个项目一年一行的自评，按单位合计；文件，或文件夹连同下级里的工作簿。

    ``year``、``unit`` 只看一年、一个单位。写明的文件读不了抛 ``PerfxlError``；文件夹里的记在 ``summary.unread``。
    """
    from perfxl.many_files.summarising import summarised

    found = _found(paths)
    chosen = profile_named(os.fspath(profile)) if profile is not None else None
    results = checked(list(process_all(found.paths, chosen)))
    results = with_folders_told(results, found)
    _refuse_unread(results, found)
    outcome = summarised(results, len(found.paths), year=year, unit=unit)
    return Summarised(outcome.summary, outcome.sentences, tuple(found.paths))


def make(
    form: str,
    sources: AnyPath | Iterable[AnyPath | Sequence[AnyPath]] = (),
    *,
    blank: bool = False,
    template: AnyPath | None = None,
    conclusion: AnyPath | None = None,
    drafted: bool = True,
    as_printed: bool = False,
    traced: bool = False,
    profile: AnyPath | None = None,
    year: int | None = None,
) -> MadeBook:
    """成表：照模板排好，用 ``save`` 写成一个工作簿。

    ``form`` 是表名（``perfxl form`` 列出全部），或“整本”：把一个工作簿里的各种表照原样重排。
    ``sources`` 是取数的文件、文件夹；由两份比出来的（调整批复表）先年初、后调整，一份是几个文件的写成一组。
    ``blank=True`` 写空白表；连同 ``sources``（去年的表）写新一年待填的，``year`` 是新的年度（不给是去年加一），
    还要填哪些在 ``cautions`` 里。``template``、``conclusion`` 用自己的模板（``template`` 也可以是版式的名称，如 ``"三栏"``）；
    ``drafted=False`` 没有写自评结论的空着，不拟草稿；``as_printed`` 照原来填的得分、总分；``traced=True`` 追查每一格从哪里来：
    ``MadeBook.traced`` 有，``save`` 时附一张“来源”。
    写明的文件读不了、得不出要的表，抛 ``PerfxlError``。
    """
    from perfxl.actions.forms_made import WHOLE_BOOK, known_form
    from perfxl.many_files.making import conclusion_path, made_sheets, sources_for

    made = None if form == WHOLE_BOOK else known_form(form, or_book=True)
    given = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    _refuse_odd_making(made, blank=blank, given=bool(given), year=year)
    own, chosen = _own_template(template, made), _profile(profile)
    text = Path(conclusion) if conclusion is not None else None
    found = [_found(_group(each)) for each in given]
    groups, unread = _scored_groups(found, chosen)
    if blank and made is not None:
        wanted = _to_fill(made, groups, year)
    else:
        wanted = sources_for(made, groups, chosen, as_printed=as_printed)
    sheets = made_sheets(
        wanted,
        template=own,
        made=made,
        conclusion=text,
        drafted=drafted,
        as_printed=as_printed or made is None,
        given=groups if traced else None,
    )
    inputs = [*(path for each in found for path in each.paths), text or conclusion_path()]
    return MadeBook(
        form=form,
        sheets=tuple(sheets),
        not_written=_not_written(groups, whole=made is None),
        unread=unread,
        _merged=tuple(said for each in wanted for said in each.instead_of),
        _inputs=(*inputs, *([own] if own is not None else [])),
    )


def _scored_groups(
    found: list[FoundWorkbooks], profile: Profile | None
) -> tuple[list[list[FileResult]], tuple[Unread, ...]]:
    """各组文件读、评好的，认可了的得分照所填；没有读成的各是为什么。"""
    lists = AcceptanceLists()
    coming = (process_all(each.paths, profile, check=False) for each in found)
    groups = [list(with_accepted_scores(each, lists)) for each in coming]
    unread = (
        one
        for each, group in zip(found, groups, strict=True)
        for one in _unread([*group, *unopened_folders(each), *lists_unread(lists)], each)
    )
    return groups, tuple(dict.fromkeys(unread))


def _to_fill(made: "MadeForm", groups: list[list[FileResult]], year: int | None) -> "list[Source]":
    """空白表；给了去年的表的，是新一年待填的。"""
    from perfxl.actions.form_sources import blank_source
    from perfxl.many_files.making import next_year

    return next_year(made, groups, year) if groups else [blank_source(made)]


def _refuse_odd_making(
    made: "MadeForm | None", *, blank: bool, given: bool, year: int | None
) -> None:
    """配不到一起的，说怎样写。"""
    if blank and made is None:
        raise PerfxlError("空白表（blank=True）要给一种表名。")
    if year is not None and not (blank and given):
        raise PerfxlError("year 是新一年待填的表的年度，要与 blank=True 和去年的表一起给。")
    if not blank and not given:
        raise PerfxlError("请用 sources=[…] 给出取数的文件或文件夹；要空白表的写 blank=True。")


def _not_written(groups: Iterable[Iterable[FileResult]], *, whole: bool) -> tuple[str, ...]:
    """取数的表里没有写进的，一个文件一句。"""
    from perfxl.actions.made_said import unwritten_said

    documents = _documents(each for group in groups for each in group)
    said = ((Path(each.file).name, unwritten_said(each, whole=whole)) for each in documents)
    return tuple(f"“{name}”里{why}，没有写进。" for name, why in said if why)


def _own_template(template: AnyPath | None, made: "MadeForm | None") -> Path | None:
    """自己的模板，或随带的一种版式的名称。"""
    if template is None or made is None:
        return Path(template) if template is not None else None
    from perfxl.many_files.template_variants import chosen_template

    return chosen_template(os.fspath(template), made)


def _results_said(document: Document) -> str:
    said = results_said(document.result_sheets)
    return f"{Path(document.file).name}：{said}" if said else ""


def _workers(jobs: int, executor: "Executor | None") -> "AbstractContextManager[Workers | None]":
    if executor is None and jobs <= 1:
        return nullcontext()
    from perfxl.many_files.workers import Workers

    return Workers(jobs, executor)


def _unread_said(unread: Sequence[Unread]) -> str:
    return f"；{len(unread)}个文件没有读成" if unread else ""


def _group(source: AnyPath | Sequence[AnyPath]) -> list[AnyPath]:
    return [source] if isinstance(source, str | os.PathLike) else list(source)


def _found(paths: Sequence[AnyPath]) -> FoundWorkbooks:
    """给的文件和文件夹里的工作簿；一个也没有、写明的文件夹打不开的，抛 ``PerfxlError``。"""
    given = [Path(path) for path in paths]
    found = found_workbooks(given)
    for place, error in found.unopened:
        if place in given:
            raise error
    if not found.paths:
        raise PerfxlError("给出的文件夹里没有 Excel 工作簿（.xlsx、.xlsm、.xls、.et）。")
    return found


def _unread(results: Iterable[FileResult], found: FoundWorkbooks) -> tuple[Unread, ...]:
    every = list(results)
    _refuse_unread(every, found)
    return tuple(Unread(str(each.path), each.why) for each in every if each.why)


def _refuse_unread(results: Iterable[FileResult], found: FoundWorkbooks) -> None:
    """写明的文件（连同它旁边的认可清单）读不了的，抛 ``UnreadableFileError``。"""
    named = {path for path, folder in found.origins.items() if folder is None}
    beside = {path.parent for path in named}
    for each in results:
        is_list = each.path not in found.origins and each.path.parent in beside
        if each.why and (each.path in named or is_list):
            raise UnreadableFileError(each.why) from each.cause


def _documents(results: Iterable[FileResult]) -> tuple[Document, ...]:
    return tuple(each.document for each in results if each.document is not None)


def _profile(profile: AnyPath | None) -> Profile | None:
    return load_profile(os.fspath(profile)) if profile is not None else None
