"""两张表之间的金额差多少算取整：只差末位的是，印到百元的小数不当作整百元。"""

from decimal import Decimal

import pytest

from perfxl.rules.across.amounts_compared import Gap, _gap


@pytest.mark.parametrize(
    ("a", "b", "steps", "unit", "gap"),
    [
        (1_675_200, 1_675_300, (100, 100), 10_000, Gap.ROUNDING),
        (1_675_200, 1_675_500, (100, 100), 10_000, Gap.REAL),
        (180_000, 176_000, (10_000, 100), 10_000, Gap.ROUNDING),
        (1_800_000, 1_799_000, (10_000, 100), 10_000, Gap.NONE),
        (18_000, 17_900, (100, 100), 100, Gap.REAL),
    ],
)
def test_what_is_rounding(a: int, b: int, steps: tuple[int, int], unit: int, gap: Gap) -> None:
    first, second = (Decimal(each) for each in steps)
    own = (Decimal(unit), Decimal(unit))
    assert _gap(Decimal(a), Decimal(b), (first, second), own) is gap
