"""归好各栏以后，要看着别的栏、看着下面写的才定得下来的几样。"""

from itertools import pairwise

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.reading.columns_by_place import says_levels
from perfxl.reading.header import LEVELS, Header
from perfxl.reading.joined_heads import ACTUAL_UNIT
from perfxl.reading.labels import is_group_label
from perfxl.reading.level_bands import has_band_below, has_first_levels_in_bands
from perfxl.reading.list_columns import add_list_columns
from perfxl.reading.paired_points import paired_order
from perfxl.reading.points_by_place import points_by_place
from perfxl.reading.second_level import names_kinds, second_level, third_level
from perfxl.reading.signs_by_place import sign_head
from perfxl.reading.values_by_place import actual_by_place

# 指标名横着占两列。
_TWO = 2
# 一栏下面有没有写东西，最多看这么多行。
_LOOK_DOWN = 40


def settle_columns(grid: Grid, header: Header) -> None:
    """归好各栏以后，要看着别的栏、看着下面写的才定得下来的几样，一样一样地定。"""
    _join_direction(header)
    add_list_columns(grid, header)
    _settle_wide_name(grid, header)
    _settle_left_level(grid, header)
    _settle_lower_levels(grid, header)
    _settle_signs(grid, header)
    _settle_unit(grid, header)
    _settle_level_weights(header)
    _settle_paired_points(grid, header)
    _settle_results(grid, header)


def _join_direction(header: Header) -> None:
    """性质、方向两栏哪一列写着符号，一行一行地看：都是性质一栏。"""
    for columns in (header.columns, header.second):
        if "direction" in columns:
            columns["nature"] = [*columns.get("nature", []), *columns.pop("direction")]


def _settle_left_level(grid: Grid, header: Header) -> None:
    """没有一级指标一栏的，指标名左边写着产出、效益的一栏就是；它右边空着名的一栏是二级。

    栏名不是“绩效指标”一类的，照位置认，要说出来。
    """
    names = header.columns.get("level2") or header.columns.get("level3")
    if not names or "level1" in header.columns or header.second:
        return
    points = [each for role in ("weight", "score") for each in header.columns.get(role, ())]
    free = [
        column
        for column in range(header.left, names[0])
        if column not in header.used_columns
        and (head := grid.entry(header.bottom, column)).text
        and (head.column == column or is_group_label(head.text) or names_kinds(head))
        and not has_band_below(grid, header.bottom, column, points)
    ]
    said = next((column for column in free if says_levels(grid, header.bottom, column)), 0)
    if not said:
        return
    if "level2" not in header.columns and has_first_levels_in_bands(grid, header.bottom, points):
        _place_level(grid, header, "level2", said)  # 一级指标横着写在各段上面
        return
    _place_level(grid, header, "level1", said)
    if "level2" not in header.columns and said + 1 in free:
        _place_level(grid, header, "level2", said + 1)


def _settle_lower_levels(grid: Grid, header: Header) -> None:
    """没有“二级指标”“三级指标”（考核指标、绩效指标）的栏名而有这一栏的；栏名不说类别的，照位置认，要说出来。"""
    for role, found in (("level2", second_level), ("level3", third_level)):
        head = None if header.second else found(grid, header.bottom, header.columns)
        if head is not None:
            header.columns[role] = [head.column]
            known = role == "level2" and names_kinds(head)
            header.placed_heads += () if known else ((head, role),)


def _settle_signs(grid: Grid, header: Header) -> None:
    """栏名不认得、写着比较符号的一栏是指标性质，要说出来。"""
    head = None if header.second else sign_head(grid, header.bottom, header.columns, header.right)
    if head is not None:
        header.columns["nature"] = [head.column]
        header.placed_heads += ((head, "nature"),)


def _settle_results(grid: Grid, header: Header) -> None:
    """栏名不认得的完成值、分值、得分，照下面写的认，要说出来。"""
    if header.second:
        return
    actual = actual_by_place(grid, header.bottom, header.columns, header.right)
    if actual is not None:
        head, column = actual
        header.columns["actual"] = [column]
        header.placed_heads += ((head, "actual"),)
    for each in points_by_place(grid, header.bottom, header.columns, header.right):
        header.columns[each.role] = [each.column]
        header.placed_heads += ((each.head, each.role),)


def _place_level(grid: Grid, header: Header, role: str, column: int) -> None:
    head = grid.entry(header.bottom, column)
    header.columns[role] = [column]
    if not is_group_label(head.text):
        header.placed_heads += ((head, role),)


def _settle_wide_name(grid: Grid, header: Header) -> None:
    """指标名横着占两列、下面却分开写的（绩效内容｜时效目标·资金到位率），左边一列是二级指标。"""
    names = header.columns.get("level3", [])
    if len(names) != _TWO or "level2" in header.columns or header.second:
        return
    left, right = names
    rows = grid.rows_between(header.bottom + 1, header.bottom + _LOOK_DOWN)
    own = [row for row in rows if grid.text(row, right) and grid.anchor(row, right) == (row, right)]
    apart = [row for row in own if grid.text(row, left) or grid.anchor(row, left)[0] < row]
    if len(apart) > 1 and 2 * len(apart) > len(rows) and says_levels(grid, header.bottom, left):
        header.columns["level2"], header.columns["level3"] = [left], [right]


def _settle_unit(grid: Grid, header: Header) -> None:
    """有“指标性质”时，“指标值”只是其中的数；只写“单位”的，与它并列才是度量单位；

    指标值、完成值右边各有一栏单位的，各是各的；单位只有完成值下面一栏的，指标值也照它。
    """
    _part_units(header)
    if ACTUAL_UNIT in header.columns and "unit" not in header.columns:
        header.columns["unit"] = header.columns.pop(ACTUAL_UNIT)
    for columns in (header.columns, header.second):
        if "unit" in columns and "nature" not in columns:
            target, unit = columns.get("target", [0])[-1], columns["unit"][0]
            plain = compact(grid.text(header.bottom, unit)) == "单位"
            if unit != target + 1 and plain:
                del columns["unit"]


def _part_units(header: Header) -> None:
    """两栏单位，都紧挨在指标值、完成值的右边（或左边）：后一栏是完成值的单位。"""
    units, actual = header.columns.get("unit", []), header.columns.get("actual", [])
    target = header.columns.get("target", [])
    if len(units) != _TWO or not actual or not target:
        return
    after = units[0] < actual[0] and units[1] == actual[-1] + 1
    before = units == [target[0] - 1, actual[0] - 1]
    if after or before:
        header.columns["unit"], header.columns[ACTUAL_UNIT] = units[:1], units[1:]


def _settle_paired_points(grid: Grid, header: Header) -> None:
    """只认出分值、得分里的一栏，而两样写在这一栏里的：都在这一栏。"""
    own = [header.columns[role] for role in ("weight", "score") if role in header.columns]
    if len(own) != 1 or len(own[0]) != 1:
        return
    header.paired = paired_order(grid, header.bottom, own[0][0])
    for role in header.paired or ():
        header.columns[role] = own[0]


def _settle_level_weights(header: Header) -> None:
    """每级指标都带分值的，一级、二级指标之间的“分值”是一级指标的，二级、三级之间的是二级的。"""
    columns = header.columns
    named = [role for role in LEVELS if role in columns]
    places, last = columns.get("weight", []), columns[named[-1]] if named else [0]
    if "level1" not in columns or "level2" not in columns or places[-1:] <= last[-1:]:
        return
    for upper, lower in pairwise(named):
        own = [each for each in places if columns[upper][-1] < each < columns[lower][0]]
        if own and f"{upper}_weight" not in columns:
            columns[f"{upper}_weight"] = own
            columns["weight"] = [each for each in columns["weight"] if each not in own]
