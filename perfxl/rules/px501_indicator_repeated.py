"""PX501 三级指标重复"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.registry import TARGETS, Hit, rule
from perfxl.rules.subject import Subject
from perfxl.standards.documents import form_layout


@rule(
    id="PX501",
    title="三级指标重复",
    severity=Severity.WARNING,
    forms=TARGETS,
    basis=(form_layout("一张表里每个三级指标只填一行"),),
    message="“{found}”在这张表里写了 {times} 次（{cells}）。",
    hint="请核对 {cells}：重复录入的删去一行，本来不同的把名称写明。",
)
def indicator_repeated(subject: Subject) -> Iterator[Hit]:
    """同一个二级指标下名称相同的行。上下合并成一格的名称不算重复。"""
    seen: dict[tuple[str, str], list[Indicator]] = {}
    for row in subject.table.indicators:
        if row.level3.text and row.level3.row == row.row:
            key = (row.level2.text, "".join(row.level3.text.split()))
            seen.setdefault(key, []).append(row)
    for rows in seen.values():
        if len(rows) > 1:
            yield Hit(
                [row.level3 for row in rows],
                found=rows[0].level3.text,
                words={"times": len(rows)},
            )
