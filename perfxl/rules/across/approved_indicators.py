"""自评表与批复的指标逐条对（PX601—PX606 共用）。"""

from collections.abc import Iterator
from typing import NamedTuple

from perfxl.grammar import Measured, Placeholder, parse
from perfxl.matching.indicators import (
    IndicatorPair,
    Side,
    adjusted_sides,
    initial_sides,
    known_pairs,
    pair_indicators,
)
from perfxl.matching.project import Project
from perfxl.matching.projects import Match
from perfxl.matching.target_changes import target_change
from perfxl.model.form_spec import Shape, Stage
from perfxl.model.table import Indicator, Table
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.facts.indicator_names import is_unwanted


class Compared(NamedTuple):
    """一张表（``table``）的指标与它应照着的那一份（``source``）对出的结果。

    ``own``、``what`` 是两份的叫法；``certain`` 是项目对得有把握，``settled`` 是预算没有调整过、
    指标本来不该变。
    """

    table: Table
    source: Table
    own: str
    what: str
    ground: str
    certain: bool
    settled: bool
    pairs: tuple[IndicatorPair, ...]


_OWN = {Stage.EVALUATION: "自评表", Stage.MONITORING: "监控表"}


def own_name(table: Table) -> str:
    """消息里怎样叫这张表：自评表、监控表。"""
    return _OWN.get(table.stage, table.called)


def reported_indicators(tables: TableSet) -> tuple[Compared, ...]:
    """每张自评表、监控表对它照着的批复。"""
    return tables.once(_reported)


def _reported(tables: TableSet) -> tuple[Compared, ...]:
    return (*_evaluated(tables), *_monitored(tables))


def _evaluated(tables: TableSet) -> Iterator[Compared]:
    """每张自评表对它最后一次的批复：有预算调整批复的用调整后的一边，没有的用年初批复。"""
    adjusted = {id(match.one): match for match in tables.evaluated_adjustments}
    initial = {id(match.one): match for match in tables.evaluated_approvals}
    for key in dict.fromkeys([*adjusted, *initial]):
        match = adjusted.get(key) or initial[key]
        yield _compared(match, adjusted_sides(own_rows(match.other)), settled(match))


def _monitored(tables: TableSet) -> Iterator[Compared]:
    """每张监控表对年初批复；预算调整过的，监控在调整以前还是以后看不出，不比。"""
    adjusted = {id(match.one) for match in tables.monitored_adjustments}
    for match in tables.monitored_approvals:
        if id(match.one) not in adjusted:
            yield _compared(match, adjusted_sides(own_rows(match.other)), settled(match))


def weights_before_adjustment(tables: TableSet) -> Iterator[Compared]:
    """有调整批复而它没有写分值的自评表，对年初批复：指标一条没有增减的，分值应照旧。"""
    adjusted = {id(match.one): match for match in tables.evaluated_adjustments}
    for match in tables.evaluated_approvals:
        later = adjusted.get(id(match.one))
        if later is None or any(side.weight.text for side in adjusted_sides(own_rows(later.other))):
            continue
        compared = _compared(match, adjusted_sides(own_rows(match.other)), settled=False)
        # 指标有增减的，分值要重新分，不比。
        if all(pair.old and pair.new and not pair.reworded for pair in compared.pairs):
            yield compared


def adjustment_origins(tables: TableSet) -> tuple[Compared, ...]:
    """每张调整批复的年初一边，对年初批复。"""
    return tables.once(_adjusted)


def _adjusted(tables: TableSet) -> tuple[Compared, ...]:
    return tuple(_adjusted_from_approvals(tables))


def _adjusted_from_approvals(tables: TableSet) -> Iterator[Compared]:
    for match in tables.adjusted_approvals:
        old = adjusted_sides(own_rows(match.other))
        new = initial_sides(match.one.table.indicators)
        if new:
            yield _build(match, old, new, settled=True)


def _compared(match: Match, old: list[Side], settled: bool) -> Compared:
    return _build(match, old, initial_sides(match.one.table.indicators), settled=settled)


def _build(match: Match, old: list[Side], new: list[Side], *, settled: bool) -> Compared:
    halves = match.other.table.spec.shape is Shape.HALVES
    # 只有一套指标的表，指标值空着是没有填，这一条还在。
    kept = [e for e in old if not is_cancelled(e) or not (halves or e.target.text)]
    if all(map(is_cancelled, old)):
        return Compared(match.one.table, match.other.table, "", "", "", False, False, ())
    own = own_name(match.one.table)
    what = match.other.table.called
    return Compared(
        match.one.table,
        match.other.table,
        own,
        what,
        match.ground,
        match.is_certain,
        settled,
        tuple(known_pairs(pair_indicators(kept, new), own_rows(match.other), own_rows(match.one))),
    )


def own_rows(project: Project) -> list[Indicator]:
    """这个项目的指标；清单里只取它自己的几行。"""
    rows = project.table.indicators
    if project.table.spec.shape is not Shape.LIST:
        return list(rows)
    named = [row for row in rows if row.project.text == project.name.text]
    # 不同单位的同名项目，只取项目名称就在这一格的。
    own = [row for row in named if row.project.row == project.name.row]
    return own or named


def settled(match: Match) -> bool:
    """批复本身是调整后的，或全年预算没有变。"""
    if match.other.table.stage is Stage.ADJUSTMENT:
        return True
    fund = match.one.table.annual_total
    if fund is None or not fund.adjusted.exists or not fund.initial.exists:
        return True
    return fund.adjusted.number == fund.initial.number


def is_cancelled(side: Side) -> bool:
    """调整后取消了的指标：空着，或写 0、0元、/。没有算过的公式，空不空不知道，不算。

    “=0件”有符号，是真的指标值；事故、上访一类的 0 也是。
    """
    if side.target.uncalculated:
        return False
    value = parse(side.target.to_read)
    if isinstance(value, Measured) and is_unwanted(side.level3.text):
        return False
    if isinstance(value, Placeholder):
        return True
    return isinstance(value, Measured) and value.number == 0 and value.operator is None


def same_target(old: Side, new: Side, year: int | None) -> bool:
    """两边的指标值说的是一回事，与比对同一把尺子：9.8万人 与 98000人，12月底前 与 12月31日前。"""
    return not target_change(old.asked, new.asked, (year, year))
