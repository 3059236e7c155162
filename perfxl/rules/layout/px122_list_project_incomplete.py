"""PX122 清单里的项目没有填全"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import LISTS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of, and_more, quoted, row_called
from perfxl.rules.facts.unfilled import is_vague
from perfxl.rules.layout.blank_labels import is_unit
from perfxl.standards.documents import list_layout


@rule(
    id="PX122",
    title="清单里的项目没有填全",
    severity=Severity.WARNING,
    forms=LISTS,
    basis=(list_layout("逐个项目印着类别、绩效目标和绩效指标几栏"),),
    hint="请在 {cells} 补上。",
    needs_every_row=True,
)
def list_project_incomplete(subject: Subject) -> Iterator[Hit]:
    """项目没有绩效目标、没有指标，指标不知道属于哪个项目；没有类别的只作参考。

    清单里没有绩效目标（类别）一栏，或整栏都空着的，不报这一项。
    """
    table = subject.table
    named = {(row.project.row, row.project.text) for row in table.indicators}
    has_goals = any(not is_vague(line.goal.text) for line in table.lines)
    has_units = any(not is_vague(line.organisation.text) for line in table.lines) or not any(
        is_unit(name) and not is_vague(entry.text) for name, entry in table.printed_fields().items()
    )
    has_categories = any(not is_vague(line.category.text) for line in table.lines)
    for line in table.lines:
        project = f"项目{quoted(line.name.text)}"
        if (line.name.row, line.name.text) not in named:
            yield Hit(
                line.name if line.name.exists else subject.place,
                message=f"{project}下面没有一个绩效指标。",
            )
        if has_units and line.organisation.exists and is_vague(line.organisation.text):
            yield Hit(line.organisation, message=f"{project}没有写单位。")
        if has_goals and line.goal.exists and is_vague(line.goal.text):
            yield Hit(line.goal, message=f"{project}没有写绩效目标。")
        if has_categories and line.category.exists and is_vague(line.category.text):
            yield Hit(
                line.category,
                message=f"{project}没有写类别。",
                severity=Severity.INFO,
            )
    stray = [
        row.level3 for row in table.indicators if is_vague(row.project.text) and row.level3.exists
    ]
    if stray:
        names = row_called(stray[0].text) + and_more(len(stray), "个指标")
        yield Hit(
            stray,
            message=f"{names}没有写属于哪个项目。",
            hint=f"请在 {address_of(stray)} 补上；换页断开的，把项目名称重写一遍。",
        )
