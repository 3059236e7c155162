"""汇总：许多读好、查好的工作簿 → 一个项目一年一行，单位、指标类别、规则各有合计。"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from sys import intern

from perfxl.actions.assessment import Assessment, accepted_said, silenced_said
from perfxl.actions.check_many import profiles_said
from perfxl.actions.outcome import Outcome
from perfxl.actions.summary_rows import Evaluated, EvaluatedTable, evaluated_tables
from perfxl.actions.summary_totals import (
    one_sided_said,
    only_listed_said,
    total_differences,
    unit_lists,
)
from perfxl.matching.organisations import department_of, organisation_key, owner_of
from perfxl.matching.project import Project
from perfxl.matching.repeated import Repeated, nearly_repeated, repeated_projects
from perfxl.model.errors import PerfxlError
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Scope
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.short_paths import short_paths
from perfxl.model.summary import (
    ClassPoints,
    EvaluatedProject,
    LeftOut,
    RuleCount,
    Summary,
    TotalDifference,
    UnitTotals,
)
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.registry import all_rules
from perfxl.scoring.rounding import half_up
from perfxl.standards.profile import load_profile

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_NEAR = "名称相近"
# 一句话里最多说几处不同。
_SAID = 3


@dataclass(frozen=True)
class SummaryOutcome(Outcome):
    """``summary`` 是汇总；``sentences`` 是合计和要人知道的，各一句。"""

    summary: Summary = field(kw_only=True)


class NothingToSummariseError(PerfxlError):
    """一张项目自评表也没有；``outcome`` 是没有项目的汇总，略过的文件都在里面。"""

    def __init__(self, message: str, outcome: SummaryOutcome) -> None:
        super().__init__(message)
        self.outcome = outcome


def summary(
    assessments: Sequence[Assessment],
    *,
    files: int | None = None,
    unread: Iterable[LeftOut] = (),
    ignored: Iterable[LeftOut] = (),
    year: int | None = None,
    unit: str = "",
) -> SummaryOutcome:
    """各工作簿（``across`` 以后的）的汇总。

    ``files`` 是找到几个工作簿，``unread``、``ignored`` 是读不了的、与绩效无关的。
    ``year``、``unit`` 只看一年、一个单位；没有的抛 ``PerfxlError``，说有哪些；
    一张自评表也没有的抛 ``NothingToSummariseError``。
    """
    evaluated = evaluated_tables(assessments)
    every = _one_spelling(evaluated.tables)
    books = short_paths(dict.fromkeys(each.file for each in assessments))
    repeated = repeated_projects([each.project for each in every])
    counted = _noted(_once(every, repeated), books)
    unread = (*unread, *_titled_evaluations(assessments))
    wanted = _wanted(counted, year, unit) if counted or unread else ()
    rows = sorted((each.row for each in wanted), key=_worst_first)
    own_files = _own_files(assessments, wanted)
    grades = _grade_names(assessments)
    lists = unit_lists(assessments, counted)
    found = Summary(
        files=len(assessments) if files is None else files,
        projects=tuple(rows),
        units=tuple(_grouped(rows, grades, lambda row: row.unit)),
        departments=tuple(_grouped(rows, grades, lambda row: row.department)),
        elsewhere=_elsewhere(evaluated, wanted, limited=year is not None or bool(unit)),
        whole=_totals("", rows, grades),
        classes=tuple(_classes(rows)),
        rules=tuple(_rules(rows)),
        differences=tuple(
            _concerning(total_differences(assessments, counted, lists), wanted, year, unit)
        ),
        ignored=(
            *_repeats_said(repeated, wanted, books),
            *(_yearless(counted) if year is not None else ()),
            *_without_evaluation(_not_of_others(assessments, wanted, unit), every),
            *ignored,
        ),
        unread=unread,
        year=year,
        unit=unit,
        other_years=_other_years(_of_unit(counted, unit), year),
        accepted=_accepted(assessments, wanted),
        told=(
            *_told(own_files),
            *one_sided_said(assessments, wanted),
            *only_listed_said(lists, year, unit),
        ),
        profiles=tuple(profiles_said((e.profile.name, e.profile_why) for e in own_files)),
    )
    outcome = SummaryOutcome(tuple(_sentences(found)), summary=found)
    if not counted and not unread:
        raise NothingToSummariseError(_nothing_said(assessments, files), outcome)
    return outcome


def _own_files(
    assessments: Iterable[Assessment], wanted: Iterable[EvaluatedTable]
) -> Sequence[Assessment]:
    """有项目算了进来的工作簿。"""
    files = {each.row.file for each in wanted}
    return [each for each in assessments if each.file in files]


def _once(
    every: Iterable[EvaluatedTable], repeated: Iterable[Repeated]
) -> Sequence[EvaluatedTable]:
    """重复的只算一份。"""
    other = {id(each.other) for each in repeated}
    return [each for each in every if id(each.project) not in other]


def _repeats_said(
    repeated: Iterable[Repeated], wanted: Iterable[EvaluatedTable], books: Mapping[str, str]
) -> Iterator[LeftOut]:
    """算进来的各项目的另一份，为什么没有算。"""
    kept = {id(each.project) for each in wanted}
    return (_why_repeated(each, books) for each in repeated if id(each.kept) in kept)


def _concerning(
    differences: Iterable[TotalDifference],
    wanted: Iterable[EvaluatedTable],
    year: int | None,
    unit: str,
) -> Iterable[TotalDifference]:
    """合计照全部收到的对；限了年度、单位的，只留说到它们的。"""
    keys = {organisation_key(name) for each in wanted for name in each.row.organisations}
    for each in differences:
        of_year = year is None or each.year in (None, year)
        if of_year and (not unit or organisation_key(each.unit) in keys):
            yield each


def _elsewhere(
    evaluated: Evaluated, counted: Iterable[EvaluatedTable], *, limited: bool
) -> tuple[int, ...]:
    """没有算进各项目的问题，各级几处：别的表里的，重复而没有算的自评表里的。

    限了年度、单位的，别的表算哪一年、哪个单位的说不准，不数。
    """
    if limited:
        return (0,) * len(Severity)
    kept = {id(each.project) for each in counted}
    left = [each.row.counts for each in evaluated.tables if id(each.project) not in kept]
    return tuple(map(sum, zip(evaluated.elsewhere, *left, strict=True)))


def _accepted(assessments: Iterable[Assessment], wanted: Iterable[EvaluatedTable]) -> int:
    """算进来的各张工作表里，已认可的几处。"""
    sheets = {(each.row.file, each.row.sheet) for each in wanted}
    return sum((one.file, one.sheet) in sheets for each in assessments for one in each.accepted)


def _told(assessments: Sequence[Assessment]) -> Iterable[str]:
    """谁认可了什么，口径关掉了什么。"""
    if said := accepted_said(one for each in assessments for one in each.acceptances):
        yield said
    used = {each.profile.name: each.profile for each in assessments}
    yield from filter(None, map(silenced_said, used.values()))


def _one_spelling(tables: Sequence[EvaluatedTable]) -> list[EvaluatedTable]:
    """同一单位的几种写法（空白、代码、“本级”“机关”不计，与审核意见相同），都照用得最多的写。

    单位、主管部门各照各的：局机关自己的项目写着“某局机关”的，不因为主管部门写“某局”就改了名。
    """
    units = _usual(each.row.unit for each in tables)
    departments = _usual(each.row.department for each in tables)

    def respelt(row: EvaluatedProject) -> EvaluatedProject:
        unit = units[organisation_key(row.unit)]
        department = departments[organisation_key(row.department)]
        return replace(row, unit=unit, department=department)

    return [replace(each, row=respelt(each.row)) for each in tables]


def _usual(names: Iterable[str]) -> dict[str, str]:
    """各单位（``organisation_key``）用得最多的写法。"""
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        spellings.setdefault(organisation_key(name), Counter())[name] += 1
    return {key: tally.most_common(1)[0][0] for key, tally in spellings.items()}


def _noted(tables: Sequence[EvaluatedTable], books: Mapping[str, str]) -> Sequence[EvaluatedTable]:
    """名称几乎一样而算作两个项目的，各记一句。"""
    notes: dict[int, list[str]] = {}
    for first, second in nearly_repeated([each.project for each in tables]):
        for one, other in ((first, second), (second, first)):
            name, book = "".join(other.name.text.split()), books[other.table.book]
            said = f"与“{book}”的“{name}”{_NEAR}（只差尾词、年份），内容不同，没有合并，请核对是不是同一个。"
            notes.setdefault(id(one), []).append(said)
    return [
        replace(
            each,
            row=replace(each.row, notes=(*each.row.notes, *notes.get(id(each.project), ()))),
        )
        for each in tables
    ]


def _wanted(
    tables: Sequence[EvaluatedTable], year: int | None, unit: str
) -> Sequence[EvaluatedTable]:
    """合乎 ``--year``、``--unit`` 的；名称完全相同的单位有，就只算它，没有的看谁包含这几个字。"""
    of_year = [each for each in tables if year is None or each.row.year == year]
    if not of_year and year is not None:
        known = "、".join(str(each) for each in sorted({t.row.year or 0 for t in tables} - {0}))
        raise PerfxlError(
            f"没有 {year} 年度的自评表；有自评表的年度：{known or '都看不出'}{_undated(tables)}。"
        )
    if not unit:
        return of_year
    found = _of_unit(of_year, unit)
    if not found:
        known = "、".join(dict.fromkeys(each.row.unit for each in of_year if each.row.unit))
        raise PerfxlError(f"没有单位“{unit}”的自评表；有自评表的单位：{known or '没有'}。")
    return found


def _of_unit(tables: Sequence[EvaluatedTable], unit: str) -> Sequence[EvaluatedTable]:
    """一个单位的；``unit`` 为空是全部。"""
    key = organisation_key(unit)
    exact = [each for each in tables if not unit or organisation_key(each.row.unit) == key]
    return exact or [each for each in tables if key in organisation_key(each.row.unit)]


def _undated(tables: Iterable[EvaluatedTable]) -> str:
    """看不出年度的几张。"""
    rows = [each.row for each in tables if each.row.year is None]
    return f"；{len(rows)} 张没有写年度，看不出是哪一年的：{_named(rows)}" if rows else ""


def _nothing_said(assessments: Sequence[Assessment], files: int | None) -> str:
    """读了而一张项目自评表也没有。"""
    labels = dict.fromkeys(t.form.label for each in assessments for t in each.document.tables)
    read = f"（读到的是{'、'.join(labels)}）" if labels else ""
    return f"没有可以汇总的：{files or len(assessments)} 个工作簿里没有填了的项目自评表{read}。"


def _other_years(tables: Iterable[EvaluatedTable], year: int | None) -> dict[int, int]:
    """限了年度的，别的年度各有几张自评表没有算。"""
    years = (each.row.year for each in tables if year is not None)
    tally = Counter(each for each in years if each not in (None, year))
    return dict(sorted((each, number) for each, number in tally.items() if each is not None))


def _worst_first(row: EvaluatedProject) -> tuple[int, bool, Decimal, str, str]:
    total = row.total if row.total is not None else _ZERO
    return -row.count(Severity.ERROR), row.total is not None, total, row.unit, row.project


def _why_repeated(repeated: Repeated, books: Mapping[str, str]) -> LeftOut:
    """不算的一份和为什么。"""
    kept, other = repeated.kept, repeated.other
    name = "".join(kept.name.text.split())
    when = f"（{kept.year}年）" if kept.year else ""
    own = "".join(other.name.text.split())
    written = f"（这一份写作“{own}”）" if own != name else ""
    same = f"{_places_said(repeated, books)}是同一个项目“{name}”{when}{written}"
    if repeated.is_identical:
        return LeftOut(other.table.book, f"{same}，内容相同，只算一次。", told=True)
    shown = [
        f"{each.said} {_shown(each.other)}对 {_shown(each.kept)}"
        for each in repeated.differing[:_SAID]
    ]
    more = f"等 {len(repeated.differing)} 处" if len(repeated.differing) > _SAID else ""
    differing = f"：{'、'.join(shown)}{more}" if shown else "（指标或资金的行不同）"
    return LeftOut(
        other.table.book,
        f"{same}，但数字不同{differing}；算的是后一份，请核对哪一份作数。",
        conflicting=True,
    )


def _places_said(repeated: Repeated, books: Mapping[str, str]) -> str:
    """不算的一份与算的一份各在哪里，后一份是算的；在一个文件、一张工作表上的，文件、工作表只说一次。"""
    kept, other = repeated.kept, repeated.other
    if kept.table.book != other.table.book:
        return f"与“{books[kept.table.book]}”工作表“{kept.table.sheet}”"
    if kept.table.sheet != other.table.sheet:
        return f"工作表“{other.table.sheet}”与“{kept.table.sheet}”"
    return f"工作表“{kept.table.sheet}”上 {_at(other)} 与 {_at(kept)} 两张"


def _at(project: Project) -> str:
    """项目名称在哪一格；没有写名称的，表从哪一格起。"""
    return project.name.cell or project.table.block.address.partition(":")[0]


def _shown(entry: Entry) -> str:
    return f"{entry.text or '空'}（{entry.cell}）"


def _yearless(tables: Sequence[EvaluatedTable]) -> Iterable[LeftOut]:
    """限了年度，而没有写年度、也看不出来的。"""
    for each in tables:
        if each.row.year is None:
            yield LeftOut(
                each.row.file, f"“{each.row.project}”没有写年度，看不出是不是这一年的。", told=True
            )


def _not_of_others(
    assessments: Iterable[Assessment], wanted: Iterable[EvaluatedTable], unit: str
) -> Iterator[Assessment]:
    """限了单位的：各表写着的都是别的单位的文件不必说；没有写单位的留着。没有限的是全部。"""
    own = {organisation_key(name) for each in wanted for name in each.row.organisations}
    for each in assessments:
        tables = each.document.tables
        names = (name for table in tables for name in (owner_of(table), department_of(table)))
        keys = {organisation_key(name) for name in names if name}
        is_own = any(key in mine or mine in key for key in keys for mine in own)
        if not unit or not keys or is_own:
            yield each


def _without_evaluation(
    assessments: Iterable[Assessment], evaluated: Iterable[EvaluatedTable]
) -> Iterable[LeftOut]:
    """里面没有项目自评表的工作簿，和没有项目名称、也没有资金的自评表；``evaluated`` 是算作项目的表。"""
    counted = {id(each.table) for each in evaluated}
    for each in assessments:
        scored = [table for table in each.document.tables if table.spec.scored]
        if scored:
            left = [table for table in scored if id(table) not in counted]
            why = _why_no_project(left, alone=len(left) == len(scored))
        else:
            labels = "、".join(dict.fromkeys(t.form.label for t in each.document.tables))
            titled = any(table.titled_evaluation for table in each.document.tables)
            why = "" if titled else f"里面没有项目自评表（读到的是{labels}）"
        if why:
            yield LeftOut(each.file, intern(f"{why}。"))  # 几万个文件，就那么几句


def _titled_evaluations(assessments: Iterable[Assessment]) -> Iterator[LeftOut]:
    """标题写自评，各栏却没有认出、读成了别的表的工作簿。"""
    for each in assessments:
        found = [table for table in each.document.tables if table.titled_evaluation]
        if found:
            sheets = "、".join(f"“{name}”" for name in dict.fromkeys(t.sheet for t in found))
            labels = "、".join(dict.fromkeys(table.form.label for table in found))
            yield LeftOut(
                each.file,
                f"工作表{sheets}的标题写自评，没有认出实际完成值、得分的栏，照{labels}读了，没有算进来。",
            )


def _why_no_project(tables: Sequence[Table], *, alone: bool) -> str:
    """几张自评表为什么不算项目；部门整体的与别的在一个工作簿里的不必说，为 ``""``。"""
    own = [table for table in tables if table.scope is not Scope.DEPARTMENT]
    blank = [table.sheet for table in own if table.is_blank_form]
    nameless = [table.sheet for table in own if not table.is_blank_form]
    if own:
        why = [f"{_sheets_of(blank)}是空的表样，一处也没有填"] if blank else []
        if nameless:
            why.append(f"{_sheets_of(nameless)}没有项目名称，也没有资金（或是上一页的后半截）")
        return f"{'；'.join(why)}，不算项目"
    if tables and alone:
        return "里面是部门整体的自评表，不是一个项目的，只用来核对合计"
    return ""


def _sheets_of(names: Iterable[str]) -> str:
    return f"工作表{'、'.join(f'“{name}”' for name in dict.fromkeys(names))}的自评表"


def _grouped(
    rows: Sequence[EvaluatedProject],
    grades: Sequence[str],
    of: Callable[[EvaluatedProject], str],
) -> list[UnitTotals]:
    """各单位（主管部门，照 ``of``）的合计，差的在前：先看错误几处，再看平均分。"""
    groups: dict[str, list[EvaluatedProject]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    found = [_totals(unit, own, grades) for unit, own in groups.items()]
    return sorted(found, key=lambda each: (-each.errors, each.mean_total or _ZERO, each.unit))


def _totals(unit: str, rows: Sequence[EvaluatedProject], grades: Sequence[str]) -> UnitTotals:
    both = [row for row in rows if None not in (row.budget, row.executed)]
    budget = sum((row.budget or _ZERO for row in both), _ZERO)
    executed = sum((row.executed or _ZERO for row in both), _ZERO)
    totals = [row.settled_total for row in rows if row.settled_total is not None]
    counted = Counter(row.settled_grade for row in rows if row.settled_grade)
    return UnitTotals(
        unit=unit,
        projects=len(rows),
        initial=_sum(row.initial for row in rows),
        adjusted=_sum(row.adjusted for row in rows),
        executed=_sum(row.executed for row in rows),
        rate=half_up(executed / budget * _HUNDRED) if budget else None,
        mean_total=half_up(sum(totals, _ZERO) / len(totals)) if totals else None,
        grades={grade: counted[grade] for grade in grades},
        errors=sum(row.count(Severity.ERROR) for row in rows),
        warnings=sum(row.count(Severity.WARNING) for row in rows),
        unsettled=sum(row.is_unsettled for row in rows),
        without_total=sum(row.total is None for row in rows),
    )


def _grade_names(assessments: Iterable[Assessment]) -> list[str]:
    """优、良、中、差，和所用口径里另起的名称。"""
    used = {each.profile.name: each.profile for each in assessments}
    profiles = (load_profile(), *used.values())
    return list(dict.fromkeys(grade.name for each in profiles for grade in each.grades))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [each for each in numbers if each is not None]
    return sum(known, _ZERO) if known else None


def _classes(rows: Iterable[EvaluatedProject]) -> list[ClassPoints]:
    """各类指标的分值和扣去的分，照类别的先后。"""
    points: dict[IndicatorClass, ClassPoints] = {}
    for each in (each for row in rows for each in row.classes):
        known = points.get(each.indicator_class, ClassPoints(each.indicator_class, _ZERO, _ZERO))
        points[each.indicator_class] = known.with_more(each)
    return [points[each] for each in IndicatorClass if each in points]


def _rules(rows: Sequence[EvaluatedProject]) -> list[RuleCount]:
    """各条规则查出几处，重的、多的在前。"""
    tally: Counter[tuple[str, Severity]] = Counter()
    projects: Counter[tuple[str, Severity]] = Counter()
    names: dict[str, str] = {}
    for row in rows:
        own = Counter((each.rule, each.severity) for each in row.findings)
        tally.update(own)
        projects.update(own.keys())
        names |= {each.rule: each.name for each in row.findings}
    titles = {rule.id: rule.title for rule in all_rules().values()}
    order = list(Severity)
    return [
        RuleCount(rule, titles.get(rule, names[rule]), level, count, projects[rule, level])
        for (rule, level), count in sorted(
            tally.items(), key=lambda each: (order.index(each[0][1]), -each[1], each[0][0])
        )
    ]


def _named(rows: Sequence[EvaluatedProject]) -> str:
    """点几个项目的名，各在哪个文件；一个文件里的，文件只说一次。"""
    shown = rows[:_SAID]
    books = short_paths(each.file for each in shown)
    told = "、".join(
        f"{'、'.join(f'“{each.project}”' if each.project else '没有写名称的' for each in own)}（{books[file]}）"
        for file, own in _by_file(shown).items()
    )
    return f"{told}等" if len(rows) > _SAID else told


def _by_file(rows: Iterable[EvaluatedProject]) -> dict[str, list[EvaluatedProject]]:
    found: dict[str, list[EvaluatedProject]] = {}
    for each in rows:
        found.setdefault(each.file, []).append(each)
    return found


def _elsewhere_said(found: Summary) -> Iterable[str]:
    """别的表里查出的：``check`` 的合计连它们一起数。"""
    counts = ((level.label, found.elsewhere_of(level)) for level in Severity)
    said = "、".join(f"{label} {count} 处" for label, count in counts if count)
    if said:
        others = "别的表（批复、申报、部门整体，没有算进来的自评表）"
        yield f"只数算进来的自评表里的；{others}里另有{said}，用 check 看，check 的合计是两处相加。"


def _sentences(found: Summary) -> Iterable[str]:
    whole = found.whole
    years = "、".join(f"{year}" for year in found.years)
    yield (
        f"{len(found.projects)} 个项目、{len(found.units)} 个单位"
        f"{f'，{years} 年度' if years else ''}，错误 {whole.errors} 处、提醒 {whole.warnings} 处。"
    )
    yield from _elsewhere_said(found)
    if whole.unsettled:
        yield (
            f"{whole.unsettled} 个项目的总分、等级待核（靠着可疑的数、待评价人核定的得分），"
            "没有算进平均分和各等级的个数。"
        )
    if whole.without_total:
        left = [each for each in found.projects if each.total is None]
        yield f"{len(left)} 个项目的总分算不出，平均分和各等级的个数里没有它：{_named(left)}。"
    if found.other_years:
        others = "、".join(f"{each} 年度 {number} 张" for each, number in found.other_years.items())
        yield f"只算 {found.year} 年度的，别的年度的自评表没有算：{others}。"
    if left := [each for each in found.projects if each.budget is None]:
        yield f"{len(left)} 个项目的金额空着，合计里没有它：{_named(left)}。"
    if left := [each for each in found.projects if each.has_half_of_the_rate]:
        yield f"{len(left)} 个项目的预算数、执行数只有一样，合计的执行率没有算它：{_named(left)}。"
    if left := [each for each in found.projects if each.year is None]:
        yield f"{len(left)} 个项目看不出年度：{_named(left)}。"
    if left := [each for each in found.projects if any(_NEAR in note for note in each.notes)]:
        yield f"{len(left)} 个项目与另一个名称相近，没有合并，请核对：{_named(left)}。"
    if found.accepted:
        yield f"另有 {found.accepted} 处已认可，没有算进错误和提醒。"
    if found.conflicts:
        yield f"{len(found.conflicts)} 份自评表与另一份是同一个项目而数字不同，请核对哪一份作数。"
    if found.differences:
        yield f"与部门整体、单位汇总表对不上的 {len(found.differences)} 处。"
    if found.unread:
        yield f"{len(found.unread)} 个文件没有读成。"
