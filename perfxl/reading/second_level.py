"""没有写“二级指标”“三级指标”的栏名：一级、三级指标之间写着数量、质量一类的一栏就是，栏名多半是“指标类型”。"""

from perfxl.grammar.glyphs import compact
from perfxl.model.grid import Grid
from perfxl.model.table import Entry
from perfxl.reading.column_contents import contents_below
from perfxl.reading.columns_by_place import says_levels
from perfxl.reading.labels import indicator_column, is_ignored_column, list_column

# 这样收尾的栏名说的就是类别，不算照位置猜的。
_OF_KINDS = ("类型", "类别", "分类")


def settle_two_first_levels(grid: Grid, bottom: int, groups: dict[str, list[list[int]]]) -> None:
    """“一级指标”右边又有一栏“指标类别”的，右边一栏是二级指标。"""
    first, third = groups.get("level1", []), groups.get("level3", [])
    if len(first) != 2 or len(third) != 1 or "level2" in groups:
        return
    left, right = first
    if left[-1] < right[0] < third[0][0] and says_levels(grid, bottom, right[0]):
        groups["level1"], groups["level2"] = [left], [right]


def second_level(grid: Grid, bottom: int, columns: dict[str, list[int]]) -> Entry | None:
    """一级、三级指标之间没有认出、写着二级指标的一栏的栏名；没有为 ``None``。"""
    if "level2" in columns or not columns.get("level1") or not columns.get("level3"):
        return None
    used = {column for places in columns.values() for column in places}
    for column in range(columns["level1"][-1] + 1, columns["level3"][0]):
        head = grid.entry(bottom, column)
        free = column not in used and head.text and head.column == column
        if free and says_levels(grid, bottom, column):
            return head
    return None


def third_level(grid: Grid, bottom: int, columns: dict[str, list[int]]) -> Entry | None:
    """一级、二级指标都写着类别而没有认出三级指标的：不认得的、写着名称的一栏的栏名；没有为 ``None``。

    先看二级右边、指标值左边的，再看写在一级指标左边的。
    """
    if "level3" in columns or any(role not in columns for role in ("level1", "level2", "target")):
        return None
    if not all(says_levels(grid, bottom, columns[role][0]) for role in ("level1", "level2")):
        return None
    used = {place for places in columns.values() for place in places}
    between = range(columns["level2"][-1] + 1, columns["target"][0])
    before = [
        column
        for column in range(1, columns["level1"][0])
        if _in_most_rows(grid, bottom, column, columns["target"][0])
    ]
    for column in (*between, *before):
        head = grid.entry(bottom, column)
        free = column not in used and head.column == column and head.text
        if free and not _is_known(head.text) and _says_names(grid, bottom, column):
            return head
    return None


def _in_most_rows(grid: Grid, bottom: int, column: int, target: int) -> bool:
    """一行一格地写着，不是竖着合并的行标题：有指标值的各行，多半写着。"""
    own, values = (contents_below(grid, bottom, each) for each in (column, target))
    return 2 * own.words > values.numbers + values.words


def _is_known(text: str) -> bool:
    """是别的栏；“绩效目标”在这里是指标。"""
    in_lists = list_column(text) not in (None, "goal")
    return bool(indicator_column(text)) or in_lists or is_ignored_column(text)


def _says_names(grid: Grid, bottom: int, column: int) -> bool:
    """这一列写着的多半是话，不是序号、分数，也不是产出、数量一类。"""
    contents = contents_below(grid, bottom, column)
    return contents.mostly_words and not says_levels(grid, bottom, column)


def names_kinds(head: Entry) -> bool:
    """栏名说的是类别。"""
    return compact(head.text).endswith(_OF_KINDS)
