"""``check --fix``：把正确的值确定的地方改到副本上，改一轮、重查一轮，到没有可改的为止。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from perfxl.batch.files import copy_suffix
from perfxl.batch.work import FileResult, assess, checked, shown_in
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.workbook_copy import change_into, write_changes
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import parse_address
from perfxl.model.cell import Cell, CellKind
from perfxl.model.file_faults import NotWritableError
from perfxl.model.finding import Finding
from perfxl.model.grid import Grid
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.number_format import GENERAL, percent_as_number
from perfxl.model.shown_amounts import may_scale, stored_number
from perfxl.rendering.score_changes import CellChange, LeftCell
from perfxl.scoring.rounding import plain

# 得分 → 总分 → 等级 最多牵连几轮；再多就是两条规则互相改，停下。
_ROUNDS = 8


@dataclass(frozen=True)
class AppliedFix:
    """一格的改正：改了什么，照哪几条规则。``hidden`` 说这一格藏在哪里，没有藏的为 ``""``。

    ``shown`` 是改好以后格里看到的字；``stored`` 说原来存的与看到的哪里不同，没有不同的为 ``""``。
    """

    change: CellChange
    rules: tuple[str, ...]
    hidden: str = ""
    shown: str = ""
    stored: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """附注：原来存的是什么，藏在哪里。"""
        return tuple(
            said for said in (self.stored, f"在{self.hidden}" if self.hidden else "") if said
        )


@dataclass(frozen=True)
class FixedCopy:
    """改正的结果：副本（没有可改的，没有写，为 ``None``）、改了的格，和改后逐张重查的结果（文件名仍是原件的）。

    ``after`` 里没有跨表的问题和认可：几个文件都改完了，再一起用 ``checked`` 补上。
    """

    target: Path | None
    fixes: tuple[AppliedFix, ...]
    after: FileResult
    left: tuple[LeftCell, ...] = ()


def fix_copy(result: FileResult, target: Path | Output) -> FixedCopy:
    """把 ``result`` 里确定的改正写到副本 ``target``；没有可改的不写。

    得分改了，总分、等级随之重算再改。用户的公式、认可了的问题不动。写不了时抛 ``NotWritableError``，
    原件读不了了抛 ``UnreadableFileError``。
    """
    with temporary_folder() as folder:
        draft = folder / f"改正{copy_suffix(result.path)}"
        try:
            fixes, after, left = _fixed_draft(result, draft)
        except OSError as error:
            raise NotWritableError.because(folder.parent, error) from error
    if not fixes:
        return FixedCopy(None, (), after, left)
    changes = [fix.change for fix in fixes]
    write_changes(result.path, changes, target, as_read=result.stamp)
    return FixedCopy(written_path(target), fixes, after, left)


def _fixed_draft(
    result: FileResult, draft: Path
) -> tuple[tuple[AppliedFix, ...], FileResult, tuple[LeftCell, ...]]:
    """一轮一轮改在 ``draft`` 上，到没有可改的为止；给出改了的格、改后重查的结果、留给人改的格。"""
    fixes: dict[tuple[str, str], AppliedFix] = {}
    grids = {grid.name: grid for grid in read_workbook(result.path).grids}
    findings = result.findings
    for _ in range(_ROUNDS):
        found = _first_fixes(findings, fixes, grids)
        if not found:
            break
        for place, fix in found.items():
            earlier = fixes.get(place)
            fixes[place] = _joined(earlier, fix) if earlier is not None else fix
        findings = checked([_assessed_with(fixes.values(), result, draft)])[0].findings
    # 改来改去又回到原样的不算。
    lasting = tuple(
        fix for fix in fixes.values() if not _is_same(fix.change, grids[fix.change.sheet])
    )
    left = _left(findings, grids)
    if not lasting:
        return (), assess(read_workbook(result.path), result.profile), left
    after = _assessed_with(lasting, result, draft)
    shown = shown_in(draft, (fix.change for fix in lasting))
    lasting = tuple(replace(fix, shown=text) for fix, text in zip(lasting, shown, strict=True))
    return lasting, after, left


def _left(findings: Sequence[Finding], grids: Mapping[str, Grid]) -> tuple[LeftCell, ...]:
    """改完以后还留给人改的格；算了值的在先，同一格只列一次。"""
    found: dict[tuple[str, str], LeftCell] = {}
    every = [(finding, fix) for finding in findings for fix in finding.left]
    for finding, fix in sorted(every, key=lambda pair: pair[1].value is None):
        place = finding.sheet, fix.cell
        earlier = found.get(place)
        if earlier is not None:
            rules = tuple(dict.fromkeys((*earlier.rules, finding.rule)))
            found[place] = replace(earlier, rules=rules)
            continue
        before = grids[finding.sheet].text(*parse_address(fix.cell))
        rule = (finding.rule,)
        found[place] = LeftCell(*place, fix.what, before, fix.value, fix.why, rule)
    return tuple(found.values())


def _assessed_with(fixes: Iterable[AppliedFix], result: FileResult, draft: Path) -> FileResult:
    """照这些改在 ``draft`` 上，重读、逐张重查；文件名算原件的，认可清单才找得到。"""
    changes = [fix.change for fix in fixes]
    change_into(draft, result.path, changes, as_read=result.stamp)
    workbook = replace(read_workbook(draft), file=str(result.path), stamp=result.stamp)
    return assess(workbook, result.profile)


def _first_fixes(
    findings: Sequence[Finding],
    done: dict[tuple[str, str], AppliedFix],
    grids: Mapping[str, Grid],
) -> dict[tuple[str, str], AppliedFix]:
    """这一轮每格改成什么；一格有几种改法的取第一种，其余的下一轮在改过的字上再看。"""
    found: dict[tuple[str, str], AppliedFix] = {}
    for finding in findings:
        for fix in finding.fixes:
            place = finding.sheet, fix.cell
            if place in found:
                same = found[place].change.after == fix.value
                if same and finding.rule not in found[place].rules:
                    found[place] = replace(found[place], rules=(*found[place].rules, finding.rule))
                continue
            earlier = done.get(place)
            if earlier is not None and earlier.change.after == fix.value:
                continue  # 已经这样改了，还在报：不是改得掉的
            row, column = parse_address(fix.cell)
            grid = grids[finding.sheet]
            before = grid.text(row, column)
            place_and_text = finding.sheet, row, column, before
            change = CellChange(*place_and_text, fix.value, fix.what, fix.unit)
            found[place] = AppliedFix(
                change,
                (finding.rule,),
                grid.hidden_at(row, column),
                stored=_stored_otherwise(grid.cell(row, column), fix.value),
            )
    return found


def _joined(earlier: AppliedFix, later: AppliedFix) -> AppliedFix:
    """同一格又改了一轮：以后一轮为准，规则都记着。"""
    return replace(later, rules=tuple(dict.fromkeys((*earlier.rules, *later.rules))))


def _is_same(change: CellChange, grid: Grid) -> bool:
    """改来改去又回到原样：比的是存的，``0`` 格式的 44.7 看着是 45，存成文字的 30 看着是数，都还要改。"""
    cell, after = grid.cell(change.row, change.column), change.after
    number = cell.number if cell is not None else None
    if isinstance(after, Decimal):
        code = cell.number_format if cell is not None else GENERAL
        return number == stored_number(after, code, MONEY_FACTORS.get(change.unit))
    if cell is not None and number is not None:
        ratio = percent_as_number(after, cell.number_format)
        if ratio is not None:
            return number == ratio
    return change.before == after


def _stored_otherwise(cell: Cell | None, after: Decimal | str) -> str:
    """看到的字看不出为什么要改的，说原来存的是什么；看得出的为 ``""``。"""
    if cell is None:
        return ""
    if cell.kind is CellKind.TEXT:
        is_number = isinstance(after, Decimal) and cell.shown.strip() == plain(after)
        return "原来存成了文字" if is_number else ""
    if cell.number is None or may_scale(cell.number_format):
        return ""
    stored, due = plain(cell.number), plain(after) if isinstance(after, Decimal) else after
    shown = cell.shown.strip()
    return f"原来存的是 {stored}" if shown == due and shown != stored else ""
