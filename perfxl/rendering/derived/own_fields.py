"""由别的表得来的表不替那张表说的：附件号、文号、填报和审核的人、日期是原来那张表的。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.table import Entry, Table

# 一张表谁填的、谁审的、哪天、几号文：只管那一张表；联系人、电话、负责人是项目的，照写。
_OF_ONE_FORM = frozenset(
    {
        *(
            "附件",
            "批复文号",
            "批复单位",
            "批复日期",
            "填报日期",
            "填表日期",
            "填表时间",
            "申报日期",
        ),
        *(
            "编制日期",
            "制表日期",
            "审核日期",
            "审核时间",
            "评审日期",
            "评价日期",
            "评价时间",
            "监控日期",
        ),
        *("填报人", "填表人", "制表人", "制表", "填报", "审核人", "审核", "复核人", "复核"),
        *("单位负责人", "部门负责人", "分管领导", "财务负责人", "评价人", "评价组组长"),
    }
)

_PHONE = "联系电话"


def without_others_fields(
    table: Table, given: Sequence[Table]
) -> tuple[Table, dict[str, tuple[Entry, ...]]]:
    """去掉只管原来那几张表（``given``）的栏目；去掉的、没有带过来的附件号和说明，各写在哪几格。

    空着的签字处是原来那张表的，也不带。
    """
    names = [name for name in table.fields if name in _OF_ONE_FORM]
    if table.phone_of in names and _PHONE in table.fields:
        names.append(_PHONE)  # 不带过来的人的电话
    left: dict[str, tuple[Entry, ...]] = {
        table.field_labels.get(name, name): (table.fields[name],) for name in names
    }
    for remark in (each for other in given for each in other.remarks):
        said = left.get(remark.kind.label, ())
        left[remark.kind.label] = (*said, *remark.entries)
    fields = {name: entry for name, entry in table.fields.items() if name not in names}
    return replace(table, fields=fields, blank_fields={}, remarks=()), left
