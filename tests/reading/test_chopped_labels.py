"""竖着一字一格的栏目名接成一格；本来就是几格的不接。"""

from gridtext import only_table, parse_rows, to_grid

from perfxl.reading.chopped_labels import with_whole_labels

ROWS = parse_rows("""
项目绩效目标表 | < | < | < | <
项目名称 | 镇域建设 | < | 主管部门 | 某镇
年 | 完成改造 | < | < | <
度 | ^ | ^ | ^ | ^
目 | ^ | ^ | ^ | ^
标 | ^ | ^ | ^ | ^
绩 | 一级指标 | 二级指标 | 三级指标 | 指标值
效 | 产 | 数量指标 | 道路 | 8公里
指 | 出 | 质量指标 | 合格率 | =100%
 | 指 | 时效指标 | 完工 | 10月底前
标 | 标 | 成本指标 | 造价 | ≤80万元
 | 效益 | 社会效益指标 | 出行 | 有效改善
 | 指标 | 生态效益指标 | 绿化 | ≥3亩
""")


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
