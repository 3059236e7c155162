"""PX501 三级指标重复"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.matching.indicators import without_ordinal
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention


@rule(
    id="PX501",
    title="三级指标重复",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("同一个项目里每个三级指标只填一行"),),
    message="“{found}”在“{level2}”下写了 {times} 次（{cells}）。",
    hint="请核对 {cells}：重复录入的删去一行，本来不同的把名称写明。",
)
def indicator_repeated(subject: Subject) -> Iterator[Hit]:
    """同一个项目、同一个二级指标下名称相同的行。上下合并成一格的名称不算重复。

    调整批复表年初、调整后各看各的。不同二级指标下的同名由 PX517 报。
    """
    seen: dict[tuple[object, ...], dict[int, Entry]] = {}
    for row, places in subject.stated_names:
        if subject.table.lacks_project(row):
            continue
        for entry in places:
            adjusted = entry.column == row.level3_adjusted.column
            name = compact(without_ordinal(entry.text))
            key = (row.project.row, row.level1.text, row.level2.text, adjusted, name)
            seen.setdefault(key, {})[row.row] = entry
    told: set[tuple[int, ...]] = set()
    for (_, level1, level2, *_), entries in seen.items():
        if len(entries) > 1 and tuple(entries) not in told:
            told.add(tuple(entries))
            yield Hit(
                entries.values(),
                found=without_ordinal(next(iter(entries.values())).text),
                words={"times": len(entries), "level2": level2 or level1 or "同一类"},
            )
