"""没有分值的指标，照口径拟上。"""

from collections.abc import Sequence
from dataclasses import replace

from perfxl.model.table import Entry, Indicator
from perfxl.scoring.proposed_weights import propose_weights, spread
from perfxl.standards.profile import Profile


def weighted(indicators: Sequence[Indicator], profile: Profile) -> list[Indicator]:
    """分值齐全的照用；一个都没有的照口径拟；缺几个的，缺的留空由人定。"""
    if any(row.weight.number is not None for row in indicators) or not indicators:
        return list(indicators)
    levels = [row.level1.text for row in indicators]
    proposed = propose_weights(levels, profile, [row.level2.text for row in indicators])
    if all(weight is None for weight in proposed):
        full = profile.full_score - profile.execution_weight
        proposed = list(spread(full, len(indicators)))
    return [
        replace(row, weight=Entry(number=weight))
        for row, weight in zip(indicators, proposed, strict=True)
    ]
