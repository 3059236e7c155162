"""PX640 汇总表的一行与自评表不同"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.matching.organisations import same_organisation
from perfxl.matching.places import nearness
from perfxl.matching.projects import OTHER_UNIT, Match
from perfxl.model.due import Due
from perfxl.model.finding import Severity
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.table import Entry, Fund, Line, Table
from perfxl.reading.grades import grade_in, with_grade
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.across.compared_budgets import ground_of
from perfxl.rules.engine.form_groups import EVALUATION_SUMMARIES, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.running import book_seen_from
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.scoring.execution import printed_places
from perfxl.scoring.rounding import SAME_POINTS, grouped, half_up, plain
from perfxl.scoring.written_values import rate_in_style
from perfxl.standards.documents import own_convention

# 没有写单位的汇总表，可能是这几种。
_UNITS = ("元", "万元", "亿元")


@across_rule(
    id="PX640",
    title="汇总表的一行与自评表不同",
    severity=Severity.ERROR,
    forms=SELF_EVALUATIONS | EVALUATION_SUMMARIES,
    basis=(own_convention("汇总表的预算数、执行数、执行率、得分、等级照各项目的自评表填"),),
    message="汇总表的{column}填{filled}，这个项目的自评表（{place}）是{own}{gap}。{ground}{more}。",
    hint="请核对 {cells} 和 {place}，两处应相同。",
)
def summary_row_differs(tables: TableSet) -> Iterator[Hit]:
    """汇总表的预算数、执行数、执行率、得分、等级，逐格与同一项目的自评表比；一边空着的不比。

    汇总表没有写金额单位的，照与自评表相合的单位比，消息里说明。预算数与自评表的年初数相同的，
    这一栏可能填的是年初数，只提醒；项目对得没有把握的也只提醒。
    """
    known = _with_units(tables.summary_rows)
    for match in tables.summary_rows:
        line, fund = match.one.line, match.other.table.annual_total
        assert line is not None
        if fund is not None:
            yield from _amounts(match, line, fund, known[id(match.one.table)])
            yield from _rate(match, line, fund)
        yield from _score(match, line)
        yield from _grade(match, line)


def _amounts(match: Match, line: Line, fund: Fund, summary: Table) -> Iterator[Hit]:
    one, other = match.one.table, match.other.table
    more = "" if one.money_unit else f"；汇总表没有写金额单位，照{summary.money_unit}比"
    first = "initial" if line.initial.total.exists and fund.initial.exists else ""
    sides = (
        ("年初预算数", line.initial.total, fund.initial if first else fund.budget),
        ("全年预算数", line.adjusted.total, fund.budget),
        ("执行数", line.executed.total, fund.executed),
    )
    for column, entry, own in sides:
        compared = compare_amounts(summary, entry, other, own)
        if compared is None or compared.gap is Gap.NONE:
            continue
        as_initial = (
            column == "全年预算数"
            and not first
            and (initial := compare_amounts(summary, entry, other, fund.initial)) is not None
            and initial.gap is Gap.NONE
        )
        note = f"；汇总表填的数与自评表的年初预算数 {fund.initial.cell} 相同" if as_initial else ""
        hit = _hit(match, column, entry, own, compared.one, compared.other, more + note)
        sure = compared.gap is Gap.REAL and not as_initial
        severity = hit.severity if sure else Severity.WARNING
        yield replace(hit, words={**hit.words, "gap": f"，{compared.said}"}, severity=severity)


def _rate(match: Match, line: Line, fund: Fund) -> Iterator[Hit]:
    entry, own = line.rate, fund.rate
    if entry.number is None or own.number is None:
        return
    places = min(printed_places(entry), printed_places(own))
    if abs(entry.number - own.number) > Decimal(1).scaleb(-places) * Decimal("0.51"):
        found, expected = (f"{plain(half_up(each.number or Decimal(0)))}%" for each in (entry, own))
        hit = _hit(match, "执行率", entry, own, found, expected)
        yield replace(hit, follows=[Due(entry, rate_in_style(entry, own.number), "执行率")])


def _score(match: Match, line: Line) -> Iterator[Hit]:
    entry, own = line.score, match.other.table.total.score
    if entry.number is None or own.number is None:
        return
    places = min(decimal_places(entry.number), decimal_places(own.number))
    # 99.5 取整是 100，不是 99。
    same_rounded = half_up(entry.number, places) == half_up(own.number, places)
    if not same_rounded and abs(entry.number - own.number) > SAME_POINTS:
        found, expected = grouped(entry.number), grouped(own.number)
        hit = _hit(match, "得分", entry, own, f"{found} 分", f"{expected} 分")
        yield replace(hit, follows=[Due(entry, own.number, "得分")])


def _grade(match: Match, line: Line) -> Iterator[Hit]:
    entry, own = line.grade, match.other.table.grade
    grade = grade_in(entry.text)
    if grade and own.text and grade != own.text:
        hit = _hit(match, "等级", entry, own, grade, own.text)
        quotes = {"filled": quoted(grade), "own": quoted(own.text)}
        due = Due(entry, with_grade(entry.text, own.text), "等级")
        yield replace(hit, words={**hit.words, **quotes}, follows=[due])


def _hit(
    match: Match, column: str, entry: Entry, own: Entry, found: str, expected: str, more: str = ""
) -> Hit:
    sure = match.is_certain or (match.ground == OTHER_UNIT and _is_own_unit(match))
    words: dict[str, object] = {
        "column": column,
        "filled": f" {found}",
        "own": f" {expected}",
        "place": _place(match, own),
        "gap": "",
        "ground": ground_of(match),
        "more": more,
    }
    return Hit(
        entry,
        found=found,
        expected=expected,
        words=words,
        severity=None if sure else Severity.WARNING,
        table=match.one.table,
        related=(own,),
        related_table=match.other.table,
    )


def _is_own_unit(match: Match) -> bool:
    """单位写得不同，但在同一工作簿里，或汇总表写的是自评表的主管部门。"""
    if nearness(match.one.table, match.other.table) == 0:
        return True
    return any(same_organisation(match.one.unit, each) for each in match.other.organisations)


def _place(match: Match, own: Entry) -> str:
    """自评表的一格，连同它在哪个文件、哪张工作表。"""
    table = match.other.table
    here = match.one.table.book
    book = "" if table.book == here else f"[{book_seen_from(table.book, here)}]"
    return f"{book}{table.place_named(own)}"


def _with_units(matches: list[Match]) -> dict[int, Table]:
    """各张汇总表；没有写金额单位的，写上照哪种单位比。"""
    units = _units_taken(matches)
    tables = {id(match.one.table): match.one.table for match in matches}
    return {
        key: table if table.money_unit else replace(table, money_unit=units.get(key))
        for key, table in tables.items()
    }


def _units_taken(matches: list[Match]) -> dict[int, str]:
    """没有写金额单位的汇总表，照哪种单位与自评表相合的格最多、其次大小最接近。"""
    pairs: dict[int, list[tuple[Table, Entry, Table, Entry]]] = {}
    for match in matches:
        line, fund = match.one.line, match.other.table.annual_total
        if match.one.table.money_unit or line is None or fund is None:
            continue
        for entry, own in ((line.budget, fund.budget), (line.executed.total, fund.executed)):
            if entry.number and own.number and match.other.table.money_factor:
                pair = (match.one.table, entry, match.other.table, own)
                pairs.setdefault(id(match.one.table), []).append(pair)
    return {key: min(_UNITS, key=lambda unit: _apart(found, unit)) for key, found in pairs.items()}


def _apart(pairs: list[tuple[Table, Entry, Table, Entry]], unit: str) -> tuple[int, Decimal]:
    """照这种单位，不相合的有几格；大小差多少个数量级。"""
    ratios = [
        abs(
            (entry.number or 1)
            * MONEY_FACTORS[unit]
            / ((own.number or 1) * (other.money_factor or 1))
        )
        for _, entry, other, own in pairs
    ]
    return sum(ratio != 1 for ratio in ratios), sum(
        (abs(each.log10()) for each in ratios), Decimal(0)
    )
