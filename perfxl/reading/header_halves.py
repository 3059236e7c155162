"""左右并列的：两张表，还是一张表的两套指标（年初、调整后，实施期、年度）。"""

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.reading.header import LEVELS, RESULTS, Header
from perfxl.reading.labels import field_name, half_of, label_key
from perfxl.reading.titles import is_title

# 表头左边只作行标题用的格。
_GROUP_LABELS = frozenset({"绩效指标", "指标", "年度绩效指标", "绩效目标", "序号", "指标完成情况"})
# 调整表里左右各有一套的栏。
HALVED = ("level1", "level2", "level3", "target", "nature", "unit", "weight")
# 实施期（中期）与年度两套并列时，实施期一套的说法。
PERIOD_WORDS = (
    "实施期",
    "中期目标",
    "中期指标",
    "中期绩效",
    "实施周期",
    "中长期",
    "长期绩效",
    "长期目标",
    "长期指标",
)
# 左右两半之上有没有各自的标题，最多往上看这么多行。
_LOOK_UP = 15


def spans_beside(grid: Grid, row: int, bottom: int, roles: dict[int, str]) -> list[tuple[int, int]]:
    """左右并排的表各占哪些列：每逢第二个同级指标栏就是另一张表；年初与调整并列的是一张。"""
    first_role = next(role for role in LEVELS if role in roles.values())
    starts = [
        column
        for column, role in sorted(roles.items())
        if role == first_role and grid.anchor(row, column) == (row, column)
    ]
    last = max(grid.last_column, max(roles))
    inside = range(starts[0], starts[-1]) if starts else range(0)
    if {role for column, role in roles.items() if column in inside} == {
        "level1"
    }:  # 一级指标、指标类别两栏紧挨着
        return [(1, last)]
    if first_role != "level1" and len(starts) == 2 and _complete_once(roles, starts[1]):
        return [(1, last)]
    if len(starts) == 2 and _are_halves(grid, row, bottom, starts[1]):
        return [(1, last)]
    lefts = [1]
    for start in starts[1:]:
        beside = label_key(grid.text(row, start - 1))
        lefts.append(start - 1 if beside in _GROUP_LABELS else start)
    rights = [left - 1 for left in lefts[1:]] + [last]
    return list(zip(lefts, rights, strict=True))


def _complete_once(roles: dict[int, str], start: int) -> bool:
    """没有一级指标的表：左边一套没有完成值而右边又来一套指标值，是两套并列。"""
    left = {role for column, role in roles.items() if column < start}
    return left.isdisjoint(RESULTS) and "target" in left


def _are_halves(grid: Grid, row: int, bottom: int, start: int) -> bool:
    """整套栏目左右各一：上面写着“调整”或“实施期”、右边又没有自己的标题和项目名称的，

    是同一张表的两半。
    """
    above = grid.rows_between(row - _LOOK_UP, bottom)
    entries = [entry for each in above for entry in grid.texts(each, 1, grid.last_column)]
    for entry in entries:
        if entry.column >= start - 1 and (
            is_title(entry.text) or field_name(entry.text) in ("项目名称", "二级项目名称")
        ):
            return False
    texts = [compact(entry.text) for entry in entries]
    periods = any(word in text for text in texts for word in PERIOD_WORDS)
    return periods or any("调整" in text for text in texts)


# 两套并列的，上面总有其中一个词。
_HALF_WORDS = ("调整", "变更", "修订", "修改", *PERIOD_WORDS)


def is_another_target(grid: Grid, top: int, bottom: int, parts: dict[str, list[list[int]]]) -> bool:
    """两栏指标值，别的栏都只有一处，又没有一处写着调整、实施期：后一栏是别的值（市级指标值），不是调整后的。"""
    twice = {role for role in HALVED if len(parts.get(role, ())) > 1}
    if twice != {"target"}:
        return False
    above = grid.rows_between(max(top - _LOOK_UP, 1), bottom)
    texts = (entry.text for row in above for entry in grid.texts(row, 1, grid.last_column))
    return not any(word in compact(text) for text in texts for word in _HALF_WORDS)


def assign_sides(
    header: Header, role: str, parts: list[list[int]], marked: dict[int, str], *, twice: bool
) -> None:
    """一种栏的几处归到左右两套；写明“调整后”的归右，没有写明而指标值有两处的按先后。"""
    named = {marked.get(part[0]) for part in parts}
    for position, part in enumerate(parts):
        by_order = twice and position == 1 and len(parts) == 2
        second = marked.get(part[0]) == "second" if "second" in named else by_order
        second = second and role in HALVED
        chosen = header.second if second else header.columns
        chosen.setdefault(role, []).extend(part)


def half_at(grid: Grid, top: int, bottom: int, column: int) -> str | None:
    """一列属于年初（``first``）还是调整后（``second``）：看栏名自己和它上下的大栏、分栏。"""
    for row in range(bottom, top - 1, -1):
        half = half_of(grid.text(row, column))
        if half is not None:
            return half
    return None
