"""结论里的等级：认出来，或换成别的等级而不动其余文字。"""

import re

from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry
from perfxl.reading.grade_options import GRADES, grade_options, with_tick

_WORDS = "优秀|良好|中等|较差|优|良|中|差"
# 结论开头就写等级的：“良。因……”。后面须是标点或结尾，免得把“优化……”当成优。
_LEADING = Pattern(rf"^[“\"\s=]*({_WORDS})(?=[”\"]?(?:等次?|级)?(?:[。.,，;；:：、!\s（(]|$))")
_NAMED = Pattern(
    r"(?:(?:等级|等次)[为是:：)）\]】\s]{0,3}|(?:结论|评级|结果|评定|评价|自评)[为是:：\s]{1,3})[“\"「]?"
    rf"({_WORDS})(?=[”\"」]?(?:等次?|级)?(?:[。.,，;；:：、!\s（(]|$))"
)
# 98分（优）、98/优、98　优
_AFTER_SCORE = Pattern(
    rf"^\s*\d+(?:\.\d+)?\s*分?\s*[（(/／、，,\s]\s*({_WORDS})(?:等次?|级)?\s*(?:[）)。]|$)"
)
# 优（98分）、优98
_BEFORE_SCORE = Pattern(
    rf"^\s*({_WORDS})(?:等次?|级)?\s*[（(/／、，,:：\s]?\s*\d+(?:\.\d+)?\s*分?\s*[）)。]?$"
)
# 自评得分98分，优。
_SAID_WITH_SCORE = Pattern(
    rf"(?:得分|总分|自评分?)[为是:：\s]{{0,2}}\d+(?:\.\d+)?\s*分[，,、;；:：为是\s]{{1,3}}[“\"]?({_WORDS})"
    r"(?=[”\"]?(?:等次?|级)?(?:[。.,，;；!\s（(]|$))"
)


def _match(text: str) -> re.Match[str] | None:
    patterns = (_LEADING, _NAMED, _AFTER_SCORE, _BEFORE_SCORE, _SAID_WITH_SCORE)
    return next(filter(None, (each.search(text) for each in patterns)), None)


def grade_in(text: str) -> str:
    """文字里的等级（优、良、中、差）；没有时为 ``""``。

    >>> grade_in("良。1.因参考人员少"), grade_in("自评等级为“优秀”。"), grade_in("优化了队伍结构")
    ('良', '优', '')
    >>> grade_in("优□　良☑　中□　差□"), grade_in("等级：优☑ 良□")
    ('良', '优')
    >>> grade_in("得分96.5分，等级优。"), grade_in("等级优化"), grade_in("（自评等级）优")
    ('优', '', '优')
    >>> grade_in("自评得分99.8分，优。"), grade_in("自评得分85分，差距在宣传上。"), grade_in("扣2分，差")
    ('优', '', '')
    >>> [grade_in(text) for text in ("97.6（优）", "97.6/优", "97.6 优", "优97.6分", "优（97.6）", "5/优化")]
    ['优', '优', '优', '优', '优', '']
    """
    if options := grade_options(text):
        return options.ticked
    match = _match(text)
    return GRADES.get(match[1], match[1]) if match else ""


def listed_grades(text: str) -> frozenset[str]:
    """一格里列着供勾选的等级；不是这样列的为空。

    >>> sorted(listed_grades("□优秀 ☑良好 □合格")), listed_grades("良")
    (['优', '合格', '良'], frozenset())
    """
    options = grade_options(text)
    return frozenset(option.grade for option in options.listed) if options else frozenset()


def has_options(text: str) -> bool:
    """列着几个等级供勾选。"""
    options = grade_options(text)
    return options is not None and len(options.listed) > 1


def with_grade(text: str, grade: str) -> str:
    """把文字里的等级换成 ``grade``；没有写等级的照旧。

    >>> with_grade("中。经与省厅沟通", "良"), with_grade("已完成全部工作。", "优")
    ('良。经与省厅沟通', '已完成全部工作。')
    >>> grade_in("□优 ☑良 □中 □差"), with_grade("□优 ☑良 □中 □差", "优")
    ('良', '☑优 □良 □中 □差')
    """
    if options := grade_options(text):
        return with_tick(text, options, grade)
    match = _match(text)
    if match is None:
        return text
    return text[: match.start(1)] + grade + text[match.end(1) :]


def grade_entry(*entries: Entry) -> Entry | None:
    """第一个写着等级的格，文字换成等级本身；都没有时为 ``None``。"""
    for entry in entries:
        if grade := grade_in(entry.text):
            return entry._replace(text=grade, number=None)
    return None
