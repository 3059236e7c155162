"""一格里列着几个等级、在一个旁边打勾的：勾的是哪一个，或改勾另一个。

``优（90—100分）√ 良（80—90分） 中 差``、``□优 ☑良 □中``、``优（√） 良（ ）``：勾在字前还是字后，看每个字是不是都有框，
没有的看离谁近；分不出、勾了两个的，不猜。
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfxl.grammar.patterns import Pattern

GRADES = {"优秀": "优", "良好": "良", "中等": "中", "一般": "中", "较差": "差"}
_WORDS = "优秀|良好|中等|一般|较差|基本合格|不合格|合格|优|良|中|差"
_TICKS, _BOXES = "☑☒√■✓✔●", "□☐○〇"
_TOKEN = Pattern(
    rf"(?P<word>(?:{_WORDS})(?:等次?|级)?)"
    rf"|(?P<bracket>[（(\[【]\s*[{_TICKS}]?\s*[）)\]】])"
    rf"|(?P<remark>[（(][^（）(){_TICKS}{_BOXES}]{{2,20}}[）)])"
    rf"|(?P<tick>[{_TICKS}])"
    rf"|(?P<box>[{_BOXES}])"
    r"|(?P<order>(?:[A-Da-d]|[1-4])[.、．)）]|[①②③④])"
    r"|(?P<gap>[\s、，,；;/|·.。：:]+)"
)
_ANY_MARK = Pattern(rf"[{_TICKS}{_BOXES}]")
_TICK = Pattern(rf"[{_TICKS}]")
_BOX = Pattern(rf"[{_BOXES}{_TICKS}]")
# 等级的字前面紧挨着别的汉字的（年中、质优），不是选项；“等级优”的是。
_LEADS_TO_GRADE = "级次定为是果论价"


class Mark(NamedTuple):
    """勾、框、括号连着写的一处。"""

    start: int
    end: int
    text: str

    @property
    def is_ticked(self) -> bool:
        """勾了。"""
        return _TICK.search(self.text) is not None


class Option(NamedTuple):
    """一个等级：字在哪里，它的勾、框在哪里；``mark`` 为空的没有。"""

    grade: str
    start: int
    end: int
    mark: Mark | None


class GradeOptions(NamedTuple):
    """列着的各个等级；``unclear`` 是有一个勾分不出是谁的。"""

    listed: tuple[Option, ...]
    unclear: bool = False

    @property
    def ticked(self) -> str:
        """勾的等级；没有勾、勾了两个、分不出的为 ``""``。"""
        ticked = [o.grade for o in self.listed if o.mark is not None and o.mark.is_ticked]
        return ticked[0] if len(ticked) == 1 and not self.unclear else ""


@lru_cache(maxsize=2048)
def grade_options(text: str) -> GradeOptions | None:
    """一格里列着的等级；不是这样列的为 ``None``。

    >>> [(each.grade, each.mark is not None) for each in grade_options("优√ 良 中 差").listed]
    [('优', True), ('良', False), ('中', False), ('差', False)]
    >>> grade_options("优 √ 良 √ 中").unclear, grade_options("良。年中完成"), grade_options("优")
    (True, None, None)
    >>> grade_options("□优秀 ☑良好 □合格 □不合格").ticked, grade_options("□优秀 □良好 ☑合格").ticked
    ('良', '合格')
    """
    for tokens in _runs(text):
        words = [each for each in tokens if each.lastgroup == "word"]
        marks = _marks(tokens)
        listed = len({_grade(each) for each in words}) > 1
        if (listed and (marks or _is_whole(text, tokens))) or (
            len(words) == 1 and marks and _is_whole(text, tokens)
        ):
            return _paired(tokens, words, marks)
    return None


def with_tick(text: str, options: GradeOptions, grade: str) -> str:
    """改勾 ``grade``，别的字不动；没有这个等级的、原来勾的是谁分不出的照旧。

    >>> with_tick("优√ 良 中", grade_options("优√ 良 中"), "良")
    '优 良√ 中'
    >>> with_tick("优（√）良（ ）", grade_options("优（√）良（ ）"), "良")
    '优（ ）良（√）'
    >>> with_tick("优√", grade_options("优√"), "良")
    '良√'
    """
    listed = options.listed
    if len(listed) == 1:
        [only] = listed
        return text[: only.start] + re.sub(_WORDS, grade, text[only.start :], count=1)
    if options.unclear or grade not in [each.grade for each in listed]:
        return text
    before = any(each.mark is not None and each.mark.start < each.start for each in listed)
    edits: list[tuple[int, int, str]] = []
    for each in listed:
        chosen = each.grade == grade
        if each.mark is not None:
            edits.append((each.mark.start, each.mark.end, _remarked(each.mark.text, chosen)))
        elif chosen:
            place = each.start if before else each.end
            edits.append((place, place, "√"))
    for start, end, said in sorted(edits, reverse=True):
        text = text[:start] + said + text[end:]
    return text


def _remarked(mark: str, chosen: bool) -> str:
    """一处勾、框、括号改成勾了的、没有勾的。"""
    if mark[0] in "（([【":
        return f"{mark[0]}{'√' if chosen else ' '}{mark[-1]}"
    boxed = any(sign in _BOXES or sign in "☑☒■●" for sign in mark)
    return ("☑" if boxed else "√") if chosen else ("□" if boxed else "")


def _grade(word: re.Match[str]) -> str:
    bare = re.match(_WORDS, word[0])
    assert bare is not None
    return GRADES.get(bare[0], bare[0])


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """连着的几个字、勾、框、括号。"""
    run: list[re.Match[str]] = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is not None and token.lastgroup == "word" and not run:
            token = None if _joins_on(text[:place]) else token
        if token is None:
            if run:
                yield run
            run, place = [], place + 1
            continue
        run.append(token)
        place = token.end()
    if run:
        yield run


def _joins_on(before: str) -> bool:
    """末一个字（换行不算）是汉字，又不引出等级。"""
    last = before.removesuffix("\n")[-1:]
    return "一" <= last <= "鿿" and last not in _LEADS_TO_GRADE


def _is_whole(text: str, tokens: Sequence[re.Match[str]]) -> bool:
    """除了开头的栏名，一格里只有这些。"""
    return tokens[-1].end() == len(text) and (
        tokens[0].start() == 0 or text[tokens[0].start() - 1] in "级次定为是果论价"
    )


def _marks(tokens: Sequence[re.Match[str]]) -> list[Mark]:
    marks: list[Mark] = []
    for token in tokens:
        if token.lastgroup not in ("tick", "box", "bracket"):
            continue
        if marks and marks[-1].end == token.start():
            earlier = marks.pop()
            marks.append(Mark(earlier.start, token.end(), earlier.text + token[0]))
        else:
            marks.append(Mark(token.start(), token.end(), token[0]))
    return marks


def _paired(
    tokens: Sequence[re.Match[str]], words: Sequence[re.Match[str]], marks: Sequence[Mark]
) -> GradeOptions:
    ends = [_end_of(word, tokens) for word in words]
    owners: dict[int, Mark] = {}
    unclear = False
    if len(marks) == len(words):
        owners = dict(enumerate(marks))
    else:
        for mark in marks:
            owner = _nearest(mark, words, ends)
            if owner is None or owner in owners:
                unclear = True
            else:
                owners[owner] = mark
    listed = (
        Option(_grade(word), word.start(), ends[place], owners.get(place))
        for place, word in enumerate(words)
    )
    return GradeOptions(tuple(listed), unclear)


def _end_of(word: re.Match[str], tokens: Sequence[re.Match[str]]) -> int:
    """一个等级连同后面括注（90—100分）的末尾。"""
    following = next((each for each in tokens if each.start() == word.end()), None)
    remark = following is not None and following.lastgroup == "remark"
    return following.end() if following is not None and remark else word.end()


def _nearest(mark: Mark, words: Sequence[re.Match[str]], ends: Sequence[int]) -> int | None:
    """勾离得最近的一个等级；两边一样近的为 ``None``。"""
    before = [(mark.start - end, place) for place, end in enumerate(ends) if end <= mark.start]
    after = [
        (w.start() - mark.end, place) for place, w in enumerate(words) if w.start() >= mark.end
    ]
    sides = [min(side) for side in (before, after) if side]
    if len(sides) == 2 and sides[0][0] == sides[1][0]:
        return None
    return min(sides)[1] if sides else None
