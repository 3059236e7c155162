"""PX633 资金来源与批复不同"""

from collections.abc import Iterator, Mapping
from itertools import groupby

from perfxl.matching.projects import Match
from perfxl.model.finding import Severity
from perfxl.model.form_spec import Shape
from perfxl.model.fund import Fund, FundRole, Period
from perfxl.model.table import Entry, Table
from perfxl.rules.across.amounts_compared import Gap, compare_amounts
from perfxl.rules.across.approved_indicators import own_name
from perfxl.rules.engine.form_groups import APPLICATIONS, COMPARED
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention

# 不是一种来源的。
_NO_SOURCE = (FundRole.TOTAL, FundRole.OTHER_TOTAL, FundRole.SUBTOTAL)


@across_rule(
    id="PX633",
    title="资金来源与批复不同",
    severity=Severity.WARNING,
    forms=COMPARED,
    basis=(own_convention("自评表、监控表年初预算数的各项来源照批复填"),),
    message="{own}的年初资金总额与{what}相同，来源不同：{sources}。{ground}。",
    hint="请核对 {cells}，各项来源照批复的填；批复印错的，请批复单位更正。",
)
def fund_sources_differ(tables: TableSet) -> Iterator[Hit]:
    """总额不同的由 PX607 报。两边各只有一行的来源才比；一边没有的、清单（不分来源）不比。一张表只说一次。"""
    for match in (*tables.evaluated_approvals, *tables.monitored_approvals):
        whole = compare_amounts(
            match.one.table, match.one.initial, match.other.table, match.other.initial
        )
        single = match.other.table.spec.shape is not Shape.LIST
        if not single or match.other.table.form in APPLICATIONS:
            continue
        if whole is None or whole.gap is not Gap.NONE:
            continue
        differing = list(_differing(match))
        if differing:
            yield Hit(
                [entry for entry, _, _ in differing],
                found="、".join(entry.text for entry, _, _ in differing),
                words={
                    "own": own_name(match.one.table),
                    "what": match.other.table.called,
                    "sources": "；".join(said for _, _, said in differing),
                    "ground": f"认作同一个项目：{match.ground}",
                },
                table=match.one.table,
                related=[entry for _, entry, _ in differing],
                related_table=match.other.table,
            )


def _differing(match: Match) -> Iterator[tuple[Entry, Entry, str]]:
    """不同的各项来源：这边的格，批复的格，怎样不同。"""
    one, other = match.one.table, match.other.table
    approved = _sources(other)
    for key, fund in _sources(one).items():
        if key not in approved:
            continue
        first, second = fund.initial, approved[key].initial
        compared = compare_amounts(one, first, other, second)
        if compared is not None and compared.gap is Gap.REAL:
            yield first, second, f"{fund.name}填 {compared.one}，批复 {compared.other}"


def _sources(table: Table) -> Mapping[tuple[FundRole, str], Fund]:
    """年度的各种来源，一种只有一行的；看不出是哪一种的照名称。"""

    def key(fund: Fund) -> tuple[FundRole, str]:
        return fund.role, fund.name if fund.role is FundRole.UNKNOWN else ""

    funds = [f for f in table.funds if f.period is Period.YEAR and f.role not in _NO_SOURCE]
    grouped = ((each, list(own)) for each, own in groupby(sorted(funds, key=key), key))
    return {each: own[0] for each, own in grouped if len(own) == 1}
