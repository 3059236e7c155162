"""完成值里带着“已完成”一类的话、几句话的：与指标值同一类的一个数就是做到多少；看不出哪一个的不猜。"""

from decimal import Decimal

import pytest

from perfxl.grammar import Measured, parse
from perfxl.grammar.context import RowContext, read_actual, read_target


def done(text: str, target: str = "≥90万页", unit: str = "") -> Decimal | None:
    context = RowContext(unit=unit)
    value = read_actual(text, context, read_target(target, context))
    return value.number if isinstance(value, Measured) and value.operator is None else None


@pytest.mark.parametrize(
    "lead",
    [
        *(
            "已完成",
            "完成",
            "实际完成",
            "累计完成",
            "全年共完成",
            "共计",
            "合计",
            "实际",
            "全年实际",
            "仅完成",
        ),
        *(
            "目前已完成",
            "按计划完成",
            "圆满完成",
            "完成情况：",
            "实际完成值",
            "完成了",
            "年内实现",
            "已全部完成",
        ),
        *(
            "截至12月底完成",
            "截至2024年12月31日，完成",
            "2024年完成",
            "已于11月完成",
            "2024年1-12月累计完成",
        ),
    ],
)
def test_words_of_completion_before_the_number(lead: str) -> None:
    """单位是单位表里没有的（页、版）也一样。"""
    assert done(f"{lead}92万页") == Decimal(920000)
    assert done(f"{lead}12版", "≥10版") == Decimal(12)
    assert done(f"{lead}92人次", "≥90人次") == Decimal(92)


@pytest.mark.parametrize(
    "text",
    [
        "实际完成92万页，超额2万页",
        "完成92万页（102%）",
        "完成92万页，完成率102%",
        "92万页，超额完成",
        "全部完成，共92万页",
        "92万页（其中婚姻档案10万页）",
        "未全部完成，仅92万页",
        "扫描92万页，著录文件90万条",
        "目标90万页，实际92万页",
        "92万页，比上年增加2万页",
    ],
)
def test_the_rest_of_the_sentence_is_not_what_was_done(text: str) -> None:
    assert done(text) == Decimal(920000)


def test_the_number_of_the_kind_asked_for_is_taken() -> None:
    text = "应办结120件，已办结118件，办结率98.3%"
    assert done(text, "≥95%") == Decimal("98.3")
    assert done(text, "≥100件") == Decimal(118)


def test_a_bare_number_after_the_words_takes_the_unit_of_its_column() -> None:
    assert done("已完成92", "≥90", "万页") == Decimal(920000)
    assert parse("已完成92").kind.value == "quantity"


@pytest.mark.parametrize(
    "text",
    [
        "甲馆92万页，乙馆80万页",  # 两个，看不出哪一个
        "92万页，有2万页没有验收",
        "92万页，没有验收",
        "92万页（实际85万页）",
        "120人，25次",
        "超额2万页",
        "还差2万页",
        "第3季度开展",
        "G20会议档案",
    ],
)
def test_what_is_not_certain_is_not_read(text: str) -> None:
    assert done(text) is None


def test_a_target_of_two_values_is_still_two() -> None:
    """指标值写着几个值的，一个也不丢；完成值照旧一样一样地比。"""
    both = parse("≥90万页，完成率≥95%")
    assert both.kind.value == "compound"
    assert read_actual("92万页，完成率98%", RowContext(), both).kind.value == "compound"
