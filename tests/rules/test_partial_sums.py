"""夹在各行中间的小计、横着写的上级指标一行写着的得分：加不上的报在那一格。"""

from pathlib import Path

import pytest
from gridtext import parse_rows, to_workbook

import perfxl

BANDS = """
项目支出绩效自评表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | 培训 | 实施单位 | 商务局 | <
绩效指标 | 目标值 | 完成值 | 分值 | 得分
一、产出指标 | < | < | 60 | {first}
（一）数量指标 | < | < | 30 | {second}
培训人次 | ≥300人次 | 300人次 | 20 | 20
培训期数 | ≥3期 | 3期 | 10 | 10
（二）质量指标 | < | < | 30 | {third}
合格率 | ≥95% | 96% | 30 | 30
二、效益指标 | < | < | 40 | 40
（一）社会效益指标 | < | < | 40 | 40
受益人数 | ≥900人 | 900人 | 40 | 40
总分 | < | < | 100 | 100
"""
SUBTOTALS = """
项目支出绩效自评表 | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 商务局 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训人次 | ≥300人次 | 300人次 | 30 | 30
^ | 质量指标 | 合格率 | ≥95% | 96% | 30 | 30
小计 | < | < | < | < | 60 | {first}
效益指标 | 社会效益指标 | 受益人数 | ≥900人 | 900人 | 40 | 40
小计 | < | < | < | < | 40 | 40
总分 | < | < | < | < | 100 | 100
"""


def told(text: str, folder: Path) -> list[tuple[str, str]]:
    path = to_workbook(parse_rows(text), folder / "自评表.xlsx")
    return [
        (each.cells, each.message) for each in perfxl.check(path).findings if each.rule == "PX406"
    ]


def test_bands_that_add_up_are_not_told(tmp_path: Path) -> None:
    assert told(BANDS.format(first=60, second=30, third=30), tmp_path) == []


@pytest.mark.parametrize(
    ("points", "cell", "said"),
    [
        ((58, 30, 30), "E5", "“一、产出指标”填 58 分，各行得分合计 60 分，差 2 分。"),
        ((60, 20, 30), "E6", "“（一）数量指标”填 20 分，各行得分合计 30 分，差 10 分。"),
        ((60, 30, 25), "E9", "“（二）质量指标”填 25 分，各行得分合计 30 分，差 5 分。"),
    ],
)
def test_a_band_that_does_not_add_up_is_told_in_its_cell(
    points: tuple[int, int, int], cell: str, said: str, tmp_path: Path
) -> None:
    first, second, third = points
    text = BANDS.format(first=first, second=second, third=third)
    assert told(text, tmp_path) == [(cell, said)]


def test_a_subtotal_of_a_self_evaluation_is_added_up(tmp_path: Path) -> None:
    assert told(SUBTOTALS.format(first=60), tmp_path) == []
    [(cell, said)] = told(SUBTOTALS.format(first=55), tmp_path)
    assert (cell, said) == ("G7", "“产出指标”的小计填 55 分，各行得分合计 60 分，差 5 分。")
