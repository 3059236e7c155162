"""PX632 自评的项目批复里没有"""

from collections.abc import Iterator

from perfxl.matching.places import folder_of
from perfxl.matching.projects import by_folder_and_name, match_projects
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX632",
    title="自评的项目批复里没有",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(own_convention("自评的项目应在批复里；一起给的批复里找不到的，多半是改了名、漏了批复"),),
    message="项目“{found}”自评了，同一单位、同一年度的批复里没有它（名称、编码都没有对上），指标、金额没有与批复核对。",
    hint="请核对 {cells}：改了名的，照批复的名称写，或写明原来的名称；没有批复过的，写明依据；批复没有给全的可以不管。",
    outlined=True,
)
def approval_missing(tables: TableSet) -> Iterator[Hit]:
    """这个单位这一年的批复给全了才报（``TableSet.has_approvals_of``）；批复里有名称相近的不报，由 PX609 说。"""
    approved = [*tables.approvals, *tables.adjustments]
    known = {id(match.one) for match in match_projects(tables.evaluations, approved)}
    named = by_folder_and_name(approved)
    told: set[tuple[str, str]] = set()
    for project in tables.evaluations:
        folder, name = folder_of(project.table.book), project.name.text
        if id(project) in known or (folder, name) in told or not tables.has_approvals_of(project):
            continue
        if folder in named and named[folder].has_alike(name):
            continue
        told.add((folder, name))
        yield Hit(project.name, found=name, table=project.table)
