"""批注里校验写的一段：头尾的记号，凭它认出、去掉；用户自己的字一个不动。"""

import re
from zlib import crc32

_OPENING = "〔绩效校验〕"
# 结尾带着内容的指纹：没有改过的整段去掉，改过的只去掉头尾，字都留下。
_BLOCK = re.compile(rf"(\n?){_OPENING}\n(.*?)\n〔校验完([0-9a-f]{{4}})〕", re.S)
_MARKERS = re.compile(rf"\n?(?:{_OPENING}|〔校验完[0-9a-f]{{4}}〕)")


def said_in(note: str) -> str:
    """批注里校验写的话；没有为 ``""``。"""
    return "\n".join(block[1] for block in _BLOCK.findall(_plain(note)))


def own_block(text: str) -> str:
    """批注里校验的一段。"""
    return f"{_OPENING}\n{text}\n〔校验完{_fingerprint(text)}〕"


def is_marked(note: str) -> bool:
    """批注里有校验的一段。"""
    return _OPENING in note


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fingerprint(text: str) -> str:
    return f"{crc32(text.encode()) & 0xFFFF:04x}"


def without_marks(text: str) -> str:
    r"""批注去掉校验的几段，剩下用户自己写的，不管写在前面、后面还是中间。

    >>> block = f"〔绩效校验〕\n【错误 PX301】…\n〔校验完{_fingerprint('【错误 PX301】…')}〕"
    >>> without_marks(f"请核对\n{block}"), without_marks(f"王:{block}已核对"), without_marks("无关")
    ('请核对', '王:已核对', '无关')
    >>> without_marks(block.replace("…", "…属实"))
    '【错误 PX301】…属实'
    """
    if not is_marked(text):
        return text
    plain = _plain(text)
    for first, last in reversed(marked_spans(plain)):
        plain = plain[:first] + plain[last:]
    return plain


def marked_spans(text: str) -> list[tuple[int, int]]:
    """批注里校验的几段从第几个字到第几个字（换行算一个）；改过的，只是头尾的记号。"""
    spans: list[tuple[int, int]] = []
    for found in _BLOCK.finditer(text):
        if _fingerprint(found[2]) == found[3]:
            spans.append(found.span())
        else:
            spans += [(found.end(1), found.start(2)), (found.end(2), found.end())]
    spans += [
        each.span()
        for each in _MARKERS.finditer(text)
        if not any(first <= each.end() - 1 < last for first, last in spans)
    ]
    apart: list[tuple[int, int]] = []
    for first, last in sorted(spans):  # 头尾的换行可能两段都算了
        apart.append((max(first, apart[-1][1]) if apart else first, last))
    # 校验的一段在最前面的，后面的换行也是它带来的。
    start = 0
    for first, last in apart:
        start = last if first == start else start
    if text[start : start + 1] == "\n":
        apart.append((start, start + 1))
    return sorted(apart)
