"""汇总的一行：一张项目自评表说了什么。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.actions.assessment import Assessment
from perfxl.actions.findings_at import FindingsAt
from perfxl.grammar.patterns import Pattern
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import owner_of, passed_over, supervisor_of
from perfxl.matching.organisations import without_code as unit_without_code
from perfxl.matching.project import Project, indicator_names, project_name_entry
from perfxl.matching.project_names import without_code
from perfxl.model.finding import Finding, Severity
from perfxl.model.form_spec import Scope
from perfxl.model.indicator_class import IndicatorClass
from perfxl.model.score import TableScore
from perfxl.model.sentence import joined
from perfxl.model.summary import ClassPoints, DraftedRow, EvaluatedProject
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.running import in_order
from perfxl.scoring.inferred_profile import other_profile
from perfxl.scoring.rounding import half_up

_ZERO = Decimal(0)
# 汉字、全角标点旁边的空白不是字的一部分；英文单词之间的是。
_BLANK = Pattern(r"(?<![!-~])\s+|\s+(?![!-~])")


@dataclass(frozen=True)
class EvaluatedTable:
    """一张项目自评表：认出的项目，和汇总里的一行。"""

    table: Table
    project: Project
    row: EvaluatedProject


class Evaluated(NamedTuple):
    """各工作簿里的项目自评表，照给的次序；``elsewhere`` 是不在这些表里的问题，各级（``Severity`` 的先后）几处。"""

    tables: list[EvaluatedTable]
    elsewhere: tuple[int, ...]


def evaluated_tables(assessments: Sequence[Assessment]) -> Evaluated:
    """部门整体的、没有填的空白表不算项目的自评表。"""
    tables = [table for each in assessments for table in each.document.tables]
    years = dict(zip(map(id, tables), budget_years(tables), strict=True))
    found: list[EvaluatedTable] = []
    elsewhere: Counter[Severity] = Counter()
    for each in assessments:
        drafts = drafted_rows(each) if each.drafts is None else each.drafts
        own = [each.document.tables[draft.number] for draft in drafts]
        every = tuple(each.findings)
        places = _places_of(every, own)
        here = {place for those in places.values() for place in those}
        elsewhere.update(one.severity for place, one in enumerate(every) if place not in here)
        for table, draft in zip(own, drafts, strict=True):
            year, named = years[id(table)], draft.indicator_names
            project = Project(table, None, project_name_entry(table), year, named)
            own_findings = FindingsAt.of(each.findings, every, places[id(table)])
            row = _finished(draft.row, project, own_findings)
            found.append(EvaluatedTable(table, project, row))
    return Evaluated(found, tuple(elsewhere[level] for level in Severity))


def drafted_rows(assessed: Assessment) -> tuple[DraftedRow, ...]:
    """一个工作簿里的项目自评表，各在汇总里的一行；年度、问题要看别的文件，还没有写。"""
    numbers = {id(table): number for number, table in enumerate(assessed.document.tables)}
    return tuple(
        _drafted(numbers[id(score.table)], assessed, score)
        for score in assessed.scores
        if _is_of_project(score.table)
    )


def _drafted(number: int, assessed: Assessment, score: TableScore) -> DraftedRow:
    table = assessed.document.tables[number]
    row, other = _row(table, score), other_profile(table, assessed.profile)
    if other is not None:
        said = f"分值与口径“{other.name}”相符，照“{assessed.profile.name}”算的，请核对。"
        row = replace(row, notes=(*row.notes, said))
    return DraftedRow(number, row, indicator_names(table))


def folded(text: str) -> str:
    """去掉没有意思的空白。

    >>> folded(" 某县 教育局\\n（本级）"), folded("OA 系统 运维")
    ('某县教育局（本级）', 'OA系统运维')
    """
    return _BLANK.sub("", text.strip())


def _is_of_project(table: Table) -> bool:
    if not table.spec.scored or table.scope is Scope.DEPARTMENT or table.is_blank_form:
        return False
    fund = table.annual_total
    # 没有名称也没有资金的，看不出是哪个项目的：一张表印到第二页的后半截。
    return bool(table.project) or (fund is not None and fund.executed.number is not None)


def _places_of(findings: Sequence[Finding], tables: Sequence[Table]) -> dict[int, list[int]]:
    """各张表的问题是第几处：一张工作表上只有一张自评表的，那张工作表的都是它的；几张的照项目、行分。"""
    sheets: dict[str, list[Table]] = {}
    for table in tables:
        for sheet in table.sheets:
            sheets.setdefault(sheet, []).append(table)
    found: dict[int, list[int]] = {id(table): [] for table in tables}
    for place, finding in enumerate(findings):
        own = sheets.get(finding.sheet, [])
        if len(own) > 1:
            own = [each for each in own if each.project == finding.project]
        if own:
            found[id(_holding(finding, own))].append(place)
    return found


def _holding(finding: Finding, tables: Sequence[Table]) -> Table:
    """一张工作表上几张同名的表，问题落在哪一张的行里。"""
    row, *_ = in_order(finding)
    inside = (each for each in tables if each.holds(finding.sheet, row))
    return next(inside, tables[0])


def _row(table: Table, score: TableScore) -> EvaluatedProject:
    project = Project(table, None, project_name_entry(table), None)
    fund = table.annual_total
    initial, adjusted, executed = (
        (fund.initial, fund.adjusted, fund.executed) if fund else (Entry(), Entry(), Entry())
    )
    printed_rate = fund.rate.number if fund else None
    rate = score.execution.rate
    if rate is None and printed_rate is not None:
        rate = half_up(printed_rate)
    unit = folded(unit_without_code(owner_of(table)))
    return EvaluatedProject(
        unit=unit,
        project=folded(without_code(table.project)),
        code=project.code,
        year=None,
        file=table.book,
        sheet=table.sheet,
        cell=project.name.cell or table.title.cell or table.block.address.partition(":")[0],
        initial=_in_yuan(project, initial),
        adjusted=_in_yuan(project, adjusted),
        executed=_in_yuan(project, executed),
        rate=rate,
        printed_total=table.total.score.number,
        total=score.total,
        printed_grade=table.grade.text,
        grade=score.grade,
        classes=_class_points(score),
        department=folded(unit_without_code(supervisor_of(table))),
        organisations=project.organisations,
        notes=tuple(_notes(table, score)),
        doubts=tuple(_doubts(score)),
        is_unsettled=score.is_unsettled,
    )


def _doubts(score: TableScore) -> Iterable[str]:
    """总分、等级靠着的可疑的数、待核定的得分，各一句；总分认可了的不靠它们。"""
    if not score.has_accepted_total:
        yield from (str(each.advice) for each in score.slips)
        yield from filter(None, (str(score.pending_said),))


def _in_yuan(project: Project, entry: Entry) -> Decimal | None:
    """金额折成元；金额单位写得不一致的，多少说不准，为 ``None``。"""
    return None if project.table.unit_conflicts else project.in_yuan(entry)


def _finished(draft: EvaluatedProject, project: Project, findings: FindingsAt) -> EvaluatedProject:
    """看过别的文件以后的一行。"""
    return replace(
        draft,
        year=project.year,
        findings=findings,
        counts=findings.counts,
        notes=(*_identity_notes(project), *draft.notes),
    )


def _class_points(score: TableScore) -> tuple[ClassPoints, ...]:
    """各类指标的分值和扣去的分；要评价人给分而没有给的、核对以前不作数的、合用别行分值的不算。"""
    unsettled = score.open_places
    points: dict[IndicatorClass, tuple[Decimal, Decimal]] = {}

    def add(kind: IndicatorClass, weight: Decimal, got: Decimal) -> None:
        whole, lost = points.get(kind, (_ZERO, _ZERO))
        points[kind] = whole + weight, lost + max(weight - got, _ZERO)

    for row in score.indicators:
        decided = row.judged.score is not None or row.printed is not None
        if row.weight is not None and decided and row.indicator.score.place not in unsettled:
            add(row.indicator.indicator_class, row.weight, row.counted)
    execution = score.execution
    fund = score.table.annual_total
    doubtful = fund is not None and fund.score.place in unsettled
    if execution.weight is not None and execution.score is not None and not doubtful:
        add(IndicatorClass.EXECUTION, execution.weight, execution.score)
    return tuple(ClassPoints(kind, *each) for kind, each in points.items())


def _identity_notes(project: Project) -> Iterable[str]:
    table = project.table
    if not table.project:
        yield "没有写项目名称。"
    if project.year is None:
        yield "没有写年度，也看不出来。"
    elif table.year is None:
        yield f"年度没有写，照指标的时限、同一处别的表看是 {project.year} 年。"


def _unit_notes(table: Table) -> Iterable[str]:
    """没有写实施单位，照主管部门算，而填报的是另一个单位。"""
    owner, filing = passed_over(table)
    if filing:
        own, other = table.fields[owner], table.fields[filing]
        yield (
            f"没有写实施单位，算在{owner}“{unit_without_code(own.text)}”（{own.cell}）名下；"
            f"{filing}（{other.cell}）写的是“{unit_without_code(other.text)}”，不是一个单位，"
            "请核对算给谁。"
        )


def _notes(table: Table, score: TableScore) -> Iterable[str]:
    yield from _unit_notes(table)
    if table.annual_total is None:
        yield "说不准哪一行是年度资金总额，金额空着。"
    elif table.money_factor is None:
        yield "没有写金额单位，金额空着。"
    elif table.unit_conflicts:
        yield f"{'；'.join(table.units_apart_said)}，金额究竟以什么计说不准，空着。"
    elif doubtful := [entry.cell for entry in table.doubtful_amounts]:
        yield f"{'、'.join(doubtful[:3])} 数字格式与金额单位不合，金额空着。"
    if score.why_no_total:
        yield f"{score.why_no_total}。"
    if score.pending_said:
        yield f"{score.pending_said}。"
    if score.as_filled_said:
        yield f"{score.as_filled_said}。"
    if score.accepted:
        yield f"{joined('；', (kept.said for kept in score.accepted))}。"
    for slip in score.slips:
        hanging = "" if score.has_accepted_total else "；核对以前，总分、等级不作数"
        yield f"{slip.advice}{hanging}。"
    if table.hidden:
        yield f"工作表“{table.sheet}”是隐藏的。"
