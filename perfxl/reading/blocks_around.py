"""指标栏四周的资金、目标：写在指标下面、夹在指标与总分之间的，和左边、右边与指标并排的。"""

from collections.abc import Callable, Iterable, Iterator

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import FUND_AMOUNTS
from perfxl.model.form_spec import FormSpec
from perfxl.model.table import PROJECT_NAMES, Entry
from perfxl.reading.fields import find_fields, is_label
from perfxl.reading.fund_header import find_fund_header
from perfxl.reading.fund_roles import with_roles
from perfxl.reading.funds_across import names_row_across
from perfxl.reading.goals import find_goals
from perfxl.reading.header import Header
from perfxl.reading.heading import (
    Heading,
    find_funds_apart,
    read_funds_apart,
    read_funds_with,
)
from perfxl.reading.labels import (
    LONGEST_LABEL,
    field_name,
    fund_column,
    goal_name,
    is_fund_group,
    is_fund_name,
    is_known_level,
    is_total,
)
from perfxl.reading.money_unit import find_money_unit
from perfxl.reading.region import Region
from perfxl.reading.row_places import RowPlaces
from perfxl.reading.tasks import bottom_of_label
from perfxl.reading.text_blocks import heads_text_block, read_text_blocks

_TWO = 2
# 独占一行的资金标题：二、资金使用情况（单位：万元）。
_FUNDS_TITLE = Pattern(
    r"(?:[(]?[一二三四五六七八九十]{1,2}[)、.])?[^()、，。:]{0,8}(?:资金|经费|预算)[^()、，。:]{0,8}(?:\([^()]*\))?"
)
_SUMS = ("合计", "总计", "小计")


def heads_other_block(place: RowPlaces, row: int, texts: list[Entry], names_from: int) -> bool:
    """指标栏里的一行是不是目标、资金一块的开头；``names_from`` 是指标名所在的列，标签在它左边。

    看着是一行指标的（二级指标叫“绩效目标”），不是目标。
    """
    label, *others = texts
    if len(label.text) > LONGEST_LABEL or label.column >= names_from or is_known_level(label.text):
        return False
    if goal_name(label.text) is not None:
        apart = not place.name(row) or _lies_apart(place.region, label, others, names_from)
        return apart and not place.holds_indicator(row)
    if is_fund_name(label.text) and not is_fund_group(label.text):
        paired = len(others) == 1 and others[0].number is not None
        return paired and not place.holds_indicator(row)
    beside = label.column < place.first_level and place.holds_indicator(row)
    return not beside and (_heads_funds(texts) or heads_text_block(place.region, texts))


def _heads_funds(texts: list[Entry]) -> bool:
    """资金一块的开头：行标题右边是资金的栏名、资金名称，或没有行标题的资金表头、一行资金。

    写着“预算执行情况”的一级指标，右边没有这些，不是。
    """
    label, *others = texts
    if is_fund_group(label.text):
        return any(
            fund_column(entry.text) in FUND_AMOUNTS or is_fund_name(entry.text) for entry in others
        )
    if fund_column(label.text) == "name":
        return sum(fund_column(entry.text) in FUND_AMOUNTS for entry in others) >= _TWO
    return _lists_sources(others)


def _lists_sources(others: list[Entry]) -> bool:
    """几种来源横着排在一行：合计｜中央资金｜省级资金。"""
    if len(others) <= _TWO:
        return False
    first, *rest = others
    led = compact(first.text) in _SUMS or is_fund_name(first.text)
    return led and sum(is_fund_name(entry.text) for entry in rest) >= _TWO


def _starts_funds(texts: list[Entry]) -> bool:
    return is_fund_group(texts[0].text) or is_fund_name(texts[0].text) or _heads_funds(texts)


def _starts_goals(texts: list[Entry]) -> bool:
    return goal_name(texts[0].text) is not None


def bottom_of_block(region: Region, label: Entry) -> int:
    """目标、资金一块的末行：行标题管到的行；没有合并的，紧接着的资金各行、目标的正文也是。"""
    bottom = bottom_of_label(region, label)
    goal = goal_name(label.text) is not None
    for row in region.grid.rows_between(bottom + 1, region.block.bottom):
        texts = region.texts(row)
        if row > bottom + 1 or not texts:
            break
        if goal:
            alone = len(region.texts(label.row)) == len(texts) == 1
            return row if alone and not is_label(texts[0].text) else bottom
        first = row == label.row + 1  # 再下面的“合计”是指标的
        sums = _SUMS if first else ()
        if not (_goes_on_with_funds(texts, sums=sums) or _is_under_heads(region, label, texts)):
            break
        bottom = row
    return bottom


def _is_under_heads(region: Region, label: Entry, texts: list[Entry]) -> bool:
    """资金表头以下，名称不认得、金额各栏都写着数的一行；合计不算（再下面的是指标的）。"""
    heads = [e for e in region.texts(label.row) if fund_column(e.text) in FUND_AMOUNTS]
    name, *others = texts
    if len(heads) < _TWO or name.number is not None or is_total(name.text):
        return False
    numbers = {entry.column for entry in others if entry.number is not None}
    return name.column < heads[0].column and all(head.column in numbers for head in heads)


def _goes_on_with_funds(texts: list[Entry], sums: tuple[str, ...]) -> bool:
    name = texts[0].text
    named = is_fund_name(name) or names_row_across(name) or compact(name) in sums
    return named and any(entry.number is not None for entry in texts[1:])


def _lies_apart(region: Region, label: Entry, others: list[Entry], names_from: int) -> bool:
    """目标的标签独占一行，右边只有一段，右边又是目标的标签，或右边一格横贯到指标名以右。"""
    if len(others) < _TWO or goal_name(others[0].text) is not None:
        return True
    right = region.grid.block(label.row, label.column).right
    return max(right, region.grid.block(label.row, others[0].column).right) > names_from


def read_around(
    region: Region, header: Header, heading: Heading, below: Iterable[int], end: int, spec: FormSpec
) -> set[int]:
    """表头以上没有写的资金、目标，到指标的四周去找，补进 ``heading``；得到指标下面读了的各行。

    ``below`` 是指标各行以外的行，``end`` 是指标栏以下的一行。
    """
    below = list(below)
    blocks = read_text_blocks(region, below)
    heading.details |= blocks.details
    below = [row for row in below if row not in blocks.rows]
    if not heading.funds:
        unit = _unit_of(region, heading, blocks.rows)
        heading.funds = with_roles(region, blocks.funds(region, unit))
        heading.money_unit = unit if heading.funds else heading.money_unit
    read = set(blocks.rows)
    if not heading.funds:
        rows = _rows_of(region, below, _starts_funds)
        _read_funds(region, header, heading, rows, spec)
        read.update(rows if heading.funds else ())
    if not _has_goals(heading):
        rows = _rows_of(region, below, _starts_goals)
        _read_goals(region, header, heading, rows, spec)
        read.update(rows if _has_goals(heading) else ())
    for side in _sides(region, header, end):
        rows = side.grid.rows_between(header.top, end - 1)
        if _names_project(side, rows) and heading.fields.filled.keys().isdisjoint(PROJECT_NAMES):
            heading.fields.add_missing(find_fields(side, rows))
        if not heading.funds:
            _read_funds(side, header, heading, _rows_of(side, rows, _starts_funds), spec)
        if not _has_goals(heading):
            _read_goals(side, header, heading, rows, spec)
    return read


def _has_goals(heading: Heading) -> bool:
    return any(goal.text for goal in heading.goals.values())


def _rows_of(
    region: Region, rows: Iterable[int], starts: Callable[[list[Entry]], bool]
) -> list[int]:
    """这些行里，标签管着的各行。"""
    found: list[int] = []
    bottom = 0
    for row in rows:
        texts = region.texts(row)
        if texts and len(texts[0].text) <= LONGEST_LABEL and starts(texts):
            bottom = max(bottom, bottom_of_block(region, texts[0]))
        if row <= bottom:
            found.append(row)
    return found


def _read_funds(
    region: Region, header: Header, heading: Heading, rows: list[int], spec: FormSpec
) -> None:
    if not rows:
        return
    above = region.texts(rows[0] - 1)
    alone = len(above) == 1 and _FUNDS_TITLE.fullmatch(compact(above[0].text)) is not None
    unit = _unit_of(region, heading, [rows[0] - 1, *rows] if alone else rows)
    fund_header = find_fund_header(region, rows)
    across = find_funds_apart(region, rows, spec, fund_header)
    if across is not None:
        funds = read_funds_apart(region, across, unit)
    else:
        found, funds, unread = read_funds_with(region, header, fund_header, rows, unit, spec)
        heading.placed += found.placed if found is not None else ()
        heading.unread_columns += tuple(dict.fromkeys(unread[each] for each in sorted(unread)))
    if funds:
        region.take(*(above if alone else ()))
        heading.funds = with_roles(region, funds)
        heading.money_unit = unit


def _unit_of(region: Region, heading: Heading, rows: Iterable[int]) -> str | None:
    """金额单位：表头以上没有写的，看这几行。"""
    return heading.money_unit or find_money_unit(
        entry.text for row in sorted(rows) for entry in region.texts(row)
    )


def _read_goals(
    region: Region, header: Header, heading: Heading, rows: list[int], spec: FormSpec
) -> None:
    if not rows:
        return
    goals, period_label = find_goals(
        region.rows_to(rows[-1]),
        rows,
        evaluated=header.has("actual"),
        whole="period" in spec.goals,
    )
    if any(goal.text for goal in goals.values()):
        heading.goals, heading.period_label = goals, period_label


def _sides(region: Region, header: Header, end: int) -> Iterator[Region]:
    """指标栏左边、右边的几列，写着目标、资金的标签的。"""
    used = header.used_columns
    first, last = region.block.left, region.block.right
    for left, right in ((first, min(used) - 1), (max(used) + 1, last)):
        if right < left:
            continue
        side = region.columns(left, right).rows_to(end - 1)
        rows = range(header.top, header.bottom + 2)
        labels = (entry.text for row in rows for entry in side.unread(side.texts(row)))
        known = any(goal_name(text) is not None or is_fund_group(text) for text in labels)
        if known or _names_project(side, side.grid.rows_between(header.top, end - 1)):
            yield side


def _names_project(side: Region, rows: Iterable[int]) -> bool:
    """这几列里写着项目名称一栏：表头部分在指标旁边（A3 横排的）。"""
    texts = (entry.text for row in rows for entry in side.unread(side.texts(row)))
    return any(field_name(text) in PROJECT_NAMES for text in texts)
