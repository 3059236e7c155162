"""表头以上、总分以下的栏目：项目名称、主管部门、联系人一类。"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from perfxl.model.table import ABSENT, Entry
from perfxl.reading.labels import (
    detail_name,
    field_name,
    fund_column,
    goal_name,
    indicator_column,
    is_conclusion,
    is_grade_label,
    is_total,
    label_key,
)
from perfxl.reading.money_unit import MONEY_UNITS
from perfxl.reading.region import Region

_SEAL = re.compile(r"\s*[(（](?:盖章|公章|签章|章)[)）]$")
_NEXT_LABEL = re.compile(r"(?:^|[\s,;，；、]+)([^\s:,;，；、]{2,10}):")


def find_fields(region: Region, rows: Iterable[int]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """项目名称一类的栏目：值在标签右边一格，或与标签同在一格（``联系人：×××``）。

    返回填了的和空着的两份。
    """
    fields: dict[str, Entry] = {}
    blank: dict[str, Entry] = {}
    for row in rows:
        values: set[tuple[int, int]] = set()
        for entry in region.texts(row):
            if (entry.row, entry.column) in values:
                continue
            for name, value in _fields_of(region, entry):
                values.add((value.row, value.column))
                region.take(entry, value)
                if value.text and name not in fields:
                    fields[name] = value
                elif value.exists:
                    blank.setdefault(name, value)
    return fields, {name: entry for name, entry in blank.items() if name not in fields}


def _fields_of(region: Region, entry: Entry) -> list[tuple[str, Entry]]:
    name = field_name(entry.text)
    if name is not None:
        # “单位（盖章）：”这样带冒号的，值写在同格或紧邻；再远的字（多半是日期）不是它的。
        ends_with_colon = entry.text.endswith((":", "："))
        value = region.beside(entry) if ends_with_colon else region.right_of(entry)
        return [(name, value if not is_label(value.text) else ABSENT)]
    return list(_inline_fields(entry))


def _inline_fields(entry: Entry) -> Iterable[tuple[str, Entry]]:
    """同在一格的标签和值；一格里可有几个，用空格、换行、逗号隔开。"""
    text = entry.text.replace("：", ":")
    if ":" not in text or len(text) > 120:
        return
    for part in _labelled_parts(text):
        label, _, value = part.partition(":")
        name = field_name(label)
        value = _SEAL.sub("", value.strip())
        if name is not None and value and value not in MONEY_UNITS:
            yield name, entry._replace(text=value)


def _labelled_parts(text: str) -> Iterator[str]:
    """一格里的几段，每段一个标签：两个以上空格、换行处，和后面是认得的标签处断开。"""
    for part in re.split(r"\s{2,}|\n", text):
        starts = [
            found.start(1)
            for found in _NEXT_LABEL.finditer(part)
            if field_name(found[1]) is not None
        ]
        for start, end in pairwise([0, *[each for each in starts if each], len(part)]):
            yield part[start:end].rstrip(" ,;，；、")


def is_label(text: str) -> bool:
    """是栏目名（或 ``联系人：×××`` 一类标签与值同格的），而不是值。"""
    head, colon, rest = text.replace("：", ":").partition(":")
    return bool(text) and (
        field_name(head) is not None
        or (bool(colon) and not rest.strip() and len(head) <= 12)
        or goal_name(text) is not None
        or is_conclusion(text)
        or is_grade_label(text)
        or is_total(text)
        or detail_name(text) is not None
        or (len(label_key(text)) <= 10 and _is_column_label(text))
    )


def _is_column_label(text: str) -> bool:
    return fund_column(text) is not None or indicator_column(text) is not None
