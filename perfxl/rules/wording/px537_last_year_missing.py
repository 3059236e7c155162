"""PX537 延续项目没有上年的数"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import APPLICATIONS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.unfilled import is_vague
from perfxl.standards.documents import form_layout


@rule(
    id="PX537",
    title="延续项目没有上年的数",
    severity=Severity.INFO,
    forms=APPLICATIONS,
    basis=(form_layout("申报表印着“上年度指标值或实际水平”一栏"),),
    message="项目属性写“{found}”，上年度指标值一栏却都空着，看不出今年的指标值定得高低。",
    hint="请在 {cells} 填上上年的指标值或实际水平。",
)
def last_year_missing(subject: Subject) -> Iterator[Hit]:
    """项目属性写延续（经常性），有上年度指标值一栏而一格也没有填。"""
    table = subject.table
    nature = next((e for name, e in table.fields.items() if "属性" in name), None)
    if nature is None or not any(word in nature.text for word in ("延续", "经常", "持续")):
        return
    cells = [row.last_year for row in table.indicators if row.last_year.exists]
    if cells and all(is_vague(entry.text) and not entry.uncalculated for entry in cells):
        yield Hit(cells, found=nature.text, related=(nature,))
