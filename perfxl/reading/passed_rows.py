"""指标栏里不是指标的行：重印的表头和标题、栏次、页码、横贯的一行、填表说明、别的栏目。"""

from functools import lru_cache

from perfxl.grammar.glyphs import compact
from perfxl.grammar.patterns import Pattern
from perfxl.model.table import Entry
from perfxl.reading.header import RESULTS
from perfxl.reading.indicator_cells import IndicatorCells
from perfxl.reading.labels import indicator_column, label_key
from perfxl.reading.money_unit import is_unit_line
from perfxl.reading.titles import is_title

# 栏次没有比这更长的：（12）。
_LONGEST_NUMBER = 4
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOT_NUMBERS = ("栏次", "甲", "乙", "丙")
_SENTENCE_SIGNS = "。；，、：:;,"
# 页码、表号、续表：第 2 页 共 3 页、- 2 -、2/3、公开14表、预算05-2表、（续表）、接上页。
_PAGE_MARK = Pattern(
    r"[-—–]+\d{1,3}[-—–]+|\d{1,3}/\d{1,3}|第\d{1,3}页[,，/]?(?:共\d{1,3}页)?|共\d{1,3}页"
    r"|(?:公开|预算|决算|附表?|表)?\d{1,3}(?:-\d{1,2})?表"
    r"|\((?:续表?|[接续]上[页表])\d*\)|(?:续表?|[接续]上[页表])\d*"
)
# 加分、减分的一行，不是指标。
_BONUS = Pattern(r"(?:加分|减分|扣分|加减分|奖励加?分)(?:项目?|指标|因素|情况)?")


def is_column_numbers(texts: list[Entry]) -> bool:
    """表头下面的栏次：1 2 3 …（也写作 (1) ① A），前面可有 栏次、甲、乙。"""
    if len(texts) < 3 or len(texts[-1].text) > _LONGEST_NUMBER:
        return False
    first = next((key for key in map(_number_key, texts) if key not in _NOT_NUMBERS), "")
    if first not in ("1", _LETTERS[0]):
        return False  # 多数的行看一格就知道
    keys = list(map(_number_key, texts))
    shown = [key for key in keys if key not in _NOT_NUMBERS]
    if len(shown) < 3 or shown[-1] != keys[-1]:
        return False
    return shown == [str(number + 1) for number in range(len(shown))] or shown == list(
        _LETTERS[: len(shown)]
    )


def _number_key(entry: Entry) -> str:
    return compact(entry.text).strip("()")


def is_page_mark(texts: list[Entry]) -> bool:
    """一行只有页码、表号。"""
    return len(texts) <= 2 and all(
        _PAGE_MARK.fullmatch(compact(entry.text)) is not None for entry in texts
    )


def is_bonus(texts: list[Entry]) -> bool:
    """加分项、减分项的一行：行首（或隔一格行标题）写着。"""
    return any(_says_bonus(entry.text) for entry in texts[:2])


@lru_cache(maxsize=8192)
def _says_bonus(text: str) -> bool:
    return _BONUS.fullmatch(label_key(text)) is not None


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
