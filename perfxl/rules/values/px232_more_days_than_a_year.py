"""PX232 一年没有这么多天"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Value
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention

# 一年之内开放、运行了多少天、多少个月；累计的、几个地方合起来的不算。
_IN_A_YEAR = Pattern(
    "(?:开放|运行|运营|开馆|开园|服务|值班|值守|开业|营业|供热|供暖|供水)(?:天数|日数|月数|时间|时长)$"
)
_ADDED_UP = Pattern("累计|合计|总|质保|维保|使用寿命")
_MOST_SECONDS = 366 * 86_400
_MOST_MONTHS = 12


@row_rule(
    id="PX232",
    title="一年没有这么多天",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("一年之内的天数不超过 366 天，月数不超过 12 个月"),),
    message="“{level3}”写“{found}”，一年没有这么多天。",
    hint="请核对 {cells}；几处合计的，请在名称里写明。",
)
def more_days_than_a_year(subject: RowSubject) -> Iterator[Hit]:
    """开放天数、运行天数一类，指标值或完成值超过 366 天、12 个月。累计、合计、质保的不报。"""
    row = subject.indicator
    name = "".join(row.level3.text.split())
    if not _IN_A_YEAR.search(name) or _ADDED_UP.search(name):
        return
    sides: list[tuple[Entry, Value]] = [
        (each.target, each.value) for each in subject.stated_targets
    ]
    for entry, value in (*sides, (row.actual, row.actual_value)):
        if isinstance(value, Measured) and value.kind is Kind.DURATION and _is_too_long(value):
            yield Hit(entry, found=entry.text, words={"level3": row.level3.text})


def _is_too_long(value: Measured) -> bool:
    most = _MOST_MONTHS if value.dimension == "months" else _MOST_SECONDS
    return value.base_number > most
