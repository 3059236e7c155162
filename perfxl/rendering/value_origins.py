"""成表里每一个值从哪里来：照抄的是哪一格，算出、拟出的是怎样得来的、取自哪几格。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from perfxl.model.address import cell_address
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column
from perfxl.model.score import IndicatorScore, TableScore
from perfxl.model.table import Derived, Entry, Fund, Indicator, Line, Table, Task
from perfxl.plans.expansion import PRINTED, Expansion
from perfxl.plans.placeholders import Reference
from perfxl.plans.plan_values import PlanValue
from perfxl.plans.template import Content, Item, SheetPlan
from perfxl.plans.written_cells import WrittenCell, written_cells
from perfxl.rendering.derived.document_number import DOCUMENT_NUMBER, document_number
from perfxl.rendering.derived.filing_unit import filing_unit
from perfxl.rendering.form_content import REMARKS, placeholder_names
from perfxl.rendering.name_row import BESIDE, NAME, printed_names
from perfxl.rendering.row_values import TASK_PARTS
from perfxl.rendering.signatures import (
    CONTACT,
    CONTACT_PERSON,
    FILLER_PHONE,
    PHONE,
    PLACES_OF_PERSON_AND_PHONE,
    joined_person_and_phone,
    same_place,
)
from perfxl.rendering.unit_places import FILED_AT
from perfxl.scoring.rounding import plain
from perfxl.scoring.slips import leaning_on

COPIED = "照抄"
_GOALS = {
    "年度总体目标": "expected",
    "预期目标": "expected",
    "调整后目标": "adjusted",
    "实际完成情况": "actual",
    "实施期目标": "period",
}
_SET = {"标题": "这种表通用的标题"}
_FROM_TABLE = {
    **dict.fromkeys(("金额单位", "金额单位括注"), "取数的表写的金额单位"),
    **dict.fromkeys(("年度", "年度行"), "取数的表写的年度"),
    "监控期": "监控到的月份",
    "执行率分值": "预算执行率的分值",
    "指标分值": "各行指标的分值合计",
    "其他栏目": "模板没有单独位置的栏目合成一段",
    "落款": "表下的签名、日期和签字、盖章处",
}


class SourceCells(NamedTuple):
    """来源的一张工作表里的几格。"""

    file: str
    sheet: str
    cells: tuple[str, ...]


class TracedCell(NamedTuple):
    """成表里的一格：写的是什么，怎样得来（照抄的是“照抄”），取自哪几张工作表的哪几格。

    ``sources`` 空着的，不是由格来的（拟的标题、口径定的分值），``why`` 说凭什么。
    """

    cell: str
    shown: str
    why: str
    sources: tuple[SourceCells, ...]


@dataclass(frozen=True)
class Traced:
    """一份要追查的内容：由它写出的表，评过的分（自评表有），和原来是哪一张（由别的表得来的）。"""

    content: Content
    table: Table
    score: TableScore | None = None
    origin: Table | None = None


class TableIndex:
    """一个值原来在哪张表：照对象认，读来的值一格一个对象。"""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._held = list(tables)
        self._tables: dict[int, Table] = {}
        for table in self._held:
            for entry in _entries(table):
                if entry.exists:
                    self._tables[id(entry)] = table

    def table_of(self, entry: Entry, otherwise: Table | None) -> Table | None:
        """写着它的表；认不出的是 ``otherwise``。"""
        return self._tables.get(id(entry), otherwise)


def _entries(table: Table) -> Iterable[Entry]:
    """一张表里读来的全部值。"""
    yield table.title
    yield table.conclusion
    yield table.grade
    yield table.grade_cell
    yield from table.total
    for held in (table.fields, table.blank_fields, table.goals, table.details):
        yield from held.values()
    for remark in table.remarks:
        yield from remark.entries
    for task in (*table.tasks, *table.task_sums):
        yield from (task.name, task.content, *task.amounts)
    for row in (*table.indicators, *table.period_indicators):
        yield from (column.of(row) for column in INDICATOR_COLUMNS.values())
    for fund in table.funds:
        yield fund.label
        yield from (column.of(fund) for column in FUND_COLUMNS.values())
    for line in (*table.lines, *table.sums):
        yield from (column.of(line) for key, column in LINE_COLUMNS.items() if key != "side")


def traced_cells(
    expansion: Expansion, plan: SheetPlan, held: Iterable[Traced], index: TableIndex
) -> tuple[TracedCell, ...]:
    """一张成表里照占位写了内容的各格，各从哪里来。``held`` 是里面的各份内容，一个项目一份。"""
    own = {id(each.content): each for each in held}
    whole = next(iter(own.values())) if len(own) == 1 else None
    found = (
        _traced(cell, _told_by(cell, own, whole), index) for cell in written_cells(expansion, plan)
    )
    return tuple(each for each in found if each is not None)


def cells_behind(name: str, told: Traced) -> tuple[str, ...]:
    """一个名字（``指标.指标解释``、``附注``、``细目``）的内容取自哪几格，照先后；不是由格来的为空。"""
    group_name, _, attribute = name.partition(".")
    group = told.content.groups.get(group_name)
    if group is None:
        entries = list(_of_value(name, told).of)
    else:
        entries = [e for item in group.items for e in _of_item(group_name, attribute, item, told)]
    return tuple(dict.fromkeys(each.cell for each in _read_entries(entries)))


def _of_item(group: str, attribute: str, item: Item, told: Traced) -> Iterable[Entry]:
    """一组数据里的一项，一栏（没有写哪一栏的是整项）取自的各格。"""
    if attribute:
        written = item.values.get(attribute) not in (None, "", "-")
        return _origin(Reference(group, attribute), {group: item}, told).of if written else ()
    if isinstance(item.of, Mapping):
        return [each for each in item.of.values() if isinstance(each, Entry) and each.text]
    return [item.of.name] if isinstance(item.of, Line) else []


def _told_by(cell: WrittenCell, held: Mapping[int, Traced], whole: Traced | None) -> Traced | None:
    """这一格写的是哪一份内容。"""
    project = cell.items.get("项目")
    found = held.get(id(project.of)) if project is not None else None
    return found or whole


def _traced(cell: WrittenCell, told: Traced | None, index: TableIndex) -> TracedCell | None:
    """只印着栏名的、占位的内容都空着的格没有来源，为 ``None``。"""
    found = [
        _origin(reference, cell.items, told)
        for reference in cell.placeholder.references
        if told is not None and not _is_label(reference)
    ]
    whys = dict.fromkeys(each.why for each in found if each.why)
    entries = [entry for each in found for entry in each.of]
    otherwise = None if told is None else told.origin or told.table
    sources = _sources(entries, index, otherwise)
    why = "；".join(whys) or COPIED
    if not whys and not sources:
        return None
    return TracedCell(cell_address(cell.row, cell.column), _shown(cell.value), why, sources)


def _shown(value: PlanValue) -> str:
    return value if isinstance(value, str) else "" if value is None else plain(value)


def _sources(
    entries: Iterable[Entry], index: TableIndex, otherwise: Table | None
) -> tuple[SourceCells, ...]:
    """取自的各格，照文件、工作表合起来；由别的格得来的追到读来的格为止。"""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for entry in _read_entries(entries):
        table = index.table_of(entry, otherwise)
        if table is not None:
            found.setdefault((table.book, table.sheet_of(entry)), {})[entry.address] = None
    return tuple(SourceCells(file, sheet, tuple(cells)) for (file, sheet), cells in found.items())


def _read_entries(entries: Iterable[Entry]) -> Iterable[Entry]:
    for entry in entries:
        if entry.derived is not None:
            yield from _read_entries(entry.derived.of)
        elif entry.exists:
            yield entry


def _is_label(reference: Reference) -> bool:
    """写的是栏名，不是内容。"""
    last = reference.attribute or reference.name
    return last.endswith("栏") or reference == Reference("栏目", "名称")


def _told(entry: Entry) -> Derived:
    """一个值怎样得来；几道得来的，一道一道说。"""
    if entry.derived is None:
        return Derived("", (entry,))
    whys = [entry.derived.why]
    held = entry.derived.of
    while len(held) == 1 and held[0].derived is not None:
        whys.insert(0, held[0].derived.why)
        held = held[0].derived.of
    return Derived("，再".join(each for each in whys if each), entry.derived.of)


def _origin(reference: Reference, items: Mapping[str, Item], told: Traced) -> Derived:
    """一个占位的值怎样得来。"""
    name, attribute = reference.name, reference.attribute
    if not attribute:
        return _of_value(name, told)
    if name == PRINTED:
        return _of_printed(attribute, told.table)
    item = items.get(name)
    of = item.of if item is not None else None
    if isinstance(of, Content):
        return _of_value(attribute, told)
    if isinstance(of, Indicator):
        return _of_indicator(attribute, of, told)
    if isinstance(of, Fund):
        return _of_fund(attribute, of, told)
    if isinstance(of, Line):
        return _of_line(attribute, of, told)
    if isinstance(of, Task):
        return _told(getattr(of, TASK_PARTS[attribute]))
    return _of_pair(attribute, of)


def _of_printed(name: str, table: Table) -> Derived:
    """照印的栏名取的一栏。"""
    held = [*table.printed_fields().items(), *table.details.items()]
    return next(
        (_told(entry) for label, entry in held if placeholder_names(label) == name), Derived("")
    )


def _of_pair(attribute: str, of: object) -> Derived:
    """栏目、细目的一行；收支左右并排的一行。"""
    if not isinstance(of, Mapping):
        return Derived("")
    held = of.get(attribute)
    if isinstance(held, Entry):
        return _told(held)
    for side, line in of.items():
        if isinstance(line, Line) and attribute.startswith(side):
            return _told(_column_entry(_LINE, attribute.removeprefix(side), line))
    notes = [each.note for each in of.values() if isinstance(each, Line) and each.note.text]
    return _told(notes[-1]) if notes and attribute == "备注" else Derived("")


def _by_placeholder(columns: Mapping[str, Column]) -> dict[str, Column]:
    return {name: column for column in columns.values() for name in column.placeholders}


_INDICATOR = _by_placeholder(INDICATOR_COLUMNS) | {"合写指标值": INDICATOR_COLUMNS["target"]}
_INDICATOR["指标数值"] = INDICATOR_COLUMNS["value"]
_FUND = _by_placeholder(FUND_COLUMNS)
_LINE = _by_placeholder({key: each for key, each in LINE_COLUMNS.items() if key != "side"})
_LINE["项目"] = LINE_COLUMNS["name"]


def _column_entry(columns: Mapping[str, Column], attribute: str, row: object) -> Entry:
    column = columns.get(attribute)
    return column.of(row) if column is not None else Entry()


def _of_indicator(attribute: str, row: Indicator, told: Traced) -> Derived:
    apart = attribute in ("指标数值", "度量单位") and not row.is_split
    if apart or (attribute == "指标性质" and not row.nature.exists):
        return Derived("由指标值拆成性质、数值、单位", (row.target,))
    scored = _scored_row(row, told.score)
    entry = _column_entry(_INDICATOR, attribute, row)
    if scored is None:
        return _told(entry)
    if attribute == "得分":
        return _told(entry) if _as_filled(scored) else _judged(scored)
    if attribute == "得分说明":
        return Derived("评分的算式", (row.target, row.actual, row.weight))
    if attribute == "一级指标" and row.level1_weight is None:
        return Derived("一级指标名，下面是各行分值的合计", (row.level1,))
    if attribute == "实际完成值" and row.unit.text and row.unit.text not in row.actual.text:
        return Derived("完成值接度量单位", (row.actual, row.unit))
    return _told(entry)


def _scored_row(row: Indicator, score: TableScore | None) -> IndicatorScore | None:
    rows = score.indicators if score is not None else ()
    return next((each for each in rows if each.indicator is row), None)


def _as_filled(row: IndicatorScore) -> bool:
    """得分照所填的：算不出，或填的靠着可疑的数。"""
    return row.printed is not None and row.judged.score is None


def _judged(row: IndicatorScore) -> Derived:
    own = row.indicator
    return Derived(f"评分：{row.judged.explanation}", (own.target, own.actual, own.weight))


def _of_fund(attribute: str, fund: Fund, told: Traced) -> Derived:
    if attribute == "名称":
        return Derived("", (fund.label,)) if fund.label.exists else Derived("这种表常设的一行")
    entry = _column_entry(_FUND, attribute, fund)
    if attribute == "增减数" and fund.works_out_change:
        return Derived("调整预算数减年初预算数", (fund.adjusted, fund.initial))
    if told.score is None or attribute not in ("分值", "执行率", "得分"):
        return _told(entry)
    if not fund.is_total:
        return _told(entry) if entry.exists else Derived("执行率只有总额一行计分")
    of = (fund.budget, fund.executed)
    if attribute == "执行率":
        if told.score.execution.rate is None and entry.text:
            return _told(entry)
        return Derived("全年执行数 ÷ 全年预算数", of)
    if attribute == "得分":
        if leaning_on(told.score.slips, fund.score):
            return _told(entry)
        return Derived(f"评分：{told.score.execution.explanation}", of)
    return _told(entry) if entry.exists else Derived(f"口径“{told.score.profile}”里执行率的分值")


def _of_line(attribute: str, line: Line, told: Traced) -> Derived:
    entry = _column_entry(_LINE, attribute, line)
    if attribute == "名称" and line.ordinal.text:
        return Derived("", (line.ordinal, line.name))
    if not entry.exists and entry.derived is None:
        if attribute in ("名称", "项目") and entry.text in ("合计", "总计"):
            return Derived("加的一行")
        named = (told.table.fields.get(each) for each in ("单位名称", "填报单位"))
        return Derived("", tuple(each for each in named if each is not None))
    return _told(entry)


def _of_value(name: str, told: Traced) -> Derived:
    """单个的名字。"""
    table, score = told.table, told.score
    if name in ("年度", "年度行") and table.year is None:
        return Derived("没有读出年度，留着空待填")
    if name in _FROM_TABLE:
        return Derived(_FROM_TABLE[name])
    if name in _GOALS:
        return _told(table.goals.get(_GOALS[name], Entry()))
    if score is not None and name in ("总分", "等级", "总分值", "自评结论"):
        return _of_total(name, table, score)
    held = {
        "标题": table.title,
        **_names(told),
        "总分值": table.total.weight,
        "总分": table.total.score,
        "等级": table.grade,
        "自评结论": table.conclusion,
    }
    if name in held:
        found = held[name]
        return _told(found) if found.exists or found.derived else Derived(_SET.get(name, ""))
    if name in REMARKS:
        said = [each for each in table.remarks if each.kind in REMARKS[name]]
        cells = tuple(entry for each in said for entry in each.entries)
        if len(cells) == 1:
            return _told(cells[0])
        return Derived("" if cells else "模板里写着的", cells)
    if name == CONTACT:
        told_by = (table.fields.get(each) for each in (CONTACT_PERSON, PHONE))
        return Derived("", tuple(entry for entry in told_by if entry is not None))
    return _of_field(name, table)


def _names(told: Traced) -> dict[str, Entry]:
    """名称一行的各处。"""
    found = printed_names(told.table, beside=bool(told.content.values.get(f"{BESIDE}栏")))
    return {place: each.entry for place, each in zip((NAME, BESIDE), found, strict=False)}


def _of_field(name: str, table: Table) -> Derived:
    """一个栏目、一段长文字的名字。"""
    joined = joined_person_and_phone(table, PLACES_OF_PERSON_AND_PHONE)
    if joined is not None and name in PLACES_OF_PERSON_AND_PHONE:
        return _told(table.fields[joined.field])
    for own in (table.fields, table.details):
        for label, entry in own.items():
            if placeholder_names(label) == name:
                return _told(entry)
    kin = same_place(name, table.fields) or (PHONE if name == FILLER_PHONE else "")
    if kin:
        return _told(table.fields.get(kin, Entry()))
    if name == DOCUMENT_NUMBER:
        return _told(document_number(table) or Entry())
    is_filed = name in {*FILED_AT} - {*table.blank_fields} and not table.stage.is_issued
    unit = filing_unit(table.fields) if is_filed else None
    return _told(unit) if unit is not None else Derived("")


def _of_total(name: str, table: Table, score: TableScore) -> Derived:
    if name == "总分":
        if score.total is None:
            return _told(table.total.score)
        return Derived("预算执行率得分加各行指标的得分")
    if name == "等级":
        if not score.grade:
            return _told(table.grade)
        return Derived(f"照口径“{score.profile}”由总分定的等级")
    if name == "总分值":
        return Derived("各行分值加预算执行率的分值", tuple(r.weight for r in table.indicators))
    written = table.conclusion.text
    if written:
        return Derived("", (table.conclusion,))
    return Derived("由总分、执行率和扣分写的草稿，请核改")
