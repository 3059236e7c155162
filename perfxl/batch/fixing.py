"""``check --fix``：把正确的值确定的地方改到副本上，改一轮、重查一轮，到没有可改的为止。"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from perfxl.batch.files import copy_suffix
from perfxl.batch.work import FileResult, assess, checked
from perfxl.hosts.outputs import Output, written_path
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.hosts.unreadable import NotWritableError
from perfxl.hosts.workbook_copy import change_into, write_changes
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.address import parse_address
from perfxl.model.finding import Finding
from perfxl.rendering.score_changes import CellChange
from perfxl.scoring.rounding import plain

# 得分 → 总分 → 等级 最多牵连几轮；再多就是两条规则互相改，停下。
_ROUNDS = 8


@dataclass(frozen=True)
class AppliedFix:
    """一格的改正：改了什么，照哪几条规则。"""

    change: CellChange
    rules: tuple[str, ...]


@dataclass(frozen=True)
class FixedCopy:
    """改正的结果：副本（没有可改的，没有写，为 ``None``）、改了的格，和改后逐张重查的结果（文件名仍是原件的）。

    ``after`` 里没有跨表的问题和认可：几个文件都改完了，再一起用 ``checked`` 补上。
    """

    target: Path | None
    fixes: tuple[AppliedFix, ...]
    after: FileResult


def fix_copy(result: FileResult, target: Path | Output) -> FixedCopy:
    """把 ``result`` 里确定的改正写到副本 ``target``；没有可改的不写。

    得分改了，总分、等级随之重算再改。用户的公式、认可了的问题不动。写不了时抛 ``NotWritableError``，
    原件读不了了抛 ``UnreadableFileError``。
    """
    with temporary_folder() as folder:
        draft = folder / f"改正{copy_suffix(result.path)}"
        try:
            fixes, after = _fixed_draft(result, draft)
        except OSError as error:
            raise NotWritableError.because(folder.parent, error) from error
    if not fixes:
        return FixedCopy(None, (), after)
    changes = [fix.change for fix in fixes]
    write_changes(result.path, changes, target, as_read=result.stamp)
    return FixedCopy(written_path(target), fixes, after)


def _fixed_draft(result: FileResult, draft: Path) -> tuple[tuple[AppliedFix, ...], FileResult]:
    """一轮一轮改在 ``draft`` 上，到没有可改的为止；给出改了的格，和改后重查的结果。"""
    fixes: dict[tuple[str, str], AppliedFix] = {}
    findings, before = result.findings, _shown_texts(result.path)
    for _ in range(_ROUNDS):
        found = _first_fixes(findings, fixes, before)
        if not found:
            break
        for place, fix in found.items():
            earlier = fixes.get(place)
            fixes[place] = _joined(earlier, fix) if earlier is not None else fix
        findings = checked([_assessed_with(fixes.values(), result, draft)])[0].findings
    # 改来改去又回到原样的不算。
    lasting = tuple(fix for fix in fixes.values() if not _is_same(fix.change))
    if not lasting:
        return (), assess(read_workbook(result.path), result.profile)
    return lasting, _assessed_with(lasting, result, draft)


def _assessed_with(fixes: Iterable[AppliedFix], result: FileResult, draft: Path) -> FileResult:
    """照这些改在 ``draft`` 上，重读、逐张重查；文件名算原件的，认可清单才找得到。"""
    changes = [fix.change for fix in fixes]
    change_into(draft, result.path, changes, as_read=result.stamp)
    workbook = replace(read_workbook(draft), file=str(result.path), stamp=result.stamp)
    return assess(workbook, result.profile)


def _first_fixes(
    findings: Sequence[Finding],
    done: dict[tuple[str, str], AppliedFix],
    before: Callable[[str, int, int], str],
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
            change = CellChange(
                finding.sheet,
                row,
                column,
                before(finding.sheet, row, column),
                fix.value,
                fix.what,
                fix.unit,
            )
            found[place] = AppliedFix(change, (finding.rule,))
    return found


def _joined(earlier: AppliedFix, later: AppliedFix) -> AppliedFix:
    """同一格又改了一轮：以后一轮为准，规则都记着。"""
    return AppliedFix(later.change, tuple(dict.fromkeys((*earlier.rules, *later.rules))))


def _is_same(change: CellChange) -> bool:
    """改来改去又回到原样。"""
    after = change.after
    return change.before == (plain(after) if isinstance(after, Decimal) else after)


def _shown_texts(path: Path) -> Callable[[str, int, int], str]:
    """原件里一格看到的字。"""
    grids = {grid.name: grid for grid in read_workbook(path).grids}
    return lambda sheet, row, column: grids[sheet].text(row, column)
