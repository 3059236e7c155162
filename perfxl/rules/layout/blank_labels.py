"""表上印着栏目名、右边却空着的栏目（PX112、PX113 共用）。"""

from perfxl.model.table import PROJECT_FIELDS, Entry, Table
from perfxl.rules.facts.unfilled import is_vague

# 这些字结尾的是人、电话、日期。
_PEOPLE_AND_DATES = (
    "人",
    "电话",
    "联系方式",
    "日期",
    "时间",
    "制表",
    "复核",
    "审核",
    "填报",
    "领导",
)
_ALSO = ("负责人", "联系人", "项目编码", "项目代码")
_PERIODS = ("开始", "完成", "起", "止", "实施")


def blank_units(table: Table) -> dict[str, Entry]:
    """空着的单位、部门；项目（部门）名称全表都没有的由 PX103 报，不在此列。"""
    unnamed = is_vague(table.project)
    return {
        name: entry
        for name, entry in _unfilled_fields(table).items()
        if is_unit(name) and not (unnamed and name in PROJECT_FIELDS)
    }


def blank_people_and_dates(table: Table) -> dict[str, Entry]:
    """空着的联系人、电话、填报日期一类；项目的起止时间不在此列。"""
    return {
        name: entry
        for name, entry in _unfilled_fields(table).items()
        if name.endswith(_PEOPLE_AND_DATES) or any(word in name for word in _ALSO)
        if not any(word in name for word in _PERIODS)
    }


def is_unit(name: str) -> bool:
    """栏目名说的是单位、部门。"""
    return name.endswith(("单位", "部门")) or name in (
        *("单位名称", "部门名称", "部门(单位)名称", "部门（单位）名称"),
    )


def _unfilled_fields(table: Table) -> dict[str, Entry]:
    """没有一行内容的空表由 PX110 报，这里不算。"""
    if not table.indicators and not table.lines:
        return {}
    return {
        table.field_labels.get(name, name): entry
        for name, entry in table.blank_fields.items()
        if not entry.uncalculated and "签" not in entry.prefix  # 等着手签的
    }
