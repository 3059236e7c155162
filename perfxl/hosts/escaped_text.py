"""工作簿里怎样存文字：XML 写不了的字符写成 ``_x000B_``（ECMA-376 第 1 部分 22.9.2.19 ST_Xstring）。"""

import re

from perfxl.grammar.patterns import Pattern

_ESCAPED = Pattern(r"_x([0-9A-Fa-f]{4})_")
_HALF = Pattern("[\ud800-\udfff]")
_UNWRITABLE = Pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")

# 字符引用；openpyxl 把每个汉字都写成这样（&#24180;），一连串的一起换。
_REFERENCES = Pattern("(?:&#[0-9]{1,7};)+|&(?:#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));|&")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
# XML 里不许有的字，写成字符引用也不许（XML 1.0 2.2）；半个字符编码时就报。
_FORBIDDEN = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))


def escaped(text: str) -> str:
    """写进 XML 的文字；原文恰好像 ``_x0041_`` 的也要转，免得 Excel 显示成 ``A``。

    >>> escaped("招募\\x0b人数"), escaped("_x0041_"), escaped("完成😀")
    ('招募_x000B_人数', '_x005F_x0041_', '完成😀')
    """
    if _UNWRITABLE.search(text) is None:
        return text
    return _UNWRITABLE.sub(
        lambda match: "_x005F_x" if match[0] == "_x" else f"_x{ord(match[0]):04X}_", text
    )


def unescaped(text: str) -> str:
    """Excel 显示的文字；两半拼成一个字，拼不成的半个是 ``�``。

    >>> unescaped("完成_xD83D__xDE00_"), unescaped("_x005F_x0041_"), unescaped("半_xD83D_个")
    ('完成😀', '_x0041_', '半�个')
    """
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")
    return joined_halves(text)


def characters(xml: str) -> str:
    """XML 文字（没有标签）里的字符引用换成字；写坏了的抛 ``ValueError``。

    >>> characters("&#24180;&#24230; &lt;A&#x26;B")
    '年度 <A&B'
    """
    if "&" not in xml:
        return xml
    text = _REFERENCES.sub(_referred, xml)
    if not text.isprintable():
        text.encode()
        if not _FORBIDDEN.isdisjoint(text):
            raise ValueError("a character reference XML does not allow")
    return text


def _referred(found: re.Match[str]) -> str:
    if found[2]:
        return _NAMED[found[2]]
    if found[1]:
        return chr(int(found[1], 16))
    if found[0] == "&":
        raise ValueError("a character reference that is not one")
    return "".join(map(chr, map(int, found[0][2:-1].split(";&#"))))


def without_entities(text: str) -> str:
    """XML 原文里的 ``&lt;`` 一类换成字；标准库的 ``saxutils`` 要连带载入网络的各个模块。

    >>> without_entities("&quot;全国&quot; &amp;lt;")
    '"全国" &lt;'
    """
    for entity, character in (("&gt;", ">"), ("&lt;", "<"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def joined_halves(text: str) -> str:
    """UTF-16 的两半拼成一个字，拼不成的半个是 ``�``：半个字符写不进任何文件。"""
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
