"""一张表接着写在下一张工作表上、表头又印了一遍（转成 Excel 的 PDF 多半这样）：各读成一张，记下是一张表的两半。

每个值只记着行列，工作表是整张表的，两张工作表上的值不能放进一张表；所以不接，也不判要看全部各行的。
"""

from collections.abc import Iterable
from dataclasses import replace

from perfxl.model.table import PROJECT_FIELDS, Entry, Indicator, Table
from perfxl.model.unread import UnreadRow, WhyUnread
from perfxl.reading.headers import Header
from perfxl.reading.indicator_classes import classified
from perfxl.reading.parts import Part, bare_title


def two_halves(above: Table, upper: Part, below: Table, lower: Part) -> tuple[Table, Table] | None:
    """下一张工作表的第一张表 ``below`` 接着 ``above`` 写：记下各是哪一半；不是的为 ``None``。

    自己没有标题（或只加了“续”）、项目、资金，表头与上一张的一样，才是。
    """
    header = lower.header
    if not isinstance(header, Header) or not upper.last_header.is_repeated_by(header):
        return None
    if above.form is not below.form or not above.indicators or not below.indicators:
        return None
    if below.title.text and not _is_continued_title(above.title.text, below.title.text):
        return None
    if below.funds or any(name in below.fields for name in PROJECT_FIELDS):
        return None
    upper_rows = _rows(above.indicators, above.sheet, WhyUnread.CONTINUES)
    lower_rows = _rows(below.indicators, below.sheet, WhyUnread.CONTINUED)
    return (
        replace(above, unread_rows=(*above.unread_rows, *lower_rows)),
        replace(
            below,
            continues=above.sheet,
            year=below.year or above.year,
            money_unit=below.money_unit or above.money_unit,
            indicators=tuple(_with_levels(below.indicators, above.indicators[-1])),
            unread_rows=(*below.unread_rows, *upper_rows),
        ),
    )


def _is_continued_title(above: str, below: str) -> bool:
    return "续" in below and bare_title(below) == bare_title(above)


def _rows(rows: Iterable[Indicator], sheet: str, why: WhyUnread) -> list[UnreadRow]:
    return [UnreadRow((row.level3 or row.target,), why, sheet) for row in rows]


def _with_levels(rows: Iterable[Indicator], last: Indicator) -> Iterable[Indicator]:
    """开头没有写上级指标的几行，沿用上一张工作表末行的；那里的格不在这张工作表上，只取文字。"""
    level1, level2 = Entry(last.level1.text), Entry(last.level2.text)
    for row in rows:
        if row.level1.text:
            level1 = level2 = Entry()
        if row.level2.text:
            level2 = Entry()
        first, second = row.level1 or level1, row.level2 or level2
        if (first, second) == (row.level1, row.level2) or not (first.text or second.text):
            yield row
            continue
        known = classified(first.text, second.text, row.level3.text)
        yield replace(row, level1=first, level2=second, classified=known)
