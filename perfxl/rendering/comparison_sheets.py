"""比对写成工作簿：总览、逐条变化，有变化的项目一个一张，样子照调整批复表，几步并列；变了的格涂色，末栏写明是什么变化。"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby, pairwise, repeat
from typing import NamedTuple

from perfxl.matching.comparison import (
    LIMIT_EASED,
    LIMIT_TIGHTENED,
    ComparedIndicator,
    ComparedProject,
    ComparedProjects,
    IndicatorMatch,
    TargetStep,
)
from perfxl.matching.indicators import Side
from perfxl.matching.target_changes import TargetChange
from perfxl.model.address import Block
from perfxl.model.short_paths import shown
from perfxl.plans.printed_sheets import Look, PrintedBody, PrintedSheet, RowCell
from perfxl.rendering.comparison_words import (
    EASED,
    amount_said,
    common_unit,
    doubt_words,
    draft_words,
    funds_said,
    ground_words,
    indicator_changes,
    indicator_labels,
    project_words,
    stage_names,
    written,
)
from perfxl.rendering.output_names import COMPARISON_HEADING

OVERVIEW, DETAILS, IGNORED = "总览", "逐条变化", "没有比的"
# 有变化的项目多过这些的，只列在前两张里。
MOST_SHEETS = 200
_RED, _YELLOW, _GREEN, _BLUE, _GREY = "FFC7CE", "FFEB9C", "C6EFCE", "DDEBF7", "D9D9D9"
_COLOURS = {
    **dict.fromkeys(EASED.values(), _RED),
    TargetChange.LOWERED.label: _RED,
    TargetChange.LATER.label: _RED,
    LIMIT_EASED: _RED,
    TargetChange.RAISED.label: _GREEN,
    TargetChange.EARLIER.label: _GREEN,
    LIMIT_TIGHTENED: _GREEN,
    "取消": _GREY,
    "增加": _BLUE,
}
_LEGEND = (
    "颜色：红是指标值放宽（要达到的低了，不超过的高了，时限推后了），绿是提高、收紧、提前，蓝是增加，灰是取消，"
    "黄是别的变化（说法、单位、符号、分值、类别、资金，随预算走的上限）；末栏写明是哪一种。"
)


def comparison_sheets(
    projects: ComparedProjects,
    ignored: Sequence[tuple[str, str, str]],
    said: str,
    names: Mapping[str, str],
) -> list[PrintedSheet]:
    """``ignored`` 是没有比的：文件、工作表、为什么；``said`` 是总览上的一句合计，``names`` 是各文件怎样称呼。"""
    changed = projects.where(lambda each: each.is_changed)
    sheets = [_project_sheet(each, n, names) for n, each in enumerate(changed[:MOST_SHEETS], 1)]
    # 有变化的都在前面，各有各的一张。
    links = [sheet.name for sheet in sheets]
    found = [_overview(projects, links, said), _details(changed, links), *sheets]
    return [*found, _ignored(ignored)] if ignored else found


def _linked(
    projects: ComparedProjects, links: Sequence[str]
) -> Iterator[tuple[ComparedProject, str]]:
    """各个项目，和它的一张工作表；没有的为 ``""``。"""
    return zip(projects, chain(links, repeat("")), strict=False)


def _overview(projects: ComparedProjects, links: Sequence[str], said: str) -> PrintedSheet:
    widths = (5, 27, 20, 20, 40, 36)
    sheet = PrintedSheet(OVERVIEW, widths, titles=(4, 4), freeze=4)
    last = len(widths)
    sheet.put(1, 1, COMPARISON_HEADING, Look.TITLE, to=(1, last))
    sheet.put(2, 1, said, Look.NOTE, to=(2, last))
    sheet.put(
        3,
        1,
        "变化要紧的在前：自评前放宽了指标值的，别处放宽、取消的，别的变化，资金变化。",
        Look.NOTE,
        to=(3, last),
    )
    for column, title in enumerate(
        ("序号", "项目", "单位", "比了哪几步", "指标的变化", "资金的变化"), 1
    ):
        sheet.put(4, column, title, Look.HEAD)

    def rows() -> Iterator[Sequence[RowCell]]:
        for number, (project, link) in enumerate(_linked(projects, links), 1):
            yield _overview_row(number, project, link)

    sheet.body = PrintedBody(5, len(projects), rows)
    sheet.filtered = Block(4, 1, sheet.body.last, last)
    return sheet


def _overview_row(number: int, project: ComparedProject, link: str) -> list[RowCell]:
    names = stage_names(project.steps)
    funds = funds_said(project)
    funds += [each.label for each in project.result_changes]
    return [
        RowCell(number, Look.CENTRED),
        RowCell(_name(project), sheet_link=link),
        RowCell(project.followed.unit),
        RowCell(" → ".join(names)),
        RowCell(_counted(project), fill=_RED if project.gravity[0] else ""),
        RowCell("\n".join(line.removeprefix("资金变了：") for line in funds)),
    ]


def _counted(project: ComparedProject) -> str:
    if len(project.steps) == 1:
        return "只有一步，没有可比的"
    names = stage_names(project.steps)
    labels = [label for row in project.indicators for label in indicator_labels(row, names)]
    labels += ["次序变了"] * len(project.reordered)
    found = dict.fromkeys(labels)
    ordered = dict.fromkeys([*(label for label in EASED.values() if label in found), *found])
    return "、".join(f"{label}{labels.count(label)}条" for label in ordered) or "没有变化"


def _details(projects: ComparedProjects, links: Sequence[str]) -> PrintedSheet:
    widths = (27, 20, 18, 80)
    sheet = PrintedSheet(DETAILS, widths, titles=(2, 2), freeze=2)
    sheet.put(1, 1, f"{COMPARISON_HEADING}：{DETAILS}", Look.TITLE, to=(1, len(widths)))
    for column, title in enumerate(("项目", "单位", "变化", "说明"), 1):
        sheet.put(2, column, title, Look.HEAD)

    def rows() -> Iterator[Sequence[RowCell]]:
        for project, link in _linked(projects, links):
            name, unit = _name(project), project.followed.unit
            for label, said in _labelled(project):
                colour = _COLOURS.get(label, "")
                first = (RowCell(name, sheet_link=link), RowCell(unit))
                yield (*first, RowCell(label, Look.CENTRED, colour), RowCell(said))

    sheet.body = PrintedBody(3, sum(1 for each in projects for _ in _labelled(each)), rows)
    sheet.filtered = Block(2, 1, max(sheet.body.last, 3), len(widths))
    return sheet


def _labelled(project: ComparedProject) -> Iterator[tuple[str, str]]:
    """一个项目逐条的变化，凭什么认作同一个，没有比的：是哪一种，怎样说。"""
    for line in project_words(project):
        label, _, said = line.partition("：")
        yield label, said
    yield from (("哪一稿", line) for line in draft_words(project))
    yield from (("凭什么认作同一个", line) for line in ground_words(project))
    yield from (("没有比的", line) for line in doubt_words(project))


def _ignored(ignored: Sequence[tuple[str, str, str]]) -> PrintedSheet:
    sheet = PrintedSheet(IGNORED, (40, 24, 80), titles=(2, 2), freeze=2)
    sheet.put(1, 1, f"{COMPARISON_HEADING}：{IGNORED}", Look.TITLE, to=(1, 3))
    for column, title in enumerate(("文件", "工作表", "为什么"), 1):
        sheet.put(2, column, title, Look.HEAD)
    for row, values in enumerate(ignored, 3):
        for column, value in enumerate(values, 1):
            sheet.put(row, column, value)
    return sheet


def _project_sheet(project: ComparedProject, number: int, names: Mapping[str, str]) -> PrintedSheet:
    return _ProjectSheet(project, number, names).drawn()


def _name(project: ComparedProject) -> str:
    return project.name or "（没有写项目名称）"


class _Column(NamedTuple):
    """一步里的一栏：栏名，列宽，一条指标的内容；``always``：整步都空着也留。"""

    title: str
    width: float
    text: Callable[[Side], str]
    always: bool = False


_COLUMNS = (
    _Column("三级指标", 20, lambda side: side.level3.text, always=True),
    _Column("指标值", 13, lambda side: written(side.target), always=True),
    _Column("分值", 6, lambda side: written(side.weight)),
    _Column("完成值", 13, lambda side: written(side.row.actual)),
    _Column("得分", 6, lambda side: written(side.row.score)),
)


class _ProjectSheet:
    """一个项目一张：左边一级、二级指标，一步几栏（分值、完成值、得分写着的才有），末栏是变化。"""

    def __init__(self, project: ComparedProject, number: int, names: Mapping[str, str]) -> None:
        self.project = project
        self.files = names
        self.names = stage_names(project.steps)
        # 各步的栏：在 ``_COLUMNS`` 里的次序。
        self.columns = [
            [n for n, each in enumerate(_COLUMNS) if each.always or any(map(each.text, step.sides))]
            for step in project.steps
        ]
        self.starts: list[int] = []
        widths: list[float] = [11, 13]
        for columns in self.columns:
            self.starts.append(len(widths) + 1)
            widths += [_COLUMNS[column].width for column in columns]
        self.last = len(widths) + 1
        self.sheet = PrintedSheet(
            f"{number}.{_name(project)}",
            [*widths, 26],
            heads=2,
        )

    def drawn(self) -> PrintedSheet:
        """排好的一张。"""
        row = self._funds(self._heading())
        row = self._indicators(row)
        for line in (*self._reordered(), *ground_words(self.project), *doubt_words(self.project)):
            self.sheet.put(row, 1, line, Look.NOTE, to=(row, self.last))
            row += 1
        self.sheet.put(row, 1, _LEGEND, Look.NOTE, to=(row, self.last))
        return self.sheet

    def _end(self, place: int) -> int:
        return self.starts[place] + len(self.columns[place]) - 1

    def _heading(self) -> int:
        sheet, project = self.sheet, self.project
        sheet.put(
            1,
            1,
            f"{COMPARISON_HEADING}表（{'、'.join(self.names)}）",
            Look.TITLE,
            to=(1, self.last),
        )
        sheet.put(2, 1, "项目名称", Look.HEAD, to=(2, 2))
        sheet.put(2, 3, _name(project), to=(2, self._end(0)))
        rest = self._end(0) + 1
        sheet.put(2, rest, "实施单位", Look.HEAD)
        sheet.put(2, rest + 1, project.followed.unit, to=(2, self.last))
        for n, step in enumerate(project.steps):
            place = f"{shown(step.table.book, self.files)}“{step.table.sheet}”"
            sheet.put(3, self.starts[n], place, to=(3, self._end(n)))
        sheet.put(3, 1, "出自", Look.HEAD, to=(3, 2))
        sheet.put(3, self.last, "")
        return 4

    def _funds(self, row: int) -> int:
        sheet = self.sheet
        values = [
            value for fund in self.project.funds for value in fund.values if value is not None
        ]
        unit = common_unit(values) if values else "万元"
        sheet.put(row, 1, f"项目资金（{unit}）", Look.HEAD, to=(row, 2))
        for n, name in enumerate(self.names):
            sheet.put(row, self.starts[n], name, Look.HEAD, to=(row, self._end(n)))
        sheet.put(row, self.last, "变化", Look.HEAD)
        for fund in self.project.funds:
            row += 1
            sheet.put(row, 1, fund.name, to=(row, 2))
            known: Decimal | None = None
            for n, value in enumerate(fund.values):
                changed = None not in (value, known) and value != known
                shown = None if value is None else value / 10000 if unit == "万元" else value
                fill = _YELLOW if changed else ""
                sheet.put(
                    row, self.starts[n], shown, Look.AMOUNT, fill=fill, to=(row, self._end(n))
                )
                known = known if value is None else value
            sheet.put(row, self.last, _difference(fund.values, unit))
        return row + 1

    def _indicators(self, row: int) -> int:
        sheet = self.sheet
        sheet.put(row, 1, "一级指标", Look.HEAD, to=(row + 1, 1))
        sheet.put(row, 2, "二级指标", Look.HEAD, to=(row + 1, 2))
        for n, name in enumerate(self.names):
            sheet.put(row, self.starts[n], name, Look.HEAD, to=(row, self._end(n)))
            for place, column in enumerate(self.columns[n], self.starts[n]):
                sheet.put(row + 1, place, _COLUMNS[column].title, Look.HEAD)
        sheet.put(row, self.last, "变化", Look.HEAD, to=(row + 1, self.last))
        sheet.titles, sheet.freeze = (row, row + 1), row + 1
        row += 2
        for one, of_level1 in groupby(_in_order(self.project), key=lambda each: _level(each, 1)):
            own = list(of_level1)
            self._level(row, 1, one, len(own))
            for two, rows in groupby(own, key=lambda each: _level(each, 2)):
                members = list(rows)
                self._level(row, 2, two, len(members))
                for each in members:
                    self._row(row, each)
                    row += 1
        return row

    def _level(self, row: int, column: int, name: str, count: int) -> None:
        """一级（二级）指标，合并到它的末一行。"""
        self.sheet.put(row, column, name, Look.CENTRED, to=(row + count - 1, column))

    def _row(self, row: int, each: ComparedIndicator) -> None:
        sheet = self.sheet
        fills = _fills(each)
        for n, side in enumerate(each.sides):
            for place, column in enumerate(self.columns[n], self.starts[n]):
                value = _COLUMNS[column].text(side) if side else ""
                look = Look.CENTRED if column else Look.TEXT
                sheet.put(row, place, value, look, fill=fills.get((n, column), ""))
        labels = [
            f"{label}{'（' + between + '）' if between else ''}"
            for label, between in indicator_changes(each, self.names)
        ]
        if each in self.project.reordered:
            labels.append("次序变了")
        sheet.put(row, self.last, "\n".join(labels))

    def _reordered(self) -> Iterator[str]:
        moved = "、".join(f"“{each.name}”" for each in self.project.reordered)
        if moved:
            yield f"次序变了：{moved}。"


def _difference(values: Sequence[Decimal | None], unit: str) -> str:
    """第一个数到末一个数增减多少；中间变过又变回来的只说变过。"""
    known = [value for value in values if value is not None]
    if len(set(known)) < 2:
        return ""
    gap = known[-1] - known[0]
    if not gap:
        return "变过，又变回来"
    return f"{'增加' if gap > 0 else '减少'} {amount_said(abs(gap), unit)}"


def _in_order(project: ComparedProject) -> list[ComparedIndicator]:
    """同一一级、二级指标的放在一处，各类照先出现的。"""
    ones = list(dict.fromkeys(_level(each, 1) for each in project.indicators))
    twos = list(dict.fromkeys(_level(each, 2) for each in project.indicators))
    return sorted(
        project.indicators,
        key=lambda each: (ones.index(_level(each, 1)), twos.index(_level(each, 2))),
    )


def _level(each: ComparedIndicator, number: int) -> str:
    row = each.present[-1][1].row
    return "".join((row.level1 if number == 1 else row.level2).text.split())


def _target_colour(each: ComparedIndicator, step: TargetStep) -> str:
    """放宽的红，提高、收紧、提前的绿；随预算走的上限和别的变化黄。"""
    if step.eased:
        return _YELLOW if each.follows_budget(step) else _RED
    tighter = (TargetChange.RAISED, TargetChange.LOWERED, TargetChange.EARLIER)
    return _GREEN if step.change in tighter else _YELLOW


def _fills(each: ComparedIndicator) -> dict[tuple[int, int], str]:
    """变了的格和它的底色：第几步，第几栏（名称、指标值、分值）。"""
    found: dict[tuple[int, int], str] = {}
    first, last = each.present[0][0], each.present[-1][0]
    if each.match is IndicatorMatch.DROPPED:
        found |= dict.fromkeys(
            [(n, k) for n in range(last + 1, len(each.sides)) for k in (0, 1)], _GREY
        )
    if first:
        found |= dict.fromkeys([(first, 0), (first, 1)], _BLUE)
    for step in each.target_steps:
        found[step.after, 1] = _target_colour(each, step)
    for (_, before), (n, after) in pairwise(each.present):
        if each.reworded and before.key != after.key:
            found[n, 0] = _YELLOW
        if None not in (before.weight.number, after.weight.number) and (
            before.weight.number != after.weight.number
        ):
            found[n, 2] = _YELLOW
    if each.moves is not None:
        found.setdefault((last, 0), _YELLOW)
    return found
