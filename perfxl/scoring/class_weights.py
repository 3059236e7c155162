"""各一级指标的分值合计，和它合不合一份口径（PX317、PX318 共用）。"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfxl.model.table import Entry, Indicator
from perfxl.standards.profile import Profile

EXECUTION = "预算执行率"


class ClassWeight(NamedTuple):
    """一类指标的分值：印在一级指标格里的，没有印的是各行之和。"""

    name: str
    points: Decimal
    entries: tuple[Entry, ...]
    printed: bool


def class_weights(rows: Iterable[Indicator]) -> list[ClassWeight] | None:
    """各类的分值，按表中先后；有一行没有分值、没有一级指标的说不准，给 ``None``。"""
    groups: dict[str, list[Indicator]] = {}
    for row in rows:
        if row.is_execution:
            continue
        if not row.level1.text or (row.weight.number is None and not row.shares_points):
            return None
        groups.setdefault(row.level1.text, []).append(row)
    found: list[ClassWeight] = []
    for name, own in groups.items():
        printed = next((row.level1_weight for row in own if row.level1_weight is not None), None)
        summed = sum((row.weight.number or Decimal(0) for row in own), Decimal(0))
        entries = (own[0].level1,) if printed is not None else tuple(row.weight for row in own)
        points = summed if printed is None else printed
        found.append(ClassWeight(name, points, entries, printed is not None))
    return found


def expected_weights(weights: Iterable[ClassWeight], profile: Profile) -> dict[str, Decimal] | None:
    """口径给这几类的分值；有口径没有规定的类，给 ``None``。"""
    names = [each.name for each in weights]
    if any(name not in profile.weights for name in names):
        return None
    return profile.weights_for(names)


def fits(weights: Iterable[ClassWeight], execution: Decimal, profile: Profile) -> bool:
    """各类和预算执行率的分值都合这份口径。"""
    weights = list(weights)
    expected = expected_weights(weights, profile)
    if expected is None or execution != profile.execution_weight:
        return False
    return all(each.points == expected[each.name] for each in weights)


def follows(weights: Iterable[ClassWeight], execution: Decimal, profile: Profile) -> bool:
    """照的就是这份口径：分值都合；表里没有的类，要是口径说了分加到哪里的。"""
    weights = list(weights)
    absent = set(profile.weights) - {each.name for each in weights}
    return absent <= set(profile.absent_goes_to) and fits(weights, execution, profile)
