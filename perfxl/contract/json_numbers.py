"""数写成普通的 JSON 数。"""

from decimal import Decimal


def json_number(number: Decimal | None) -> int | float | None:
    """Decimal → JSON 数：整数写整数。

    >>> json_number(Decimal("10.00")), json_number(Decimal("62.83")), json_number(None)
    (10, 62.83, None)
    """
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
