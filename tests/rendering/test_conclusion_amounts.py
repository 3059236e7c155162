"""自评结论草稿里的金额：写到分，千位分节。"""

from decimal import Decimal

import pytest

from perfxl.model.table import Entry
from perfxl.rendering.conclusion import _amount


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("111111110111.106", "元", "111,111,110,111.11"),
        ("171000", "元", "171,000"),
        ("12.3456", "万元", "12.3456"),
        ("42.8571428571", "万元", "42.857143"),
    ],
)
def test_an_amount_of_the_draft_is_written_to_the_fen(number: str, unit: str, said: str) -> None:
    assert _amount(Entry(text=number, number=Decimal(number)), unit) == said


def test_an_amount_not_filled_in_is_empty() -> None:
    assert _amount(None, "元") == ""
