"""部门整体的表、单位自己的汇总表，与各项目自评合起来的数对一遍。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import NamedTuple

from perfxl.actions.assessment import Assessment
from perfxl.actions.summary_rows import EvaluatedTable
from perfxl.grammar.exact_numbers import decimal_places
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import department_of, organisation_key, owner_of
from perfxl.matching.project import Project
from perfxl.matching.projects import Match, match_projects, projects_of
from perfxl.model.finding import Finding
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.summary import TotalDifference
from perfxl.model.table import Entry, FundRole, Table
from perfxl.scoring.rounding import grouped

_ZERO = Decimal(0)
_COLUMNS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("executed", "全年执行数"))
# 汇总表逐格与自评表比的、合计与各行比的规则。
_SUMMARY_RULES = frozenset({"PX640", "PX414"})
# 一句话里最多列几个项目。
_SHOWN = 5


class _Owned:
    """收到的自评表，照单位（表上写着的都算）和年度找。"""

    def __init__(self, evaluated: Sequence[EvaluatedTable]) -> None:
        self._found: dict[tuple[str, int | None], list[EvaluatedTable]] = {}
        for each in evaluated:
            for key in {organisation_key(name) for name in each.row.organisations}:
                self._found.setdefault((key, each.row.year), []).append(each)

    def of(self, key: str, year: int | None) -> Sequence[EvaluatedTable]:
        """一个单位一年的；没有写单位的一张也没有。"""
        return self._found.get((key, year), ()) if key else ()


class UnitLists(NamedTuple):
    """单位自己的汇总表，照表的 ``id``：列的各个项目，其中对上了自评表的；``years`` 是各张表（不只汇总表）的年度。"""

    tables: Sequence[Table]
    lines: Mapping[int, Sequence[Project]]
    matches: Mapping[int, Sequence[Match]]
    years: Mapping[int, int | None]


def unit_lists(assessments: Sequence[Assessment], evaluated: Sequence[EvaluatedTable]) -> UnitLists:
    """收到的汇总表，照读到的先后。"""
    tables = [table for each in assessments for table in each.document.tables]
    summaries = [table for table in tables if table.spec.shape is Shape.RESULTS]
    lines: dict[int, list[Project]] = {}
    for line in projects_of(summaries):
        lines.setdefault(id(line.table), []).append(line)
    every = [line for own in lines.values() for line in own]
    matches: dict[int, list[Match]] = {}
    for match in match_projects(every, [each.project for each in evaluated]) if every else ():
        matches.setdefault(id(match.one.table), []).append(match)
    years = dict(zip(map(id, tables), budget_years(tables), strict=True))
    return UnitLists(summaries, lines, matches, years)


def total_differences(
    assessments: Sequence[Assessment], evaluated: Sequence[EvaluatedTable], lists: UnitLists
) -> list[TotalDifference]:
    """各处不同，照读到的先后；一张自评表也没有收到的汇总表不比，见 ``only_listed_said``。"""
    lines, matches = lists.lines, lists.matches
    units = {
        id(table): _unit_of_summary(table, lines.get(id(table), ()), matches.get(id(table), ()))
        for table in lists.tables
    }
    findings = _summary_findings(assessments, lists.tables, units)
    owned = _Owned(evaluated)
    found: list[TotalDifference] = []
    for table in (table for each in assessments for table in each.document.tables):
        key, year = id(table), lists.years[id(table)]
        if key in matches:
            found += findings.get(key, ())
            found += _missing_rows(table, year, units[key], lines[key], matches[key], owned)
        elif table.scope is Scope.DEPARTMENT and table.spec.indicators:
            found += _department(table, year, owned)
    return found


def only_listed_said(lists: UnitLists, year: int | None, unit: str) -> Iterator[str]:
    """汇总表里的项目一个也没有收到自评表的，合成一句；限了年度的只说那一年的，限了单位的不说。"""
    left = [
        table
        for table in lists.tables
        if id(table) in lists.lines
        and id(table) not in lists.matches
        and year in (None, lists.years[id(table)])
    ]
    if left and not unit:
        count = sum(len(lists.lines[id(table)]) for table in left)
        units = list(dict.fromkeys(_listed_unit(table, lists.lines[id(table)]) for table in left))
        names = "、".join(units[:_SHOWN])
        more = f"等 {len(units)} 个" if len(units) > _SHOWN else ""
        yield (
            f"只收到汇总表、没有收到自评表的：{names}{more}（{len(left)} 张汇总表、{count} 个项目）。"
            "这些项目没有算进来，请收齐自评表再汇总。"
        )


def _listed_unit(table: Table, lines: Sequence[Project]) -> str:
    """汇总表是哪个单位的；没有写单位的是文件名。"""
    return _unit_of_summary(table, lines, ()) or f"“{PurePath(table.book).name}”"


def _unit_of_summary(table: Table, lines: Sequence[Project], matches: Sequence[Match]) -> str:
    """汇总表是哪个单位的：表上写的；没有写的，各行（或对上的自评表）说的是同一个的，就是它。"""
    said = department_of(table)
    if said:
        return said
    own = [line.unit for line in lines if line.unit]
    names = own if len(own) == len(lines) else [owner_of(match.other.table) for match in matches]
    keys = {organisation_key(name) for name in names}
    return names[0] if len(keys) == 1 and all(keys) else ""


def _summary_findings(
    assessments: Iterable[Assessment], summaries: Iterable[Table], units: Mapping[int, str]
) -> dict[int, list[TotalDifference]]:
    """各汇总表里，``check`` 已经查出的。"""
    places = {(table.book, table.sheet): table for table in summaries}
    found: dict[int, list[TotalDifference]] = {}
    books = {book for book, _ in places}
    for each in assessments:
        for finding in each.findings if each.file in books else ():
            table = places.get((finding.file, finding.sheet))
            if table is not None and finding.rule in _SUMMARY_RULES:
                unit = units.get(id(table), "")
                found.setdefault(id(table), []).append(_of_finding(table, finding, unit))
    return found


def _of_finding(table: Table, finding: Finding, unit: str) -> TotalDifference:
    cells = finding.cells
    return TotalDifference(
        unit,
        table.year,
        table.book,
        table.sheet,
        cells,
        f"汇总表 {cells} {finding.message}",
    )


def _missing_rows(
    table: Table,
    year: int | None,
    unit: str,
    lines: Sequence[Project],
    matches: Sequence[Match],
    owned: _Owned,
) -> Iterator[TotalDifference]:
    """汇总表里有而没有收到自评表的，和收到了而汇总表里没有的。"""
    done = {id(match.one) for match in matches}
    for line in lines:
        if id(line) not in done:
            message = f"汇总表 {line.name.cell} “{line.name.text}”没有收到自评表。"
            yield TotalDifference(unit, year, table.book, table.sheet, line.name.cell, message)
    listed = {id(match.other) for match in matches}
    owners = [organisation_key(unit)] if unit else [_unit(match.other) for match in matches]
    came = [each for owner in dict.fromkeys(owners) for each in owned.of(owner, year)]
    left = [each for each in came if id(each.project) not in listed]
    if left:
        names = "、".join(
            f"“{each.row.project}”（{PurePath(each.row.file).name}）" for each in left[:_SHOWN]
        )
        more = f"等 {len(left)} 个项目" if len(left) > _SHOWN else ""
        place = table.title.cell or table.block.address.partition(":")[0]
        message = f"汇总表里没有{names}{more}，但收到了自评表。"
        yield TotalDifference(unit, year, table.book, table.sheet, place, message)


def _unit(project: Project) -> str:
    return organisation_key(project.unit)


def _department(table: Table, year: int | None, owned: _Owned) -> Iterator[TotalDifference]:
    """部门整体的项目支出对各项目之和；没有项目支出一行的，只看各项目之和有没有超过资金总额。"""
    unit = department_of(table)
    own = owned.of(organisation_key(unit), year)
    if not own:
        return
    fund = table.fund_of(FundRole.PROJECT_EXPENSE)
    whole = fund or table.annual_total
    if whole is None:
        return
    for column, name in _COLUMNS:
        entry: Entry = getattr(whole, column)
        printed = _in_yuan(table, entry)
        amounts = [(each, getattr(each.row, column)) for each in own]
        known = [(each, amount) for each, amount in amounts if amount is not None]
        if printed is None or not known:
            continue
        total = sum((amount for _, amount in known), _ZERO)
        slack = _half_step(table, entry) + sum(
            (_half_step(each.table, _fund_entry(each.table, column)) for each, _ in known), _ZERO
        )
        complete = len(known) == len(own)
        over = total - printed > slack
        if over or (fund is not None and complete and printed - total > slack):
            yield TotalDifference(
                unit,
                year,
                table.book,
                table.sheet,
                entry.cell,
                _said(table, name, printed, total, len(known), is_part=fund is not None),
            )


def one_sided_said(
    assessments: Sequence[Assessment], evaluated: Sequence[EvaluatedTable]
) -> list[str]:
    """没有项目支出一行的部门整体的表，各一句：资金总额里还有别的支出，项目少的不报。"""
    tables = [table for each in assessments for table in each.document.tables]
    owned, said = _Owned(evaluated), []
    for table, year in zip(tables, budget_years(tables), strict=True):
        of_department = table.scope is Scope.DEPARTMENT and table.spec.indicators
        own = owned.of(organisation_key(department_of(table)), year) if of_department else ()
        if own and table.annual_total and not table.fund_of(FundRole.PROJECT_EXPENSE):
            said.append(
                f"“{PurePath(table.book).name}”部门整体的表没有“项目支出”一行，资金总额里还有基本支出，"
                f"所以收到的 {len(own)} 个项目的合计只看有没有超过它，少的不报。"
            )
    return said


def _said(
    table: Table, name: str, printed: Decimal, total: Decimal, count: int, *, is_part: bool
) -> str:
    unit = table.money_unit or "元"

    def amount(yuan: Decimal) -> str:
        return f"{grouped(yuan / MONEY_FACTORS[unit])} {unit}"

    what = "部门整体的项目支出" if is_part else "部门整体的资金总额"
    said = f"{what}{name} {amount(printed)}，收到的 {count} 个项目自评合计 {amount(total)}，"
    gap = amount(abs(printed - total))
    if total > printed:
        return f"{said}项目多出 {gap}，请核对。"
    return f"{said}少 {gap}，可能有项目没有交自评表，请核对。"


def _fund_entry(table: Table, column: str) -> Entry:
    fund = table.annual_total
    entry: Entry = getattr(fund, column) if fund is not None else Entry()
    return entry


def _in_yuan(table: Table, entry: Entry) -> Decimal | None:
    factor = MONEY_FACTORS.get(table.money_unit or "")
    return None if factor is None or entry.number is None else entry.number * factor


def _half_step(table: Table, entry: Entry) -> Decimal:
    """印出来的半个末位合多少元；整数的元是确数，为 0。"""
    factor = MONEY_FACTORS.get(table.money_unit or "", Decimal(1))
    if entry.number is None or factor == 1:
        return _ZERO
    return factor.scaleb(-max(decimal_places(entry.number), 2)) / 2
