"""PX213 值的中间有空格"""

from collections.abc import Iterator

from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.values.value_writing import has_blank, tidied, written_cells
from perfxl.standards.documents import own_convention


@rule(
    id="PX213",
    title="值的中间有空格",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("符号、数值、单位连写，中间不空"),),
    message="指标值、完成值中间有空格，共 {times} 格，如“{found}”。",
    hint="请在 {cells} 去掉空格，如“{expected}”。",
)
def space_in_value(subject: Subject) -> Iterator[Hit]:
    """“≥ 9 0%”“1 00人”：读得懂，查找和比对时对不上。一张表合成一条。

    数字被换行隔开的读不出是一个数还是两个，由 PX207 报；日期后的时刻不算。
    """
    found = [
        (each, better)
        for each in written_cells(subject)
        if has_blank(each.text) and (better := tidied(each.text))
    ]
    if found:
        first, expected = found[0]
        yield Hit(
            [each.entry for each, _ in found],
            found=first.text,
            expected=expected,
            words={"times": len(found)},
            due=[Due(each.entry, better, each.what) for each, better in found],
        )
