"""项目名称一行：表上把一级项目名称与它印在一处的，照原表的先后左右并排，写在名称、同行名称两处。"""

from collections.abc import Sequence
from typing import NamedTuple

from perfxl.model.table import ABSENT, FIRST_LEVEL_NAME, PROJECT_FIELDS, PROJECT_NAMES, Entry, Table

NAME, BESIDE = "名称", "同行名称"


class PrintedName(NamedTuple):
    """一个名称：是哪一栏（规范名；没有读到的为 ``""``），所印的栏名，内容（没有填的是空着的那一格）。"""

    field: str
    label: str
    entry: Entry


def printed_names(table: Table, *, beside: bool) -> tuple[PrintedName, ...]:
    """名称一行写的，一个或两个，照原表的先后；``beside`` 是模板有第二个的位置。"""
    main = _main_name(table)
    both = {**table.blank_fields, **table.fields}
    if not beside or FIRST_LEVEL_NAME not in both or main.field not in PROJECT_NAMES:
        return (main,)
    first = _named(table, FIRST_LEVEL_NAME, both[FIRST_LEVEL_NAME])
    return (first, main) if first.entry.place < main.entry.place else (main, first)


def name_values(names: Sequence[PrintedName], usual: str) -> dict[str, str]:
    """名称、同行名称和它们的栏名；都没有读到的，栏名是 ``usual``。"""
    main, other = (*names, PrintedName("", "", ABSENT))[:2]
    return {
        f"{NAME}栏": main.label or usual,
        NAME: main.entry.text,
        f"{BESIDE}栏": other.label,
        BESIDE: other.entry.text,
    }


def _main_name(table: Table) -> PrintedName:
    """表的名称；没有填的，是印着而空着的那一栏。"""
    found = [name for name in PROJECT_FIELDS if name in table.fields]
    found += [name for name in table.fields if name.endswith("部门名称")]
    if found:
        return _named(table, found[0], table.fields[found[0]])
    blank = next((name for name in PROJECT_NAMES if name in table.blank_fields), "")
    return _named(table, blank, table.blank_fields.get(blank, ABSENT))


def _named(table: Table, name: str, entry: Entry) -> PrintedName:
    return PrintedName(name, table.field_labels.get(name, name), entry)
