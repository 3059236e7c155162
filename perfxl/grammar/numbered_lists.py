"""一格编着号的完成值，照指标值有几条来分：指标值 1.≥60场⏎2.≥12期，完成值 1.65场⏎2.13期。"""

from perfxl.grammar.glyphs import fold
from perfxl.grammar.patterns import Pattern

_CIRCLED = {ord(sign): f"\n{n})" for n, sign in enumerate("①②③④⑤⑥⑦⑧⑨", 1)}
_ITEM = Pattern(r"\(?([0-9]{1,2})[.、)]\s*(.*[^\s.、;,。])[\s;,。]*")


def numbered_items(raw: str, count: int) -> tuple[str, ...]:
    """编着号的 ``count`` 条，号从 1 连着编下来；不是正好这么多条的为空。

    只写“1.65场”看不出 1 是不是编号，对着写的一格也有这么多条，才看得出。

    >>> numbered_items("1.65场\\n2.13期", 2), numbered_items("①65场；②13期", 2)
    (('65场', '13期'), ('65场', '13期'))
    >>> numbered_items("1.5万人\\n2.6万人", 3), numbered_items("1.65场", 2)
    ((), ())
    """
    text = fold(raw.translate(_CIRCLED)).strip()
    lines = [line.strip() for part in text.split("\n") for line in part.split(";") if line.strip()]
    if count < 2 or len(lines) != count:
        return ()
    found = [_ITEM.fullmatch(line) for line in lines]
    if any(each is None or int(each[1]) != n for n, each in enumerate(found, 1)):
        return ()
    return tuple(each[2] for each in found if each is not None)
