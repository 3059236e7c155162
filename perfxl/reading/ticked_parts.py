"""一栏下面分几格、在哪一格划勾的：偏差原因（经费保障、制度保障……），完成目标可能性（确定能、有可能……）。"""

from collections.abc import Iterable, Mapping

from perfxl.grammar.glyphs import compact
from perfxl.model.table import Entry
from perfxl.reading.region import Region

_TICKS = frozenset({*"√✓✔☑■●VvYy", "是", "对", "有", "对勾"})
_NO_TICKS = frozenset({*"×✗☒□○/-—–", "否", "无", "N", "n", "☐", "0"})
# 这一格本来就写字，不用再带上名称。
_FREE_TEXT = frozenset({"原因说明"})


def ticked(
    region: Region, row: int, columns: Iterable[int], parts: Mapping[int, str]
) -> tuple[Entry, ...]:
    """一行里说了话的各格：划勾的文字换成那一格的名称，写字的带上名称；没有说的不在内。"""
    said: list[Entry] = []
    for column in columns:
        entry = region.entry(row, column)
        if not entry.text or entry.column != column:
            continue
        region.take(entry)
        text = _ticked(compact(entry.text), entry.text, parts.get(column, ""))
        if text:
            said.append(entry._replace(text=text, number=None, continued=True))
    return tuple(said)


def _ticked(folded: str, text: str, name: str) -> str:
    if not name or folded == name:
        return text
    if folded in _TICKS:
        return name
    if folded in _NO_TICKS:
        return ""
    return text if name in _FREE_TEXT else f"{name}：{text}"


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
