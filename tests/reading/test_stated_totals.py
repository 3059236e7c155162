"""结论里写的全表总分：“自评95.2分”不写得分二字的也是；某一类的、几个项目的不是。"""

import pytest

from perfxl.reading.stated_totals import stated_totals


@pytest.mark.parametrize(
    "text",
    [
        "本项目自评95.2分，等级为“优”。",
        "自评95.2分",
        "自评为95.2分，等级优。",
        "县农业农村局自评95.2分",
        "执行情况良好。自评95.2分。",
        "满分100分，自评95.2分",
        "我单位自评打分95.2分",
        "经综合评定95.2分",
        "该项目自评 95.2 分",
        "2025年度部门整体支出绩效自评95.2分，评定为优。",
        "经绩效自评95.2分",
    ],
)
def test_the_total_without_the_word_score(text: str) -> None:
    assert [str(each.number) for each in stated_totals(text)] == ["95.2"]


@pytest.mark.parametrize(
    "text",
    [
        "数量指标自评20分",
        "产出指标50分，自评48分；效益指标30分，自评29分。",
        "预算执行率93.1%，自评9.31分。",
        "产出类项目自评47分",
        "各项目自评90分以上",
        "3个项目自评98分",
        "上年项目自评90分以上",
        "自评扣2分",
        "2023年项目自评90分",
        "去年部门整体支出绩效自评90分",
        "各项目绩效自评90分",
        "产出指标绩效自评47分",
    ],
)
def test_points_of_a_part_are_no_total(text: str) -> None:
    assert stated_totals(text) == []
