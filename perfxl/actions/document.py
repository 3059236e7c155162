"""认出一个工作簿里的全部表。"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import PurePath

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.address import cell_address
from perfxl.model.file_faults import NoTableError
from perfxl.model.grid import Grid
from perfxl.model.own_notes import without_marks
from perfxl.model.table import Aside, Document, Table, UnknownPart
from perfxl.model.unread import UnreadSheet
from perfxl.model.workbook import Room, Workbook, too_large
from perfxl.reading.continued_sheets import joined_reading, two_halves
from perfxl.reading.review_headers import unread_review
from perfxl.reading.sheet import (
    SheetReading,
    is_notes_page,
    read_sheet,
    rows_carried_over,
    unread_parts,
    unread_sheet,
)
from perfxl.rendering.output_names import (
    RESULT_SHEETS,
    REVIEW_COLUMN,
    REVIEW_HEADING,
    is_result_heading,
)

# 加载项的结果表都有的一栏。
_CELL_COLUMN = "单元格"
# 审核表的表头不低于这一行。
_REVIEW_HEADER = 8
# 一段文字里的指标：【产出指标-数量指标】，〔效益〕……
_TEXT_LIST = Pattern(
    r"[【〔\[](?:一级指标:?)?(?:产出|效益|满意度|成本)(?:指标)?[-—–－/、>＞]+[^】〕\]]{2,12}[】〕\]]"
)
# 与本程序读的表有关的字。
_OF_PEOPLE = Pattern(
    r"(?:通[讯信]录|花?名[册单]|联系(?:人|方式|电话)?(?:一览|登记)?表|工资.{0,6}[表条单]|考勤.{0,4}表|值班.{0,4}表|签到.{0,2}表)$"
)
_REMARK = Pattern(r"\([^()]*\)")
_RELATED = Pattern(r"绩\s*效|指\s*标|自\s*评|预\s*算|批\s*复|执行率|项目支出")


def document_of(workbook: Workbook) -> Document:
    """认出工作簿里的全部表；一张也没有时抛 ``NoTableError``，说明看到了哪些字。"""
    tables: list[Table] = []
    unknown: list[UnknownPart] = []
    others: list[str] = []
    unread: list[UnreadSheet] = []
    above: tuple[Grid, SheetReading] | None = None
    room = workbook.room
    ours = [grid for grid in workbook.grids if _is_result(grid)]
    for grid in (each for each in workbook.grids if each not in ours):
        reading = read_sheet(workbook.file, grid, room)
        room = Room(room.tables - reading.parts, room.rows - reading.rows)
        if min(room) < 0:
            raise too_large(workbook, grid.name, room)
        joined = joined_reading(workbook.file, *above, grid, reading) if above else None
        if joined is not None and above is not None:
            tables[len(tables) - len(above[1].tables) :] = joined[1].tables
            above, reading = joined, joined[1]
            unknown += reading.unknown
            unread += unread_parts(grid, reading)
            continue
        tables += reading.tables
        unknown += reading.unknown
        part = above[1].last_part if above and not above[1].closed else None
        if reading.tables and part is not None and reading.first_part is not None:
            first = len(tables) - len(reading.tables)
            halves = two_halves(tables[first - 1], part, tables[first], reading.first_part)
            if halves is not None:
                tables[first - 1 : first + 1] = halves
        if reading.tables:
            unread += unread_parts(grid, reading)
            above = (grid, reading) if reading.last_part is not None else None
            continue
        others.append(grid.name)
        carried = rows_carried_over(grid, part) if part is not None else ()
        if carried:
            tables[-1] = replace(tables[-1], unread_rows=(*tables[-1].unread_rows, *carried))
        elif (sheet := unread_sheet(grid)) is not None:
            unread.append(sheet)
    if not tables:
        raise _no_table(workbook, others, unknown, unrelated=bool(unread), ours=bool(ours))
    whole = {each.sheet for each in unread if each.whole}
    notes = {e.name for e in workbook.grids if e.name in whole and is_notes_page(e)}
    return Document(
        workbook.file,
        tuple(tables),
        tuple(others),
        tuple(unknown),
        # 填表说明不是漏读的表：read 列着，别处不说。
        tuple(each for each in unread if each.sheet not in notes),
        tuple(grid.name for grid in ours),
        tuple(_asides(workbook.grids, {name for table in tables for name in table.sheets})),
    )


def _no_table(
    workbook: Workbook,
    others: list[str],
    unknown: list[UnknownPart],
    *,
    unrelated: bool,
    ours: bool,
) -> NoTableError:
    """一张表也没有认出，该怎么说；``unrelated`` 是有内容，``ours`` 是有本程序写的结果。"""
    name = PurePath(workbook.file).name
    if ours and not others:
        return NoTableError(
            f"“{name}”是本程序写出的结果，不是要读的表。", unrelated=True, ours=True
        )
    lists = _text_lists(workbook.grids)
    why = _why_text_list(name, lists) if lists else _why_no_table(name, others, unknown)
    why = _why_no_review(name, workbook.grids) or why
    return NoTableError(why, unrelated=unrelated and not _is_related(name, workbook.grids))


def _asides(grids: Iterable[Grid], sheets: Collection[str]) -> Iterator[Aside]:
    """有表的各张工作表上的批注、文本框；只有校验自己写的话的批注不算。"""
    for grid in (each for each in grids if each.name in sheets):
        for place, text in sorted(grid.comments.items()):
            if without_marks(text).strip():
                yield Aside(grid.name, cell_address(*place), text)
        yield from (Aside(grid.name, "", text) for text in grid.text_boxes)


def _is_result(grid: Grid) -> bool:
    """本程序写的结果：第一格是它的名字，加载项写的连同第二行的栏名；只有第一格像的照读，免得藏一张表。"""
    heading = grid.text(1, 1)
    if heading.startswith(REVIEW_HEADING):  # 通行的标题，单位自己填的也这样写
        rows = grid.rows_between(1, _REVIEW_HEADER)
        return any(cell.value == REVIEW_COLUMN for row in rows for cell in grid.rows[row])
    if not is_result_heading(heading):
        return False
    if not heading.startswith(tuple(f"perfxl {name}" for name in RESULT_SHEETS)):
        return True
    return any(cell.value == _CELL_COLUMN for place, cell in grid.cells.items() if place[0] == 2)


def results_said(sheets: Iterable[str]) -> str:
    """当作本程序写的结果、没有查的工作表；没有为 ``""``。"""
    named = "、".join(f"“{each}”" for each in sheets)
    return f"工作表{named}是本程序写的结果，没有查。" if named else ""


def _is_related(name: str, grids: Iterable[Grid]) -> bool:
    """文件名、工作表名或里面的字说到绩效、预算：可能是没有认出的表，不能不声不响地跳过。

    各张工作表的标题都是通讯录、名册、工资表的（绩效管理联系人通讯录、绩效工资发放表），说到也不是。
    """
    filled = [grid for grid in grids if grid.cells]
    if filled and all(_OF_PEOPLE.search(_title_of(grid)) for grid in filled):
        return False
    texts = (cell.value for grid in filled for cell in grid.cells.values())
    words = chain([name], (grid.name for grid in filled), texts)
    return any(isinstance(text, str) and _RELATED.search(text) is not None for text in words)


def _title_of(grid: Grid) -> str:
    """第一格有字的，去掉空白和括号里的话。"""
    first = min(grid.cells)
    return _REMARK.sub("", compact(grid.text(*first)))


def _text_lists(grids: Iterable[Grid]) -> list[str]:
    """写着几条指标的一段文字所在的格：【产出指标-数量指标】修建里程≥10公里；……"""
    return [
        f"工作表“{grid.name}”的 {cell.address}"
        for grid in grids
        for cell in grid.cells.values()
        if isinstance(cell.value, str) and _TEXT_LIST.search(cell.value) is not None
    ]


def _why_text_list(name: str, cells: list[str]) -> str:
    more = f" 等{len(cells)}格" if len(cells) > 1 else ""
    return (
        f"“{name}”里没有认出绩效的表：{cells[0]}{more} 把几条指标写成一段文字（【产出指标-数量指标】……），没有读；"
        "请一条指标写一行，一级指标、二级指标、三级指标、指标值各占一栏。"
    )


def _why_no_review(name: str, grids: Iterable[Grid]) -> str:
    """像绩效目标审核表而没有读的：在哪一行、缺哪几栏；没有这样的为 ``""``。"""
    for grid in grids:
        if (found := unread_review(grid)) is not None:
            lacking = "、".join(f"“{each}”" for each in found.lacking)
            return (
                f"“{name}”的工作表“{grid.name}”像绩效目标审核表，没有读："
                f"{found.first.cell}:{found.last.cell} 这一行栏名里没有认出{lacking}；"
                "请核对这一行：审核表要有“审核内容”“审核要点”“审核意见”各一栏，打分的有“分值”“得分”。"
            )
    return ""


def _why_no_table(name: str, sheets: list[str], unknown: list[UnknownPart]) -> str:
    if not sheets:
        return f"“{name}”里没有工作表（可能只有图表页），没有可读的表；请核对是不是这个文件。"
    seen = "；".join(
        f"工作表“{part.sheet}”开头写着{'、'.join(f'“{word}”' for word in part.words[:5])}"
        for part in unknown[:3]
    )
    empty = "、".join(f"“{each}”" for each in sheets[:5])
    return (
        f"“{name}”里没有认出绩效或预算批复的表（{seen or f'工作表 {empty} 里没有内容'}）；"
        "请核对表头：绩效的表要有“三级指标”“指标值”，预算批复的表要有名称和“年初预算数”“调整预算数”；"
        "三公经费、经济分类、资产一类的表不读。"
    )
