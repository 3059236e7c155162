"""PX617 同一个项目有两张表"""

from collections.abc import Iterator

from perfxl.matching.organisations import same_organisation
from perfxl.matching.project import Project
from perfxl.matching.project_names import name_key
from perfxl.matching.repeated import agree_otherwise
from perfxl.model.finding import Severity
from perfxl.rules.engine.earlier_projects import earlier_projects, nearly_earlier_projects
from perfxl.rules.engine.form_groups import WITH_PROJECTS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX617",
    title="同一个项目有两张表",
    severity=Severity.WARNING,
    forms=WITH_PROJECTS,
    basis=(own_convention("一个项目一个年度一种表只有一张，多出的会重复计数"),),
    hint="请核对 {cells} 和另一处：重复的删去一份，本来是两个项目的，名称要写出区别。",
)
def project_twice(tables: TableSet) -> Iterator[Hit]:
    """同一种表、同一单位、同一年度、同名（或同编码）的项目。

    内容一字不差的多半是同一份文件给了两遍，同一工作簿里单位不同的可能本来就是两个项目，都只作参考；
    清单和预算表只看同一张里的两行（两份清单里都有的，是清单给了两遍），备注的单位不同的、
    分在两种资金下的不算。
    监控到不同月份的监控表不算两张。先看编码；一处没有写编码的，看名称。标题分别写着调整前、调整后的不算。

    名称只差空白、“经费”“项目”一类尾词、自己的年份的，也说，连同是哪两张；金额、指标都不同的只作参考，
    这样的还差“补助”“工程”一类字的，是两个项目，不说；都写着编码而不同的也不说。
    """
    for first, project in earlier_projects(tables):
        same_unit = _same_unit(first, project)
        if not same_unit and first.table.book != project.table.book:
            continue
        same = _contents(first) == _contents(project)
        yield Hit(
            project.name,
            found=project.name.text,
            message=_twice(first, project, same=same, same_unit=same_unit),
            severity=Severity.INFO if (same and project.line is None) or not same_unit else None,
            table=project.table,
            related=(first.name,),
            related_table=first.table,
        )
    yield from _nearly_twice(tables)


def _nearly_twice(tables: TableSet) -> Iterator[Hit]:
    """名称只差零碎、没有写编码的两张表，各说一次。"""
    for first, project in nearly_earlier_projects(tables):
        agree = agree_otherwise(first, project)
        if not agree and name_key(first.name.text) != name_key(project.name.text):
            continue
        both = f"{quoted(project.name.text)}与{quoted(first.name.text)}"
        whether = (
            "金额或多半的指标相同，像是同一个项目" if agree else "内容不同，请核对是不是同一个"
        )
        yield Hit(
            project.name,
            found=project.name.text,
            message=f"{both}（都有{project.table.called}）只差空白、尾词或年份，{whether}。",
            severity=None if agree else Severity.INFO,
            table=project.table,
            related=(first.name,),
            related_table=first.table,
        )


def _twice(first: Project, second: Project, *, same: bool, same_unit: bool) -> str:
    name, form = quoted(second.name.text), second.table.called
    twice = f"{name}在{form}里写了两行" if second.line else f"{name}的{form}出现了两次"
    if not same_unit:
        return f"{twice}，单位分别是{quoted(first.unit)}{quoted(second.unit)}。"
    if not same:
        return f"{twice}，内容不同。"
    if second.line:
        return f"{twice}，内容相同。"
    return f"{twice}，内容完全相同，可能是同一份给了两遍。"


def _same_unit(one: Project, other: Project) -> bool:
    if one.unit and other.unit:
        return same_organisation(one.unit, other.unit)
    return one.table is other.table or bool(set(one.organisations) & set(other.organisations))


def _contents(project: Project) -> tuple[object, ...]:
    """金额和指标；清单、预算表里的一行只算它自己的。"""
    table, line = project.table, project.line
    amounts: tuple[object, ...] = (
        tuple(
            (fund.name, *(column.of(fund).number for column in table.spec.funds))
            for fund in table.funds
        )
        if line is None
        else tuple(entry.number for entry in (*line.initial, *line.adjusted))
    )
    return (
        amounts,
        tuple(
            (
                row.level3.text,
                row.target.text,
                row.actual.text,
                row.to_date.text,
                row.expected.text,
                row.target_adjusted.text,
                row.score.text,
            )
            for row in table.indicators
            if line is None or row.project.row == line.name.row
        ),
    )
