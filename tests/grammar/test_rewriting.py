"""少见的写法各换成什么；不是那种写法的不动。"""

from decimal import Decimal

import pytest

from perfxl.grammar import Deadline, Measured, Qualitative, parse, rewriting
from perfxl.grammar.compounds import with_asides
from perfxl.grammar.rewriting import Rewritten, usual, without_time


@pytest.mark.parametrize(
    ("step", "text", "inner"),
    [
        (rewriting.wrapped, "(30人)", "30人"),
        (rewriting.wrapped, "“30人”", "30人"),
        (rewriting.wrapped, "(一)30人", None),
        (rewriting.numbered_remark, "3个(其中:省级1个)", "3个"),
        (rewriting.numbered_remark, "≥10%(较2023年)", "≥10%"),
        (rewriting.numbered_remark, "3个(含)", None),
        (rewriting.other_remark, "≥100人次(线上50人次)", "≥100人次"),
        (rewriting.other_remark, "≥95%(上年94%)", "≥95%"),
        (rewriting.other_remark, "≥95%(抽查90%)", None),
        (rewriting.other_remark, "≥3期(培训150人次)", None),
        (rewriting.other_remark, "≥3个(不少于2个)", None),
        (rewriting.other_remark, "92万页(实际85万页)", None),
        (rewriting.other_remark, "100人(应为80人)", None),
        (rewriting.in_period, "1年3次", "每年3次"),
        (rewriting.in_period, "一个月两次", "每月两次"),
        (rewriting.in_period, "1月2次", None),
        (rewriting.yuan_sign, "人民币伍拾万元整", "伍拾万元"),
        (rewriting.named, "12345热线办结率≥98%", "≥98%"),
        (rewriting.named, "2024年≥90%", "≥90%"),
        (rewriting.named, "≥98%", None),
        (rewriting.named, "办结率≥98%", None),
        (rewriting.short_year, "24年12月底前", "2024年12月底前"),
        (rewriting.short_year, "24年", None),
        (rewriting.short_year, "14年12月", None),
        (rewriting.month_and_day, "12.31前", "12月31日前"),
        (rewriting.month_and_day, "06-30前", "06月30日前"),
        (rewriting.month_and_day, "12.31", None),
        (rewriting.month_and_day, "13.31前", None),
        (rewriting.and_a_half, "三天半", "3.5天"),
        (rewriting.and_a_half, "≤2年半以内", "≤2.5年以内"),
        (rewriting.and_a_half, "半天", None),
        (rewriting.plus, "300+", "≥300"),
        (rewriting.plus, "300人+", "≥300人"),
        (rewriting.plus, "300+200", None),
        (rewriting.yuan_sign, "￥5,000.00元", "5,000.00元"),
        (rewriting.yuan_sign, "≤¥3万", "≤3万元"),
        (rewriting.yuan_sign, "¥3万人", None),
        (with_asides, "100人,其中女性30人", "100人"),
        (with_asides, "其中女性30人,共100人", None),
        (with_asides, "100人,20户", None),
        (with_asides, "其中3人", None),
    ],
)
def test_a_step_rewrites_its_own_kind_only(step, text: str, inner: str | None) -> None:  # type: ignore[no-untyped-def]
    found = step(text)
    assert (found.text if found else None) == inner


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *(
            ("○", "〇"),
            ("二○二四年1月", "2024年1月"),
            ("2024年全年", "2024年"),
            ("6月初", "6月上旬"),
        ),
        *(
            ("2024年十二月", "2024年12月"),
            ("元/人.天", "元/人·天"),
            ("1.2", "1.2"),
            ("最初", "最初"),
        ),
        *(("负3%", "-3%"), ("≥负5%", "≥-5%"), ("负债5万元", "负债5万元"), ("净负5%", "净负5%")),
        *(
            ("—3%", "-3%"),
            ("——3%", "——3%"),
            ("2021-2025", "2021-2025年"),
            ("2021-2025人", "2021-2025人"),
        ),
        *(("上涨3个点", "上涨3个百分点"), ("3个点位", "3个点位"), ("九点", "九点")),
        *((".5万元", "0.5万元"), ("≤.5", "≤0.5"), ("1..5", "1..5"), ("PM.5", "PM.5")),
        *(("200元/(人·天)", "200元/人·天"), ("元/(人*年)", "元/人·年"), ("元/人×天", "元/人·天")),
        *(("7*24小时", "7*24小时"), ("2024—12—31前", "2024-12-31前"), ("3—5个", "3—5个")),
        *(
            ("三至五次", "3至5次"),
            ("七到十天", "7到10天"),
            ("二十余场", "20余场"),
            ("五至三次", "五至三次"),
        ),
        *(("》=95%", "≥95%"), ("《=5%", "≤5%"), ("》95%", ">95%"), ("《办法》", "《办法》")),
    ],
)
def test_unusual_signs_become_usual(text: str, plain: str) -> None:
    assert usual(text) == plain


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(("2024-12-20 0:00:00", "2024-12-20"), ("12月3日 08:30", "12月3日")),
        *(("8:30前", "8:30前"), ("7*24小时", "7*24小时"), ("比例 3:10", "比例 3:10")),
    ],
)
def test_time_of_day_is_left_out_after_a_date_only(text: str, date: str) -> None:
    assert without_time(text) == date


def test_a_rewriting_is_taken_only_for_the_kinds_it_names() -> None:
    value = parse("30人")
    remarked = Rewritten("30人", (Measured,), note_before="前", note="后")
    taken = remarked.taken(value)
    assert taken is not None
    assert taken.note == "前；后"
    assert Rewritten("30人", (Deadline,)).taken(value) is None
    assert Rewritten("30人").taken(value) is value
    assert Rewritten("").taken(None) is None


def test_what_is_rewritten_is_read_from_the_start_again() -> None:
    inside = parse("（12345热线≥300+（其中：省级1个））")
    assert isinstance(inside, Qualitative)
    both = parse("12345热线≥￥3万（其中：省级1个）")
    assert not isinstance(both, Measured)
    short = parse("24年12月（工程完工）")
    assert isinstance(short, Deadline)
    assert (short.year, short.note) == (2024, "括注“工程完工”")
    money = parse("3个（其中：省级1个）")
    assert isinstance(money, Measured)
    assert money.number == Decimal(3)


@pytest.mark.parametrize(
    ("text", "operator", "number"),
    [
        ("由12%降至8%以下", "≤", "8"),
        ("从12%下降到8%", "≤", "8"),
        ("由60%提高到75%以上", "≥", "75"),
        ("由上年的20件增加到35件", "≥", "35"),
        ("贫困发生率由12%降至不高于8%", "≤", "8"),
    ],
)
def test_from_one_number_to_another_says_the_latter(text: str, operator: str, number: str) -> None:
    value = parse(text)
    assert isinstance(value, Measured)
    assert value.operator is not None
    assert (value.operator.value, str(value.number)) == (operator, number)


def test_money_paid_from_a_fund_is_no_change() -> None:
    value = parse("由县财政拨付50万元")
    assert isinstance(value, Measured)
    assert (value.operator, value.number) == (None, 500000)
