"""PX629 自评的指标与监控时不同"""

from collections.abc import Iterator

from perfxl.matching.indicators import IndicatorPair, initial_sides, known_pairs, pair_indicators
from perfxl.matching.projects import Match
from perfxl.model.finding import Severity
from perfxl.rules.across.approved_indicators import own_rows, same_target, settled
from perfxl.rules.engine.form_groups import MONITORINGS, SELF_EVALUATIONS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.rules.engine.telling import quoted
from perfxl.standards.documents import monitoring_measures


@across_rule(
    id="PX629",
    title="自评的指标与监控时不同",
    severity=Severity.WARNING,
    forms=MONITORINGS | SELF_EVALUATIONS,
    basis=(monitoring_measures("监控和自评对照的是同一套批复的绩效目标"),),
    hint="请核对 {cells}，两张表都照批复的指标填；监控以后批准调整过的，在备注写明批准的文件。",
    needs_every_row=True,
)
def evaluation_differs_from_monitoring(tables: TableSet) -> Iterator[Hit]:
    """同一项目的监控表和自评表：指标值不同，监控过的指标自评没有。

    监控以后调整过预算的（有调整批复，或自评的全年预算数与年初不同）不比。
    """
    adjusted = {id(match.one) for match in tables.evaluated_adjustments}
    for match in tables.evaluated_monitorings:
        if id(match.other) in adjusted or not settled(_turned(match)):
            continue
        old, new = own_rows(match.one), own_rows(match.other)
        pairs = pair_indicators(initial_sides(old), initial_sides(new))
        for pair in known_pairs(pairs, old, new):
            yield from _differing(match, pair)


def _turned(match: Match) -> Match:
    return Match(match.other, match.one, match.ground, match.ambiguous)


def _differing(match: Match, pair: IndicatorPair) -> Iterator[Hit]:
    monitored, evaluated = match.one.table, match.other.table
    old, new = pair.old, pair.new
    if old is None or not old.target.text:
        return
    if new is None:
        yield Hit(
            match.other.name if match.other.name.exists else evaluated.title,
            found="",
            expected=old.level3.text,
            message=f"监控过的{quoted(old.level3.text)}（指标值{quoted(old.target.text)}），自评表里没有。",
            table=evaluated,
            related=(old.level3, old.target),
            related_table=monitored,
        )
    elif new.target.text and not same_target(old, new, evaluated.year):
        before, after = quoted(old.target.text), quoted(new.target.text)
        yield Hit(
            new.target,
            found=new.target.text,
            expected=old.target.text,
            message=f"{quoted(new.level3.text)}监控时的指标值是{before}，自评时是{after}。",
            table=evaluated,
            related=(old.target,),
            related_table=monitored,
        )
