"""PX625 批复的项目没有自评表"""

from collections.abc import Iterator

from perfxl.matching.organisations import same_organisation
from perfxl.matching.project_names import alike
from perfxl.matching.projects import Project, nearness
from perfxl.model.finding import Severity
from perfxl.model.table import TARGET_FORMS, Form
from perfxl.rules.registry import Hit, across_rule
from perfxl.rules.table_set import TableSet
from perfxl.standards.documents import evaluation_measures


@across_rule(
    id="PX625",
    title="批复的项目没有自评表",
    severity=Severity.INFO,
    forms=TARGET_FORMS | {Form.APPROVAL_LIST, Form.APPROVAL_ADJUSTMENT, Form.SELF_EVALUATION},
    basis=(evaluation_measures("批复了绩效目标的项目都要自评"),),
    message="“{found}”有{what}，同一单位、同一年度的自评表里没有这个项目。",
    hint="请核对 {cells} 这个项目是否漏了自评；自评表不在一起的可以不管。",
)
def evaluation_missing(tables: TableSet) -> Iterator[Hit]:
    """旁边有同一单位、同一年度别的项目的自评表时才报；调整为 0 的项目不报。"""
    evaluations = tables.projects_in(Form.SELF_EVALUATION)
    told: set[str] = set()
    approved = (*TARGET_FORMS, Form.APPROVAL_LIST, Form.APPROVAL_ADJUSTMENT)
    for project in tables.projects_in(*approved):
        if project.adjusted.number == 0 or project.name.text in told:
            continue
        if project.table.form is Form.APPLICATION:
            continue  # 申报了不一定批复
        beside = [each for each in evaluations if _is_beside(project, each)]
        if beside and not any(alike(project.name.text, each.name.text) for each in beside):
            told.add(project.name.text)
            yield Hit(
                project.name,
                found=project.name.text,
                words={"what": project.table.form.label},
                table=project.table,
            )


def _is_beside(project: Project, evaluation: Project) -> bool:
    return (
        nearness(project.table, evaluation.table) < 2
        and project.year is not None
        and project.year == evaluation.year
        and bool(project.unit and evaluation.unit)
        and same_organisation(project.unit, evaluation.unit)
    )
