"""审核意见里的一份：一张表（清单是其中一个项目），属于哪个单位、哪一年，查出什么，什么没有审。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfxl.actions.assessment import Assessment
from perfxl.actions.findings_at import FindingsAt
from perfxl.actions.summary_rows import folded
from perfxl.matching.budget_years import budget_years
from perfxl.matching.organisations import is_transfer, owner_of, unit_in_rows, unit_of
from perfxl.matching.organisations import without_code as unit_without_code
from perfxl.matching.project_names import without_code
from perfxl.model.finding import Finding
from perfxl.model.form_spec import Scope, Shape
from perfxl.model.outline import SplitTable
from perfxl.model.score import TableScore
from perfxl.model.table import Document, Table
from perfxl.model.unread import unread_said
from perfxl.rendering.derived.approvals import projects_of
from perfxl.rules.engine.running import in_order


class Left(NamedTuple):
    """没有读懂、没有核对的一处：哪个文件，里面的什么；``twin`` 不空的，与那个文件里的内容一样，没有再审。"""

    file: str
    said: str
    twin: str = ""


@dataclass(eq=False)
class Part:
    """``single`` 是一个项目一张的样子，``table`` 是它所在的表，从 ``first_row`` 行起。

    ``scored`` 是这个文件里各张的分，和它是第几张；不是自评表的为 ``None``。问题、分都用到再取。
    """

    table: Table
    single: Table
    unit: str
    year: int | None
    title: str
    first_row: int = 0
    findings: Sequence[Finding] = ()
    left: list[Left] = field(default_factory=list)
    scored: tuple[Sequence[TableScore], int] | None = None

    @property
    def says_unit(self) -> bool:
        """写着是哪个单位的；项目的表只写了主管部门的，不知道是它还是它下面的哪个单位。"""
        other = is_transfer(self.table) or self.table.scope is Scope.DEPARTMENT
        listed = self.single is not self.table
        return bool(self.unit) and (other or listed or bool(unit_of(self.table)))

    @property
    def score(self) -> TableScore | None:
        """它的分；不是自评表的为 ``None``。"""
        if self.scored is None:
            return None
        scores, number = self.scored
        return scores[number]


def opinion_parts(assessments: Sequence[Assessment], year: int | None) -> list[Part]:
    """各文件里的各份，照给的先后；``year`` 只要一年（看不出年度的也要）。"""
    tables = [table for each in assessments for table in each.document.tables]
    years = dict(zip(map(id, tables), budget_years(tables), strict=True))
    found: list[Part] = []
    for each in assessments:
        own = [
            part
            for table in each.document.tables
            for part in _parts_of_table(table, years[id(table)])
        ]
        _share_out(each.findings, own)
        _note_scores(each.scores, own)
        if own:
            own[0].left += _unread_sheets(each.document)
        found += [part for part in own if year is None or part.year in (year, None)]
    return found


def _share_out(findings: Sequence[Finding], parts: Sequence[Part]) -> None:
    """一个文件的问题各归各的表；只记是第几处。"""
    every = tuple(findings)
    found: dict[int, list[int]] = {}
    for place, finding in enumerate(every):
        part = _part_of(finding, parts)
        if part is not None:
            found.setdefault(id(part), []).append(place)
    for part in parts:
        if id(part) in found:
            part.findings = FindingsAt.of(findings, every, found[id(part)])


def _note_scores(scores: Sequence[TableScore], parts: Iterable[Part]) -> None:
    """各张自评表是第几张，有没有待评价人核定的。"""
    scored = [part for part in parts if part.table.spec.scored]
    for number, (part, score) in enumerate(zip(scored, scores, strict=True)):
        part.scored = scores, number
        if said := score.pending_said:
            part.left.append(_left_in(part.table, str(said)))


def _parts_of_table(table: Table, year: int | None) -> list[Part]:
    """清单一个项目一份，归它写着的单位；别的表就是它自己。"""
    unit = _owner(table)
    if table.spec.shape is not Shape.LIST:
        found = [Part(table, table, unit, year, table.project or table.form.label)]
    else:
        found = [
            Part(
                table,
                single,
                folded(unit_without_code(line.organisation.text)) or unit,
                year,
                without_code(line.name.text),
                line.name.row,
            )
            for line, single in zip(
                table.lines, SplitTable.parts_of(table, projects_of), strict=True
            )
        ] or [Part(table, table, unit, year, table.project or table.form.label)]
    if table.unread_rows:
        found[0].left.append(_left_in(table, unread_said(table.unread_rows)))
    return found


def _part_of(finding: Finding, parts: Sequence[Part]) -> Part | None:
    """一处问题是哪一张表（清单的哪一个项目）的。"""
    row, *_ = in_order(finding)
    own = [part for part in parts if finding.sheet in part.table.sheets]
    named = [part for part in own if part.table.project == finding.project] or own
    inside = [p for p in named if p.table.holds(finding.sheet, row)] or named
    above = [part for part in inside if part.first_row <= row]
    return above[-1] if inside and inside[0].first_row and above else next(iter(inside), None)


def _owner(table: Table) -> str:
    """这张表是哪个单位的；表头没有写的，看各行是不是同一个单位，都没有的为 ``""``。"""
    own = owner_of(table) if is_transfer(table) else unit_of(table)
    named = own or owner_of(table) or unit_in_rows(table)
    if table.scope is Scope.DEPARTMENT:  # 部门整体的表，“项目”就是这个部门
        named = named or table.project
    return folded(unit_without_code(named)) if named else ""


def _left_in(table: Table, said: str) -> Left:
    return Left(table.book, f"“{table.sheet}”的 {said}")


def _unread_sheets(document: Document) -> Iterable[Left]:
    names = [f"“{each.sheet}”" for each in document.unread_sheets if each.whole]
    return [Left(document.file, f"的{'、'.join(names)}没有认出表")] if names else []
