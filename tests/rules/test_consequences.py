"""先因后果：牵连出来的认得它的因，文字、清单、标记、JSON 都跟在因下面，处数照算。"""

from collections.abc import Mapping

import pytest
from gridtext import changed, only_table
from hypothesis import given
from hypothesis import strategies as st
from rule_case import Section, findings_of, sound

from perfxl.actions.check_many import told_tables
from perfxl.cli.texts import findings_text
from perfxl.contract.findings import FindingJson
from perfxl.model.finding import Finding, Severity, folded
from perfxl.rendering.finding_lists import marks_of, own_finding_list
from perfxl.rules.engine import consequences
from perfxl.rules.engine.consequences import _CAUSES, _causes, _Known, with_causes
from perfxl.rules.engine.running import check_table
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile


def found(changes: Mapping[str, str | None]) -> list[Finding]:
    table, profile = only_table(changed(sound(), dict(changes))), load_profile()
    return with_causes(check_table(table, score_table(table, profile), profile))


def causes(changes: Mapping[str, str | None]) -> dict[str, str]:
    """哪一条 → 它的因，自成一条的为 ``""``。"""
    return {each.rule: each.cause.rule if each.cause else "" for each in found(changes)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # 总额填错，执行率、得分、成本都照它算。
        ({"F7": "176000"}, {"PX401": "", "PX403": "PX401", "PX404": "PX401", "PX409": "PX401"}),
        # 得分填错，总分还是对的那个数。
        ({"I7": "9"}, {"PX404": "", "PX406": "PX404"}),
        # 总分差的不是这一行：各是各的。
        ({"I7": "9", "H22": "97"}, {"PX404": "", "PX406": ""}),
        # 等级随总分。
        ({"H22": "78.5"}, {"PX406": "", "PX308": "PX406"}),
        # 填错的是总分一行：结论写的正是各行得分之和，没有错。
        ({"H22": "93", "B23": "优。得分98.5分，12个图书室已全部开放。"}, {"PX406": ""}),
        (
            {"H22": "93", "B23": "优。得分95分，12个图书室已全部开放。"},
            {"PX406": "", "PX314": "PX406"},
        ),
        ({"B23": "优。得分93分，12个图书室已全部开放。"}, {"PX314": ""}),
        # 分值改错，一级指标的合计跟着不对。
        ({"G15": "12"}, {"PX301": "", "PX302": "PX301", "PX309": "PX301"}),
        # 时限写成了上一年。
        ({"E18": "2023年11月底前", "F18": "2024年11月"}, {"PX502": "", "PX307": "PX502"}),
        # 得分没有填，不是因为资金的总额填错。
        (
            {"F7": "176000", "I7": ""},
            {"PX401": "", "PX403": "PX401", "PX404": "", "PX409": "PX401", "PX406": ""},
        ),
        # 不相干的两处。
        ({"F21": "80%", "C4": ""}, {"PX103": "", "PX312": ""}),
    ],
)
def test_what_a_fault_brings_with_it(changes: dict[str, str], expected: dict[str, str]) -> None:
    assert causes(changes) == expected


def test_a_total_without_any_score_is_blank_for_want_of_them() -> None:
    """完成值填了，得分一格也没有填：总分空着是一回事，不说“合计 0 分，差 0 分”。"""
    blank: dict[str, str | None] = {f"H{row}": "" for row in range(15, 23)} | {"I7": ""}
    every = {each.rule: each for each in found(blank)}
    total = every["PX406"]
    assert total.message == "总分没有填，各行得分也都空着。"
    assert total.cause is not None
    assert total.cause.rule in ("PX304", "PX404")
    assert every["PX404"].hint == "请在 I7 填 9.5。"
    partly = {each.rule: each for each in found({"H22": "", "H15": ""})}["PX406"]
    assert partly.message == (
        "总分没有填，预算执行率得分与各行得分合计 88.5 分（H15 空着，按 0 计）。"
    )


def test_an_unfilled_form_is_one() -> None:
    blank: dict[str, str | None] = {
        f"{column}{row}": "" for column in "FH" for row in range(15, 22)
    }
    rules = causes(
        blank | {"F7": "", "F8": "", "F9": "", "F10": "", "H7": "", "I7": "", "H22": "", "B23": ""}
    )
    assert [rule for rule, cause in rules.items() if not cause] == ["PX131"]


def test_one_habit_is_one() -> None:
    [only] = [
        each
        for each in found({"E15": "12个", "E16": "2万册", "E17": "95%", "E21": "90%"})
        if each.rule == "PX203"
    ]
    assert only.cells == "E15:E17,E21"
    assert "同样的共 4 处" in only.message


def test_a_consequence_of_a_consequence_has_the_first_cause() -> None:
    every = found({"F7": "176000", "B23": "差。12个图书室已全部开放。"})
    assert {each.rule for each in every if each.cause is None} == {"PX401", "PX308"}


def test_text_list_marks_and_json_agree() -> None:
    every = found({"F7": "176000"})
    order = [each.rule for each in folded(every)]
    assert order[0] == "PX401"
    text = "\n".join(line.plain for line in findings_text(told_tables(every)))
    assert text.count("└ 随之") == len(every) - 1
    assert "（错误 3 处，提醒 1 处）" in text
    listed = own_finding_list(every, "")
    assert [row[1] for row in listed.rows] == order
    assert all("由 F7（PX401）牵连" in mark.text for mark in marks_of(every)[1:])
    data = FindingJson.all_of(every)
    [cause] = [place for place, each in enumerate(data) if each.caused_by is None]
    assert {each.caused_by for each in data} == {None, cause}


def test_a_cause_that_is_not_listed() -> None:
    """只列错误时，因是提醒的没有列出：果照自成一条的列，一处也不少。"""
    every = [each for each in found({"F7": "176000"}) if each.rule != "PX401"]
    assert folded(every) == every
    assert all(each.caused_by is None for each in FindingJson.all_of(every))
    text = "\n".join(line.plain for line in findings_text(told_tables(every)))
    assert "└" not in text


def test_several_unfilled_tables_of_a_workbook_are_one() -> None:
    blank = {f"{column}{row}": None for row in range(15, 22) for column in "FHI"}
    blank |= {"H22": None, "F7": None, "H7": None, "I7": None, "B23": None, "F13": None}
    sections = [
        Section("自评表", "书.xlsx", blank | {"C4": name})
        for name in ("甲项目", "乙项目", "丙项目")
    ]
    every = with_causes(findings_of(sections))
    [only] = [each for each in every if each.cause is None]
    assert only.rule == "PX131"
    assert "另有 2 张表也没有填" in only.message
    text = "\n".join(line.plain for line in findings_text(told_tables(every)))
    assert text.count("怎么办") == 1


RULES = st.sampled_from(sorted({*_CAUSES, "PX208", "PX512"}))
CELLS = st.sampled_from(["D13", "E13", "F13", "D13:E13", "H20"])


def drawn_finding(rule: str, cells: str, related: str) -> Finding:
    """这一条规则说这些格、看那些格。"""
    return Finding(
        rule, "名", Severity.WARNING, "话", "", "", "书.xlsx", "表", cells, "项目", related=related
    )


@given(st.lists(st.tuples(RULES, CELLS, CELLS), max_size=12))
def test_every_finding_is_told_or_hangs_on_one_that_is(drawn: list[tuple[str, str, str]]) -> None:
    """互为因果、绕成一圈的，也总有一条是因：折在因下面的，因自己不折。"""
    told = with_causes([drawn_finding(*each) for each in drawn])
    roots = [each for each in told if each.cause is None]
    assert bool(roots) == bool(told)
    for each in told:
        assert each.cause is None or any(each.cause is root for root in roots)


@given(st.lists(st.tuples(RULES, CELLS, CELLS), max_size=12))
def test_looking_by_row_finds_the_causes_that_looking_at_each_finds(
    drawn: list[tuple[str, str, str]],
) -> None:
    findings = [drawn_finding(*each) for each in drawn]
    known = _Known(each for each in findings if each.rule in _CAUSES)
    for other in findings:
        near = [one for one in known.near(other) if _causes(one, other)]
        every = [one for one in findings if one.rule in _CAUSES and _causes(one, other)]
        assert list(dict.fromkeys(map(id, near))) == [id(each) for each in every]


def test_thousands_of_findings_are_not_each_held_against_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0

    def counted(cause: Finding, other: Finding) -> bool:
        nonlocal asked
        asked += 1
        return _causes(cause, other)

    monkeypatch.setattr(consequences, "_causes", counted)
    rules = ["PX206", "PX306", "PX304", "PX205"]
    with_causes([drawn_finding(rule, f"E{row}", "") for row in range(5, 505) for rule in rules])
    assert 500 < asked < 20 * 500


def test_a_cost_over_either_sum_is_no_consequence_of_the_sum() -> None:
    """总额照各项改了也超过的，与加不上是两回事。"""
    rows = changed(sound("目标表"), {"E15": "≤900000元", "D7": "195000"})
    read, profile = only_table(rows), load_profile()
    told = with_causes(check_table(read, score_table(read, profile), profile))
    assert {each.rule: each.cause for each in told} == {"PX401": None, "PX425": None}
