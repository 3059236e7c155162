"""问题怎样列给人看：一张表一组，次序、合并、标题都与 ``perfxl check`` 在屏幕上的相同。"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from perfxl.contract.shapes import Shape
from perfxl.model.finding import Finding, Severity

if TYPE_CHECKING:  # 网页里的引擎打开时先不载入查的
    from perfxl.actions.assessment import Assessment
    from perfxl.actions.check_many import ToldFinding, ToldTable


class ToldFindingJson(Shape):
    """列出的一条。``findings`` 是说的哪几处（在 ``CheckJson.findings`` 里的次序，从 0 起）：合成一条的不止一处。

    ``follows`` 是牵连出来的，跟在它的因后面；``basis`` 同一张表里说过的为空。
    """

    severity: str
    cells: str
    rule: str
    said: str
    hint: str
    basis: str
    follows: bool
    findings: list[int]


class ToldTableJson(Shape):
    """一张表：标题（文件、工作表、项目和处数），逐条的问题。"""

    title: str
    findings: list[ToldFindingJson]

    @classmethod
    def of(cls, table: "ToldTable", places: Mapping[int, int]) -> "ToldTableJson":
        """``places`` 是各处问题（``id``）的次序。"""
        return cls(title=table.title, findings=[_told(each, places) for each in table.findings])


class ListingJson(Shape):
    """只列 ``level`` 和更重的：标题说各级几处、有几处没有列。"""

    level: str
    title: str
    tables: list[ToldTableJson]

    @classmethod
    def each_of(cls, assessed: "Sequence[Assessment]") -> "list[ListingJson]":
        """三个级别各一份，轻的在先。"""
        from perfxl.actions.check import counts_said
        from perfxl.actions.check_many import check_many

        findings = [finding for each in assessed for finding in each.findings]
        places = {id(finding): place for place, finding in enumerate(findings)}
        counted = f"问题：{counts_said(findings)}"
        return [
            cls(
                level=level.value,
                title=f"{counted}{_unlisted_said(findings, level)}",
                tables=[
                    ToldTableJson.of(table, places) for table in check_many(assessed, level).tables
                ],
            )
            for level in reversed(Severity)
        ]


def _told(told: "ToldFinding", places: Mapping[int, int]) -> ToldFindingJson:
    return ToldFindingJson(
        severity=told.severity.value,
        cells=told.cells,
        rule=told.rule,
        said=told.said,
        hint=told.hint,
        basis=told.basis,
        follows=told.follows,
        findings=[places[id(each)] for each in told.findings],
    )


def _unlisted_said(findings: Sequence[Finding], level: Severity) -> str:
    left = sum(not each.severity.at_least(level) for each in findings)
    return f"（有{left}处没有列）" if left else ""
