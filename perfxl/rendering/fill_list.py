"""待填的表（新一年的，由批复写的自评表）要人填哪几格；附在表后面的“填写清单”。"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.signs import sign_said
from perfxl.model.address import Block, cell_address
from perfxl.model.columns import FUND_AMOUNTS, FUND_COLUMNS
from perfxl.model.table import ABSENT, Fund, Indicator, Period, Table
from perfxl.plans.areas import column_runs
from perfxl.plans.expansion import Expansion, template_placeholders
from perfxl.plans.lists import CellLink
from perfxl.plans.placeholders import Reference
from perfxl.plans.printed_sheets import Look, PrintedSheet
from perfxl.plans.template import Content, Item, SheetPlan, Template
from perfxl.plans.written_cells import WrittenCell, written_cells
from perfxl.rendering.form_content import VALUES, field_placeholders, placeholder_names
from perfxl.rendering.output_names import TO_FILL
from perfxl.rendering.signatures import CONTACT, CONTACT_PERSON, PHONE, same_places
from perfxl.rules.facts.told_texts import shared_reason

_COLUMNS = (*(("工作表", 22), ("单元格", 9), ("要填的", 44), ("去年的", 24), ("填好了打√", 11)),)
_PLACED = Pattern(r"\{\{(.*?)\}\}")
_TARGETS = frozenset({"指标值", "年度指标值", "合写指标值", "指标数值"})
_AMOUNTS = frozenset(
    name
    for key in FUND_AMOUNTS
    if key in ("initial", "adjusted")
    for name in FUND_COLUMNS[key].placeholders
)
_GOALS = ("年度总体目标", "预期目标")
_SIGNED = "落款"
# 自评表、监控表由人填的：一行一格的，一张表一格的。
SPENT, ACTUAL, GIVEN = "全年执行数", "实际完成值", "得分"
_SPENT = frozenset({SPENT, "已执行数", "全年预计执行数"})
_DONE = frozenset({ACTUAL, "执行情况", "全年预计完成情况", "完成目标可能性"})
# 扣了分的一行要写的；模板里叫这两个名字之一。
_REASONS, _WHY = frozenset({"未完成原因分析", "偏差原因分析"}), "扣分的原因和改进措施"
_ONCE = (*_GOALS, "实际完成情况", "填报单位", "填报日期")
# 表上没有写年度的，年度一行留出空来填；没有写监控到几月的，月份空着。
_YEAR_LINE, _BLANK_YEAR = "年度行", "（ "
_PERIOD, _BLANK_MONTH = "监控期", "　月"
_IN_ROW = {*_SPENT, *_DONE, GIVEN, *_REASONS}
_ONCE_OR_LINE = {*_ONCE, _YEAR_LINE, _PERIOD, CONTACT}


class ToFill(NamedTuple):
    """要填的一格：填什么，去年的（没有为 ``""``）。"""

    cell: str
    what: str
    last: str = ""

    @property
    def field(self) -> str:
        """填的是一个栏目的，它的名称；指标、资金、目标和几处合写的为 ``""``。"""
        alone = self.what.startswith("“") and self.what.find("”") == len(self.what) - 1
        return self.what[1:-1] if alone else ""


def cells_to_fill(expansion: Expansion, plan: SheetPlan, table: Table) -> tuple[ToFill, ...]:
    """新一年的一张表里还空着、要人填的各格，照表中先后。"""
    fields = _blank_fields(table)
    found = (_to_fill(cell, fields) for cell in written_cells(expansion, plan, blank=True))
    return tuple(each for each in found if each is not None)


class BlankResult(NamedTuple):
    """自评表、监控表里还空着、要人填的一格；``of`` 是哪一行指标、哪一项资金，别的为 ``""``。

    ``known``：取数的那张表上也是这一格，评分的时候已经说了。
    """

    row: int
    column: int
    what: str
    of: str = ""
    known: bool = False

    @property
    def to_fill(self) -> ToFill:
        """填写清单里的一行。"""
        said = f"“{self.of}”的{self.what}" if self.of else f"“{self.what}”"
        return ToFill(cell_address(self.row, self.column), said)


def blank_results(expansion: Expansion, plan: SheetPlan, table: Table) -> list[BlankResult]:
    """一张自评表、监控表里还空着、要人填的各格，照表中先后；得分、总分、等级、结论由程序算、拟，不在内。

    各项的原因合写在别处的（``table`` 是取数的那一张），扣了分的各行不再要原因。
    """
    told = shared_reason(table)
    places = _result_places(expansion.template)
    return [
        BlankResult(cell.row, cell.column, what, of, _is_known(cell, reference, what))
        for cell in written_cells(expansion, plan, blank=True, only=places)
        for reference in cell.placeholder.references
        for what, of in _blank_result(cell, reference, expansion.content)
        if not (told and what == _WHY)
    ]


@lru_cache(maxsize=32)
def _result_places(template: Template) -> frozenset[tuple[int, int]]:
    """模板里由人填的各格：``_blank_result`` 看的就是这几样。"""
    return frozenset(
        place
        for place, placeholder in template_placeholders(template).items()
        if any(
            reference.attribute in _IN_ROW or reference.name in _ONCE_OR_LINE
            for reference in placeholder.references
        )
    )


def _is_known(cell: WrittenCell, reference: Reference, what: str) -> bool:
    of = cell.items[reference.name].of if reference.name in cell.items else None
    entry = ABSENT
    if isinstance(of, Indicator):
        entry = of.score if what == GIVEN else of.actual
    elif isinstance(of, Fund):
        entry = of.executed
    return entry.cell == cell_address(cell.row, cell.column)


def _blank_result(
    cell: WrittenCell, reference: Reference, content: Content
) -> Iterator[tuple[str, str]]:
    item = cell.items.get(reference.name)
    if item is None:
        for what in _blank_once(reference.name, content):
            if reference.name not in _ONCE or not _has_default(cell, reference):
                yield what, ""
        return
    if item.values.get(reference.attribute) in (None, ""):
        yield from _blank_in_row(reference.attribute, item)


def _blank_once(name: str, content: Content) -> Iterator[str]:
    """一张表里只有一处、空着的：叫什么。"""
    value = content.values.get(name)
    if name in _ONCE and value in (None, ""):
        yield name
    elif name == _YEAR_LINE and str(value).startswith(_BLANK_YEAR):
        yield "年度"
    elif name == _PERIOD and str(value).endswith(_BLANK_MONTH):
        yield "监控到几月"
    elif name == CONTACT and value:
        said = dict(each.split("：", 1) for each in str(value).split("\u3000\u3000") if each)
        blank = [each for each in (CONTACT_PERSON, PHONE) if not said.get(each)]
        if blank:
            yield "和".join(blank)


def blank_names(content: Content, used: Collection[Reference], *, rows: bool) -> list[str]:
    """写成 Word 的自评表、监控表里还空着、要人填的几样，没有单元格；``rows`` 连各行里的（全年执行数、实际完成值）。"""
    names = sorted(each.name for each in used if not each.attribute)
    found = [what for name in names for what in _blank_once(name, content)]
    for each in sorted(used, key=str) if rows else ():
        group = content.groups.get(each.name)
        for item in group.items if group is not None and each.attribute else ():
            if item.values.get(each.attribute) in (None, ""):
                found += [what for what, _ in _blank_in_row(each.attribute, item)]
    return list(dict.fromkeys(found))


_BUDGETS = ("initial", "adjusted")


def _missing_budgets(table: Table) -> Iterator[str]:
    """原来的表没有的一栏预算数，而有另一栏：年初的，或全年（调整后）的。"""
    columns = {key: any(getattr(each, key).exists for each in table.funds) for key in _BUDGETS}
    if not any(columns.values()):
        return
    for key in _BUDGETS:
        if not columns[key] and (key == "initial" or table.spec.has_yearly_funds):
            yield FUND_COLUMNS[key].placeholders[0]


def blank_budgets_said(expansion: Expansion, plan: SheetPlan, table: Table) -> Iterator[str]:
    """模板印着而原来的表没有的一栏预算数：空着印在哪几格。"""
    for name in _missing_budgets(table):
        places = {
            place
            for place, holder in template_placeholders(expansion.template).items()
            if holder.single == Reference("资金", name)
        }
        rows: dict[int, list[int]] = {}
        for cell in written_cells(expansion, plan, blank=True, only=places) if places else ():
            rows.setdefault(cell.column, []).append(cell.row)
        for column, own in rows.items():
            cells = " ".join(column_runs(own, column))
            yield f"原表没有{name}，{cells} 空着，请照批复填"


def blank_budgets_in_word(table: Table, used: Collection[Reference]) -> Iterator[str]:
    """同 ``blank_budgets_said``，写成 Word 的：没有单元格。"""
    for name in _missing_budgets(table):
        if Reference("资金", name) in used:
            yield f"原表没有{name}，这一栏空着，请照批复填"


_FUND_AMOUNTS = frozenset(
    Reference("资金", name) for key in FUND_AMOUNTS for name in FUND_COLUMNS[key].placeholders[:1]
)


def _without_funds(table: Table) -> bool:
    """原来的表上没有读到资金，资金各行是空着留出来的。"""
    return not (table.funds or table.lines) and bool(table.spec.indicators)


def blank_funds_said(expansion: Expansion, plan: SheetPlan, table: Table) -> Iterator[str]:
    """没有读到资金的，空着的资金各行在哪几格。"""
    if not _without_funds(table):
        return
    places = {
        place
        for place, holder in template_placeholders(expansion.template).items()
        if holder.single in _FUND_AMOUNTS
    }
    cells = [
        (cell.row, cell.column)
        for cell in (written_cells(expansion, plan, blank=True, only=places) if places else ())
    ]
    if cells:
        first, last = cell_address(*min(cells)), cell_address(*max(cells))
        yield f"没有读到资金，{first}:{last} 空着，请填"


def blank_funds_in_word(table: Table, used: Collection[Reference]) -> Iterator[str]:
    """同 ``blank_funds_said``，写成 Word 的：没有单元格。"""
    if _without_funds(table) and not _FUND_AMOUNTS.isdisjoint(used):
        yield "没有读到资金，资金各行空着，请填"


def _has_default(cell: WrittenCell, reference: Reference) -> bool:
    """模板写着没有内容时印什么（``{{填报单位 or '某县教育局'}}``），印出来了。"""
    text = cell.placeholder.text
    own = [each for each in _PLACED.findall(text) if reference.name in each]
    plain = all(each.partition("|")[0].strip() == reference.name for each in own)
    return not plain and compact(str(cell.value or "")) != compact(_PLACED.sub("", text))


def _blank_in_row(attribute: str, item: Item) -> Iterator[tuple[str, str]]:
    """一行指标、一项资金里空着的一栏；由人给的分，要填了完成值才看得出。"""
    if isinstance(item.of, Indicator) and item.of.target.text:
        actual = item.values.get(ACTUAL) not in (None, "")
        if attribute in _DONE or (attribute == GIVEN and actual and item.of.weight.number):
            yield attribute, item.of.level3.text
        elif attribute in _REASONS and _loses_points(item.of, item):
            yield _WHY, item.of.level3.text
    elif attribute in _SPENT and isinstance(item.of, Fund) and item.of.budget.number is not None:
        yield attribute, item.of.name


def _loses_points(row: Indicator, item: Item) -> bool:
    """扣了分，备注里也没有写什么；预算执行率的一行另有规定（PX310）。"""
    if row.is_execution or row.note.text:
        return False
    given, weight = item.values.get(GIVEN), item.values.get("分值")
    return isinstance(given, Decimal) and isinstance(weight, Decimal) and given < weight


def blanks_said(blanks: Iterable[BlankResult]) -> str:
    """要填的每一格，如 ``F7:F9 全年执行数、F11 实际完成情况``；没有为 ``""``。"""
    rows: dict[tuple[str, int], list[int]] = {}
    for each in blanks:
        rows.setdefault((each.what, each.column), []).append(each.row)
    return "、".join(
        f"{' '.join(column_runs(own, column))} {what}" for (what, column), own in rows.items()
    )


def _blank_fields(table: Table) -> Mapping[str, str]:
    """空着的栏目、长文字：占位里的名字 → 所印的名称。"""
    held = {**table.fields, **table.details}
    names = [name for name, entry in held.items() if not entry.text]
    names += [name for name in table.blank_fields if name not in table.fields]
    labels = {name: table.field_labels.get(name, name) for name in names}
    places = {name: same_places(table, name) for name in names}
    found = {placeholder_names(each): labels[name] for name in names for each in places[name]}
    # 自己的位置在先，意思相同的在后。
    return found | {placeholder_names(name): labels[name] for name in names if name in places[name]}


def _to_fill(cell: WrittenCell, fields: Mapping[str, str]) -> ToFill | None:
    address = cell_address(cell.row, cell.column)
    for reference in cell.placeholder.references:
        item = cell.items.get(reference.name)
        of = item.of if item is not None else None
        if isinstance(of, Indicator):
            return _of_indicator(address, reference, of)
        if isinstance(of, Fund):
            return _of_fund(address, reference, of)
        if item is not None and isinstance(of, Mapping):
            return _of_pair(address, reference, of, item.values)
        if reference.name in _GOALS and cell.value in (None, ""):
            return ToFill(address, VALUES["年度总体目标"])
        if reference.name in fields:
            return ToFill(address, f"“{fields[reference.name]}”")
        if reference.name == _SIGNED:
            return _signed(address, str(cell.value or ""), fields)
        if _is_printed_blank(reference.name, cell):
            return ToFill(address, f"“{reference.name}”")
    return None


def _signed(address: str, text: str, fields: Mapping[str, str]) -> ToFill | None:
    """落款里空着的几处，写在一格里。"""
    labels = [each for each in dict.fromkeys(fields.values()) if f"{each}：" in text]
    return ToFill(address, "、".join(f"“{each}”" for each in labels)) if labels else None


def _is_printed_blank(name: str, cell: WrittenCell) -> bool:
    """模板自己印着、去年的表没有的一栏，空着。"""
    is_field = name in field_placeholders() and not name.endswith("栏")
    said = str(cell.value or "").rstrip()
    return is_field and not cell.placeholder.omittable and (not said or said.endswith("："))


def _of_indicator(address: str, reference: Reference, row: Indicator) -> ToFill | None:
    name = f"“{row.level3.text}”"
    if reference.attribute in _TARGETS and not row.value.text:
        sign = sign_said(row.target.text)
        if row.target.text and not sign and not row.is_split:
            return None
        said = f"{name}的指标值"
        if reference.attribute == "指标数值":
            said = f"{name}的指标值，只写数"
        elif sign:
            said = f"{name}的指标值，接在“{sign}”后面写"
        return ToFill(address, said, row.last_year.text)
    if reference.attribute == "分值" and row.weight.exists and row.weight.number is None:
        return ToFill(address, f"{name}的分值")
    return None


def _of_fund(address: str, reference: Reference, fund: Fund) -> ToFill | None:
    blank = fund.initial.number is None and fund.adjusted.number is None
    if reference.attribute not in _AMOUNTS or fund.period is not Period.YEAR or not blank:
        return None
    return ToFill(address, f"“{fund.name}”的金额")


def _of_pair(
    address: str, reference: Reference, of: Mapping[str, object], values: Mapping[str, object]
) -> ToFill | None:
    """没有单独位置的栏目、长文字。"""
    own = of.get(reference.attribute)
    label = values.get(reference.attribute.replace("内容", "名称"))
    if own is None or not label or values.get(reference.attribute) not in (None, ""):
        return None
    return ToFill(address, f"“{label}”")


def fill_list(sheets: Sequence[tuple[str, Sequence[ToFill], Sequence[str]]]) -> PrintedSheet:
    """``sheets`` 是各张表的名字、要填的格、要核对的话。"""
    sheet = PrintedSheet(TO_FILL, [width for _, width in _COLUMNS], titles=(2, 2), freeze=2)
    count = sum(len(cells) for _, cells, _ in sheets)
    checks = "；后面是要核对的" if any(told for _, _, told in sheets) else ""
    said = f"perfxl {TO_FILL}：还要填 {count} 格{checks}。填完以后可以删去这一张。"
    sheet.put(1, 1, said, Look.NOTE, to=(1, len(_COLUMNS)))
    for column, (title, _) in enumerate(_COLUMNS, 1):
        sheet.put(2, column, title, Look.HEAD)
    row = 3
    for name, cell, what, last in _rows(sheets):
        sheet.put(row, 1, name)
        link = CellLink("", name, cell) if cell else None
        sheet.put(row, 2, cell, Look.CENTRED, link=link)
        for column, text in ((3, what), (4, last), (5, "")):
            sheet.put(row, column, text)
        row += 1
    sheet.filtered = Block(2, 1, max(3, row - 1), len(_COLUMNS))
    return sheet


def _rows(
    sheets: Sequence[tuple[str, Sequence[ToFill], Sequence[str]]],
) -> Iterator[tuple[str, str, str, str]]:
    for name, cells, _ in sheets:
        yield from ((name, *each) for each in cells)
    for name, _, said in sheets:
        yield from ((name, "", each, "") for each in said)
