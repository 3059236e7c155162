"""认可了的得分、总分、等级：评分的副本、成的表和改正一样，照所填的，说出来；认可的不是得分的照旧评。"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_grid, to_workbook
from openpyxl import load_workbook
from rule_case import sound

from perfxl import interface
from perfxl.actions.acceptances import across
from perfxl.actions.assessment import assess
from perfxl.model.finding import Finding
from perfxl.model.score import TableScore
from perfxl.model.table import Table
from perfxl.model.workbook import Workbook
from perfxl.rules.engine.running import check_table
from perfxl.standards.profile import Profile
from perfxl.standards.rule_settings import Acceptance

REASON = "县里定的按实际人次给分"
# 应得 9 分，填 8 分；总分照它。
DOCKED: dict[str, str | None] = {"H16": "8", "H22": "97.5"}


def book(folder: Path, changes: dict[str, str | None], *accepted: tuple[str, str]) -> Path:
    path = to_workbook(changed(sound(), changes), folder / "书.xlsx", "自评")
    entries = (
        f"- rule: {rule}\n  cells: {cells}\n  reason: {REASON}\n" for rule, cells in accepted
    )
    if accepted:
        (folder / "校验认可.yaml").write_text("".join(entries), "utf-8")
    return path


def rules(path: Path) -> list[tuple[str, str]]:
    """查出的得分、合计的问题：规则和格。"""
    found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
    return [(each["rule"], each["cells"]) for each in found if each["rule"] in ("PX306", "PX406")]


def test_an_accepted_score_is_kept_by_score_make_and_fix(tmp_path: Path) -> None:
    assert rules(book(tmp_path, DOCKED)) == [("PX306", "H16")]
    path = book(tmp_path, DOCKED, ("PX306", "H16"))
    assert rules(path) == []
    done = perfxl("score", path, "-o", tmp_path / "分.xlsx")
    assert f"H16 的得分已认可（{REASON}），照所填的没有改" in done.err
    assert not (tmp_path / "分.xlsx").exists()
    [scored] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert scored["total"] == 97.5
    assert scored["indicators"][1]["score"] == 8
    assert "所填的8分已认可" in scored["indicators"][1]["explanation"]
    made = perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx")
    assert f"H16 的得分已认可（{REASON}），照所填的没有改" in made.err
    [table] = interface.read(tmp_path / "成" / "成.xlsx").tables
    assert table.indicators[1].score.number == 8
    assert table.total.score.number == interface.score(path).scores[0].total
    perfxl("check", path, "--fix", "-o", tmp_path / "改.xlsx")
    fixed = tmp_path / "改.xlsx"
    assert not fixed.exists() or load_workbook(fixed).active["H16"].value in (8, "8")


def test_what_is_not_accepted_is_still_written(tmp_path: Path) -> None:
    path = book(tmp_path, DOCKED | {"H15": "3"}, ("PX306", "H16"))
    perfxl("score", path, "-o", tmp_path / "分" / "分.xlsx")
    sheet = load_workbook(tmp_path / "分" / "分.xlsx").active
    assert (sheet["H15"].value, sheet["H16"].value, sheet["H22"].value) == (10, 8, 97.5)


@pytest.mark.parametrize(
    "accepted", [("PX306", "H15"), ("PX210", "H16"), ("PX311", "I16")], ids=lambda each: each[0]
)
def test_an_acceptance_of_something_else_changes_no_score(
    accepted: tuple[str, str], tmp_path: Path
) -> None:
    path = book(tmp_path, DOCKED, accepted)
    perfxl("score", path, "-o", tmp_path / "分" / "分.xlsx")
    assert load_workbook(tmp_path / "分" / "分.xlsx").active["H16"].value == 9


def test_an_accepted_total_is_kept(tmp_path: Path) -> None:
    path = book(tmp_path, {"H22": "90", "B23": None}, ("PX406", "H22"))
    perfxl("make", "自评表", path, "-o", tmp_path / "成" / "成.xlsx")
    [table] = interface.read(tmp_path / "成" / "成.xlsx").tables
    assert table.total.score.number == 90
    done = perfxl("score", path, "-o", tmp_path / "分.xlsx")
    assert f"H22 的总分已认可（{REASON}），照所填的没有改" in done.err


def test_a_faulty_list_is_told_and_nothing_is_filled(tmp_path: Path) -> None:
    path = book(tmp_path, DOCKED)
    (tmp_path / "校验认可.yaml").write_text("- rule: 没有\n", "utf-8")
    done = perfxl("score", path, "-o", tmp_path / "分.xlsx")
    assert done.code == 2
    assert "校验认可.yaml有误，不知道哪些是认可了的；请先改好它" in done.err
    assert not (tmp_path / "分.xlsx").exists()


def test_an_accepted_score_beyond_its_weight_is_counted(tmp_path: Path) -> None:
    """超出分值的得分加不出总分；认可了的照它加。"""
    beyond: dict[str, str | None] = {"E20": "改善", "F20": "有所改善", "H20": "31", "H22": "99.5"}
    path = book(tmp_path, beyond)
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert scores["total"] is None
    path = book(tmp_path, beyond, ("PX305", "H20"))
    [scores] = json.loads(perfxl("score", path, "--format", "json").out)["tables"]
    assert (scores["total"], scores["why_no_total"]) == (99.5, "")


def _also_said(fresh: Finding, when: str) -> Callable[..., list[Finding]]:
    """认可了 ``when`` 这一格的得分，才多查出 ``fresh`` 一处。"""

    def checked(table: Table, score: TableScore, profile: Profile) -> list[Finding]:
        held = {each.entry.cell for each in score.accepted}
        return [*check_table(table, score, profile), *([fresh] if when in held else [])]

    return checked


def test_what_comes_of_an_accepted_score_can_be_accepted_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """认可以后才查出来的，再认可它，不说“没有对上”；它是得分、合计的，照它所填再查。"""
    rows = changed(sound(), DOCKED)
    assessed = assess(Workbook("书.xlsx", (to_grid(rows, "自评"),)))
    fresh = replace(assessed.findings[0], rule="PX406", cells="H22")
    monkeypatch.setattr("perfxl.actions.accepted_scores.check_table", _also_said(fresh, "H16"))
    first = Acceptance("PX306", REASON, cells="H16")
    second = Acceptance("PX406", REASON, cells="H22")
    [once] = across([assessed], {assessed.file: [first]})
    assert [(each.rule, each.cells) for each in once.findings] == [("PX406", "H22")]
    [twice] = across([assessed], {assessed.file: [first, second]})
    assert [each.rule for each in twice.findings] == []
    assert [each.rule for each in twice.accepted] == ["PX306", "PX406"]
    assert twice.void_acceptances == ()
    # 总分一格也认可了：照所填。
    assert {each.entry.cell for each in twice.scores[0].accepted} == {"H16", "H22"}
    assert [each.count for each in twice.acceptances] == [1, 1]


def test_a_conclusion_that_differs_from_an_accepted_total_can_be_accepted(tmp_path: Path) -> None:
    """总分 90 认可了，结论里的 98.5 才与它不同（PX314）；再认可这一处，一处也不列，不说没有对上。"""
    apart: dict[str, str | None] = {"H22": "90", "B23": "优。得分98.5分，已全部开放。"}

    def listed(path: Path) -> list[str]:
        told = perfxl("check", path)
        assert "没有对上" not in told.out + told.err
        found = json.loads(perfxl("check", path, "--format", "json").out)["findings"]
        return [each["rule"] for each in found]

    assert listed(book(tmp_path, apart)) == ["PX406"]
    assert listed(book(tmp_path, apart, ("PX406", "H22"))) == ["PX314"]
    assert listed(book(tmp_path, apart, ("PX406", "H22"), ("PX314", "B23"))) == []
