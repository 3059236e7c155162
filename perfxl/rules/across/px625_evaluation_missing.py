"""PX625 批复的项目没有自评表"""

from collections.abc import Iterator

from perfxl.matching.name_index import NameIndex
from perfxl.matching.places import folder_of
from perfxl.matching.project import Project
from perfxl.matching.projects import by_folder_and_name, match_projects
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import EvaluatedIn, TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX625",
    title="批复的项目没有自评表",
    severity=Severity.INFO,
    forms=COMPARED,
    basis=(evaluation_measures("批复了绩效目标的项目都要自评"),),
    message="项目“{found}”批复过（{what}），同一单位、同一年度的自评表里没有它。",
    hint="请核对 {cells} 的项目是否漏了自评，漏了的补一张自评表；自评表没有一起给的可以不管。",
    outlined=True,
)
def evaluation_missing(tables: TableSet) -> Iterator[Hit]:
    """旁边有同一单位、同一年度别的项目的自评表时才报；调整为 0 的项目不报。"""
    evaluations = tables.evaluations
    # 申报了不一定批复，不算。
    approved = [
        project
        for project in (*tables.approvals, *tables.adjustments)
        if project.adjusted.number != 0
    ]
    evaluated = {id(match.one) for match in match_projects(approved, evaluations)}
    told: set[str] = set()
    named = by_folder_and_name(evaluations)
    for project in approved:
        if id(project) in evaluated or project.name.text in told:
            continue
        folder = folder_of(project.table.book)
        units = tables.evaluated_units.get(folder)
        beside = units is not None and _is_evaluated_in(project, units)
        alike = folder in named and _has_alike(project, named[folder])
        if beside and not alike and not tables.has_nameless_evaluation(folder):
            told.add(project.name.text)
            yield Hit(
                project.name,
                found=project.name.text,
                words={"what": project.table.called},
                table=project.table,
            )


def _has_alike(project: Project, beside: NameIndex[Project]) -> bool:
    """旁边有名称相近的自评表，单位写得不同也算有。"""
    return beside.has_alike(project.name.text)


def _is_evaluated_in(project: Project, units: EvaluatedIn) -> bool:
    return project.year is not None and units.has(project.unit, project.year)
