"""别的文字栏目：部门职能、明细目标、实施计划、保障措施……照印作名。"""

from collections.abc import Iterable

from perfxl.model.table import Entry
from perfxl.reading.labels import (
    compact,
    detail_like_name,
    detail_name,
    field_name,
    goal_name,
    is_group_label,
)
from perfxl.reading.region import Region, after_label


def find_details(region: Region, rows: Iterable[int]) -> dict[str, Entry]:
    """栏目名右边的字，连同下面几行里没有换栏目的字，一行一段。

    右边又是栏目名的（保障措施 下分 组织机构、管理制度）只算行标题。
    """
    details: dict[str, Entry] = {}
    for row in rows:
        for entry in region.texts(row):
            if not region.unread([entry]):
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
            value = _value(region, entry)
            if value is not None and value.text and name not in details:
                details[name] = value
    return details


def _value(region: Region, label: Entry) -> Entry | None:
    block = region.grid.block(label.row, label.column)
    right = region.beside(label)
    if detail_name(right.text) is not None and "任务" not in label.text:
        return None
    lines: list[str] = []
    first: Entry | None = None
    for row in region.grid.rows_between(label.row, region.block.bottom):
        texts = region.texts(row)
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
        lines += [" ".join(entry.text for entry in values)] if values else []
        first = first or (values[0] if values else None)
    return first._replace(text="\n".join(lines), number=None) if first else None


def _is_other_label(text: str) -> bool:
    return (
        detail_name(text) is not None
        or goal_name(text) is not None
        or is_group_label(text)
        or field_name(text) is not None
    )
