"""一格里列着几个等级、勾一个：勾在字前字后、有框没框、带括注的都读对；改勾只动勾，字一个不动。"""

import re

import pytest

from perfxl.reading.grades import grade_in, has_options, with_grade

TICKED = {
    "优（90—100分）√   良（80—90分） 中（60—80分） 差（60分以下）": "优",
    "优√ 良 中 差": "优",
    "优 良√ 中 差": "良",
    "优 良 中 差√": "差",
    "√优 良 中 差": "优",
    "优 √良 中 差": "良",
    "优（√） 良（ ） 中（ ） 差（ ）": "优",
    "优 （  ） 良 （√ ） 中 （  ）": "良",
    "优■ 良□ 中□ 差□": "优",
    "☑优 □良 □中 □差": "优",
    "□优 □良 ■中": "中",
    "优□√ 良□ 中□ 差□": "优",
    "优秀√ 良好 一般 较差": "优",
    "A.优 B.良√ C.中 D.差": "良",
    "优[√]良[ ]中[ ]差[ ]": "优",
    "自评等级：□优 √良 □中 □差": "良",
    "□优秀  ☑良好  □合格  □不合格": "良",
    "优秀□ 良好□ 合格☑ 不合格□": "合格",
    "自评得分95分，等级：☑优 □良 □中 □差。": "优",
}
UNDECIDED = (
    "优 √ 良 √ 中",  # 离两边一样近
    "优√ 良√ 中 差",
    "优□ 良□ 中□ 差□",
    "优 良 中 差",
    "优、良、中、差",
)


@pytest.mark.parametrize(("text", "grade"), TICKED.items())
def test_the_ticked_grade_is_read_and_only_the_tick_moves(text: str, grade: str) -> None:
    assert grade_in(text) == grade
    assert has_options(text)
    for other in ("优", "良"):
        moved = with_grade(text, other)
        assert grade_in(moved) == other
        assert re.sub(r"[\s√☑■□]", "", moved) == re.sub(r"[\s√☑■□]", "", text)


@pytest.mark.parametrize("text", UNDECIDED)
def test_what_is_not_ticked_once_is_no_grade(text: str) -> None:
    assert grade_in(text) == ""
    assert has_options(text)


@pytest.mark.parametrize("text", ["优。年中已完成", "优，良好完成任务", "自评等级为“优秀”。"])
def test_a_conclusion_is_no_list_of_options(text: str) -> None:
    assert grade_in(text) == "优"
    assert not has_options(text)


def test_a_lone_ticked_grade_is_replaced() -> None:
    assert (grade_in("优√"), with_grade("优√", "良")) == ("优", "良√")
