"""分值合计超过满分的：照报，不因为总分判不了就不说。"""

from rule_case import Section, findings_of


def test_weights_beyond_the_full_score_are_an_error() -> None:
    over = {"G15": "15", "H15": "15", "B15": "产出指标", "G22": "105", "H22": "103.5"}
    [only] = findings_of([Section("自评表", "书.xlsx", over)])
    assert (only.rule, only.severity) == ("PX301", "error")
    assert "合计 105 分" in only.message


def test_a_total_is_still_added_up() -> None:
    over = {"G15": "15", "H15": "15", "B15": "产出指标", "G22": "105"}
    rules = [each.rule for each in findings_of([Section("自评表", "书.xlsx", over)])]
    assert rules == ["PX301", "PX406"]
