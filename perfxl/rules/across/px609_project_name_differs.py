"""PX609 同一个项目前后名称不同"""

from collections.abc import Iterator

from perfxl.matching.project_names import CLOSE, bare_name
from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_PROJECTS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX609",
    title="同一个项目前后名称不同",
    severity=Severity.INFO,
    forms=WITH_PROJECTS,
    basis=(own_convention("同一个项目的名称，从申报、批复、调整到自评应一字不差，便于核对"),),
    message="这里写“{found}”，{what}写“{expected}”，认作同一个项目：{ground}。",
    hint="请核对 {cells}，名称照批复写；本来不是同一个项目的，请写出区别。",
)
def project_name_differs(tables: TableSet) -> Iterator[Hit]:
    """对上了、名称却不一样的项目。序号、括号全角半角、空白的不同不算；只是相近的要提醒。"""
    told: set[tuple[int, str]] = set()
    for match in (
        *tables.evaluated_approvals,
        *tables.evaluated_adjustments,
        *tables.adjusted_approvals,
        *tables.budget_rows,
        *tables.transfer_rows,
    ):
        one, other = match.one, match.other
        first, second = bare_name(one.name.text), bare_name(other.name.text)
        if first == second or (id(one), second) in told:
            continue
        told.add((id(one), second))
        yield Hit(
            one.name,
            found=one.name.text,
            expected=other.name.text,
            words={"what": other.table.called, "ground": match.ground},
            severity=Severity.WARNING if match.ground == CLOSE else None,
            table=one.table,
            related=(other.name,),
            related_table=other.table,
        )
