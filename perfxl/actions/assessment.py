"""一个工作簿读懂、评分、校验以后的全部结果。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
from perfxl.rules.engine.running import check_table, in_order
from perfxl.scoring.inferred_profile import ChosenProfile, inferred_profile
from perfxl.scoring.table_score import score_table
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile
from perfxl.standards.rule_settings import Acceptance

NAMED_IN_BOOK = "工作簿的名称“绩效口径”里定的"


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
    def chosen(self) -> ChosenProfile:
        """用的口径，连同为什么。"""
        return ChosenProfile(self.profile, self.profile_why, self.profile_inferred)

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

    只有自评表评分；别的表只跑适用于它的规则。跨表的核对和认可在 ``acceptances.across``。
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


def in_place(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """``document`` 的问题照工作表、行、列的先后。"""
    sheets = list(dict.fromkeys(s for table in document.tables for s in table.sheets))
    return sorted(findings, key=lambda finding: (sheets.index(finding.sheet), *in_order(finding)))


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
