"""金额照人看到的读，照要人看到的写：数字格式放大缩小了多少、写了什么单位，与栏名的单位合不合。"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern
from perfxl.model.amount_doubt import WhyDoubtful
from perfxl.model.number_format import NumberScale, number_scale, says_negative

# 格式里写的单位合多少元。
_FORMAT_UNITS = {
    **dict.fromkeys(("元", "元整", "圆"), Decimal(1)),
    **dict.fromkeys(("千", "千元"), Decimal(1_000)),
    **dict.fromkeys(("万", "万元"), Decimal(10_000)),
    **dict.fromkeys(("百万", "百万元"), Decimal(1_000_000)),
    **dict.fromkeys(("千万", "千万元"), Decimal(10_000_000)),
    **dict.fromkeys(("亿", "亿元"), Decimal(100_000_000)),
}
_BRACKETS = "()（）[]【】 　"
# 可能缩放、写单位、写正负的格式：引号、转义、百分号、负号、三角、汉字（见 ``may_scale``），或数位后面的逗号。
_MAY_SCALE = Pattern(r"[\"\\!%‰△▽▲▼-]|[0#?.],+(?![0#?,])")
_CONDITIONAL = Pattern(r"\[[<>=]")
# 看条件格式对大数怎么显示。
_LARGE = Decimal(10) ** 9


class ShownAmount(NamedTuple):
    """看到的金额：``amount`` 个 ``yuan`` 元；``yuan`` 为 ``None`` 时不知道单位。

    ``stored`` 是照存的数、栏名的单位读的（同样以 ``yuan`` 元为单位）；``why`` 是格式与单位怎么不合。
    """

    amount: Decimal
    yuan: Decimal | None
    stored: Decimal
    why: WhyDoubtful | None = None


# 条件格式的两段之间来回，最多试这么多次。
_TRIES = 4


@lru_cache(maxsize=1024)
def may_scale(code: str) -> bool:
    """这个数字格式可能缩放，写着单位，或正数也写成减少的。

    >>> [may_scale(code) for code in ("General", "#,##0.00", "0.00_ ", "0!.0000,", '0.00"万元"', "0.00,,")]
    [False, False, False, True, True, True]
    >>> may_scale('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
    False
    """
    if says_negative(_LARGE, code):
        return True
    if _MAY_SCALE.search(code) is None and not any("㐀" <= sign <= "鿿" for sign in code):
        return False
    if _CONDITIONAL.search(code):
        return True
    scales = (number_scale(each, code) for each in (_LARGE, -_LARGE))
    return any(
        scale is not None and (scale.exponent or _unit_of(scale) is not None) for scale in scales
    )


def shown_amount(number: Decimal, code: str, header: Decimal | None) -> ShownAmount | None:
    """一个存着的数照格式 ``code`` 看到的金额；``header`` 是栏名的单位合多少元，没有写为 ``None``。

    显示的不是一个数的为 ``None``。

    >>> wan = Decimal(10000)
    >>> shown_amount(Decimal(300000), "0!.0000", wan)[0::3]
    (Decimal('30'), None)
    >>> shown_amount(Decimal(300000), "0!.0000", Decimal(1))[0::3]
    (Decimal('30'), <WhyDoubtful.SCALE: 'scale'>)
    >>> shown_amount(Decimal(300000), '0!.0,"万元"', Decimal(1))
    ShownAmount(amount=Decimal('30'), yuan=Decimal('10000'), stored=Decimal('30'), why=None)
    >>> shown_amount(Decimal(50), '"减少"0', wan)[0]
    Decimal('-50')
    >>> shown_amount(Decimal(30), '0.00"万元"', Decimal(1))[3]
    <WhyDoubtful.UNIT: 'unit'>
    """
    scale = number_scale(number, code)
    if scale is None:
        return None
    if says_negative(number, code):
        number = -abs(number)
    own = _unit_of(scale)
    yuan = own or header
    why = _why_doubtful(number, code, scale, own, header) if number else None
    shown = number if why is WhyDoubtful.PERCENT else number.scaleb(scale.exponent)
    stored = number * header / yuan if header is not None and yuan is not None else number
    return ShownAmount(tidied(shown), yuan, tidied(stored), why)


def tidied(number: Decimal) -> Decimal:
    """去掉末尾的 0，整数不写成 3E+5。

    >>> tidied(Decimal("30.0000")), tidied(Decimal("3E+5")), tidied(Decimal("18.8480"))
    (Decimal('30'), Decimal('300000'), Decimal('18.848'))
    """
    whole = number.to_integral_value()
    return Decimal(int(whole)) if whole == number else number.normalize()


def _unit_of(scale: NumberScale) -> Decimal | None:
    """格式里写的金额单位合多少元；没有写、写的不是金额单位为 ``None``。"""
    return _FORMAT_UNITS.get(scale.unit.strip(_BRACKETS)) if scale.unit else None


def _why_doubtful(
    number: Decimal, code: str, scale: NumberScale, own: Decimal | None, header: Decimal | None
) -> WhyDoubtful | None:
    # 显示的 1 合存着的数 1 个什么单位（元）：存元、缩小一万倍、单位万元的，正好是 1 元。
    if scale.exponent > 0:
        return WhyDoubtful.PERCENT
    if own is None:
        return WhyDoubtful.SCALE if _is_off_scale(number, code, scale, header) else None
    basis = own.scaleb(scale.exponent)
    if basis in (header, 1) or (header is None and scale.exponent == 0):
        return WhyDoubtful.OTHER_UNIT if header not in (None, own, basis) else None
    return WhyDoubtful.UNIT if header not in (None, own) else WhyDoubtful.SCALE


def _is_off_scale(number: Decimal, code: str, scale: NumberScale, header: Decimal | None) -> bool:
    """格式没有写单位：缩小的倍数要与栏名的单位相合；别的数会缩小而这个数没有的，也不合。"""
    if header is None:
        return False
    if scale.exponent < 0:
        wan_as_yi = header == _FORMAT_UNITS["亿"] and scale.exponent == -4  # 存万元，显示成亿元
        return header.scaleb(scale.exponent) != 1 and not wan_as_yi
    if header == 1 or _CONDITIONAL.search(code) is None:
        return False
    large = number_scale(_LARGE.copy_sign(number), code)
    return large is not None and large.exponent < 0


def stored_number(value: Decimal, code: str, yuan: Decimal | None = None) -> Decimal:
    """要让格式 ``code`` 的格里看到 ``value``，该存的数。

    ``value`` 是金额时，``yuan`` 是它的单位合多少元：格式写着别的单位的，连单位一起折。
    显示的不是一个数的照写。

    >>> stored_number(Decimal(30), "0!.0000"), stored_number(Decimal("62.83"), "0.00%")
    (Decimal('300000'), Decimal('0.6283'))
    >>> stored_number(Decimal(300000), '0!.0,"万元"', Decimal(1))
    Decimal('300000')
    >>> stored_number(Decimal(300000), '[>=10000]0!.0,"万";0', Decimal(1)), stored_number(
    ...     Decimal(5), '[>=10000]0!.0,"万";0', Decimal(1))
    (Decimal('300000'), Decimal('5'))
    >>> stored_number(Decimal(-50), '"减少"0')
    Decimal('50')
    """
    stored = value
    for _ in range(_TRIES):
        scale = number_scale(stored, code)
        if scale is None:
            return value
        own = _unit_of(scale)
        wanted = value * yuan / own if own is not None and yuan is not None else value
        again = tidied(wanted.scaleb(-scale.exponent))
        if again < 0 and says_negative(-again, code):
            again = -again
        if again == stored:
            break
        stored = again
    return stored
