"""PX517 不同二级指标下的三级指标同名"""

from collections.abc import Iterator

from perfxl.grammar.glyphs import compact
from perfxl.matching.indicators import without_ordinal
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import own_convention


@rule(
    id="PX517",
    title="不同二级指标下的三级指标同名",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("一件事只用一个指标说，名称不重复"),),
    message="“{found}”同时写在{levels}下（{cells}），一件事算了几次分。",
    hint="请核对 {cells}：同一件事的只留一处，本来不同的把名称写明。",
)
def name_repeated_elsewhere(subject: Subject) -> Iterator[Hit]:
    """同一个项目里，两个二级指标下有同名的三级指标。同一个二级指标下的由 PX501 报。"""
    seen: dict[tuple[int, bool, str], dict[str, Entry]] = {}
    for row, places in subject.stated_names:
        if subject.table.lacks_project(row):
            continue
        level2 = row.level2.text or row.level1.text
        for entry in places:
            adjusted = entry.column == row.level3_adjusted.column
            key = (row.project.row, adjusted, compact(without_ordinal(entry.text)))
            seen.setdefault(key, {}).setdefault(level2, entry)
    told: set[tuple[int, ...]] = set()
    for by_level in seen.values():
        rows = tuple(entry.row for entry in by_level.values())
        if len(by_level) > 1 and rows not in told:
            told.add(rows)
            yield Hit(
                by_level.values(),
                found=without_ordinal(next(iter(by_level.values())).text),
                words={"levels": "、".join(quoted(level) for level in by_level)},
            )
