"""边填边查：改了查过的一张表，只把它重读、重查一遍，标记跟着变；状态栏说还剩几处。

表上没有变的照上一次读的，只问变了的格；行列增删了的整本重读。标记没有变的一格也不写：写了，Excel 的撤销就没了。
上一次查的记在 Python 里，只记最近的几个工作簿。
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import xlwings as xw

from perfxl.actions import check as checking
from perfxl.actions.acceptances import across
from perfxl.actions.assessment import Assessment, assess
from perfxl.excel import marks
from perfxl.excel.book_path import full_name
from perfxl.excel.open_book import OpenBook
from perfxl.excel.refusals import Refusal, sheet_refusal
from perfxl.excel.sheet_reader import renewed_grid
from perfxl.model.file_faults import UnreadableFileError
from perfxl.model.finding import Severity
from perfxl.model.table import Table
from perfxl.model.workbook import Workbook
from perfxl.plans.marks import Mark
from perfxl.standards.profile import Profile
from perfxl.standards.rule_settings import Acceptance

_MOST_BOOKS = 4


@dataclass(frozen=True)
class Checked:
    """一个工作簿上一次查的：读到的、跨表核对以前的结果、认可的、列到哪一级、标了什么。"""

    workbook: Workbook
    assessed: Assessment
    accepted: tuple[Acceptance, ...]
    level: Severity
    marks: tuple[Mark, ...] = ()


_checked: dict[str, Checked] = {}


def remember(checked: Checked) -> None:
    """查完记下，好接着边填边查。"""
    _checked.pop(checked.workbook.file, None)
    _checked[checked.workbook.file] = checked
    while len(_checked) > _MOST_BOOKS:
        del _checked[next(iter(_checked))]


def forget(book: xw.Book) -> None:
    """标记清掉了：到下一次校验以前不再查。"""
    _checked.pop(full_name(book), None)


def checked_again(book: xw.Book, names: Sequence[str], *, moved: bool = False) -> str:
    """``names`` 这几张表改过了；返回状态栏的话，不是查过的表为 ``""``。

    ``moved``：行列增删过，上一次读的位置不作数。
    """
    before = _checked.get(full_name(book))
    if before is None:
        return ""
    known = {sheet for table in before.assessed.document.tables for sheet in table.sheets}
    changed = [name for name in names if name in known]
    if not changed:
        return ""
    now = _whole(book, before) if moved else _sheets(book, before, changed)
    [finished] = across([now.assessed], {now.workbook.file: now.accepted})
    wanted = checking.check(finished, now.level).marks
    refusal = _mark_changes(book, before.marks, wanted)
    remember(replace(now, marks=wanted))
    return _said(finished, refusal)


def _whole(book: xw.Book, before: Checked) -> Checked:
    workbook = OpenBook(book).read()
    return replace(before, workbook=workbook, assessed=assess(workbook, before.assessed.profile))


def _sheets(book: xw.Book, before: Checked, names: Sequence[str]) -> Checked:
    grids = {grid.name: grid for grid in before.workbook.grids}
    for name in names:
        grids[name] = renewed_grid(book.sheets[name], grids[name])
    workbook = replace(before.workbook, grids=tuple(grids.values()))
    assessed = before.assessed
    for group in _groups(assessed.document.tables, names):
        assessed = _with_sheets(assessed, workbook, group)
    return replace(before, workbook=workbook, assessed=assessed)


def _groups(tables: Sequence[Table], names: Sequence[str]) -> list[frozenset[str]]:
    """改过的各张工作表；一张表接着写在几张上的，几张一起。"""
    groups: dict[frozenset[str], None] = {}
    for name in names:
        group = {name}
        for table in tables:  # 照先后，一张接一张的都找得全
            if group.intersection(table.sheets):
                group.update(table.sheets)
        groups[frozenset(group)] = None
    return list(groups)


def _with_sheets(assessed: Assessment, workbook: Workbook, names: frozenset[str]) -> Assessment:
    """几张工作表上的表换成重查的，别的照旧。"""
    order = [grid.name for grid in workbook.grids]
    own = replace(workbook, grids=tuple(each for each in workbook.grids if each.name in names))
    part = _assessed(own, assessed.profile)
    tables = [each for each in assessed.document.tables if names.isdisjoint(each.sheets)]
    scores = [each for each in assessed.scores if names.isdisjoint(each.table.sheets)]
    findings = [each for each in assessed.findings if each.sheet not in names]
    if part is not None:
        tables += part.document.tables
        scores += part.scores
        findings += part.findings
    tables.sort(key=lambda table: order.index(table.sheet))
    scores.sort(key=lambda score: order.index(score.table.sheet))
    document = replace(assessed.document, tables=tuple(tables))
    return replace(
        assessed, document=document, scores=tuple(scores), findings=tuple(findings), accepted=()
    )


def _assessed(workbook: Workbook, profile: Profile) -> Assessment | None:
    """填到一半认不出表了的为 ``None``。"""
    try:
        return assess(workbook, profile)
    except UnreadableFileError:
        return None


def _mark_changes(book: xw.Book, old: Sequence[Mark], new: Sequence[Mark]) -> Refusal | None:
    """只动标记变了的表；有标不了的返回为什么。"""
    before, after = _by_sheet(old), _by_sheet(new)
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if not changed:
        return None
    app, refusal = book.app, None
    updating = app.screen_updating
    app.screen_updating = False
    try:
        for name in changed:
            sheet = book.sheets[name]
            try:
                _, noted = marks.clear_sheet(sheet)
                marks.mark_sheet(sheet, after.get(name, []), noted)
            except Exception as error:  # noqa: BLE001  受保护的表，各宿主抛的错不同
                refusal = sheet_refusal(error, book, sheet, notes=True)
    finally:
        with suppress(Exception):
            app.screen_updating = updating
    return refusal


def _by_sheet(given: Sequence[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for each in given:
        found.setdefault(each.sheet, []).append(each)
    return found


def _said(assessed: Assessment, refusal: Refusal | None) -> str:
    number = len(assessed.findings)
    counted = checking.counts_said(assessed.findings)
    said = f"绩效：剩{number}处（{counted}）" if number else "绩效：没有发现问题了"
    return f"{said}，标记没能更新：工作表{refusal.why}" if refusal is not None else said
