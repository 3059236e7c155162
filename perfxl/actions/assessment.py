"""一个工作簿读懂、评分、校验以后的全部结果。"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from perfxl.actions.document import document_of
from perfxl.grammar.cached_property import cached_property
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.summary import DraftedRow
from perfxl.model.table import Document, Table
from perfxl.model.workbook import Stamp, Workbook
from perfxl.rules.engine.consequences import with_causes
from perfxl.rules.engine.running import check_table, check_tables, in_order
from perfxl.scoring.inferred_profile import ChosenProfile, inferred_profile
from perfxl.scoring.table_score import score_table
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile, load_profile
from perfxl.standards.rule_settings import Acceptance

NAMED_IN_BOOK = "工作簿的名称“绩效口径”里定的"
# 没有对上的认可，点名到这么多条。
_UNMET_NAMED = 5
_USUAL_LIST = "校验认可.yaml"


@dataclass(frozen=True, slots=True)
class AcceptedBy:
    """一条认可去掉了几处：写在哪份清单里，哪条规则，理由。"""

    listed_in: str
    rule: str
    reason: str
    count: int


class ListedAcceptance(NamedTuple):
    """一条认可，和写在哪份清单（口径）里。"""

    listed_in: str
    acceptance: Acceptance


class VoidAcceptances(NamedTuple):
    """没有认可成的几条（整份清单没有用的，为空），一句话；``why`` 是只对其中一条说的半句。"""

    entries: tuple[Acceptance, ...]
    said: str
    why: str = ""


@dataclass(frozen=True)
class Assessment:
    """读到的表、各张自评表的分、查出的问题；``accepted`` 是已认可、不再列出的。

    ``profile_why`` 是为什么用这一份口径，一句话，不带句号；``profile_inferred``：照表推断的。
    ``accepted_by`` 与 ``accepted`` 一一相应：写在哪里的哪一条。
    ``void_acceptances`` 是写了而没有认可成的（理由太短、格没有整串照抄、一处也没有对上）：哪几条、一句话。
    ``stamp`` 是读的时候文件的样子，写副本时看它变过没有。
    ``drafts``：``document`` 里只有轮廓、没有留着分的，汇总要的各行（``summary_rows.drafted_rows``）已经先写好。
    """

    document: Document
    profile: Profile
    scores: Sequence[TableScore] = ()
    findings: Sequence[Finding] = ()
    accepted: tuple[Finding, ...] = ()
    stamp: Stamp | None = None
    profile_why: str = ""
    profile_inferred: bool = False
    acceptances: tuple["AcceptedBy", ...] = ()
    accepted_by: tuple[ListedAcceptance, ...] = ()
    void_acceptances: tuple[VoidAcceptances, ...] = ()
    drafts: tuple[DraftedRow, ...] | None = None

    @property
    def file(self) -> str:
        """哪个文件。"""
        return self.document.file

    @cached_property
    def certain_tables(self) -> tuple[Table, ...]:
        """读到的各张表，说不准的金额（数字格式与单位不合）空着：成表只用说得准的。"""
        return tuple(table.certain() for table in self.document.tables)

    @property
    def has_errors(self) -> bool:
        """有 error 级的问题。"""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def own_profile(workbook: Workbook, tables: Sequence[Table]) -> ChosenProfile:
    """工作簿的名称“绩效口径”里写的口径，没有写的照表推断；写的不存在时抛 ``UnreadableFileError``。"""
    if not workbook.profile:
        return inferred_profile(tables)
    known = known_profile(workbook.profile)
    if known is None:
        raise UnreadableFileError(
            f"“{PurePath(workbook.file).name}”的名称“绩效口径”写的是“{workbook.profile}”，没有这个口径；"
            "请在 Excel 的“公式—名称管理器”里改，或用 --profile 另给一个。"
        )
    return ChosenProfile(known, NAMED_IN_BOOK)


def assess(workbook: Workbook, profile: Profile | None = None, *, check: bool = True) -> Assessment:
    """读懂、评分、逐张校验一个已经读进来的工作簿；没有表时抛 ``UnreadableFileError``。

    只有自评表评分；别的表只跑适用于它的规则。跨表的核对和认可在 ``across``。
    没有给 ``profile`` 时用工作簿里写的，也没有写的照表推断。
    """
    document = document_of(workbook)
    chosen = (
        own_profile(workbook, document.tables)
        if profile is None
        else ChosenProfile(profile, "检查时指定的")
    )
    return assess_document(document, chosen, check=check, stamp=workbook.stamp)


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """一张清单拆成几个项目的，印在清单上的一处（表尾空着的审核人）只说一次。"""
    told: dict[tuple[str, str, str, str], Finding] = {}
    for each in findings:
        told.setdefault((each.rule, each.sheet, each.cells, each.message), each)
    return tuple(told.values())


def assess_document(
    document: Document, by: ChosenProfile, *, check: bool = True, stamp: Stamp | None = None
) -> Assessment:
    """评分、逐张校验已经读懂的表；``stamp`` 是读的时候文件的样子。"""
    chosen, why, inferred = by
    scores: list[TableScore] = []
    findings: list[Finding] = []
    for table in document.tables:
        score = score_table(table, chosen)
        if table.spec.scored:
            scores.append(score)
        if check:
            findings += check_table(table, score, chosen)
    return Assessment(
        document,
        chosen,
        tuple(scores),
        _each_once(findings),
        stamp=stamp,
        profile_why=why,
        profile_inferred=inferred,
    )


def across(
    assessments: Sequence[Assessment],
    acceptances: Mapping[str, Sequence[Acceptance]] | None = None,
    *,
    listed_in: Mapping[str, str] | None = None,
    ignoring: bool = False,
    instead: bool = False,
) -> list[Assessment]:
    """补上跨表（跨文件）的问题，去掉已认可的；次序不变。

    口径里认可的都算；``acceptances`` 是各文件（``Assessment.file``）另外认可的，``listed_in`` 是写在哪份清单里，
    没有给的是“校验认可.yaml”。
    ``ignoring`` 时一条认可也不理；``instead`` 时只认 ``acceptances``，口径里认可的不理。
    """
    found = _found_across(assessments)
    finished = each_across(
        assessments,
        lambda file: found.pop(file, ()),
        acceptances,
        listed_in=listed_in,
        ignoring=ignoring,
        instead=instead,
    )
    return with_unmet_told(list(finished), {} if ignoring else acceptances or {}, listed_in)


def each_across(
    assessments: Iterable[Assessment],
    found: Callable[[str], Sequence[Finding]],
    acceptances: Mapping[str, Sequence[Acceptance]] | None = None,
    *,
    listed_in: Mapping[str, str] | None = None,
    ignoring: bool = False,
    instead: bool = False,
) -> Iterator[Assessment]:
    """同 ``across``，一个个给；``found`` 给一个文件跨表的问题，已经查好了，一个文件拿一次。"""
    named = listed_in or {}
    for each in assessments:
        known = (
            []
            if instead
            else [
                ListedAcceptance(f"口径“{each.profile.name}”", one) for one in each.profile.accepted
            ]
        )
        known += [
            ListedAcceptance(named.get(each.file, _USUAL_LIST), one)
            for one in (acceptances or {}).get(each.file, ())
        ]
        yield _finished(each, found(each.file), [] if ignoring else known)


def with_unmet_told(
    finished: Sequence[Assessment],
    acceptances: Mapping[str, Sequence[Acceptance]],
    listed_in: Mapping[str, str] | None = None,
) -> list[Assessment]:
    """``acceptances``（同 ``across``）里一处问题也没有对上的几条，一份清单一句，记在它管的第一个文件上。

    写明是别的文件的不算：这一次没有查它。
    """
    under: dict[int, list[int]] = {}
    for number, each in enumerate(finished):
        if own := acceptances.get(each.file):
            under.setdefault(id(own), []).append(number)
    told = list(finished)
    for numbers in under.values():
        here = [finished[number] for number in numbers]
        first = told[numbers[0]]
        name = (listed_in or {}).get(first.file, _USUAL_LIST)
        void = tuple(_void_unmet(name, _unmet(acceptances[first.file], here), here))
        if void:
            told[numbers[0]] = replace(first, void_acceptances=(*first.void_acceptances, *void))
    return told


def _void_unmet(
    listed_in: str, unmet: Sequence[Acceptance], here: Sequence[Assessment]
) -> Iterator[VoidAcceptances]:
    """``unmet`` 里规则被口径关掉的、没有对上的，各一句。"""
    silenced = tuple(one for one in unmet if _is_silenced(one, here))
    if silenced:
        named = "、".join(dict.fromkeys(one.rule for one in silenced))
        profiles = "、".join(dict.fromkeys(f"“{each.profile.name}”" for each in here))
        said = (
            f"{listed_in} 里认可的 {named} 没有用到：口径{profiles}关掉了这样的规则，本来就不列出；"
            "这几条可以留着，也可以删去。"
        )
        yield VoidAcceptances(silenced, said, "口径关掉了这条规则")
    if left := tuple(one for one in unmet if one not in silenced):
        yield VoidAcceptances(left, _unmet_said(listed_in, left), "没有对上一处问题")


def _is_silenced(one: Acceptance, here: Sequence[Assessment]) -> bool:
    """它管的各个文件用的口径都关掉了这条规则。"""
    own = [each.profile.rules.disabled for each in here if one.is_for(each.file)]
    return bool(own) and all(one.rule in disabled for disabled in own)


def _unmet(entries: Sequence[Acceptance], here: Sequence[Assessment]) -> tuple[Acceptance, ...]:
    """``here`` 是这份清单管的各个文件。"""
    told = {one for each in here for void in each.void_acceptances for one in void.entries}
    told |= {by.acceptance for each in here for by in each.accepted_by}
    files = [each.file for each in here]
    left = dict.fromkeys(one for one in entries if one not in told)
    return tuple(one for one in left if any(map(one.is_for, files)))


def _unmet_said(listed_in: str, unmet: Sequence[Acceptance]) -> str:
    named = "、".join(f"{one.rule} {one.place}（{one.reason}）" for one in unmet[:_UNMET_NAMED])
    more = f"……等 {len(unmet)} 条" if len(unmet) > _UNMET_NAMED else ""
    return (
        f"{listed_in} 里没有对上一处问题的：{named}{more}；问题改好了的可以删去，"
        "不是的请核对这几条写的规则、文件、工作表、项目、格。"
    )


def _found_across(assessments: Sequence[Assessment]) -> dict[str, list[Finding]]:
    tables = [table for each in assessments for table in each.document.tables]
    profile = assessments[0].profile if assessments else load_profile()
    found: dict[str, list[Finding]] = {}
    for finding in check_tables(tables, profile):
        found.setdefault(finding.file, []).append(finding)
    return found


def _finished(
    each: Assessment, across_tables: Iterable[Finding], known: Sequence[ListedAcceptance]
) -> Assessment:
    """连同跨表的问题，去掉已认可的；``known`` 是各条认可和写在哪里。"""
    found = _in_place(each.document, [*each.findings, *across_tables])
    by = [next((one for one in known if one.acceptance.covers(each)), None) for each in found]
    pairs = list(zip(found, by, strict=True))
    used = tuple(one for one in by if one is not None)
    return replace(
        each,
        findings=tuple(with_causes([finding for finding, one in pairs if one is None])),
        accepted=tuple(finding for finding, one in pairs if one is not None),
        accepted_by=used,
        acceptances=_accepted_by(used),
        void_acceptances=tuple(dict.fromkeys(_void_acceptances(found, known))),
    )


def ordered(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """``document`` 的问题照工作表、行、列的先后，牵连出来的带上因。"""
    return tuple(with_causes(_in_place(document, findings)))


def _in_place(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    sheets = list(dict.fromkeys(s for table in document.tables for s in table.sheets))
    return sorted(findings, key=lambda finding: (sheets.index(finding.sheet), *in_order(finding)))


def _void_acceptances(
    found: Sequence[Finding], known: Sequence[ListedAcceptance]
) -> Iterator[VoidAcceptances]:
    """写了而没有认可成的：“错误”级的理由太短，格没有整串照抄。"""
    for place, one in known:
        if any(one.falls_short_for(finding) for finding in found):
            said = f"{place} 认可 {one.rule} 的理由“{one.reason}”太短，“错误”级的照列。"
            yield VoidAcceptances((one,), said, "理由太短，“错误”级的照列")
        missed = next((each for each in found if one.misses_cells_of(each)), None)
        if missed is not None and not any(one.names(finding) for finding in found):
            why = f"格写的是 {one.cells}，查出的是 {missed.cells}"
            said = f"{place} 认可 {one.rule} 的{why}，没有认可；是这一处的，请把格整串照抄。"
            yield VoidAcceptances((one,), said, why)


def _accepted_by(used: Iterable[ListedAcceptance]) -> tuple[AcceptedBy, ...]:
    tally = Counter((place, one.rule, one.reason) for place, one in used)
    return tuple(AcceptedBy(*key, count) for key, count in tally.items())


def accepted_said(used: Iterable[AcceptedBy]) -> str:
    """哪份清单认可了哪几条、各几处、为什么，一句；没有的为 ``""``。"""
    places: dict[str, Counter[tuple[str, str]]] = {}
    for each in used:
        places.setdefault(each.listed_in, Counter())[each.rule, each.reason] += each.count
    parts = [
        f"{place} 认可了 "
        + "、".join(f"{rule} {count} 处（{reason}）" for (rule, reason), count in own.items())
        for place, own in places.items()
    ]
    return "；".join(parts) + "。" if parts else ""


def silenced_said(profile: Profile) -> str:
    """口径关掉了哪些规则、改了哪些的级别，一句；都没有的为 ``""``。"""
    rules = profile.rules
    changed = [f"{rule} 改为{level.label}" for rule, level in sorted(rules.severity.items())]
    parts = [f"关掉了 {'、'.join(sorted(rules.disabled))}"] if rules.disabled else []
    parts += ["、".join(changed)] if changed else []
    return f"口径“{profile.name}”{'；'.join(parts)}。" if parts else ""
