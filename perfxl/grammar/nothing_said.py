"""等于没写的话：空、无、斜杠、省略号、XXX。"""

from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern

_VAGUE = Pattern(
    r"(?:无|略|同上|/|-+|—+|[.…·。]+|[Xx×*]{2,}(?:项目|单位|部门|名称)?|(?:(?:目标|指标)\d*[:：]?[.…]*)+)?。?"
)

_DASHES = Pattern(r"[-—―–－/／无空\s]*")


def is_left_blank(text: str) -> bool:
    """空着，或只画了横线、斜线，写着“无”“空”：表示这一格没有内容。

    >>> is_left_blank("－"), is_left_blank(""), is_left_blank("0")
    (True, True, False)
    """
    return _DASHES.fullmatch(text) is not None


@lru_cache(maxsize=16384)
def is_vague(text: str) -> bool:
    """等于没写：空、无、斜杠、省略号、XXX，和没有内容的“目标1：”。

    >>> is_vague("无"), is_vague("资金没有到位")
    (True, False)
    """
    return _VAGUE.fullmatch(compact(text)) is not None
