"""模板：重复行、上下合并、拉长的合并格、换页、写错的占位。"""

from decimal import Decimal

import pytest
from gridtext import parse_rows, to_grid

from perfxl.model.address import Block
from perfxl.rendering.page_breaks import PageArea, break_rows
from perfxl.rendering.row_height import HIGHEST_ROW, lines_needed, text_height
from perfxl.rendering.template import Repeated, Template, TemplateError, plan_sheet

TEMPLATE = """
{{标题}} | < | <
组 | 一级 | 名称
^ | {{指标.一级}} | {{指标.名称}}
合计 | < | {{合计}}
"""
ROWS = [
    {"一级": "产出", "名称": "甲"},
    {"一级": "产出", "名称": "乙"},
    {"一级": "效益", "名称": "=丙"},
]


def template(text: str = TEMPLATE, **options: object) -> Template:
    widths = dict.fromkeys(range(1, 11), 12.0)
    return Template("模板.xlsx", to_grid(parse_rows(text)), widths, {}, {}, **options)  # type: ignore[arg-type]


def plan(rows: list[dict[str, str]] | None = None, **options: object):  # type: ignore[no-untyped-def]
    repeated = {"指标": Repeated(ROWS if rows is None else rows, ("一级",))}
    return plan_sheet(template(**options), {"标题": "自评表", "合计": Decimal("9.5")}, repeated)  # type: ignore[arg-type]


def test_rows_repeat_and_values_keep_their_kind() -> None:
    made = plan()
    assert made.sources == [1, 2, 3, 3, 3, 4]
    assert made.values[1, 1] == "自评表"
    assert [made.values[row, 3] for row in (3, 4, 5)] == ["甲", "乙", "=丙"]
    assert made.values[6, 3] == Decimal("9.5")


def test_equal_parents_merge_and_the_group_label_stretches() -> None:
    made = plan()
    blocks = {block for block in made.merged if block[:2] != block[2:]}
    assert blocks == {Block(1, 1, 1, 3), Block(2, 1, 5, 1), Block(3, 2, 4, 2), Block(6, 1, 6, 2)}
    assert made.values[3, 2] == "产出"
    assert made.values[4, 2] is None
    assert made.values[5, 2] == "效益"


def test_no_rows_leave_no_row() -> None:
    made = plan([])
    assert made.sources == [1, 2, 4]


def test_long_text_raises_the_row_and_splits_past_the_limit() -> None:
    made = plan([{"一级": "产出", "名称": "长" * 60}])
    assert 100 < made.heights[3] < HIGHEST_ROW
    made = plan([{"一级": "产出", "名称": "长" * 400}, ROWS[2]])
    assert made.sources.count(3) > 3
    assert all(height <= HIGHEST_ROW for height in made.heights.values())
    pieces = [str(made.values[row, 3]) for row, source in enumerate(made.sources, 1) if source == 3]
    assert "".join(pieces[:-1]) == "长" * 400
    assert any(block.left == 2 and block.bottom > block.top for block in made.merged)
    assert pieces[-1] == "=丙"


def test_merged_label_gets_room() -> None:
    made = plan([{"一级": "很长的一级指标名称" * 6, "名称": "甲"}])
    assert made.heights[3] >= text_height("很长的一级指标名称" * 6, [12.0], 11.0) - 0.1


def test_pages_break_between_rows_and_labels_are_repeated() -> None:
    many = [{"一级": "产出", "名称": f"第{n}项"} for n in range(30)]
    made = plan(many, page=PageArea(500, 200), title_row=2)
    assert made.page_starts
    for start in made.page_starts[:-1]:
        assert made.values[start, 2] == "产出"
        assert made.values[start, 1] == "组"
        assert not any(block.top < start <= block.bottom for block in made.merged)


@pytest.mark.parametrize("text", ["{{不认识}}", "{{ 1 + }}", "{{标题", "{{标题.__class__}}"])
def test_wrong_placeholder_names_its_cell(text: str) -> None:
    bad = "{{标题}}\n{% if %}x{{" if text == "{{标题" else text
    with pytest.raises(TemplateError, match=r"模板“模板\.xlsx”的 B2"):
        plan_sheet(template(f"a | b\nc | {bad.splitlines()[-1]}"), {"标题": "x"}, {})


def test_break_keeps_header_with_its_rows_and_tail_together() -> None:
    heights = dict.fromkeys(range(1, 12), 50.0)
    starts = break_rows(heights, 330, header_row=6, tail_row=9)
    assert 7 not in starts  # 表头不留在页底
    assert not any(10 <= start <= 11 for start in starts)  # 总分以下不拆开


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 50, 1),
        ("短", 50, 1),
        ("汉" * 10, 50, 2),
        ("abc defgh ijk", 40, 3),
        ("1234567890" * 3, 50, 4),
    ],
)
def test_lines(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, column_points=width, font_points=10) == lines
