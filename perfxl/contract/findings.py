"""``perfxl check`` 的 JSON：``perfxl.findings/1``。"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from perfxl.actions.made_edits import MadeEdit
from perfxl.contract.shapes import NumberOrText, Shape, number_or_text
from perfxl.contract.unread import UnreadJson, UnreadRowJson, UnreadSheetJson
from perfxl.model.edit import Edit
from perfxl.model.finding import Finding


class FixJson(Shape):
    """一格的改正。"""

    cell: str
    value: NumberOrText
    what: str
    unit: str = ""


class LeftFixJson(Shape):
    """留给人改的一格；``value`` 是算出来的，没有算的为 ``null``，``why`` 是要先核对什么。"""

    cell: str
    value: NumberOrText
    what: str
    why: str


class FindingJson(Shape):
    """``perfxl check --format json`` 的一条问题。"""

    rule: str
    name: str
    severity: str
    file: str
    sheet: str
    cells: str
    project: str
    message: str
    hint: str
    basis: str
    found: NumberOrText
    expected: NumberOrText
    related: str
    caused_by: int | None = None
    fixes: list[FixJson] = []
    left: list[LeftFixJson] = []

    @classmethod
    def all_of(cls, findings: Sequence[Finding]) -> "list[FindingJson]":
        """各条；``caused_by`` 是因在这些里的次序（从 0 起），自成一条的、因没有列出的为 ``null``。"""
        return list(cls.each_of([findings]))

    @classmethod
    def each_of(cls, files: Iterable[Sequence[Finding]]) -> "Iterator[FindingJson]":
        """同 ``all_of``，一个文件一个文件地给：因总在同一个文件里。"""
        before = 0
        for findings in files:
            order: dict[Finding, int] = {}
            if any(each.cause is not None for each in findings):  # 多半都自成一条
                order = {finding: place for place, finding in reversed(list(enumerate(findings)))}
            for each in findings:
                place = None if each.cause is None else order.get(each.cause)
                yield cls.of(each, None if place is None else before + place)
            before += len(findings)

    @classmethod
    def of(cls, finding: Finding, caused_by: int | None = None) -> "FindingJson":
        """由 ``Finding`` 转成。"""
        return cls(
            caused_by=caused_by,
            rule=finding.rule,
            name=finding.name,
            severity=finding.severity.value,
            file=finding.file,
            sheet=finding.sheet,
            cells=finding.cells,
            project=finding.project,
            message=finding.message,
            hint=finding.hint,
            basis=finding.basis,
            found=finding.found,
            expected=finding.expected,
            related=finding.related,
            fixes=[_fix(edit, finding) for edit in finding.fixes],
            left=[
                LeftFixJson(
                    cell=_cell_of(edit, finding),
                    value=number_or_text(edit.after),
                    what=edit.what,
                    why=edit.doubt,
                )
                for edit in finding.left
            ],
        )


def _cell_of(edit: Edit, finding: Finding) -> str:
    """改的是哪一格；不在问题那张工作表上的带着表名。"""
    return edit.cell if edit.sheet == finding.sheet else edit.named_place


def _fix(edit: Edit, finding: Finding) -> FixJson:
    """一格的改正；不是金额的不写 ``unit``。"""
    unit = {"unit": edit.unit} if edit.unit else {}
    return FixJson(
        cell=_cell_of(edit, finding), value=number_or_text(edit.after), what=edit.what, **unit
    )


class _EditedCell(Shape):
    """改的、留着的一格：在哪里、是哪一栏、原来写的。"""

    file: str
    sheet: str
    cell: str
    what: str
    before: str


def _edited_cell(file: str, edit: Edit) -> dict[str, str]:
    return {
        "file": file,
        "sheet": edit.sheet,
        "cell": edit.cell,
        "what": edit.what,
        "before": str(edit.before),
    }


class AppliedFixJson(_EditedCell):
    """``check --fix`` 改了的一格；``hidden`` 说它藏在哪里（``隐藏的第 8 行``），看得见的为空。

    ``shown`` 是改好以后格里看到的字。
    """

    after: NumberOrText
    rules: list[str]
    hidden: str = ""
    shown: str = ""

    @classmethod
    def of(cls, file: str, made: MadeEdit) -> "AppliedFixJson":
        """由写了的一处改动转成。"""
        edit = made.edit
        return cls(
            **_edited_cell(file, edit),
            after=number_or_text(edit.after),
            rules=list(edit.because),
            hidden=made.hidden,
            shown=made.shown,
        )


class LeftCellJson(_EditedCell):
    """``check --fix`` 留给人改的一格；``value`` 是算出来的，没有算的为 ``null``。"""

    value: NumberOrText
    why: str
    rules: list[str]

    @classmethod
    def of(cls, file: str, edit: Edit) -> "LeftCellJson":
        """由留给人改的一处转成。"""
        return cls(
            **_edited_cell(file, edit),
            value=number_or_text(edit.after),
            why=edit.doubt,
            rules=list(edit.because),
        )


class ProfileJson(Shape):
    """一个文件用的口径，和为什么用它。"""

    file: str
    profile: str
    why: str


class AcceptanceJson(Shape):
    """一条认可去掉了几处：写在哪份清单（口径）里，哪条规则，理由。"""

    list: str
    rule: str
    reason: str
    count: int


class ResultSheetJson(Shape):
    """一张当作本程序写的结果、没有查的工作表。"""

    file: str
    sheet: str


class FindingsJson(Shape):
    """``perfxl check --format json`` 的全部；``accepted`` 是已认可、没有列出的处数，

    ``fixed``、``left`` 只在 ``--fix`` 时有，这时 ``findings`` 是改后还剩的。``unread`` 是读不了的文件，
    ``unread_rows``、``unread_sheets`` 是读了的文件里没有读懂的行、没有认出表的工作表。
    """

    schema_: Literal["perfxl.findings/1"] = "perfxl.findings/1"
    files: int
    findings: list[FindingJson]
    unread: list[UnreadJson]
    unread_rows: list[UnreadRowJson]
    skipped: list[UnreadJson] = []
    unread_sheets: list[UnreadSheetJson]
    accepted: int
    profiles: list[ProfileJson] = []
    acceptances: list[AcceptanceJson] = []
    disabled_rules: list[str] = []
    result_sheets: list[ResultSheetJson] = []
    fixed: list[AppliedFixJson] = []
    left: list[LeftCellJson] = []
