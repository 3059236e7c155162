"""小数有几位、数多大多小，都是数；不是数的说为什么。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.grammar import Measured, Unreadable, amount, parse, percentage
from perfxl.grammar.exact_numbers import EXACT
from perfxl.plans.placeholders import in_words
from perfxl.scoring.rounding import half_up, no_finer, plain, to_the_fen

_FINITE = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**300), max_value=10**300
)


@given(st.integers(0, 10**19), st.text("0123456789", min_size=1, max_size=60))
def test_any_count_of_decimals_is_a_number(whole: int, decimals: str) -> None:
    text = f"{whole}.{decimals}"
    assert amount(text) == percentage(text) == Decimal(text)
    value = parse(f"≥{text}万元")
    assert isinstance(value, Measured)
    assert value.number == EXACT.scaleb(Decimal(text), Decimal(4))


@pytest.mark.parametrize(
    "number", ["1E+30", "1E+308", "-1.5E+308", "1E-300", "123456789012345E+40"]
)
def test_a_stored_number_written_out_is_the_same(number: str) -> None:
    """函数的参数先写成文字再读：多大的数都要读得回来。"""
    assert amount(plain(Decimal(number))) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("1" * 30, "1" * 400, "1" + "0" * 400, "0." + "3" * 800, "1E+30", "1.2.3", "12e5", "٣"),
        *("1,2,3", "∞", "NaN", "inf", "1" * 32_000, "." * 32_000, "(" * 32_000, "-" * 32_000 + "5"),
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert amount(text) is None


def test_a_code_in_place_of_a_number_is_told() -> None:
    value = parse("≥" + "1" * 21)
    assert isinstance(value, Unreadable)
    assert "超过20位" in value.note


@given(_FINITE, st.integers(0, 8))
def test_rounding_never_fails(number: Decimal, decimals: int) -> None:
    rounded = half_up(number, decimals)
    assert abs(rounded - number) <= Decimal(5).scaleb(-decimals - 1)
    assert no_finer(number, decimals) == rounded


@pytest.mark.parametrize(
    ("number", "unit", "written"),
    [
        *(("428571.428571429", "元", "428571.43"), ("428571.5", "元", "428571.5")),
        *(("42.857142857", "万元", "42.857143"), ("18.848", "万元", "18.848")),
        *(("1.23456789014", "亿元", "1.2345678901"), ("3.14159265", "千元", "3.14159")),
        *(("42.857142857", None, "42.857143"), ("1E+30", "元", "1E+30")),
    ],
)
def test_money_is_written_to_the_fen(number: str, unit: str | None, written: str) -> None:
    assert str(to_the_fen(Decimal(number), unit)) == written


def test_words_for_an_amount_too_large_for_words() -> None:
    assert in_words(Decimal("9999999999999999.99")).startswith("玖仟玖佰玖拾玖万亿")
    assert in_words(Decimal("1E+16")) == "10,000,000,000,000,000.00元"
