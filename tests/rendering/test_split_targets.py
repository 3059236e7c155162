"""合写的指标值拆成性质、数值、单位三栏。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.rendering.split_targets import split_target

FORM = """
某县2025年项目支出绩效目标表 | < | < | <
项目名称 | 食堂改造 | 实施单位 | 某校
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 时效指标 | 完成时间 | {value}
"""


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("≤30天", ("≤", "30", "天")),
        ("30天内", ("≤", "30", "天")),
        ("2026年8月31日前", ("定性", "2026年8月31日前", "")),
        # 从哪一天数起的时限拆不开，与写着日期的一样。
        ("每学期开学后2个月内", ("定性", "每学期开学后2个月内", "")),
        ("每人不少于3次", ("", "每人不少于3次", "")),
    ],
)
def test_a_target_in_three_columns(value: str, parts: tuple[str, str, str]) -> None:
    [row] = only_table(parse_rows(FORM.format(value=value))).indicators
    made = split_target(row)
    assert (made.nature.text, made.value.text, made.unit.text) == parts
