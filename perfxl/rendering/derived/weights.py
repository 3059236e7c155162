"""没有分值的指标，照口径拟上。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.grammar.amounts import percentage
from perfxl.model.table import Derived, Entry, Indicator
from perfxl.scoring.proposed_weights import propose_weights, spread
from perfxl.standards.profile import Profile


def weighted(
    indicators: Sequence[Indicator], profile: Profile, *, complete: bool
) -> list[Indicator]:
    """分值齐全的照用；一个都没有的照口径拟；缺几个的，缺的留空由人定。

    ``complete`` 为假：表里还有没读成的行，各行分值的合计说不准，不拟。
    """
    indicators = [replace(row, weight=_as_points(row.weight)) for row in indicators]
    known = [row.weight.number for row in indicators if row.weight.number is not None]
    if known and sum(known) <= 1:  # 权重写成 0.2 的
        return [
            replace(
                row,
                weight=Entry(
                    number=row.weight.number * 100,
                    derived=Derived("权重乘以 100 成分值", (row.weight,)),
                ),
            )
            if row.weight.number is not None
            else row
            for row in indicators
        ]
    if known or not indicators or not complete:
        return indicators
    levels = [row.level1.text for row in indicators]
    parts = [row.level2.text for row in indicators]
    proposed = propose_weights(levels, profile, parts)
    if all(weight is None for weight in proposed):
        full = profile.full_score - profile.execution_weight
        proposed = list(spread(full, parts))
    proposed_by = Derived(f"没有写分值，照口径“{profile.name}”拟的，请核定")
    return [
        replace(row, weight=Entry(number=weight, derived=proposed_by))
        for row, weight in zip(indicators, proposed, strict=True)
    ]


def _as_points(weight: Entry) -> Entry:
    """写成 20% 的权重是 20 分。"""
    points = percentage(weight.text) if weight.number is None and weight.text else None
    if points is None:
        return weight
    return Entry(number=points, derived=Derived("百分比的权重写成分值", (weight,)))
