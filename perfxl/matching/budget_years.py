"""表的预算年度：标题写着的；没有写的，看指标的时限，工作表、文件、文件夹的名字，再看同一文件、同一文件夹里别的表。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from perfxl.grammar import Deadline
from perfxl.model.table import Table
from perfxl.reading.titles import find_year

# 往上看几级文件夹的名字。
_FOLDERS = 3


def budget_years(tables: Sequence[Table]) -> list[int | None]:
    """各表的年度，与 ``tables`` 同样的次序；哪里都看不出来的为 ``None``。"""
    years = [table.year or _year_of_deadlines(table) or _year_of_names(table) for table in tables]
    known = list(zip(tables, years, strict=True))
    of_file = _most_common((table.book, year) for table, year in known)
    of_folder = _most_common((str(PurePath(table.book).parent), year) for table, year in known)
    return [
        year or of_file.get(table.book) or of_folder.get(str(PurePath(table.book).parent))
        for table, year in known
    ]


def _year_of_deadlines(table: Table) -> int | None:
    years: list[int] = []
    for row in table.indicators:
        value = row.target_adjusted_value if row.target_adjusted else row.target_value
        if isinstance(value, Deadline) and value.year is not None:
            years.append(value.year)
    return max(years, default=None)


def _year_of_names(table: Table) -> int | None:
    """工作表、文件、所在文件夹的名字里写着的年度，由近到远。"""
    book = PurePath(table.book)
    folders = [folder.name for folder in list(book.parents)[:_FOLDERS]]
    return next(
        filter(None, (find_year([name]) for name in (table.sheet, book.stem, *folders))), None
    )


def _most_common(pairs: Iterable[tuple[str, int | None]]) -> dict[str, int]:
    counted: dict[str, Counter[int]] = {}
    for place, year in pairs:
        if year is not None:
            counted.setdefault(place, Counter())[year] += 1
    return {place: tally.most_common(1)[0][0] for place, tally in counted.items()}
