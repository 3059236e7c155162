"""表上面独占一行的一套材料的名称（某局2025年度部门决算）不是没有认出的表。"""

import pytest
from gridtext import parse_rows, to_grid

from perfxl.reading.sheet import SheetReading, read_sheet


def reading(heading: str) -> SheetReading:
    rows = parse_rows(f"""
 | | {heading} |

项目支出绩效自评表 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
产出指标 | 数量指标 | 图书室 | ≥3座 | 3座 | 10
""")
    return read_sheet("甲.xlsx", to_grid(rows))


@pytest.mark.parametrize(
    "heading",
    ["清河县教育局2025年度部门决算", "2025年部门预算公开", "清河县教育局 2025 年度部门决算"],
)
def test_the_name_of_a_set_of_papers_is_no_unknown_part(heading: str) -> None:
    assert (len(reading(heading).tables), reading(heading).unknown) == (1, ())


@pytest.mark.parametrize(
    "heading",
    ["清河县教育局部门决算", "与2025年决算差0.5元", "2025年决算：100万元", "2025年决算100 | 核对"],
)
def test_other_words_apart_are_still_told(heading: str) -> None:
    assert len(reading(heading).unknown) == 1
