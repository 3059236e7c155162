"""改正：正确的值确定的格改好；改一轮、重查一轮，到没有可改的为止。"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.actions.acceptances import across
from perfxl.actions.assessment import Assessment, assess
from perfxl.actions.made_edits import made_edits
from perfxl.actions.outcome import Outcome
from perfxl.actions.preview import Previewed, previewed
from perfxl.grammar.cached_property import cached_property
from perfxl.model.address import parse_address, places_in
from perfxl.model.edit import Edit
from perfxl.model.finding import Finding, Severity
from perfxl.model.grid import Grid
from perfxl.model.money_units import MONEY_FACTORS
from perfxl.model.number_format import GENERAL, percent_as_number
from perfxl.model.shown_amounts import stored_number
from perfxl.model.workbook import Workbook
from perfxl.standards.rule_settings import Acceptance

# 得分 → 总分 → 等级 最多牵连几轮；再多就是两条规则互相改，停下。
_ROUNDS = 8

# 哪张工作表的哪一格。
Place = tuple[str, str]
Places = dict[Place, Edit]


@dataclass(frozen=True)
class FixOutcome(Outcome):
    """``after`` 是改后逐张重查的结果。

    ``after`` 里没有跨表的问题和认可：几个文件都改完了，再一起用 ``across`` 补上。
    """

    after: Assessment | None = None


def fix(
    workbook: Workbook,
    assessed: Assessment,
    acceptances: Sequence[Acceptance] = (),
    *,
    ignoring: bool = False,
    instead: bool = False,
    preview: Previewed | None = None,
    only: Container[Place] | None = None,
) -> FixOutcome:
    """``assessed`` 里确定的改正；没有可改的 ``edits`` 为空。``acceptances`` 是口径以外另外认可的，
    ``ignoring`` 时一条认可（连同口径里的）也不理，``instead`` 时口径里认可的不理，
    ``preview`` 给出照几处改了以后是什么样，没有给的在内存里改（``actions.preview``）。
    ``only`` 是只改这几格，和改了它们才要跟着改的；别的照旧，不列在 ``left`` 里。

    得分改了，总分、等级、结论里照旧写着的总分跟着改；跟不了的，引出它的几处也不改（``left``）：改好以后不多出一处错误。
    用户的公式、认可了的问题不动。
    """
    look = preview or previewed(workbook)
    accepting = _Accepting(acceptances, ignoring, instead)
    book = _Book(workbook, assessed, look, accepting, only)
    tried = _tried(book)
    withdrawn: tuple[Edit, ...] = ()
    if new := book.new_errors(tried.findings):
        tried, withdrawn = _without_new_errors(book, tried, new)
    lasting = tried.lasting
    left = withdrawn
    if only is None:
        listed = {each.place for each in withdrawn}
        left = (*withdrawn, *_left(tried.findings, book.grids, listed))
    if not lasting:
        return FixOutcome(left=left, after=_again(workbook, assessed))
    after = look(lasting)
    made = made_edits(lasting, workbook, after)
    return FixOutcome(edits=lasting, left=left, made=made, after=_again(after, assessed))


class _Accepting(NamedTuple):
    """怎样认可，见 ``fix``。"""

    acceptances: Sequence[Acceptance]
    ignoring: bool
    instead: bool


@dataclass(frozen=True)
class _Book:
    """要改的工作簿和改以前的结果，照几处改了以后的样子怎样看。"""

    workbook: Workbook
    before: Assessment
    look: Previewed
    accepting: _Accepting
    only: Container[Place] | None = None

    def fixes_in(self, findings: Iterable[Finding]) -> list[Edit]:
        """``findings`` 里照写的改法；``only`` 以外的，改以前就要改的不算，改出来才要改的算。"""
        fixes = ((finding, edit) for finding in findings for edit in finding.fixes)
        only = self.only
        if only is None:
            return [edit for _, edit in fixes]
        return [edit for each, edit in fixes if edit.place in only or not self._told.covers(each)]

    @cached_property
    def _told(self) -> "_Told":
        return _Told(self.before.findings)

    @cached_property
    def grids(self) -> Mapping[str, Grid]:
        """各张工作表，凭名字。"""
        return {grid.name: grid for grid in self.workbook.grids}

    def findings_after(self, edits: Sequence[Edit]) -> Sequence[Finding]:
        """照 ``edits`` 改了以后的问题，认可了的不算；几个文件之间的不看。"""
        return self._alone(self.look(edits)) if edits else self.before.findings

    def new_errors(self, findings: Sequence[Finding]) -> list[Finding]:
        """改以前没有的错误。"""
        new = _errors_beside(findings, self.before.findings)
        # 与别的文件一起查的，有的错误单看这一个文件才有：不是改出来的。
        return _errors_beside(new, self._unchanged_alone) if new else []

    @cached_property
    def _unchanged_alone(self) -> Sequence[Finding]:
        return self._alone(self.workbook)

    def _alone(self, workbook: Workbook) -> Sequence[Finding]:
        again = _again(workbook, self.before)
        acceptances, ignoring, instead = self.accepting
        lists = {again.file: acceptances}
        [found] = across([again], lists, ignoring=ignoring, instead=instead)
        return found.findings


def _errors_beside(findings: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """``findings`` 里的错误，``known`` 已经有的不算。"""
    told = _Told(each for each in known if each.severity is Severity.ERROR)
    return [e for e in findings if e.severity is Severity.ERROR and not told.covers(e)]


class _Told:
    """已经说过的问题：同一条规则说到的格。几格合成一条说的，改后少了几格、合得不一样，还是那几处。"""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._places = set[tuple[str, str, str]]()
        self._cells: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for each in findings:
            self._places.add(each.place)
            self._cells.setdefault((each.rule, each.sheet), set()).update(places_in(each.cells))

    def covers(self, finding: Finding) -> bool:
        """``finding`` 说的每一格都说过。"""
        if finding.place in self._places:
            return True
        cells = places_in(finding.cells)
        return bool(cells) and cells <= self._cells.get((finding.rule, finding.sheet), set())


class _Tried(NamedTuple):
    """照写的几处，和照它们改了以后的问题。"""

    lasting: tuple[Edit, ...]
    findings: Sequence[Finding]


def _tried(book: _Book, barred: Container[Place] = ()) -> _Tried:
    """改到没有可改的；改来改去又回到原样的不算。``barred`` 的几格不改。"""
    edits, findings = _mended(book, barred)
    lasting = tuple(each for each in edits.values() if not _is_same(each, book.grids[each.sheet]))
    if len(lasting) < len(edits):
        findings = book.findings_after(lasting)
    return _Tried(lasting, findings)


def _mended(book: _Book, barred: Container[Place]) -> tuple[Places, Sequence[Finding]]:
    """改一轮、看一轮，到没有可改的；给出每格改成什么，和改后的问题。"""
    findings, edits = book.before.findings, Places()
    for _ in range(_ROUNDS):
        found = _next_edits(book.fixes_in(findings), edits, book.grids, barred)
        if not found and edits:
            # 没有别的可改了，改出来的错误跟着改。
            new = book.new_errors(findings)
            follows = [edit for each in new for edit in each.follows if not edit.doubt]
            found = _next_edits(follows, edits, book.grids, barred)
        if not found:
            break
        for place, edit in found.items():
            earlier = edits.get(place)
            edits[place] = _joined(earlier, edit) if earlier is not None else edit
        findings = book.findings_after(list(edits.values()))
    return edits, findings


def _without_new_errors(
    book: _Book, whole: _Tried, new: Sequence[Finding]
) -> tuple[_Tried, tuple[Edit, ...]]:
    """都改了（``whole``）多出错误 ``new``、又跟不了的：引出它的几处不改，与它无关的照改。

    给出还改的，和留给人改的。先把那几张工作表上的都收回，再成半成半地放回去看；试得太多的，没有试到的也收回。
    """
    own = {each.place: each for each in whole.lasting}
    first = list(_next_edits(book.fixes_in(book.before.findings), {}, book.grids))
    sheets = {each.sheet for each in new}
    held = [place for place in first if place[0] in sheets]
    best = _tried(book, held)
    if book.new_errors(best.findings):
        held = first
        best = _tried(book, held)
    barred, causing = set(held), dict[Place, Finding]()
    groups = _halves(held)
    for _ in range(max(_TRIALS // len(book.grids), _FEWEST_TRIALS)):
        if not groups:
            break
        group = groups.pop()
        tried = _tried(book, barred.difference(group))
        caused = book.new_errors(tried.findings)
        if not caused:
            barred.difference_update(group)
            best = tried
        elif len(group) == 1:
            causing[group[0]] = caused[0]
        else:
            groups += _halves(group)
    withdrawn = [own[place] for place in held if place in barred and place in own]
    causes = {each.place: causing.get(each.place, new[0]) for each in withdrawn}
    return best, _with_causes(withdrawn, causes, new)


# 找引出错误的几处，总共试几回（工作表多的，看一回的工夫也多），至少几回。
_TRIALS, _FEWEST_TRIALS = 200, 8


def _halves(group: Sequence[Place]) -> list[Sequence[Place]]:
    """分成两半，前一半在后（先取出来）。"""
    middle = (len(group) + 1) // 2
    return [half for half in (group[middle:], group[:middle]) if half]


def _with_causes(
    withdrawn: Sequence[Edit], causes: Mapping[Place, Finding], new: Sequence[Finding]
) -> tuple[Edit, ...]:
    """``doubt`` 说为什么不改：引出同一处错误的各格说同一句，差多少照都改了以后（``new``）说。"""
    together = {each.place: each for each in new}
    cells: dict[tuple[str, str, str], list[Edit]] = {}
    for each in withdrawn:
        cells.setdefault(causes[each.place].place, []).append(each)
    found = list[Edit]()
    for error_place, edits in cells.items():
        error = together.get(error_place, causes[edits[0].place])
        doubt = _why_withdrawn(error, edits)
        found += [replace(each, doubt=doubt) for each in edits]
    return tuple(found)


def _why_withdrawn(error: Finding, edits: Sequence[Edit]) -> str:
    cells = [each.cell if each.sheet == error.sheet else each.named_place for each in edits]
    changed = "它" if len(cells) == 1 else f" {'、'.join(cells)}"
    why = "；".join(dict.fromkeys(each.doubt for each in error.follows if each.doubt))
    return (
        f"改了{changed}，{error.sheet}!{error.cells} 就不对了（{error.message.rstrip('。')}），"
        f"那里又不能替您改{f'（{why}）' if why else ''}；请一起核对、一起改"
    )


def _again(workbook: Workbook, before: Assessment) -> Assessment:
    """改过以后照原来的口径再查：改了几格，口径不跟着变。"""
    return replace(
        assess(workbook, before.profile),
        profile_why=before.profile_why,
        profile_inferred=before.profile_inferred,
    )


def _next_edits(
    wanted: Iterable[Edit],
    done: Places,
    grids: Mapping[str, Grid],
    barred: Container[Place] = (),
) -> Places:
    """这一轮每格改成什么；一格有几种改法的取第一种，其余的下一轮在改过的字上再看。"""
    found: Places = {}
    for edit in wanted:
        place = edit.place
        if place in barred:
            continue
        if place in found:
            if found[place].after == edit.after:
                found[place] = _with_reasons(found[place], edit)
            continue
        earlier = done.get(place)
        if earlier is not None and earlier.after == edit.after:
            continue  # 已经这样改了，还在报：不是改得掉的
        found[place] = _standing(edit, grids)
    return found


def _standing(edit: Edit, grids: Mapping[str, Grid]) -> Edit:
    """``before`` 换成原件里看到的字。"""
    return replace(edit, before=grids[edit.sheet].text(*parse_address(edit.cell)))


def _joined(earlier: Edit, later: Edit) -> Edit:
    """同一格又改了一轮：以后一轮为准，规则都记着。"""
    return replace(later, because=_with_reasons(earlier, later).because)


def _with_reasons(edit: Edit, other: Edit) -> Edit:
    return replace(edit, because=tuple(dict.fromkeys((*edit.because, *other.because))))


def _left(
    findings: Sequence[Finding], grids: Mapping[str, Grid], listed: Container[Place]
) -> tuple[Edit, ...]:
    """改完以后还留给人改的格；算了值的在先，同一格只列一次，已经列了的（``listed``）不再列。"""
    found: Places = {}
    every = [edit for finding in findings for edit in finding.left if edit.place not in listed]
    for edit in sorted(every, key=lambda each: each.after is None):
        earlier = found.get(edit.place)
        if earlier is not None:
            found[edit.place] = _with_reasons(earlier, edit)
        else:
            found[edit.place] = _standing(edit, grids)
    return tuple(found.values())


def _is_same(edit: Edit, grid: Grid) -> bool:
    """改来改去又回到原样：比的是存的，``0`` 格式的 44.7 看着是 45，存成文字的 30 看着是数，都还要改。"""
    cell, after = grid.cell(*parse_address(edit.cell)), edit.after
    number = cell.number if cell is not None else None
    if isinstance(after, Decimal):
        code = cell.number_format if cell is not None else GENERAL
        return number == stored_number(after, code, MONEY_FACTORS.get(edit.unit))
    if cell is not None and number is not None:
        ratio = percent_as_number(str(after), cell.number_format)
        if ratio is not None:
            return number == ratio
    return edit.before == after
