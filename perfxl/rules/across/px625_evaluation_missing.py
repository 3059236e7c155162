"""PX625 批复的项目没有自评表"""

from collections.abc import Iterator

from perfxl.matching.organisations import same_organisation
from perfxl.matching.project_names import alike
from perfxl.matching.projects import Project, match_projects, nearness
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX625",
    title="批复的项目没有自评表",
    severity=Severity.INFO,
    forms=COMPARED,
    basis=(evaluation_measures("批复了绩效目标的项目都要自评"),),
    message="“{found}”有{what}，同一单位、同一年度的自评表里没有这个项目。",
    hint="请核对 {cells} 这个项目是否漏了自评；自评表不在一起的可以不管。",
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
    for project in approved:
        if id(project) in evaluated or project.name.text in told:
            continue
        beside = [each for each in evaluations if _is_beside(project, each)]
        if beside and not any(_is_alike(project, each) for each in evaluations):
            told.add(project.name.text)
            yield Hit(
                project.name,
                found=project.name.text,
                words={"what": project.table.form.label},
                table=project.table,
            )


def _is_alike(project: Project, evaluation: Project) -> bool:
    """旁边有名称相近的自评表，单位写得不同也算有。"""
    near = nearness(project.table, evaluation.table) < 2
    return near and bool(alike(project.name.text, evaluation.name.text))


def _is_beside(project: Project, evaluation: Project) -> bool:
    return (
        nearness(project.table, evaluation.table) < 2
        and project.year is not None
        and project.year == evaluation.year
        and bool(project.unit and evaluation.unit)
        and same_organisation(project.unit, evaluation.unit)
    )
