"""一段文字分写在上下几格：怎么接回去。成表拆长文字、读表接长文字都依这一条。"""

from collections.abc import Iterable

from perfxl.grammar.patterns import Pattern

# 换了页接着写的，前面写这几个字：断在句末，看的人、读表的都知道没有完。
CONTINUED = "（接上页）"
_MARKS = (CONTINUED, "(接上页)", "（续上页）", "(续上页)")
_SENTENCE_ENDS = "。；;！!？?：:."
# 少于这么多字的格没有写满，后面的不是接着写的。
_FULL_CELL = 80
_NUMBERED = Pattern(r"\s|目标\d|[（(]?[\d一二三四五六七八九十①②③④⑤⑥]{1,2}[.、)）]|[①②③④⑤⑥⑦⑧⑨]")


def begins_a_line(earlier: str, later: str) -> bool:
    """下一格是另起一行，而不是接着没写完的句子：上一格到了句末，或下一格以编号开头。

    >>> begins_a_line("建成12个图书室", "2. 配书2万册"), begins_a_line("建成12个图", "书室")
    (True, False)
    """
    return bool(earlier) and (earlier[-1] in _SENTENCE_ENDS or _NUMBERED.match(later) is not None)


def is_continued(text: str) -> bool:
    """写着“（接上页）”，接着上一页没有写完的。"""
    return text.startswith(_MARKS)


def joined_text(parts: Iterable[str]) -> str:
    """接成一段。短的一格是一条，另起一行；写满一格还没到句末的、写着“（接上页）”的，直接接上。

    >>> joined_text(["建成12个图书室", "配书2万册"]), len(joined_text(["字" * 200, "字" * 10]))
    ('建成12个图书室\\n配书2万册', 210)
    >>> joined_text(["建成12个图书室。", "（接上页）配书2万册"])
    '建成12个图书室。配书2万册'
    """
    whole = last = ""
    for part in parts:
        if whole and is_continued(part):
            part = part[len(CONTINUED) :]
            whole += part
        else:
            apart = len(last) < _FULL_CELL or begins_a_line(last, part)
            whole += "\n" + part if whole and apart else part
        last = part
    return whole
