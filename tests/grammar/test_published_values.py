"""各省公开的表里指标值的写法（published_values.tsv）：种类、符号、数、单位；看着像而不是的。"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from perfxl.grammar import Deadline, Measured, Placeholder, Qualitative, parse
from perfxl.grammar.values import NOTHING, RANKS, RATIO

with Path(__file__).with_name("published_values.tsv").open(encoding="utf-8") as stream:
    _ROWS = [tuple(row.values()) for row in csv.DictReader(stream, delimiter="\t", quoting=3)]


@pytest.mark.parametrize(("text", "kinds", "operators", "number", "units"), _ROWS)
def test_a_published_value(text: str, kinds: str, operators: str, number: str, units: str) -> None:
    """``*`` 是不论，``-`` 是没有。"""
    value = parse(text)
    operator = getattr(value, "operator", None)
    assert kinds == "*" or value.kind.value in kinds.split("|")
    assert operators == "*" or (operator.value if operator else "-") in operators.split("|")
    assert units == "*" or getattr(value, "unit", None) in units.split("|")
    if number in ("*", "-"):
        return
    if isinstance(value, Deadline):
        assert value.iso() == number
        return
    assert isinstance(value, Measured | Placeholder)
    assert value.number == Decimal(number)


@pytest.mark.parametrize(
    "text", ["目前10名", "提前3名", "当前5位", "1:15:20", "八点五分", "百姓", "零距离服务", "16:30"]
)
def test_what_only_looks_alike_is_not_read_as_such(text: str) -> None:
    value = parse(text)
    assert getattr(value, "dimension", None) not in (*RANKS, RATIO, NOTHING)


def test_a_period_counts_apart_from_a_total() -> None:
    monthly, yearly = parse("每月不少于2次"), parse("24次/年")
    assert isinstance(monthly, Measured)
    assert isinstance(yearly, Measured)
    assert (monthly.unit, monthly.dimension) == ("次/月", "time/months")
    assert monthly.dimension != yearly.dimension


@pytest.mark.parametrize(("text", "rank"), [("Ⅲ类以上", 2), ("水质达到Ⅱ类", 1), ("劣Ⅴ类", 5)])
def test_a_class_of_water_has_its_place(text: str, rank: int) -> None:
    value = parse(text)
    assert isinstance(value, Qualitative)
    assert value.standing is not None
    assert value.standing.ranks == {"水质": rank}


@pytest.mark.parametrize("text", ["优质", "中部", "良性", "绩效优", "二级以上", "一般"])
def test_words_that_are_no_standing(text: str) -> None:
    assert getattr(parse(text), "standing", None) is None
