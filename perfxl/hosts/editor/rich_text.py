"""一格里的字换几个：没有换的字照旧，各段的字体（上标、红字）跟着字走。

富文本是几段 ``r``，每段一种字体（ECMA-376 第 1 部分 18.4.8 CT_Rst）；注音 ``rPh`` 按字的位置记着注的是哪几个字。
"""

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple
from unicodedata import normalize

from perfxl.hosts.editor.attributes import whole
from perfxl.hosts.editor.package import child, children, local_name
from perfxl.hosts.editor.xml_tree import etree
from perfxl.hosts.escaped_text import escaped, unescaped

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# 差得比这还多的，不逐字比：整段换掉，字体照开头那一段。
_ALIKE = 0.5
_LONGEST = 2000


class _Sign(NamedTuple):
    """一个看得见的字：人看到的、存着的（连同前后看不见的字符）、在哪一段。"""

    seen: str
    stored: str
    run: int


class _Placed(NamedTuple):
    """换好以后的一个字：存着的、在哪一段、原来是第几个字（新写的为 ``None``）。"""

    stored: str
    run: int
    origin: int | None


def replaced_text(
    item: etree._Element, new: str, *, visible: Callable[[str], str], keep_blanks: bool
) -> None:
    """把 ``is``（或 ``si``）里的字换成 ``new``，只动不同的字。

    ``visible`` 给出一个字看上去是什么：看上去与 ``new`` 相同的字不换，哪怕存的是康熙部首、夹着零宽空格。
    ``keep_blanks``：``new`` 是去掉了首尾空白的，原来的首尾空白照旧。
    """
    texts = _texts(item)
    if not texts:
        texts = [etree.Element(f"{str(item.tag).rpartition('}')[0]}}}t")]
        item.insert(0, texts[0])
    signs = _signs([unescaped(each.text or "") for each in texts], visible)
    if keep_blanks:
        seen = "".join(sign.seen for sign in signs)
        lead = seen[: len(seen) - len(seen.lstrip())]
        tail = seen[len(seen.rstrip()) :] if seen.strip() else ""
        new = f"{lead}{new}{tail}"
    placed = _signs_in_place(signs, new)
    for number, text in enumerate(texts):
        written = "".join(each.stored for each in placed if each.run == number)
        if written != unescaped(text.text or ""):
            _write(text, written)
    _move_phonetic(item, signs, placed)


def plain_item(tag: str, text_tag: str, text: str) -> etree._Element:
    """只有一段、没有字体的 ``is``。"""
    item = etree.Element(tag)
    _write(etree.SubElement(item, text_tag), text)
    return item


def is_rich(item: etree._Element) -> bool:
    """分了几段，或有注音。"""
    return any(local_name(each) in ("r", "rPh") for each in item)


def longest_font(item: etree._Element) -> etree._Element | None:
    """字最多的一段的字体（``rPr``）；那一段没有写明的为 ``None``。"""
    runs = [(len(text.text or ""), text.getparent()) for text in _texts(item)]
    _, longest = max(runs, key=lambda each: each[0], default=(0, None))
    return child(longest, "rPr") if longest is not None else None


def _texts(item: etree._Element) -> list[etree._Element]:
    """各段的 ``t``；注音的不算。"""
    found: list[etree._Element] = []
    for each in item:
        if local_name(each) == "t":
            found.append(each)
        elif local_name(each) == "r":
            found += children(each, "t")
    return found


def _signs(texts: list[str], visible: Callable[[str], str]) -> list[_Sign]:
    signs: list[_Sign] = []
    waiting = ""  # 看不见的字符，跟着后面的字
    for run, text in enumerate(texts):
        for stored in text:
            seen = visible(stored)
            if not seen:
                waiting += stored
                continue
            signs.append(_Sign(seen, waiting + stored, run))
            waiting = ""
        if waiting and signs and signs[-1].run == run:
            signs[-1] = signs[-1]._replace(stored=signs[-1].stored + waiting)
            waiting = ""
    return signs


def _signs_in_place(signs: list[_Sign], new: str) -> list[_Placed]:
    """照最少的改动排出新的字。"""
    old = [sign.seen for sign in signs]
    placed: list[_Placed] = []
    for kind, first, last, start, end in _changes(old, list(new)):
        if kind == "equal":
            kept = signs[first:last]
            placed += [_Placed(s.stored, s.run, n) for n, s in enumerate(kept, first)]
        elif _same_otherwise_written(old[first:last], new[start:end]):
            pairs = zip(signs[first:last], new[start:end], strict=True)
            placed += [_Placed(sign, old_sign.run, None) for old_sign, sign in pairs]
        else:
            near = signs[first] if first < last else signs[max(first - 1, 0)] if signs else None
            run = near.run if near is not None else 0
            placed += [_Placed(sign, run, None) for sign in new[start:end]]
    return placed


def _same_otherwise_written(old: list[str], new: str) -> bool:
    """逐字换了写法（全角换半角）：一个对一个，各归各的段。"""
    return [normalize("NFKC", sign) for sign in old] == list(new)


def _changes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """``difflib`` 的操作；首尾相同的先去掉，中间差得太多的整段换。"""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    changes: list[tuple[str, int, int, int, int]] = [("equal", 0, head, 0, head)]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if max(len(one), len(other)) <= _LONGEST and matcher.ratio() >= _ALIKE:
        changes += [
            (kind, a + head, b + head, c + head, d + head)
            for kind, a, b, c, d in matcher.get_opcodes()
        ]
    else:
        changes.append(("replace", head, head + len(one), head, head + len(other)))
    changes.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return changes


def _write(text: etree._Element, written: str) -> None:
    """写一段的字；空了的段去掉。"""
    run = text.getparent()
    if not written and run is not None and local_name(run) in ("r", "is", "si"):
        run.remove(text)
        holder = run.getparent()
        if local_name(run) == "r" and holder is not None and child(run, "t") is None:
            holder.remove(run)
        return
    text.text = escaped(written)
    if written != written.strip() or "\n" in written:
        text.set(SPACE, "preserve")


def _move_phonetic(item: etree._Element, signs: list[_Sign], placed: list[_Placed]) -> None:
    """注音跟着字走；注的字改了的，注音去掉。位置照 UTF-16 数。"""
    before = _offsets([sign.stored for sign in signs])
    after = _offsets([each.stored for each in placed])
    moved = {each.origin: number for number, each in enumerate(placed) if each.origin is not None}
    for each in list(children(item, "rPh")):
        first, last = whole(each.get("sb"), -1), whole(each.get("eb"), -1)
        covered = [n for n in range(len(signs)) if first <= before[n] < last]
        places = [moved[n] for n in covered if n in moved]
        together = bool(places) and places[-1] - places[0] + 1 == len(places) == len(covered)
        if together:
            each.set("sb", str(after[places[0]]))
            each.set("eb", str(after[places[-1] + 1]))
        else:
            item.remove(each)


def _offsets(pieces: list[str]) -> list[int]:
    """各段字从第几个 UTF-16 码元起，末尾是总数。"""
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece.encode("utf-16-le", "surrogatepass")) // 2)
    return offsets
