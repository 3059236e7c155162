"""长的原因、说明分写在几行的，接到上一行指标上。"""

from dataclasses import fields, replace
from typing import Any

from perfxl.grammar.continued_text import is_continued, joined_text
from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.columns import INDICATOR_COLUMNS
from perfxl.model.table import Entry, Indicator
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.row_places import OWN_COLUMNS

# 写在下一行、以这几个字开头的是上一行指标的原因。
_REASON = Pattern(
    r"(?:(?:偏差|未完成|偏离|扣分|差异|未达标)?的?原因(?:分析|说明)?|(?:下一步)?(?:改进|整改)措施):."
)
# 可能分写在几行的栏。
_LONG_TEXTS = ("reason", "note", "explanation")
# 一行指标里是一格的各栏。
_ENTRIES = frozenset(each.name for each in fields(Indicator) if each.name in INDICATOR_COLUMNS)
# 换页以后接着写的，离上一行指标不会比这更远。
_FARTHEST = 8


def continued(cells: IndicatorCells, row: int, last: Indicator) -> Indicator | None:
    """这一行接着 ``last`` 写的，返回接好的；不是接着写的为 ``None``。

    别的栏都与上一行合并着（换页后则空着），只有这几栏有字。
    """
    told = _reason_below(cells, row, last)
    if told is not None:
        return told
    name = cells.entry(row, "level3")
    own_name = name.text and name.row == row and name.column in cells.columns["level3"]
    if own_name and not is_continued(name.text):
        return None  # 自己的一栏里写着指标名，绝大多数的行是这样
    marked = _marked(cells, row)
    roles = dict.fromkeys((*_LONG_TEXTS, *marked))
    found = {role: cells.entry(row, role) for role in roles if role in cells.columns}
    own = {
        role: entry
        for role, entry in found.items()
        if entry.text and entry.row == row and entry.column in cells.columns[role]
    }
    if not own or not all(getattr(last, role).text for role in own):
        return None
    levels = [cells.entry(row, "level1"), cells.entry(row, "level2")]
    known = {entry.column for entry in (*own.values(), *levels)}
    texts = cells.region.texts(row)
    if any(each.column not in known and not cells.is_group_label(each) for each in texts):
        return None
    others = (cells.entry(row, role) for role in OWN_COLUMNS)
    merged = any(0 < entry.row < row and entry.text for entry in others)
    if not merged and not marked and row > last.row + _FARTHEST:
        return None
    for role, entry in own.items():
        earlier: Entry = getattr(last, role)
        text = joined_text([earlier.text, entry.text])
        longer: dict[str, Any] = {role: earlier._replace(text=text)}
        last = replace(last, **longer)
    cells.region.take(*own.values(), *(entry for entry in levels if entry.row == row))
    return last


def _marked(cells: IndicatorCells, row: int) -> list[str]:
    """写着“（接上页）”的各栏：什么栏都可能写满一页。"""
    if not any(is_continued(each.text) for each in cells.region.texts(row)):
        return []
    texts = ((role, cells.entry(row, role).text) for role in cells.columns)
    return [role for role, text in texts if is_continued(text) and role in _ENTRIES]


def _reason_below(cells: IndicatorCells, row: int, last: Indicator) -> Indicator | None:
    """写在指标下面一行的原因、改进措施（偏差原因：……｜改进措施：……），每格都以它开头：是上一行指标的。"""
    own = cells.region.texts(row)
    if not own or not any(word in own[-1].text for word in ("原因", "措施")):
        return None
    first = cells.place.own(row, "level3") or cells.place.own(row, "level2")
    named = first and own[0].column >= first.column
    if not named or not all(_REASON.match(compact(each.text)) for each in own):
        return None
    text = "\n".join([*([last.reason.text] if last.reason.text else []), *(e.text for e in own)])
    cells.region.take(*own)
    base = last.reason if last.reason.text else own[0]
    return replace(last, reason=base._replace(text=text, number=None, continued=True))
