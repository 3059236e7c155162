"""校验许多文件：问题一张表一张表地怎样说，最后怎样合计；几个文件合成一份清单。"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple, overload

from perfxl.actions.assessment import Assessment
from perfxl.actions.outcome import Outcome
from perfxl.model.address import places_in
from perfxl.model.entry import Entry
from perfxl.model.finding import Finding, Severity, with_consequences
from perfxl.model.table import Document
from perfxl.rendering.unread_lists import sheets_said, unread_rows_of, unread_sheets_of
from perfxl.rules.engine.registry import all_rules
from perfxl.rules.engine.telling import address_of

# 一张表里多过这么多处，同一条规则到了 ``_ALIKE`` 处的合成一条。
_TOO_MANY, _ALIKE = 40, 4
_SEVERITIES = list(Severity)
# 一处问题的格，屏幕上写到这么多处。
_CELLS_SHOWN = 8
UNREAD_ROWS = "没有读懂的行，所在的表不判总分、等级、合计："


@dataclass(frozen=True)
class ToldFinding:
    """说给人看的一处问题：级别，在哪、哪条规则，事实，怎么办，依据（同一张表里说过的为 ``""``）。

    ``findings`` 是说的哪几处：同一条规则的合成一条，就不止一处（连同各自牵连出来的）。
    ``follows`` 是牵连出来的：只说事实，跟在它的因后面。
    """

    severity: Severity
    cells: str
    rule: str
    said: str
    hint: str = ""
    basis: str = ""
    follows: bool = False
    findings: tuple[Finding, ...] = field(default=(), compare=False, repr=False)

    @property
    def place(self) -> str:
        """在哪、哪条规则。"""
        return f"{self.cells}　{self.rule}"


@dataclass(frozen=True)
class ToldTable:
    """一张表：标题（文件、工作表、项目和处数），逐处的问题。"""

    title: str
    findings: tuple[ToldFinding, ...]


@dataclass(frozen=True)
class UnreadTold:
    """合计里点名的：没有读懂的行（一处一句），没有认出表的工作表（一个文件一句）。"""

    rows: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """一行一句；没有读懂的行前面先说它们是什么。"""
        return (*((UNREAD_ROWS, *self.rows) if self.rows else ()), *self.sheets)


@dataclass(frozen=True)
class CheckedOutcome(Outcome):
    """许多文件的校验：``tables`` 逐表说，``unread`` 点名没有读懂的，``sentences`` 是合计、口径和认可。"""

    tables: Sequence[ToldTable] = ()
    unread: UnreadTold = UnreadTold()


def check_many(
    assessed: Sequence[Assessment],
    level: Severity = Severity.INFO,
    *,
    files: int | None = None,
    unread: Sequence[tuple[str, str]] = (),
    told: Sequence[str] = (),
) -> CheckedOutcome:
    """``level`` 是只列这一级和更重的，合计照全部的算；``files`` 是一共看了几个文件，``unread`` 是没有读成的
    （文件、原因），``told`` 是谁认可了什么、口径关掉了什么。
    """
    documents = [each.document for each in assessed]
    tally = Counter(finding.severity for each in assessed for finding in each.findings)
    counted = counts_said_of_many(
        len(assessed) if files is None else files,
        documents,
        tally,
        len(unread),
        accepted=sum(len(each.accepted) for each in assessed),
    )
    profiles = profiles_said(profiles_used(assessed))
    shown = [_Shown(each.findings, level) for each in assessed]
    return CheckedOutcome(
        (counted, *profiles, *told),
        tables=ToldTables(shown, worst_first=len(assessed) > 1),
        unread=unread_told(documents),
    )


def with_lists(
    outcome: CheckedOutcome,
    assessed: Sequence[Assessment],
    level: Severity,
    *,
    unread: Sequence[tuple[str, str]] = (),
    told: Sequence[str] = (),
) -> CheckedOutcome:
    """连同写成工作簿的几张清单。"""
    from perfxl.rendering.finding_lists import finding_lists  # 只说不写的用不着

    lists = finding_lists(
        [each.findings for each in assessed],
        unread,
        documents=[each.document for each in assessed],
        level=level,
        accepted=sum(len(each.accepted) for each in assessed),
        told=told,
    )
    return replace(outcome, lists=tuple(lists))


class _Shown(NamedTuple):
    """一个文件的问题里，这一级和更重的。"""

    findings: Sequence[Finding]
    level: Severity = Severity.INFO

    def listed(self) -> list[Finding]:
        """要列的。"""
        if self.level is Severity.INFO:
            return list(self.findings)
        return [each for each in self.findings if each.severity.at_least(self.level)]


class ToldTables(Sequence[ToldTable]):
    """问题按表分组，要说哪一张才取哪一张：几万个文件的字不必都留在内存里。

    同一条依据在一张表里只说一次，牵连出来的跟在因后面。``worst_first``：重的表在先，一张表里重的问题在先；
    不然照工作表、行列的次序。一张表里问题太多的，也是重的在先，同一条规则的合成一条。
    """

    def __init__(self, files: Sequence[_Shown], *, worst_first: bool = False) -> None:
        self._files, self._worst_first = files, worst_first
        self._last: tuple[int, list[Finding]] = (-1, [])
        places: list[tuple[tuple[int, ...], int, int, int]] = []
        for number, each in enumerate(files):
            start = 0
            for _, group in groupby(each.listed(), _table_of):
                own = list(group)
                places.append((_heaviness(own), number, start, start + len(own)))
                start += len(own)
        if worst_first:
            places.sort(key=lambda each: each[0], reverse=True)
        self._places = [place for _, *place in places]

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> ToldTable: ...
    @overload
    def __getitem__(self, place: slice) -> list[ToldTable]: ...
    def __getitem__(self, place: int | slice) -> ToldTable | list[ToldTable]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        number, start, end = self._places[place]
        if self._last[0] != number:
            self._last = number, self._files[number].listed()
        every = self._last[1]
        here = every[start:end]
        causes = {each.cause.rule for each in here if each.cause is not None}
        listed = {each for each in every if each.rule in causes}
        title = " · ".join(dict.fromkeys(filter(None, _table_of(here[0]))))
        return _told_table(title, here, listed, worst_first=self._worst_first)


def told_tables(findings: Sequence[Finding], *, worst_first: bool = False) -> tuple[ToldTable, ...]:
    """一些问题按表分组。"""
    return tuple(ToldTables([_Shown(findings)], worst_first=worst_first))


def _heaviness(findings: Iterable[Finding]) -> tuple[int, ...]:
    """错误、提醒、参考各几处。"""
    own = [finding.severity for finding in findings]
    return tuple(map(own.count, _SEVERITIES))


def _told_table(
    title: str, here: Sequence[Finding], listed: Set[Finding], *, worst_first: bool
) -> ToldTable:
    """``listed`` 是列出来的、能作因的问题：因在别的表上的，这里只说事实。"""
    cited: set[str] = set()
    told: list[ToldFinding] = []
    too_many = len(here) > _TOO_MANY
    groups = with_consequences(here)
    if worst_first or too_many:
        groups.sort(key=lambda own: _SEVERITIES.index(own[0].severity))
    for alike in _by_rule(groups) if too_many else ([own] for own in groups):
        first = alike[0][0]
        basis = "" if first.rule in cited else first.basis
        cited.add(first.rule)
        if len(alike) >= _ALIKE:
            told.append(replace(_told_together(alike), basis=basis))
            continue
        for place, (cause, *caused) in enumerate(alike):
            if cause.cause in listed:
                told.append(replace(_told(cause, ""), hint="", follows=True))
            else:
                told.append(_told(cause, "" if place else basis))
            told += [replace(_told(each, ""), hint="", follows=True) for each in caused]
    return ToldTable(f"{title}（{_tally_said(here)}）", tuple(told))


def _by_rule(groups: Iterable[list[Finding]]) -> list[list[list[Finding]]]:
    """同一条规则、同一级的放在一起，先出现的在先。"""
    alike: dict[tuple[str, Severity], list[list[Finding]]] = {}
    for own in groups:
        alike.setdefault((own[0].rule, own[0].severity), []).append(own)
    return list(alike.values())


def _told(finding: Finding, basis: str) -> ToldFinding:
    cells = few_cells(finding.cells)
    return ToldFinding(
        *(finding.severity, cells, finding.rule, finding.said, finding.hint, basis),
        findings=(finding,),
    )


def _told_together(alike: Sequence[Sequence[Finding]]) -> ToldFinding:
    """同一条规则的许多处：一共几处、各在哪些格，举第一处说。"""
    first = alike[0][0]
    title = all_rules()[first.rule].title if first.rule in all_rules() else first.name
    cells = address_of(Entry("", *at) for own in alike for at in places_in(own[0].cells))
    caused = sum(len(own) - 1 for own in alike)
    more = f"，另牵连出 {caused} 处" if caused else ""
    said = f"{title}，同样的 {len(alike)} 处{more}。第一处（{first.cells}）：{first.said}"
    hint = f"{first.hint}其余 {len(alike) - 1} 处一样看。"
    every = tuple(each for own in alike for each in own)
    return ToldFinding(first.severity, few_cells(cells), first.rule, said, hint, findings=every)


def few_cells(cells: str) -> str:
    """格太多的只写前几处。

    >>> few_cells("E1,E3,E5,E7,E9,E11,E13,E15,E17,E19")
    'E1,E3,E5,E7,E9,E11,E13,E15 等 10 处'
    """
    places = cells.split(",")
    if len(places) <= _CELLS_SHOWN + 1:
        return cells
    return f"{','.join(places[:_CELLS_SHOWN])} 等 {len(places)} 处"


def _table_of(finding: Finding) -> tuple[str, str, str]:
    return finding.file, finding.sheet, finding.project


def _tally_said(findings: Iterable[Finding]) -> str:
    """错误 1 处，提醒 2 处；没有的级别不写。"""
    tally = Counter(finding.severity for finding in findings)
    return "，".join(f"{each.label} {tally[each]} 处" for each in Severity if tally[each])


def unread_told(documents: Sequence[Document]) -> UnreadTold:
    """没有读懂的行，没有认出表的工作表。"""
    rows = (
        (" · ".join(dict.fromkeys(filter(None, (each.file, each.sheet, each.project)))), each)
        for each in unread_rows_of(documents)
    )
    return UnreadTold(
        tuple(f"{place}　{each.cells}（{each.rows} 行）{each.why}" for place, each in rows),
        tuple(
            f"{document.file}：{sheets_said(document.unread_sheets)}，没有检查。"
            for document in documents
            if document.unread_sheets
        ),
    )


def counts_said_of_many(
    files: int,
    documents: Sequence[Document],
    tally: Mapping[Severity, int],
    unread: int,
    *,
    accepted: int = 0,
) -> str:
    """一行合计，``tally`` 是各级几处；``documents`` 里没有读懂的行、没有认出表的工作表也计数。"""
    counted = "，".join(f"{severity.label} {tally.get(severity, 0)} 处" for severity in Severity)
    known = f"；另有 {accepted} 处已认可，没有列出" if accepted else ""
    lines = sum(each.rows for each in unread_rows_of(documents))
    sheets = sum(sheet.whole for _, sheet in unread_sheets_of(documents))
    left = f"；{lines} 行没有读懂" if lines else ""
    left += f"；{sheets} 张工作表没有认出表" if sheets else ""
    failed = f"；{unread} 个文件没有读成" if unread else ""
    tables = sum(len(document.tables) for document in documents)
    return f"共 {files} 个文件、{tables} 张表：{counted}{known}{left}{failed}。"


def profiles_used(assessed: Sequence[Assessment]) -> list[tuple[str, str]]:
    """有自评表的各个文件用的口径、为什么；别的文件不评分，用的口径自评表都没有用的才说。"""
    scored = [any(table.spec.scored for table in each.document.tables) for each in assessed]
    named = {each.profile.name for each, own in zip(assessed, scored, strict=True) if own}
    return [
        (each.profile.name, each.profile_why)
        for each, own in zip(assessed, scored, strict=True)
        if own or each.profile.name not in named
    ]


def profiles_said(used: Iterable[tuple[str, str]]) -> list[str]:
    """用的是哪一份口径、为什么，一样的合成一句，多的在前。

    >>> profiles_said([("全国", "检查时指定的"), ("全国", "检查时指定的")])
    ['口径：全国（检查时指定的）。']
    """
    tally = Counter(used)
    if len(tally) <= 1:
        return [f"口径：{name}（{why}）。" for name, why in tally]
    return [
        f"口径：{name}（{why}）：{number} 个文件。" for (name, why), number in tally.most_common()
    ]
