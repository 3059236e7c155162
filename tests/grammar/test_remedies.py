"""原因里有没有写下一步怎么改。"""

import pytest

from perfxl.grammar.remedies import cause_and_remedy, says_remedy


@pytest.mark.parametrize(
    "text",
    [
        "审核不细，加强食谱审核",
        "控制价偏高，严格招标控制价。",
        "用地手续滞后；我局将进一步加快建设",
        "设备到货晚，2026年上半年启用",
        "学员少\n加大宣传力度",
        "书商供货延迟，下一步提前签约",
        "两场因暴雨取消，2026年室内举办",
        "读者反映字号小，已购大字本。",
    ],
)
def test_a_last_clause_that_says_what_will_be_done_is_a_remedy(text: str) -> None:
    assert says_remedy(text, 2025)
    cause, remedy = cause_and_remedy(text, 2025)
    assert text.startswith(cause)
    assert remedy == text[len(cause) :].strip("，；\n。") != ""
    assert cause


@pytest.mark.parametrize(
    "text",
    [
        "高山路段抢险条件差",
        "严格执行政府采购程序",
        "采购晚，严格按程序执行导致滞后",
        "宣传不够，合同管理加强不够",
        "管理不到位，规范程度较低，未落实到位",
        "设备到货晚，2025年上半年启用",
        "已购设备没有安装",
        "设备已购置但未调试",
    ],
)
def test_what_says_only_how_it_came_is_none(text: str) -> None:
    assert not says_remedy(text, 2025)
    assert cause_and_remedy(text, 2025) == (text, "")
