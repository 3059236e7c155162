"""读指标行的各件事，各由自己的一个来看：沿用的上级指标、总分、不是指标的行、往下看、接着写的。"""

from dataclasses import replace
from decimal import Decimal

import pytest
from gridtext import parse_rows, to_grid

from perfxl.model.address import Block
from perfxl.model.table import ABSENT, Entry
from perfxl.model.unread import WhyUnread
from perfxl.reading.carried_levels import CarriedLevels
from perfxl.reading.continued_rows import continued
from perfxl.reading.header import Header
from perfxl.reading.header_rows import find_headers
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.indicator_rows import IndicatorRows
from perfxl.reading.passed_rows import (
    is_banner,
    is_column_numbers,
    is_labelled_text,
    is_note,
    is_reprint,
)
from perfxl.reading.region import Region
from perfxl.reading.row_kinds import row_kind
from perfxl.reading.rows_ahead import RowsAhead
from perfxl.reading.total_rows import TotalRows, total_label

_HEADER = "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | 偏差原因"
_FIRST = "产出指标（50分） | 数量指标 | 培训人数 | ≥100人 | 100人 | 20 | 20 | 按期完成"


def sheet(*lines: str) -> tuple[Region, Header]:
    """表头和下面的各行；第 1 行是表头。"""
    grid = to_grid(parse_rows("\n".join((_HEADER, *lines))), "表")
    header = find_headers(grid)[0]
    return Region(grid, Block(1, 1, grid.last_row, grid.last_column)), header


def cells(*lines: str) -> IndicatorCells:
    region, header = sheet(*lines)
    return IndicatorCells(region, header, header.columns, {})


def texts(found: IndicatorCells, row: int) -> list[Entry]:
    return found.region.texts(row)


def test_levels_are_carried_down_until_others_are_written() -> None:
    found = cells(
        _FIRST,
        " | | 培训场次 | 3场 | 3场 | 10 | 10 | ",
        " | 质量指标 | 合格率 | ≥95% | 96% | 10 | 10 | ",
        "同上 | 同上 | 优秀率 | ≥50% | 60% | 10 | 10 | ",
        "效益指标 | | 就业人数 | ≥50人 | 60人 | 30 | 30 | ",
    )
    levels = CarriedLevels(found, {}, ABSENT)
    seen = []
    for row in range(2, 7):
        levels.enter(row)
        levels.carry(row)
        seen.append((levels.level1.text, levels.level2.text, levels.level1_weight))
    fifty = Decimal(50)
    assert seen == [
        ("产出指标", "数量指标", fifty),
        ("产出指标", "数量指标", fifty),
        ("产出指标", "质量指标", fifty),
        ("产出指标", "质量指标", fifty),
        ("效益指标", "", None),
    ]


def test_levels_start_again_with_another_project() -> None:
    found = cells(_FIRST, " | | 培训场次 | 3场 | 3场 | 10 | 10 | ")
    one, other = Entry("甲项目", 2, 9), Entry("乙项目", 3, 9)
    levels = CarriedLevels(found, {2: one, 3: other}, ABSENT)
    levels.enter(2)
    levels.carry(2)
    assert (levels.project, levels.level2.text) == (one, "数量指标")
    levels.enter(3)
    assert (levels.project, levels.level1, levels.level2) == (other, ABSENT, ABSENT)


@pytest.mark.parametrize(
    ("line", "weight", "score"),
    [
        ("总分 | | | | | 100 | 92.5 | ", "100", "92.5"),
        ("总分 | | | | | | | 92.5", None, "92.5"),
        (" | 总分 | | | | 100 | 92.5 | ", "100", "92.5"),
        ("总分 | < | < | < | < | < | 92.5 | ", None, "92.5"),
    ],
)
def test_the_points_of_a_total(line: str, weight: str | None, score: str) -> None:
    found = cells(_FIRST, line)
    totals = TotalRows(found)
    label = total_label(texts(found, 3), row_kind(texts(found, 3)[0].text))
    assert label is not None
    assert not totals.indicators_follow(3, label)
    totals.read(3, label)
    assert totals.found
    assert totals.total.weight.number == (Decimal(weight) if weight else None)
    assert totals.total.score.number == Decimal(score)


def test_a_sum_before_a_total_is_kept_apart() -> None:
    found = cells(_FIRST, "合计 | | | | | 90 | 80 | ", "总分：92分 | | | | | | | ")
    totals = TotalRows(found)
    totals.read(3, texts(found, 3)[0])
    totals.read_inline(texts(found, 4)[0])
    assert totals.total.score.number == Decimal(92)
    assert [each.score.number for each in totals.subtotals] == [Decimal(80)]
    totals.read(3, texts(found, 3)[0])
    assert totals.total.score.number == Decimal(92)


def test_a_sum_with_indicators_below_is_of_a_class() -> None:
    found = cells(
        _FIRST, "合计 | | | | | 20 | 20 | ", "效益指标 | 社会效益 | 人数 | 3人 | 3人 | 30 | 30 | "
    )
    assert TotalRows(found).indicators_follow(3, texts(found, 3)[0])


def test_rows_that_are_no_indicators() -> None:
    found = cells(
        _FIRST,
        _HEADER,
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        "绩效自评表 | < | < | < | < | < | < | <",
        "说明：本表由单位填写，一式三份，报财政部门。 | | | | | | | ",
        "其他 | | 需要说明的问题 | 没有别的问题 | < | < | < | <",
    )
    rows = range(2, 8)
    assert [row for row in rows if is_reprint(found, row, texts(found, row))] == [3, 5]
    assert [row for row in rows if is_column_numbers(texts(found, row))] == [4]
    assert [row for row in rows if is_banner(found, row)] == [5]
    assert [row for row in rows if is_note(found, row, texts(found, row))] == [6]
    # 横贯的一行也是一大格字，所以先看是不是横贯。
    assert [row for row in rows if is_labelled_text(found, row)] == [5, 7]


def test_what_lies_ahead_of_a_row_like_an_end() -> None:
    found = cells(
        "说明：以下为效益 | | | | | | | ",
        "效益指标 | 社会效益 | 人数 | 3人 | 3人 | 30 | 30 | ",
        "填报人：×× | | | | | | | ",
        "效益指标 | 社会效益 | 户数 | 3户 | 3户 | 30 | 30 | ",
    )
    assert RowsAhead(found).go_on(2)
    assert RowsAhead(found).go_on(4)
    assert not RowsAhead(found).go_on(5)
    assert not RowsAhead(found, {3}).go_on(2)
    lost = RowsAhead(found).lost(2, 5, WhyUnread.BELOW_END, ended=False)
    assert [row.entries[0].row for row in lost] == [3, 5]
    assert RowsAhead(found, {3, 5}).lost(2, 5, WhyUnread.BELOW_END, ended=False) == []


def test_a_long_reason_goes_on_in_the_next_row() -> None:
    region, header = sheet(_FIRST, " | | | | | | | 并验收", " | | 另一项 | | | | | 并验收")
    rows = IndicatorRows(region, header)
    rows.read()
    last = replace(rows.indicators[0], reason=rows.indicators[0].reason._replace(text="按期完成"))
    longer = continued(rows.cells, 3, last)
    assert longer is not None
    assert longer.reason.text == "按期完成\n并验收"
    assert longer.target == last.target
    assert continued(rows.cells, 4, last) is None
    assert continued(rows.cells, 3, replace(last, reason=ABSENT)) is None


def test_what_goes_on_from_the_page_before_is_joined_whatever_column_it_is_in() -> None:
    first = "产出指标 | 数量指标 | 培训人数 | 100人 | 已经开班。 | 20 | 20 | 一是备料。"
    # 换了页，行标题“绩效目标”再印一遍的，不是另一块。
    told = "绩效目标 | | | | （接上页）并结业 | | | （接上页）二是请人。"
    region, header = sheet(first, told, "效益指标 | 社会效益 | 户数 | 3户 | 3户 | 30 | 30 | ")
    rows = IndicatorRows(region, header)
    rows.read()
    assert [each.level3.text for each in rows.indicators] == ["培训人数", "户数"]
    longer = rows.indicators[0]
    assert (longer.actual.text, longer.reason.text) == ("已经开班。并结业", "一是备料。二是请人。")


def test_target_of_three_columns_is_put_together() -> None:
    grid = to_grid(
        parse_rows(
            "三级指标 | 指标性质 | 指标值 | 度量单位 | 分值\n甲 | 大于等于 | 95 | % | 10\n乙 | 定性 | 优 | / | 10\n"
            "丙 | ≥ | 95% | ％ | 10\n丁 | ≥ | 5 m² | ㎡ | 10"
        ),
        "表",
    )
    [header] = find_headers(grid)
    found = IndicatorCells(Region(grid, Block(1, 1, 5, 5)), header, header.columns, {})
    read = [found.target(row, header.columns).text for row in range(2, 6)]
    assert read == ["≥95%", "优", "≥95%", "≥5 m²"]
