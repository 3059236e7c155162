"""照单位找：与个个都比（``same_organisation``）找到的相同，次序也相同。"""

import random

from perfxl.matching.organisation_index import OrganisationIndex
from perfxl.matching.organisations import same_organisation

PARTS = (
    "某州",
    "甲县",
    "教育",
    "人社",
    "局",
    "局机关",
    "（本级）",
    "中心",
    "第一中学",
    "[164]",
    "",
)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(PARTS, k=chance.randint(1, 4)))


def test_same_as_comparing_with_each() -> None:
    chance = random.Random(20)
    names = [_name(chance) for _ in range(400)]
    index = OrganisationIndex(zip(names, range(len(names)), strict=True))
    found = 0
    for name in names:
        same = [place for place, other in enumerate(names) if same_organisation(name, other)]
        assert index.same(name) == same, name
        assert index.has(name) is bool(same)
        found += len(same)
    assert found > 5000
