"""一个工作簿读懂、评分、校验以后的全部结果。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from perfxl.actions.document import document_of
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.finding import Finding, Severity
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table
from perfxl.model.workbook import Stamp, Workbook
from perfxl.rules.engine.consequences import with_causes
from perfxl.rules.engine.running import check_table, check_tables, in_order
from perfxl.scoring.inferred_profile import ChosenProfile, inferred_profile
from perfxl.scoring.table_score import score_table
from perfxl.standards.own_profiles import known_profile
from perfxl.standards.profile import Profile, load_profile
from perfxl.standards.rule_settings import Acceptance


@dataclass(frozen=True)
class Assessment:
    """读到的表、各张自评表的分、查出的问题；``accepted`` 是已认可、不再列出的。

    ``profile_why`` 是为什么用这一份口径，一句话，不带句号。``stamp`` 是读的时候文件的样子，写副本时看它变过没有。
    """

    document: Document
    profile: Profile
    scores: tuple[TableScore, ...] = ()
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    stamp: Stamp | None = None
    profile_why: str = ""

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
    return ChosenProfile(known, "工作簿的名称“绩效口径”里定的")


def assess(workbook: Workbook, profile: Profile | None = None, *, check: bool = True) -> Assessment:
    """读懂、评分、逐张校验一个已经读进来的工作簿；没有表时抛 ``UnreadableFileError``。

    只有自评表评分；别的表只跑适用于它的规则。跨表的核对和认可在 ``across``。
    没有给 ``profile`` 时用工作簿里写的，也没有写的照表推断。
    """
    document = document_of(workbook)
    chosen, why = (
        own_profile(workbook, document.tables)
        if profile is None
        else ChosenProfile(profile, "检查时指定的")
    )
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
        tuple(findings),
        stamp=workbook.stamp,
        profile_why=why,
    )


def across(
    assessments: Sequence[Assessment],
    acceptances: Mapping[str, Sequence[Acceptance]] | None = None,
) -> list[Assessment]:
    """补上跨表（跨文件）的问题，去掉已认可的；次序不变。

    口径里认可的都算；``acceptances`` 是各文件（``Assessment.file``）另外认可的。
    """
    tables = [table for each in assessments for table in each.document.tables]
    profile = assessments[0].profile if assessments else load_profile()
    found_across: dict[str, list[Finding]] = {}
    for finding in check_tables(tables, profile):
        found_across.setdefault(finding.file, []).append(finding)
    finished: list[Assessment] = []
    for each in assessments:
        sheets = list(dict.fromkeys(table.sheet for table in each.document.tables))
        found = [*each.findings, *found_across.get(each.file, ())]
        found.sort(key=lambda finding: (sheets.index(finding.sheet), *in_order(finding)))
        known = (*each.profile.accepted, *(acceptances or {}).get(each.file, ()))
        accepted = [any(one.covers(finding) for one in known) for finding in found]
        pairs = list(zip(found, accepted, strict=True))
        finished.append(
            replace(
                each,
                findings=tuple(with_causes([finding for finding, known in pairs if not known])),
                accepted=tuple(finding for finding, known in pairs if known),
            )
        )
    return finished
