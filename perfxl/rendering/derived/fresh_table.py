"""一张新排的表：没有单元格，没有给的各节都空着。"""

from collections.abc import Iterable
from typing import Any

from perfxl.model.address import Block
from perfxl.model.remark import Remark, RemarkKind
from perfxl.model.table import Derived, Entry, Form, Table
from perfxl.reading.scope_and_stage import scope_of, stage_of


def named_title(title: str) -> Entry:
    """照年度和表的种类拟的标题。"""
    return Entry(title, derived=Derived("照年度和表的种类写的标题"))


def own_note(form: Form) -> tuple[Remark, ...]:
    """新排的表下面印的填表说明；这种表没有的为空。"""
    note = form.spec.note
    entry = Entry(note, derived=Derived("这种表通用的填表说明"))
    return (Remark(RemarkKind.NOTE, (entry,)),) if note else ()


def common_year(tables: Iterable[Table]) -> int | None:
    """几张表合成一份时标题写的年度；有一张不同、没有写的为 ``None``，免得拿一个项目的当作全体的。"""
    years = {table.year for table in tables}
    return years.pop() if len(years) == 1 else None


def years_said(tables: Iterable[Table]) -> str:
    """标题里写的年度，不带“年”：一个年度的照写，连着几年的写起止；不连着的、有的没有写年度的为 ``""``。

    2025—2026 读回来不是哪一年的；写成“2025、2026”会读成 2026。
    """
    years = {table.year for table in tables}
    known = sorted(year for year in years if year is not None)
    if not known or None in years or known[-1] - known[0] != len(known) - 1:
        return ""
    return str(known[0]) if len(known) == 1 else f"{known[0]}—{known[-1]}"


def fresh_table(
    form: Form, title: str, *, year: int | None = None, money_unit: str | None = None, **parts: Any
) -> Table:
    """``parts`` 是要写的各节（``indicators``、``lines`` 等），名字同 ``Table``。"""
    empty: dict[str, Any] = {"fields": {}, "blank_fields": {}, "funds": (), "goals": {}}
    return Table(
        form=form,
        scope=scope_of(form, title),
        stage=stage_of(form, title),
        book="",
        sheet="",
        block=Block(1, 1, 1, 1),
        title=named_title(title),
        year=year,
        money_unit=money_unit,
        **(empty | parts),
    )
