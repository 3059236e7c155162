"""分值、得分印了几栏的（权重｜分值，自评分｜评价得分，几位评委各一栏）：哪一栏是这张表的；另外的列为没有读。"""

from perfxl.model.grid import Grid
from perfxl.reading.labels import is_exact_column, label_key
from perfxl.reading.titles import is_title

# 做得怎样的各栏：有这些栏而标题没有写“评价”的，是单位自己评的表。
_RESULTS = ("actual", "to_date", "expected")
_LEVELS = ("level1", "level2", "level3")
_SELF = "自评"
# 几个人各打各的分以后算出来的一栏。
_FINAL = ("平均", "均分", "最终", "综合", "加权", "合成")
# 标题在表头以上，最多往上看这么多行。
_LOOK_UP = 15

Groups = dict[str, list[list[int]]]


def settle_scores(grid: Grid, top: int, bottom: int, groups: Groups) -> bool:
    """几栏得分叫法不同的只留一栏：评价的表留不是自评的，自评的表留自评的；

    都一样的，留栏名一字不差的第一栏；各人一栏的（评委一得分｜评委二得分｜最终得分），留合起来的一栏。真：分不出该留哪一栏，留的第一栏是猜的。写在各级指标左边的是项目的（清单里执行率的
    得分），不算。
    """
    parts = _right_of_levels(groups)
    heads = [_head(grid, top, bottom, part[0]) for part in parts]
    if len(set(heads)) < 2:
        return False
    wanted = not _is_evaluation(grid, top, groups)
    said = [(_SELF in head) == wanted for head in heads]
    exact = [is_exact_column(head) for head in heads]
    final = [head.startswith(_FINAL) for head in heads]
    plain = any(exact[at] and not final[at] for at in range(len(parts)))
    keys = [(not said[at], not exact[at], not (final[at] or plain)) for at in range(len(parts))]
    groups["score"] = [parts[keys.index(min(keys))]]
    return keys.count(min(keys)) > 1


def settle_weights(grid: Grid, top: int, bottom: int, groups: Groups) -> None:
    """指标右边既有“权重”又有“分值”的，得分是照分值打的，留分值；写在各级指标之间的是那一级的，不动。"""
    parts = groups.get("weight", [])
    last = max((part[-1] for role in _LEVELS for part in groups.get(role, ())), default=0)
    right = [part for part in parts if part[0] > last]
    points = [part for part in right if "分" in _head(grid, top, bottom, part[0])]
    if points and len(points) < len(right):
        groups["weight"] = [part for part in parts if part not in right or part in points]


def _right_of_levels(groups: Groups) -> list[list[int]]:
    """指标右边的几栏得分；都在左边的照旧。"""
    parts = groups.get("score", [])
    first = min((part[0] for role in _LEVELS for part in groups.get(role, ())), default=0)
    right = [part for part in parts if part[0] > first]
    if right and len(right) < len(parts):
        groups["score"] = right
    return right or parts


def _head(grid: Grid, top: int, bottom: int, column: int) -> str:
    """一列最下面的栏名。"""
    texts = (grid.text(row, column) for row in range(bottom, top - 1, -1))
    return label_key(next(filter(None, texts), ""))


def _is_evaluation(grid: Grid, top: int, groups: Groups) -> bool:
    """照评分标准打分的表，或标题写着“评价”、没有写“自评”的。"""
    for row in reversed(grid.rows_between(max(top - _LOOK_UP, 1), top - 1)):
        for entry in grid.texts(row, 1, grid.last_column):
            if is_title(entry.text) and ("评价" in entry.text or _SELF in entry.text):
                return _SELF not in entry.text
    return not any(role in groups for role in _RESULTS)
