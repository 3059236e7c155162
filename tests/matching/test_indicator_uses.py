"""指标库里用过的各回：一样的只留一份，问到时拼成原来的样子。"""

import tracemalloc

import pytest

from perfxl.grammar import parse
from perfxl.matching.indicator_library import Use, UsedIn, UseParts, Uses
from perfxl.model.form_spec import Stage


def use(number: int) -> Use:
    where = UsedIn(f"单位{number % 7}", f"项目{number}", 2024, Stage.APPROVAL, f"{number}.xlsx")
    target = f"≥{number % 50}人"
    words = ("1.培训人数", "培训人数", "产出指标", "数量指标", target)
    return Use(*words, parse(target), where, "批复表", f"F{number % 9}")


@pytest.fixture
def uses() -> Uses:
    made = Uses(UseParts())
    for number in range(200):
        made.add(use(number))
    return made


def test_what_was_added_is_given_again_in_order(uses: Uses) -> None:
    every = [use(number) for number in range(200)]
    assert list(uses) == every
    assert (len(uses), uses[3], uses[-1]) == (200, every[3], every[-1])
    assert uses[10:40:7] == every[10:40:7]
    with pytest.raises(IndexError):
        uses[200]


def test_indicators_share_what_is_the_same() -> None:
    shared = UseParts()
    first, second = Uses(shared), Uses(shared)
    first.add(use(1))
    second.add(use(2))
    second.add(use(1))
    shared.settle()
    assert (list(first), list(second)) == ([use(1)], [use(2), use(1)])
    assert first[0].where is second[1].where


def test_a_use_takes_a_few_dozen_bytes() -> None:
    """几十万回的都要留着：同样的字、值、表，多一回只多几个号码。"""
    made = Uses(UseParts())
    repeated = [use(number) for number in range(50)]
    for each in repeated:
        made.add(each)
    tracemalloc.start()
    try:
        for _ in range(400):
            for each in repeated:
                made.add(each)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held / 20_000 < 48
