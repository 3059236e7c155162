"""指标栏里不是指标的行：重印的表头和标题、栏次、横贯的一行、填表说明、别的栏目。"""

from perfxl.model.table import Entry
from perfxl.reading.headers import RESULTS
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.labels import indicator_column
from perfxl.reading.money_unit import is_unit_line
from perfxl.reading.titles import is_title

_NOT_NUMBERS = ("栏次", "甲", "乙", "丙")
_SENTENCE_SIGNS = "。；，、：:;,"


def is_column_numbers(texts: list[Entry]) -> bool:
    """表头下面的栏次：1 2 3 …，前面可有 栏次、甲、乙。"""
    if len(texts) < 3 or not texts[-1].text.isdecimal():
        return False
    shown = [entry.text for entry in texts if entry.text not in _NOT_NUMBERS]
    return len(shown) > 2 and shown == [str(number + 1) for number in range(len(shown))]


def is_reprint(cells: IndicatorCells, row: int, texts: list[Entry]) -> bool:
    """分页后重印的表头、标题、单位。"""
    if indicator_column(cells.entry(row, "level3").text) == "level3":
        return True
    few = len(texts) <= 2
    return few and (is_title(texts[0].text) or is_unit_line(texts[-1].text))


def is_note(cells: IndicatorCells, row: int, texts: list[Entry]) -> bool:
    """表下的填表说明：一行只有一句话，写在指标名以左。"""
    if len(texts) > 1:
        return False
    named = cells.columns.get("level3") or cells.columns.get("level2") or [0]
    text = texts[0]
    block = cells.region.grid.block(row, text.column)
    sentence = len(text.text) > 15 and any(sign in text.text for sign in _SENTENCE_SIGNS)
    return sentence and text.column < named[0] and block.bottom == row


def is_banner(cells: IndicatorCells, row: int) -> bool:
    """横贯各栏的一行：分页后重印的标题、年度。"""
    level3, target = cells.entry(row, "level3"), cells.entry(row, "target")
    if not target.exists:
        return False
    return bool(level3.text) and (level3.row, level3.column) == (target.row, target.column)


def is_labelled_text(cells: IndicatorCells, row: int) -> bool:
    """标签右边一格文字横贯指标值、完成值、分值各栏：别的栏目，不是指标。"""
    name, value = cells.entry(row, "level3"), cells.entry(row, "target")
    if not name.text or not value.text or value.row != row:
        return False
    block = cells.region.grid.block(row, value.column)
    covered = range(block.left, block.right + 1)
    answers = [role for role in (*RESULTS, "weight", "score") if role in cells.columns]
    return any(column in covered for role in answers for column in cells.place.columns_of(role))
