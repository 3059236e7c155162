"""有数的各种写法，各由自己的一个读；别的写法它不认。"""

from decimal import Decimal

import pytest

from perfxl.grammar import Kind, Measured, Operator, Placeholder, Unreadable, parse
from perfxl.grammar.amounts import amount
from perfxl.grammar.number_forms import measured, span, spelt
from perfxl.grammar.paired_numbers import service
from perfxl.grammar.quantities import quantity
from perfxl.grammar.signs import bounded, combined


@pytest.mark.parametrize(
    ("form", "text", "number", "unit"),
    [
        *((measured, "≥9.8万人", "98000", "人"), (measured, "百分之3.5", "3.5", "%")),
        *((measured, "满意度:-5%", "-5", "%"), (measured, "约100余人", "100", "人")),
        *((span, "10-15人", "10", "人"), (span, "1-2万人", "10000", "人")),
        *((span, "5000-1万元", "5000", "元"), (span, "5%至10%", "5", "%")),
        *((service, "7*24小时", "7", "小时"), (service, "≥5×8h服务", "5", "小时")),
        *((spelt, "不少于三次", "3", "次"), (spelt, "百分之九十五", "95", "%")),
        *(
            (spelt, "千分之三", "3", "‰"),
            (spelt, "九成以上", "90", "%"),
            (spelt, "七成五", "75", "%"),
        ),
        *(
            (spelt, "一半", None, None),
            (spelt, "三万人", "30000", "人"),
            (spelt, "壹佰万元", "1000000", "元"),
        ),
    ],
)
def test_a_form_reads_its_own(form, text: str, number: str | None, unit: str | None) -> None:  # type: ignore[no-untyped-def]
    value = form(text, text)
    if number is None:
        assert value is None
        return
    assert isinstance(value, Measured)
    assert (value.number, value.unit, value.raw) == (Decimal(number), unit, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        *(
            (measured, "10-15人"),
            (measured, "三次"),
            (measured, "培训-5人"),
            (measured, "80%未完成"),
        ),
        *((measured, "还差20人"), (measured, "G20峰会"), (measured, "3人、4户")),
        *(
            (span, "0854-8222333"),
            (span, "06-30"),
            (span, "2024.1-2024.12"),
            (span, "5个-10人"),
            (span, "5人"),
        ),
        *((service, "3*4"), (service, "100*24小时")),
        *((spelt, "十分满意"), (spelt, "一致"), (spelt, "3次"), (spelt, "一百二人")),
    ],
)
def test_a_form_leaves_what_is_not_its_own(form, text: str) -> None:  # type: ignore[no-untyped-def]
    assert form(text, text) is None


@pytest.mark.parametrize(
    ("form", "text", "reason"),
    [
        (measured, "1" * 21 + "人", "超过20位"),
        (measured, "≥90%以下", "互相矛盾"),
        (measured, "不≥90%", "看不出方向"),
        (measured, "2024年", "是日期还是时长"),
        (span, "15-10人", "前一个数大于后一个数"),
    ],
)
def test_what_cannot_be_a_number_is_told(form, text: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    value = form(text, text)
    assert isinstance(value, Unreadable)
    assert reason in value.note


def test_the_pieces_make_one_value() -> None:
    assert quantity("x", [Decimal(10)], before="平均", rest="的") is None
    value = quantity("x", [Decimal(10), Decimal(20)], before="增长不少于", rest="个乡镇(含)")
    assert isinstance(value, Measured)
    assert (value.operator, value.upper, value.unit, value.trend) == (
        Operator.AT_LEAST, Decimal(20), "个", 1,
    )  # fmt: skip
    assert value.note == "数前文字“增长”；数后文字“乡镇”"


def test_money_per_head_takes_its_denominator_from_the_words_before() -> None:
    value = quantity("x", [Decimal(300)], before="每人每月", rest="元")
    assert isinstance(value, Measured)
    assert (value.kind, value.unit) == (Kind.PER_HEAD, "元/人/月")
    value = quantity("x", [Decimal(300)], before="按时每月", rest="元")
    assert isinstance(value, Measured)
    assert value.unit == "元"


@pytest.mark.parametrize(
    ("number", "note"), [("0.95", "95%"), ("2024.12", "年月"), ("12", ""), ("1.5", "")]
)
def test_what_a_bare_number_may_be_is_said(number: str, note: str) -> None:
    value = quantity("x", [Decimal(number)])
    assert isinstance(value, Measured)
    assert note in value.note
    assert bool(note) == bool(value.note)
    assert isinstance(quantity("x", [Decimal(0)]), Placeholder)
    assert isinstance(quantity("x", [Decimal(0)], rest="人"), Measured)


def test_marks_written_together() -> None:
    assert combined([("达到", "≥"), ("左右", "≈")]) == (
        Operator.ABOUT, "“达到”与“左右”并用，按约数读",
    )  # fmt: skip
    assert combined([("控制在", "≤"), ("以上", "≥")]) == (Operator.AT_LEAST, "")
    assert combined([("≥", "≥"), ("<", "<")])[0] is None
    assert bounded(Operator.AT_MOST, ("试点", "不含")) is Operator.BELOW
    assert bounded(Operator.EQUAL, ("不含",)) is Operator.EQUAL


@pytest.mark.parametrize("text", ["每吨不高于120元", "不高于120元/吨", "不高于120元每吨"])
def test_a_price_of_one_is_a_standard_however_it_is_put(text: str) -> None:
    value, actual = parse(text), parse("118元/吨")
    assert isinstance(value, Measured)
    assert isinstance(actual, Measured)
    assert (value.operator, value.number) == (Operator.AT_MOST, 120)
    assert (value.kind, value.dimension) == (Kind.PER_HEAD, actual.dimension)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("≤四千元/人次", "4000", "元/人次"),
        ("不超过四千元每人次", "4000", "元/人次"),
        ("≥十二场次/年", "12", "场次/年"),
        ("四万元/户", "40000", "元/户"),
    ],
)
def test_a_spelt_number_takes_a_unit_per_something(text: str, number: str, unit: str) -> None:
    value = parse(text)
    assert isinstance(value, Measured)
    assert (value.number, value.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("四十万元", 400000), ("肆拾万元整", 400000), ("一亿二千万元", 120000000), ("一千元", 1000)],
)
def test_an_amount_spelt_out(text: str, yuan: int) -> None:
    assert amount(text) == yuan
    assert amount(text, "万元") == Decimal(yuan) / 10000


@pytest.mark.parametrize(
    ("text", "yuan"), [("339500.", "339500"), ("1,200.元", "1200"), ("12.万元", "120000")]
)
def test_a_number_ends_in_a_bare_point(text: str, yuan: str) -> None:
    """格式 0.## 显示整数时留下的小数点。"""
    assert amount(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["元", "万元", "百元", "亿元", "元整", "四十元/人", "一次性补助元"]
)
def test_a_unit_is_no_amount(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    "text", ["5\u03360\u033698人", "≥1\u03360\u0336≥8人", "按\u0336时完成", "98人2\u0336"]
)
def test_what_is_struck_out_is_never_read_with_the_rest(text: str) -> None:
    value = parse(text)
    assert isinstance(value, Unreadable)
    assert "划掉" in value.note
