"""汇总排成汇报：总览的数和图，项目、单位、问题、核对、未读各一张表。"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from perfxl.model.finding import Finding, Severity
from perfxl.model.summary import EvaluatedProject, LeftOut, Summary, TotalDifference, UnitTotals
from perfxl.plans.lists import BookName, CellLink
from perfxl.plans.report import (
    ChartPoint,
    ColumnKind,
    Report,
    ReportChart,
    ReportColumn,
    ReportFigure,
    ReportRow,
    ReportSheet,
)
from perfxl.rendering.finding_lists import MARK_COLOURS
from perfxl.rendering.output_names import SUMMARY
from perfxl.scoring.rounding import half_up, plain

_WAN = Decimal(10_000)
# 优、良、中、差的颜色；底色淡，图上深。
_GRADE_FILLS = {"中": "FFEB9C", "差": "FFC7CE"}
_GRADE_COLOURS = {"优": "548235", "良": "4472C4", "中": "BF8F00", "差": "C00000"}
_NO_TOTAL_COLOUR, _UNSETTLED_COLOUR = "7F7F7F", "C55A11"
# 总分、等级靠着可疑的数、待评价人核定的得分，核对以前不作数。
UNSETTLED, NO_TOTAL = "待核", "算不出"
DOUBTFUL = f"（{UNSETTLED}）"
# 执行率分几段：从多少起（含），叫什么。
_RATES = (
    (Decimal(0), "不到60%"),
    (Decimal(60), "60—80%"),
    (Decimal(80), "80—90%"),
    (Decimal(90), "90—100%"),
    (Decimal(100), "100%"),
    (Decimal("100.01"), "超过100%"),
)
# 图上最多几条规则。
_RULES = 10
# 口径的缘故最多说几种。
_PROFILES = 6
_TEXT, _WORD, _YEAR = ColumnKind.TEXT, ColumnKind.WORD, ColumnKind.YEAR
_COUNT, _AMOUNT = ColumnKind.COUNT, ColumnKind.AMOUNT
_POINTS, _PERCENT = ColumnKind.POINTS, ColumnKind.PERCENT
_FILE = ReportColumn("文件", 30, links=True)


def summary_report(summary: Summary, date: str) -> Report:
    """``date`` 是写明的日期，如 2026年11月30日。"""
    years = "、".join(map(str, summary.years))
    title = f"{f'{years}年度' if years else ''}项目支出绩效自评汇总"
    units = len(summary.units)
    sheets = [_projects(summary), _units(summary)]
    if summary.has_departments:
        sheets.append(_departments(summary))
    sheets.append(_findings(summary))
    if summary.differences:
        sheets.append(_differences(summary.differences))
    sheets.append(_left_out(summary))
    return Report(
        stamp=f"perfxl {SUMMARY}　{date}",
        title=f"{summary.unit}{title}",
        subtitle=(
            f"{date}，由 {summary.files} 个文件汇总：{len(summary.projects)} 个项目、{units} 个单位。"
            "金额照各表折算；总分、等级是程序照口径算的。"
        ),
        figures=_figures(summary),
        charts=[_grades(summary), _rates(summary), _classes(summary), _rules(summary)],
        remarks=_remarks(summary),
        notes=_notes(summary.profiles),
        sheets=[_linking_what_is_there(each, summary.gone) for each in sheets],
    )


def _linking_what_is_there(sheet: ReportSheet, gone: Set[str]) -> ReportSheet:
    """原来的文件不在了的，不链过去。"""
    if not gone:
        return sheet

    def rows() -> Iterator[ReportRow]:
        for row in sheet.rows():
            is_gone = row.link is not None and row.link.book in gone
            yield row._replace(link=None) if is_gone else row

    return replace(sheet, rows=rows)


def _figures(summary: Summary) -> list[ReportFigure]:
    whole = summary.whole
    return [
        ReportFigure("项目", f"{len(summary.projects)} 个"),
        ReportFigure("单位", f"{len(summary.units)} 个"),
        ReportFigure("全年预算", f"{_wan(whole.adjusted)} 万元"),
        ReportFigure("全年执行", f"{_wan(whole.executed)} 万元"),
        ReportFigure("执行率", f"{plain(whole.rate)}%" if whole.rate is not None else "—"),
        ReportFigure("平均分", plain(whole.mean_total) if whole.mean_total is not None else "—"),
        ReportFigure("错误", f"{whole.errors} 处", alarming=whole.errors > 0),
        ReportFigure("提醒", f"{whole.warnings} 处"),
        ReportFigure("没有读成", f"{len(summary.unread)} 个文件", alarming=len(summary.unread) > 0),
    ]


def _wan(amount: Decimal | None) -> str:
    return "—" if amount is None else f"{half_up(amount / _WAN):,f}"


def _remarks(summary: Summary) -> list[str]:
    """要人先看的。"""
    said: list[str] = []
    if summary.conflicts:
        said.append(
            f"{len(summary.conflicts)} 份自评表与另一份是同一个项目而数字不同，只算了一份，列在“未读”里，请核对。"
        )
    if summary.differences:
        said.append(
            f"部门整体、单位汇总表与收到的自评表对不上 {len(summary.differences)} 处，列在“核对”里。"
        )
    if summary.accepted:
        said.append(f"另有 {summary.accepted} 处已认可，没有算进错误和提醒。")
    if without := summary.whole.without_total:
        said.append(f"{without} 个项目的总分算不出，原因列在“项目”的“要注意”一栏。")
    if doubtful := summary.whole.unsettled:
        said.append(
            f"{doubtful} 个项目的总分、等级靠着可疑的数、待评价人核定的得分，写着“待核”，核对以前不作数，缘故在“要注意”一栏；"
            "平均分、各等级的个数里没有它们，另数作“待核”。"
        )
    if summary.unread:
        said.append(f"{len(summary.unread)} 个文件没有读成，列在“未读”里。")
    return [*said, *summary.told]


def _notes(profiles: Sequence[str]) -> list[str]:
    """用的是哪份口径、为什么；照各表推断的种类多的，只说前几种。"""
    if len(profiles) <= _PROFILES:
        return list(profiles)
    return [*profiles[:_PROFILES], f"另有 {len(profiles) - _PROFILES} 种缘故，没有列出。"]


def _grades(summary: Summary) -> ReportChart:
    grades = summary.whole.grades
    points = [
        ChartPoint(grade, number, _GRADE_COLOURS.get(grade, "")) for grade, number in grades.items()
    ]
    if summary.whole.unsettled:
        points.append(ChartPoint(UNSETTLED, summary.whole.unsettled, _UNSETTLED_COLOUR))
    if without := summary.whole.without_total:
        points.append(ChartPoint(NO_TOTAL, without, _NO_TOTAL_COLOUR))
    said = "、".join(f"{each.label} {each.value} 个" for each in points)
    return ReportChart("等级", "等级", "项目数", points, said=f"各等级的项目：{said}。")


def _rates(summary: Summary) -> ReportChart:
    tally = dict.fromkeys((name for _, name in _RATES), 0)
    for row in summary.projects:
        if row.rate is not None:
            tally[[name for floor, name in _RATES if row.rate >= floor or not floor][-1]] += 1
    points = [ChartPoint(name, number) for name, number in tally.items()]
    said = "、".join(f"{each.label} {each.value} 个" for each in points if each.value)
    return ReportChart(
        "预算执行率",
        "执行率",
        "项目数",
        points,
        colour="2E75B6",
        said=f"各段执行率的项目：{said}。",
    )


def _classes(summary: Summary) -> ReportChart:
    lost = sorted((each for each in summary.classes if each.lost), key=lambda each: -each.lost)
    points = [ChartPoint(each.indicator_class.label, half_up(each.lost)) for each in lost]
    said = "、".join(f"{each.label} {plain(Decimal(each.value))} 分" for each in points[:3])
    return ReportChart(
        "扣分在哪一类指标",
        "指标类别",
        "扣分合计",
        points,
        horizontal=True,
        colour="C55A11",
        said=f"扣分多的：{said}。" if said else "没有扣分。",
    )


def _rules(summary: Summary) -> ReportChart:
    shown = [each for each in summary.rules if each.severity is not Severity.INFO][:_RULES]
    points = [
        ChartPoint(f"{each.rule} {each.name}", each.count, _DARK[each.severity]) for each in shown
    ]
    said = "、".join(f"{each.name} {each.count} 处" for each in shown[:3])
    return ReportChart(
        "查出最多的问题（红是错误，黄是提醒）",
        "规则",
        "处数",
        points,
        horizontal=True,
        colour="7F7F7F",
        said=f"错误在前：{said}。" if said else "没有错误和提醒。",
    )


_DARK = {Severity.ERROR: "C00000", Severity.WARNING: "BF8F00", Severity.INFO: "2E75B6"}


def _projects(summary: Summary) -> ReportSheet:
    """项目：一个项目一年一行。没有一个写编码的，不要编码一栏。"""
    coded = any(each.code for each in summary.projects)
    columns = (
        ReportColumn("单位", 18, picks=True),
        ReportColumn("项目", 24, heads=True, opens="问题"),
        *((ReportColumn("编码", 14),) if coded else ()),
        ReportColumn("年度", 6, _YEAR, picks=True),
        *(ReportColumn(level.label, 5, _COUNT) for level in Severity),
        ReportColumn("表中总分", 8, _POINTS),
        ReportColumn("算出总分", 8, _POINTS),
        ReportColumn("表中等级", 6, _WORD, picks=True),
        ReportColumn("算出等级", 9, _WORD, picks=True),
        ReportColumn("年初预算", 15, _AMOUNT),
        ReportColumn("全年预算", 15, _AMOUNT),
        ReportColumn("全年执行", 15, _AMOUNT),
        ReportColumn("执行率", 9, _PERCENT),
        ReportColumn("要注意", 60, apart=True),
        _FILE._replace(apart=True),
    )
    return ReportSheet(
        "项目",
        f"perfxl {SUMMARY}·项目（{len(summary.projects)} 个）",
        columns,
        len(summary.projects),
        lambda: (_project_row(each, coded=coded) for each in summary.projects),
        note="问题多、分低的在前；金额单位：元",
        totals=_project_totals(summary.whole, coded=coded) if summary.projects else None,
        empty="没有读到项目的自评表。",
    )


def _project_row(row: EvaluatedProject, *, coded: bool) -> ReportRow:
    first = (_named(row.unit), row.project, *((row.code,) if coded else ()), row.year)
    counts = [row.count(level) for level in Severity]
    errors, printed = len(first), len(first) + len(counts)
    total, printed_grade, grade = printed + 1, printed + 2, printed + 3
    colours = [
        (place, fill)
        for place, said in ((printed_grade, row.printed_grade), (grade, row.grade))
        if (fill := _GRADE_FILLS.get(said))
    ]
    if counts[0]:
        colours.append((errors, MARK_COLOURS[Severity.ERROR]))
    differs = None not in (row.printed_total, row.total) and row.printed_total != row.total
    if differs or row.is_unsettled:
        colours.append((total, MARK_COLOURS[Severity.WARNING]))
    values = (
        *(*first, *counts, row.printed_total, row.total, row.printed_grade, grade_shown(row)),
        *(row.initial, row.adjusted, row.executed, row.rate),
        *("".join(row.notes), BookName(row.file)),
    )
    return ReportRow(values, CellLink(row.file, row.sheet, row.cell), colours)


def grade_shown(row: EvaluatedProject) -> str:
    """算出的等级；不作数的注明待核。"""
    return f"{row.grade}{DOUBTFUL}" if row.is_unsettled and row.grade else row.grade


def _named(unit: str) -> str:
    return unit or "（没有写单位）"


def _project_totals(whole: UnitTotals, *, coded: bool) -> ReportRow:
    return ReportRow(
        (
            *("合计", f"{whole.projects} 个项目", *(("",) if coded else ()), None),
            *(whole.errors, whole.warnings, None, None, whole.mean_total, "", "平均"),
            *(whole.initial, whole.adjusted, whole.executed, whole.rate, "", ""),
        )
    )


def _units(summary: Summary) -> ReportSheet:
    whole = summary.whole
    rows = [_unit_values(each, whole) for each in summary.units]
    first = ReportColumn("单位", 30, heads=True, opens="项目")
    return _totals_of("单位", (first, *_total_columns(summary)), rows, _unit_values(whole, whole))


def _departments(summary: Summary) -> ReportSheet:
    """各主管部门的合计，管着的各单位的都在内；末栏是哪几个单位。"""
    under: dict[str, dict[str, None]] = {}
    for row in summary.projects:
        under.setdefault(row.department, {})[_named(row.unit)] = None
    whole = summary.whole
    rows = [
        (*_unit_values(each, whole), "、".join(under[each.unit])) for each in summary.departments
    ]
    first, last = (
        ReportColumn("主管部门", 30, heads=True),
        ReportColumn("管着的单位", 90, apart=True),
    )
    columns = (first, *_total_columns(summary), last)
    return _totals_of("主管部门", columns, rows, (*_unit_values(whole, whole), ""))


def _total_columns(summary: Summary) -> tuple[ReportColumn, ...]:
    return (
        ReportColumn("项目数", 8, _COUNT),
        *(ReportColumn(name, 16, _AMOUNT) for name in ("年初预算", "全年预算", "全年执行")),
        *(ReportColumn("执行率", 9, _PERCENT), ReportColumn("平均分", 8, _POINTS)),
        *(ReportColumn(grade, 6, _COUNT) for grade in grade_columns(summary.whole)),
        *(ReportColumn("错误", 7, _COUNT), ReportColumn("提醒", 7, _COUNT)),
    )


_Values = tuple[str | int | Decimal | None, ...]


def _totals_of(
    kind: str, columns: tuple[ReportColumn, ...], rows: Sequence[_Values], whole: _Values
) -> ReportSheet:
    """各单位、各主管部门的合计，一行一个；``whole`` 是全部的。"""
    return ReportSheet(
        kind,
        f"perfxl {SUMMARY}·{kind}（{len(rows)} 个）",
        columns,
        len(rows),
        lambda: (ReportRow(each) for each in rows),
        note="问题多、分低的在前；金额单位：元，是有数的各项目之和",
        totals=ReportRow(("合计", *whole[1:])) if rows else None,
        empty="没有读到项目的自评表。",
    )


def grade_columns(whole: UnitTotals) -> tuple[str, ...]:
    """各等级；有待核的、算不出的各另有一栏，一行加起来就是项目数。"""
    more = ((UNSETTLED, whole.unsettled), (NO_TOTAL, whole.without_total))
    return (*whole.grades, *(name for name, number in more if number))


def grade_counts(unit: UnitTotals, whole: UnitTotals) -> tuple[int, ...]:
    """一个单位在 ``grade_columns(whole)`` 各栏里的个数。"""
    more = ((unit.unsettled, whole.unsettled), (unit.without_total, whole.without_total))
    return (*unit.grades.values(), *(own for own, number in more if number))


def _unit_values(unit: UnitTotals, whole: UnitTotals) -> _Values:
    return (
        *(_named(unit.unit), unit.projects),
        *(unit.initial, unit.adjusted, unit.executed, unit.rate, unit.mean_total),
        *(*grade_counts(unit, whole), unit.errors, unit.warnings),
    )


def _findings(summary: Summary) -> ReportSheet:
    columns = (
        *(ReportColumn("单位", 14, picks=True), ReportColumn("项目", 18, heads=True)),
        ReportColumn("年度", 6, _YEAR, picks=True),
        *(ReportColumn("级别", 6, _WORD, picks=True), ReportColumn("规则", 7, _WORD, picks=True)),
        *(ReportColumn("问题", 40), ReportColumn("怎么办", 30)),
        *(ReportColumn("单元格", 10, links=True), ReportColumn("工作表", 10)),
        ReportColumn("文件", 16),
    )
    count = sum(len(each.findings) for each in summary.projects)
    return ReportSheet(
        "问题",
        f"perfxl {SUMMARY}·问题（{count} 处）",
        columns,
        count,
        lambda: _finding_rows(summary.projects),
        note="照项目排，重的在前；点单元格打开原文件的那一格",
        empty="没有查出问题。",
    )


def _finding_rows(projects: Iterable[EvaluatedProject]) -> Iterator[ReportRow]:
    order = list(Severity)
    for row in projects:
        for each in sorted(row.findings, key=lambda one: order.index(one.severity)):
            yield _finding_row(row, each)


def _finding_row(row: EvaluatedProject, finding: Finding) -> ReportRow:
    first = finding.cells.partition(",")[0]
    values = (
        *(_named(row.unit), row.project, row.year, finding.severity.label, finding.rule),
        *(finding.said, finding.hint, finding.cells, finding.sheet, BookName(finding.file)),
    )
    link = CellLink(finding.file, finding.sheet, first or row.cell)
    return ReportRow(values, link, ((3, MARK_COLOURS[finding.severity]),))


def _differences(differences: Sequence[TotalDifference]) -> ReportSheet:
    columns = (
        *(ReportColumn("单位", 22, picks=True), ReportColumn("年度", 6, _YEAR, picks=True)),
        *(ReportColumn("不同", 70),),
        *(ReportColumn("单元格", 10, links=True), ReportColumn("工作表", 16)),
        ReportColumn("文件", 28),
    )
    return ReportSheet(
        "核对",
        f"perfxl {SUMMARY}·核对（{len(differences)} 处）",
        columns,
        len(differences),
        lambda: (_difference_row(each) for each in differences),
        note="部门整体的表、单位自己的汇总表，与收到的各项目自评表不同的地方",
    )


def _difference_row(each: TotalDifference) -> ReportRow:
    return ReportRow(
        (each.unit, each.year, each.message, each.cells, each.sheet, BookName(each.file)),
        CellLink(each.file, each.sheet, each.cells.partition(",")[0]),
    )


def _left_out(summary: Summary) -> ReportSheet:
    columns = (ReportColumn("缘故", 12, _WORD, picks=True), _FILE, ReportColumn("说明", 96))
    groups: tuple[tuple[str, Sequence[LeftOut]], ...] = (
        ("没有读成", summary.unread),
        ("数字不同", summary.conflicts),
        ("重复", [each for each in summary.ignored if each.told and not each.conflicting]),
        ("不算项目", [each for each in summary.ignored if not each.told and not each.conflicting]),
    )

    def rows() -> Iterator[ReportRow]:
        for kind, files in groups:
            fill = ((0, _LEFT_FILLS[kind]),)
            for each in files:
                yield ReportRow(
                    (kind, BookName(each.file), each.why), CellLink(each.file, "", ""), fill
                )

    count = sum(len(files) for _, files in groups)
    return ReportSheet(
        "未读",
        f"perfxl {SUMMARY}·没有算进来的文件（{count} 个）",
        columns,
        count,
        rows,
        note="没有读成的，和读了而没有算作项目的，各为什么",
        empty="每个文件都算进来了。",
    )


_LEFT_FILLS = {"没有读成": "FFC7CE", "数字不同": "FFEB9C", "重复": "DDEBF7", "不算项目": "E7E6E6"}
