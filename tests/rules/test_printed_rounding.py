"""加不上的两个数：取整的零头与真的不同分开，算不了的不比。"""

from decimal import Decimal

import pytest

from perfxl.model.table import Entry
from perfxl.rules.facts.printed_rounding import difference, is_unknown


def _entry(text: str, stored: str | None = None) -> Entry:
    try:
        number = Decimal((stored or text).replace(",", ""))
    except ArithmeticError:
        return Entry(text, 1, 1)
    return Entry(text, 1, 1, number)


@pytest.mark.parametrize(
    ("whole", "parts", "rounded"),
    [
        ("11351.7986", ["4118.01", "4755.37", "2478.42"], True),
        ("7233.8", ["4755.37", "2478.42"], True),
        ("7233.8", ["4755.37", "2478.40"], False),
        ("100.5", ["50", "50"], False),
        ("3,800,000", ["3000000", "799999"], False),
        ("5.17", ["2.5841", "2.5842"], True),
    ],
)
def test_rounding_is_told_from_a_real_difference(
    whole: str, parts: list[str], rounded: bool
) -> None:
    off = difference(_entry(whole), map(_entry, parts))
    assert off is not None
    assert off.rounded is rounded


def test_equal_as_stored_or_as_printed_is_equal() -> None:
    assert difference(_entry("30.0"), [_entry("10.0", "10.04"), _entry("20.0", "20.04")]) is None
    assert difference(_entry("30.1", "30.08"), [_entry("10.0", "10.04"), _entry("20.04")]) is None
    assert difference(_entry("0.3"), [_entry("0.3", "0.30000000000000004")]) is None


def test_blank_is_zero_and_text_is_unknown() -> None:
    blank = Entry("", 1, 1)
    off = difference(_entry("5"), [_entry("6"), blank])
    assert off is not None
    assert (off.expected, off.gap) == (6, 1)
    assert difference(_entry("5"), [blank, blank]) is None
    assert difference(_entry("5"), [_entry("6"), _entry("待定")]) is None
    assert difference(_entry("5"), [_entry("6"), Entry("", 1, 1, formula="A1")]) is None
    assert not is_unknown(_entry("/"))


def test_converted_amount_keeps_its_own_decimals() -> None:
    assert difference(_entry("1.5"), [_entry("5000", "0.5"), _entry("1")]) is None
    off = difference(_entry("-2.5"), [_entry("10")], [_entry("12.4")])
    assert off is not None
    assert off.rounded
