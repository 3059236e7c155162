"""PX617 同一个项目有两张表"""

from collections.abc import Iterator

from perfxl.matching.organisations import same_organisation
from perfxl.matching.project_names import bare_name
from perfxl.matching.projects import Project
from perfxl.model.finding import Severity
from perfxl.model.table import Form, Table
from perfxl.rules.registry import ALL_FORMS, Hit, across_rule
from perfxl.rules.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX617",
    title="同一个项目有两张表",
    severity=Severity.WARNING,
    forms=ALL_FORMS - {Form.BUDGET_SUMMARY, Form.FUNCTION_BUDGET},
    basis=(own_convention("一个项目一个年度一种表只有一张，多出的会重复计数"),),
    message="“{found}”的{what}出现了两次{same}。",
    hint="请核对 {cells} 和另一处：重复的删去一份，本来是两个项目的，名称要写出区别。",
)
def project_twice(tables: TableSet) -> Iterator[Hit]:
    """同一种表、同一单位、同一年度、同名（或同编码）的项目。

    内容一字不差的多半是同一份文件给了两遍，同一工作簿里单位不同的可能本来就是两个项目，都只作参考；
    清单和预算表里备注的单位不同的，不算。
    """
    seen: dict[tuple[object, ...], Project] = {}
    for project in tables.projects:
        key = (
            project.table.form,
            project.year,
            project.code or bare_name(project.name.text),
            project.line.note.text if project.line else "",
        )
        first = seen.setdefault(key, project)
        if first is project:
            continue
        if project.line is not None and first.table is not project.table:
            continue  # 两份清单里都有的，是清单给了两遍
        same_unit = _same_unit(first, project)
        if not same_unit and first.table.book != project.table.book:
            continue
        same = project.line is None and _contents(first.table) == _contents(project.table)
        yield Hit(
            project.name,
            found=project.name.text,
            words={
                "what": project.table.form.label,
                "same": _difference(first, project, same=same, same_unit=same_unit),
            },
            severity=Severity.INFO if same or not same_unit else None,
            table=project.table,
            related=(first.name,),
            related_table=first.table,
        )


def _difference(first: Project, second: Project, *, same: bool, same_unit: bool) -> str:
    if not same_unit:
        return f"，单位分别是“{first.unit}”“{second.unit}”"
    return "，内容完全相同，可能是同一份给了两遍" if same else "，内容不同"


def _same_unit(one: Project, other: Project) -> bool:
    if one.unit and other.unit:
        return same_organisation(one.unit, other.unit)
    return one.table is other.table or bool(set(one.organisations) & set(other.organisations))


def _contents(table: Table) -> tuple[object, ...]:
    return (
        tuple(
            (fund.name, fund.initial.number, fund.adjusted.number, fund.executed.number)
            for fund in table.funds
        ),
        tuple(
            (
                row.level3.text,
                row.target.text,
                row.actual.text,
                row.target_adjusted.text,
                row.score.text,
            )
            for row in table.indicators
        ),
    )
