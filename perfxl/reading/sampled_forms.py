"""只有栏名的空白表：在指标、资金、长文字的空格里填上样例再读一遍，就知道哪一格该写什么。"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from perfxl.model.cell import Cell, CellKind
from perfxl.model.grid import Grid
from perfxl.model.table import Entry, Table
from perfxl.reading.fields import is_label
from perfxl.reading.fund_header import find_fund_header
from perfxl.reading.header import Header
from perfxl.reading.labels import (
    detail_like_name,
    field_name,
    fund_column,
    goal_name,
    is_conclusion,
    is_fund_group,
    is_fund_name,
    is_group_label,
)
from perfxl.reading.line_headers import LineHeader
from perfxl.reading.money_unit import MONEY_UNITS, find_money_unit
from perfxl.reading.parts import AnyHeader, Part, find_parts, strips
from perfxl.reading.region import Region
from perfxl.reading.row_kinds import RowKind, row_kind
from perfxl.reading.sheet import read_sheet

# 指标栏里各栏的样例；没有列的写一句话。
_SAMPLES = {
    "level1": "产出指标",
    "level2": "数量指标",
    "level3": "样例指标名称",
    "target": "≥95%",
    "actual": "96%",
    "to_date": "50%",
    "expected": "96%",
    "done_rate": "100%",
    "last_year": "≥90%",
    "nature": "≥",
    "value": "95",
    "unit": "%",
    "weight": "10",
    "score": "10",
}
_PRINTED = ("level1", "level2")
_LEVELS = ("level1", "level2", "level3")
# 各地自己的栏目，名称最多这么长。
_LONGEST_LABEL = 10
_TEXT, _AMOUNT = "样例文字", "100"


@dataclass(frozen=True)
class SampledForm:
    """一张表：``table`` 是填上样例读出来的，``grid`` 是原来的样子，``body`` 是表身各行（首、末）。

    ``header_top`` 是表头的首行。``lower`` 为真：表身分上下两块，或左右两套，模板一行写不成。
    ``apart`` 是一栏下面又分几格（偏差原因下面的 经费保障）的各列。
    ``printed`` 是没有填样例就读出来的内容（填好的表才有），照位置。
    """

    table: Table
    grid: Grid
    body: tuple[int, int]
    header_top: int
    lower: bool = False
    apart: tuple[int, ...] = ()
    printed: frozenset[tuple[int, int]] = frozenset()


def read_sampled(book: str, grid: Grid) -> SampledForm | None:
    """一张工作表里的第一张表；没有认出表头的为 ``None``。"""
    parts = [part for strip in strips(grid) for part in find_parts(strip)]
    if not parts:
        return None
    part = min(parts, key=lambda each: (each.header.top, each.header.left))
    body = _body(part, grid)
    printed = _printed_values(book, grid, body[0])
    samples = _samples(part, grid, printed)
    samples = {place: text for place, text in samples.items() if not grid.text(*place)}
    sampled = _with_cells(grid, samples | dict(_body_samples(part.header, grid, body[0])))
    tables = read_sheet(book, sampled).tables
    own = [each for each in tables if each.block.top <= body[0] <= each.block.bottom]
    if not own:
        return None
    return SampledForm(
        own[0], grid, body, part.header.top, _has_two_sets(part), _apart(part), printed
    )


def _printed_values(book: str, grid: Grid, row: int) -> frozenset[tuple[int, int]]:
    """表身从 ``row`` 起的那张表里，不填样例就读得出的内容各在哪一格：右边隔着空格的，也已经有主了。"""
    tables = read_sheet(book, grid).tables
    own = next((each for each in tables if each.block.top <= row <= each.block.bottom), None)
    if own is None:
        return frozenset()
    total = own.total
    values = [
        *own.fields.values(),
        *own.goals.values(),
        *own.details.values(),
        *own.amounts,
        *(each for fund in own.funds for each in (fund.rate, fund.weight, fund.score)),
        *(total.weight, total.score, own.conclusion, own.grade_cell),
    ]
    return frozenset(each.place for each in values if each.exists and each.text)


def _has_two_sets(part: Part) -> bool:
    """指标分上下两块的；一级指标横着排的。"""
    grouped = isinstance(part.header, Header) and bool(part.header.groups)
    return part.lower is not None or grouped


def _apart(part: Part) -> tuple[int, ...]:
    return tuple(sorted(part.header.parts)) if isinstance(part.header, Header) else ()


def _body(part: Part, grid: Grid) -> tuple[int, int]:
    """表头以下的各行，到总分、结论、签章以前。"""
    header = part.header
    first, last = header.bottom + 1, header.bottom + 1
    names = header.columns if isinstance(header, Header) else {}
    left = min((names[level][0] for level in _LEVELS if names.get(level)), default=1)
    for row in range(first, part.region.block.bottom + 1):
        texts = part.region.texts(row)
        if texts and _ends(texts[0], left):
            break
        if texts or not grid.rows_between(row, part.region.block.bottom):
            last = row
    spans = [each.bottom for each in grid.merged if each.top <= header.bottom < each.bottom]
    below = grid.rows_between(last + 1, grid.last_row)
    limit = below[0] - 1 if below else max([last, *spans])
    return first, min(max([last, *spans]), limit) if spans else last


def _ends(entry: Entry, left: int) -> bool:
    """这一行不再是表身：合计、结论、签章，或左边另起一个行标题。"""
    if row_kind(entry.text) is not RowKind.PLAIN or is_conclusion(entry.text):
        return True
    return entry.column < left and not is_group_label(entry.text)


def _samples(part: Part, grid: Grid, printed: Set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """表身以外空着的格里写的样例：资金写数，别的写字；已经有内容的标签不写。"""
    region = part.region
    above = grid.rows_between(region.block.top, part.header.top - 1)
    found = dict.fromkeys(_fund_places(region, above, printed), _AMOUNT)
    split = part.header.split if isinstance(part.header, Header) else 0
    below = range(part.header.bottom + 1, region.block.bottom + 1)
    for row in (*above, *below):
        for entry in region.texts(row):
            if entry.place in printed or _is_answered(region, entry, printed):
                continue
            own_label = row in above and _may_be_label(entry)
            known = field_name(entry.text) or detail_like_name(entry.text)
            if own_label or known or is_conclusion(entry.text):
                beside = [region.beside(entry)]
                if split and detail_like_name(entry.text):  # 年初、调整后左右各一段
                    beside.append(region.entry(row, split))
                blank = (each for each in beside if each.exists and not each.text)
                found |= {each.place: _TEXT for each in blank if each.place not in found}
    return found


def _is_answered(region: Region, label: Entry, printed: Set[tuple[int, int]]) -> bool:
    """标签右边下一个有字的格就是它的内容（中间隔着空格），或一个金额单位。"""
    after = (each for each in region.texts(label.row) if each.column > label.column)
    following = next(after, None)
    if following is None:
        return False
    is_unit = "单位" in label.text and "".join(following.text.split()) in MONEY_UNITS
    return following.place in printed or is_unit


def _fund_places(
    region: Region, rows: Sequence[int], printed: Set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """资金各行写金额的格：有资金表头的照各栏，没有的是资金名称右边空着的格。写着数的行不写。"""
    header = find_fund_header(region, rows)
    goals = (row for row in rows if any(goal_name(entry.text) for entry in region.texts(row)))
    end = next((row for row in goals if header is not None and row > header.row), 0)
    for row in rows:
        texts = region.texts(row)
        if any(e.number is not None or detail_like_name(e.text) for e in texts):
            continue
        if any(is_fund_name(e.text) and _is_answered(region, e, printed) for e in texts):
            continue
        if header is not None and header.row < row and (not end or row < end):
            if texts and texts[-1].column < min(header.columns.values(), default=0):
                yield from ((row, column) for column in header.columns.values())
        elif header is None or row != header.row:
            yield from _beside_fund_names(region, row)


def _may_be_label(entry: Entry) -> bool:
    """不认得的短标签，右边空着：多半是各地自己的栏目。"""
    text = "".join(entry.text.split())
    return (
        entry.number is None
        and 1 < len(text.strip("：:")) <= _LONGEST_LABEL
        and not any(map(str.isdigit, text))
        and not is_label(text)
        and not is_fund_name(text)
        and not is_fund_group(text)
        and fund_column(text) is None
        and find_money_unit([text]) is None
        and text not in MONEY_UNITS
    )


def _body_samples(header: AnyHeader, grid: Grid, row: int) -> Iterator[tuple[tuple[int, int], str]]:
    if isinstance(header, Header):
        for columns in (header.columns, header.second):
            for role, places in columns.items():
                own = places and grid.anchor(row, places[0]) == (row, places[0])
                # 一级、二级指标印着的照印，别的栏里多半是表样的提示（指标1：）。
                if own and not (role in _PRINTED and grid.text(row, places[0])):
                    yield (row, places[0]), _SAMPLES.get(role, _TEXT)
    elif isinstance(header, LineHeader):
        for side in header.sides:
            yield (row, side.name), _TEXT
            for column in side.code:
                yield (row, column), "205"
            for column in side.amounts.values():
                yield (row, column), _AMOUNT


def _beside_fund_names(region: Region, row: int) -> Iterator[tuple[int, int]]:
    """资金名称右边空着的格，到右边下一个有字的格为止。"""
    texts = region.texts(row)
    if any(fund_column(entry.text) for entry in texts if not is_fund_name(entry.text)):
        return
    for entry in texts:
        if not is_fund_name(entry.text) or is_fund_group(entry.text):
            continue
        column = region.grid.block(entry.row, entry.column).right + 1
        while column <= region.block.right and not region.entry(row, column).text:
            if region.grid.anchor(row, column) == (row, column):
                yield row, column
            column += 1


def _with_cells(grid: Grid, texts: dict[tuple[int, int], str]) -> Grid:
    """写上这些字的同一张网格。"""
    cells = dict(grid.cells)
    for (row, column), text in texts.items():
        cells[row, column] = Cell(row, column, CellKind.TEXT, text)
    return Grid(grid.name, cells, grid.merged)
