"""汇报：一页总览（几个数、几张图）和几张可以筛选的长表；写成工作簿、写成网页，照的是同一份。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfxl.plans.lists import CellLink


class ColumnKind(StrEnum):
    """一栏装的是什么：怎样对齐、数怎样显示。"""

    TEXT = "text"
    WORD = "word"  # 一两个字，居中
    YEAR = "year"
    COUNT = "count"
    AMOUNT = "amount"  # 元
    POINTS = "points"
    PERCENT = "percent"  # 百分数，62.83 即 62.83%

    @property
    def is_number(self) -> bool:
        """是数，靠右，照大小排。"""
        return self not in (ColumnKind.TEXT, ColumnKind.WORD)


class ReportColumn(NamedTuple):
    """一栏：栏名、列宽、装的是什么；``links`` 的一栏链到原文件。

    ``picks``：网页里可以挑一个值来筛选；``heads``：这一栏说一行是谁；``opens``：点它看另一张表（名字），
    照两张表同名的几栏筛选；``apart``：又宽又长，另印在后面几页，每页重印说一行是谁的几栏（到 ``heads`` 为止）。
    """

    title: str
    width: float
    kind: ColumnKind = ColumnKind.TEXT
    links: bool = False
    picks: bool = False
    heads: bool = False
    opens: str = ""
    apart: bool = False


ReportValue = str | Decimal | int | None


class ReportRow(NamedTuple):
    """一行：各栏的值，链到哪一格，要上底色的栏（从 0 起）和颜色。"""

    values: Sequence[ReportValue]
    link: CellLink | None = None
    colours: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class ReportSheet:
    """一张长表。``heading`` 写在第一格，``note`` 是一句说明；``rows`` 每次从头给出各行，共 ``count`` 行。

    ``totals`` 是末尾的合计行，没有为 ``None``；``empty`` 是一行也没有时说的话。
    """

    name: str
    heading: str
    columns: Sequence[ReportColumn]
    count: int
    rows: Callable[[], Iterable[ReportRow]]
    note: str = ""
    totals: ReportRow | None = None
    empty: str = ""


class ChartPoint(NamedTuple):
    """图上的一根：名称，数，颜色（不写是图的颜色）。"""

    label: str
    value: Decimal | int
    colour: str = ""


@dataclass(frozen=True)
class ReportChart:
    """一张图：标题，横轴、数各叫什么，各根；``horizontal`` 的横着画（名称长的）。

    ``said`` 是图的一句话：不看图也知道说了什么。
    """

    title: str
    label: str
    unit: str
    points: Sequence[ChartPoint]
    horizontal: bool = False
    colour: str = "4472C4"
    said: str = ""


class ReportFigure(NamedTuple):
    """总览里的一个数：叫什么，写成字的数，``alarming`` 的用红字。"""

    label: str
    value: str
    alarming: bool = False


@dataclass(frozen=True)
class Report:
    """``stamp`` 写在第一格（读表时凭它认出是自己写的），``remarks`` 是要人先看的几句话，``notes`` 是怎样算的。"""

    stamp: str
    title: str
    subtitle: str
    figures: Sequence[ReportFigure]
    charts: Sequence[ReportChart]
    remarks: Sequence[str]
    notes: Sequence[str]
    sheets: Sequence[ReportSheet]
