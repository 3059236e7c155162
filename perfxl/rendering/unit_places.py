"""成表上各个单位写在哪里：主管部门、实施单位两处，由谁填报的一处；同一个单位不印两遍。"""

from collections.abc import Collection, Mapping

from perfxl.matching.organisations import is_transfer, without_unit_code
from perfxl.model.table import Entry, Table
from perfxl.plans.plan_values import PlanValue
from perfxl.rendering.derived.filing_unit import filing_unit

# 没有写填报单位的，抬头里写着的这个单位就是它。
_FILING = "填报单位"
_FILED_BY = ("单位名称", "编制单位", "申报单位")
# 表头里由谁填报的一处；原表没有这一处的，照表上写着的编制、申报、实施单位。
FILED_AT = (_FILING, "编制单位")
# 表上没有主管部门、实施单位的，谁连同自己的栏名写在它们的位置上。
_SUPERVISING = frozenset(
    f"{whose}主管部门" for whose in ("中央", "地方", "省级", "市级", "州级", "县级")
)
_USING = ("资金使用单位", "用款单位", "执行单位")
# 没有实施单位、用款单位的，申报的单位写在那里。
_APPLYING = "申报单位"
_SUPERVISED, _DONE_BY = "主管部门", "实施单位"


def unit_places(fields: Collection[str], used: Collection[str]) -> dict[str, str]:
    """转移支付的表写进项目的表：各级主管部门、资金使用单位没有自己的位置，照原表的先后写在主管部门、实施单位那里。

    主管部门不止一级的，第二级写在同一行，资金使用单位归到 ``栏目``。
    """
    free = [
        place
        for place in (_SUPERVISED, _DONE_BY)
        if place not in fields and {place, f"{place}栏"} <= set(used)
    ]
    above = [name for name in fields if name in _SUPERVISING and name not in used]
    found = dict(zip(above, free, strict=False)) if _SUPERVISED in free else {}
    able = (*_USING, _APPLYING)
    using = next((name for name in able if name in fields and name not in used), None)
    if using is not None and _DONE_BY in free and _DONE_BY not in found.values():
        found[using] = _DONE_BY
    return found


def with_using_unit(
    table: Table,
    placed: dict[str, PlanValue],
    left: list[tuple[str, Entry]],
    used: Collection[str],
) -> None:
    """转移支付的表要写资金使用单位：没有填的也印出来，``placed``、``left`` 里添上。"""
    printed = {*table.fields, *table.blank_fields}
    using = _USING[0]
    asked = is_transfer(table) and f"{_DONE_BY}栏" in used and using not in used
    if not asked or (
        not printed.isdisjoint((_DONE_BY, *_USING)) and using not in table.blank_fields
    ):
        return
    if _DONE_BY not in placed:
        placed[f"{_DONE_BY}栏"] = using
    elif not table.title.row or using in table.blank_fields:
        left.insert(0, (using, table.blank_fields.get(using, Entry())))


def with_filing_place(
    table: Table, fields: Mapping[str, tuple[str, Entry]], used: Collection[str]
) -> dict[str, tuple[str, Entry]]:
    """模板要填报单位而表上没有写的：抬头写的是单位名称、编制单位的，移到填报单位。"""
    is_new = not table.title.row
    found = _without_who_filed(table, fields) if is_new and table.stage.is_issued else {**fields}
    if _FILING in found:  # 印的栏名是“单位（盖章）”的也是它
        found[_FILING] = (_FILING, found[_FILING][1])
    other = next((each for each in FILED_AT if each in used and each not in found), None)
    if other is not None and _FILING in found and _FILING not in used:
        found[other] = (other, found.pop(_FILING)[1])
    # 有“栏目”各行的，编制单位照原来的栏名写在那里。
    able = _FILED_BY[:1] if "栏目" in used else _FILED_BY
    name = next((each for each in able if each in found and each not in used), None)
    if name is not None and _FILING in used and _FILING not in found:
        found[_FILING] = (_FILING, found.pop(name)[1])
    unit = filing_unit({each: entry for each, (_, entry) in found.items()})
    if unit is None or not {*FILED_AT} & {*used}:
        return found
    # 填报单位一处已经写了同一个单位的，申报单位、新排的表的编制单位不再印一遍。
    again = [each for each in _FILED_BY if each not in used and (is_new or each not in FILED_AT)]
    return {
        each: pair for each, pair in found.items() if each not in again or pair[1].text != unit.text
    }


def _without_who_filed(
    table: Table, fields: Mapping[str, tuple[str, Entry]]
) -> dict[str, tuple[str, Entry]]:
    """由申报的表写成的批复：谁填报的就是表上写着的部门、实施单位，不再印一遍；另一个单位的照印。"""
    filed = {_FILING, *_FILED_BY[1:]}
    units = {
        without_unit_code(each.text) for name, each in table.fields.items() if name not in filed
    }
    return {
        name: pair
        for name, pair in fields.items()
        if name not in filed or without_unit_code(pair[1].text) not in units
    }
