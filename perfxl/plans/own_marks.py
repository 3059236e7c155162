"""标记写在工作簿里是什么样：哪几条颜色、批注里哪一段；凭什么认得出是自己的。

开着的工作簿（Excel、WPS）照它写、照它清；一处不多、一处不留，用户自己的颜色和字都还在。
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from perfxl.model.address import Block, column_letters
from perfxl.plans.areas import column_blocks, joined
from perfxl.plans.marks import Mark, marked_places, note_text

# 恒真的公式，凭它认出自己的条件格式；跟着行走的，公式以 ``FOLLOWING`` 开头。
MARK_FORMULA = '="perfxl"="perfxl"'
FOLLOWING = '=("perfxl"="perfxl")*'
# 公式连同里面的字最多 255 个字符。
_LONGEST_KEYS = 150
_OPENING = "〔绩效校验〕"
# 结尾带着内容的指纹：没有改过的整段去掉，改过的只去掉头尾，字都留下。
_BLOCK = re.compile(rf"(\n?){_OPENING}\n(.*?)\n〔校验完([0-9a-f]{{4}})〕", re.S)
_MARKERS = re.compile(rf"\n?(?:{_OPENING}|〔校验完[0-9a-f]{{4}}〕)")


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


def said_in(note: str) -> str:
    """批注里校验写的话；没有为 ``""``。"""
    return "\n".join(block[1] for block in _BLOCK.findall(_plain(note)))


def is_own_rule(formula: str | None) -> bool:
    """校验加的条件格式。"""
    return formula is not None and (formula == MARK_FORMULA or formula.startswith(FOLLOWING))


def own_block(text: str) -> str:
    """批注里校验的一段。"""
    return f"{_OPENING}\n{text}\n〔校验完{_fingerprint(text)}〕"


def is_marked(note: str) -> bool:
    """批注里有校验的一段。"""
    return _OPENING in note


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fingerprint(text: str) -> str:
    return f"{crc32(text.encode()) & 0xFFFF:04x}"


def without_marks(text: str) -> str:
    r"""批注去掉校验的几段，剩下用户自己写的，不管写在前面、后面还是中间。

    >>> block = f"〔绩效校验〕\n【错误 PX301】…\n〔校验完{_fingerprint('【错误 PX301】…')}〕"
    >>> without_marks(f"请核对\n{block}"), without_marks(f"王:{block}已核对"), without_marks("无关")
    ('请核对', '王:已核对', '无关')
    >>> without_marks(block.replace("…", "…属实"))
    '【错误 PX301】…属实'
    """
    if not is_marked(text):
        return text
    plain = _plain(text)
    for first, last in reversed(marked_spans(plain)):
        plain = plain[:first] + plain[last:]
    return plain


def marked_spans(text: str) -> list[tuple[int, int]]:
    """批注里校验的几段从第几个字到第几个字（换行算一个）；改过的，只是头尾的记号。"""
    spans: list[tuple[int, int]] = []
    for found in _BLOCK.finditer(text):
        if _fingerprint(found[2]) == found[3]:
            spans.append(found.span())
        else:
            spans += [(found.end(1), found.start(2)), (found.end(2), found.end())]
    spans += [
        each.span()
        for each in _MARKERS.finditer(text)
        if not any(first <= each.end() - 1 < last for first, last in spans)
    ]
    apart: list[tuple[int, int]] = []
    for first, last in sorted(spans):  # 头尾的换行可能两段都算了
        apart.append((max(first, apart[-1][1]) if apart else first, last))
    # 校验的一段在最前面的，后面的换行也是它带来的。
    start = 0
    for first, last in apart:
        start = last if first == start else start
    if text[start : start + 1] == "\n":
        apart.append((start, start + 1))
    return sorted(apart)
