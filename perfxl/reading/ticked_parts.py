"""一栏下面分几格、在哪一格划勾的：偏差原因（经费保障、制度保障……），完成目标可能性（确定能、有可能……）。"""

from collections.abc import Iterable, Mapping

from perfxl.grammar.glyphs import compact
from perfxl.model.table import Entry
from perfxl.reading.region import Region

_TICKS = frozenset({*"√✓✔☑■●VvYy1*★▲", "是", "对", "有", "对勾"})
# 与 ● 并用的是没有选；一行里只有它、别的格空着的，是画圈选的。
_CIRCLES = frozenset("○〇◯")
_NO_TICKS = frozenset({*"×✗☒□○〇◯/-—–", "否", "无", "N", "n", "☐", "0"})
# 本来就写字的一格，不用再带上名称。
FREE_TEXT = "原因说明"


def ticked(
    region: Region, row: int, columns: Iterable[int], parts: Mapping[int, str]
) -> tuple[Entry, ...]:
    """一行里说了话的各格：划勾的文字换成那一格的名称，写字的带上名称；没有说的不在内。"""
    said: list[Entry] = []
    own = [entry for column in columns if (entry := region.entry(row, column)).column == column]
    circled = _are_ticks([compact(entry.text) for entry in own])
    for entry in own:
        if not entry.text:
            continue
        region.take(entry)
        folded, name = compact(entry.text), parts.get(entry.column, "")
        is_circle = circled and folded in _CIRCLES
        text = name if is_circle and name else _ticked(folded, entry.text, name)
        if text:
            said.append(entry._replace(text=text, number=None, continued=True))
    return tuple(said)


def _are_ticks(texts: list[str]) -> bool:
    """这一行画的圈是选中：没有别的勾，又不是每格都画。"""
    return _TICKS.isdisjoint(texts) and "" in texts


def _ticked(folded: str, text: str, name: str) -> str:
    if not name or folded == name:
        return text
    if folded in _NO_TICKS:
        return ""
    if name == FREE_TEXT:
        return text
    return name if folded in _TICKS else f"{name}：{text}"


def joined(said: tuple[Entry, ...], blank: Entry, parts: Iterable[str]) -> Entry:
    """几格合成一个：划勾的名称用顿号，写的字接在分号后；都没有说的是 ``blank``。

    >>> one, two, three = Entry("经费保障", 5, 7), Entry("其他", 5, 11), Entry("晚了", 5, 12)
    >>> joined((one, two, three), Entry("", 5, 7), ("经费保障", "其他"))[0:3]
    ('经费保障、其他；晚了', 5, 7)
    """
    names = [entry.text for entry in said if entry.text in parts]
    texts = [entry.text for entry in said if entry.text not in parts]
    if not said:
        return blank
    return said[0]._replace(text="；".join(["、".join(names), *texts] if names else texts))
