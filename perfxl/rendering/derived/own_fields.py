"""由别的表得来的表不替那张表说的：附件号、文号、填报和审核的人、日期是原来那张表的。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.table import FIRST_LEVEL_NAME, PROJECT_NAMES, Entry, Table
from perfxl.reading.details import ADJUSTED_HALF
from perfxl.reading.signature_rows import is_of_person
from perfxl.rendering.derived.fresh_table import own_note

# 一张表谁填的、谁审的、哪天、几号文：只管那一张表；联系人、电话、负责人是项目的，照写。
_PEOPLE = frozenset(
    {
        *("填报人", "填表人", "制表人", "制表", "填报", "审核人", "审核", "复核人", "复核"),
        *("单位负责人", "部门负责人", "分管领导", "财务负责人", "评价人", "评价组组长"),
    }
)
_OF_ONE_FORM = _PEOPLE | {
    *("附件", "批复文号", "批复单位", "批复日期", "填报日期", "填表日期", "填表时间", "申报日期"),
    *("编制日期", "制表日期", "审核日期", "审核时间", "评审日期", "评价日期", "评价时间"),
    "监控日期",
}
# 签在表下也还是项目的人。
_OF_PROJECT = ("联系人", "项目负责人", "项目联系人")
# 不是填报单位写的：审核、批复、评价的人和日期、文号。
_REVIEWS = ("审", "复核", "批", "签发", "评审", "评价", "监控")

_PHONE = "联系电话"
_NAMES = frozenset({*PROJECT_NAMES, FIRST_LEVEL_NAME})


def without_others_fields(
    table: Table, given: Sequence[Table]
) -> tuple[Table, dict[str, tuple[Entry, ...]]]:
    """去掉只管原来那几张表（``given``）的栏目；去掉的、没有带过来的附件号和说明，各写在哪几格。

    空着的签字处是原来那张表的，也不带；空着的项目名称照印，好填。
    """
    people = people_of_one_form(table)
    names = [name for name in table.fields if name in _OF_ONE_FORM or name in people]
    left: dict[str, tuple[Entry, ...]] = {
        table.field_labels.get(name, name): (table.fields[name],) for name in names
    }
    left |= _remarks_left(given)
    fields = {name: entry for name, entry in table.fields.items() if name not in names}
    blank = {name: each for name, each in table.blank_fields.items() if name in _NAMES}
    return replace(table, fields=fields, blank_fields=blank, remarks=own_note(table.form)), left


def people_of_one_form(table: Table) -> frozenset[str]:
    """填表、签字、审核的人所在的各栏目，连同写在他们后面的电话：只管这一张表。"""
    people = {name for name in table.fields if name in _PEOPLE or _signs_below(table, name)}
    if table.phone_of in people and _PHONE in table.fields:
        people.add(_PHONE)
    return frozenset(people | {f"{name}电话" for name in people} & table.fields.keys())


def is_of_review(name: str) -> bool:
    """不是填报单位写的一栏：审核、批复、评价的人、日期、文号。

    >>> is_of_review("审核人"), is_of_review("批复文号"), is_of_review("单位负责人")
    (True, True, False)
    """
    return name.startswith(_REVIEWS)


def is_opinion(name: str) -> bool:
    """审核、批复的意见：说的是那一张表，不带到别的表上。

    >>> is_opinion("财政部门审核意见"), is_opinion("审核意见（调整后）"), is_opinion("保障措施")
    (True, True, False)
    """
    return name.removesuffix(ADJUSTED_HALF).endswith("意见")


def left_behind(given: Table, made: Table) -> dict[str, tuple[Entry, ...]]:
    """``given`` 有、由它写的新一张 ``made`` 没有的栏目、指标的备注、预算执行率一行，和没有带过来的附件号、说明；

    各写在哪几格。
    """
    fields = {
        given.field_labels.get(name, name): (entry,)
        for name, entry in given.fields.items()
        if name not in made.fields
    }
    return fields | _rows_left(given, made) | _remarks_left([given])


def _rows_left(given: Table, made: Table) -> dict[str, tuple[Entry, ...]]:
    """各行指标没有带过来的：备注，和印成一行的预算执行率。"""
    notes = () if _notes(made) else _notes(given)
    dropped = () if _execution_names(made) else _execution_names(given)
    left = {"指标的备注": notes, "预算执行率一行": dropped}
    return {name: entries for name, entries in left.items() if entries}


def _notes(table: Table) -> tuple[Entry, ...]:
    return tuple(row.note for row in table.indicators if row.note.text)


def _execution_names(table: Table) -> tuple[Entry, ...]:
    return tuple(row.level3 for row in table.indicators if row.is_execution)


def _signs_below(table: Table, name: str) -> bool:
    """表下签名的一行里的人，不是项目的。"""
    label = table.field_labels.get(name, name)
    below = table.fields[name].row in table.signed_rows
    return below and name not in _OF_PROJECT and is_of_person(label)


def _remarks_left(given: Sequence[Table]) -> dict[str, tuple[Entry, ...]]:
    left: dict[str, tuple[Entry, ...]] = {}
    for remark in (each for table in given for each in table.remarks):
        left[remark.kind.label] = (*left.get(remark.kind.label, ()), *remark.entries)
    return left
