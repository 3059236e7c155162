"""一张读懂了的表，写成模板能用的名字和数据：``{{主管部门}}``、``{{指标.三级指标}}``……

所有表用同一套名字（``placeholder_names`` 列出全部），模板各取所需；没有单独位置的栏目归到
``栏目`` 或 ``其他栏目``，没有单独位置的长文字归到 ``细目``，所以模板里有这两组就不会漏。
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from perfxl.grammar.glyphs import compact
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.fund import ANNUAL_TOTAL, fund_groups
from perfxl.model.table import (
    NO_AMOUNTS,
    Amounts,
    Derived,
    Entry,
    Fund,
    FundRole,
    Indicator,
    Line,
    Period,
    RemarkKind,
    Table,
    Task,
)
from perfxl.plans.expansion import PRINTED
from perfxl.plans.placeholders import Reference
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.template import Content, Group, Item
from perfxl.reading.details import ADJUSTED_HALF
from perfxl.reading.fund_words import period_of
from perfxl.reading.labels import label_table
from perfxl.rendering.derived.document_number import DOCUMENT_NUMBER, document_number
from perfxl.rendering.derived.filing_unit import filing_unit
from perfxl.rendering.name_row import BESIDE, NAME, PrintedName, name_values, printed_names
from perfxl.rendering.row_values import (
    FUND_ATTRIBUTES,
    INDICATOR_ATTRIBUTES,
    LINE_ATTRIBUTES,
    PROJECT_ATTRIBUTES,
    SIDE_ATTRIBUTES,
    SIDE_PARTS,
    TASK_ATTRIBUTES,
    mapped,
    number_or_text,
)
from perfxl.rendering.signatures import (
    CONTACT,
    CONTACT_PERSON,
    FILLER_PHONE,
    OTHERS,
    PHONE,
    PLACES_OF_PERSON_AND_PHONE,
    SAID_BY_NAME,
    SIGNATURE,
    contact_line,
    is_signed,
    joined_person_and_phone,
    kin_places,
    labelled,
    phone_place,
    same_place,
    signature,
)
from perfxl.rendering.unit_places import (
    FILED_AT,
    unit_places,
    with_filing_place,
    with_using_unit,
)

# 资金名称顶格写的；是它们的一部分的缩进一格，再往下缩进两格。
_EXPENSES = frozenset({FundRole.BASIC_EXPENSE, FundRole.PROJECT_EXPENSE})
_FIRST_LEVEL = _EXPENSES | {FundRole.TOTAL, FundRole.OTHER_TOTAL}

# 栏目的内容长过这么多字，半行写不下。
_LONG_FIELD = 40
_TASKS, _ONE_AMOUNT, _TASKS_LABEL = "任务", "单额任务", "年度\n主要\n任务"
_FIELD_ATTRIBUTES = frozenset({"名称", "内容", "名称2", "内容2"})
_DETAIL_ATTRIBUTES = frozenset({"名称", "内容", "调整后内容"})
# 长文字在原表上写在目标以前、指标以后的，模板给了位置就写在那里，没有的都归 ``细目``。
_DETAILS, _DETAILS_ABOVE, _DETAILS_BELOW = "细目", "表首细目", "表尾细目"
DETAIL_GROUPS = (_DETAILS, _DETAILS_ABOVE, _DETAILS_BELOW)
GROUP_ATTRIBUTES: dict[str, frozenset[str]] = {
    "指标": frozenset(INDICATOR_ATTRIBUTES),
    "实施期指标": frozenset(INDICATOR_ATTRIBUTES),
    "资金": frozenset(FUND_ATTRIBUTES),
    "实施期资金": frozenset(FUND_ATTRIBUTES),
    "栏目": _FIELD_ATTRIBUTES,
    **dict.fromkeys(DETAIL_GROUPS, _DETAIL_ATTRIBUTES),
    **dict.fromkeys(("任务", "单额任务"), frozenset(TASK_ATTRIBUTES)),
    "项目": frozenset(PROJECT_ATTRIBUTES),
    "合计": frozenset(LINE_ATTRIBUTES),
    "预算": frozenset({*LINE_ATTRIBUTES, "项次"}),
    "收支": SIDE_ATTRIBUTES,
}
# 单个的名字，和它写的是什么。
VALUES: dict[str, str] = {
    "标题": "表的标题",
    "年度": "年度，四位数",
    "年度行": "（2024年度）；标题里已有年份的为空",
    "金额单位": "元、万元……",
    "金额单位括注": "（万元）",
    "名称栏": "项目（部门）名称那一栏的栏名",
    "名称": "项目（部门）名称",
    "同行名称栏": "与一级项目名称印在一处的，右边一个的栏名；没有的为空",
    "同行名称": "与一级项目名称印在一处的，右边一个",
    "年度总体目标": "年度总体目标（预期）",
    "预期目标": "同“年度总体目标”",
    "调整后目标": "调整后的年度总体目标",
    "实际完成情况": "年度总体目标实际完成情况",
    "实施期目标": "实施期（中期）目标",
    "实施期目标栏": "实施期（中期、长期）目标所印的栏名，连同年份",
    "实施期指标栏": "实施期绩效指标；没有实施期指标的为空",
    "资金栏": "项目资金（万元）；部门整体的是部门整体支出（万元）",
    "资金金额栏": "本年金额；各行里有实施期资金的是金额，照批复排的是批复金额",
    "监控期": "监控到几月：1—7月；没有写的空着月份",
    "总分值": "各项分值合计",
    "执行率分值": "预算执行率的分值",
    "指标分值": "各行指标的分值合计",
    "总分": "总分",
    "等级": "优、良、中、差",
    "自评结论": "自评结论",
    "其他栏目": "没有单独位置的栏目，写成一段",
    "原因栏": "未完成原因一栏所印的栏名；原来的表没有的为空",
    "指标解释栏": "指标解释一栏所印的栏名（绩效标准一类）；原来的表没有的为空",
    "问题栏": "自评汇总表备注一栏所印的栏名；由自评表得来的为空",
    "任务栏": "年度主要任务；没有读成各项任务的、金额不分财政拨款和其他资金的为空",
    "单额任务栏": "年度主要任务，金额只有一栏的；别的为空",
    "任务金额栏": "只有一栏金额的年度主要任务，那一栏所印的栏名",
    "附件号": "附件4、附表2、公开14表一类，写在标题以上",
    "附注": "表下的填表说明、注",
    "联系行": "联系人、联系电话一行；表上另有人签名的没有它",
    "填表人电话": "写在填表人、填报人后面的联系电话",
    "落款": "没有单独位置的签名、日期，空着的签字、盖章处",
}


def placeholder_names(name: str) -> str:
    """栏目名写成占位里的名字：去掉括号、空白。

    >>> placeholder_names("部门(单位)名称"), placeholder_names("转移支付（项目）名称")
    ('部门单位名称', '转移支付项目名称')
    """
    return re.sub(r"\W", "", name)


@cache
def field_placeholders() -> frozenset[str]:
    """各地表里见过的栏目，写成占位里的名字；各有一个带“栏”字的是它所印的栏名。"""
    names = {name for group in field_names() for name in group}
    return frozenset(names | {f"{name}栏" for name in names})


@cache
def field_names() -> tuple[tuple[str, ...], ...]:
    """栏目写成占位里的名字：各地通行的、照印的、写一段话的，各是一组，前面有的不再写。"""
    labels, seen = label_table(), set[str]()
    groups: list[tuple[str, ...]] = []
    for group in ("fields", "fields_as_printed", "details"):
        names = dict.fromkeys(map(placeholder_names, labels[group]))
        groups.append(tuple(name for name in names if name not in seen))
        seen.update(names)
    return tuple(groups)


@cache
def _blank_fields() -> Mapping[str, PlanValue]:
    """没有内容的栏目：内容为空，栏名照规范名。"""
    names = field_placeholders()
    blank: dict[str, PlanValue] = dict.fromkeys(names, "")
    return blank | {f"{name}栏": name for name in names if not name.endswith("栏")}


def form_content(table: Table, used: Collection[Reference]) -> Content:
    """一张表的内容。``used`` 是模板提到的名字：没有提到的栏目归到 ``栏目``、``细目``。"""
    names = {each.name for each in used}
    # 块里写的 {{项目.主管部门}} 也是给主管部门留了位置。
    names |= {each.attribute for each in used if each.name == "项目"}
    if CONTACT in names:
        names |= {CONTACT_PERSON, PHONE}
    named = printed_names(table, beside=BESIDE in names) if NAME in names else ()
    own_fields = _own_fields(table, named)
    if table.spec.shape is Shape.LIST and Reference("项目", "单位") in used:
        own_fields.pop("单位名称", None)  # 已写在各行的单位栏里
    by_label = {each.attribute for each in used if each.name == PRINTED}
    placed, left = _placed_fields(table, with_filing_place(table, own_fields, names), names)
    with_using_unit(table, placed, left, names)
    details = _placed_details(table, names)
    tasks = _written_tasks(table, names)
    if tasks:  # 一项一行写，不再写成一段
        details = {k: each for k, each in details.items() if each.row != tasks[0].row}
    printed = {placeholder_names(label): entry.text for label, entry in left}
    printed |= {placeholder_names(name): entry.text for name, entry in details.items()}
    left = [pair for pair in left if placeholder_names(pair[0]) not in by_label]
    details = {k: each for k, each in details.items() if placeholder_names(k) not in by_label}
    # 长的栏目（部门职能）与长文字放在一起，整行写；没有“栏目”各行的，落款以外的也这样写。
    own_rows = "栏目" in names
    long = [
        pair
        for pair in left
        if _DETAILS in names
        if len(pair[1].text) > _LONG_FIELD or not (own_rows or is_signed(table, *pair))
    ]
    left = [pair for pair in left if pair not in long]
    left, foot = _foot(table, left, placed, names)
    values = {**_blank_fields(), FILLER_PHONE: "", **placed, **_filed_by(table, placed)}
    values |= {
        placeholder_names(name): entry.text
        for name, entry in table.details.items()
        if name not in details and placeholder_names(name) not in by_label
    }
    values |= {
        **_values(table),
        **_name_values(table, named),
        **foot,
        **_rows_left_out(table, placed),
    }
    whole = _has_parts(tasks) or _ONE_AMOUNT not in names
    values["任务栏"] = _TASKS_LABEL if tasks and whole else ""
    values["单额任务栏"] = _TASKS_LABEL if tasks and not whole else ""
    return Content(
        values,
        {
            **_own_groups(table),
            "栏目": Group(_field_pairs(_beside_his_phone(table, left)), _FIELD_ATTRIBUTES),
            **_detail_groups(table, _detail_items(long, details), names),
            "任务": _task_group(tasks if whole else ()),
            "单额任务": _task_group(() if whole else tasks),
        },
        printed,
    )


def _written_tasks(table: Table, names: Collection[str]) -> tuple[Task, ...]:
    """写成一项一行的各项任务和合计；模板没有位置的、没有读成各项的为空。"""
    placed = _TASKS in names or (_ONE_AMOUNT in names and not _has_parts(table.tasks))
    return (*table.tasks, *table.task_sums) if placed and table.tasks else ()


def _has_parts(tasks: Iterable[Task]) -> bool:
    """各项任务的金额分财政拨款、其他资金；只有一栏总额的不分。"""
    return any(task.grant.exists or task.other.exists for task in tasks)


def _task_group(tasks: Iterable[Task]) -> Group:
    return Group([Item(mapped(TASK_ATTRIBUTES, task), of=task) for task in tasks])


def _own_groups(table: Table) -> dict[str, Group]:
    """表里各组行，与模板留了哪些位置无关的。"""
    apart = table.funds_of(Period.WHOLE) if table.spec.has_yearly_funds else ()
    return {
        "资金": _fund_group(table, printed_funds(table)),
        "实施期资金": _fund_group(table, apart),
        "预算": _line_group(_budget(table), numbered=True),
        "收支": Group(_sides(table), SIDE_ATTRIBUTES),
        "合计": _line_group(table.sums),
        "项目": _projects(table),
        "指标": indicator_group(table.indicators),
        "实施期指标": indicator_group(table.period_indicators),
    }


def _filed_by(table: Table, placed: Collection[str]) -> dict[str, PlanValue]:
    """由谁填报的各处、批复文号，没有写的补上；原表印着而空着的、批复一类不由单位填报的，照空着。"""
    unit = None if table.stage.is_issued else filing_unit(table.fields)
    blank = {*placed, *table.blank_fields}
    found: dict[str, PlanValue] = {
        each: unit.text for each in FILED_AT if unit is not None and each not in blank
    }
    number = document_number(table)
    return found | ({DOCUMENT_NUMBER: number.text} if number is not None else {})


# 整行空着的，这几张表不印：栏名（写着“可略”的）也空着。部门自己填的没有主管部门、实施单位；
# 照读来的写的，原表没有类别、性质的也没有。
_OF_PROJECTS: tuple[tuple[str, ...], ...] = (("主管部门", "实施单位"),)
_KINDS: tuple[tuple[str, ...], ...] = (("项目类别", "项目属性"), ("资金性质",))


def _rows_left_out(table: Table, placed: Collection[str]) -> dict[str, PlanValue]:
    """不印的各行的栏名，都是空的；表上印着而没有填的照印。"""
    rows = _OF_PROJECTS if table.scope is Scope.DEPARTMENT else ()
    rows += _KINDS if table.title.row else ()
    printed = {*placed, *table.fields, *table.blank_fields, *table.details}
    return {f"{row[0]}栏": "" for row in rows if printed.isdisjoint(row)}


def _foot(
    table: Table,
    left: list[tuple[str, Entry]],
    placed: Mapping[str, PlanValue],
    used: Collection[str],
) -> tuple[list[tuple[str, Entry]], dict[str, PlanValue]]:
    """没有位置的各栏目（不算落款的），和表尾几行的内容：联系行、其他栏目、落款。"""
    contact = contact_line(table, placed)
    # 不印联系行的，空着的联系电话跟在它的人后面。
    own = {CONTACT_PERSON, PHONE} if CONTACT in used and not contact else set()
    left, signed = _with_signatures(table, left, set(used) - own)
    others = "".join(f"　　{labelled(label, entry)}" for label, entry in left)
    others = others.lstrip() if own else others
    return left, {SIGNATURE: _in_one_line(signed), OTHERS: others, CONTACT: contact}


def _with_signatures(
    table: Table, left: list[tuple[str, Entry]], used: Collection[str]
) -> tuple[list[tuple[str, Entry]], list[tuple[str, Entry]]]:
    """没有位置的各栏目，和写在落款的：模板没有落款的，签名都接在“其他栏目”末尾。"""
    places = {*used, *table.fields}
    blank = (
        (table.field_labels.get(name, name), entry)
        for name, entry in table.blank_fields.items()
        if placeholder_names(name) not in used and not same_place(name, places)
    )
    signed = signature(table, (*left, *blank))
    others = [pair for pair in left if pair not in signed]
    if SIGNATURE in used:
        return others, signed
    if OTHERS in used:
        return [*others, *signed], []
    return left, [pair for pair in signed if pair not in left]


def projects_content(contents: Sequence[Content]) -> Content:
    """几个项目的内容合在一张工作表里：``{{项目.…}}`` 的块按项目重复，里面的指标、资金是各自的。"""
    items = [
        Item(
            {**dict.fromkeys(PROJECT_ATTRIBUTES, ""), **content.values},
            {name: group for name, group in content.groups.items() if name != "项目"},
            content,
        )
        for content in contents
    ]
    first: Mapping[str, PlanValue] = contents[0].values if contents else {}
    common = {
        name: value if all(each.values.get(name) == value for each in contents) else ""
        for name, value in first.items()
    }
    return Content(
        common,
        {"项目": Group(items, frozenset(items[0].values) if items else frozenset(), required=True)},
    )


def indicator_group(indicators: Iterable[Indicator], *, required: bool = False) -> Group:
    """各行指标。"""
    return Group(
        [Item(mapped(INDICATOR_ATTRIBUTES, row), of=row) for row in indicators],
        GROUP_ATTRIBUTES["指标"],
        merged=("一级指标", "二级指标"),
        required=required,
    )


def _line_group(lines: Iterable[Line], *, numbered: bool = False) -> Group:
    items = [Item(mapped(LINE_ATTRIBUTES, line), of=line) for line in lines]
    if not numbered:
        return Group(items)
    places = _places_in_order(item.of for item in items if isinstance(item.of, Line))
    pairs = zip(items, places, strict=True)
    own = [replace(item, values={**item.values, _ORDER: n}) for item, n in pairs]
    return Group(own, derived=frozenset({_ORDER}))


# 第几项：1、2、3，合计的行、空着的行没有。
_ORDER = "项次"
_SUMS = ("合计", "总计", "小计")


def _places_in_order(lines: Iterable[Line]) -> list[PlanValue]:
    found: list[PlanValue] = []
    place = 0
    for line in lines:
        name = compact(line.name.text)
        is_item = bool(name) and not name.endswith(_SUMS)
        place += is_item
        found.append(Decimal(place) if is_item else "")
    return found


_WHOLE = "实施期"


def printed_funds(table: Table) -> tuple[Fund, ...]:
    """写进“资金”各行的，一期一期排；只有年度各栏的表，不写实施期的。"""
    if table.spec.has_yearly_funds:
        return table.funds_of(Period.YEAR)
    periods = dict.fromkeys(fund.period for fund in table.funds)
    return tuple(fund for period in periods for fund in table.funds_of(period))


def fund_group(table: Table) -> Group:
    """写进“资金”的各行。"""
    return _fund_group(table, printed_funds(table))


# 只写“合计”“总额”的总额一行，印出来写全是什么的总额。
_BARE_TOTAL = frozenset({"合计", "总计", "总额", "小计", "资金合计"})


def _fund_group(table: Table, funds: Iterable[Fund]) -> Group:
    """资金各行，名称照归属缩进。"""
    first = [fund for fund in table.funds if fund.role in _FIRST_LEVEL]
    totals = [fund.label for fund in first]
    # 与基本支出、项目支出并列的（部门整体的“其他”）也顶格。
    beside = [fund.part_of for fund in first if fund.role in _EXPENSES]
    groups = fund_groups(table.funds)
    partial = [group.parts[0].label for group in groups if group.is_partial]
    # 基本支出前面印着“其中”的，与它并列的项目支出也缩进。
    indented = [
        each.label
        for group in groups
        if {FundRole.BASIC_EXPENSE, FundRole.PROJECT_EXPENSE} <= {each.role for each in group.parts}
        if any(each.among and each.role in _EXPENSES for each in group.parts)
        for each in group.parts
    ]

    def indent(fund: Fund) -> str:
        if fund.label in indented:
            return "　"
        # 不是并列的一项，也不是全部的各项：没有“其中”，看的人会加成总额。
        if fund.label in partial or (fund.among and not fund.by_nature and fund.part_of in beside):
            return "　其中："
        if fund.role in _FIRST_LEVEL or fund.part_of in beside:
            return ""
        return "　　" if fund.is_part and fund.part_of not in totals else "　"

    # 只有实施期的资金，没有年度的来对照：名称没有写明的补上，免得看成今年的。
    alone = all(fund.period is Period.WHOLE for fund in table.funds)
    # 两期都有的，合计照原样：另起名字，再读时分不出两组。
    yearly = all(fund.period is Period.YEAR for fund in table.funds)

    def named(fund: Fund) -> str:
        if fund.is_total and yearly and compact(fund.name) in _BARE_TOTAL:
            return ANNUAL_TOTAL
        return f"{_WHOLE}{fund.name}" if alone and period_of(fund.name) is None else fund.name

    printed = any(f.change.exists and not f.works_out_change for f in table.funds)
    return Group(
        [
            Item(mapped(FUND_ATTRIBUTES, fund) | {"名称": indent(fund) + named(fund)}, of=fund)
            for fund in funds
        ],
        derived=frozenset() if printed else frozenset({"增减数"}),
    )


# 栏目


def _own_fields(table: Table, named: Sequence[PrintedName]) -> dict[str, tuple[str, Entry]]:
    """占位里的名字 → （所印的栏名，内容）；另有位置的项目名称（``named``）不在内。"""
    placed = {each.field for each in named}
    return {
        placeholder_names(name): (table.field_labels.get(name, name), entry)
        for name, entry in table.fields.items()
        if name not in placed
    }


def _name_values(table: Table, named: Sequence[PrintedName]) -> dict[str, PlanValue]:
    usual = "部门名称" if table.spec.scopes[0] is Scope.DEPARTMENT else "项目名称"
    return {**name_values(named or printed_names(table, beside=False), usual)}


_NATURE, _SOURCE = "资金性质", "资金来源"


def _source_place(table: Table, used: Collection[str]) -> dict[str, str]:
    """没有写资金性质的，资金来源连同栏名写在它那里；模板有自己的位置的不是。"""
    taken = {*table.fields, *table.details}
    free = _NATURE not in taken and {_NATURE, f"{_NATURE}栏"} <= set(used) and _SOURCE not in used
    return {_SOURCE: _NATURE} if free and _SOURCE in table.fields else {}


def _placed_fields(
    table: Table, fields: Mapping[str, tuple[str, Entry]], used: Collection[str]
) -> tuple[dict[str, PlanValue], list[tuple[str, Entry]]]:
    """模板有位置的栏目，和没有位置的（栏名、内容）。

    栏名与规范名不同的（州级主管部门），模板写了 ``{{主管部门栏}}`` 才算有位置，免得印错栏名。
    """
    placed: dict[str, PlanValue] = {}
    left: list[tuple[str, Entry]] = []
    kin = unit_places(fields, used) | kin_places(fields, used) | _source_place(table, used)
    joined = joined_person_and_phone(table, used)
    for name, (label, entry) in fields.items():
        if joined is not None and name == joined.field:
            placed |= dict(zip(PLACES_OF_PERSON_AND_PHONE, joined[1:], strict=True))
            continue
        place = phone_place(table, used) if name == PHONE else kin.get(name, "")
        said = placeholder_names(label) == name or f"{name}栏" in used or name in SAID_BY_NAME
        if name != PHONE and not place and name in used and said:
            place = name
        if place:
            placed |= {place: entry.text, f"{place}栏": label}
        else:
            left.append((label, entry))
    return placed, left


# 表格以外的几行，模板里的名字各写哪几种。
REMARKS: Mapping[str, tuple[RemarkKind, ...]] = {
    "附件号": (RemarkKind.ENCLOSURE, RemarkKind.FORM_NUMBER),
    "附注": (RemarkKind.NOTE,),
}


def remarks_said(table: Table, name: str) -> str:
    """附件号（一行），附注（各处另起一行）。"""
    found = [each.text for each in table.remarks if each.kind in REMARKS[name]]
    return ("\n" if RemarkKind.NOTE in REMARKS[name] else "　").join(found)


def _in_one_line(pairs: Iterable[tuple[str, Entry]]) -> str:
    return "　　".join(labelled(label, entry) for label, entry in pairs)


def _beside_his_phone(table: Table, fields: Sequence[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
    """一个人和他的电话写在一行：两个一行会拆开的，前面一个移到后面。"""
    found = list(fields)
    phone, whose = (table.fields.get(name) for name in (PHONE, table.phone_of))
    at = next((n for n, (_, entry) in enumerate(found) if entry is phone), 0)
    if at > 1 and at % 2 == 0 and found[at - 1][1] is whose:
        found.insert(at, found.pop(at - 2))
    return found


def _field_pairs(fields: Sequence[tuple[str, Entry]]) -> list[Item]:
    pairs: list[Item] = []
    for place in range(0, len(fields), 2):
        (name, one), (name2, other) = (*fields[place : place + 2], ("", Entry()))[:2]
        values = {"名称": name, "内容": one.text, "名称2": name2, "内容2": other.text}
        pairs.append(Item(values, of={"内容": one, "内容2": other}))
    return pairs


def _placed_details(table: Table, used: Collection[str]) -> dict[str, Entry]:
    """模板没有单独位置的长文字。"""
    return {
        name: entry for name, entry in table.details.items() if placeholder_names(name) not in used
    }


def _detail_groups(table: Table, items: Iterable[Item], used: Collection[str]) -> dict[str, Group]:
    """长文字照原表的先后；目标以前的、指标以后的各归各的。"""
    goals = [goal.row for goal in table.goals.values() if goal.row]
    rows = [row.row for row in table.indicators]
    top, bottom = min([*goals, *rows], default=0), max(rows, default=0)
    found: dict[str, list[Item]] = {name: [] for name in DETAIL_GROUPS}
    for item in sorted(items, key=_row_of):
        row = _row_of(item)
        name = _DETAILS_ABOVE if 0 < row < top else _DETAILS_BELOW if row > bottom > 0 else _DETAILS
        found[name if name in used else _DETAILS].append(item)
    return {name: Group(own, _DETAIL_ATTRIBUTES) for name, own in found.items()}


def _row_of(item: Item) -> int:
    """一段长文字在原表的第几行；不是读来的为 0。"""
    entries = item.of.values() if isinstance(item.of, Mapping) else ()
    return next((each.row for each in entries if each.row), 0)


def _detail_items(fields: Sequence[tuple[str, Entry]], details: Mapping[str, Entry]) -> list[Item]:
    """长的栏目、长文字各一行；年初、调整后各一段的并成一行。"""
    every = [(name, entry, Entry()) for name, entry in fields]
    for name, entry in details.items():
        if name.endswith(ADJUSTED_HALF) and name.removesuffix(ADJUSTED_HALF) in details:
            continue
        every.append((name, entry, details.get(f"{name}{ADJUSTED_HALF}", Entry())))
    return [
        Item(
            {"名称": name, "内容": one.text, "调整后内容": other.text},
            of={"内容": one, "调整后内容": other},
        )
        for name, one, other in every
    ]


# 照原来的表印的栏名。
_HEADS = {
    "原因栏": "reason",
    "指标解释栏": "explanation",
    "问题栏": "note",
    "任务金额栏": "task_total",
}


def _values(table: Table) -> dict[str, PlanValue]:
    title, unit = table.title.text or table.form.label, table.money_unit or ""
    year = str(table.year) if table.year else "    "
    # 读来的表没有写年度的照原样不写；新排的表留出空来填。
    has_year = str(table.year) in title if table.year else table.title.exists
    goals = {name: entry.text for name, entry in table.goals.items()}
    return {
        "标题": title,
        "年度": year,
        "年度行": "" if has_year else _year_line(table, year),
        "金额单位": unit,
        "金额单位括注": f"（{unit}）" if unit else "",
        "年度总体目标": goals.get("expected", ""),
        "预期目标": goals.get("expected", ""),
        "调整后目标": goals.get("adjusted", ""),
        "实际完成情况": goals.get("actual", ""),
        "实施期目标": goals.get("period", ""),
        "实施期目标栏": table.period_label or "实施期目标",
        "实施期指标栏": "实施期绩效指标" if table.period_indicators else "",
        "资金栏": _fund_heading(table, unit),
        "资金金额栏": _amount_heading(table),
        "监控期": _period(table),
        "总分值": number_or_text(table.total.weight),
        "执行率分值": number_or_text(_execution_weight(table)),
        "指标分值": indicator_points(table.indicators),
        "总分": number_or_text(table.total.score),
        "等级": table.grade.text,
        "自评结论": table.conclusion.text,
        **{name: table.head_labels.get(role, "") for name, role in _HEADS.items()},
    } | {name: remarks_said(table, name) for name in REMARKS}


def _period(table: Table) -> str:
    return f"1—{table.month or '　'}月"


def _year_line(table: Table, year: str) -> str:
    """标题下的年度一行；监控表在那里写着到几月的，照写到几月。"""
    return f"（{year}年{_period(table)}）" if table.heads_period else f"（{year}年度）"


def _fund_heading(table: Table, unit: str) -> str:
    """资金各行左边的栏名：部门整体的，项目支出只是其中一行。"""
    name = "部门整体支出" if table.scope is Scope.DEPARTMENT else "项目资金"
    return f"{name}\n（{unit}）" if unit else name


def _amount_heading(table: Table) -> str:
    """只有一栏金额的资金表的栏名：各行里有实施期的，那一行不是本年的。"""
    if all(fund.period is not Period.WHOLE for fund in printed_funds(table)):
        return "本年金额"
    # 由申报写的批复，中期的一行还没有人批。
    return "批复金额" if table.stage.is_issued and table.title.row else "金额"


def _execution_weight(table: Table) -> Entry:
    total = table.annual_total
    return total.weight if total is not None else Entry()


def indicator_points(rows: Iterable[Indicator]) -> Decimal | None:
    """各行指标的分值合计，预算执行率一行不算；一个分值也没有的为 ``None``。"""
    known = [
        row.weight.number for row in rows if row.weight.number is not None and not row.is_execution
    ]
    return sum(known, Decimal(0)) if known else None


# 预算各行和清单


def _budget(table: Table) -> Iterable[Line]:
    return table.lines if table.spec.shape in (Shape.LINES, Shape.RESULTS) else ()


def _sides(table: Table) -> list[Item]:
    """收入和支出左右并排：原来在一行的还在一行。"""
    if table.spec.shape is not Shape.TWO_SIDED:
        return []
    rows: dict[int, dict[str, PlanValue]] = {}
    lines: dict[int, dict[str, Line]] = {}
    for line in table.lines:
        side = "收入" if line.side == "income" else "支出"
        lines.setdefault(line.row, {})[side] = line
        values = rows.setdefault(line.row, dict.fromkeys(SIDE_ATTRIBUTES, ""))
        values |= {f"{side}{name}": value for name, value in mapped(SIDE_PARTS, line).items()}
        if line.note.text:
            values["备注"] = line.note.text
    return [Item(rows[row], of=lines[row]) for row in sorted(rows)]


def _projects(table: Table) -> Group:
    """清单里的各个项目，各带自己的指标。"""
    if table.spec.shape is not Shape.LIST:
        return Group([], GROUP_ATTRIBUTES["项目"])
    units = [table.fields[name].text for name in ("单位名称", "填报单位") if name in table.fields]
    items: list[Item] = []
    for line, own in indicators_of_lines(table):
        values = mapped(PROJECT_ATTRIBUTES, line)
        values["单位"] = line.organisation.text or (units or [""])[0]
        items.append(Item(values, {"指标": indicator_group(own)}, line))
    return Group(items, GROUP_ATTRIBUTES["项目"], merged=("单位",))


def indicators_of_lines(table: Table) -> list[tuple[Line, list[Indicator]]]:
    """清单里各项目和它的指标；同名的项目看位置：指标属于它上面最近的那一个。"""
    found: list[tuple[Line, list[Indicator]]] = [(line, []) for line in table.lines]
    for row in table.indicators:
        named = [each for each in found if each[0].name.text == row.project.text]
        above = [each for each in named if each[0].name.row <= max(row.project.row, row.row)]
        if len(named) > 1 and row.project.row:
            above = [each for each in named if each[0].name.row <= row.project.row]
        if named:
            (above or named)[-1][1].append(row)
    return found


def change_of(initial: Amounts, adjusted: Amounts) -> Amounts:
    """增减 = 调整 − 年初；年初没有数的按 0，说不准的、调整一个数也没有写的算不出。"""
    if all(entry.shown_amount is None for entry in adjusted):
        return NO_AMOUNTS
    parts = []
    for before, after in zip(initial, adjusted, strict=True):
        unknown = before.is_doubtful or after.is_doubtful
        if unknown or (before.number is None and after.number is None):
            parts.append(Entry())
        else:
            zero = Decimal(0)
            change = (after.number or zero) - (before.number or zero)
            by = Derived("调整预算数减年初预算数", (after, before))
            parts.append(Entry(number=change, derived=by))
    return Amounts(*parts)
