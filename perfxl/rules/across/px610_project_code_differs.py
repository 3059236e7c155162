"""PX610 同一个项目前后编码不同"""

from collections.abc import Iterator

from perfxl.model.finding import Severity
from perfxl.rules.engine.form_groups import WITH_PROJECTS
from perfxl.rules.engine.registry import Hit, across_rule
from perfxl.rules.engine.table_set import TableSet
from perfxl.standards.documents import own_convention


@across_rule(
    id="PX610",
    title="同一个项目前后编码不同",
    severity=Severity.WARNING,
    forms=WITH_PROJECTS,
    basis=(own_convention("项目编码由预算系统给定，一个项目一个编码，各表应一致"),),
    message="“{name}”的项目编码，这里写 {found}，{what}写 {expected}。",
    hint="请核对 {cells}，编码照预算系统里的写；本来是两个项目的，名称要写出区别。",
)
def project_code_differs(tables: TableSet) -> Iterator[Hit]:
    """名称对得上、编码都写了却不同的项目。"""
    told: set[tuple[int, str]] = set()
    for match in (
        *tables.evaluated_approvals,
        *tables.evaluated_adjustments,
        *tables.adjusted_approvals,
        *tables.budget_rows,
    ):
        one, other = match.one, match.other
        if not one.code or not other.code or one.code == other.code:
            continue
        if (id(one), other.code) in told:
            continue
        told.add((id(one), other.code))
        own = one.line.code if one.line else one.table.fields.get("项目编码")
        yield Hit(
            own if own is not None and own.text else one.name,
            found=one.code,
            expected=other.code,
            words={"name": one.name.text, "what": other.table.called},
            table=one.table,
            related=(other.name,),
            related_table=other.table,
        )
