"""做批复清单：性质一栏照通行的符号写。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.form import Form
from perfxl.rendering.derived.approvals import approval_list
from perfxl.standards.profile import load_profile

TARGET = """
2024年度项目支出绩效目标表 | < | < | < | <
项目名称 | 农村公路 | < | < | <
一级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 修建里程 | {sign} | 10 | 公里
"""


@pytest.mark.parametrize(
    ("printed", "written"),
    [("＝", "="), ("大于等于", "≥"), ("≧", "≥"), ("定性", "定性"), ("正向", "正向")],
)
def test_the_sign_of_a_column_is_written_as_usual(printed: str, written: str) -> None:
    table = only_table(parse_rows(TARGET.format(sign=printed)))
    made = approval_list([table], Form.APPROVAL_LIST, load_profile())
    assert [row.nature.text for row in made.indicators] == [written]
