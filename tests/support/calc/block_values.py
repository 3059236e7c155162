"""成块地读写值和公式：不论多少格，都只和 Calc 往来几次。"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from calc.areas import Area
from calc.bridge import constant
from calc.cell_values import LOGICAL_FORMAT, CellError, Entry, as_datetime, entry
from calc.formulas import ERRORS, to_excel
from calc.number_formats import NumberFormats

_VALUE, _STRING, _ERROR = (
    constant(f"sheet.FormulaResult.{name}") for name in ("VALUE", "STRING", "ERROR")
)
_CONSTANT_FORMULAS = {
    "=TRUE()": "TRUE",
    "=FALSE()": "FALSE",
    **{f"={error}": error for error in ERRORS},
}


def read(cells: Any, area: Area, formats: NumberFormats) -> list[list[Any]]:
    """各格的值：数、文字、逻辑值、日期时间、``CellError`` 或 ``None``。"""
    rows = [[None if value == "" else value for value in row] for row in cells.getDataArray()]
    for key, parts in _groups(cells):
        convert: Callable[[float], Any]
        if formats.is_logical(key):
            convert = bool
        elif formats.is_date(key):
            convert = as_datetime
        else:
            continue
        for row, column in _places(parts, area):
            if isinstance(rows[row][column], float):
                rows[row][column] = convert(rows[row][column])
    for row, column in _formula_places(cells, area, _ERROR):
        rows[row][column] = CellError.of(cells.getCellByPosition(column, row).getError())
    return rows


def formulas(cells: Any, area: Area, formats: NumberFormats) -> list[list[str]]:
    """各格的公式；常量是它的文字。"""
    texts = [list(row) for row in cells.getFormulaArray()]
    values = cells.getDataArray()
    are_formulas = set(_formula_places(cells, area, _VALUE | _STRING | _ERROR))
    logical = {
        place
        for key, parts in _groups(cells)
        if formats.is_logical(key)
        for place in _places(parts, area)
    }
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            if (row, column) in are_formulas:
                line[column] = _CONSTANT_FORMULAS.get(text) or to_excel(text)
            elif isinstance(values[row][column], str):
                line[column] = values[row][column]
            elif (row, column) in logical and values[row][column] is not None:
                line[column] = "TRUE" if values[row][column] else "FALSE"
    return texts


def write(
    cells: Any,
    area: Area,
    rows: Sequence[Sequence[Any]],
    covered: set[tuple[int, int]],
    formats: NumberFormats,
) -> None:
    """写值；``covered`` 里的格留空。"""
    groups = _groups(cells)
    text_cells = {
        place for key, parts in groups if formats.is_text(key) for place in _places(parts, area)
    }
    entries = [
        [
            Entry("") if (row, column) in covered else entry(value, (row, column) in text_cells)
            for column, value in enumerate(line)
        ]
        for row, line in enumerate(rows)
    ]
    for key, parts in groups:
        if formats.is_logical(key):
            _set_format(cells, area, parts, NumberFormats.GENERAL)
    if any(each.is_formula for line in entries for each in line):
        cells.setFormulaArray(tuple(tuple(each.as_formula() for each in line) for line in entries))
    else:
        cells.setDataArray(tuple(tuple(each.content for each in line) for line in entries))
    _take_back_text_format(cells, area, groups, formats)
    _apply_formats(cells, area, entries, formats)


def fill_formula(cells: Any, area: Area) -> None:
    """左上角的公式填到各格，相对引用跟着移。"""
    tokens = cells.getCellByPosition(0, 0).getTokens()
    for row, column in area.cells(area)[1:]:
        cells.getCellByPosition(column, row).setTokens(tokens)


def as_written(value: Any) -> Any:
    """读出的值换成写得回去的：文字前加撇号，免得再认一遍。"""
    if isinstance(value, CellError):
        return value.text
    return f"'{value}" if isinstance(value, str) else value


def _take_back_text_format(
    cells: Any, area: Area, before: Sequence[tuple[int, list[Area]]], formats: NumberFormats
) -> None:
    """存进像数的文字时 Calc 会把格改成文本格式，Excel 不改。"""
    changed = [part for key, parts in _groups(cells) if formats.is_text(key) for part in parts]
    for key, parts in before:
        if not formats.is_text(key):
            common = [part.intersection(each) for part in parts for each in changed]
            old = NumberFormats.GENERAL if formats.is_logical(key) else key
            _set_format(cells, area, [part for part in common if part], old)


def _set_format(cells: Any, area: Area, parts: Sequence[Area], key: int) -> None:
    for part in parts:
        _part(cells, area, part).NumberFormat = key


def _apply_formats(
    cells: Any, area: Area, entries: Sequence[Sequence[Entry]], formats: NumberFormats
) -> None:
    """日期、百分数、逻辑值带来的格式，只用到原来是常规格式的格。"""
    rows_of: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row, line in enumerate(entries):
        for column, each in enumerate(line):
            if each.number_format:
                rows_of[each.number_format, column].append(row)
    for (code, column), rows in rows_of.items():
        key = formats.key(code)
        for first, last in _runs(rows):
            run = Area(area.top + first, area.left + column, area.top + last, area.left + column)
            part = _part(cells, area, run)
            for old, pieces in _groups(part):
                if old == NumberFormats.GENERAL or code == LOGICAL_FORMAT:
                    _set_format(cells, area, pieces, key)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """升序的数里各段相连的首尾。"""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _groups(cells: Any) -> list[tuple[int, list[Area]]]:
    """数字格式编号和用它的各块。"""
    groups = cells.UniqueCellFormatRanges
    found = [groups.getByIndex(number) for number in range(groups.Count)]
    return [
        (group.NumberFormat, [Area.of(each) for each in group.RangeAddresses]) for group in found
    ]


def _part(cells: Any, area: Area, part: Area) -> Any:
    return cells.getCellRangeByPosition(
        part.left - area.left,
        part.top - area.top,
        part.right - area.left,
        part.bottom - area.top,
    )


def _places(parts: Sequence[Area], origin: Area) -> Iterator[tuple[int, int]]:
    for part in parts:
        yield from part.cells(origin)


def _formula_places(cells: Any, area: Area, results: int) -> Iterator[tuple[int, int]]:
    # Calc 有时也给出区域外的格。
    found = cells.queryFormulaCells(results).RangeAddresses
    common = (Area.of(each).intersection(area) for each in found)
    return _places([part for part in common if part], area)
