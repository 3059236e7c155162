"""比对：几步（几个年度）的表里，同一个项目变了什么。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from perfxl.matching.comparison import ComparedProjects, compare_projects
from perfxl.matching.followed_projects import follow_projects, projects_in, with_initial_side
from perfxl.matching.repeated import Repeated
from perfxl.model.form_spec import Shape
from perfxl.model.outline import SplitTable
from perfxl.model.short_paths import shown, shown_names
from perfxl.model.table import Document, Table
from perfxl.plans.printed_sheets import PrintedSheet
from perfxl.rendering.comparison_sheets import comparison_sheets
from perfxl.rendering.comparison_words import STAGE_NAMES, eased_words
from perfxl.rendering.derived.approvals import projects_of


@dataclass(frozen=True)
class Ignored:
    """没有比的一张表，和为什么。"""

    file: str
    sheet: str
    why: str


@dataclass(frozen=True)
class Comparison:
    """各个项目，变化要紧的在前；``ignored`` 是重复的、没有项目的表，``files`` 是给出的各文件。"""

    projects: ComparedProjects
    ignored: tuple[Ignored, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def changed(self) -> ComparedProjects:
        """有变化的。"""
        return self.projects.where(lambda each: each.is_changed)

    @property
    def alone(self) -> ComparedProjects:
        """只有一步的，没有可比的。"""
        return self.projects.where(lambda each: each.steps == 1)

    @property
    def said(self) -> str:
        """比了几个项目，几个有变化，几条指标在哪一步放宽了，一句。"""
        compared = self.projects.where(lambda each: each.steps > 1)
        said = [f"比了 {len(compared)} 个项目", f"{len(self.changed)} 个有变化"]
        said += eased_words(compared.facts)
        return "，".join(said) + "。"

    def sheets(self, unread: Iterable[tuple[str, str]] = ()) -> list[PrintedSheet]:
        """写成工作簿的各张；``unread`` 是没有读成的文件和为什么。"""
        unread = list(unread)
        names = shown_names([*self.files, *(file for file, _ in unread)])
        left = [(shown(each.file, names), each.sheet, f"{each.why}。") for each in self.ignored]
        left += [(shown(file, names), "", why) for file, why in unread]
        return comparison_sheets(self.projects, left, self.said, names)


def compare(documents: Iterable[Document]) -> Comparison:
    """各文件里的项目，同一个的照一年的先后接起来，一步一步比。"""
    tables = [table for each in documents for table in each.tables]
    singles = single_tables(tables)
    followed, repeated = follow_projects(projects_in(singles))
    ignored = [
        *(repeated_said(each, "比的") for each in repeated),
        *map(_without_project, _others(tables)),
    ]
    files = tuple(dict.fromkeys(table.book for table in tables))
    return Comparison(compare_projects(map(with_initial_side, followed)), tuple(ignored), files)


def single_tables(tables: Sequence[Table]) -> list[Table]:
    """一个项目一张：清单拆开，没有指标的预算表不在内。"""
    singles: list[Table] = []
    for table in tables:
        is_list = table.spec.shape is Shape.LIST
        if table.spec.indicators:
            singles += SplitTable.parts_of(table, projects_of) if is_list else [table]
    return singles


def _others(tables: Sequence[Table]) -> list[Table]:
    return [table for table in tables if not table.spec.indicators]


def repeated_said(each: Repeated, used: str) -> Ignored:
    """重复的一份；``used`` 是怎样说用了另一份（比的是、收的是）。"""
    one, kept = each.other.table, each.kept.table
    name = each.other.name.text or one.sheet
    names = shown_names([one.book, kept.book])
    place = f"“{names[str(PurePath(kept.book))]}”的“{kept.sheet}”"
    differs = "，内容一样" if each.is_identical else "，两份写的不一样，请核对用哪一份"
    why = f"“{name}”的{STAGE_NAMES[one.stage]}表重复：{used}是{place}{differs}"
    return Ignored(one.book, one.sheet, why)


def _without_project(table: Table) -> Ignored:
    return Ignored(table.book, table.sheet, f"{table.form.label}没有指标")
