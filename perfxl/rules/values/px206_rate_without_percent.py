"""PX206 率类指标没有写百分号"""

from collections.abc import Iterator

from perfxl.grammar import Measured, Value, parse
from perfxl.grammar.nearer import is_ratio
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.rules.facts.indicator_names import is_wanted_rate
from perfxl.scoring.rounding import plain
from perfxl.scoring.unmarked_rates import is_percent, is_unmarked_actual, is_unmarked_rate
from perfxl.standards.documents import own_convention

_PER_MILLE = "‰"

# 名称、各边的格、没有写符号时的符号、与它比的指标值。
_Written = tuple[Entry, tuple[Entry, ...], str, Value | None]


@rule(
    id="PX206",
    title="率类指标没有写百分号",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("比率、满意度用百分数填写"),),
    message="“{level3}”{why}，可能是 {expected}。",
    hint="请在 {cells} 核对后写成“{to_write}”。",
)
def rate_without_percent(subject: Subject) -> Iterator[Hit]:
    """名称以“率”“满意度”“比例”结尾，值却是不带单位的数：1 与 0.6 多半是 100% 与 60%。指标值是百分数的，完成值同样看。

    度量单位另列一栏的，指标值里本来就不写百分号，那一栏空着由 PX224 报；完成值照那一栏写 91 的也不写，写 0.91 的要核对。
    百分号写在栏名（指标值（%））、名称末尾（合格率（%））的也是这样。
    """
    rows = subject.table.indicators
    with_unit = {row.level3 for row in rows if row.unit.exists or row.context.measured_in}
    written: list[_Written] = [
        (stated.level3, stated.targets, "≥", None)
        for stated in subject.stated_targets
        if not stated.row.unit.exists
        and is_unmarked_rate(stated.level3, stated.targets[0])
        and (stated.level3 not in with_unit or _is_tiny(stated))
    ]
    written += [
        (row.level3, (row.actual,), "", row.target_value) for row in rows if is_unmarked_actual(row)
    ]
    for level3, entries, usual, target in written:
        value = parse(entries[0].to_read)
        if not isinstance(value, Measured):
            continue
        sign = value.operator.value if value.operator else usual
        number = value.number * 100 if _is_ratio(value, target) else value.number
        mark = "%"
        if isinstance(target, Measured) and target.unit == _PER_MILLE:
            number, mark = value.number, _PER_MILLE
        found, expected = entries[0].text, f"{sign}{plain(number)}{mark}"
        why, to_write = f"是比率，“{found}”没有写百分号", expected
        if level3 in with_unit:
            why = f"的度量单位是百分号，“{found}”照字面只有 {found}%"
            to_write = expected.removesuffix("%")
        yield Hit(
            entries,
            found=found,
            expected=expected,
            words={"level3": level3.text, "why": why, "to_write": to_write},
        )


def _is_tiny(stated: StatedTarget) -> bool:
    """百分号写在栏名、名称里，而越高越好的比率只写着不到 1 的数：0.95。"""
    value = stated.value
    small = isinstance(value, Measured) and 0 < value.number <= 1
    return small and is_wanted_rate(stated.level3.text)


def _is_ratio(value: Measured, target: Value | None) -> bool:
    """是比值（0.9）还是已经乘了 100（90）：与指标值相近的一种；没有指标值可比的，不到 2 的是比值。"""
    if isinstance(target, Measured) and is_percent(target):
        return is_ratio(value.number, target.number)
    return 0 < value.number < 2
