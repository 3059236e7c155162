"""PX228 只能是整数的写了小数"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured, Value
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.standards.documents import own_convention

# 一个一个数的东西；平均数、指数、折算的另说。
_WHOLE = frozenset(
    {"person", "person_time", "household", "company", "set", "machine", "piece", "case", "copy"}
    | {"seat", "place", "line", "sheet", "plant", "head", "event", "time", "period", "floor"}
)
_WHOLE_UNITS = frozenset(
    {"所", "块", "顶", "床", "盏", "门", "面", "艘", "颗", "株", "枚", "幅", "支"}
)
_AVERAGED = (
    "均",
    "每",
    "人年",
    "折",
    "指数",
    "系数",
    "拥有量",
    "标准",
    "万人",
    "千人",
    "平",
    "户型",
)

_POINT = Pattern("[.．]")


@row_rule(
    id="PX228",
    title="只能是整数的写了小数",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("人、户、座、台一个一个数，没有半个"),),
    message="“{level3}”写“{found}”，以{unit}计的没有半个，不应有小数。",
    hint="请核对 {cells}：多半是小数点、单位（万）写错，或把别的数填到了这一格；平均数请在名称里写明。",
)
def whole_unit_with_decimals(subject: RowSubject) -> Iterator[Hit]:
    """指标值、完成值是人、户、座、台一类，展开“万”以后还有小数。人均、每……、指数的不报。"""
    row = subject.indicator
    sides = [(each.target, each.value) for each in subject.stated_targets]
    sides += [(row.actual, row.actual_value)] if _POINT.search(row.actual.to_read) else []
    name = row.level3.text
    if not any(_POINT.search(entry.to_read) for entry, _ in sides) or any(
        word in name for word in _AVERAGED
    ):
        return
    for entry, value in sides:
        if _is_broken(value, entry):
            assert isinstance(value, Measured)
            yield Hit(entry, found=entry.text, words={"level3": name, "unit": value.unit})


def _is_broken(value: Value, entry: Entry) -> bool:
    if not isinstance(value, Measured) or value.kind is not Kind.QUANTITY or value.approximate:
        return False
    if value.dimension not in _WHOLE and value.unit not in _WHOLE_UNITS:
        return False
    # 公式算出来的几位小数由别的规则说；写在格里的只有一两位。
    return 0 < decimal_places(value.number) <= 2 and entry.exists
