"""两个值换算到同一单位的数。"""

from dataclasses import replace
from decimal import Decimal

from perfxl.grammar import Kind, Measured, Value
from perfxl.grammar.frequencies import in_a_year
from perfxl.grammar.nearer import is_bare_ratio, is_nearer

_HUNDRED = Decimal(100)


def comparable_numbers(
    target: Measured, actual: Measured, money_factor: Decimal = Decimal(1)
) -> tuple[Decimal, Decimal] | None:
    """换算到同一单位的两个数；单位不是同一类时为 ``None``。

    一边写着钱、另一边没写单位的，也可能是表的金额单位（``money_factor`` 元），取与对方相近的一种；
    一边没写单位的，按另一边的单位（连同“万”“亿”）；一边是百分数、另一边只写了不大于 1 的数的，按比值读。

    >>> from perfxl.grammar import parse
    >>> comparable_numbers(parse("≥9.8万人"), parse("98000人"))
    (Decimal('98000'), Decimal('98000'))
    >>> comparable_numbers(parse("≥95%"), parse("0.96"))
    (Decimal('95'), Decimal('96.00'))
    >>> comparable_numbers(parse("≥2.4万人"), parse("2.5"))
    (Decimal('24000'), Decimal('25000.0'))
    >>> comparable_numbers(parse("≥2.4万人"), parse("25000"))
    (Decimal('24000'), Decimal('25000'))
    >>> comparable_numbers(parse("≥3"), parse("2.5万人"))
    (Decimal('30000'), Decimal('25000'))
    >>> comparable_numbers(parse("≥100人"), parse("100次")) is None
    True
    """
    want, done = target.base_number, _toward(target, actual)
    if money_factor != 1 and (found := _in_money_of_the_table(target, actual, money_factor)):
        return found
    if target.unit is not None and actual.unit is None:
        if is_bare_ratio(actual, target):
            return want, done * _HUNDRED
        return want, _in_unit_of(target, actual.number)
    if target.unit is None and actual.unit is not None:
        if is_bare_ratio(target, actual):
            return want * _HUNDRED, done
        return _in_unit_of(actual, target.number), done
    if target.dimension == actual.dimension or target.bracketed & actual.bracketed:
        return want, done
    if target.number == actual.number == 0 and Kind.QUANTITY is target.kind is actual.kind:
        return want, done  # 0起、0件：都是没有
    return in_a_year(target, actual)


def positive_numbers(
    target: Value, actual: Value, money_factor: Decimal
) -> tuple[Decimal, Decimal] | None:
    """同 ``comparable_numbers``，说得出几倍的：两个值都是数，都大于 0；不是的为 ``None``。"""
    if not isinstance(target, Measured) or not isinstance(actual, Measured):
        return None
    pair = comparable_numbers(target, actual, money_factor)
    return None if pair is None or pair[0] <= 0 or pair[1] <= 0 else pair


def _toward(target: Measured, actual: Measured) -> Decimal:
    """完成值朝着指标值的方向看：要求下降而实际增长（或反过来）的是负数，“-5%”就是下降 5%。"""
    done = actual.base_number
    against = target.trend * actual.trend < 0
    fell = target.trend < 0 and actual.trend == 0 and done < 0
    return -done if against or fell else done


def _in_money_of_the_table(
    target: Measured, actual: Measured, money_factor: Decimal
) -> tuple[Decimal, Decimal] | None:
    """一边写着钱、另一边没写单位，没写的是表的金额单位更相近的：折成元的两个数。"""
    if target.kind is Kind.MONEY and actual.unit is None:
        scaled = actual.number * money_factor
        if is_nearer(scaled, _in_unit_of(target, actual.number), target.base_number):
            return target.base_number, scaled
    if actual.kind is Kind.MONEY and target.unit is None:
        scaled = target.number * money_factor
        if is_nearer(scaled, _in_unit_of(actual, target.number), _toward(target, actual)):
            return scaled, _toward(target, actual)
    return None


def _in_unit_of(written: Measured, number: Decimal) -> Decimal:
    """没写单位的一边，照写了单位的一边 ``written`` 读：“≥2.4万人”的 2.5 是 2.5 万，25000 是 25000。

    两种读法取与对方相近的一种（≥6000万元 的 5740 是 5740 万，≥0.06万人 的 500 就是 500）；
    有一边是 0、负数，比不出远近的，小于千位的当作没有展开。
    """
    plain_reading = in_base_unit(written, number)
    scale = written.printed_scale
    if scale == 1:
        return plain_reading
    scaled = in_base_unit(written, number * scale)
    if min(number, written.number) <= 0:
        return plain_reading if abs(number) >= scale / 10 else scaled
    return scaled if is_nearer(scaled, plain_reading, written.base_number) else plain_reading


def in_base_unit(measured: Measured, number: Decimal) -> Decimal:
    """把一个数当作该单位的数，换到基本单位。"""
    return replace(measured, number=number).base_number
