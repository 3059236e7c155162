"""别的文字栏目：部门职能、明细目标、实施计划、保障措施……照印作名。"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from perfxl.grammar.continued_text import joined_text
from perfxl.grammar.glyphs import compact
from perfxl.model.table import Entry
from perfxl.reading.labels import (
    detail_like_name,
    detail_name,
    field_name,
    goal_name,
    is_group_label,
)
from perfxl.reading.lines_of_tables import lines_said
from perfxl.reading.note_words import is_written_note
from perfxl.reading.region import Region, after_label
from perfxl.reading.tasks import task_label, task_lines

# 一行里各格的字。
_Line = list[Entry]

# 年初、调整后左右各写一段的，右边一段的名字加上这几个字。
ADJUSTED_HALF = "（调整后）"


def find_details(
    region: Region,
    rows: Iterable[int],
    split: int = 0,
    *,
    adjusted_first: bool = False,
    below: bool = False,
) -> dict[str, Entry]:
    """栏目名右边的字，连同下面几行里没有换栏目的字，一行一段。

    右边又是栏目名的（保障措施 下分 组织机构、管理制度）只算行标题。``split`` 是年初、调整后并列时
    右边一半的首列（没有时为 0）：两半各是一段，调整后的名字末尾写“（调整后）”。``below`` 是表身以下：
    独占一格的“填表说明：……”不是栏目，是表下的说明；整句写在括号里的（说明：……），写在哪里都是说明。
    """
    details: dict[str, Entry] = {}
    for entry in (entry for row in rows for entry in region.texts(row)):
        if not region.unread([entry]):
            continue
        noted = below or compact(entry.text).startswith("(")
        if noted and is_written_note(entry.text) and len(region.texts(entry.row)) == 1:
            continue
        inline = after_label(entry)
        if inline.text and detail_like_name(inline.prefix) is not None:
            region.take(entry)
            details.setdefault(compact(inline.prefix).strip(":"), inline)
            continue
        name = detail_like_name(entry.text)
        if name is None:
            continue
        region.take(entry)
        if name not in details:
            tasks = task_lines(region, entry) if task_label(region, entry.row) == entry else None
            lines = _lines(region, entry) if tasks is None else tasks
            halves = _halves(lines, split if entry.column < split else 0)
            first, second = reversed(halves) if adjusted_first and any(halves[1]) else halves
            said = {name: first, name + ADJUSTED_HALF: second}
            # 任务一块的栏名另读，各项的字照旧接着。
            texts = _texts if tasks is not None else partial(lines_said, region)
            details |= {each: _joined(half, texts) for each, half in said.items() if any(half)}
    return details


def _halves(lines: list[_Line], split: int) -> tuple[list[_Line], list[_Line]]:
    """左右两半各自的字；不并列的（``split`` 为 0）、一段写满整行只是从右边一半开始的，都在左边。"""
    if not split:
        return lines, []
    left = [[each for each in line if each.column < split] for line in lines]
    right = [[each for each in line if each.column >= split] for line in lines]
    return (left, right) if any(left) else (right, [])


def _texts(lines: Sequence[Sequence[Entry]]) -> list[str]:
    return [" ".join(entry.text for entry in line) for line in lines if line]


def _joined(lines: list[_Line], texts: Callable[[Sequence[Sequence[Entry]]], list[str]]) -> Entry:
    """几行的字连成一段；单元格取第一格。"""
    first = next(entry for line in lines for entry in line)
    return first._replace(text=joined_text(texts(lines)), number=None)


def _lines(region: Region, label: Entry) -> list[_Line]:
    """一个栏目的各行内容。"""
    block = region.grid.block(label.row, label.column)
    right = region.beside(label)
    if detail_name(right.text) is not None and "任务" not in label.text:
        return []
    lines: list[_Line] = []
    for row in region.grid.rows_between(label.row, region.block.bottom):
        texts = region.texts(row)
        if row > block.bottom and texts and texts[0].text == label.text:
            region.take(texts[0])  # 换了页，标签重写一遍
            block = region.grid.block(row, label.column)
            texts = texts[1:]
        if row > block.bottom and any(
            entry.column <= block.right or _is_other_label(entry.text) for entry in texts
        ):
            break
        values = [entry for entry in texts if entry.column > block.right]
        in_tasks = row <= block.bottom and block.bottom > block.top and "任务" in label.text
        if not in_tasks and any(_is_other_label(entry.text) for entry in values):
            values = values[: next(i for i, e in enumerate(values) if _is_other_label(e.text))]
        if row > block.bottom and not values:
            break
        region.take(*values)
        lines += [values] if values else []
    return lines


def _is_other_label(text: str) -> bool:
    return (
        detail_name(text) is not None
        or goal_name(text) is not None
        or is_group_label(text)
        or field_name(text) is not None
    )
