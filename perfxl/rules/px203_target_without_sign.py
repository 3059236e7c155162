"""PX203 指标值没有比较符号"""

from collections.abc import Iterator

from perfxl.grammar import Measured, parse
from perfxl.model.finding import Severity
from perfxl.rules.registry import TARGETS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX203",
    title="指标值没有比较符号",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(form_layout("定量指标值由符号、数值、计量单位三部分组成"),),
    message="指标值“{found}”没有写 ≥、≤ 或 =，无法判断多少算完成。",
    hint="请在 {cells} 写明符号，如“{expected}”。",
)
def target_without_sign(subject: Subject) -> Iterator[Hit]:
    """定量的指标值没有符号。“左右”“约”和区间不在此列；时限由日期自明，也不在此列。"""
    for row in subject.table.indicators:
        value = parse(row.target.text)
        if not isinstance(value, Measured) or value.operator or value.approximate or value.upper:
            continue
        if row.is_execution or row.nature.text.strip().startswith(("正向", "反向", "负向")):
            continue
        sign = "≤" if "成本" in row.level1.text + row.level2.text else "≥"
        yield Hit(row.target, found=row.target.text, expected=f"{sign}{row.target.text}")
