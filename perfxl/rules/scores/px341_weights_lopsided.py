"""PX341 分值悬殊"""

from collections.abc import Iterator
from decimal import Decimal

from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.rules.engine.form_groups import TARGETS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.scoring.rounding import plain
from perfxl.standards.documents import own_convention

_MOST, _LEAST = Decimal(15), Decimal(1)


@rule(
    id="PX341",
    title="分值悬殊",
    severity=Severity.INFO,
    forms=TARGETS,
    basis=(own_convention("同一类指标的分值按轻重分，不把分集中在一条上"),),
    message="“{level2}”下一条 {most} 分，另有 {times} 条只有 {least} 分，分值悬殊。",
    hint="请核对 {cells} 的分值；确是这样定的，请说明理由。",
)
def weights_lopsided(subject: Subject) -> Iterator[Hit]:
    """同一个二级指标下，一条 15 分以上，另有不到或正好 1 分的。"""
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for row in subject.table.indicators:
        if row.weight.number is not None and not row.is_execution and not row.shares_points:
            groups.setdefault((row.level1.text, row.level2.text), []).append(row)
    for (_, level2), rows in groups.items():
        top = max(rows, key=lambda row: row.weight.number or Decimal(0))
        small = [row for row in rows if 0 < (row.weight.number or Decimal(0)) <= _LEAST]
        if small and (top.weight.number or Decimal(0)) >= _MOST:
            yield Hit(
                [top.weight, *(row.weight for row in small)],
                found=top.weight.number,
                words={
                    "level2": level2,
                    "most": plain(top.weight.number or Decimal(0)),
                    "least": plain(small[0].weight.number or Decimal(0)),
                    "times": len(small),
                },
            )
