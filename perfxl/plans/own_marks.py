"""标记写在工作簿里是什么样：哪几条颜色、批注里写什么；凭什么认得出颜色是自己的。

开着的工作簿（Excel、WPS）照它写、照它清；一处不多、一处不留，用户自己的颜色都还在。批注里的一段见 ``model.own_notes``。
"""

from collections.abc import Iterator, Mapping, Sequence

from perfxl.model.address import Block, column_letters
from perfxl.plans.areas import column_blocks, joined
from perfxl.plans.marks import Mark, marked_places, note_text

# 恒真的公式，凭它认出自己的条件格式；跟着行走的，公式以 ``FOLLOWING`` 开头。
MARK_FORMULA = '="perfxl"="perfxl"'
FOLLOWING = '=("perfxl"="perfxl")*'
# 公式连同里面的字最多 255 个字符。
_LONGEST_KEYS = 150


def wanted_rules(marks: Sequence[Mark]) -> Iterator[tuple[str, str, str]]:
    """一张表要加的颜色：地址（可以是几块）、公式、颜色。后加的在上面：轻的先加，重的后加。"""
    for rank in sorted({each.rank for each in marks}, reverse=True):
        here = [each for each in marks if each.rank == rank]
        for areas, formula in _coloured(here):
            yield areas, formula, here[0].colour


def wanted_notes(marks: Sequence[Mark]) -> dict[str, str]:
    """一张表的各格要写的批注。"""
    return {cell: note_text(there) for (_, cell), there in marked_places(marks).items()}


def _coloured(marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    """一种颜色的各块：地址（可以是几块）、公式。认得出是哪一行的，公式跟着那一行走。"""
    still: set[str] = set()
    moving: dict[tuple[int, int, int, int], set[str]] = {}
    for each in marks:
        for area in each.areas:
            rows = each.rows
            block = Block.parse(area)
            here = range(block.top, block.bottom + 1)
            if rows is None or not all(row in rows.keys for row in here):
                still.add(area)
                continue
            for column in range(block.left, block.right + 1):
                place = (rows.first, rows.last, rows.column, column)
                moving.setdefault(place, set()).update(rows.keys[row] for row in here)
    for areas in joined(sorted(still)):
        yield areas, MARK_FORMULA
    for (first, last, key_column, keys), columns in _alike(moving).items():
        for areas in joined(column_blocks(columns, first, last)):
            for text in joined(keys, _LONGEST_KEYS, "|"):
                yield areas, _following(key_column, text)


def _alike(
    moving: Mapping[tuple[int, int, int, int], set[str]],
) -> dict[tuple[int, int, int, tuple[str, ...]], list[int]]:
    """同样的几行标在几列上的，合成一条：公式里没有列，几列一个样。"""
    found: dict[tuple[int, int, int, tuple[str, ...]], list[int]] = {}
    for (first, last, key_column, column), keys in sorted(moving.items()):
        found.setdefault((first, last, key_column, tuple(sorted(keys))), []).append(column)
    return found


def _following(key_column: int, keys: str) -> str:
    """这一行的 ``key_column`` 列写着 ``keys`` 里的一个；不用相对引用，Excel 照活动单元格解它。"""
    letters, quoted = column_letters(key_column), keys.replace('"', '""')
    own = f"INDEX(${letters}:${letters},ROW())"
    return f'{FOLLOWING}ISNUMBER(FIND("|"&{own}&"|","|{quoted}|"))'


def is_own_rule(formula: str | None) -> bool:
    """校验加的条件格式。"""
    return formula is not None and (formula == MARK_FORMULA or formula.startswith(FOLLOWING))
