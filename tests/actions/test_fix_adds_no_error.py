"""改正不添新的毛病：随带的工作簿里种下几处错，改好以后的错误都是改以前就有的。"""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from gridtext import changed, to_grid
from layouts import rebuilt
from planted_faults import planted
from rule_case import sound

from perfxl.actions.acceptances import across
from perfxl.actions.assessment import Assessment, assess
from perfxl.actions.fix import FixOutcome, fix
from perfxl.actions.preview import previewed
from perfxl.actions.score import score
from perfxl.hosts.workbook_reader import read_workbook
from perfxl.model.cell import Cell, CellKind
from perfxl.model.finding import Severity
from perfxl.model.table import Entry
from perfxl.model.workbook import Workbook
from perfxl.shipped import shipped_folder

_BOOKS = sorted(
    path
    for folder in ("自评表", "预算调整批复", "自评汇总表", "目标表", "评价评分表")
    for path in (shipped_folder("workbooks") / folder).glob("*.xlsx")
)
# 每个工作簿种几回，每回种几处。
_TIMES, _FAULTS = 6, (1, 2, 3, 5, 8)


@cache
def read_again(path: Path) -> tuple[Workbook, Assessment]:
    book = replace(read_workbook(path), stamp=None)
    return book, across([assess(book)])[0]


def errors(assessed: Assessment) -> set[tuple[str, str, str]]:
    return {each.place for each in assessed.findings if each.severity is Severity.ERROR}


@pytest.mark.parametrize("path", _BOOKS, ids=lambda path: path.stem)
def test_what_is_wrong_after_was_wrong_before(path: Path) -> None:
    book, assessed = read_again(path)
    random = Random(path.stem)
    for _ in range(_TIMES):
        faulty = planted(book, assessed, random, random.choice(_FAULTS))
        before = across([assess(faulty)])[0]
        outcome = fix(faulty, before)
        assert outcome.after is not None
        assert errors(across([outcome.after])[0]) <= errors(before)


@pytest.mark.parametrize("path", _BOOKS[::3], ids=lambda path: path.stem)
def test_one_place_alone_brings_no_error_either(path: Path) -> None:
    book, assessed = read_again(path)
    faulty = planted(book, assessed, Random(path.stem), 5)
    before = across([assess(faulty)])[0]
    mended = [each for each in before.findings if each.fixes]
    others = {edit.place for each in mended for edit in each.fixes}
    for each in mended[:4]:
        only = {edit.place for edit in each.fixes}
        outcome = fix(faulty, before, only=only)
        assert outcome.after is not None
        assert errors(across([outcome.after])[0]) <= errors(before)
        # 别处改以前就要改的，不跟着改。
        assert not {edit.place for edit in outcome.edits} & (others - only)
        assert {edit.place for edit in outcome.left} <= only


def test_the_total_follows_the_one_row_asked_for() -> None:
    grid = to_grid(changed(sound(), OF_NINETY), name="自评表")
    book = Workbook("书.xlsx", (grid,))
    before = across([assess(book)])[0]
    outcome = fix(book, before, only={("自评表", "H16")})
    assert {edit.cell for edit in outcome.edits} == {"H16", "H22", "B23"}
    assert fix(book, before, only={("自评表", "A1")}).edits == ()


def test_planted_faults_are_mended_at_all() -> None:
    """种下的错里有改得了的：不是靠一处也不改才没有新的错误。"""
    mended = 0
    for path in _BOOKS[:18]:
        book, assessed = read_again(path)
        faulty = planted(book, assessed, Random(path.stem), 8)
        mended += len(fix(faulty, across([assess(faulty)])[0]).edits)
    assert mended > 50


def fixed(
    *sheets: tuple[str, dict[str, str | None]],
) -> tuple[FixOutcome, dict[str, object]]:
    grids = (to_grid(changed(sound(base), changes), name=base) for base, changes in sheets)
    book = Workbook("书.xlsx", tuple(grids))
    before = across([assess(book)])[0]
    outcome = fix(book, before)
    assert outcome.after is not None
    assert errors(across([outcome.after])[0]) <= errors(before)
    return outcome, {edit.cell: edit.after for edit in outcome.edits}


# 漏了一行，分值合计 90；自评结论照错的总分写着。
OF_NINETY: dict[str, str | None] = {
    "G15": None,
    "H15": None,
    "F15": None,
    "E15": None,
    "D15": None,
    "H16": "10",
    "H22": "89.5",
    "B23": "良。自评得分89.5分。图书室已开放。",
}


def test_the_total_follows_a_row_though_the_weights_are_not_full() -> None:
    _, edits = fixed(("自评表", OF_NINETY))
    assert (edits["H16"], edits["H22"]) == (Decimal("9.00"), Decimal("88.50"))
    assert edits["B23"] == "良。自评得分88.5分。图书室已开放。"


def test_a_total_that_was_wrong_before_stays() -> None:
    """改以前总分就对不上的，错在哪里说不准，不跟着改。"""
    _, edits = fixed(("自评表", OF_NINETY | {"H22": "80"}))
    assert (edits["H16"], edits.get("H22")) == (Decimal("9.00"), None)


def test_the_grade_follows_where_it_is_written() -> None:
    low = {
        "H20": "20",
        "I20": "效果一般。改进措施：加强宣传。",
        "F20": "部分达成预期指标并具有一定效果",
    }
    changes = low | {"H16": "10", "H22": "89.5", "I22": "等级：良", "J22": "<", "F21": "91%"}
    changes |= {"H15": "10.5", "H22": "90", "I22": "等级：优", "B23": "优。自评得分90分，已开放。"}
    _, edits = fixed(("自评表", changes))
    assert edits["H22"] == Decimal("88.50")
    assert edits["I22"] == "等级：良"
    assert edits["B23"] == "良。自评得分88.5分，已开放。"


def test_a_total_that_is_a_formula_of_its_own_holds_its_rows_back() -> None:
    """总分是公式而不是各行之和：不动它，跟不了，那一行也不改，留给人，说为什么。"""
    grid = to_grid(changed(sound(), OF_NINETY), name="自评表")
    total = Cell(22, 8, CellKind.NUMBER, Decimal("89.5"), formula="79.5+10")
    book = Workbook("书.xlsx", (rebuilt(grid, grid.cells | {(22, 8): total}),))
    outcome = fix(book, across([assess(book)])[0])
    assert outcome.edits == ()
    [left] = outcome.left
    assert (left.cell, left.after) == ("H16", Decimal("9.00"))
    assert left.doubt.startswith("改了它，自评表!H22 就不对了（总分填 89.5 分")
    assert "那里又不能替您改（H22 是公式）" in left.doubt


def test_only_what_moves_the_total_is_held_back_and_its_root_is_named() -> None:
    """H20 超过分值，总分不能替人改：得分错的几行留着，说一句；不牵连总分的照改。"""
    changes = {
        "H16": "10",
        "H17": "9.5",
        "F17": "80%",
        "H20": "31",
        "E20": "进一步健全",
        "F20": "基本健全",
        "H22": "100",
        "G22": "80",
        "F15": "６个",
    }
    outcome, edits = fixed(("自评表", changes))
    assert set(edits) == {"F15", "G22"}
    assert [each.cell for each in outcome.left] == ["H15", "H16", "H17"]
    [doubt] = {each.doubt for each in outcome.left}
    assert doubt.startswith("改了 H15、H16、H17，自评表!H22 就不对了（总分填 100 分")
    assert "那里又不能替您改（H20 填的 31 分不在可得的 0—30 分之内，请先核对 H20）" in doubt


def test_words_in_the_place_of_the_total_are_not_written_over() -> None:
    """总分一格里还写着别的字：不整个换成数，留给人。"""
    outcome, edits = fixed(("自评表", {"H16": "10", "H22": "89.5分　等级：良"}))
    assert edits["H16"] == Decimal("9.00")
    [left] = outcome.left
    assert (left.cell, left.after) == ("H22", Decimal("98.50"))
    assert left.doubt == "H22 里还写着别的字，应是 98.50，请自己改"


def test_a_summary_row_of_the_same_book_follows_its_form() -> None:
    outcome, edits = fixed(("自评表", {"H16": "10", "H22": "99.5"}), ("自评汇总", {"G4": "99.5"}))
    assert (edits["H22"], edits["G4"]) == (Decimal("98.50"), Decimal("98.5"))
    assert outcome.left == ()


@pytest.mark.parametrize(("formula", "last"), [(f"{'(' * 3000}H16{')' * 3000}", 30), ("L{}", 2000)])
def test_formulas_nested_without_end_do_not_stop_the_fix(formula: str, last: int) -> None:
    """用到改过的格的公式，套得太深的、一格引一格的，算不了就照旧。"""
    grid = to_grid(changed(sound(), {"H16": "10", "H22": "99.5"}), name="自评表")
    chain = {
        (row, 12): Cell(row, 12, CellKind.NUMBER, Decimal(1), formula=formula.format(row + 1))
        for row in range(30, last + 1)
    }
    book = Workbook("书.xlsx", (rebuilt(grid, grid.cells | chain),))
    edits = fix(book, across([assess(book)])[0]).edits
    assert [(each.cell, each.after) for each in edits] == [("H16", 9), ("H22", Decimal("98.5"))]


@pytest.mark.parametrize(
    "path", [each for each in _BOOKS if each.parent.name == "自评表"], ids=lambda path: path.stem
)
def test_a_scored_copy_says_nothing_against_its_own_total(path: Path) -> None:
    """逐行把完成值清空、换成文字，总分照所填的各项之和：评分的副本里没有新添的总分、等级的错误。"""
    book, assessed = read_again(path)
    totals = {"PX406", "PX308", "PX313"}
    for known in assessed.scores:
        for number, row in enumerate(known.indicators[:6]):
            other = known.indicators[number - 1]
            if not row.weight or not row.indicator.actual.exists or not other.printed:
                continue
            for actual in (None, "有所改善"):
                faulty = with_cells(
                    book,
                    known.table.sheet,
                    {row.indicator.actual: actual, other.indicator.score: other.printed / 2},
                )
                sums = (
                    each.printed_sum
                    for each in assess(faulty).scores
                    if each.table.block == known.table.block
                )
                total = next(sums, None)
                faulty = with_cells(faulty, known.table.sheet, {known.table.total.score: total})
                before = assess(faulty)
                edits = score(before).edits
                after = assess(previewed(faulty)(edits), before.profile)
                new = errors(after) - errors(before)
                assert not {place for place in new if place[0] in totals}


def with_cells(book: Workbook, sheet: str, wanted: dict[Entry, Decimal | str | None]) -> Workbook:
    """几格换成别的；``None`` 是空着。"""
    grids = []
    for grid in book.grids:
        cells = dict(grid.cells)
        for entry, value in wanted.items() if grid.name == sheet else ():
            kind = CellKind.NUMBER if isinstance(value, Decimal) else CellKind.TEXT
            cells.pop(entry.place, None)
            if value is not None and entry.exists:
                cells[entry.place] = Cell(*entry.place, kind, value)
        grids.append(rebuilt(grid, cells))
    return replace(book, grids=tuple(grids))
