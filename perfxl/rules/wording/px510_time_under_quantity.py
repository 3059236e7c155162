"""PX510 数量指标写了时间"""

from collections.abc import Iterator

from perfxl.grammar import Deadline, Kind, Measured, Operator, Value
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.standards.documents import own_convention

# 时间就是做了多少：执勤天数、开放时长、培训学时。
_AMOUNTS = Pattern(
    "天数|日数|月数|时长|小时|学时|课时|年限|工作量|工日|开放|运行时间|服务时间|频次|频率"
)
_DEADLINES = Pattern("时限|期限|及时|完成时间|支付时间|发放时间|下达时间|按期|按时")


@rule(
    id="PX510",
    title="数量指标写了时间",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("何时完成、多快完成属时效指标"),),
    message="数量指标“{level3}”的指标值“{found}”是{what}。",
    hint="请核对 {cells}：移到时效指标，或改写成做了多少。",
)
def time_under_quantity(subject: Subject) -> Iterator[Hit]:
    """时限、时长写在数量指标下。执勤天数、开放时长、培训学时本身是数量，不在此列；写“≤”的是限时。

    名称看不出是不是时限的时长，只作参考；“每季度一次”说的是次数，不报。
    """
    for stated in subject.stated_targets:
        value, name = stated.value, stated.level3.text
        if stated.row.indicator_class is not IndicatorClass.QUANTITY or (
            _AMOUNTS.search(name) and not _is_limit(value)
        ):
            continue
        dated = isinstance(value, Deadline) and value.dated
        if not dated and value.kind is not Kind.DURATION:
            continue
        sure = dated or _DEADLINES.search(name) or _is_limit(value)
        yield Hit(
            stated.targets,
            found=stated.target.text,
            words={"level3": name, "what": "时限" if dated else "时长"},
            severity=None if sure else Severity.INFO,
        )


def _is_limit(value: Value) -> bool:
    """不超过多久：限的是快慢，不是做了多少。"""
    return isinstance(value, Measured) and value.operator in (Operator.AT_MOST, Operator.BELOW)
