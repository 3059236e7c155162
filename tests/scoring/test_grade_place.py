"""等级写在它自己的地方，人写的结论一个字不添；文字里还写着旧的总分、等级的，说一句。"""

from decimal import Decimal

import pytest
from gridtext import changed, only_table
from rule_case import sound

from perfxl.scoring.accepted_scores import as_accepted
from perfxl.scoring.score_edits import ScoreEdits, score_edits
from perfxl.scoring.table_score import score_table
from perfxl.standards.profile import load_profile

SOUND = sound()
# 写好的自评表：总分一行末尾印着“等级：”，右边到了头。
GRADE_LABEL: dict[str, str | None] = {"I22": "等级：", "J22": "<"}


def edits_for(changes: dict[str, str | None]) -> ScoreEdits:
    profile = load_profile()
    return score_edits(score_table(only_table(changed(SOUND, changes)), profile), profile)


def written(changes: dict[str, str | None]) -> dict[str, object]:
    return {edit.cell: edit.after for edit in edits_for(changes).edits}


@pytest.mark.parametrize("label", ["等级：", "等级:", "自评等级：", "等级：____", "等级：/"])
@pytest.mark.parametrize("conclusion", [None, "12个图书室已全部开放。", "优。已开放。"])
def test_the_grade_goes_behind_its_own_label(label: str, conclusion: str | None) -> None:
    changes = GRADE_LABEL | {"I22": label, "B23": conclusion}
    [(cell, after)] = written(changes).items()
    assert (cell, after) == ("I22", f"{label.rstrip('_/')}优")


def test_a_conclusion_without_a_grade_is_not_added_to() -> None:
    """没有等级格，结论里也没有写等级：不往里添，说出来该写什么。"""
    found = edits_for({"B23": "12个图书室已全部开放。"})
    assert found.edits == ()
    assert found.told == (
        "表里没有单独写等级的格，B23 的自评结论里也没有写等级，没有往里添；"
        "总分 98.5 分是“优”，请写进结论",
    )


def test_an_empty_conclusion_is_the_place_where_there_is_no_other() -> None:
    assert written({"B23": None}) == {"B23": "优。"}
    assert written({"B23": "良。已开放。"}) == {"B23": "优。已开放。"}


def test_a_word_that_is_no_grade_stays() -> None:
    found = edits_for(GRADE_LABEL | {"I22": "等级：待定"})
    assert found.edits == ()
    [said] = found.told
    assert said.startswith("I22 的等级一栏写着“待定”，没有改；总分 98.5 分是“优”")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("自评得分99.5分，已全部开放。", ["请在 B23 把 99.5 改成 98.5"]),
        ("自评得分98.5分。", []),
        ("自评得分99分，满分100分。", []),  # 写到整数的，四舍五入后相同
        ("良。自评总分 88 分。", ["请在 B23 把 88 改成 98.5", "请在 B23 把“良”改成“优”"]),
    ],
)
def test_old_figures_in_a_conclusion_are_told(text: str, told: list[str]) -> None:
    found = edits_for(GRADE_LABEL | {"I22": "等级：优", "B23": text, "H22": "99.5"})
    assert [(edit.cell, edit.after) for edit in found.edits] == [("H22", Decimal("98.50"))]
    assert len(found.told) == len(told)
    for said, wanted in zip(found.told, told, strict=True):
        assert said.startswith("B23 的自评结论里写着")
        assert said.endswith(wanted)


def test_an_accepted_conclusion_is_not_told() -> None:
    profile = load_profile()
    table = only_table(changed(SOUND, {"B23": "良。自评得分97.5分。"}))
    accepted = as_accepted(score_table(table, profile), {("表", 23, 2): "照会议定的写"}, profile)
    found = score_edits(accepted, profile)
    assert (found.edits, found.told) == ((), ())


def test_what_happened_is_read_for_old_figures_too() -> None:
    [said] = edits_for({"F13": "自评得分97.5分，已建成12个并开放"}).told
    assert said.startswith("F13 的实际完成情况里写着 97.5 分，总分是 98.5 分")


def test_a_score_only_suggested_is_not_written_and_the_total_waits() -> None:
    partly = {"F20": "部分达成预期指标并具有一定效果", "H20": None, "H22": None}
    found = edits_for(partly | GRADE_LABEL)
    assert found.edits == ()
    assert [(edit.cell, edit.after) for edit in found.left] == [
        ("H20", Decimal("21.00")),
        ("H22", Decimal("89.50")),
        ("I22", "等级：良"),
    ]
    assert {edit.doubt for edit in found.left} == {"H20 的得分待评价人核定，总分、等级未定"}
    assert found.told == ()
    settled = written(partly | GRADE_LABEL | {"H20": "20"})
    assert settled == {"H22": Decimal("88.50"), "I22": "等级：良"}


def test_each_row_that_waits_is_named() -> None:
    waiting = {"F18": "2025年1月", "H18": None, "F20": "有所丰富", "H20": None}
    score = score_table(only_table(changed(SOUND, waiting)), load_profile())
    assert str(score.undecided) == (
        "H18“完成时间”、H20“丰富群众文化生活” 要由评价人给分，还没有填，总分算不出"
    )
