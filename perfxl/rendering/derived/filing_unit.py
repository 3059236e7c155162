"""新排的表由谁填报：没有写的，照编制、申报、实施这个项目的单位。"""

from collections.abc import Mapping

from perfxl.grammar.patterns import Pattern
from perfxl.matching.organisations import IMPLEMENTING, without_unit_code
from perfxl.model.table import Derived, Entry

_FILING = "填报单位"
_SUPERVISING = "主管部门"
# 一格写着几个单位，或者不是一个单位（各中小学校、县直各学校、全县42所学校、项目乡镇、有关单位）。
_KINDS = r"(?:中小学|学校|幼儿园|乡镇|镇|乡|村|街道|社区|单位|部门|股室|科室|站所|医院|卫生院|区县|县区|县|区)"
_SEVERAL = Pattern(
    r"[、，,；;\n]|^[\s（(]*(?:各|所有|全部|有关|相关|其他)|\d+\s*[所个家](?!月)"
    rf"|各(?:级|类|个|相关|有关|中小)?{_KINDS}|^(?:全县|全区|项目|县直|区直)?(?:乡镇|镇)(?:[（(]街道?[）)])?$"
)
# 单位后面括号里的联系人、电话，盖章处不写；前面的代码也不写。
_CONTACT = Pattern(r"[（(][^（()）]*(?:联系人|电话|\d{7})[^（()）]*[）)]")
# 先列的在先；部门整体的表，写着名称的部门就是它。
_WHO_FILES = ("编制单位", "申报单位", *IMPLEMENTING, "部门（单位）名称", "部门名称")


def with_filing_unit(fields: Mapping[str, Entry]) -> dict[str, Entry]:
    """各栏目，填报单位没有写的补上；都不知道的照原样。"""
    unit = filing_unit(fields)
    return dict(fields) if unit is None else {**fields, _FILING: unit}


def filing_unit(fields: Mapping[str, Entry]) -> Entry | None:
    """一张表由谁填报：填报单位；没有写的连同照的是哪一格；不知道的为 ``None``。"""
    if fields.get(_FILING, Entry()).text:
        return fields[_FILING]
    told = [name for name in (*_WHO_FILES, _SUPERVISING) if name in fields and fields[name].text]
    if not told or told == [_SUPERVISING]:
        return None
    # 几个实施单位一起的不盖一个章，管着它们的主管部门知道的是它；不知道的由人填。
    known = next((name for name in told if not _SEVERAL.search(fields[name].text)), None)
    if known is None:
        return None
    why = Derived(f"没有写填报单位，照{known}", (fields[known],))
    return Entry(without_unit_code(_CONTACT.sub("", fields[known].text)).strip(), derived=why)
