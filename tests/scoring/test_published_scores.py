"""公开表里的每一行：算出的分与印出的分相同，只有一行不合规则，须报出来。"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from perfxl.scoring.judging import judge
from perfxl.standards.profile import load_profile

with (Path(__file__).parent / "scoring_cases.tsv").open(encoding="utf-8") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t"))
PRINTED = [row for row in ROWS if row["published_score"]]
INCONSISTENT = ("12", "持续稳定", "未完成预期指标且效果较差", "30")


def key(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["table"], row["target"], row["actual"], row["weight"]


def test_all_rows_are_there() -> None:
    assert (len(ROWS), len(PRINTED)) == (182, 179)


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: "-".join(key(row)))
def test_score_agrees(row: dict[str, str]) -> None:
    printed = Decimal(row["published_score"])
    judged = judge(
        row["target"],
        row["actual"],
        Decimal(row["weight"]),
        profile=load_profile(),
        level2=row["level2"],
        printed=printed,
        year=2024,
    )
    if key(row) == INCONSISTENT:
        assert judged.high is not None
        assert judged.high < printed
        assert "不在档内" in judged.explanation
    else:
        assert judged.score == printed


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: "-".join(key(row)))
def test_score_does_not_lean_on_the_printed_one(row: dict[str, str]) -> None:
    """不给印出的分，除了评价人在档内定的，也算得出同一个分。"""
    judged = judge(
        row["target"],
        row["actual"],
        Decimal(row["weight"]),
        profile=load_profile(),
        level2=row["level2"],
    )
    assert judged.score is not None
    if key(row) != INCONSISTENT and row["actual"] != "部分达成预期指标并具有一定效果":
        assert judged.score == Decimal(row["published_score"])
