"""留在模板里的字，哪些像是一份表自己的：写着金额、日期、文号，每张成表都会照印。"""

from perfxl.grammar.patterns import Pattern

_PLACEHOLDER = Pattern(r"\{\{[^}]*\}\}")
_OWN = Pattern(
    r"\d[\d,，]*(?:\.\d+)?\s{0,2}(?:百万|千万|亿|万)?元"
    r"|(?<!\d)20\d\d\s{0,2}年|[〔\[［（(]20\d\d[〕\]］）)]\s{0,2}\d+\s{0,2}号|\d+号(?:文|[）)]|$)"
)


def holds_own_figures(text: str) -> bool:
    """占位以外写着金额、年月日、文号的。

    >>> [holds_own_figures(t) for t in ("注：结转850,000.50元", "附件3-2（某财05号）", "负责人签字：2026年2月10日")]
    [True, True, True]
    >>> [holds_own_figures(t) for t in ("偏差超过10%的须附材料", "{{年度}}年度（万元）", "“三公”经费")]
    [False, False, False]
    """
    return _OWN.search(_PLACEHOLDER.sub("", text)) is not None
