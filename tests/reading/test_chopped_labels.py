"""竖着一字一格的栏目名接成一格；本来就是几格的不接。"""

from gridtext import only_table, to_grid
from odd_layouts import CHOPPED as ROWS

from perfxl.reading.chopped_labels import with_whole_labels


def test_letters_are_joined_into_labels() -> None:
    table = only_table(ROWS)
    assert table.goals["expected"].text == "完成改造"
    assert [row.level1.text for row in table.indicators] == ["产出指标"] * 4 + ["效益指标"] * 2
    assert (table.leftover, table.unrecognised) == ((), ())


def test_whole_cells_are_left_alone() -> None:
    grid = to_grid([["产出", "数量", "甲"], ["效益", "质量", "乙"], ["小计", "合计", "3"]])
    assert with_whole_labels(grid) is grid


def test_original_is_not_changed() -> None:
    grid = to_grid(ROWS)
    joined = with_whole_labels(grid)
    assert (joined.text(3, 1), joined.block(3, 1).bottom) == ("年度目标", 6)
    assert grid.text(3, 1) == "年"
