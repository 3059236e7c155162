"""PX123 指标解释为空"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import TARGET_TABLES
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import and_more
from perfxl.rules.facts.unfilled import is_idle, is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX123",
    title="指标解释为空",
    severity=Severity.INFO,
    forms=TARGET_TABLES,
    basis=(form_layout("申报表印着“指标解释及计算公式”一栏"),),
    message="“{found}”{more}没有写指标解释，别的行写了。",
    hint="请在 {cells} 写明指标的含义和怎样算。",
)
def explanation_missing(subject: Subject) -> Iterator[Hit]:
    """有这一栏，有的行写了、有的行空着，合成一条。整栏都空着的不报。"""
    rows = [row for row in subject.table.indicators if not (row.is_execution or is_idle(row))]
    blank = [row for row in rows if row.explanation.exists and is_vague(row.explanation.text)]
    blank = [row for row in blank if not row.explanation.uncalculated]
    if blank and any(not is_vague(row.explanation.text) for row in rows):
        yield Hit(
            [row.explanation for row in blank],
            found=blank[0].level3.text,
            words={"more": and_more(len(blank), "个指标")},
        )
