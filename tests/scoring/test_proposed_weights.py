"""拟的分值：各类合计正好、都是整分或半分、次次相同；少了满意度的分有去处。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.scoring.proposed_weights import propose_weights, spread
from perfxl.standards.profile import load_profile, profile_names

CLASSES = ("产出指标", "效益指标", "满意度指标")
SECOND = ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标")


@given(
    st.lists(st.tuples(st.sampled_from(CLASSES), st.sampled_from(SECOND)), min_size=1, max_size=30),
    st.sampled_from(profile_names()),
)
def test_classes_add_up_in_whole_or_half_points(rows: list[tuple[str, str]], name: str) -> None:
    profile = load_profile(name)
    level1, level2 = [row[0] for row in rows], [row[1] for row in rows]
    weights = propose_weights(level1, profile, level2)
    assert weights == propose_weights(level1, profile, level2)
    given_points = profile.weights_for(set(level1))
    for each, points in given_points.items():
        own = [w for w, first in zip(weights, level1, strict=True) if first == each]
        assert sum(w for w in own if w is not None) == points
        if points >= Decimal("0.5") * len(own):
            assert all(w is not None and w > 0 and w % Decimal("0.5") == 0 for w in own)
    assert all(
        (w is None) == (first not in given_points) for w, first in zip(weights, level1, strict=True)
    )


@given(st.integers(1, 200), st.lists(st.sampled_from(SECOND), min_size=1, max_size=60))
def test_spread_keeps_the_sum_and_rows_differ_by_one_step(halves: int, parts: list[str]) -> None:
    points = Decimal(halves) / 2
    shares = spread(points, parts)
    assert sum(shares) == points
    assert max(shares) - min(shares) in {0, Decimal("0.01"), Decimal("0.5"), 1, 5} or points < 1


@pytest.mark.parametrize(
    ("points", "parts", "expected"),
    [
        (50, "数数质时", "10 10 15 15"),
        (50, "数质时成", "15 15 10 10"),
        (50, "数数数质时", "10 10 10 10 10"),
        (50, "数数数数质质时时成成", "5 5 5 5 5 5 5 5 5 5"),
        (50, "数数数数数数质质时时成", "5 4 4 4 4 4 5 5 5 5 5"),
        (30, "社社", "15 15"),
        (30, "社社经生", "5 5 10 10"),
        (10, "满满", "5 5"),
        (10, "满满满", "4 3 3"),
    ],
)
def test_points_are_fives_and_tens_where_they_can_be(
    points: int, parts: str, expected: str
) -> None:
    assert " ".join(map(str, spread(Decimal(points), list(parts)))) == expected


@pytest.mark.parametrize(
    ("level1", "expected"),
    [
        (["产出指标", "效益指标", "满意度指标"], ["50", "30", "10"]),
        (["产出指标", "效益指标"], ["50", "40"]),
        (["产出指标", "特色指标"], ["50", None]),
    ],
)
def test_points_of_an_absent_class(level1: list[str], expected: list[str | None]) -> None:
    weights = propose_weights(level1, load_profile())
    assert [None if w is None else str(w) for w in weights] == expected
