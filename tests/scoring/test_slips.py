"""可能错了数量级的数：哪些可疑、哪些只是做得好或差，靠它的是哪几格。"""

import pytest
from gridtext import changed, only_table
from rule_case import sound

from perfxl.model.score import Slip
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def slips(changes: dict[str, str | None]) -> dict[str, list[str]]:
    """可疑的格 → 靠它的格。"""
    found = found_in(changes)
    return {slip.entry.cell: [each.entry.cell for each in slip.hangs] for slip in found}


def found_in(changes: dict[str, str | None]) -> tuple[Slip, ...]:
    return score_table(only_table(changed(sound(), changes)), load_profile()).slips


TOTAL = ["H22", "B23"]
EXECUTION = ["H7", "I7", *TOTAL]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        # 总价填成了单价、单价填成了总价。
        ({"E19": "≤200元/平方米", "F19": "1780000元/平方米"}, {"F19": ["H19", *TOTAL]}),
        ({"F19": "17.1元"}, {"F19": ["H19", *TOTAL]}),
        # 少写、多写了几个 0。
        ({"F16": "18册"}, {"F16": ["H16", *TOTAL]}),
        ({"F16": "18万册"}, {"F16": ["H16", *TOTAL]}),
        ({"F16": "15万册"}, {}),
        ({"F16": "20万册"}, {"F16": ["H16", *TOTAL]}),
        ({"F21": "9.6%"}, {"F21": ["H21", *TOTAL]}),
        ({"F21": "19%"}, {}),
        ({"F21": "0.96%"}, {"F21": ["H21", *TOTAL]}),
        # 数本来就小：差十倍不稀奇。
        ({"E15": "≥1次", "F15": "12次"}, {}),
        ({"E15": "≥12次", "F15": "2次"}, {}),
        ({"E15": "≥12次", "F15": "1次"}, {"H15": TOTAL}),
        ({"E15": "≤50次", "F15": "1次"}, {}),
        ({"E15": "≥5%", "F15": "60%"}, {}),
        ({"F15": "0个"}, {}),
        # 公布的表里有的：合同款只付了一小部分。
        ({"E19": "=104000元", "F19": "2600元", "H19": "0"}, {}),
        # 分值错了位：合计正好补上满分。
        ({"G15": "100"}, {"G15": ["H15", *TOTAL]}),
        ({"G20": "3"}, {"G20": ["H20", *TOTAL]}),
        ({"G7": "1"}, {"G7": ["I7", *TOTAL]}),
        ({"G15": "9"}, {}),
        ({"G15": None, "G20": "300"}, {}),
        # 资金：元和万元混了，年初和全年正好差几个十，与各项之和差几个十。
        ({"F7": "17.1", "F8": "17.1", "F9": "12.1", "F10": "5"}, {"F7": EXECUTION}),
        ({"E7": "18"}, {"F7": EXECUTION}),
        ({"D7": "18000"}, {"E7": EXECUTION}),
        ({"E7": "1800000"}, {"E7": EXECUTION}),
        ({"D7": "170000"}, {}),
        # 填的得分、执行率、总分与算的差到十倍。
        ({"H16": "0.9"}, {"H16": TOTAL}),
        ({"H7": "9.5%"}, {"H7": ["I7", *TOTAL]}),
        ({"I7": "0.95"}, {"I7": TOTAL}),
        ({"F7": "113100", "F8": "113100", "F9": "63100", "I7": "0.63"}, {"I7": TOTAL}),
        ({"H22": "985"}, {"H22": ["B23"]}),
        ({"H16": "0"}, {}),
        # 要评价人定的得分：填在范围之内的照用，填在外面的、没有达到名次而填满分的，总分不作数。
        ({"F18": "2025年2月10日", "H18": "10"}, {"H18": TOTAL}),
        ({"F18": "2025年2月10日", "H18": "8"}, {}),
        ({"E15": "前三名", "F15": "第8名"}, {"H15": TOTAL}),
        ({"E15": "前三名", "F15": "第8名", "H15": "6"}, {}),
        ({"E15": "Ⅲ类及以上", "F15": "Ⅳ类"}, {"H15": TOTAL}),
    ],
)
def test_what_may_be_out_by_orders_of_magnitude(
    changes: dict[str, str | None], expected: dict[str, list[str]]
) -> None:
    assert slips(changes) == expected


def test_what_leans_on_a_doubtful_number_is_not_doubted_itself() -> None:
    assert slips({"F16": "18册", "H16": "0.9"}) == {"F16": ["H16", *TOTAL]}


def test_the_sentence_names_cell_number_and_times() -> None:
    [slip] = found_in({"E19": "≤200元/平方米", "F19": "1780000元/平方米"})
    assert str(slip.advice) == (
        "F19 的完成值“1780000元/平方米”是指标值“≤200元/平方米”的 8900 倍，可能错了数量级，请先核对 F19"
    )
