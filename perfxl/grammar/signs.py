"""比较：符号、比较词各是哪一个方向，几处写在一起怎样合成一个。"""

from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.grammar.values import Operator
from perfxl.grammar.words import AFTER, BEFORE, INSIDE_WORDS, YIELDING

SIGNS = "≥≤=><≈~"
OPERATORS = {sign.value: sign for sign in Operator} | {"~": Operator.ABOUT}
_DIRECTION = {"≥": 1, ">": 1, "≤": -1, "<": -1, "=": 0}

# 写在格里的一处比较：原来的字，和它的符号（不低于、≥）。
Mark = tuple[str, str]


# “不得少于”“大于或等于”一类，没有比这更长的。
_LONGEST_SIGN = 6
_REMARKED = Pattern(r"(.+?)\([^()]*\)|\(([^()]+)\)")


@lru_cache(maxsize=1024)
def sign_said(text: str) -> str:
    """单写一格的比较符号或比较词是哪个符号；别的字（定性、文字描述、正向）不是符号，为 ``""``。

    >>> sign_said("大于等于"), sign_said("＞＝"), sign_said("≤（反向）"), sign_said("不低于")
    ('≥', '≥', '≤', '≥')
    >>> sign_said("文字描述"), sign_said("定性"), sign_said("正向"), sign_said("是/否")
    ('', '', '', '')
    """
    plain = compact(text)
    if found := _REMARKED.fullmatch(plain):
        plain = found[1] or found[2]
    if plain in OPERATORS:
        return OPERATORS[plain].value
    return BEFORE.get(plain) or AFTER.get(plain, "")


def sign_before(text: str) -> tuple[str, str]:
    """开头写着的比较：原来的字，和它的符号；没有为两个 ``""``。

    >>> sign_before("大于等于90%"), sign_before("＞＝ 5人"), sign_before("优良率90%")
    (('大于等于', '≥'), ('＞＝', '≥'), ('', ''))
    """
    for length in range(min(_LONGEST_SIGN, len(text)), 0, -1):
        if sign := sign_said(text[:length].strip()):
            return text[:length].rstrip(), sign
    return "", ""


def combined(marks: list[Mark]) -> tuple[Operator | None, str]:
    """几处比较合成一个符号，连同说明；方向相反为 ``(None, 原因)``。

    >>> combined([("≥", "≥"), ("以上", "≥")])
    (<Operator.AT_LEAST: '≥'>, '“≥”与“以上”重复')
    >>> combined([("≥", "≥"), ("以下", "≤")])
    (None, '“≥”与“以下”互相矛盾')
    """
    if len(marks) == 1:
        return OPERATORS[marks[0][1]], ""
    listed = "与".join(f"“{word}”" for word, _ in marks)
    firm = [mark for mark in marks if mark[0] not in YIELDING] or marks
    signs = [OPERATORS[sign] for _, sign in firm]
    if Operator.ABOUT in signs:
        return Operator.ABOUT, f"{listed}并用，按约数读"
    if len({_DIRECTION[sign] for sign in signs}) > 1:
        return None, f"{listed}互相矛盾"
    return signs[0], f"{listed}重复" if len(firm) > 1 else ""


def bounded(operator: Operator, bounds: tuple[str, ...]) -> Operator:
    """（不含）去掉本数，（含）算上本数。

    >>> bounded(Operator.AT_LEAST, ("不含",)), bounded(Operator.BELOW, ("含",))
    (<Operator.ABOVE: '>'>, <Operator.AT_MOST: '≤'>)
    """
    if any(each.startswith("不含") for each in bounds):
        return {Operator.AT_LEAST: Operator.ABOVE, Operator.AT_MOST: Operator.BELOW}.get(
            operator, operator
        )
    if any(each.startswith("含") for each in bounds):
        return {Operator.ABOVE: Operator.AT_LEAST, Operator.BELOW: Operator.AT_MOST}.get(
            operator, operator
        )
    return operator


def is_half_a_word(ahead: str, word: str) -> bool:
    """节约、最近、送达里的“约”“近”“达”不是比较词；``ahead`` 是前面的字。

    >>> is_half_a_word("节", "约"), is_half_a_word("培训", "约")
    (True, False)
    """
    return bool(ahead) and ahead[-1] in INSIDE_WORDS.get(word, "")
