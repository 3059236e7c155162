"""几个地区各一栏指标值：整个地区的一栏是指标值，各地的列为没有读，不当作调整后的。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.table import Form, Table


def read(heads: str, below: str, whole: str = "≥21万亩") -> Table:
    rows = f"""
中央财政补助资金区域绩效目标表 | < | < | < | < | <
专项名称 | 国土绿化 | < | < | < | <
年度目标 | 完成绿化21万亩 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {heads}
^ | ^ | ^ | {below}
产出指标 | 数量指标 | 营造林面积 | {whole} | 8万亩 | 13万亩
效益指标 | 生态效益指标 | 森林蓄积量 | 稳步提高 | 稳步提高 | 稳步提高
"""
    return only_table(parse_rows(rows))


@pytest.mark.parametrize(
    ("heads", "below"),
    [
        ("全市指标值 | 分县（市、区）指标值 | <", "^ | 江山市 | 开化县"),
        ("全省指标值 | 分市州指标值 | <", "^ | 甲州 | 乙市"),
        ("指标值 | 各县区指标值 | <", "^ | 甲区 | 乙县"),
        ("指标值 | < | <", "全县 | 甲镇 | 乙街道"),
        ("指标值 | < | <", "合计 | 市本级 | 甲区"),
    ],
)
def test_whole_area_is_the_target(heads: str, below: str) -> None:
    table = read(heads, below)
    assert table.form is Form.TRANSFER_TARGET
    assert [each.target.text for each in table.indicators] == ["≥21万亩", "稳步提高"]
    assert not any(each.target_adjusted.text for each in table.indicators)
    assert set(table.goals) == {"expected"}
    unread = [entry.text for entry in table.unread_columns]
    assert unread[-2:] == [each.strip() for each in below.split("|")[1:]]
    assert [entry.text for entry in table.leftover] == []


def test_counties_without_the_whole() -> None:
    """没有整个地区的一栏：指标值没有读，各栏都说出来。"""
    table = read("分县指标值 | < | <", "甲县 | 乙县 | 丙县", "8万亩")
    assert [each.level3.text for each in table.indicators] == ["营造林面积", "森林蓄积量"]
    assert not any(each.target.text for each in table.indicators)
    assert {"甲县", "乙县", "丙县"} <= {entry.text for entry in table.unread_columns}


def test_two_halves_are_still_halves() -> None:
    table = read("年初指标值 | 调整后指标值 | 备注", "^ | ^ | ^")
    assert [each.target_adjusted.text for each in table.indicators] == ["8万亩", "稳步提高"]


@pytest.mark.parametrize(
    ("heads", "below"),
    [
        ("实际完成值 | < | <", "全市 | 甲县 | 乙县"),
        ("全市实际完成值 | 甲县完成值 | 乙县完成值", "^ | ^ | ^"),
    ],
)
def test_results_of_the_whole_area(heads: str, below: str) -> None:
    rows = f"""
转移支付区域绩效自评表 | < | < | < | < | < | <
项目名称 | 修路 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | {heads}
^ | ^ | ^ | ^ | {below}
产出指标 | 数量指标 | 修路 | ≥11公里 | 12公里 | 5公里 | 7公里
效益指标 | 社会效益指标 | 满意度 | ≥90% | 92% | 91% | 93%
"""
    table = only_table(parse_rows(rows))
    assert [each.actual.text for each in table.indicators] == ["12公里", "92%"]
    assert len(table.unread_columns) == 2
    assert table.leftover == ()


@pytest.mark.parametrize(
    ("heads", "second"),
    [
        ("省级指标值 | 市级指标值", "市级指标值"),
        ("指标值 | 目标值", "目标值"),
        ("申报指标值 | 审核指标值", "审核指标值"),
    ],
)
def test_another_value_is_no_adjusted_target(heads: str, second: str) -> None:
    """没有一处写着调整的，第二栏指标值不是调整后的，列为没有读。"""
    rows = f"""
项目绩效目标表 | < | < | < | <
项目名称 | 修路 | < | < | <
一级指标 | 二级指标 | 三级指标 | {heads}
产出指标 | 数量指标 | 修路 | ≥11公里 | ≥3公里
效益指标 | 社会效益指标 | 满意度 | ≥90% | ≥85%
"""
    table = only_table(parse_rows(rows))
    assert table.form is Form.TARGET
    assert [each.target.text for each in table.indicators] == ["≥11公里", "≥90%"]
    assert [entry.text for entry in table.unread_columns] == [second]
    adjusted = only_table(parse_rows(rows.replace("项目绩效目标表", "项目绩效目标调整表")))
    assert [each.target_adjusted.text for each in adjusted.indicators] == ["≥3公里", "≥85%"]
