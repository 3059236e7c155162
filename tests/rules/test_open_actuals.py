"""完成值只说了范围、没有写符号的 100%、写了打算的原因、只做到一部分的：报什么、不报什么、改不改。"""

from decimal import Decimal

import pytest
from gridtext import changed, only_table
from rule_case import sound

from perfxl.model.finding import Finding
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def found(changes: dict[str, str | None], *rules: str) -> list[Finding]:
    table, profile = only_table(changed(sound(), changes)), load_profile()
    every = check_table(table, score_table(table, profile), profile)
    return [each for each in every if each.rule in rules]


@pytest.mark.parametrize(
    "actual", ["八成以上", "80%以上", "不低于80%", "80%多", "约85%", "80%-95%"]
)
def test_an_actual_that_may_have_reached_the_target_is_left_to_the_evaluator(actual: str) -> None:
    every = found({"F21": actual}, "PX209", "PX306", "PX307", "PX312", "PX406")
    assert [(each.rule, each.severity.value) for each in every] == [("PX209", "info")]
    assert "可得" in every[0].message
    assert every[0].hint == "请在 F21 填实际完成的数，再核对 H21。"
    assert every[0].edits == ()


@pytest.mark.parametrize("actual", ["95%以上", "九成以上", "≥90%", "超过90%", "92%-96%"])
def test_an_actual_whose_every_value_meets_the_target_is_full(actual: str) -> None:
    assert found({"F21": actual}, "PX209", "PX306", "PX307", "PX312", "PX406") == []


@pytest.mark.parametrize(
    ("actual", "most"), [("约1.5万册", "8.25"), ("1.5万册以下", "7.5"), ("1.5万余册", "8")]
)
def test_full_marks_out_of_reach_are_a_warning_without_an_edit(actual: str, most: str) -> None:
    changes: dict[str, str | None] = {"F16": actual, "H16": "10", "H22": "99.5"}
    [only] = found(changes, "PX209", "PX306", "PX307", "PX312")
    assert (only.rule, only.severity.value, only.edits) == ("PX312", "warning", ())
    assert f"怎样算都不超过 {most} 分" in only.message


def test_a_certain_shortfall_is_still_an_error() -> None:
    [only] = found({"F16": "1.5万册", "H16": "10", "H22": "99.5"}, "PX312")
    assert (only.severity.value, only.expected) == ("error", Decimal("7.50"))


@pytest.mark.parametrize(
    ("changes", "severity", "expected"),
    [
        ({"E17": "100%"}, "info", "=100%"),
        ({"E17": "100%", "F17": "98%"}, "warning", "=100%"),
        ({"E17": "95%"}, "warning", "≥95%"),
        ({"D17": "任务完成率", "E17": "100%"}, "warning", "≥100%"),
    ],
)
def test_a_whole_rate_without_a_sign(
    changes: dict[str, str | None], severity: str, expected: str
) -> None:
    [only] = found(changes, "PX203")
    assert (only.severity.value, only.expected) == (severity, expected)
    # 照着改了，别的规则不再说它。
    assert found(changes | {"E17": expected}, "PX203", "PX218") == []


@pytest.mark.parametrize(
    "reason",
    [
        "书商供货延迟，2025年3月底前到货上架完成。",
        "书商供货延迟，其余已列入2025年采购计划。",
        "书商供货延迟，缺的2000册已补购。",
        "书商供货延迟，拟于6月底前全部到位。",
        "书商供货延迟，次年一季度完成采购。",
    ],
)
def test_a_dated_promise_or_a_done_remedy_is_a_measure(reason: str) -> None:
    assert found({"I16": reason}, "PX310", "PX311") == []


@pytest.mark.parametrize(
    "reason",
    [
        "书商供货延迟。",
        "书商供货延迟，2024年12月才完成配送。",
        "列入2024年计划的书未到。",
        "书商供货延迟，2000册未补购。",
        "运费已补贴，书商供货延迟。",
        "推迟到2025年。",
        "2025年1月才完成配送。",
    ],
)
def test_a_past_day_or_a_thing_not_done_is_no_measure(reason: str) -> None:
    assert [each.rule for each in found({"I16": reason}, "PX310", "PX311")] == ["PX311"]


def test_partly_done_is_said_to_be_short_of_the_whole() -> None:
    changes: dict[str, str | None] = {"E20": "全面落实", "F20": "部分落实", "H20": "24"}
    [only] = found(changes, "PX209", "PX312")
    assert (only.rule, "没有全部达到指标值“全面落实”" in only.message) == ("PX209", True)
    [full] = found(changes | {"H20": "30"}, "PX209", "PX312")
    assert full.rule == "PX312"


def test_a_part_of_something_else_is_still_not_compared() -> None:
    [only] = found({"E20": "全面建成", "F20": "部分群众反映好"}, "PX209")
    assert "都是文字，写法不同" in only.message
