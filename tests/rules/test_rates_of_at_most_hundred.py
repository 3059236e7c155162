"""最多 100% 的比率，“≥100%”与“=100%”是同一个指标值：校验不说改了，比对说要求一样。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_grid, to_workbook
from rule_case import sound

from perfxl.actions.acceptances import across
from perfxl.actions.assessment import assess
from perfxl.grammar import parse
from perfxl.matching.target_changes import target_change, with_known_most
from perfxl.model.finding import Finding, Severity
from perfxl.model.workbook import Workbook

# 预算没有调整过。
_SETTLED = {"D7": "180000", "D8": "180000", "D9": "130000"}


def found(target: str, own: str, actual: str, name: str = "图书验收合格率") -> list[Finding]:
    """批复写 ``target``、自评写 ``own`` 的，指标值怎样写的问题。"""
    titled = {"A1": "项目支出绩效目标批复表", "D13": name, "E13": target}
    filled = {"D17": name, "E17": own, "F17": actual, **_SETTLED}
    books = [
        Workbook("批复.xlsx", (to_grid(changed(sound("目标表"), titled)),)),
        Workbook("自评.xlsx", (to_grid(changed(sound("自评表"), filled)),)),
    ]
    every = [each for book in across([assess(book) for book in books]) for each in book.findings]
    return [e for e in every if e.rule in ("PX604", "PX218") and e.cells in ("E13", "E17")]


@pytest.mark.parametrize("own", ["=100%", "≥100%", "100%"])
def test_a_rate_that_is_met_may_be_written_either_way(own: str) -> None:
    told = found("≥100%", own, "100%")
    assert {each.rule for each in told} == {"PX218"}
    assert {each.severity for each in told} == {Severity.INFO}
    by_file = {each.file: each.hint for each in told}
    assert by_file["批复.xlsx"].startswith("E13 已经批复，不用改，自评照它写")
    if own == "≥100%":
        assert by_file["自评.xlsx"].startswith("E17 照批复的写法，批复也这样写的不用改")


def test_what_is_missed_is_scored_by_the_approved_sign() -> None:
    [told] = [each for each in found("≥100%", "=100%", "90%") if each.rule == "PX604"]
    assert (told.severity, told.cells) == (Severity.WARNING, "E17")
    assert "要求一样，没有做到时给分的办法不同" in told.message
    assert told.hint == "请核对 E17，照批复的写法填，得分也照它。"
    assert not [e for e in found("≥100%", "≥100%", "90%") if e.rule == "PX604"]


def test_other_rates_and_other_figures_are_still_changed() -> None:
    for told in (
        found("≥100%", "=100%", "100%", "任务完成率"),
        found("≥100%", "≥95%", "100%"),
        found("≥95%", "=95%", "100%"),
        found("≥100%", "≤100%", "100%"),
    ):
        [changed_target] = [each for each in told if each.rule == "PX604"]
        assert changed_target.severity is Severity.ERROR


def test_which_rates_have_no_more_than_all() -> None:
    def change(old: str, new: str, name: str) -> str:
        return target_change(*(with_known_most(parse(each), name) for each in (old, new)))

    assert change("≥100%", "=100%", "资助对象认定准确率") == ""
    assert change("≥100%", "=100%", "抽检不合格率") == "sign"
    assert change("≥100%", "=100%", "收入增长率") == "sign"


def test_comparing_says_that_the_demand_is_the_same(tmp_path: Path) -> None:
    files = [
        to_workbook(
            changed(sound("目标表"), {"A1": "目标批复表", "E13": "≥100%"}), tmp_path / "批复.xlsx"
        ),
        to_workbook(sound("自评表"), tmp_path / "自评.xlsx"),
    ]
    said = perfxl("compare", *files).out
    line = "“图书验收合格率”批复“≥100%”，自评“=100%”（表!E17），最多就是 100%，要求一样"
    assert f"比较符号变了：{line}" in said
