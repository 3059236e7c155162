"""表的预算年度：标题写着的；没有写的，看指标的时限，工作表、文件、文件夹的名字，再看同一文件、同一文件夹里别的表。"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from perfxl.model.table import Table
from perfxl.reading.titles import find_year

# 往上看几级文件夹的名字。
_FOLDERS = 3
# 名字里再往后的“20××”是编号，不是年度。
_LATEST = 2049


class OwnYear(NamedTuple):
    """一张表自己说的年度（标题，没有写的看指标的时限），和看名字要的：文件、工作表。"""

    book: str
    sheet: str
    year: int | None


def budget_years(tables: Sequence[Table]) -> list[int | None]:
    """各表的年度，与 ``tables`` 同样的次序；哪里都看不出来的为 ``None``。"""
    return years_among([OwnYear(each.book, each.sheet, own_year(each)) for each in tables])


def own_year(table: Table) -> int | None:
    """标题写着的年度；没有写的看指标的时限。"""
    return table.year or table.latest_deadline


def years_among(tables: Sequence[OwnYear]) -> list[int | None]:
    """同 ``budget_years``，各表自己说的已经看过。"""
    years = [each.year or _year_of_names(each.book, each.sheet) for each in tables]
    if all(years):  # 多半都有，不必看旁边的
        return years
    known = list(zip(tables, years, strict=True))
    folders = {book: str(PurePath(book).parent) for book in dict.fromkeys(e.book for e in tables)}
    of_file = _most_common((each.book, year) for each, year in known)
    of_folder = _most_common((folders[each.book], year) for each, year in known)
    return [
        year or of_file.get(each.book) or of_folder.get(folders[each.book]) for each, year in known
    ]


def _year_of_names(path: str, sheet: str) -> int | None:
    """工作表、文件、所在文件夹的名字里写着的年度，由近到远。"""
    book = PurePath(path)
    folders = [folder.name for folder in list(book.parents)[:_FOLDERS]]
    years = (find_year([name]) for name in (sheet, book.stem, *folders))
    return next((year for year in years if year is not None and year <= _LATEST), None)


def _most_common(pairs: Iterable[tuple[str, int | None]]) -> dict[str, int]:
    counted: dict[str, Counter[int]] = {}
    for place, year in pairs:
        if year is not None:
            counted.setdefault(place, Counter())[year] += 1
    return {place: tally.most_common(1)[0][0] for place, tally in counted.items()}
