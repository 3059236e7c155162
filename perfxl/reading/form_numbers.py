"""附件号、表号：附件4、附表3-2：、公开14表。"""

from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.remark import RemarkKind
from perfxl.model.table import Entry

_NUMBER = r"[\d一二三四五六七八九十]{1,3}(?:[-—–之]\d{1,2})*"
# 一份文件的文号：某财预〔2025〕63号。
_DOCUMENT = r"[一-龥]{1,12}[〔\[(]20\d\d[〕\])](?:第)?\d{1,4}号"
# 附件4、附表3-2：、（附件2）、附1、附件：；后面可以接着写表名，括着文号，前面可以写着文号。
_ENCLOSURE = Pattern(
    rf"(?:{_DOCUMENT})?\(?附(?:[件表录](?:{_NUMBER})?|{_NUMBER}|(?=[:：]))\)?"
    rf"(?:\([^()]{{0,24}}号\)|[:：、].{{0,40}})?|{_DOCUMENT}"
)
# 表1-2、公开14表、公开表15、预算05-2表。
_FORM_NUMBER = Pattern(
    rf"\(?(?:(?:公开|预算|决算)?表号?[:：]?{_NUMBER}|(?:公开|预算|决算)?\d{{1,3}}(?:-\d{{1,2}})?表)\)?"
)


def is_enclosure_line(texts: list[Entry]) -> bool:
    """整行只写着附件号、表号。"""
    return bool(texts) and all(number_kind(entry.text) is not None for entry in texts)


@lru_cache(maxsize=8192)
def number_kind(text: str) -> RemarkKind | None:
    """附件号还是表号；都不是为 ``None``。

    >>> {number_kind(text) for text in ("附件 3-2", "附表1：", "附件：", "（附件二）")}
    {<RemarkKind.ENCLOSURE: 'enclosure'>}
    >>> {number_kind(text) for text in ("附件3-2（某财05号）", "某财预复〔2025〕63号附件1", "某财预〔2025〕6号")}
    {<RemarkKind.ENCLOSURE: 'enclosure'>}
    >>> number_kind("公开表15")
    <RemarkKind.FORM_NUMBER: 'form-number'>
    >>> number_kind("公开14表"), number_kind("附属小学"), number_kind("表1个")
    (<RemarkKind.FORM_NUMBER: 'form-number'>, None, None)
    """
    key = compact(text)
    if _ENCLOSURE.fullmatch(key):
        return RemarkKind.ENCLOSURE
    return RemarkKind.FORM_NUMBER if _FORM_NUMBER.fullmatch(key) else None
