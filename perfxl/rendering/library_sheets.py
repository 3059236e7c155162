"""指标库写成工作簿：一条指标一行，再是逐回的出处；读回来成为空白表的下拉选项。"""

from collections.abc import Iterable, Mapping, Sequence

from perfxl.matching.indicator_library import LibraryIndicator, Use
from perfxl.model.address import Block
from perfxl.model.errors import PerfxlError
from perfxl.model.grid import Grid
from perfxl.model.indicator_class import IndicatorClass
from perfxl.plans.choices import ChoiceColumn
from perfxl.plans.lists import CellLink
from perfxl.plans.printed_sheets import (
    MOST_LINKS,
    Look,
    PrintedBody,
    PrintedSheet,
    PrintedValue,
    RowCell,
)
from perfxl.reading.indicator_classes import classified
from perfxl.rendering.output_names import LIBRARY

_LEVEL1, _LEVEL2, _NAME, _TARGET, _MEASURE = (
    "一级指标",
    "二级指标",
    "三级指标",
    "通常的指标值",
    "计量单位",
)
_COLUMNS = (
    *((_LEVEL1, 12), (_LEVEL2, 14), (_NAME, 28), (_TARGET, 16), (_MEASURE, 8)),
    *(("指标值的范围", 20), ("项目数", 7), ("单位数", 7), ("年度", 10), ("用在哪里（例）", 28)),
)
_USE_COLUMNS = (
    *((_LEVEL2, 14), (_NAME, 26), ("指标值", 15), ("单位", 20), ("项目", 24), ("年度", 6)),
    *(("哪一步", 7), ("文件", 19), ("工作表", 12), ("单元格", 7)),
)
USES, LEFT_OUT = "出处", "没有收的"
# 例子最多举几个；下拉选项一类最多几条（再多的人也翻不完）。
_EXAMPLES, _MOST_CHOICES = 3, 200


def library_sheets(
    library: Sequence[LibraryIndicator], left: Sequence[tuple[str, str, str]], said: str
) -> list[PrintedSheet]:
    """``left`` 是没有收的：文件、工作表、为什么；``said`` 是一句合计。"""
    sheet = PrintedSheet(LIBRARY, [width for _, width in _COLUMNS], titles=(2, 2), freeze=2)
    sheet.put(1, 1, f"perfxl {LIBRARY}：{said}", Look.NOTE, to=(1, len(_COLUMNS)))
    _heads(sheet, 2, [title for title, _ in _COLUMNS])
    sheet.body = PrintedBody(3, len(library), lambda: map(_library_row, library))
    sheet.filtered = Block(2, 1, max(3, sheet.body.last), len(_COLUMNS))
    found = [sheet, _uses(library)]
    return [*found, _left_out(left)] if left else found


def _library_row(each: LibraryIndicator) -> list[RowCell]:
    examples = list(dict.fromkeys(f"{use.where.unit}—{use.where.project}" for use in each.uses))
    more = f"等 {len(examples)} 个" if len(examples) > _EXAMPLES else ""
    values: tuple[PrintedValue, ...] = (
        *(each.level1, each.level2, each.name, each.typical_target, each.measure, each.spread),
        *(len(each.uses), len(each.units), "、".join(map(str, each.years))),
        "；".join(examples[:_EXAMPLES]) + more,
    )
    return [
        RowCell(value, Look.CENTRED if isinstance(value, int) else Look.TEXT) for value in values
    ]


def _heads(sheet: PrintedSheet, row: int, titles: Iterable[str]) -> None:
    for column, title in enumerate(titles, 1):
        sheet.put(row, column, title, Look.HEAD)


def _uses(library: Sequence[LibraryIndicator]) -> PrintedSheet:
    sheet = PrintedSheet(USES, [width for _, width in _USE_COLUMNS], titles=(2, 2), freeze=2)
    count = sum(len(each.uses) for each in library)
    most = (
        f"；一张表至多 {MOST_LINKS:,} 个链接，以下各行没有链接，请照文件、工作表、单元格去找"
        if count > MOST_LINKS
        else ""
    )
    sheet.put(1, 1, f"perfxl {LIBRARY}：逐回的出处{most}", Look.NOTE, to=(1, len(_USE_COLUMNS)))
    _heads(sheet, 2, [title for title, _ in _USE_COLUMNS])
    sheet.body = PrintedBody(
        3,
        count,
        lambda: (
            _use_row(level2, use)
            for each in library
            for level2 in [each.level2]
            for use in each.uses
        ),
    )
    sheet.filtered = Block(2, 1, max(3, sheet.body.last), len(_USE_COLUMNS))
    return sheet


def _use_row(level2: str, use: Use) -> list[RowCell]:
    from perfxl.rendering.comparison_words import STAGE_NAMES

    where = use.where
    book = where.book.replace("\\", "/").rpartition("/")[2]
    return [
        *map(RowCell, (level2, use.name, use.target, where.unit, where.project)),
        *map(RowCell, (str(where.year or ""), STAGE_NAMES[where.stage])),
        RowCell(book, link=CellLink(where.book, use.sheet, use.cell) if use.cell else None),
        *map(RowCell, (use.sheet, use.cell)),
    ]


def _left_out(left: Sequence[tuple[str, str, str]]) -> PrintedSheet:
    sheet = PrintedSheet(LEFT_OUT, (40, 24, 80), titles=(2, 2), freeze=2)
    sheet.put(1, 1, f"perfxl {LIBRARY}：没有收的", Look.NOTE, to=(1, 3))
    _heads(sheet, 2, ("文件", "工作表", "为什么"))
    for row, values in enumerate(left, 3):
        for column, value in enumerate(values, 1):
            sheet.put(row, column, value)
    return sheet


def choices_in(grids: Iterable[Grid], name: str) -> list[ChoiceColumn]:
    """指标库（人改过的也行）里各类的三级指标和通常的指标值；认不出的抛 ``PerfxlError``。"""
    for grid in grids:
        for row in range(1, min(grid.last_row, 10) + 1):
            heads = {grid.text(row, column).strip(): column for column in range(1, 40)}
            if _is_head(grid, row, heads):
                return _choice_columns(grid, row, heads)
    raise PerfxlError(
        f"“{name}”不是指标库：第一格不是“perfxl {LIBRARY}”，也没有写着“{_LEVEL2}”“{_NAME}”“{_TARGET}”的表头；"
        "请用 perfxl indicators 文件夹 -o 指标库.xlsx 写一份。"
    )


def _is_head(grid: Grid, row: int, heads: Mapping[str, int]) -> bool:
    """指标库的表头：下发的表也有二级、三级指标两栏，另要有本程序写的第一格，或“通常的指标值”一栏。"""
    if not {_LEVEL2, _NAME} <= heads.keys():
        return False
    return _TARGET in heads or grid.text(1, 1).startswith(f"perfxl {LIBRARY}：")


def _choice_columns(grid: Grid, head: int, heads: dict[str, int]) -> list[ChoiceColumn]:
    found: dict[IndicatorClass, dict[str, str]] = {}
    for row in range(head + 1, grid.last_row + 1):
        texts = {title: grid.text(row, heads[title]).strip() for title in heads if title}
        name = texts[_NAME]
        if not name:
            continue
        kind = classified(texts.get(_LEVEL1, ""), texts[_LEVEL2], name).indicator_class
        found.setdefault(kind, {}).setdefault(name, texts.get(_TARGET, ""))
    return [
        ChoiceColumn(kind.label, tuple(items.items())[:_MOST_CHOICES], kind.value)
        for kind, items in sorted(
            found.items(), key=lambda pair: list(IndicatorClass).index(pair[0])
        )
    ]
