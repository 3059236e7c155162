"""权重写成比例的：照 100 分读，一句话说清；得分另以 100 分计的没有读懂，不判。"""

import pytest
from rule_case import Section, findings_of, tables_of

from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

_ROWS = range(15, 22)
_SHARES = {"G7": "0.1", "G22": "1"} | {
    f"G{row}": share
    for row, share in zip(_ROWS, ("0.1", "0.1", "0.1", "0.1", "0.1", "0.3", "0.1"), strict=True)
}
_OF_HUNDRED = {f"H{row}": "100" for row in _ROWS} | {"H16": "90", "H22": "98.5"}


def test_shares_of_a_hundred_are_points() -> None:
    [only] = findings_of([Section("自评表", "书.xlsx", _SHARES)])
    assert (only.rule, only.severity, only.cells) == ("PX301", "info", "G15:G21")
    assert "0.1 是 10 分" in only.message


def test_shares_are_scored_like_points() -> None:
    [table] = tables_of([Section("自评表", "书.xlsx", _SHARES)])
    assert [row.weight.number for row in table.indicators] == [10, 10, 10, 10, 10, 30, 10]
    assert (
        score_table(table, load_profile()).total
        == score_table(tables_of([Section("自评表", "书.xlsx")])[0], load_profile()).total
    )


@pytest.mark.parametrize("shares", [_SHARES, {}], ids=["比例", "分"])
def test_scores_out_of_a_hundred_each_are_not_judged(shares: dict[str, str]) -> None:
    findings = findings_of([Section("自评表", "书.xlsx", shares | _OF_HUNDRED)])
    [only] = [each for each in findings if each.severity != "info"]
    assert only.rule == "PX128"
    assert "权重乘得分" in only.message


def test_shares_that_do_not_add_up_are_told_as_before() -> None:
    off = _SHARES | {"G20": "0.2"}
    rules = {each.rule for each in findings_of([Section("自评表", "书.xlsx", off)])}
    assert {"PX301", "PX305"} <= rules


def test_one_score_over_its_weight_is_still_an_error() -> None:
    over = _SHARES | {"H15": "100"}
    rules = [each.rule for each in findings_of([Section("自评表", "书.xlsx", over)])]
    assert "PX305" in rules
    assert "PX128" not in rules
