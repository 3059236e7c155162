"""合计一行里的话、没有读的栏下面的内容：不能只说栏名，更不能不说。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.actions.made_said import unwritten_said
from perfxl.model.table import Document

TARGET = """\
项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 养老服务 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 佐证材料
产出指标 | 数量指标 | 新增床位 | ≥300张 | 60 | 验收单3份
效益指标 | 社会效益指标 | 照护覆盖率 | ≥60% | 40 | 统计表
{sums}
"""


@pytest.mark.parametrize(
    ("sums", "left"),
    [
        ("合计 | < | < | 另：预算执行率10分 | 100 |", ["另：预算执行率10分"]),
        ("分值合计 | < | < | | 100 | 不含执行率", ["不含执行率"]),
        ("合计 | < | < | — | 100分 | /", []),
        ("合计 | | | | 100 |", []),
    ],
)
def test_words_beside_a_sum_are_told(sums: str, left: list[str]) -> None:
    table = only_table(parse_rows(TARGET.format(sums=sums)))
    assert [each.text for each in (*table.leftover, *table.unrecognised)] == left


def test_a_column_not_read_is_told_with_its_content() -> None:
    table = only_table(parse_rows(TARGET.format(sums="合计 | < | < | | 100 |")))
    head = next(each for each in table.unread_columns if each.text == "佐证材料")
    assert [each.text for each in table.said_below(head)] == ["验收单3份", "统计表"]
    said = unwritten_said(Document("甲.xlsx", (table,)))
    assert f"{table.sheet}!F3“佐证材料”一栏 2 格，“验收单3份”等" in said


def test_words_beside_a_subtotal_are_told() -> None:
    rows = TARGET.replace("效益指标 |", "小计 | < | < | | 60 | 权重另定\n效益指标 |")
    table = only_table(parse_rows(rows.format(sums="合计 | < | < | | 100 |")))
    assert "权重另定" in [each.text for each in table.leftover]
