"""``score -o``：把算出的得分、执行率、总分、等级填回用户的表，别的一格不动。"""

from dataclasses import dataclass
from decimal import Decimal

from perfxl.grammar.exact_numbers import decimal_places
from perfxl.model.score import TableScore
from perfxl.model.table import Entry, Table
from perfxl.rules.engine.certain_fixes import too_far
from perfxl.scoring.rounding import half_up, no_finer, plain
from perfxl.scoring.slips import leaning_on
from perfxl.scoring.written_values import graded_cells, rate_in_style
from perfxl.standards.profile import Profile

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class CellChange:
    """一格的改动：原来写的、要写的（改好以后要显示的）。``what`` 是栏目名，给人看。

    ``unit`` 是金额的单位；不是金额、不知道单位的为 ``""``。
    """

    sheet: str
    row: int
    column: int
    before: str
    after: str | Decimal
    what: str
    unit: str = ""

    @property
    def cell(self) -> str:
        """Excel 地址。"""
        return Entry("", self.row, self.column).cell


@dataclass(frozen=True)
class LeftCell:
    """``--fix`` 留给人改的一格：原来写的、算出来的（没有算的为 ``None``）、要先核对什么、哪几条规则。"""

    sheet: str
    cell: str
    what: str
    before: str
    value: Decimal | str | None
    why: str
    rules: tuple[str, ...]

    @property
    def due(self) -> str:
        """算出来的，写给人看：不带多余的零，不用科学计数；没有算的为 ``""``。"""
        return plain(self.value) if isinstance(self.value, Decimal) else self.value or ""


@dataclass(frozen=True)
class ScoresLeft:
    """``score -o`` 留给人填的几格（连同工作表名）：靠着可能错了数量级的数，``why`` 说要先核对什么。"""

    cells: tuple[str, ...]
    why: str

    @property
    def said(self) -> str:
        """给人看的一句，不带句号。"""
        return f"{self.why}；{'、'.join(self.cells)} 没有填"


@dataclass(frozen=True)
class ScoreChanges:
    """要改的格；是用户公式、保留不动的格；公式没有得出数、总分因此没有填的格；留给人填的。格都连同工作表名。"""

    changes: tuple[CellChange, ...]
    kept_formulas: tuple[str, ...]
    unread_formulas: tuple[str, ...] = ()
    left: tuple[ScoresLeft, ...] = ()


def score_changes(score: TableScore, profile: Profile) -> ScoreChanges:
    """与表中现有内容不同的格才改；公式一律保留，打开后由 Excel 重算。

    得分是用户公式的行照它的值计入总分，等级随总分，免得与表上看到的对不上。
    """
    table, execution = score.table, score.execution
    wanted: list[tuple[Entry, str | Decimal, str]] = [
        (row.indicator.score, no_finer(row.judged.score, profile.decimals), "得分")
        for row in score.indicators
        if row.judged.score is not None
    ]
    fund = table.annual_total
    if fund is not None and execution.rate is not None:
        wanted.append((fund.rate, rate_in_style(fund.rate, execution.rate), "执行率"))
        if execution.score is not None:
            wanted.append((fund.score, execution.score, "执行率得分"))
    shown, unread = _shown_total(score)
    shown = shown if shown is None else no_finer(shown, profile.decimals)
    if shown is not None and 0 <= shown <= profile.full_score:
        wanted.append((table.total.score, shown, "总分"))
        wanted += graded_cells(table, profile.grade_of(shown))
    changes: list[CellChange] = []
    kept: list[Entry] = []
    left: dict[str, list[Entry]] = {}
    for entry, value, what in wanted:
        if not entry.exists or _is_already(entry, value, profile.decimals):
            continue
        if entry.formula is not None:
            kept.append(entry)
            continue
        leaning = leaning_on(score.slips, entry)
        why = leaning[0].advice if leaning else too_far(entry, value, table)
        if why:
            left.setdefault(why, []).append(entry)
            continue
        after = f"{entry.prefix}{value}" if entry.prefix else value
        changes.append(CellChange(table.sheet, entry.row, entry.column, entry.text, after, what))
    named = tuple(ScoresLeft(_places(table, entries), why) for why, entries in left.items())
    return ScoreChanges(tuple(changes), _places(table, kept), _places(table, unread), named)


def _places(table: Table, entries: list[Entry]) -> tuple[str, ...]:
    return tuple(f"{table.sheet}!{entry.cell}" for entry in entries)


def _shown_total(score: TableScore) -> tuple[Decimal | None, list[Entry]]:
    """与表上看到的分对得上的总分：用户公式的格照公式的值；公式没有得出数的，总分说不准。"""
    pairs = [
        (row.indicator.score, row.counted)
        for row in score.indicators
        if row.judged.score is not None
    ]
    fund = score.table.annual_total
    if fund is not None and score.execution.score is not None:
        pairs.append((fund.score, score.execution.score))
    formulas = [(entry, own) for entry, own in pairs if entry.formula is not None]
    unread = [entry for entry, _ in formulas if entry.number is None]
    if score.total is None or unread:
        return None, unread
    return score.total + sum((entry.number or 0) - own for entry, own in formulas), []


def _is_already(entry: Entry, value: str | Decimal, decimals: int) -> bool:
    """取到口径的位数是同一个数；按比值写的执行率位数多两位。"""
    if isinstance(value, Decimal):
        places = max(decimals, decimal_places(value))
        return entry.number is not None and half_up(entry.number, places) == value
    if value.endswith("%"):
        return entry.number is not None and value == f"{plain(entry.number)}%"
    return entry.text == value
