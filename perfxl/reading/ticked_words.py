"""一格里列着几个说法、打勾选一个的：勾的是哪几个。等级的见 ``grade_options``。"""

import re
from collections.abc import Sequence
from functools import lru_cache

from perfxl.grammar.patterns import Pattern

_TICKS, _BOXES = "☑☒√■✓✔●", "□☐○〇"
_MARK = Pattern(rf"[（(\[【]\s*[{_TICKS}]?\s*[）)\]】]|[{_TICKS}{_BOXES}]")


@lru_cache(maxsize=2048)
def ticked_words(text: str, words: tuple[str, ...]) -> tuple[str, ...] | None:
    """勾了的说法，照原文的次序；没有勾、框的为 ``None``，分不出勾的是谁的不算勾了。

    >>> sure, perhaps = "确定能", "有可能"
    >>> ticked_words("☑确定能 □有可能", (sure, perhaps)), ticked_words("确定能（ ）有可能（√）", (sure, perhaps))
    (('确定能',), ('有可能',))
    >>> ticked_words("确定能√ 有可能", (sure, perhaps)), ticked_words("确定能", (sure, perhaps))
    (('确定能',), None)
    """
    marks = list(_MARK.finditer(text))
    if not marks:
        return None
    found = list(re.finditer("|".join(map(re.escape, words)), text))
    if len(marks) == len(found):
        pairs = zip(marks, found, strict=True)
        return tuple(word[0] for mark, word in pairs if _is_ticked(mark))
    owners = [_nearest(mark, found) for mark in marks if _is_ticked(mark)]
    return tuple(word[0] for word in owners if word is not None)


def _is_ticked(mark: re.Match[str]) -> bool:
    return any(sign in _TICKS for sign in mark[0])


def _nearest(mark: re.Match[str], words: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """离得最近的一个；两边一样近的为 ``None``。"""
    apart = sorted(
        (max(mark.start() - word.end(), word.start() - mark.end()), place)
        for place, word in enumerate(words)
    )
    if not apart or (len(apart) > 1 and apart[0][0] == apart[1][0]):
        return None
    return words[apart[0][1]]
