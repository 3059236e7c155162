"""方案里的一个数，照格的数字格式、金额单位存成什么。"""

from decimal import Decimal

from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.number_format import number_scale, show_number
from perfxl.model.shown_amounts import may_scale, stored_number
from perfxl.plans.plan_values import PlanValue


def stored_value(
    value: PlanValue, code: str, money_unit: str, *, as_text: bool = False
) -> PlanValue:
    """数折成格里存的数，别的照原样；``as_text``：换页重写的只给人看，写成文字，求和不会算两遍。"""
    if not isinstance(value, Decimal):
        return value
    stored = _scaled(value, code, money_unit)
    return show_number(stored, code) if as_text else stored


def _scaled(value: Decimal, code: str, money_unit: str) -> Decimal:
    """模板的格缩小着显示（``0!.0000,``）、写着别的单位的，存折回去的数，看到的才对；

    百分比格式的格里，方案给的就是比值。
    """
    scale = number_scale(value, code) if may_scale(code) else None
    if scale is None or scale.exponent > 0:
        return value
    return stored_number(value, code, MONEY_FACTORS.get(money_unit))
