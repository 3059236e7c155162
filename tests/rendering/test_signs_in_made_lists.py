"""做批复清单：性质一栏照通行的符号写。"""

import pytest
from gridtext import only_table, parse_rows

from perfxl.model.form import Form
from perfxl.rendering.derived.approvals import approval_list
from perfxl.rendering.derived.renewed_targets import _renewed
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
    made = approval_list([table], Form.APPROVAL_LIST, lambda _: load_profile())
    assert [row.nature.text for row in made.indicators] == [written]


@pytest.mark.parametrize(
    ("target", "nature", "kept"),
    [
        ("达到国家标准", "定性", ""),
        ("达到90人", "≥", "达到"),
        ("≥90人", "≥", "≥"),
    ],
)
def test_the_start_of_a_sentence_is_no_sign(target: str, nature: str, kept: str) -> None:
    """“达到国家标准”开头的“达到”不是符号：清单写定性，新一年不预填。"""
    text = f"""
2024年度项目支出绩效目标表 | < | <
项目名称 | 农村公路 | <
一级指标 | 三级指标 | 指标值
产出指标 | 修建里程 | {target}
"""
    table = only_table(parse_rows(text))
    [made] = approval_list([table], Form.APPROVAL_LIST, lambda _: load_profile()).indicators
    assert made.nature.text == nature
    assert _renewed(table.indicators[0], Form.APPLICATION).target.text == kept
