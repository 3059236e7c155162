"""指标值、完成值等于没填；一行不用的指标。"""

from functools import lru_cache

from perfxl.grammar import Measured, Value
from perfxl.grammar.glyphs import compact
from perfxl.grammar.nothing_said import is_vague as is_vague
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Indicator
from perfxl.reading.unfilled import is_unfilled as is_unfilled

# 写明这一行不用。
_NOT_USED = Pattern(r"(?:无|略|/|-+|—+|不适用|不涉及)。?")


def is_target_unfilled(indicator: Indicator) -> bool:
    """指标值没有填；“违规收费”一类写“无”的是一件也没有，不是没有填。"""
    return is_unfilled(indicator.target) and not isinstance(indicator.target_value, Measured)


def is_actual_unfilled(indicator: Indicator) -> bool:
    """实际完成值没有填；“违规收费”一类写“无”的是一件也没有，不是没有填。"""
    return is_unfilled(indicator.actual) and not isinstance(indicator.actual_value, Measured)


def is_idle(indicator: Indicator) -> bool:
    """这一行不用：指标值、完成值都写“无”“/”一类，分值为空或 0。表样的“XXX”是没有填，不是不用。"""
    unused = _says_unused(indicator.target.text, indicator.actual.text)
    return unused and not indicator.weight.number


@lru_cache(maxsize=8192)
def _says_unused(*values: str) -> bool:
    written = [text for text in values if text]
    return bool(written) and all(_NOT_USED.fullmatch(compact(text)) for text in written)


def read_values(indicator: Indicator) -> tuple[Value, Value]:
    """指标值与完成值读成的值。"""
    return indicator.target_value, indicator.actual_value
