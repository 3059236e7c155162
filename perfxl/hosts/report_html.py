"""汇报写成一个网页：自成一份，不连网络；表能排序、筛选，图是 SVG。"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from perfxl.grammar.visible_text import visible_text
from perfxl.hosts.file_links import link_address, short_path
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.report_charts import drawn
from perfxl.hosts.whole_file import written_whole
from perfxl.plans.lists import BookName
from perfxl.plans.report import (
    ColumnKind,
    Report,
    ReportColumn,
    ReportRow,
    ReportSheet,
    ReportValue,
)

_PARTS = Path(__file__).with_name("report_page")
# 不用 JavaScript 也看得到的头几行。
_FIRST = 100
# 写在 <script> 里的 JSON：不能有标签的尖括号。
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write_page(target: Path | Output, report: Report, *, sources: Iterable[Path] = ()) -> None:
    """写不成抛 ``NotWritableError``。"""
    folder = written_path(target).parent
    parts = _template().generate(
        report=report,
        charts=[drawn(chart) for chart in report.charts],
        sheets=[_PageSheet(sheet, folder) for sheet in report.sheets],
        style=Markup(_part("page.css")),
        script=Markup(_part("page.js")),
    )
    with (
        written_whole(target, sources=sources) as temporary,
        temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as page,
    ):
        page.writelines(parts)


@cache
def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")


@cache
def _template():  # type: ignore[no-untyped-def]
    environment = Environment(
        loader=FileSystemLoader(_PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalised,
    )
    return environment.get_template("page.html")


def _finalised(value: object) -> object:
    """写进页面的只有看得见的字。"""
    return visible_text(value) if type(value) is str else value


class _Cell(NamedTuple):
    """先写进页面的一格。"""

    tag: str
    kind: str
    text: str
    colour: str = ""
    href: str = ""


@dataclass(frozen=True)
class _PageSheet:
    """一张长表怎样写进页面：头几行写成格，全部各行写成 JSON。"""

    plan: ReportSheet
    folder: Path

    @property
    def name(self) -> str:
        return self.plan.name

    @property
    def note(self) -> str:
        return self.plan.note

    @property
    def count(self) -> int:
        return self.plan.count

    @property
    def empty(self) -> str:
        return self.plan.empty

    @property
    def columns(self) -> list[Mapping[str, object]]:
        return [
            {
                "title": each.title,
                "kind": each.kind,
                "narrowest": f"{min(each.width, 26) * 0.45:.1f}em",
            }
            for each in self.plan.columns
        ]

    @property
    def first(self) -> list[list[_Cell]]:
        return [self._cells(row) for row in islice(self.plan.rows(), _FIRST)]

    @property
    def totals(self) -> list[_Cell]:
        return self._cells(self.plan.totals) if self.plan.totals is not None else []

    @property
    def data(self) -> Iterator[Markup]:
        """全部各行，一段一段地给；字样收在一处，行里只写第几个。"""
        pool, files = _Numbered(), _Numbered()
        columns = [_column(each) for each in self.plan.columns]
        yield Markup(f'{{"columns":{_json(columns)},"rows":[\n')
        for number, row in enumerate(self.plan.rows()):
            yield Markup((",\n" if number else "") + _json(self._packed(row, pool, files)))
        yield Markup('\n],"pool":[')
        for number, said in enumerate(pool):
            yield Markup(("," if number else "") + _json(said))
        yield Markup('],"files":[')
        for number, file in enumerate(files):
            known = [link_address(file, beside=self.folder), short_path(file)]
            yield Markup(("," if number else "") + _json(known))
        yield Markup("]}")

    def _packed(self, row: ReportRow, pool: "_Numbered", files: "_Numbered") -> list[object]:
        values = [_value(each, pool) for each in row.values]
        link = None
        if row.link is not None:
            link = [files.of(row.link.book), visible_text(row.link.sheet), row.link.cell]
        return [values, link, [list(each) for each in row.colours]]

    def _cells(self, row: ReportRow) -> list[_Cell]:
        colours = dict(row.colours)
        return [
            _Cell(
                "th" if column.heads else "td",
                column.kind.value,
                _shown(value, column.kind),
                colours.get(place, ""),
                link_address(row.link.book, beside=self.folder)
                if column.links and row.link is not None
                else "",
            )
            for place, (column, value) in enumerate(zip(self.plan.columns, row.values, strict=True))
        ]


class _Numbered:
    """各个字样和它是第几个。"""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def of(self, text: str) -> int:
        """第几个；没有见过的排在末尾。"""
        return self._places.setdefault(text, len(self._places))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)


def _column(column: ReportColumn) -> dict[str, object]:
    return {
        "title": column.title,
        "kind": column.kind.value,
        "links": column.links,
        "picks": column.picks,
        "heads": column.heads,
        "opens": column.opens,
    }


def _value(value: ReportValue, pool: _Numbered) -> object:
    """数照写，字写成 ``[第几个]``。"""
    if isinstance(value, BookName):
        value = short_path(value)
    if isinstance(value, str):
        return [pool.of(visible_text(value))]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _shown(value: ReportValue, kind: ColumnKind) -> str:
    if value is None:
        return ""
    if isinstance(value, BookName):
        return short_path(value)
    if isinstance(value, str):
        return value
    if kind in (ColumnKind.AMOUNT, ColumnKind.POINTS, ColumnKind.PERCENT):
        return f"{value:,.2f}{'%' if kind is ColumnKind.PERCENT else ''}"
    return str(value) if kind is ColumnKind.YEAR else f"{value:,}"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
