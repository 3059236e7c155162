"""单位名称是不是同一个：代码、“本级”“机关”、括号不计，简称包含在全称里也算。"""

from collections.abc import Iterator
from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.form_spec import Scope
from perfxl.model.table import Table
from perfxl.reading.titles import without_form_number

_CODE = Pattern(r"^[\[(（]?\d+[\])）]?[-—－_、]?")
# 名称前面印着的预算单位代码；短的要有括号、分隔：110指挥中心是名称。
_PRINTED_CODE = Pattern(
    r"^(?:[\[(（【]\d{3,}[\])）】][-—－_、\s]*|\d{3,}[-—－_、][-—－_、\s]*|\d{6,}\s*)(?=\D)"
)
_LEVEL = Pattern(r"\(?(?:本级|机关|本部)\)?$")
# 标题里的单位，前面可以写着年度：2024年某县司法局项目支出绩效自评表。
_TITLE_OWNER = Pattern(
    r"^(?:20\d\d年度|20\d\d年(?!度)|(?!20\d\d))(.{2,30}?(?:局|委|院|会|厅|部|办|中心|馆|校|所|站|处|社|园|人民政府|中学|小学|大学))"
    r"(?=(?:关于)?(?:20\d\d|年|部门|项目|预算))"
)
_FILING_FIELDS = (
    *("填报单位", "编制单位", "编报单位", "申报单位", "申请单位", "自评单位", "填表单位"),
    *("单位名称", "部门名称", "部门(单位)名称", "部门（单位）名称", "预算单位"),
    *("填报部门", "编报部门", "申报部门"),
)
# 做这个项目的一个单位的几种叫法。
IMPLEMENTING = ("实施单位", "项目实施单位", "执行单位", "预算单位", "用款单位")
_UNIT_FIELDS = ("实施单位", "项目实施单位", *_FILING_FIELDS)


# 一个项目是谁的，从做事、用钱的，到管着它的（约定：没有实施单位的是主管部门），到报表的。
_DOING = (
    *("实施单位", "执行单位", "资金使用单位", "用款单位", "承办单位", "建设单位"),
    *("责任单位", "牵头单位", "预算单位"),
)
_SUPERVISORS = ("县级主管部门", "市级主管部门", "州级主管部门", "地方主管部门", "省级主管部门")
_SUPERVISING = ("主管部门", *_SUPERVISORS)
_OWNER_FIELDS = (*_DOING, "项目实施单位", *_SUPERVISING, *_FILING_FIELDS)
# 转移支付的表由地方主管部门填；资金使用单位常是“各乡镇”“42所学校”一类，不是一个单位。
_AREA_OWNER_FIELDS = ("地方主管部门", *_SUPERVISORS, "主管部门", "填报单位", *_OWNER_FIELDS)


@lru_cache(maxsize=16384)
def same_organisation(one: str, other: str) -> bool:
    """同一个单位的两种写法。

    >>> same_organisation("[164]某州人社局", "某州人社局（本级）"), same_organisation("甲局", "乙局")
    (True, False)
    """
    first, second = organisation_key(one), organisation_key(other)
    return bool(first and second) and (first in second or second in first)


def without_unit_code(name: str) -> str:
    """去掉单位名称前面印着的预算单位代码，其余照印。

    >>> without_unit_code("201001-某县住建局（本级）"), without_unit_code("[164]某州人社局")
    ('某县住建局（本级）', '某州人社局')
    >>> without_unit_code("110指挥中心")
    '110指挥中心'
    """
    return _PRINTED_CODE.sub("", name.strip()) or name


def unit_of(table: Table) -> str:
    """填报、实施这张表的单位；没有写为 ``""``。转移支付的表，资金使用单位一类不是。"""
    names = _UNIT_FIELDS if is_transfer(table) else (*_DOING, *_UNIT_FIELDS)
    written = (table.fields[name].text for name in names if name in table.fields)
    return next(filter(None, written), "")


def owner_of(table: Table) -> str:
    """一个项目算在哪个单位名下：实施、用款的单位；没有写的是主管部门（近的在先），再是填报的单位、标题里的单位。

    转移支付的表是地方主管部门，再是填报单位。
    """
    named = _owner_field(table)
    if named:
        return table.fields[named].text
    others = (unit_of(table), _title_owner(table), next(_supervisors(table), ""))
    return next(filter(None, others), "")


def _owner_field(table: Table) -> str:
    """写着项目算在哪个单位名下的一栏；没有为 ``""``。"""
    names = _AREA_OWNER_FIELDS if is_transfer(table) else _OWNER_FIELDS
    return next((name for name in names if name in table.fields and table.fields[name].text), "")


def passed_over(table: Table) -> tuple[str, str]:
    """没有写实施单位、算在主管部门名下，而填报的是另一个单位的：主管部门、填报单位的两栏；不是的为空。"""
    owner = _owner_field(table)
    if owner not in _SUPERVISING:
        return "", ""
    name = table.fields[owner].text
    filing = (each for each in _FILING_FIELDS if each in table.fields)
    other = (
        each
        for each in filing
        if table.fields[each].text and not same_organisation(table.fields[each].text, name)
    )
    found = next(other, "")
    return (owner, found) if found else ("", "")


def supervisor_of(table: Table) -> str:
    """管着这个项目的主管部门，近的在先；没有写的是填报单位（不是实施单位的一栏），再没有是标题里的单位、实施单位。"""
    names = (*_SUPERVISING, *_FILING_FIELDS)
    named = (table.fields[name].text for name in names if name in table.fields)
    return next(filter(None, (*named, *_supervisors(table), _title_owner(table))), owner_of(table))


def is_transfer(table: Table) -> bool:
    """转移支付的表：目标表，和标题、栏目（中央主管部门）写明了的自评表。"""
    said = "转移支付" in compact(table.title.text) or "中央主管部门" in table.fields
    return table.scope is Scope.AREA or said


def unit_in_rows(table: Table) -> str:
    """清单、汇总表各行写着的单位，只有一个的是它；没有写的、有几个的为 ``""``。"""
    named = [line.organisation.text for line in table.lines if line.organisation.text]
    return named[0] if len({organisation_key(name) for name in named}) == 1 else ""


def department_of(table: Table) -> str:
    """部门的表（部门整体、预算表）是哪个部门、单位的；没有写为 ``""``。"""
    return unit_of(table) or _title_owner(table) or next(_supervisors(table), "")


def organisations_of(table: Table) -> tuple[str, ...]:
    """表上写着的单位：实施单位、主管部门，和标题里的单位。"""
    named = (unit_of(table), *_supervisors(table), _title_owner(table))
    return tuple(dict.fromkeys(name for name in named if name))


def _supervisors(table: Table) -> Iterator[str]:
    return (e.text for name, e in table.fields.items() if name.endswith("主管部门") and e.text)


def _title_owner(table: Table) -> str:
    return owner_in_title(table.title.text)


@lru_cache(maxsize=8192)
def owner_in_title(title: str) -> str:
    """标题开头的单位；没有写为 ``""``。

    >>> owner_in_title("2024年某县司法局项目支出绩效自评表"), owner_in_title("某镇人民政府2024年项目绩效自评清单")
    ('某县司法局', '某镇人民政府')
    >>> owner_in_title("附件2：2024年某县司法局项目支出绩效自评表")
    '某县司法局'
    >>> owner_in_title("2024年度部门项目支出绩效自评表"), owner_in_title("2024年度全部项目支出绩效自评表")
    ('', '')
    """
    owner = _TITLE_OWNER.match(without_form_number(title))
    return owner[1] if owner else ""


def without_code(name: str) -> str:
    """去掉前面的代码的名称，别的照印。

    >>> without_code("[164]某州人社局"), without_code("164001 某州就业局"), without_code("第1小学")
    ('某州人社局', '某州就业局', '第1小学')
    """
    return _CODE.sub("", name.strip()).strip() or name


@lru_cache(maxsize=8192)
def organisation_key(name: str) -> str:
    """去掉代码和“本级”“机关”的名称。

    >>> organisation_key("[164]某州人社局"), organisation_key("某州人社局（本级）")
    ('某州人社局', '某州人社局')
    """
    return _LEVEL.sub("", _CODE.sub("", compact(name)))
