"""PX203 指标值没有比较符号"""

from collections.abc import Iterator

from perfxl.grammar import Kind, Measured
from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import Indicator
from perfxl.reading.rate_names import at_most_hundred, says_rate
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, row_rule
from perfxl.rules.engine.row_subject import RowSubject
from perfxl.rules.facts.indicator_cells import StatedTarget
from perfxl.rules.facts.indicator_names import counts_events, is_unwanted
from perfxl.rules.facts.unfilled import is_vague
from perfxl.scoring.comparable_numbers import comparable_numbers
from perfxl.standards.documents import own_convention

# 按贷款金额的 1%、贴息总额的 70%：是发放的标准，不是要比的数。
_BASED_ON = Pattern(r"^按|的\s*\d")
_FIRST_DIGIT = Pattern("[0-9０-９]")
_ALL = 100
_WHOLE = "指标值“{found}”没有写符号；这样的比率最多是 100%，按“≥”、“=”都一样。"
# 性质单列时不写符号的说法。
_WITHOUT_SIGN = ("正向", "反向", "负向", "定性", "定量")


@row_rule(
    id="PX203",
    title="指标值没有比较符号",
    severity=Severity.WARNING,
    forms=WITH_INDICATORS,
    basis=(own_convention("定量指标值由符号、数值、计量单位三部分组成"),),
    message="指标值“{found}”没有写 ≥、≤ 或 =，无法判断多少算完成。",
    hint="请在 {cells} 写明符号，如“{expected}”；批复就是这样写的，自评照它，不用改。",
)
def target_without_sign(subject: RowSubject) -> Iterator[Hit]:
    """定量的指标值没有符号；符号单列一栏而空着的，指那一栏的格；写了别的话的由 PX224 报。

    合格率一类写 100% 的，做到没有怎样读都一样，只作参考；完成值不到的，给几分看是哪一个符号。
    “左右”“约”和区间不在此列；时限由日期自明，7*24小时 一类服务时间、“按…的60%”一类标准也不在此列。

    率类指标连百分号也没有的由 PX206 报。
    """
    for stated in subject.stated_targets:
        row, value = stated.row, stated.value
        if not isinstance(value, Measured) or value.operator or value.approximate or value.upper:
            continue
        if value.unit is not None and value.unit.startswith("次/"):
            continue  # 1次/日 说的是频次
        if value.second is not None or row.nature.text.strip().startswith(_WITHOUT_SIGN):
            continue
        if _BASED_ON.search(stated.target.text) or _is_bare_rate(stated):
            continue
        sign = "≤" if row.is_cost and not value.is_saving else "≥"
        if value.kind is Kind.PER_HEAD or "标准" in stated.level3.text:
            sign = "="  # 补助标准是定好的数
        if value.number == 0:
            sign = "="  # 一个也没有，没有更少的
        whole = _is_whole(stated)
        if whole:
            sign = "="  # 不会再高，写“≥”由 PX218 报
        alone = row.nature.exists and stated.target == row.target
        if alone and not is_vague(row.nature.text):
            continue
        clear = whole and not _falls_short(row, value)
        yield Hit(
            row.nature if alone else stated.targets,
            found=stated.target.text,
            expected=sign if alone else _signed(sign, stated.target.to_read),
            message=_WHOLE.format(found=stated.target.text) if clear else "",
            severity=Severity.INFO if clear or _must_be_none(stated) else None,
        )


def _signed(sign: str, text: str) -> str:
    """符号写在数前：较上年下降≥5%。数写成字的（两次）写在最前。"""
    found = _FIRST_DIGIT.search(text)
    place = found.start() if found is not None else 0
    return f"{text[:place]}{sign}{text[place:]}"


def _is_bare_rate(stated: StatedTarget) -> bool:
    value = stated.value
    return (
        isinstance(value, Measured)
        and value.kind is Kind.QUANTITY
        and not value.unit
        and not stated.row.unit.exists
        and says_rate(stated.level3.text)
    )


def _is_whole(stated: StatedTarget) -> bool:
    """合格率、到位率一类写着 100%：最多就是这么多。"""
    value = stated.value
    return (
        isinstance(value, Measured)
        and value.kind is Kind.PERCENT
        and value.number == _ALL
        and value.trend == 0
        and at_most_hundred(stated.level3.text)
    )


def _falls_short(row: Indicator, target: Measured) -> bool:
    """完成值读得成而没有做到。"""
    actual = row.actual_value
    pair = comparable_numbers(target, actual) if isinstance(actual, Measured) else None
    return pair is not None and pair[1] < pair[0]


def _must_be_none(stated: StatedTarget) -> bool:
    """事故、上访 0 起：没有符号也看得出多少算完成。"""
    value, name = stated.value, stated.level3.text
    zero = isinstance(value, Measured) and value.number == 0
    return zero and (is_unwanted(name) or counts_events(name))
