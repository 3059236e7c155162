"""只读、没有模板的表：排整本时说没有写进，不耽误别的表。"""

from pathlib import Path

import pytest
from gridtext import parse_rows, to_workbook
from samples import SAMPLES

import perfxl
from perfxl.actions.forms_made import own_form
from perfxl.model.form import Form

SCORE_TABLE = """
某项目支出绩效评价评分表 | < | < | < | <
一级指标 | 二级指标 | 分值 | 评分标准 | 得分
决策 | 立项规范性 | 40 | 规范得40 | 40
产出 | 完成及时性 | 60 | 及时得60 | 58
合计 | < | 100 | | 98
"""


@pytest.fixture
def score_table(tmp_path: Path) -> Path:
    return to_workbook(parse_rows(SCORE_TABLE), tmp_path / "评分表.xlsx", "评分")


def test_some_forms_are_only_read() -> None:
    """没有 ``made`` 的表没有自己的模板。"""
    assert own_form(Form.SCORE_TABLE) is None
    assert own_form(Form.TARGET) is not None


def test_the_other_tables_are_laid_out_and_it_is_said(score_table: Path) -> None:
    target = next(path for path in SAMPLES if path.parent.name == "目标表")
    made = perfxl.make("整本", [[score_table, target]])
    assert len(made.sheets) == 1
    assert made.not_written == (
        "“评分表.xlsx”里“评分”是绩效评价评分表，只读、没有模板，没有写进。",
    )


def test_a_book_of_nothing_else_gets_one_sentence(score_table: Path) -> None:
    with pytest.raises(
        perfxl.PerfxlError, match=r"“评分表.xlsx”里只有绩效评价评分表，.*排不成整本"
    ):
        perfxl.make("整本", [score_table])
