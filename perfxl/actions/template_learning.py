"""别的单位的空白表（或填好的表）→ 模板：认得出的格写上占位，认不出的点名。"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfxl.actions.forms_made import MadeForm, own_form
from perfxl.actions.own_figures import holds_own_figures
from perfxl.grammar.patterns import Pattern
from perfxl.model.address import cell_address
from perfxl.model.arrangement import Axis
from perfxl.model.columns import FUND_COLUMNS, INDICATOR_COLUMNS, LINE_COLUMNS, Column, Holds
from perfxl.model.form_spec import Shape
from perfxl.model.grid import Grid
from perfxl.model.remark import RemarkKind
from perfxl.model.table import PROJECT_FIELDS, Entry, Line, Table
from perfxl.plans.expansion import PRINTED
from perfxl.plans.template import TemplateError
from perfxl.reading.labels import field_name
from perfxl.reading.money_unit import find_money_unit
from perfxl.reading.sampled_forms import SampledForm, read_sampled
from perfxl.rendering.form_content import field_placeholders, placeholder_names
from perfxl.rendering.row_values import TASK_PARTS

_GOALS = {
    "expected": "年度总体目标",
    "adjusted": "调整后目标",
    "actual": "实际完成情况",
    "period": "实施期目标",
}
_YEAR = Pattern(r"(?<!\d)(?:2\s?0\s?\d\s?\d(?=\s{0,3}年)|(?:[×xX_＿]{2,4}|\s{2,})(?=年))")
_YEAR_LINE = Pattern(r"[（(]?\s*(?:20\d\d|[×xX_＿]*)\s*年度?[）)]?")
# 标题里表名的头一个词：它前面的是年度、单位、项目的名称。
_FORM_NAME = Pattern(
    r"项目支出|部门整体|单位整体|转移支付|专项资金|政府|财政|预算|支出|绩效|目标|自评|整体|批复|(?:部门|项目|单位)(?=[^项部]{0,6}(?:表|绩效|预算))"
)
_PLACEHOLDER = Pattern(r"\{\{[^}]*\}\}")
_UNIT = Pattern(r"(?:百万|亿|万|千|百)?元")
# 标签与内容同在一格的：标签和冒号。
_LABEL = Pattern(r"([^\s:：,，;；、]{2,20})\s*[:：]")
# 一张表最多这么多行、列。
_MOST_ROWS, _MOST_COLUMNS = 2_000, 200
_UNIT_NAMES = ("单位", "部门", "部门名称", "单位名称", "部门(单位)名称", "部门（单位）名称")
_UNSAID = ("", "-", "—", "/")


@dataclass(frozen=True)
class Proposal:
    """一格写什么占位，凭什么：栏名，或认出的是哪一栏。"""

    cell: str
    text: str
    because: str


@dataclass(frozen=True)
class LearnedTemplate:
    """认出来的模板。``texts`` 以原来的行列为键；``rows`` 是留下的各行，``columns`` 是一共几列，
    ``header`` 是原来的表头（首行、末行）。

    ``proposals`` 的格以新的行列计；``unknown`` 是没有认出、照原样留着的格，``dropped`` 是去掉的行里没有用上的字
    （格都以原来的行列计），``notes`` 是照原样留着的附注、填表说明；``cautions`` 是要人看一眼的，各半句。
    """

    made: MadeForm
    sheet: str
    texts: Mapping[tuple[int, int], str]
    rows: Axis
    columns: int
    proposals: tuple[Proposal, ...]
    unknown: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    header: tuple[int, int]
    notes: tuple[tuple[str, str], ...] = ()


def learn_template(book: str, name: str, grid: Grid) -> LearnedTemplate:
    """一张工作表 ``grid`` 认成模板；``book`` 是它的路径，``name`` 是说的时候叫它。认不成的抛 ``TemplateError``。"""
    _refuse_unlike_form(name, grid)
    sampled = read_sampled(book, grid)
    if sampled is None:
        raise TemplateError(
            f"“{name}”的工作表“{grid.name}”里没有认出表头（一级指标、三级指标、指标值……），认不成模板；"
            "请先写上栏名，或用 perfxl template new 取一份随带的来改。"
        )
    made = own_form(sampled.table.form)
    if made is None:
        label = sampled.table.form.label
        raise TemplateError(f"“{name}”是{label}，这种表只读、只查，没有模板。")
    periods = any(
        row.row == each.row
        for row in sampled.table.indicators
        for each in sampled.table.period_indicators
    )
    if sampled.table.spec.shape not in _LEARNERS:
        raise TemplateError(
            f"“{name}”是{made.name}，这样排的表（清单、收支并列、汇总）还认不成模板；"
            f"请用 perfxl template new {made.name} 取一份随带的来改。"
        )
    if sampled.lower or periods:
        raise TemplateError(
            f"“{name}”的{made.name}里，指标有两套（实施期与年度左右并列，或上下两块），一行写不成，认不成模板；"
            f"请用 perfxl template new {made.name} 取一份随带的来改。"
        )
    learner = _Learner(sampled)
    learner.learn()
    return learner.template(made)


def _refuse_unlike_form(name: str, grid: Grid) -> None:
    """大得不像一张表的（一格合并到末行一类）不认。"""
    rows = max([grid.last_row, *(block.bottom for block in grid.merged)])
    columns = max([grid.last_column, *(block.right for block in grid.merged)])
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise TemplateError(
            f"“{name}”的工作表“{grid.name}”有 {rows:,} 行、{columns:,} 列（合并的格也算），不像是一张表，认不成模板"
            f"（至多 {_MOST_ROWS:,} 行、{_MOST_COLUMNS} 列）。"
        )


@dataclass
class _Learner:
    """逐样认出的占位：``found`` 以原来的行列为键，是写什么、凭什么。"""

    sampled: SampledForm
    found: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    cautions: list[str] = field(default_factory=list)
    dropped_rows: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.table = self.sampled.table
        self.grid = self.sampled.grid

    def learn(self) -> None:
        """认出各样。"""
        self._title()
        self._fields()
        for key, name in _GOALS.items():
            if key in self.table.goals:
                self._put(self.table.goals[key], name)
        self._tasks()
        for label, entry in self.table.details.items():
            self._put(entry, _own_name(label))
            self._joined(label, entry)
        self._funds()
        _LEARNERS[self.table.spec.shape](self)
        total = self.table.total
        self._put(total.weight, "总分值")
        self._put(total.score, "总分")
        self._put(self.table.conclusion, "自评结论")
        self._put(self.table.grade_cell, "等级")
        self._units()

    def _put(self, entry: Entry, name: str, because: str = "") -> None:
        """一格写一个占位；内容与标签同在一格的，写在标签后面。"""
        place = entry.place
        if not entry.exists or place in self.found:
            return
        text = self.grid.text(*place)
        label = entry.prefix or (text if text.endswith((":", "：")) else "")
        said = because or _label_beside(self.grid, place) or name
        self.found[place] = f"{label}{{{{{name}}}}}", said

    def _tasks(self) -> None:
        """年度主要任务的各项只留一项。"""
        for task in self.table.tasks[:1]:
            for part, key in TASK_PARTS.items():
                self._put(getattr(task, key), f"任务.{part}")
        self.dropped_rows |= {task.row for task in self.table.tasks[1:]}

    def _joined(self, label: str, entry: Entry) -> None:
        """几格合成一段读的：占位写在第一格，别的各格空出来，只剩空格的行去掉。"""
        block = self.grid.block(entry.row, entry.column)
        held = [
            each
            for row in self.grid.rows_between(block.top, self.table.block.bottom)
            for each in self.grid.texts(row, entry.column, self.grid.last_column)
            if each.place not in self.found and each.text in entry.text
        ]
        if not held or self.grid.text(*entry.place) == entry.text:
            return
        for each in held:
            self.found[each.place] = "", f"合在“{label}”一格里"
        below = {each.row for each in held} - {entry.row}
        self.dropped_rows |= below
        self.cautions.append(
            f"“{label}”分几格写的，合成一段写在 {cell_address(*entry.place)}；上面印着的各栏名请自己改"
        )

    # 标题、年度、单位

    def _title(self) -> None:
        """标题照原样，里面的年份换成占位；单独一行的年度也是。"""
        title = self.table.title
        first = title.row or self.table.block.top
        for row in range(first, self.sampled.body[0]):
            for entry in self.grid.texts(row, 1, self.grid.last_column):
                if entry.row == title.row and entry.column == title.column:
                    self._title_text(entry)
                elif _YEAR_LINE.fullmatch(entry.text) and "年" in entry.text:
                    self.found[entry.place] = "{{年度行}}", "年度一行"

    def _title_text(self, title: Entry) -> None:
        """标题里的年份、这一份的单位和项目名称换成占位；表名前面还有别的字的，说一句。"""
        text, named = title.text, False
        held = {each: name for name, each in self._own_names().items()}
        for each in sorted(held, key=len, reverse=True):
            if each in text:
                text, named = text.replace(each, f"{{{{{held[each]}}}}}"), True
        year = _YEAR.search(text)
        text = _YEAR.sub("{{年度}}", text)
        if text != title.text:
            kinds = (("年份", year is not None), ("单位、项目名称", named))
            because = "、".join(kind for kind, there in kinds if there)
            self.found[title.place] = text, f"标题里的{because}"
        form = _FORM_NAME.search(text)
        before = _PLACEHOLDER.sub("", text[: form.start()] if form else "")
        if left := before.strip(" 　年度（）()-—"):
            where = "年份" if left in text.partition("{{年度}}")[0] and year else "表名"
            self.cautions.append(
                f"标题（{cell_address(*title.place)}）里{where}前面的“{left}”照原样留着，"
                "别的单位用的请改成占位或删去"
            )

    def _own_names(self) -> dict[str, str]:
        """填好的表里写着的单位、项目名称，照占位的名字。"""
        fields = self.table.fields
        named = [name for name in PROJECT_FIELDS if name in fields][:1]
        return {
            "名称" if name in named else _own_name(name): fields[name].text
            for name in fields
            if len(fields[name].text) > 2 and (name in named or name.endswith(_UNIT_NAMES))
        }

    def _units(self) -> None:
        """写着的金额单位换成占位：数是几就写几，单位写错一个字就差一万倍。"""
        first = self.table.title.row or self.table.block.top
        in_header = self.table.spec.shape is Shape.LINES
        last = self.sampled.body[0] if in_header else self.sampled.header_top
        for row in range(first, last):
            for entry in self.grid.texts(row, 1, self.grid.last_column):
                text = entry.text
                alone = _UNIT.fullmatch(text) and "单位" in _label_beside(self.grid, entry.place)
                if entry.place in self.found or not (alone or find_money_unit([text])):
                    continue
                said = _UNIT.search(text)
                if said is not None:
                    own = f"{text[: said.start()]}{{{{金额单位}}}}{text[said.end() :]}"
                    self.found[entry.place] = own, "金额单位"
        written = any("{{金额单位}}" in text for text, _ in self.found.values())
        if (self.table.funds or self.table.lines) and not written:
            self.cautions.append(
                "没有写金额单位的格，写出来看不出是元还是万元；请加上“单位：{{金额单位}}”"
            )

    # 栏目

    def _fields(self) -> None:
        every = (*self.table.fields, *self.table.blank_fields)
        named = [name for name in PROJECT_FIELDS if name in every]
        named += [name for name in every if name.endswith("部门名称")]
        inline: dict[tuple[int, int], list[str]] = {}
        for name in every:
            entry = self._entry(name)
            placeholder = "名称" if name in named[:1] else _own_name(name)
            if entry is None:
                continue
            text = self.grid.text(*entry.place)
            if text and (text != entry.text or entry.prefix):
                inline.setdefault(entry.place, []).append(name)
                continue
            self._put(entry, placeholder)
            if placeholder in field_placeholders():
                self._field_label(entry, name, placeholder)
        for place, names in inline.items():
            text = _inline_text(self.grid.text(*place), names, named[:1])
            if "{{" in text:
                self.found[place] = text, "、".join(names)

    def _entry(self, name: str) -> Entry | None:
        return self.table.fields.get(name, self.table.blank_fields.get(name))

    def _field_label(self, entry: Entry, name: str, placeholder: str) -> None:
        """所印的栏名与规范名不同的（州级主管部门），栏名也照数据的。"""
        printed = self.table.field_labels.get(name, name)
        if placeholder_names(printed) == placeholder:
            return
        for column in range(entry.column - 1, 0, -1):
            label = self.grid.entry(entry.row, column)
            if field_name(label.text) == name:
                self.found.setdefault(label.place, (f"{{{{{placeholder}栏}}}}", "栏名"))
                return

    # 重复的行

    def _funds(self) -> None:
        funds = self.table.funds
        rows = [fund.label.row for fund in funds]
        if not funds:
            return
        beside = [
            each for each in self.table.leftover if each.row in rows and self.grid.text(*each.place)
        ]
        if len(set(rows)) < len(rows) or beside:
            self.cautions.append(
                "资金的几项写在一行里，或一行里还有没认出的字，没有写占位；请改成一项一行"
            )
            return
        first = min(funds, key=lambda fund: fund.label.row)
        name = self.grid.text(*first.label.place)
        unit = find_money_unit([name])
        shown = "{{资金.名称}}（{{金额单位}}）" if unit else "{{资金.名称}}"
        self.found[first.label.place] = shown, f"资金的各行（“{name[:12]}”等 {len(funds)} 行）"
        self._columns("资金", FUND_COLUMNS, first, first.label.row)
        self._clear_own(first.label.row, rows)
        self.dropped_rows |= set(rows) - {first.label.row}

    def indicators(self) -> None:
        """指标各行只留一行。"""
        rows = [row for row in self.table.indicators if not row.is_execution]
        if not rows:
            self.cautions.append("指标的各栏没有认出，请自己写上 {{指标.三级指标}} 等占位")
            return
        self._columns("指标", INDICATOR_COLUMNS, rows[0], rows[0].row)
        self._put_apart(self.sampled.apart, rows[0].row)
        self._clear_own(rows[0].row, [row.row for row in rows])
        self._keep_one_row(rows[0].row)
        if any(row.is_execution for row in self.table.indicators):
            self.cautions.append("表身里的“预算执行率”一行去掉了：有这一行的数据会照指标写出来")

    def lines(self) -> None:
        """预算表的各行只留一行。"""
        if not self.table.lines:
            self.cautions.append("预算的各栏没有认出，请自己写上 {{预算.名称}} 等占位")
            return
        rows = [line.row for line in self.table.lines]
        # 合计一行的编码、名称多半合成一格：取写着的格最多的一行。
        line = max(self.table.lines, key=lambda each: (_places(each), -each.row))
        self._columns("预算", LINE_COLUMNS, line, line.row, head=min(rows))
        self._clear_own(line.row, rows)
        self._keep_one_row(line.row)
        self.dropped_rows |= set(range(min(rows), max(rows) + 1)) - {line.row}

    def _keep_one_row(self, row: int) -> None:
        """表身的各行只留一行；表下的说明、盖章处印在模板里，留着。"""
        first, last = self.sampled.body
        printed = {entry.row for each in self.table.remarks for entry in each.entries}
        self.dropped_rows |= set(range(first, last + 1)) - {row} - printed

    def _clear_own(self, row: int, rows: Sequence[int]) -> None:
        """重复的一行里没有认出、各行各写各的格空出来：留着就每一行都印它。"""
        for entry in self.grid.texts(row, 1, self.grid.last_column):
            if entry.place in self.found:
                continue
            others = {self.grid.anchor(each, entry.column) for each in rows} - {entry.place}
            if not any(self.grid.text(*each) for each in others):
                continue
            self.found[entry.place] = "", "各行各写各的"
            heading = _heading_above(self.grid, (min(rows), entry.column))
            called = f"“{heading}”一栏" if heading else f"“{entry.text}”一格"
            self.cautions.append(
                f"{called}（{cell_address(*entry.place)}）没有认出，各行不同，空出来，没有写占位"
            )

    def _put_apart(self, columns: Iterable[int], number: int) -> None:
        """一栏下面分几格的，各格写什么数据里分不开：不写占位。"""
        for column in columns:
            self.found.pop((number, column), None)
            place = self.grid.anchor(self.sampled.body[0] - 1, column)
            self.cautions.append(
                f"“{self.grid.text(*place)}”（{cell_address(*place)}）是一栏里分出的一格，没有写占位"
            )

    def _columns(
        self, group: str, columns: Mapping[str, Column], row: object, number: int, head: int = 0
    ) -> None:
        """一行里各栏的占位；不在这一行的格（与上面合并的）不写。栏名在 ``head`` 行上面（没有给的是这一行）。"""
        for column in columns.values():
            if not column.placeholders or column.key in ("side", "ordinal"):
                continue
            entry = column.of(row)
            if entry.row != number or entry.place in self.found:
                continue
            name = _column_name(column, columns, row, number)
            rate = "|百分比" if column.holds is Holds.RATE else ""
            heading = _heading_above(self.grid, (head or number, entry.column))
            self.found[entry.place] = f"{{{{{group}.{name}{rate}}}}}", heading or name

    # 合成

    def template(self, made: MadeForm) -> LearnedTemplate:
        """留下的行、各格的占位、没有认出的。"""
        last = max([self.grid.last_row, *(block.bottom for block in self.grid.merged)])
        kept = [row for row in range(1, last + 1) if row not in self.dropped_rows]
        places = {row: place for place, row in enumerate(kept, 1)}
        proposals = tuple(
            Proposal(cell_address(places[row], column), text, because)
            for (row, column), (text, because) in sorted(self.found.items())
            if row in places and text
        )
        return LearnedTemplate(
            made,
            self.grid.name,
            {place: text for place, (text, _) in self.found.items() if place[0] in places},
            Axis(kept, last=last),
            max([self.grid.last_column, *(block.right for block in self.grid.merged)]),
            proposals,
            tuple(self._unknown()),
            tuple(self._dropped()),
            tuple(self.cautions),
            (self.sampled.header_top, self.sampled.body[0] - 1),
            tuple(self._notes()),
        )

    def _notes(self) -> Iterator[tuple[str, str]]:
        """留在模板里的附注、填表说明；写着自己的数的在 ``_unknown``。"""
        told = {cell for cell, _ in self._unknown()}
        for remark in self.table.remarks:
            for entry in remark.entries if remark.kind is RemarkKind.NOTE else ():
                cell = cell_address(*entry.place)
                if entry.row not in self.dropped_rows and cell not in told:
                    yield cell, entry.text

    def _unknown(self) -> Iterator[tuple[str, str]]:
        held = (*self.table.leftover, *self.table.unread_columns, *self.table.unrecognised)
        places = dict.fromkeys(entry.place for entry in held)
        places |= dict.fromkeys(sorted(self._values_left()))
        for row, column in places:
            kept = row not in self.dropped_rows and (row, column) not in self.found
            text = self.grid.text(row, column)
            if kept and text not in _UNSAID:
                yield cell_address(row, column), text

    def _values_left(self) -> Iterator[tuple[int, int]]:
        """这一份自己的内容、数、写着单位名称的字，还留在模板里的。"""
        yield from self.sampled.printed
        names = set(self._own_names().values())
        for row in range(1, self.grid.last_row + 1):
            for entry in self.grid.texts(row, 1, self.grid.last_column):
                own = entry.number is not None or holds_own_figures(entry.text)
                if own or any(name in entry.text for name in names):
                    yield entry.place

    def _dropped(self) -> Iterator[tuple[str, str]]:
        """去掉的行里，不是指标、资金的字。"""
        known = {entry.place for entry in _read(self.table)}
        held = {entry.place for entry in (*self.table.leftover, *self.table.unrecognised)}
        for row in sorted(self.dropped_rows):
            for entry in self.grid.texts(row, 1, self.grid.last_column):
                if entry.place in held - known:
                    yield cell_address(*entry.place), entry.text


def _read(table: Table) -> Iterable[Entry]:
    for row in table.indicators:
        yield from (column.of(row) for column in INDICATOR_COLUMNS.values())
    for fund in table.funds:
        yield fund.label


def _column_name(column: Column, columns: Mapping[str, Column], row: object, number: int) -> str:
    """一栏在模板里的名字：指标值分栏写的，数值一栏只写数。"""
    if column.key != "target":
        return column.placeholders[0]
    apart = (columns[key].of(row) for key in ("nature", "value", "unit"))
    return "指标数值" if any(entry.row == number for entry in apart) else column.placeholders[0]


def _own_name(label: str) -> str:
    """一栏在模板里的名字；各地自己的栏照印的栏名取。"""
    name = placeholder_names(label)
    return name if name in field_placeholders() else f"{PRINTED}.{name}"


def _places(line: Line) -> int:
    """预算的一行写着几格。"""
    entries = (column.of(line) for column in LINE_COLUMNS.values())
    return len({each.place for each in entries if each.row == line.row})


def _label_beside(grid: Grid, place: tuple[int, int]) -> str:
    """左边的字，没有的是上面的。"""
    row, column = place
    for left in range(column - 1, 0, -1):
        if text := grid.text(row, left):
            return text
    return _heading_above(grid, place)


def _heading_above(grid: Grid, place: tuple[int, int]) -> str:
    row, column = place
    return next((text for up in range(row - 1, 0, -1) if (text := grid.text(up, column))), "")


def _inline_text(text: str, names: Iterable[str], project: Iterable[str]) -> str:
    """标签与内容同在一格的，标签后面的内容换成占位：``联系人：张三　联系电话：`` 。

    >>> _inline_text("联系人：　　联系电话：123", ["联系人", "联系电话"], [])
    '联系人：{{联系人}}　　联系电话：{{联系电话}}'
    """
    wanted, own = set(names), set(project)
    labels = [found for found in _LABEL.finditer(text) if field_name(found[1]) in wanted]
    parts, start = [], 0
    for place, found in enumerate(labels):
        name = field_name(found[1]) or ""
        shown = "名称" if name in own else _own_name(name)
        parts.append(f"{text[start : found.end()]}{{{{{shown}}}}}")
        following = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        between = text[found.end() : following]
        gap = re.search(r"\s+$", between)
        start = following - len(gap[0]) if gap else following
    return "".join(parts) + text[start:]


_LEARNERS = {
    Shape.ONE: _Learner.indicators,
    Shape.HALVES: _Learner.indicators,
    Shape.LINES: _Learner.lines,
}
