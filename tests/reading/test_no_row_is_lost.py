"""公布的自评表里夹进一行别的东西：每一行指标要么照读，要么点名，点了名的不给总分。"""

from pathlib import Path

import pytest

from perfxl.actions.assessment import assess
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.finding import workbook_paths
from perfxl.model.address import Block
from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import Table
from perfxl.model.workbook import Workbook
from perfxl.shipped import shipped_folder
from perfxl.standards.profile import load_profile

BOOKS = workbook_paths([shipped_folder("workbooks") / "自评表"])
PROFILE = load_profile()
VERDICTS = {"PX301", "PX302", "PX308", "PX406"}


def with_row(grid: Grid, at: int, texts: dict[int, str], blocks: list[tuple[int, int]]) -> Grid:
    """第 ``at`` 行前插一行；跨过它的合并块断开，下半截空着，像别人插行以后那样。"""
    cells = {
        (row + (row >= at), column): cell._replace(row=row + (row >= at))
        for (row, column), cell in grid.cells.items()
    }
    cells |= {(at, column): Cell(at, column, CellKind.TEXT, t) for column, t in texts.items()}
    merged = [Block(at, left, at, right) for left, right in blocks]
    for block in grid.merged:
        if block.top >= at:
            merged.append(block._replace(top=block.top + 1, bottom=block.bottom + 1))
        elif block.bottom < at:
            merged.append(block)
        elif (block.top, block.left) != (at - 1, block.right):
            merged.append(block._replace(bottom=at - 1))
    return Grid(grid.name, cells, merged)


def rows_between(
    table: Table, last_column: int
) -> list[tuple[dict[int, str], list[tuple[int, int]]]]:
    """夹进去的各种行：有字的格，合并的列。"""
    name, target = table.indicators[0].level3.column, table.indicators[0].target.column
    across = [(1, last_column)]
    return [
        ({1: "注：以下指标按年末数填写，不含上年结转。"}, across),
        ({1: "以下指标按年末数填写，不含上年结转的部分。"}, []),
        ({1: "其他需要说明的问题", target: "按合同付款。"}, [(1, name), (target, last_column)]),
        ({1: "自评情况", target: "总体良好"}, []),
        ({1: "单位负责人：甲", target: "填报人：乙"}, []),
        ({1: "项目支出绩效目标完成情况表"}, across),
        ({1: "合计"}, [(1, name)]),
        ({1: "二、效益类指标"}, across),
        ({name: "测算依据"}, []),
        ({}, []),
    ]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_row_is_read_or_named(path: Path) -> None:
    [grid] = read_workbook(path).grids
    [whole] = assess(Workbook("书.xlsx", (grid,)), PROFILE).document.tables  # type: ignore[union-attr]
    names = [each.level3.text for each in whole.indicators]
    places = [each.row for each in whole.indicators][1:]
    for number, row in enumerate(places):
        kinds = rows_between(whole, grid.last_column)
        for texts, blocks in (kinds[number % len(kinds)], kinds[(number + 5) % len(kinds)]):
            changed = with_row(grid, row, texts, blocks)
            result = assess(Workbook("书.xlsx", (changed,)), PROFILE)
            assert result.document is not None
            table = result.document.tables[0]
            read = [each.level3.text for each in table.indicators]
            if all(name in read for name in names):
                continue
            assert table.unread_rows, (row, texts)
            assert [score.total for score in result.scores] == [None] * len(result.scores)
            assert VERDICTS.isdisjoint(each.rule for each in result.findings)
