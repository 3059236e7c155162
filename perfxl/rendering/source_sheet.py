"""成表后面附的“来源”：一格一行，写的是什么，怎样得来，取自哪个文件的哪一格。"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from perfxl.model.address import Block
from perfxl.plans.lists import CellLink
from perfxl.plans.printed_sheets import Look, PrintedSheet
from perfxl.rendering.output_names import SOURCES
from perfxl.rendering.value_origins import COPIED, SourceCells, TracedCell

_COLUMNS = (
    *(("工作表", 16), ("单元格", 8), ("内容", 30), ("怎样得来", 36)),
    *(("来源文件", 26), ("来源工作表", 16), ("来源单元格", 18)),
)
# 加总一类取自许多格的，至多列这么多格。
_MOST_CELLS = 8
# 得来的一行第一格的底色：照抄的没有。
_DERIVED_FILL = "FFF2CC"


def source_sheet(traced: Sequence[tuple[str, Sequence[TracedCell]]]) -> PrintedSheet:
    """``traced`` 是各张成表的名字和它的各格。"""
    sheet = PrintedSheet(SOURCES, [width for _, width in _COLUMNS], titles=(2, 2), freeze=2)
    every = [(name, cell) for name, cells in traced for cell in cells]
    derived = sum(cell.why != COPIED for _, cell in every)
    said = (
        f"perfxl {SOURCES}：{len(every)} 格，照抄的 {len(every) - derived} 格，"
        f"另 {derived} 格是得来的（浅黄）。这一张可以删去，不影响前面的表。"
    )
    sheet.put(1, 1, said, Look.NOTE, to=(1, len(_COLUMNS)))
    for column, (title, _) in enumerate(_COLUMNS, 1):
        sheet.put(2, column, title, Look.HEAD)
    row = 3
    for name, cell in every:
        for source in cell.sources or (None,):
            _put(sheet, row, name, cell, source)
            row += 1
    sheet.filtered = Block(2, 1, max(3, row - 1), len(_COLUMNS))
    return sheet


def _put(
    sheet: PrintedSheet, row: int, name: str, cell: TracedCell, source: SourceCells | None
) -> None:
    fill = "" if cell.why == COPIED else _DERIVED_FILL
    for column, text in enumerate((name, cell.cell, cell.shown, cell.why), 1):
        sheet.put(row, column, text, Look.CENTRED if column == 2 else Look.TEXT, fill=fill)
    if source is None:
        for column in range(5, 8):
            sheet.put(row, column, "")
        return
    sheet.put(row, 5, PurePath(source.file).name)
    sheet.put(row, 6, source.sheet)
    link = CellLink(source.file, source.sheet, source.cells[0])
    sheet.put(row, 7, _listed(source.cells), link=link)


def _listed(cells: Iterable[str]) -> str:
    every = list(cells)
    more = f" 等 {len(every)} 格" if len(every) > _MOST_CELLS else ""
    return "、".join(every[:_MOST_CELLS]) + more
