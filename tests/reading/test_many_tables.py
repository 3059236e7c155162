"""一个工作簿里的表多得、一张表接得长得不像是人排的：说一句，或者只接到一定张数，不一张张读几分钟。"""

from pathlib import Path

import pytest
from gridtext import Rows, to_grid, to_workbook
from rule_case import sound

from perfxl.actions.document import document_of
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.many_files.results import process
from perfxl.model.cell import Cell, CellKind
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.grid import Grid
from perfxl.model.workbook import (
    MOST_ROWS_SETTING,
    MOST_TABLES,
    MOST_TABLES_SETTING,
    Room,
    Workbook,
)
from perfxl.reading import continued_sheets
from perfxl.reading.sheet import read_sheet

EVALUATION = sound("自评表")
LIST: Rows = [
    ["2024年项目支出绩效自评清单", *["<"] * 7],
    [
        "项目名称",
        "全年预算数（万元）",
        "全年执行数（万元）",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "得分",
    ],
    *(
        [f"第{place}项目", "300", "290", "数量指标", "检查户数", "≥60户", "65户", "50"]
        for place in range(8)
    ),
]

CHAIN: Rows = [
    ["2024年项目支出绩效自评表", *["<"] * 6],
    ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"],
]


def chain_rows(page: int) -> Rows:
    """一页两行指标。"""
    return [
        ["产出指标", "数量指标", f"第{page}页的{what}", "≥10人", "10人", "5", "5"]
        for what in ("培训人数", "检查户数")
    ]


def test_too_many_tables_on_one_sheet_are_counted_and_not_read() -> None:
    grid = to_grid(EVALUATION * 4)
    assert len(read_sheet("书.xlsx", grid, Room(4)).tables) == 4
    over = read_sheet("书.xlsx", grid, Room(3))
    assert (over.tables, over.parts) == ((), 4)


def test_tables_of_all_sheets_count_together() -> None:
    grids = tuple(to_grid(EVALUATION, f"第{n}张") for n in range(4))
    assert len(document_of(Workbook("书.xlsx", grids, room=Room(4))).tables) == 4
    with pytest.raises(
        UnreadableFileError, match=r"“书.xlsx”读到工作表“第3张”.*多于 3 张.*拆成几个文件"
    ):
        document_of(Workbook("甲/书.xlsx", grids, room=Room(3)))


def test_how_many_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = to_workbook(EVALUATION * 3, tmp_path / "书.xlsx")
    assert read_workbook(book).room == Room(MOST_TABLES)
    monkeypatch.setenv(MOST_TABLES_SETTING, "2")
    result = process(book)
    assert MOST_TABLES_SETTING in result.why
    monkeypatch.setenv(MOST_TABLES_SETTING, "很多")
    assert len(process(book).scores) == 3


def test_so_many_rows_are_not_read_and_how_many_can_be_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = len(EVALUATION)
    grids = tuple(to_grid(EVALUATION, f"第{n}张") for n in range(3))
    assert len(document_of(Workbook("书.xlsx", grids, room=Room(rows=3 * rows))).tables) == 3
    over = Workbook("书.xlsx", grids, room=Room(rows=3 * rows - 1))
    with pytest.raises(UnreadableFileError, match=f"“第2张”.*一共已经多于 {3 * rows - 1} 行"):
        document_of(over)
    assert read_sheet("书.xlsx", grids[0], Room(rows=rows - 1))[:2] == ((), ())
    monkeypatch.setenv(MOST_ROWS_SETTING, "2")
    assert MOST_ROWS_SETTING in process(to_workbook(EVALUATION, tmp_path / "书.xlsx")).why


def test_rows_that_are_no_table_do_not_count() -> None:
    notes: Rows = [[f"第{n}条说明"] for n in range(40)]
    grids = (to_grid(EVALUATION), to_grid(notes, "说明"))
    assert len(document_of(Workbook("书.xlsx", grids, room=Room(rows=len(EVALUATION)))).tables) == 1


def test_a_list_of_many_projects_counts_once() -> None:
    assert len(read_sheet("书.xlsx", to_grid(LIST), Room(1)).tables) == 8


def test_a_table_is_joined_over_so_many_sheets_and_the_rest_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheets = [to_grid([*CHAIN, *chain_rows(0)], "首")]
    sheets += [to_grid(chain_rows(place), f"续{place}") for place in range(1, 6)]
    workbook = Workbook("书.xlsx", tuple(sheets))

    def continued() -> tuple[int, set[str]]:
        [table] = document_of(workbook).tables
        return len(table.indicators), {row.sheet for row in table.unread_rows}

    assert continued() == (12, set())
    monkeypatch.setattr(continued_sheets, "_MOST_FOLLOWS", 2)
    assert continued() == (6, {"续3", "续4", "续5"})


def test_each_table_looks_at_its_own_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """没有算过的公式、看错的格只在表的各行里找：表多了，找的格不照平方涨。"""
    seen: list[Cell] = []
    typed = Cell.typed_as_formula.fget
    assert typed is not None
    monkeypatch.setattr(
        Cell, "typed_as_formula", property(lambda cell: seen.append(cell) or typed(cell))
    )

    def asked(copies: int) -> int:
        seen.clear()
        grid = to_grid(EVALUATION * copies)
        formulas = {
            place: cell._replace(formula="SUM(A1)", kind=CellKind.ERROR)
            for place, cell in grid.cells.items()
        }
        read_sheet("书.xlsx", Grid("表", formulas, grid.merged))
        return len(seen)

    assert asked(8) < 10 * asked(1)
