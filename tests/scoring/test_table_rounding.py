"""表里的得分取到整数、一位小数的，照表的取；看不出的照口径。"""

from decimal import Decimal

import pytest
from gridtext import changed, only_table
from rule_case import sound

from perfxl.model.score import TableScore
from perfxl.scoring.score_edits import score_edits
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_ONE = {"F16": "1.93万册", "H16": "9.7", "H22": "99.2"}
_WHOLE = {
    "F7": "172000", "F9": "122000", "H7": "95.56%", "I7": "10", "F16": "1.73万册", "H16": "9",
    "F21": "81%", "H21": "9", "I21": "宣传不够。改进措施：加强宣传。", "F15": "11个", "H15": "9",
    "I15": "一处未定。改进措施：补建。", "H22": "97",
}  # fmt: skip


def scored(changes: dict[str, str]) -> TableScore:
    return score_table(only_table(changed(sound(), dict(changes))), load_profile())


def by_cell(score: TableScore) -> dict[str, Decimal | None]:
    return {row.indicator.score.cell: row.judged.score for row in score.indicators}


def test_one_decimal() -> None:
    score = scored(_ONE)
    assert by_cell(score)["H16"] == Decimal("9.7")  # 9.65
    assert score.execution.score == Decimal("9.5")
    assert score.total == Decimal("99.2")
    assert score_edits(score, load_profile()).edits == ()


def test_whole_points() -> None:
    score = scored(_WHOLE)
    assert [by_cell(score)[cell] for cell in ("H15", "H16", "H21")] == [9, 9, 9]
    assert score.execution.score == 10  # 9.56
    assert score.total == 97


@pytest.mark.parametrize(
    ("changes", "cell", "due"),
    [
        # 别处有两位小数的，不是一位小数的表。
        (_ONE | {"F21": "88%", "H21": "9.78"}, "H16", "9.65"),
        # 取整的办法说不通的。
        (_ONE | {"H16": "9.6"}, "H16", "9.65"),
        # 取到整数的只有一处：也许是填错的。
        ({"F7": "180000", "I7": "10", "F16": "1.73万册", "H16": "9", "H22": "99"}, "H16", "8.65"),
        # 没有做到，取整成了满分：是给满分。
        (_WHOLE | {"F16": "1.97万册", "H16": "10"}, "H16", "9.85"),
    ],
)
def test_not_seen_in_the_table(changes: dict[str, str], cell: str, due: str) -> None:
    assert by_cell(scored(changes))[cell] == Decimal(due)


@pytest.mark.parametrize(
    ("rate", "points", "due"),
    [
        ("98%", "19.6", "19.6"),  # 照所印的执行率 98% 算的；执行率 97.75%
        ("98%", "19.7", "19.55"),
        ("97.75%", "19.55", "19.55"),
        ("95%", "19", "19.55"),  # 执行率自己就错
        ("97.75%", "19.54", "19.55"),
    ],
)
def test_points_by_the_printed_rate(rate: str, points: str, due: str) -> None:
    spent = {"E7": "20000", "F7": "19550", "G7": "20", "H7": rate, "I7": points}
    parts = {"E8": "20000", "F8": "19550", "E9": "20000", "F9": "19550", "E10": "0", "F10": "0"}
    assert scored(spent | parts | {"F21": "88%", "H21": "9.78"}).execution.score == Decimal(due)


@pytest.mark.parametrize(("points", "due"), [("9.63", "9.63"), ("9.62", "9.62"), ("9.6", "9.62")])
def test_points_by_the_rate_of_two_decimals(points: str, due: str) -> None:
    """96.2467%：照所印的 96.25% 是 9.63 分，照未取整的是 9.62 分，哪一种都对。"""
    spent = {"E7": "1500000", "F7": "1443700", "G7": "10", "H7": "96.25%", "I7": points}
    parts = {"E8": "1500000", "F8": "1443700", "E9": "1500000", "F9": "1443700"}
    execution = scored(spent | parts | {"F21": "88%", "H21": "9.78"}).execution
    assert execution.rate == Decimal("96.25")
    assert execution.score == Decimal(due)
