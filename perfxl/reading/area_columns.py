"""几个地区各一栏指标值的（全市指标值｜分县指标值 → 江山市｜开化县）：整个地区的一栏是指标值，各地的不是。"""

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.grid import Grid

# 几个地区各一栏时，整个地区的一栏。
WHOLE_AREA = (
    "全市",
    "全省",
    "全县",
    "全区",
    "全州",
    "全盟",
    "全旗",
    "全国",
    "合计",
    "总计",
    "小计",
)
# 说明下面、这一栏是各地的。
_BY_AREA = Pattern("(?:[分各](?:省|市|州|盟|县|区|旗|镇|乡|地|地区))|(?:市|县|区)级?分解|本级")
_AREA = Pattern(
    "[一-鿿]{1,9}(?:市|县|区|旗|州|盟|镇|乡|街道|街道办|办事处|林场|农场|兵团|师|管委会)"
    "(?:(?:年度|实际|全年)?(?:指标|目标|完成)?值)?"
)
_LONGEST = 12

Groups = dict[str, list[list[int]]]


def says_area(text: str) -> bool | None:
    """栏名说的是各地的（真）、整个地区的（假）；都没有说为 ``None``。

    >>> [says_area(t) for t in ("分县（市、区）指标值", "江山市", "全市指标值", "合计", "指标值")]
    [True, True, False, False, None]
    """
    key = compact(text)
    if not key or len(key) > _LONGEST:
        return None
    if any(word in key for word in WHOLE_AREA):
        return False
    return True if _BY_AREA.search(key) or _AREA.fullmatch(key) else None


def settle_areas(grid: Grid, top: int, bottom: int, groups: Groups) -> bool:
    """指标值、完成值去掉各地的各栏；没有一栏是整个地区的指标值：为真。"""
    _only_areas(grid, top, bottom, groups, "actual")
    return _only_areas(grid, top, bottom, groups, "target")


def _only_areas(grid: Grid, top: int, bottom: int, groups: Groups, role: str) -> bool:
    """这一栏去掉各地的几列；都是各地的，去掉这一栏。"""
    parts = groups.get(role, [])
    if sum(map(len, parts)) < 2:
        return False
    said = {column: _said(grid, top, bottom, column) for part in parts for column in part}
    if True not in said.values():
        return False
    kept = [[column for column in part if not said[column]] for part in parts]
    groups[role] = [part for part in kept if part]
    if groups[role]:
        return False
    del groups[role]
    return True


def _said(grid: Grid, top: int, bottom: int, column: int) -> bool | None:
    """先看下面的分栏，再看上面的大栏。"""
    each = (says_area(grid.text(row, column)) for row in range(bottom, top - 1, -1))
    return next((said for said in each if said is not None), None)
