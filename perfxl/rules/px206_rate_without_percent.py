"""PX206 率类指标没有写百分号"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, parse
from perfxl.model.finding import Severity
from perfxl.rules.registry import TARGETS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import form_layout


@rule(
    id="PX206",
    title="率类指标没有写百分号",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(form_layout("比率、满意度用百分数填写"),),
    message="“{level3}”是比率，“{found}”没有写百分号，可能是 {expected}。",
    hint="请在 {cells} 核对后写成“{expected}”。",
)
def rate_without_percent(subject: Subject) -> Iterator[Hit]:
    """名称以“率”“满意度”“比例”结尾，值却是不带单位的数：1 与 0.6 多半是 100% 与 60%。"""
    for row in subject.table.indicators:
        if not row.level3.text.rstrip("（）()≥≤=%").endswith(
            ("率", "满意度", "比例", "比率", "占比")
        ):
            continue
        if row.unit.text:
            continue  # 单位另列一栏，数值里本来就不写百分号
        for entry in (row.target, row.actual):
            value = parse(entry.text)
            if not isinstance(value, Measured) or value.kind is not Kind.QUANTITY or value.unit:
                continue
            sign = value.operator.value if value.operator else ""
            number = value.number * 100 if 0 < value.number < 2 else value.number
            proposed = f"{sign}{plain(number)}%"
            yield Hit(entry, found=entry.text, expected=proposed, words={"level3": row.level3.text})
