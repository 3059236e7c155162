"""指标库：读到的表 → 批复（没有批复的申报）表里用过的指标。"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from sys import intern

from perfxl.actions.compare import Ignored, repeated_said, single_tables
from perfxl.actions.summary_rows import folded
from perfxl.matching.followed_projects import (
    FollowedProject,
    Step,
    follow_projects,
    projects_in,
)
from perfxl.matching.indicator_library import LibraryIndicator, approved_step, library_of
from perfxl.matching.organisations import organisation_key, owner_of, without_code
from perfxl.model.table import Document
from perfxl.plans.printed_sheets import PrintedSheet
from perfxl.rendering.library_sheets import library_sheets


@dataclass(frozen=True)
class IndicatorLibrary:
    """``left`` 是没有收的表和为什么；``projects`` 是收了几个项目的。

    ``nothing_said`` 是一条也没有收时说的一句。
    """

    indicators: tuple[LibraryIndicator, ...]
    projects: int
    left: tuple[Ignored, ...] = ()
    nothing_said: str = ""

    @property
    def said(self) -> str:
        """一句合计。"""
        uses = sum(len(each.uses) for each in self.indicators)
        return f"{self.projects} 个项目里的 {len(self.indicators)} 条指标，用过 {uses} 回。"

    def sheets(self, unread: Iterable[tuple[str, str]] = ()) -> list[PrintedSheet]:
        """写成工作簿的各张；``unread`` 是没有读成的文件和为什么。"""
        left = [(PurePath(each.file).name, each.sheet, f"{each.why}。") for each in self.left]
        left += [(PurePath(file).name, "", why) for file, why in unread]
        return library_sheets(self.indicators, left, self.said)


def indicator_library(
    documents: Iterable[Document], *, year: int | None = None, unit: str = ""
) -> IndicatorLibrary:
    """一个项目一年取一份：批复、调整里最后的，都没有的取申报；只有自评、监控的不收，说出来。

    ``year``、``unit`` 只收一年、一个单位（名称里的几个字也行）。
    """
    tables = [table for each in documents for table in each.tables]
    followed, repeated = follow_projects(
        projects_in(single_tables(tables)), across_years=False, drafts=False
    )
    wanted = [each for each in followed if _is_wanted(each, year, organisation_key(unit))]
    chosen = [(each, approved_step(each)) for each in wanted]
    steps = [(step, intern(unit_of(each))) for each, step in chosen if step is not None]
    left = [
        Ignored(each.steps[0].table.book, each.steps[0].table.sheet, _NOT_APPROVED)
        for each, step in chosen
        if step is None
    ]
    doubled = [repeated_said(each, "收的") for each in repeated]
    nothing = "" if wanted else _nothing_said(followed, year, unit)
    count = len(steps)
    del tables, followed, repeated, wanted, chosen  # 几万个项目的，收的时候只留要收的一步
    library = tuple(library_of(_taken(steps)))
    return IndicatorLibrary(library, count, (*left, *doubled), nothing or _NO_INDICATORS)


def _taken(steps: list[tuple[Step, str]]) -> Iterator[tuple[Step, str]]:
    """照次序一个个给，给了的不再留着。"""
    steps.reverse()
    while steps:
        yield steps.pop()


_NO_INDICATORS = "给出的文件里没有批复表、目标表、申报表里的指标"
_NOT_APPROVED = "只有自评表、监控表，没有批复、目标、申报表"


def _nothing_said(followed: Sequence[FollowedProject], year: int | None, unit: str) -> str:
    """没有这一年、这个单位的，说有哪些；一个项目也没有的为 ``""``。"""
    if not followed:
        return ""
    years = {each.steps[0].year for each in followed}
    if year is not None and year not in years:
        known = "、".join(str(each) for each in sorted(each for each in years if each is not None))
        return f"没有 {year} 年度的表；有的年度：{known or '都看不出'}"
    of_year = [each for each in followed if _is_wanted(each, year, "")]
    known = "、".join(dict.fromkeys(filter(None, map(unit_of, of_year))))
    asked = f"{year} 年度、“{unit}”" if year is not None else f"“{unit}”"
    return f"没有{asked}的表；有的单位：{known or '都没有写'}"


def _is_wanted(followed: FollowedProject, year: int | None, unit: str) -> bool:
    if year is not None and followed.steps[0].year != year:
        return False
    return not unit or unit in organisation_key(unit_of(followed))


def unit_of(followed: FollowedProject) -> str:
    """实施单位，没有写的是主管部门。"""
    owners = (step.project.unit or owner_of(step.table) for step in followed.steps)
    return folded(without_code(next((each for each in owners if each), "")))
