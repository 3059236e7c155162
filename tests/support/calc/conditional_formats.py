"""条件格式。

Calc 把一条规则的样子存成单元格样式，一个条件格式可含几条规则；本引擎每加一条规则就单建一个
条件格式，样子相同的合用一个样式，没有规则用了样式也删去。LibreOffice 7.4 的 ``removeByIndex`` 不能用（判断写反
了），要从含几条规则的条件格式里删一条，只能照余下的重建。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from calc import colors
from calc.areas import Area
from calc.bridge import constant, enum, properties
from calc.formulas import to_calc, to_excel
from calc.protection import require_unprotected

if TYPE_CHECKING:
    from calc.ranges import Range
    from calc.sheets import Sheet

_OWN_STYLE = "perfxl条件"
_LOOKS = ("fill_color", "font_color", "font_bold", "font_italic")
_CONDITION = constant("sheet.ConditionEntryType.CONDITION")
_FORMULA = constant("sheet.ConditionFormatOperator.EXPRESSION")
_OPERATORS = {
    constant(f"sheet.ConditionFormatOperator.{name}"): operator
    for name, operator in {
        "EQUAL": "equal_to",
        "NOT_EQUAL": "not_equal_to",
        "LESS": "less_than",
        "LESS_EQUAL": "less_than_or_equal",
        "GREATER": "greater_than",
        "GREATER_EQUAL": "greater_than_or_equal",
        "BETWEEN": "between",
        "NOT_BETWEEN": "not_between",
    }.items()
}
_KINDS = {
    constant("sheet.ConditionEntryType.COLORSCALE"): "color_scale",
    constant("sheet.ConditionEntryType.DATABAR"): "data_bar",
    constant("sheet.ConditionEntryType.ICONSET"): "icon_set",
}


class ConditionalFormats(base_classes.ConditionalFormats):
    """与一块区域相交的规则，后加的在前。"""

    def __init__(self, cells: Range) -> None:
        self._cells = cells
        self._sheet: Sheet = cells.sheet

    @property
    def api(self) -> Any:
        return self._sheet.xs.ConditionalFormats

    def _intersecting(self) -> list[Any]:
        found = [
            each
            for each in self.api.getConditionalFormats()
            if any(
                Area.of(address).intersection(self._cells.area)
                for address in each.Range.RangeAddresses
            )
        ]
        return sorted(found, key=lambda each: each.ID, reverse=True)

    def _rules(self) -> list[ConditionalFormat]:
        return [
            ConditionalFormat(self._sheet, each.ID, _ranges(each), content)
            for each in self._intersecting()
            for content in _contents(each)
        ]

    def __call__(self, key: int) -> ConditionalFormat:
        return self._rules()[key - 1]

    def __len__(self) -> int:
        return len(self._rules())

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter(self._rules())

    def add_custom(self, spec: Mapping[str, Any]) -> ConditionalFormat:
        """加一条公式规则。"""
        require_unprotected(self._sheet.xs)
        content = _Content(
            kind=_CONDITION,
            operator=_FORMULA,
            formula1=to_calc(spec["formula"]).removeprefix("="),
            style=_add_style(self._sheet.book, spec),
        )
        areas = (self._cells.area, *self._cells.more)
        if _add_at_once(self._sheet, areas, content):
            return NewConditionalFormat(self._sheet, areas)
        created = _create(self._sheet, areas, [content])
        return ConditionalFormat(self._sheet, created.ID, _ranges(created), *_contents(created))

    def clear(self) -> None:
        """规则不再管这块区域；别处照旧。"""
        require_unprotected(self._sheet.xs)
        document = self._sheet.book.document
        whole, found = [], []
        for each in self._intersecting():
            inside = all(area.intersection(self._cells.area) == area for area in _ranges(each))
            (whole if inside else found).append(each)
        for each in whole:
            styles = [content.style for content in _contents(each)]
            self.api.removeByID(each.ID)
            for style in styles:
                if style.startswith(_OWN_STYLE):
                    _gone(self._sheet.book, style)
        for each in found:
            ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
            ranges.addRangeAddresses(each.Range.RangeAddresses, False)
            for address in each.Range.RangeAddresses:
                common = Area.of(address).intersection(self._cells.area)
                if common is not None:
                    ranges.removeRangeAddress(common.address(address.Sheet))
            if ranges.Count:
                each.Range = ranges
            else:
                self.api.removeByID(each.ID)
        if found:
            _remove_unused_styles(self._sheet.book)


@dataclass(frozen=True)
class _Content:
    """一条规则的内容；颜色刻度等只知道种类。"""

    kind: int
    operator: int = 0
    formula1: str = ""
    formula2: str = ""
    style: str = ""


class ConditionalFormat(base_classes.ConditionalFormat):
    """一条规则。按区域和内容认，同处的别的规则删了也不会认错；编号只用来找得快。"""

    stop_if_true = False
    colors = bar_color = gradient = show_value = icon_set = reverse_order = None
    threshold_types = thresholds = None

    def __init__(
        self, sheet: Sheet, identifier: int, areas: tuple[Area, ...], content: _Content
    ) -> None:
        self._sheet = sheet
        self._identifier = identifier
        self._areas = areas
        self._content = content

    @property
    def type(self) -> str:
        content = self._content
        if content.kind != _CONDITION:
            return _KINDS.get(content.kind, "unknown")
        if content.operator == _FORMULA:
            return "custom"
        return "cell_value" if content.operator in _OPERATORS else "unknown"

    @property
    def operator(self) -> str | None:
        return _OPERATORS[self._content.operator] if self.type == "cell_value" else None

    @property
    def formula(self) -> str | None:
        return _formula(self._content.formula1) if self.type == "custom" else None

    @property
    def formula1(self) -> str | None:
        return _formula(self._content.formula1) if self.type == "cell_value" else None

    @property
    def formula2(self) -> str | None:
        between = self.operator in ("between", "not_between")
        return _formula(self._content.formula2) if between else None

    @property
    def fill_color(self) -> colors.RGB | None:
        return colors.to_rgb(self._style_value("CellBackColor"))

    @property
    def font_color(self) -> colors.RGB | None:
        return colors.to_rgb(self._style_value("CharColor"))

    @property
    def font_bold(self) -> bool | None:
        weight = self._style_value("CharWeight")
        return None if weight is None else weight > 100

    @property
    def font_italic(self) -> bool | None:
        posture = self._style_value("CharPosture")
        return None if posture is None else posture.value == "ITALIC"

    def _style_value(self, name: str) -> Any:
        if self.type not in ("cell_value", "custom"):
            return None
        style = _styles(self._sheet.book.document).getByName(self._content.style)
        is_set = style.getPropertyState(name).value == "DIRECT_VALUE"
        return getattr(style, name) if is_set else None

    def delete(self) -> None:
        """从它所管的全部区域里删去。"""
        require_unprotected(self._sheet.xs)
        owner = self._owner()
        contents = _contents(owner)
        contents.remove(self._content)
        # 删一条要照余下的重建，接口建不出色阶、数据条、图标集；宁可停下，不弄丢它们。
        if any(content.kind != _CONDITION for content in contents):
            raise NotImplementedError("同一处还有颜色刻度、数据条或图标集，重建不了")
        self._sheet.xs.ConditionalFormats.removeByID(owner.ID)
        if contents:
            _create(self._sheet, self._areas, contents)
        if self._content.style.startswith(_OWN_STYLE):
            _gone(self._sheet.book, self._content.style)

    def _owner(self) -> Any:
        # 按编号升序给出；一条条删去时要找的多在末尾。
        formats = self._sheet.xs.ConditionalFormats.getConditionalFormats()[::-1]
        likely = (each for each in formats if self._identifier == each.ID)
        for each in chain(likely, formats):
            if _ranges(each) == self._areas and self._content in _contents(each):
                return each
        raise LookupError("这条规则已经不在了")


class NewConditionalFormat(ConditionalFormat):
    """刚一次设上去的一条：多半不再问它，问到时才照 Calc 记下的认。"""

    def __init__(self, sheet: Sheet, areas: tuple[Area, ...]) -> None:
        self._sheet = sheet
        self._areas = areas

    @cached_property
    def _created(self) -> Any:
        """管这几块的最早的一条：设上去时这里没有别的。"""
        every = self._sheet.xs.ConditionalFormats.getConditionalFormats()
        own = (each for each in every if set(_ranges(each)) == set(self._areas))
        return min(own, key=lambda each: each.ID)

    @cached_property
    def _identifier(self) -> int:
        return int(self._created.ID)

    @cached_property
    def _content(self) -> _Content:
        [content] = _contents(self._created)
        return content


def _ranges(conditional_format: Any) -> tuple[Area, ...]:
    return tuple(Area.of(address) for address in conditional_format.Range.RangeAddresses)


def _contents(conditional_format: Any) -> list[_Content]:
    entries = map(conditional_format.getByIndex, range(conditional_format.Count))
    return [
        _Content(kind, entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName)
        if (kind := entry.getType()) == _CONDITION
        else _Content(kind)
        for entry in entries
    ]


def _add_at_once(sheet: Sheet, areas: tuple[Area, ...], content: _Content) -> bool:
    """往返最少的办法：当作区域的属性设上去。

    它会换掉这些格上原有的条件格式，所以只用在确知没有的地方：表上的都是这样加的，又不相交。
    """
    known = sheet.known_conditions()
    if known is None or any(each.intersection(old) for each in areas for old in known):
        return False
    ranges = sheet.book.several(sheet.index - 1, areas)
    ranges.ConditionalFormat = sheet.book.conditions(ranges, content, _as_properties(content))
    sheet.conditions_added(areas)
    return True


def _as_properties(content: _Content) -> tuple[Any, ...]:
    return properties(
        Operator=enum("sheet.ConditionOperator", "FORMULA"),
        Formula1=content.formula1,
        StyleName=content.style,
    )


def _create(sheet: Sheet, areas: tuple[Area, ...], contents: list[_Content]) -> Any:
    """建一个条件格式；内容都须是条件。"""
    ranges = sheet.book.several(sheet.index - 1, areas)
    container = sheet.xs.ConditionalFormats
    identifier = container.createByRange(ranges)
    # 新建的多在末尾。
    there = reversed(container.getConditionalFormats())
    created = next(each for each in there if identifier == each.ID)
    for number, content in enumerate(contents):
        created.createEntry(content.kind, number)
        entry = created.getByIndex(number)
        entry.Operator = content.operator
        entry.Formula1 = content.formula1
        entry.Formula2 = content.formula2
        entry.StyleName = content.style
    return created


def _formula(text: str) -> str:
    return "=" + to_excel(text)


def _styles(document: Any) -> Any:
    return document.StyleFamilies.getByName("CellStyles")


def _add_style(book: Any, spec: Mapping[str, Any]) -> str:
    """这个样子的样式；建过又还在用的，几条规则合用一个。"""
    key = tuple(sorted((name, value) for name, value in spec.items() if name in _LOOKS))
    name: str | None = book.styles.get(key)
    if name is None:
        name = book.styles[key] = _new_style(book, spec)
    book.style_uses[name] += 1
    return name


def _new_style(book: Any, spec: Mapping[str, Any]) -> str:
    document = book.document
    styles = _styles(document)
    book.styles_added += 1
    while styles.hasByName(f"{_OWN_STYLE}{book.styles_added}"):
        book.styles_added += 1
    name = f"{_OWN_STYLE}{book.styles_added}"
    style = document.createInstance("com.sun.star.style.CellStyle")
    styles.insertByName(name, style)
    if "fill_color" in spec:
        style.CellBackColor = colors.to_calc(spec["fill_color"])
    if "font_color" in spec:
        style.CharColor = colors.to_calc(spec["font_color"])
    if "font_bold" in spec:
        style.CharWeight = 150.0 if spec["font_bold"] else 100.0
    if "font_italic" in spec:
        style.CharPosture = enum("awt.FontSlant", "ITALIC" if spec["font_italic"] else "NONE")
    return name


def _gone(book: Any, style: str) -> None:
    """用 ``style`` 的一条规则没有了。"""
    # 不是这里建的（拷贝来的、另一个进程建的），不知道还有几条规则用着。
    if book.has_copied_styles or style not in book.style_uses:
        _remove_unused_styles(book)
    else:
        _let_go(book, style)


def _let_go(book: Any, name: str) -> None:
    """少了一条用它的规则；没有别的在用，就删去。"""
    book.style_uses[name] -= 1
    if book.style_uses[name] <= 0:
        _styles(book.document).removeByName(name)
        _forget_style(book, name)


def _forget_style(book: Any, name: str) -> None:
    book.style_uses.pop(name, None)
    book.styles = {key: each for key, each in book.styles.items() if each != name}


def _remove_unused_styles(book: Any) -> None:
    sheets = book.document.Sheets
    used = Counter(
        content.style
        for index in range(sheets.Count)
        for each in sheets.getByIndex(index).ConditionalFormats.getConditionalFormats()
        for content in _contents(each)
    )
    styles = _styles(book.document)
    for name in styles.ElementNames:
        if name.startswith(_OWN_STYLE) and name not in used:
            styles.removeByName(name)
            _forget_style(book, name)
    book.style_uses = Counter({name: used[name] for name in book.style_uses})
