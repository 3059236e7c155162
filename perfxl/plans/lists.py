"""清单：一张新工作表的栏、行、链接、底色；写成文件、写进打开的工作簿，照的是同一份。"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple


class BookName(str):
    """一个工作簿的路径；清单里写它的文件名和所在的文件夹，由宿主照路径写。"""

    __slots__ = ()


ListValue = str | Decimal | int | None


class CellLink(NamedTuple):
    """链到哪个工作簿、哪张工作表的哪一格。"""

    book: str
    sheet: str
    cell: str


class ListColumn(NamedTuple):
    """一栏：栏名和列宽。"""

    title: str
    width: float


class ListRow(NamedTuple):
    """清单的一行：各栏的值，链到哪里，第一格的底色。"""

    values: Sequence[ListValue]
    link: CellLink | None = None
    colour: str | None = None


@dataclass(frozen=True)
class ListSheet:
    """一张清单。

    ``links`` 一行一个，放在第 ``link_column`` 栏（从 1 起）；``colours`` 是各行第一格的底色，如 ``FFC7CE``。
    ``heading`` 是写进打开的工作簿时第一格的标题，写成文件的没有标题行。
    """

    name: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[ListValue]]
    links: Sequence[CellLink] = ()
    link_column: int = 0
    colours: Sequence[str] = ()
    heading: str = ""

    @property
    def count(self) -> int:
        """有几行。"""
        return len(self.rows)

    def listed(self) -> Iterator[ListRow]:
        """各行，连同链接、底色。"""
        for values, link, colour in zip_longest(self.rows, self.links, self.colours):
            yield ListRow(values, link, colour)


@dataclass(frozen=True)
class LongList(ListSheet):
    """几十万行的清单：``produced`` 每次从头一行一行地给，共 ``size`` 行，不都留在内存里（``rows`` 空着）。"""

    produced: Callable[[], Iterator[ListRow]] = field(kw_only=True)
    size: int = field(kw_only=True)

    @property
    def count(self) -> int:
        return self.size

    def listed(self) -> Iterator[ListRow]:
        return self.produced()
