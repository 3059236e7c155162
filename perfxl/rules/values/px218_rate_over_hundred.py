"""PX218 比率超过 100%"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Operator, Value, parse
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Stage
from perfxl.model.table import Entry, Table
from perfxl.reading.rate_names import at_most_hundred, bare, says_rate
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.engine.telling import address_of, quoted, row_called
from perfxl.standards.documents import own_convention

_ALL = "=100%"
_TWICE = 200
_OPEN_ENDED = Pattern("增|提高|完成|达成|回报|收益|利润|周转|放大|撬动|杠杆|贡献|倍")


@rule(
    id="PX218",
    title="比率超过 100%",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("合格率、到位率、满意度一类，全部做到就是 100%"),),
)
def rate_over_hundred(subject: Subject) -> Iterator[Hit]:
    """合格率、到位率、准确率、满意度一类写了 100% 以上；写“≥100%”的只作参考：就是“=100%”，批复了的照批复写。

    增长率、任务完成率可以超过 100%，不在此列。满意度正好 100% 的由 PX514 报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if not _is_percent(value):
            continue
        if _is_share(name) and _beyond(value):
            yield _beyond_hundred(stated.targets, name, "指标值")
        if not at_most_hundred(name):
            continue
        if _beyond(value):
            yield _beyond_hundred(stated.targets, name, "指标值")
        elif _reaches(value) and "满意" not in name:
            yield _no_higher(stated.targets, name, subject.table)
    for row in subject.table.indicators:
        name = row.level3.text
        if row.is_execution or not row.actual.text:
            continue
        if not (at_most_hundred(name) or _is_share(name)):
            if _is_implausible(name, row.target_value, row.actual_value):
                yield _beyond_hundred((row.actual,), name, "实际完成值")
            continue
        if _beyond(parse(row.actual.to_read)):
            yield _beyond_hundred((row.actual,), name, "实际完成值")


def _is_implausible(name: str, target: Value, actual: Value) -> bool:
    """名称以“率”结尾、指标值不到 100%，完成值却在 200% 以上；增长、完成一类的率可以。"""
    if (
        not says_rate(name)
        or _OPEN_ENDED.search(name)
        or not (_is_percent(target) and _is_percent(actual))
    ):
        return False
    assert isinstance(target, Measured)
    assert isinstance(actual, Measured)
    return target.base_number <= 100 and actual.base_number >= _TWICE


def _is_share(name: str) -> bool:
    """一部分占全部的多少，不会超过 100%。"""
    return bare(name).endswith(("占比", "比重"))


def _beyond_hundred(entries: tuple[Entry, ...], name: str, what: str) -> Hit:
    text = entries[0].text
    return Hit(
        entries,
        found=text,
        expected=_ALL,
        message=f"{row_called(name)}的{what}{quoted(text)}在 100% 以上，这样的比率最多是 100%。",
        hint=f"请核对 {address_of(entries)}；确实可以超过的，把名称写明是按什么算的。",
    )


def _no_higher(entries: tuple[Entry, ...], name: str, table: Table) -> Hit:
    text = entries[0].text
    return Hit(
        entries,
        found=text,
        expected=_ALL,
        severity=Severity.INFO,
        message=(
            f"{row_called(name)}的指标值{quoted(text)}不会再高，这样的比率最多是 100%，"
            f"就是“{_ALL}”。"
        ),
        hint=_when_to_reword(entries, table.stage),
    )


def _when_to_reword(entries: tuple[Entry, ...], stage: Stage) -> str:
    """批复了的照批复写，改在下一次申报、批复。"""
    place = address_of(entries)
    if stage is Stage.APPLICATION:
        return f"请核对 {place}：还没有批复的写“{_ALL}”，批复了的不用改，自评照批复写。"
    if stage.is_issued:
        return f"{place} 已经批复，不用改，自评照它写；下一年申报、批复时写“{_ALL}”。"
    return f"{place} 照批复的写法，批复也这样写的不用改；下一年申报、批复时写“{_ALL}”。"


def _is_percent(value: Value) -> bool:
    return isinstance(value, Measured) and value.kind is Kind.PERCENT and value.trend == 0


def _beyond(value: Value) -> bool:
    """要求在 100% 以上，或就是 100% 以上。"""
    if not isinstance(value, Measured) or not _is_percent(value):
        return False
    return value.base_number > 100 or (
        value.base_number == 100 and value.operator is Operator.ABOVE
    )


def _reaches(value: Value) -> bool:
    return (
        isinstance(value, Measured)
        and value.base_number == 100
        and value.operator is Operator.AT_LEAST
    )
